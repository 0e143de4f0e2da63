package planjson

import (
	"encoding/json"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

type (
	source  = strict.Source
	setting = scenario.Override
)

// plan goes back from the file's types to a plan. Texts that are no amount, day or quantity are faults.
func (d *decoder) plan(f *file) *planner.Plan {
	p := &planner.Plan{
		Engine: planner.Engine(f.Engine), Operator: planner.OperatorRef(f.Operator),
		Inputs:    some(f.Inputs, func(_ int, in *input) source { return source(*in) }),
		Overrides: some(f.Overrides, func(_ int, o *override) setting { return setting(*o) }),
		Start:     d.date(nil, "start", &f.Start), PeriodDays: f.PeriodDays, Horizon: f.Horizon, Status: f.Status,
		Objectives:   some(f.Objectives, d.objective),
		Totals:       d.totals(&f.Totals),
		Applications: some(f.Applications, d.application),
		Packages:     some(f.Packages, d.workPackage),
		Tests:        some(f.Tests, d.test),
		Network:      some(f.Network, d.network),
		Periods:      some(f.Periods, d.period),
		Rules:        some(f.Rules, d.rule),
		Findings:     some(f.Findings, d.finding),
		Assumptions:  some(f.Assumptions, func(_ int, a *assumption) planner.Assumption { return planner.Assumption(*a) }),
	}
	in := &place{key: "baseline"}
	p.Baseline = planner.Baseline{
		Found: f.Baseline.Found, Why: f.Baseline.Why, Finish: d.date(in, "finish", f.Baseline.Finish),
		Values: some(f.Baseline.Values, func(_ int, v *int64) int64 { return *v }),
	}
	if p.Baseline.Found && len(p.Baseline.Values) != len(p.Objectives) {
		d.fault(in, "values", "%d values for %d objectives", len(p.Baseline.Values), len(p.Objectives))
	}
	if p.PeriodDays != 1 && p.PeriodDays != 7 {
		d.fault(nil, "period_days", "%d: want 1 or 7", p.PeriodDays)
	}
	return p
}

// sameNumber compares two numbers as numbers: 0.04 and 0.040000 are the same.
func sameNumber(a, b json.Number) bool {
	x, errX := a.Float64()
	y, errY := b.Float64()
	return errX == nil && errY == nil && x == y
}

func (d *decoder) objective(i int, o *objective) planner.ObjectiveValue {
	out := planner.ObjectiveValue{Name: o.Name, Unit: o.Unit, Value: o.Value, Bound: o.Bound}
	want := wireObjective(&out).Gap
	if (want == nil) != (o.Gap == nil) || want != nil && !sameNumber(*want, *o.Gap) {
		d.fault((*place)(nil).of("objectives", i), "gap", "does not follow from value and bound")
	}
	return out
}

func (d *decoder) totals(t *totals) planner.Totals {
	in := &place{key: "totals"}
	return planner.Totals{
		Packages: t.Packages, Deferred: t.Deferred, Elements: t.Elements, Units: t.Units, Sites: t.Sites,
		Finish: d.date(in, "finish", t.Finish), LastCutover: d.date(in, "last_cutover", t.LastCutover),
		Cost: d.cents(in, "cost", &t.Cost), Reimbursable: d.cents(in, "reimbursable", &t.Reimbursable),
		Ineligible: d.cents(in, "ineligible", &t.Ineligible), Shortfall: d.cents(in, "shortfall", &t.Shortfall),
		WorkingCapital: d.cents(in, "working_capital", &t.WorkingCapital), WorkingCapitalOn: d.date(in, "working_capital_on", t.WorkingCapitalOn),
		Reimbursed: d.cents(in, "reimbursed", &t.Reimbursed), Outstanding: d.cents(in, "outstanding", &t.Outstanding),
		Interest: d.cents(in, "interest", &t.Interest), LowestCash: d.cents(in, "lowest_cash", &t.LowestCash),
		LowestCashOn: d.date(in, "lowest_cash_on", t.LowestCashOn), SubscribersOut: t.SubscribersOut,
		NoEmergency: t.NoEmergency, SubscriberHours: t.SubscriberHours, BorderPeriods: t.BorderPeriods, UnknownPrices: t.UnknownPrices,
		Subscribers: t.Subscribers, CleanAtStart: t.CleanAtStart, CleanAtEnd: t.CleanAtEnd,
		CleanEveryAtStart: t.CleanEveryAtStart, CleanEveryAtEnd: t.CleanEveryAtEnd, CleanUnknown: t.CleanUnknown,
	}
}

func (d *decoder) workPackage(i int, w *workPkg) planner.PlannedPackage {
	in := (*place)(nil).of("packages", i)
	return planner.PlannedPackage{
		ID: w.ID, Site: w.Site, SiteName: w.SiteName, Region: w.Region, Domain: w.Domain, Application: w.Application,
		Elements: names(w.Elements), Units: w.Units, Option: w.Option, Method: w.Method, Vendor: w.Vendor, Products: names(w.Products),
		Risk: w.Risk, RiskFactors: planner.RiskFactors(w.RiskFactors), Subscribers: w.Subscribers, Cluster: w.Cluster,
		After: names(w.After), AfterNew: names(w.AfterNew),
		CoveredUntil: d.date(in, "covered_until", w.CoveredUntil),
		Cost:         d.cents(in, "cost", &w.Cost), Reimbursable: d.cents(in, "reimbursable", &w.Reimbursable),
		Unknown: w.UnknownPrices,
		Activities: some(w.Activities, func(i int, a *activity) planner.PlannedActivity {
			return d.activity(in.of("activities", i), a)
		}),
		Lines: some(w.Lines, func(i int, l *line) cost.Line { return d.line(in.of("lines", i), l) }),
	}
}

func (d *decoder) activity(in *place, a *activity) planner.PlannedActivity {
	return planner.PlannedActivity{
		Kind: a.Kind, Start: d.date(in, "start", &a.Start), Finish: d.date(in, "finish", &a.Finish),
		Crews: some(a.Crews, crewUse), OutageHours: a.OutageHours, Windows: names(a.Windows), Lost: a.Lost,
		Spend: d.cents(in, "spend", &a.Spend), Reimbursed: d.cents(in, "reimbursed", &a.Reimbursed),
		Payments: some(a.Payments, func(i int, p *payment) planner.PlannedPayment { return d.payment(in.of("payments", i), p) }),
	}
}

func (d *decoder) payment(in *place, p *payment) planner.PlannedPayment {
	return planner.PlannedPayment{
		Milestone: p.Milestone, On: d.date(in, "on", &p.On), Amount: d.cents(in, "amount", &p.Amount),
		Eligible: d.cents(in, "eligible", &p.Eligible), Reimbursed: d.cents(in, "reimbursed", &p.Reimbursed),
		ReimbursedOn: d.date(in, "reimbursed_on", p.ReimbursedOn),
	}
}

func (d *decoder) network(i int, n *network) planner.NetworkPayment {
	in := (*place)(nil).of("network", i)
	return planner.NetworkPayment{
		On: d.date(in, "on", &n.On), Paid: d.date(in, "paid", &n.Paid), Application: n.Application,
		Reimbursed: d.cents(in, "reimbursed", &n.Reimbursed), ReimbursedOn: d.date(in, "reimbursed_on", n.ReimbursedOn),
		Line: d.line(&place{in: in, key: "line"}, &n.Line),
	}
}

func (d *decoder) application(i int, a *application) planner.ApplicationRow {
	in := (*place)(nil).of("applications", i)
	out := planner.ApplicationRow{
		ID: a.ID, Packages: a.Packages, Deferred: a.Deferred, Cost: d.cents(in, "cost", &a.Cost),
		Ineligible: d.cents(in, "ineligible", &a.Ineligible), Counted: d.cents(in, "counted", &a.Counted),
		Cut: d.cents(in, "cut", &a.Cut), Claimed: d.cents(in, "claimed", &a.Claimed), Refused: d.cents(in, "refused", &a.Refused),
		Reimbursed: d.cents(in, "reimbursed", &a.Reimbursed), Outstanding: d.cents(in, "outstanding", &a.Outstanding),
		Term: d.date(in, "term", a.Term), Finish: d.date(in, "finish", a.Finish),
	}
	if a.Proration != nil {
		part, err := cost.ParseRate(*a.Proration, 0, cost.FullRate)
		if err != nil {
			d.fault(in, "proration", "%s", err)
		}
		out.Proration = &part
	}
	if a.Allocation != nil {
		allocation := d.cents(in, "allocation", a.Allocation)
		out.Allocation = &allocation
	}
	if a.Left != nil {
		left := d.cents(in, "left", a.Left)
		out.Left = &left
	}
	return out
}

func (d *decoder) test(i int, t *test) planner.PlannedTest {
	in := (*place)(nil).of("tests", i)
	return planner.PlannedTest{
		Cluster: t.Cluster, Packages: names(t.Packages), Crews: some(t.Crews, crewUse),
		Start: d.date(in, "start", &t.Start), Finish: d.date(in, "finish", &t.Finish),
	}
}

func (d *decoder) rule(i int, r *rule) planner.RuleRow {
	in := (*place)(nil).of("rules", i)
	return planner.RuleRow{
		Rule: r.Rule, Title: r.Title, Status: r.Status, Demand: r.Demand, By: d.date(in, "by", r.By), Verified: r.Verified, Elements: r.Elements,
		Packages: r.Packages, MetOn: d.date(in, "met_on", r.MetOn), Measure: r.Measure, Total: r.Total, Allowed: r.Allowed,
		AtStart: r.AtStart, AtDate: r.AtDate, AtEnd: r.AtEnd,
	}
}

func crewUse(_ int, c *crew) planner.CrewUse { return planner.CrewUse(*c) }

func (d *decoder) line(in *place, l *line) cost.Line {
	out := cost.Line{
		Item: l.Item, Name: l.Name, Layer: l.Layer, Category: l.Category, Tag: cost.Tag(l.Tag), Step: l.Step, Element: l.Element,
		Unit: l.Unit, Known: l.Known, Basis: cost.Basis(l.Basis), Document: l.Document, ValidUntil: d.date(in, "valid_until", l.ValidUntil),
		PriceYear: l.PriceYear, Indexed: l.Indexed, Source: l.Source, Verified: l.Verified, Reference: l.Reference,
		Eligible: cost.Eligible(l.Eligible), EligibleBy: l.EligibleBy,
	}
	q, err := cost.ParseQuantity(l.Quantity)
	if err != nil {
		d.fault(in, "quantity", "%s", err)
	}
	out.Quantity = q
	amounts := []struct {
		key  string
		text *string
		to   *cost.Cents
	}{{"unit_price", l.UnitPrice, &out.UnitPrice}, {"low", l.Low, &out.Low}, {"total", l.Total, &out.Total}, {"high", l.High, &out.High},
		{"counted", l.Counted, &out.Counted}}
	for _, a := range amounts {
		switch {
		case l.Known:
			*a.to = d.cents(in, a.key, a.text)
		case a.text != nil:
			d.fault(in, a.key, "%q: an amount where the price is not known", brief(*a.text))
		}
	}
	return out
}

func (d *decoder) period(i int, p *period) planner.PeriodRow {
	in := (*place)(nil).of("periods", i)
	return planner.PeriodRow{
		Start: d.date(in, "start", &p.Start), Released: d.cents(in, "released", &p.Released),
		Spend: d.cents(in, "spend", &p.Spend), Reimbursed: d.cents(in, "reimbursed", &p.Reimbursed),
		Interest: d.cents(in, "interest", &p.Interest), Cash: d.cents(in, "cash", &p.Cash),
		Outstanding: d.cents(in, "outstanding", &p.Outstanding), OutOfPocket: d.cents(in, "out_of_pocket", &p.OutOfPocket),
		SubscribersOut: p.SubscribersOut, SitesOut: p.SitesOut, Degraded: p.Degraded, EmergencyOnly: p.EmergencyOnly,
		NoEmergency: p.NoEmergency, SubscriberHours: p.SubscriberHours, Exposure: p.Exposure,
		CleanSubscribers: p.CleanSubscribers, CleanEverySubscribers: p.CleanEverySubscribers,
		Crews: some(p.Crews, func(_ int, c *crewDays) planner.CrewDays { return planner.CrewDays(*c) }),
	}
}

func (d *decoder) finding(i int, f *finding) planner.FindingRow {
	in := (*place)(nil).of("findings", i)
	return planner.FindingRow{
		Element: f.Element, Site: f.Site, Domain: f.Domain, Vendor: f.Vendor, Maker: f.Maker, Model: f.Model, Verdict: f.Verdict,
		Regime: f.Regime, Rule: f.Rule, Demand: f.Demand, Method: f.Method, Confidence: f.Confidence, Evidence: f.Evidence, Since: d.date(in, "since", f.Since),
		Removal: f.Removal, RemoveBy: d.date(in, "remove_by", f.RemoveBy), Buy: f.Buy, BuyBy: f.BuyBy,
		Reimbursable: f.Reimbursable, ReimbursableBy: f.ReimbursableBy, Settle: f.Settle, Package: f.Package,
	}
}

func names(in []string) []string { return some(in, func(_ int, s *string) string { return *s }) }

// some converts a list; an empty one is nil in a plan.
func some[A, B any](in []A, convert func(int, *A) B) []B {
	if len(in) == 0 {
		return nil
	}
	out := make([]B, len(in))
	for i := range in {
		out[i] = convert(i, &in[i])
	}
	return out
}
