package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/schedule"
)

// assemble turns a schedule into a dated and priced plan.
func (m *model) assemble(sol, base schedule.Solution, o Options) (*Plan, error) {
	c, s := m.c, m.s
	plan := &Plan{
		Engine:     Engine{Version: o.Version, Seed: o.Seed, Effort: o.Effort, Stopped: sol.Stopped},
		Inputs:     c.In.Sources,
		Overrides:  c.In.Overrides,
		Operator:   OperatorRef{ID: c.In.Inventory.Operator.ID, Name: c.In.Inventory.Operator.Name},
		Start:      s.Start,
		PeriodDays: s.PeriodDays,
		Horizon:    s.Horizon,
		Status:     "feasible",
		Findings:   c.FindingRows(),
	}
	bounded := len(m.curbs) == 0 // else bounds are of another problem: see curb
	if sol.Status == schedule.Optimal && bounded {
		plan.Status = "optimal"
	}
	r := m.replay(sol)
	rows, account, err := r.rows()
	if err != nil {
		return nil, err
	}
	plan.Periods = rows
	plan.Totals = r.totals(rows, account)
	plan.Applications, plan.Network = r.applications(), r.network()
	values := r.values(rows, plan.Totals)
	for i, name := range s.Objectives {
		ov := ObjectiveValue{Name: name, Unit: objectiveUnit(name, s.PeriodName()), Value: values[i]}
		if sol.BoundKnown[i] && bounded {
			bound := sol.Bounds[i]
			ov.Bound = &bound
		}
		plan.Objectives = append(plan.Objectives, ov)
	}
	if err := m.describeBaseline(plan, base); err != nil {
		return nil, err
	}
	for i := range r.played {
		plan.Packages = append(plan.Packages, r.planned(&r.played[i]))
	}
	slices.SortStableFunc(plan.Packages, func(a, b PlannedPackage) int {
		if a.Deferred() != b.Deferred() {
			return cmp.Compare(boolInt(a.Deferred()), boolInt(b.Deferred()))
		}
		return a.CoveredUntil.Compare(b.CoveredUntil)
	})
	plan.Tests = r.plannedTests()
	plan.Rules = r.ruleRows()
	plan.Assumptions = slices.Concat(m.assumptions(), r.perSite(&plan.Totals), r.supplyAssumptions(), r.cleanAssumptions(&plan.Totals))
	return plan, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// replay reads a schedule.
func (m *model) replay(sol schedule.Solution) *replay {
	r := &replay{c: m.c, s: m.s, m: m}
	for i := range m.c.Packages {
		r.played = append(r.played, m.play(i, sol))
	}
	for n, activity := range m.tests {
		if activity >= 0 {
			cl := &m.c.clusters[n]
			r.tests = append(r.tests, playedTest{cl, m.activity(&cl.as, cl.test, sol.Starts[activity])})
		}
	}
	return r
}

// plannedTests writes the tests down with their dates.
func (r *replay) plannedTests() []PlannedTest {
	var out []PlannedTest
	for _, test := range r.tests {
		pt := PlannedTest{Cluster: test.cl.id, Start: r.s.PeriodStart(test.start), Finish: r.s.PeriodEnd(test.start + test.periods - 1)}
		for _, i := range test.cl.packages {
			pt.Packages = append(pt.Packages, r.c.Packages[i].ID)
		}
		for k, crew := range test.step.Crews {
			pt.Crews = append(pt.Crews, CrewUse{Kind: crew.Kind, Region: test.crews[k].region, Count: crew.Count})
		}
		out = append(out, pt)
	}
	slices.SortStableFunc(out, func(a, b PlannedTest) int { return a.Start.Compare(b.Start) })
	return out
}

// play reads one package out of a schedule.
func (m *model) play(i int, sol schedule.Solution) played {
	pl := played{index: i, p: &m.c.Packages[i]}
	option := m.options[i][sol.Modes[i]]
	if option < 0 {
		return pl
	}
	pl.option = &pl.p.Options[option]
	for k, kind := range stepKinds {
		step := pl.option.step(kind)
		if step == nil {
			continue
		}
		pl.activities = append(pl.activities, m.activity(pl.p, step, sol.Starts[m.steps[i][k]]))
	}
	return pl
}

func (m *model) activity(p *Package, step *Step, start int) playedActivity {
	a := playedActivity{step: step, start: start, periods: m.cal.periods(step.Days)}
	for _, crew := range step.Crews {
		a.crews = append(a.crews, crewKey{crew.Kind, m.cal.crewRegion(crew.Kind, p)})
	}
	return a
}

// describeBaseline plays the spreadsheet's order too, so that it is counted in the same way.
func (m *model) describeBaseline(plan *Plan, base schedule.Solution) error {
	if base.Starts == nil {
		plan.Baseline.Why = "in that order the work does not fit within the limits"
		return nil
	}
	r := m.replay(base)
	rows, account, err := r.rows()
	if err != nil {
		return fmt.Errorf("the order of a spreadsheet: %w", err)
	}
	tot := r.totals(rows, account)
	plan.Baseline = Baseline{Found: true, Values: r.values(rows, tot), Finish: tot.Finish}
	return nil
}

// planned writes one package down with its dates.
func (r *replay) planned(pl *played) PlannedPackage {
	c, p := r.c, pl.p
	out := PlannedPackage{
		ID: p.ID, Site: p.Site.ID, SiteName: p.Site.Name, Region: p.Site.Region, Domain: p.Domain,
		Application: p.Site.Application, Units: p.Units, Option: "defer", Method: "defer",
		Risk: p.Risk, RiskFactors: p.RiskFactors, Subscribers: p.Subscribers,
	}
	for _, e := range p.Elements {
		out.Elements = append(out.Elements, c.element(e).ID)
	}
	for _, before := range r.m.order.after[pl.index] {
		out.After = append(out.After, c.Packages[before].ID)
	}
	for _, before := range r.m.order.newFirst[pl.index] {
		out.AfterNew = append(out.AfterNew, c.Packages[before].ID)
	}
	if c.isRadio(p) {
		out.Cluster = clusterOf(p)
	}
	if pl.option == nil {
		return out
	}
	o := pl.option
	out.Option, out.Method, out.Vendor, out.Products = o.ID, o.Kind, o.Vendor, o.Products
	out.Lines, out.Cost, out.Reimbursable, out.Unknown = o.Lines, o.Totals.Cost, o.Totals.Reimbursable, o.Totals.Unknown
	for _, a := range pl.activities {
		pa := PlannedActivity{
			Kind:        a.step.Kind,
			Start:       r.s.PeriodStart(a.start),
			Finish:      r.s.PeriodEnd(a.start + a.periods - 1),
			OutageHours: a.step.OutageHours,
			Spend:       a.step.Spend,
		}
		pa.Payments, pa.Reimbursed = r.payments(&a)
		if a.step.OutageHours > 0 {
			pa.Lost = p.Lost
			pa.Windows = r.m.windows.texts(r.m.windows.of(p, a.step))
		}
		for k, crew := range a.step.Crews {
			pa.Crews = append(pa.Crews, CrewUse{Kind: crew.Kind, Region: a.crews[k].region, Count: crew.Count})
		}
		if a.step.Kind == "cutover" {
			out.CoveredUntil = pa.Finish
		}
		out.Activities = append(out.Activities, pa)
	}
	return out
}

// assumptions gathers what the plan takes for granted.
func (m *model) assumptions() []Assumption {
	c := m.c
	var out []Assumption
	for _, d := range c.In.Scenario.Defaults {
		out = append(out, Assumption(d))
	}
	add := func(field, value, why string) { out = append(out, Assumption{field, value, why}) }
	out = append(out, riskAssumption(&c.In.Scenario.Risk))
	value, why := m.windows.text()
	add("outage", value, why)
	add("subscriber-hours", "each outage counts its own hours for those it cuts off alone", "windows of different cutovers are different nights")
	out = append(out, m.cashAssumptions()...)
	var noFact, noPlace int
	for i := range c.In.Inventory.Sites {
		site := &c.In.Inventory.Sites[i]
		if site.Subscribers > 0 && site.Emergency == "" {
			noFact++
		}
		if site.Subscribers > 0 && len(c.Net.Neighbors(i)) == 0 && site.CoverageKM == nil && c.radiusOf(site) == 0 {
			noPlace++
		}
	}
	if noFact > 0 {
		add("sites.emergency", counted(noFact, "site")+" taken as shared", "nothing is stated on their 911 coverage")
	}
	if noPlace > 0 && c.In.Scenario.Outage.Neighbors == "apart" {
		add("outage.neighbors", counted(noPlace, "site")+" taken to have no neighbours", "neither neighbors nor coverage_km is stated")
	}
	for n := range c.clusters {
		if cl := &c.clusters[n]; cl.id == "" {
			add("sites.cluster", "all radio sites are one cluster", "neither cluster nor region is stated")
		}
	}
	out = append(out, c.In.filledAssumptions()...)
	return append(out, m.ruleAssumptions()...)
}

// radiusOf is the radius of coverage that the scenario gives a site's kind, 0 where it gives none.
func (c *Case) radiusOf(site *inventory.Site) float64 {
	return c.In.Scenario.Outage.CoverageKM[site.Kind]
}
