package rollup

import (
	"fmt"
	"maps"
	"slices"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/report/grid"
)

// setNotes tells what the figures rest on. differ are the operators whose units found different gear.
func (r *Rollup) setNotes(differ map[string]bool) {
	var out []string
	if n := len(r.Run.Engines); n > 1 {
		out = append(out, fmt.Sprintf("the units were made by %d versions of riprep", n))
	}
	if len(r.Run.Seeds) > 1 || len(r.Run.Efforts) > 1 {
		out = append(out, "the units were planned with different seeds or efforts")
	}
	if n := len(differ); n > 0 {
		names := slices.SortedFunc(maps.Keys(differ), batch.Natural)
		out = append(out, fmt.Sprintf("findings: the units of %d operators differ; each counts with the most of any of its units: %s", n, some(names)))
	}
	without, own, units := 0, 0, 0
	unit := r.exposureUnit()
	for i := range r.Units {
		if p := r.Units[i].Plan; p != nil {
			without += one(p.WithoutPrice > 0)
			own += one(p.Own == nil)
			units += one(p.Exposure != nil && p.ExposureUnit != unit)
		}
	}
	if without > 0 {
		out = append(out, fmt.Sprintf("prices: %s plans have lines without a price: their amounts are at least what is shown", grid.Group(int64(without))))
	}
	if own > 0 {
		out = append(out, fmt.Sprintf("frontier: %d plans have amounts too large to be added up, and are compared with none", own))
	}
	if units > 0 {
		out = append(out, fmt.Sprintf("worst cases: %d plans have their exposure in another unit than %s, and are not among those of most exposure", units, grid.Clean(unit)))
	}
	r.Notes = append(out, r.Notes...)
}
