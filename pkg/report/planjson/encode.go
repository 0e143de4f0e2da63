package planjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Encode writes the plan as plan/v1, indented, ending with a line's end. The same plan gives the same bytes.
func Encode(w io.Writer, p *planner.Plan) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	if err := enc.Encode(wire(p)); err != nil {
		return fmt.Errorf("plan as JSON: %w", err)
	}
	_, err := w.Write(escapeUnseen(out.Bytes()))
	return err
}

func wire(p *planner.Plan) *file {
	t := &p.Totals
	return &file{
		Riprep:   Format + "/v" + strconv.Itoa(Version),
		Engine:   engine(p.Engine),
		Inputs:   each(p.Inputs, func(s *source) input { return input(*s) }),
		Operator: operator(p.Operator), Start: p.Start.String(), PeriodDays: p.PeriodDays, Horizon: p.Horizon,
		Overrides:  each(p.Overrides, func(o *setting) override { return override(*o) }),
		Status:     p.Status,
		Objectives: each(p.Objectives, wireObjective),
		Baseline: baseline{
			Found: p.Baseline.Found, Why: p.Baseline.Why, Finish: day(p.Baseline.Finish),
			Values: each(p.Baseline.Values, func(v *int64) int64 { return *v }),
		},
		Totals: totals{
			Packages: t.Packages, Deferred: t.Deferred, Elements: t.Elements, Units: t.Units, Sites: t.Sites,
			Finish: day(t.Finish), LastCutover: day(t.LastCutover), Cost: t.Cost.String(),
			Reimbursable: t.Reimbursable.String(), Ineligible: t.Ineligible.String(), Reimbursed: t.Reimbursed.String(),
			Outstanding: t.Outstanding.String(), Shortfall: t.Shortfall.String(),
			Interest: t.Interest.String(), LowestCash: t.LowestCash.String(), LowestCashOn: day(t.LowestCashOn),
			WorkingCapital: t.WorkingCapital.String(), WorkingCapitalOn: day(t.WorkingCapitalOn),
			SubscribersOut: t.SubscribersOut, NoEmergency: t.NoEmergency, SubscriberHours: t.SubscriberHours,
			BorderPeriods: t.BorderPeriods, UnknownPrices: t.UnknownPrices,
			Subscribers: t.Subscribers, CleanAtStart: t.CleanAtStart, CleanAtEnd: t.CleanAtEnd,
			CleanEveryAtStart: t.CleanEveryAtStart, CleanEveryAtEnd: t.CleanEveryAtEnd, CleanUnknown: t.CleanUnknown,
		},
		Applications: each(p.Applications, wireApplication),
		Packages:     each(p.Packages, wirePackage),
		Tests:        each(p.Tests, wireTest),
		Network:      each(p.Network, wireNetwork),
		Periods:      each(p.Periods, wirePeriod),
		Rules:        each(p.Rules, wireRule),
		Findings:     each(p.Findings, wireFinding),
		Assumptions:  each(p.Assumptions, func(a *planner.Assumption) assumption { return assumption(*a) }),
	}
}

func wireObjective(o *planner.ObjectiveValue) objective {
	out := objective{Name: o.Name, Unit: o.Unit, Value: o.Value, Bound: o.Bound}
	if gap, ok := o.Gap(); ok {
		n := json.Number(strconv.FormatFloat(gap, 'f', 6, 64))
		out.Gap = &n
	}
	return out
}

func wirePackage(p *planner.PlannedPackage) workPkg {
	return workPkg{
		ID: p.ID, Site: p.Site, SiteName: p.SiteName, Region: p.Region, Domain: p.Domain, Application: p.Application,
		Elements: words(p.Elements), Units: p.Units, Option: p.Option, Method: p.Method, Vendor: p.Vendor,
		Products: words(p.Products), Risk: p.Risk, RiskFactors: factors(p.RiskFactors), Subscribers: p.Subscribers, Cluster: p.Cluster,
		After: words(p.After), AfterNew: words(p.AfterNew),
		CoveredUntil: day(p.CoveredUntil), Cost: p.Cost.String(), Reimbursable: p.Reimbursable.String(),
		UnknownPrices: p.Unknown, Activities: each(p.Activities, wireActivity), Lines: each(p.Lines, wireLine),
	}
}

func wireActivity(a *planner.PlannedActivity) activity {
	return activity{
		Kind: a.Kind, Start: a.Start.String(), Finish: a.Finish.String(), Crews: each(a.Crews, wireCrew),
		OutageHours: a.OutageHours, Windows: words(a.Windows), Lost: a.Lost, Spend: a.Spend.String(), Reimbursed: a.Reimbursed.String(),
		Payments: each(a.Payments, wirePayment),
	}
}

func wirePayment(p *planner.PlannedPayment) payment {
	return payment{
		Milestone: p.Milestone, On: p.On.String(), Amount: p.Amount.String(), Eligible: p.Eligible.String(),
		Reimbursed: p.Reimbursed.String(), ReimbursedOn: day(p.ReimbursedOn),
	}
}

