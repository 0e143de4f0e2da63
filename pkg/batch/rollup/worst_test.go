package rollup

import (
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
