package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// A Play is an estimate, or a verified plan, laid open for playing it again with other prices, durations and lags: what
// pkg/simulate needs to know of a case, and no more. Periods are counted from the scenario's start. It is not changed after
// it was made.
type Play struct {
	Scenario   *scenario.Scenario
	Operator   OperatorRef
	Dated      bool // it is a plan: activities have starts, resources and an order
	Limit      int  // periods that calendars and resources reach; at least the horizon
	Packages   []PlayPackage
	Activities []PlayActivity // of a plan by planned start, then by name: a predecessor stands before what waits for it
	Resources  []PlayResource
	Dues       []PlayDue
	Grants     []cost.Grant // what the programme has promised to each application
}

// PlayPackage is a work package. One that is deferred has no lines and no activities.
type PlayPackage struct {
	ID, Site, Domain, Application string
	Lines                         []cost.Line
	Of                            [][]int      // by line: the lines before it that it is a part of, such as what a tax is on
	SetAside                      []bool       // by line: contingency, for what may come and not for anything that does
	Parts                         [][]PlayPart // by line: in what parts it is paid, in the order of their milestones
}

// PlayPart is a payment of a line: Weight of it is paid in the first period of an activity, or in the last. The weights of
// a line add up to one.
type PlayPart struct {
	Activity  int
	Milestone cost.Milestone
	Last      bool
	Weight    cost.Rate
}

// PlayActivity is a step of a package, or the test of a cluster.
type PlayActivity struct {
	Name    string
	Kind    string
	Package int       // -1 for the test of a cluster
	Paid    bool      // there is no work in it: it is a payment on its day, whatever else happens
	Days    int       // of work, lead time included
	Lead    int       // of Days, what is waited for: products on order, or an approval
	Start   int       // planned
	Closed  []bool    // by period, nil where it may always run
	Barred  []bool    // by period, in which what it brings in may not be delivered; nil for none
	AtEnd   bool      // that is delivered in its last period, else in its first
	Uses    []PlayUse // of resources while it runs
	After   []PlayAfter
	Weather []int // indexes of the scenario's weather that hits it
}

// PlayUse is what an activity takes of a resource: Count crews each of whose days counts, or Count in each period.
type PlayUse struct{ Resource, Count int }

// PlayAfter is an activity that must be complete, and the periods of waiting after it.
type PlayAfter struct{ Activity, Wait int }

// PlayResource is what there is of something in each period: days of a kind of crew, or packages that may be off.
type PlayResource struct {
	Name  string
	Crew  bool  // counted in days of work
	There []int // by period
}

// PlayDue is a day by which some activities must be complete.
type PlayDue struct {
	Name       string
	Periods    int // by whose end
	By         inventory.Date
	Activities []int // ascending
}

// PlayEstimate lays the estimate of the cheapest options open: see Estimate. Nothing in it has a date, and each line is
// paid whole.
func (c *Case) PlayEstimate() *Play {
	e := c.Estimate()
	p := c.newPlay(c.In.Scenario.Horizon)
	for i, row := range e.Rows {
		p.Packages = append(p.Packages, c.playPackage(i, row.option))
		at := map[string]int{}
		for k := range row.Lines {
			kind := row.Lines[k].Step
			if _, ok := at[kind]; !ok {
				at[kind] = len(p.Activities)
				p.Activities = append(p.Activities, PlayActivity{Name: row.Package + " " + kind, Kind: kind, Package: i, Days: 1})
			}
			p.Packages[i].Parts[k] = whole(at[kind])
		}
	}
	for i := range e.Network {
		p.network(&e.Network[i])
	}
	return p
}

// whole is a line that is paid at once when an activity starts.
func whole(activity int) []PlayPart {
	return []PlayPart{{Activity: activity, Milestone: cost.AtStart, Weight: cost.FullRate}}
}

