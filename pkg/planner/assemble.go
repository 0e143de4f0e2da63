package planner

import (
	"cmp"
	"fmt"
	"slices"

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
	if sol.Status == schedule.Optimal {
		plan.Status = "optimal"
	}
	r := &replay{c: c, s: s, m: m}
	for i := range c.Packages {
		r.played = append(r.played, m.play(i, sol))
	}
	rows, account, err := r.rows()
	if err != nil {
		return nil, err
	}
	plan.Periods = rows
	plan.Totals = r.totals(rows, account)
	values := r.values(rows, plan.Totals)
	for i, name := range s.Objectives {
		ov := ObjectiveValue{Name: name, Unit: objectiveUnit(name, s.PeriodName()), Value: values[i]}
		if sol.BoundKnown[i] {
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
	plan.Assumptions = append(c.assumptions(), r.cleanAssumptions(&plan.Totals)...)
	return plan, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
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
	r := &replay{c: m.c, s: m.s, m: m}
	for i := range m.c.Packages {
		r.played = append(r.played, m.play(i, base))
	}
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
		Risk: p.Risk, Subscribers: p.Subscribers,
	}
	for _, e := range p.Elements {
		out.Elements = append(out.Elements, c.element(e).ID)
	}
	for _, before := range p.After {
		out.After = append(out.After, c.Packages[before].ID)
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
			Reimbursed:  r.m.reimbursed(a.step.Eligible),
		}
		if a.step.OutageHours > 0 {
			pa.Lost = p.Lost
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
func (c *Case) assumptions() []Assumption {
	var out []Assumption
	for _, d := range c.In.Scenario.Defaults {
		out = append(out, Assumption(d))
	}
	add := func(field, value, why string) { out = append(out, Assumption{field, value, why}) }
	add("risk", "role × sensitivity × (1 + binary digits of the subscribers whose path crosses it)", "riprep's own weights: see docs/model.md")
	add("outage", "everything that is off in one "+c.In.Scenario.PeriodName()+" is taken to be off at the same moment", "the worst moment that the windows allow")
	add("subscriber-hours", "each outage counts its own hours for those it cuts off alone", "windows of different cutovers are different nights")
	if c.In.Scenario.Funding.Credit != nil {
		add("funding.credit", "the most interest that the line can cost is held back", "interest is spent too and is not reimbursed")
	}
	var noFact, noPlace int
	for i := range c.In.Inventory.Sites {
		site := &c.In.Inventory.Sites[i]
		if site.Subscribers > 0 && site.Emergency == "" {
			noFact++
		}
		if site.Subscribers > 0 && len(c.Net.Neighbors(i)) == 0 && site.CoverageKM == nil {
			noPlace++
		}
	}
	if noFact > 0 {
		add("sites.emergency", fmt.Sprintf("%d sites taken as shared", noFact), "nothing is stated on their 911 coverage")
	}
	if noPlace > 0 && c.In.Scenario.Outage.Neighbors == "apart" {
		add("outage.neighbors", fmt.Sprintf("%d sites taken to have no neighbours", noPlace), "neither neighbors nor coverage_km is stated")
	}
	return append(out, c.pastRules()...)
}

// pastRules are days of rules that have passed before the plan begins: they bind nobody any more, and are said.
func (c *Case) pastRules() []Assumption {
	var out []Assumption
	for i, f := range c.Findings {
		if c.packageOf[i] < 0 || f.RemoveBy.IsZero() || f.RemoveBy.After(c.In.Scenario.Start) {
			continue
		}
		a := Assumption{f.Rule, "its day " + f.RemoveBy.String() + " has passed", "the plan removes as early as its objectives say"}
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}
