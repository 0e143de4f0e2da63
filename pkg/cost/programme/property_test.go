package programme

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// drawKit draws gear of which not everything needs to be known.
func drawKit(t *rapid.T, name string) Kit {
	switch rapid.IntRange(0, 5).Draw(t, name) {
	case 0:
		return Kit{}
	case 1:
		return Kit{Domain: "access", Role: rapid.SampledFrom([]string{"cpe", "olt", "radio"}).Draw(t, name+" role"), Medium: rapid.SampledFrom(append([]string{""}, Media...)).Draw(t, name+" medium")}
	case 2:
		return Kit{Domain: "transport", Role: rapid.SampledFrom([]string{"microwave", "optical", "router"}).Draw(t, name+" role")}
	}
	return Kit{
		Domain: "ran", Role: rapid.SampledFrom([]string{"radio", "baseband", "antenna"}).Draw(t, name+" role"),
		Generations: rapid.SliceOfNDistinct(rapid.SampledFrom(inventory.Generations), 0, 3, rapid.ID).Draw(t, name+" generations"),
	}
}

func drawFacts(t *rapid.T) Facts {
	f := Facts{
		Gear:     rapid.SampledFrom([]string{"yes", "no", "unknown"}).Draw(t, "gear"),
		Tag:      rapid.SampledFrom([]cost.Tag{cost.Removal, cost.Replacement, cost.Disposal}).Draw(t, "tag"),
		Category: rapid.SampledFrom([]string{"ran equipment", "subscriber devices", "training", "new towers", "interest", "contingency"}).Draw(t, "category"),
		Known:    true, Quantity: cost.One, Total: 100_00,
		Old: drawKit(t, "old"), New: drawKit(t, "new"),
	}
	if rapid.Bool().Draw(t, "upgrade") {
		f.Upgrade = "more"
	}
	if rapid.Bool().Draw(t, "quote") {
		f.Comparable = &Comparable{50_00, "quote 7"}
	}
	return f
}

// completions gives every way in which what is not known of gear may be.
func completions(k Kit) []Kit {
	out := []Kit{k}
	if _, known := k.medium(); !known {
		out = nil
		for _, m := range Media {
			full := k
			full.Medium = m
			out = append(out, full)
		}
	}
	if len(k.Generations) > 0 {
		return out
	}
	var all []Kit
	for _, full := range out {
		for set := 1; set < 1<<len(inventory.Generations); set++ {
			full.Generations = nil
			for i, g := range inventory.Generations {
				if set>>i&1 == 1 {
					full.Generations = append(full.Generations, g)
				}
			}
			all = append(all, full)
		}
	}
	return all
}

// anyKit is what a replacement may be of which nothing is known.
func anyKit() []Kit {
	var out []Kit
	for _, k := range []Kit{{Domain: "ran", Role: "radio"}, {Domain: "transport", Role: "router", Medium: "copper"}, {Domain: "transport", Role: "optical"}, {Domain: "transport", Role: "microwave"}} {
		out = append(out, completions(k)...)
	}
	return out
}

// An answer that is not unclear is the answer whatever the facts that are missing turn out to be.
func TestMissingFactsDecideNothing(t *testing.T) {
	p := scrp(t)
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		got := p.Judge(small(), f)
		if got.Eligible == cost.Unclear {
			return
		}
		gears, olds, news := []string{f.Gear}, []Kit{f.Old}, []Kit{f.New}
		if f.Gear == "unknown" {
			gears = []string{"yes", "no"}
		}
		if !f.Old.zero() {
			olds = completions(f.Old)
		}
		switch {
		case !f.New.zero():
			news = completions(f.New)
		case !f.Old.zero():
			news = anyKit()
		}
		kept := f.Old.Role == f.New.Role && f.Old.Medium == f.New.Medium
		for _, gear := range gears {
			for _, old := range olds {
				for _, new := range news {
					full := f
					full.Gear, full.Old, full.New = gear, old, new
					if kept && old.Medium != new.Medium {
						continue // gear that is followed by its like is taken to keep its medium
					}
					if a := p.Judge(small(), full); a.Eligible != got.Eligible {
						t.Fatalf("%s by %q, but %s by %q with %+v", got.Eligible, got.By, a.Eligible, a.By, full)
					}
				}
			}
		}
	})
}

