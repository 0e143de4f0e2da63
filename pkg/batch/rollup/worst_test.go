package rollup

import (
	"slices"
	"testing"
)

// TestWorstOnce: of several operators each stands once in a list, with the worst of its units, so that a large one under many
// scenarios does not hide the others.
func TestWorstOnce(t *testing.T) {
	r := rolled(t, sample(4, 12, 3, plainName))
	for _, w := range r.Worst {
		seen := map[string]bool{}
		for _, i := range w.Units {
			u := &r.Units[i]
			if seen[u.Operator] {
				t.Errorf("%s: %s stands there twice", w.Title, u.Operator)
			}
			seen[u.Operator] = true
			if w.ID != "cost" {
				continue
			}
			for k := range r.Units {
				if v := &r.Units[k]; v.Operator == u.Operator && v.Plan != nil && v.Plan.Cost > u.Plan.Cost {
					t.Errorf("%s: %s has %s, and another unit %s", w.Title, u.Operator, u.Plan.Cost, v.Plan.Cost)
				}
			}
		}
		if w.ID == "cost" && len(seen) != len(r.Operators) {
			t.Errorf("%s: %d operators, want %d", w.Title, len(seen), len(r.Operators))
		}
	}
}

// worstOf is the list of a question.
func worstOf(t *testing.T, r *Rollup, id string) []int {
	t.Helper()
	at := slices.IndexFunc(r.Worst, func(w Worst) bool { return w.ID == id })
	if at < 0 {
		t.Fatalf("no list %s", id)
	}
	return r.Worst[at].Units
}

// TestWorstOfOne: of a single operator the ten worst units stand there, worst first.
func TestWorstOfOne(t *testing.T) {
	r := rolled(t, sample(1, 24, 3, plainName))
	own := worstOf(t, r, "own")
	if len(own) != WorstRows {
		t.Errorf("%d units, want %d", len(own), WorstRows)
	}
	for i := 1; i < len(own); i++ {
		if *r.Units[own[i-1]].Plan.Own < *r.Units[own[i]].Plan.Own {
			t.Errorf("%s before %s", r.Units[own[i-1]].Plan.Own, r.Units[own[i]].Plan.Own)
		}
	}
}

// TestWorstExposure sets only exposures of one unit side by side: that of most plans, and of two the first by its name.
func TestWorstExposure(t *testing.T) {
	for units, want := range map[[3]string]string{
		{"risk-weeks", "risk-days", "risk-weeks"}: "risk-weeks", {"risk-weeks", "risk-days", ""}: "risk-days", {"", "b", "a"}: "a",
	} {
		list := sample(1, 3, 3, plainName)
		for i, o := range list {
			if o.Planned.Objectives[0].Unit = units[i]; units[i] == "" {
				o.Planned.Objectives = nil
			}
		}
		for range 20 { // whatever the order of a map
			r := rolled(t, list)
			for _, i := range worstOf(t, r, "exposure") {
				if got := r.Units[i].Plan.ExposureUnit; got != want {
					t.Fatalf("%q: %s among those of most exposure, want %s", units, got, want)
				}
			}
		}
	}
}

// TestWorstGap has no plan that is as good as can be.
func TestWorstGap(t *testing.T) {
	list := sample(1, 2, 3, plainName)
	x := &list[0].Planned.Objectives[0]
	x.Bound = &x.Value
	y := &list[1].Planned.Objectives[0]
	less := y.Value - 1
	y.Bound = &less
	r := rolled(t, list)
	if gap := worstOf(t, r, "exposure_gap"); len(gap) != 1 || r.Units[gap[0]].ID != list[1].Unit {
		t.Errorf("%v", gap)
	}
}
