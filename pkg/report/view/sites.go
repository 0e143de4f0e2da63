package view

import (
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Site is a site with what the plan does there.
type Site struct {
	*inventory.Site
	Elements, Covered, Unknown int // elements that stand there, and of them those of that verdict
	Packages                   []*planner.PlannedPackage
	Beside                     []*planner.PlannedPackage // packages of other sites that hold gear here; they are in no other field
	Deferred                   int                       // of Packages
	Start, Finish              inventory.Date            // of the work there; zero where none is planned
	CoveredUntil               inventory.Date            // last day on which a package's gear there carries traffic; zero where one is deferred, or there is none
	Cost, Reimbursable         cost.Cents                // of the known lines
	UnknownPrices              int
}

// Sites gives every site of the inventory in its order, also those where nothing is done. The error is of amounts that add
// up to more than there is a place for.
func Sites(d *Document) ([]Site, error) {
	inv, p := d.Case.In.Inventory, d.Plan
	sites := make([]Site, len(inv.Sites))
	at := make(map[string]int, len(sites))
	for i := range inv.Sites {
		sites[i].Site = &inv.Sites[i]
		at[inv.Sites[i].ID] = i
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		k, ok := at[f.Site]
		if !ok {
			continue
		}
		sites[k].Elements++
		switch f.Verdict {
		case "covered":
			sites[k].Covered++
		case "unknown":
			sites[k].Unknown++
		}
	}
	packages := make(map[string]*planner.PlannedPackage, len(p.Packages))
	for i := range p.Packages {
		w := &p.Packages[i]
		packages[w.ID] = w
		if k, ok := at[w.Site]; ok {
			if err := sites[k].add(w); err != nil {
				return nil, err
			}
		}
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		w := packages[f.Package]
		if k, ok := at[f.Site]; ok && w != nil && w.Site != f.Site && !slices.Contains(sites[k].Beside, w) {
			sites[k].Beside = append(sites[k].Beside, w)
		}
	}
	for i := range sites {
		if sites[i].Deferred > 0 {
			sites[i].CoveredUntil = inventory.Date{}
		}
	}
	return sites, nil
}

func (s *Site) add(w *planner.PlannedPackage) (err error) {
	s.Packages = append(s.Packages, w)
	if s.Cost, err = s.Cost.Add(w.Cost); err != nil {
		return err
	}
	if s.Reimbursable, err = s.Reimbursable.Add(w.Reimbursable); err != nil {
		return err
	}
	s.UnknownPrices += w.Unknown
	if w.Deferred() {
		s.Deferred++
		return nil
	}
	d := DatesOf(w)
	if s.Start.IsZero() || d.Start.Before(s.Start) {
		s.Start = d.Start
	}
	if d.Finish.After(s.Finish) {
		s.Finish = d.Finish
	}
	if w.CoveredUntil.After(s.CoveredUntil) {
		s.CoveredUntil = w.CoveredUntil
	}
	return nil
}
