package planner

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// LoadApplications reads of an operator's folder what due dates follow from: the scenario's applications and the programmes
// that they name. The rest of the folder is not looked at. All faults go to r.
func LoadApplications(r *strict.Reader, dir string) (*scenario.Scenario, *programme.Set) {
	s := scenario.Load(r, pick(r, dir, "scenario", ""))
	set := loadProgrammes(r, dir, s)
	checkApplications(r, s, set)
	return s, set
}

// loadProgrammes reads the operator's programmes, and the built-in ones that the applications name. The one that holds where
// none is named is always among them.
func loadProgrammes(r *strict.Reader, dir string, s *scenario.Scenario) *programme.Set {
	ids := []string{scenario.DefaultProgramme}
	for i := range s.Applications {
		ids = append(ids, s.Applications[i].Programme)
	}
	return programme.LoadFor(r, ids, ownFiles(r, filepath.Join(dir, "programmes"))...)
}

// checkApplications finds what in the applications their programmes do not know or do not allow.
func checkApplications(r *strict.Reader, s *scenario.Scenario, set *programme.Set) {
	for i := range s.Applications {
		a := &s.Applications[i]
		p := set.Programme(a.Programme)
		if p == nil {
			if !slices.Contains(set.IDs(), a.Programme) { // otherwise its file is at fault
				r.Fault(a.Pos, "known are "+strings.Join(set.IDs(), ", "), "application %q: programme %q: not known", a.ID, a.Programme)
			}
			continue
		}
		h := History(a)
		for _, problem := range p.Check(&h) {
			at := a.Pos
			if problem.Extension >= 0 {
				at = a.Extensions[problem.Extension].Pos
			}
			r.Fault(at, problem.Hint, "application %q: %s", a.ID, problem.Text)
		}
	}
}

// terms gives each application whose term is not stated the one that follows from its first distribution. A stated term
// holds; that it is later than what follows is said.
func (in *Inputs) terms(r *strict.Reader) {
	s := in.Scenario
	checkApplications(r, s, in.Programmes)
	for i := range s.Applications {
		a := &s.Applications[i]
		if !slices.ContainsFunc(in.Inventory.Sites, func(site inventory.Site) bool { return site.Application == a.ID }) {
			r.Fault(a.Pos, "give sites the key application", "application %q: no site belongs to it", a.ID)
			continue
		}
		p := in.Programmes.Programme(a.Programme)
		if p == nil {
			continue // a fault already
		}
		h := History(a)
		computed := p.Term(&h)
		if computed.By.IsZero() {
			continue
		}
		stated, ok := s.Term(a.ID)
		switch {
		case !ok:
			s.AssumeTerm(a, computed.By, "computed: "+computed.Why)
		case stated.After(computed.By):
			s.NoteTerm(scenario.Term{Application: a.ID, By: stated}, "stated; that is later than "+computed.By.String()+", which follows from its dates ("+computed.Why+")")
		}
	}
}

// History is an application as its programme looks at it.
func History(a *scenario.Application) programme.History {
	h := programme.History{
		Submitted: a.Submitted, Deficient: a.Deficient, Cured: a.Cured, Approved: a.Approved,
		FirstClaim: a.FirstClaim, FirstDistribution: a.FirstDistribution, Completed: a.Completed, Certified: a.Certified,
		ClaimsClosed: a.ClaimsClosed, LastDistribution: a.LastDistribution, FiledUntil: a.FiledUntil,
		ClaimsExtensionDays: a.ClaimsExtensionDays,
	}
	for _, x := range a.Extensions {
		h.Extensions = append(h.Extensions, programme.Extension{Kind: x.Kind, To: x.To, Months: x.Months})
	}
	return h
}

// Programme is the programme under which the gear of an application is paid for; "", or an application that the scenario does
// not state, has the default.
func (in *Inputs) Programme(application string) *programme.Programme {
	id := scenario.DefaultProgramme
	if a := in.Scenario.Application(application); a != nil {
		id = a.Programme
	}
	return in.Programmes.Programme(id)
}

// Provider is the operator as a programme looks at it, with the first application that it approved.
func (in *Inputs) Provider(programmeID string) programme.Provider {
	o := &in.Inventory.Operator
	out := programme.Provider{Kind: o.Kind, Customers: o.Customers}
	for i := range in.Scenario.Applications {
		if a := &in.Scenario.Applications[i]; a.Programme == programmeID && !a.Approved.IsZero() {
			out.Approved = a.ID
			break
		}
	}
	return out
}