func (c *Case) newPlay(limit int) *Play {
	inv := c.In.Inventory
	return &Play{
		Scenario: c.In.Scenario, Operator: OperatorRef{ID: inv.Operator.ID, Name: inv.Operator.Name}, Limit: limit, Grants: grants(c.In.Scenario),
	}
}

// playPackage is a package done by an option, nil where it is deferred.
func (c *Case) playPackage(i int, o *Option) PlayPackage {
	p := &c.Packages[i]
	out := PlayPackage{ID: p.ID, Site: p.Site.ID, Domain: p.Domain, Application: p.application()}
	if o == nil {
		return out
	}
	out.Lines, out.SetAside = o.Lines, setAside(o.Lines)
	out.Of, out.Parts = make([][]int, len(o.Lines)), make([][]PlayPart, len(o.Lines))
	for line, of := range o.parts {
		out.Of[line] = of
	}
	return out
}

// network adds what is bought for the whole network: a package, and an activity without work in the period of its day.
func (p *Play) network(l *NetworkLine) {
	lines := []cost.Line{l.Line}
	at := len(p.Activities)
	p.Activities = append(p.Activities, PlayActivity{
		Name: fmt.Sprintf("network %d", len(p.Packages)), Kind: "prepare", Package: len(p.Packages), Paid: true, Days: 1, Start: datedPeriod(p.Scenario, l.On),
	})
	p.Packages = append(p.Packages, PlayPackage{
		ID: "network: " + l.Name, Application: l.Application,
		Lines: lines, Of: make([][]int, 1), SetAside: setAside(lines), Parts: [][]PlayPart{whole(at)},
	})
}

func setAside(lines []cost.Line) []bool {
	out := make([]bool, len(lines))
	for i := range lines {
		out[i] = lines[i].Item == contingency
	}
	return out
}

// PlayPlan lays a plan open, for runs of up to limit periods; a limit below the horizon is the horizon, and one that would
// pass the last date there is ends there. What does not verify is not played: then there is no Play and the violations say
// why.
func (c *Case) PlayPlan(plan *Plan, limit int) (*Play, []Violation) {
	if violations := Verify(c, plan); len(violations) > 0 {
		return nil, violations
	}
	m := c.frame(c.In.Scenario)
	m.addCrews()
	v := &verifier{c: c, plan: plan, replay: replay{c: c, s: c.In.Scenario, m: m, verifying: true}}
	if !v.packages() || !v.readTests() {
		return nil, v.found
	}
	long := c.In.Scenario.Clone()
	long.Horizon = max(long.Horizon, min(limit, lastPeriod(long)))
	b := &playBuilder{m: m, r: &v.replay, long: &model{c: c, s: long, cal: newCalendar(c, long, m.windows)}, p: c.newPlay(long.Horizon)}
	b.p.Dated = true
	b.build()
	return b.p, nil
}

// lastPeriod is how many periods end on or before the last date there is.
func lastPeriod(s *scenario.Scenario) int {
	return (inventory.LastDate.Sub(s.Start) + 1) / s.PeriodDays
}

// playBuilder gathers a Play from a replay. long is a frame that reaches beyond the horizon, for calendars alone.
type playBuilder struct {
	m, long *model
	r       *replay
	p       *Play
	off     int            // resource of packages that are off
	of      [][]int        // package → activities, in the order of its steps
	at      map[string]int // name → activity
}

func (b *playBuilder) build() {
	c := b.m.c
	options := make([]*Option, len(c.Packages))
	for i := range b.r.played {
		options[b.r.played[i].index] = b.r.played[i].option
	}
	for i, o := range options {
		b.p.Packages = append(b.p.Packages, c.playPackage(i, o))
	}
	b.resources()
	for i := range b.r.played {
		b.steps(&b.r.played[i])
	}
	for i := range b.r.tests {
		test := &b.r.tests[i]
		b.add(&test.cl.as, test.playedActivity, PlayActivity{Name: test.cl.as.ID, Package: -1})
	}
	slices.SortFunc(b.p.Activities, func(x, y PlayActivity) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.Name, y.Name))
	})
	b.at, b.of = map[string]int{}, make([][]int, len(c.Packages))
	for i := range b.p.Activities {
		a := &b.p.Activities[i]
		b.at[a.Name] = i
		if a.Package >= 0 {
			b.of[a.Package] = append(b.of[a.Package], i)
		}
	}
	b.chains()
	b.order()
	b.dues()
	b.payments()
	for i := range c.Network {
		b.p.network(&c.Network[i])
	}
}

