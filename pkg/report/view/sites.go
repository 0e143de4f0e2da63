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
	Staying                    int // of Covered, those that are in no package
	Packages                   []*planner.PlannedPackage
	Deferred                   int                       // of Packages
	Shared                     []*planner.PlannedPackage // those of another site that hold gear of this one too: their days count here, their cost there
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
			if f.Package == "" {
				sites[k].Staying++
			}
		case "unknown":
			sites[k].Unknown++
		}
	}
	for i := range p.Packages {
		w := &p.Packages[i]
		if k, ok := at[w.Site]; ok {
			if err := sites[k].add(w); err != nil {
				return nil, err
			}
		}
	}
	share(sites, at, p)
	for i := range sites {
		if s := &sites[i]; s.Deferred > 0 || slices.ContainsFunc(s.Shared, (*planner.PlannedPackage).Deferred) {
			s.CoveredUntil = inventory.Date{}
		}
	}
	return sites, nil
}

// share gives the packages whose gear stands at several sites, such as the two ends of a hop, to those that they are not
// counted at.
func share(sites []Site, at map[string]int, p *planner.Plan) {
	packages := make(map[string]*planner.PlannedPackage, len(p.Packages))
	for i := range p.Packages {
		packages[p.Packages[i].ID] = &p.Packages[i]
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		w := packages[f.Package]
		k, ok := at[f.Site]
		if w == nil || !ok || w.Site == f.Site || slices.Contains(sites[k].Shared, w) {
			continue
		}
		sites[k].Shared = append(sites[k].Shared, w)
		sites[k].dates(w)
	}
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
	}
	s.dates(w)
	return nil
}

// dates widens the days of the site by those of a package that is not deferred.
func (s *Site) dates(w *planner.PlannedPackage) {
	if w.Deferred() {
		return
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
}

// Outcomes are what a plan makes of a site: its covered gear is planned for, or some of it is deferred, or stays because
// nothing is planned for it; where none is covered, some may be of unknown verdict, or all of it is clean.
var Outcomes = []string{"planned", "deferred", "stays", "unknown", "clean"}

// Outcome is that of the site, one of Outcomes.
func (s *Site) Outcome() string {
	switch {
	case s.Deferred > 0 || slices.ContainsFunc(s.Shared, (*planner.PlannedPackage).Deferred):
		return "deferred"
	case s.Staying > 0:
		return "stays"
	case len(s.Packages)+len(s.Shared) > 0:
		return "planned"
	case s.Unknown > 0:
		return "unknown"
	}
	return "clean"
}
