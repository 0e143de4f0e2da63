package planner

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// RuleRow is one rule that demands something of gear that is there, and whether the plan meets it.
type RuleRow struct {
	Rule     string // regime and entry
	Title    string
	Status   string // law, licence-condition, contract, policy, proposal
	Demand   string
	By       inventory.Date // its last day; zero where it names none
	Verified bool           // its source was read
	Elements int            // that it reaches; of a rule on traffic those that are on such a path
	Packages int            // that must be done for it
	MetOn    inventory.Date // from the end of this day on it is met; the start where it is met from the beginning, zero where it is not met within the horizon

	Measure string // what a share is taken of, "" where none is
	Total   int64
	Allowed int64
	AtStart int64 // covered at the start,
	AtDate  int64 // at the end of the last period that ends on or before By,
	AtEnd   int64 // and at the end of the horizon
}

// InTime reports whether the rule is met by its day, or, where it has none, within the horizon.
func (r *RuleRow) InTime() bool {
	return !r.MetOn.IsZero() && (r.By.IsZero() || !r.MetOn.After(r.By))
}

// status is that of the rule, or where it states none that of its regime.
func (d *duty) status() string {
	if d.entry.Status != "" {
		return d.entry.Status
	}
	return d.regime.Status
}

// ruleRows says what becomes of every rule, counted element by element.
func (r *replay) ruleRows() []RuleRow {
	if len(r.c.duties) == 0 {
		return nil
	}
	at := r.atPackage()
	out := make([]RuleRow, len(r.c.duties))
	for n := range r.c.duties {
		d := &r.c.duties[n]
		row := &out[n]
		*row = RuleRow{
			Rule: d.rule, Title: d.entry.Title, Status: d.status(), Demand: d.entry.Demand, By: d.entry.Date, Verified: d.entry.Verified,
			Elements: len(d.elements), Packages: len(d.packages),
		}
		met := 0 // periods after which it is met
		switch d.removal {
		case policy.InShare:
			met = r.shareRow(n, row, at)
		case policy.OnPath:
			elements := r.pathElements(n)
			row.Elements = len(elements)
			for _, e := range elements {
				met = max(met, r.doneBy(at, r.c.packageOf[e], true, false))
			}
		default:
			for _, p := range d.packages {
				met = max(met, r.doneBy(at, p, d.removal == policy.MustGo, d.entry.Demand == "remove_by" || d.entry.Demand == "exclude_site_class"))
			}
		}
		switch {
		case met > r.s.Horizon:
		case met == 0:
			row.MetOn = r.s.Start
		default:
			row.MetOn = r.s.PeriodEnd(met - 1)
		}
	}
	return out
}

// atPackage finds what was played of each package.
func (r *replay) atPackage() []*played {
	at := make([]*played, len(r.c.Packages))
	for i := range r.played {
		at[r.played[i].index] = &r.played[i]
	}
	return at
}

// doneBy is the number of periods after which a package is done: its hardware gone or, where that may stay, its function replaced; with
// whole everything of it complete, disposal included. Beyond the horizon is never.
func (r *replay) doneBy(at []*played, p int, hardware, whole bool) int {
	never := r.s.Horizon + 1
	if p < 0 || at[p].option == nil || hardware && !at[p].goes() {
		return never
	}
	done := at[p].completion(never)
	if whole {
		for _, a := range at[p].activities {
			done = max(done, a.start+a.periods)
		}
	}
	return done
}

// shareRow counts a share over time.
func (r *replay) shareRow(n int, row *RuleRow, at []*played) (met int) {
	d := &r.c.duties[n]
	scope, _ := r.c.inScope(d)
	row.Measure = d.entry.Cap.Of
	row.Total = r.c.measure(row.Measure, scope)
	row.Allowed = d.entry.Cap.Allowed(row.Total)
	covered := func(periods int) int64 {
		var left []int
		for _, e := range d.elements {
			if r.doneBy(at, r.c.packageOf[e], true, false) > periods {
				left = append(left, e)
			}
		}
		return r.c.measure(row.Measure, left)
	}
	row.AtStart, row.AtEnd = covered(0), covered(r.s.Horizon)
	row.AtDate = covered(min(max(r.m.cal.wholePeriods(d.entry.Date), 0), r.s.Horizon))
	if d.entry.Date.IsZero() {
		row.AtDate = row.AtEnd
	}
	moments := []int{0} // after which something has moved
	for _, p := range d.packages {
		moments = append(moments, r.doneBy(at, p, true, false))
	}
	slices.Sort(moments)
	for _, t := range slices.Compact(moments) {
		if t <= r.s.Horizon && covered(t) <= row.Allowed {
			return t
		}
	}
	return r.s.Horizon + 1
}

// rulePaths are the paths of rules on traffic that the replay counts with: for a plan that is made the network's, for one that is verified
// what was walked from the inventory's text.
func (r *replay) rulePaths() []rulePath {
	if !r.verifying {
		return r.c.paths
	}
	return r.c.walkRulePaths()
}

// walkRulePaths walks them.
func (c *Case) walkRulePaths() []rulePath {
	c.pathsWalkOnce.Do(func() {
		if !slices.ContainsFunc(c.duties, func(d duty) bool { return d.removal == policy.OnPath }) {
			return
		}
		w := newTrafficWalk(c)
		c.pathsWalked = c.rulePaths(func(site int, paths string) []int {
			if paths == "every" {
				return w.every(site)
			}
			return w.working(site)
		})
	})
	return c.pathsWalked
}

// pathElements are those that a rule on traffic finds on some path.
func (r *replay) pathElements(n int) []int {
	var out []int
	for _, path := range r.rulePaths() {
		if path.duty == n {
			out = append(out, path.elements...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
