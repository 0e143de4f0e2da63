package planner

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
)

// testEffort keeps a search short; what it finds is as deterministic as with more.
var testEffort int64 = 200_000

// With the race detector a tenth of that is enough: what goroutines do is the same in every round of a search.
func init() {
	if trials.Raced {
		testEffort /= 10
	}
}

func firstLook() string { return filepath.Join("..", "..", "testdata", "first-look") }

// loadCase reads an operator with overrides such as "crews.tower=1".
func loadCase(t *testing.T, dir string, set ...string) *Case {
	t.Helper()
	in, err := readInputs(t, dir, set)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// unshare makes products and methods the test's own, to be changed: the built-in ones are shared.
func unshare(in *Inputs) {
	if in.Products == nil {
		return
	}
	set := &products.Set{Products: slices.Clone(in.Products.Products), Methods: slices.Clone(in.Products.Methods)}
	for i := range set.Methods {
		m := &set.Methods[i]
		m.Steps = slices.Clone(m.Steps)
		for k := range m.Steps {
			m.Steps[k].Items = slices.Clone(m.Steps[k].Items)
		}
	}
	in.Products = set
}

// readInputs reads an operator with overrides.
func readInputs(t *testing.T, dir string, set []string) (*Inputs, error) {
	t.Helper()
	var overrides []scenario.Override
	for _, text := range set {
		o, err := scenario.ParseOverride(text)
		if err != nil {
			t.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	var r strict.Reader
	in := Load(&r, dir, overrides)
	unshare(in)
	return in, r.Faults().Err()
}

func planOf(t *testing.T, c *Case) *Plan {
	t.Helper()
	if trials.Raced {
		t.Logf("with the race detector: effort %d; without it ten times that", testEffort)
	}
	p, err := c.Plan(context.Background(), Options{Effort: testEffort})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// plansOf plans once and gives that plan as often as it is asked for, each time made anew.
func plansOf(t *testing.T, c *Case) func() *Plan {
	t.Helper()
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Effort: testEffort}
	base := m.baseline()
	sol, err := m.solve(context.Background(), o, base)
	if err != nil {
		t.Fatal(err)
	}
	return func() *Plan {
		p, err := m.assemble(sol, base, o)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}
