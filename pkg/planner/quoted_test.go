package planner

import (
	"errors"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// A price that no line rests on is said, in the estimate's case and among the plan's assumptions; one that is used is not.
func TestIdleQuotes(t *testing.T) {
	c := oneOperator(t, nil, `{document: Q, basis: quote, prices: [
  {item: new-gear, price: 90.00},
  {item: new-gear, element: core, price: 80.00},
  {item: extra, price: 9.00},
  {item: extra, site: hill, price: 8.00},
  {item: aggregation-router, price: 7.00}]}`)
	var got []string
	for _, p := range c.IdleQuotes() {
		got = append(got, p.String())
	}
	// The network's line of extra has no site, so the wider price of it is used too.
	want := []string{`document "Q": item aggregation-router`, `document "Q": item new-gear for element core`}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("got %q, want %q", got, want)
	}
	said := 0
	for _, a := range planOf(t, c).Assumptions {
		if a.Field == "quotes" {
			said++
		}
	}
	if said != len(want) {
		t.Errorf("said of %d quotes, want %d", said, len(want))
	}
}

// Packages that cannot be added up are faults with a place, all at once; so is a relation of two levels that no price bears.
func TestPricesWithoutPlace(t *testing.T) {
	faultsOf := func(alter func(*Inputs)) strict.Faults {
		t.Helper()
		in, err := readInputs(t, firstLook(), nil)
		if err != nil {
			t.Fatal(err)
		}
		alter(in)
		_, err = NewCase(in)
		var faults strict.Faults
		if !errors.As(err, &faults) {
			t.Fatalf("got %v", err)
		}
		return faults
	}
	faults := faultsOf(func(in *Inputs) {
		for i := range in.Products.Methods {
			for k := range in.Products.Methods[i].Steps {
				for n := range in.Products.Methods[i].Steps[k].Items {
					in.Products.Methods[i].Steps[k].Items[n].Quantity = quantity(1_000_000_000)
				}
			}
		}
	})
	if len(faults) < 2 || !strings.Contains(faults[0].Error(), "inventory.yaml:") || !strings.Contains(faults[0].Message, "too large") {
		t.Errorf("got %s", faults)
	}
	faults = faultsOf(func(in *Inputs) {
		levels := map[int]cost.Rate{}
		for year := 1990; year <= 2200; year++ {
			levels[year] = 1
		}
		levels[2027] = 999_999 * cost.FullRate
		in.Scenario.Estimate.Year, in.Scenario.Estimate.Index = 2027, &cost.Index{Levels: levels, Source: "test"}
	})
	if len(faults) == 0 || !strings.Contains(faults[0].Message, "index: levels 0.000000001 of ") || strings.Contains(faults.Error(), "no level") {
		t.Errorf("got %s", faults)
	}
}