// payments are the parts of each line, where the plan has them fall due.
func (b *playBuilder) payments() {
	for i := range b.r.played {
		pl := &b.r.played[i]
		p := &b.p.Packages[pl.index]
		for k := range p.Lines {
			l := &p.Lines[k]
			terms, ok := b.m.s.Funding.TermsOf(l)
			at := func(m cost.Milestone) int {
				return b.at[pl.p.ID+" "+pl.option.Steps[pl.option.payAt(m, l.Step)].Kind]
			}
			if !ok {
				p.Parts[k] = whole(at(cost.AtStart))
				continue
			}
			for _, part := range []PlayPart{
				{Milestone: cost.AtOrder, Weight: terms.Order}, {Milestone: cost.AtDelivery, Weight: terms.Delivery},
				{Milestone: cost.AtAcceptance, Weight: terms.Acceptance, Last: true},
			} {
				if part.Weight > 0 {
					part.Activity = at(part.Milestone)
					p.Parts[k] = append(p.Parts[k], part)
				}
			}
		}
	}
}

// resources are the crews, and how many packages the plan has off in one period at most: together they stand for the joint
// limits on outages, which are not looked at again.
func (b *playBuilder) resources() {
	for _, key := range b.m.crews {
		there := make([]int, b.p.Limit)
		for t := range there {
			there[t] = b.long.cal.crewDays(key.kind, key.region, t)
		}
		b.p.Resources = append(b.p.Resources, PlayResource{Name: key.field(), Crew: true, There: there})
	}
	most := 0
	for t := range b.m.s.Horizon {
		most = max(most, len(b.r.off(t)))
	}
	there := make([]int, b.p.Limit)
	for t := range there {
		there[t] = most
	}
	b.off = len(b.p.Resources)
	b.p.Resources = append(b.p.Resources, PlayResource{Name: "packages off", There: there})
}

func (b *playBuilder) steps(pl *played) {
	if pl.option == nil {
		return
	}
	barred, lead := b.long.barred(pl.option), b.lead(pl)
	for _, a := range pl.activities {
		pa := PlayActivity{Name: pl.p.ID + " " + a.step.Kind, Package: pl.index}
		if a.step.Kind == "prepare" {
			pa.Lead = lead
		}
		if a.step == pl.option.delivered() {
			pa.Barred, pa.AtEnd = barred, a.step.Kind == "prepare"
		}
		b.add(pl.p, a, pa)
	}
}

// lead is how many of the days of prepare are waited for: what the method itself does not take.
func (b *playBuilder) lead(pl *played) int {
	step := pl.option.step("prepare")
	if step == nil {
		return 0
	}
	own := 0
	for _, s := range b.m.c.methodSteps(pl.p, pl.option) {
		if s.Kind == "prepare" {
			own = s.Days
		}
	}
	return max(0, step.Days-own)
}

// add completes an activity.
func (b *playBuilder) add(p *Package, a playedActivity, out PlayActivity) {
	out.Kind, out.Days, out.Start = a.step.Kind, a.step.Days, a.start
	out.Closed = b.long.cal.closedPeriods(p, a.step)
	for k, crew := range a.step.Crews {
		out.Uses = append(out.Uses, PlayUse{slices.Index(b.m.crews, a.crews[k]), crew.Count})
	}
	if a.step.OutageHours > 0 {
		out.Uses = append(out.Uses, PlayUse{b.off, 1})
	}
	for i, w := range b.m.s.Uncertainty.Weather {
		if forbids(w.Work, a.step) && b.m.cal.inRegions(p, w.Regions) {
			out.Weather = append(out.Weather, i)
		}
	}
	b.p.Activities = append(b.p.Activities, out)
}

