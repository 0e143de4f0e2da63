package rollup

import (
	"cmp"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

// The units of an operator mostly have one inventory and one set of rules, and so the same findings: an operator counts once.
// Where they differ (another inventory, regime or day), the operator counts with the most elements, and the most pieces, that
// any of its units has of a regime, vendor and verdict. It is a maximum, so that the order of the units changes nothing.

// tally is what findings of an operator are counted by.
type tally struct{ operator, regime, vendor, verdict string }

// count is the most that a unit has of it, and how many units have been added.
type count struct{ elements, pieces int64 }

// found adds the findings of a unit.
func (b *builder) found(operator string, by []batch.ScreenedRule) {
	for i := range by {
		f := &by[i]
		key := tally{operator, b.keep(f.Regime), b.keep(f.Vendor), b.keep(f.Verdict)}
		old, seen := b.findings[key]
		now := count{int64(f.Elements), f.Units}
		if seen && now != old {
			if b.differ == nil {
				b.differ = map[string]bool{}
			}
			b.differ[operator] = true
		}
		b.findings[key] = count{max(old.elements, now.elements), max(old.pieces, now.pieces)}
	}
}

// findingsOf adds up over operators.
func findingsOf(found map[tally]count) []Finding {
	sums := map[tally]*Finding{}
	for key, n := range found {
		key.operator = ""
		f := sums[key]
		if f == nil {
			f = &Finding{Regime: key.regime, Vendor: key.vendor, Verdict: key.verdict}
			sums[key] = f
		}
		f.Operators++
		f.Elements += n.elements
		f.Pieces += n.pieces
	}
	out := make([]Finding, 0, len(sums))
	for _, f := range sums {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Regime, b.Regime), strings.Compare(a.Vendor, b.Vendor), strings.Compare(a.Verdict, b.Verdict))
	})
	return out
}