// Unclear is said only where something is missing: facts that are whole have an answer.
func TestWholeFactsAreAnswered(t *testing.T) {
	p := scrp(t)
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		if f.Gear == "unknown" {
			f.Gear = "yes"
		}
		f.Old, f.New = Kit{}, Kit{}
		if rapid.Bool().Draw(t, "gear of its own") {
			f.Old = rapid.SampledFrom(anyKit()).Draw(t, "whole old")
			f.New = rapid.SampledFrom(anyKit()).Draw(t, "whole new")
		}
		a := p.Judge(small(), f)
		if a.Eligible == cost.Unclear || a.By == "" {
			t.Fatalf("%+v", a)
		}
		if a.Counted != 0 && a.Eligible != cost.EligiblePartly || a.Counted > f.Total || a.Counted < 0 {
			t.Fatalf("counted %s", a.Counted)
		}
	})
}

func drawDay(t *rapid.T, name string) inventory.Date {
	if rapid.Bool().Draw(t, name+" known") {
		return day("2022-01-01").AddDays(rapid.IntRange(0, 3000).Draw(t, name))
	}
	return inventory.Date{}
}

// Whatever the history: days in order, those that are not known last and with what is missing, the same twice; a term never
// before its first year, and with one extension more never earlier.
func TestDatesOfAnyHistory(t *testing.T) {
	p := scrp(t)
	rapid.Check(t, func(t *rapid.T) {
		h := History{
			Submitted: drawDay(t, "submitted"), Deficient: drawDay(t, "deficient"), Approved: drawDay(t, "approved"), FirstClaim: drawDay(t, "claim"),
			FirstDistribution: drawDay(t, "distribution"), Completed: drawDay(t, "completed"), Certified: drawDay(t, "certified"),
			ClaimsClosed: drawDay(t, "closed"), LastDistribution: drawDay(t, "last"), FiledUntil: drawDay(t, "filed"),
			ClaimsExtensionDays: rapid.IntRange(0, 300).Draw(t, "claims"),
		}
		for range rapid.IntRange(0, 5).Draw(t, "extensions") {
			h.Extensions = append(h.Extensions, Extension{Kind: rapid.SampledFrom([]string{"general", "individual"}).Draw(t, "kind"), Months: rapid.IntRange(1, 8).Draw(t, "months")})
		}
		asOf := day("2022-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "as of"))
		dues := p.Dates(&h, asOf, asOf.AddDays(365))
		if again := p.Dates(&h, asOf, asOf.AddDays(365)); !slices.Equal(dues, again) {
			t.Fatal("not the same twice")
		}
		for i, due := range dues {
			switch {
			case i > 0 && !due.By.IsZero() && (dues[i-1].By.IsZero() || due.By.Before(dues[i-1].By)):
				t.Fatalf("%s after %s", due.By, dues[i-1].By)
			case due.By.IsZero() != (due.State == "unknown"), due.By.IsZero() != (due.Missing != ""), !slices.Contains(States, due.State):
				t.Fatalf("%+v", due)
			case due.State == "overdue" && !due.By.Before(asOf), due.State == "open" && due.By.Before(asOf):
				t.Fatalf("%+v as of %s", due, asOf)
			}
		}
		if h.FirstDistribution.IsZero() {
			return
		}
		whole := p.Term(&h)
		for n := range h.Extensions {
			some := h
			some.Extensions = h.Extensions[:n]
			if less := p.Term(&some); whole.By.Before(less.By) {
				t.Fatalf("%s, and with %d extensions %s", whole.By, n, less.By)
			}
		}
		if first, _ := AddMonths(h.FirstDistribution, 12); whole.By.Before(first) {
			t.Fatalf("%s before %s", whole.By, first)
		}
	})
}