// after lets an activity wait for another.
func (b *playBuilder) after(first, then, wait int) {
	a := &b.p.Activities[then]
	a.After = append(a.After, PlayAfter{first, wait})
}

// chains are the steps of each package in their order, with their waits.
func (b *playBuilder) chains() {
	for i := range b.r.played {
		pl := &b.r.played[i]
		for k := range pl.activities {
			for j := range k {
				x, y := pl.activities[j].step, pl.activities[k].step
				b.after(b.at[pl.p.ID+" "+x.Kind], b.at[pl.p.ID+" "+y.Kind], b.m.cal.periods(b.m.afterDays(x.Kind, y)))
			}
		}
	}
}

// order is what packages and clusters wait for.
func (b *playBuilder) order() {
	c, o := b.m.c, &b.m.order
	wait := func(first, kind string, then, wait int) {
		if at, ok := b.at[first+" "+kind]; ok {
			b.after(at, then, wait)
		}
	}
	for i := range c.Packages {
		cutover, ok := b.at[c.Packages[i].ID+" cutover"]
		if !ok {
			continue
		}
		for _, k := range o.after[i] {
			wait(c.Packages[k].ID, "cutover", cutover, 0)
		}
		for _, k := range o.newFirst[i] {
			wait(c.Packages[k].ID, "install", cutover, 0)
		}
	}
	for _, t := range b.r.tests {
		test := b.at[t.cl.as.ID]
		for _, i := range t.cl.packages {
			wait(c.Packages[i].ID, "cutover", test, b.m.cal.periods(t.step.AfterDays))
		}
		pilot := b.m.s.Order.Pilot
		for i, waits := range o.rest {
			if cutover, ok := b.at[c.Packages[i].ID+" cutover"]; ok && waits && pilot != nil && pilot.Cluster == t.cl.id {
				b.after(test, cutover, b.m.cal.periods(pilot.SoakDays))
			}
		}
	}
}

// dues are the terms, the rules and what else has a day, each with what must be complete by then. One that nothing of the
// plan is due for is left out.
func (b *playBuilder) dues() {
	c, s, cal := b.m.c, b.m.s, b.m.cal
	index := map[string]int{}
	due := func(name string, by inventory.Date, periods int, activities ...int) {
		at, ok := index[name]
		if !ok {
			at = len(b.p.Dues)
			index[name] = at
			b.p.Dues = append(b.p.Dues, PlayDue{Name: name, Periods: periods, By: by})
		}
		b.p.Dues[at].Activities = append(b.p.Dues[at].Activities, activities...)
	}
	for _, term := range s.Terms {
		for i := range c.Packages {
			if p := &c.Packages[i]; len(b.of[i]) > 0 && slices.Contains(p.Applications, term.Application) {
				due("term "+term.Application, term.By, cal.wholePeriods(term.By), b.of[i]...)
			}
		}
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		if len(b.of[i]) == 0 {
			continue
		}
		if by, why := cal.ruleDue(p); !by.IsZero() {
			due(why, by, cal.wholePeriods(by), b.of[i]...)
		}
		if periods, why := cal.cutoverDue(p); why != "" && periods > 0 {
			due(why, s.PeriodEnd(periods-1), periods, b.at[p.ID+" cutover"])
		}
	}
	for i := range b.p.Dues {
		d := &b.p.Dues[i]
		slices.Sort(d.Activities)
		d.Activities = slices.Compact(d.Activities)
	}
	all := make([]int, len(b.p.Activities))
	for i := range all {
		all[i] = i
	}
	b.p.Dues = append(b.p.Dues, PlayDue{Name: fmt.Sprintf("horizon of %d %ss", s.Horizon, s.PeriodName()), Periods: s.Horizon, By: s.PeriodEnd(s.Horizon - 1), Activities: all})
}