func wireNetwork(n *planner.NetworkPayment) network {
	return network{
		On: n.On.String(), Paid: n.Paid.String(), Application: n.Application,
		Reimbursed: n.Reimbursed.String(), ReimbursedOn: day(n.ReimbursedOn), Line: wireLine(&n.Line),
	}
}

func wireApplication(a *planner.ApplicationRow) application {
	out := application{
		ID: a.ID, Packages: a.Packages, Deferred: a.Deferred, Cost: a.Cost.String(), Ineligible: a.Ineligible.String(),
		Counted: a.Counted.String(), Cut: a.Cut.String(), Claimed: a.Claimed.String(), Refused: a.Refused.String(),
		Reimbursed: a.Reimbursed.String(), Outstanding: a.Outstanding.String(), Term: day(a.Term), Finish: day(a.Finish),
	}
	if a.Proration != nil {
		part := a.Proration.String()
		out.Proration = &part
	}
	if a.Allocation != nil {
		out.Allocation = amount(*a.Allocation)
	}
	if a.Left != nil {
		out.Left = amount(*a.Left)
	}
	return out
}

func wireTest(t *planner.PlannedTest) test {
	return test{
		Cluster: t.Cluster, Packages: words(t.Packages), Start: t.Start.String(), Finish: t.Finish.String(), Crews: each(t.Crews, wireCrew),
	}
}

func wireRule(r *planner.RuleRow) rule {
	return rule{
		Rule: r.Rule, Title: r.Title, Status: r.Status, Demand: r.Demand, By: day(r.By), Verified: r.Verified, Elements: r.Elements,
		Packages: r.Packages, MetOn: day(r.MetOn), Measure: r.Measure, Total: r.Total, Allowed: r.Allowed,
		AtStart: r.AtStart, AtDate: r.AtDate, AtEnd: r.AtEnd,
	}
}

func wireCrew(c *planner.CrewUse) crew { return crew(*c) }

func wireLine(l *cost.Line) line {
	out := line{
		Item: l.Item, Name: l.Name, Layer: l.Layer, Category: l.Category, Tag: string(l.Tag), Step: l.Step, Element: l.Element,
		Quantity: l.Quantity.String(), Unit: l.Unit, Known: l.Known, Basis: string(l.Basis), Document: l.Document,
		ValidUntil: day(l.ValidUntil), PriceYear: l.PriceYear, Indexed: l.Indexed, Source: l.Source,
		Verified: l.Verified, Reference: l.Reference, Eligible: string(l.Eligible), EligibleBy: l.EligibleBy,
	}
	if l.Known {
		out.UnitPrice, out.Low, out.Total, out.High = amount(l.UnitPrice), amount(l.Low), amount(l.Total), amount(l.High)
		out.Counted = amount(l.Counted)
	}
	return out
}

func wirePeriod(r *planner.PeriodRow) period {
	return period{
		Start: r.Start.String(), Released: r.Released.String(), Spend: r.Spend.String(), Reimbursed: r.Reimbursed.String(),
		Interest: r.Interest.String(), Cash: r.Cash.String(), Outstanding: r.Outstanding.String(), OutOfPocket: r.OutOfPocket.String(), SubscribersOut: r.SubscribersOut, SitesOut: r.SitesOut,
		Degraded: r.Degraded, EmergencyOnly: r.EmergencyOnly, NoEmergency: r.NoEmergency,
		SubscriberHours: r.SubscriberHours, Exposure: r.Exposure, CleanSubscribers: r.CleanSubscribers,
		CleanEverySubscribers: r.CleanEverySubscribers, Crews: each(r.Crews, func(c *planner.CrewDays) crewDays { return crewDays(*c) }),
	}
}

func wireFinding(f *planner.FindingRow) finding {
	return finding{
		Element: f.Element, Site: f.Site, Domain: f.Domain, Vendor: f.Vendor, Maker: f.Maker, Model: f.Model, Verdict: f.Verdict,
		Regime: f.Regime, Rule: f.Rule, Demand: f.Demand, Method: f.Method, Confidence: f.Confidence, Evidence: f.Evidence, Since: day(f.Since),
		Removal: f.Removal, RemoveBy: day(f.RemoveBy), Buy: f.Buy, BuyBy: f.BuyBy,
		Reimbursable: f.Reimbursable, ReimbursableBy: f.ReimbursableBy, Settle: f.Settle, Package: f.Package,
	}
}

// each converts a list; an empty one is [] in the file, not null.
func each[A, B any](in []A, convert func(*A) B) []B {
	out := make([]B, len(in))
	for i := range in {
		out[i] = convert(&in[i])
	}
	return out
}

func words(in []string) []string { return each(in, func(s *string) string { return *s }) }

func day(d inventory.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}

func amount(c cost.Cents) *string {
	s := c.String()
	return &s
}
