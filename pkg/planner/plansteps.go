package planner

import "github.com/riprep/riprep/pkg/inventory"

// PlanStep is an activity of a plan, or the test of a cluster, with what its dates follow from: for programs that keep a
// schedule themselves and have to know what moves with what.
type PlanStep struct {
	Package       int         // of Plan.Packages, −1 for a test
	Activity      int         // of the package's activities; of Plan.Tests for a test
	DaysPerPeriod int         // that each of its crews works in a period; the others are left for somebody else
	After         []StepAfter // what must be complete before it starts
	Closed        []DaySpan   // within the horizon, when it may not run; whole periods, ascending, apart from each other
}

// StepAfter is a step that must be complete, by index, and the days of waiting after its last one.
type StepAfter struct{ Step, Days int }

// DaySpan is a stretch of days, both included.
type DaySpan struct{ From, To inventory.Date }

// PlanSteps lists the activities of a plan in its order, package by package, and then the tests. The plan is taken as it is:
// of a package that is not of the case only the order of its own activities is known, and what the plan itself names.
func (c *Case) PlanSteps(p *Plan) []PlanStep {
	b := stepBuilder{c: c, m: c.frame(c.In.Scenario), plan: p, at: map[string]int{}, packages: map[string]int{}, spans: map[*bool][]DaySpan{}}
	for i := range c.Packages {
		b.packages[c.Packages[i].ID] = i
	}
	for i := range p.Packages {
		b.chain(i)
	}
	for i := range p.Packages {
		w := &p.Packages[i]
		for _, first := range w.After {
			b.wait(first+" cutover", w.ID+" cutover", 0)
		}
		for _, first := range w.AfterNew {
			b.wait(first+" install", w.ID+" cutover", 0)
		}
	}
	for i := range p.Tests {
		b.test(i)
	}
	return b.steps
}

type stepBuilder struct {
	c        *Case
	m        *model
	plan     *Plan
	packages map[string]int // id → package of the case
	steps    []PlanStep
	at       map[string]int // package id and kind → step
	spans    map[*bool][]DaySpan
}

func (b *stepBuilder) wait(first, then string, days int) {
	f, known := b.at[first]
	t, planned := b.at[then]
	if known && planned {
		b.steps[t].After = append(b.steps[t].After, StepAfter{f, days})
	}
}

// chain adds the activities of a package, each after the one before it. One further back is named too where the wait after
// it is the longer one, as between a cutover and the removal of the old gear with a test between them.
func (b *stepBuilder) chain(i int) {
	w := &b.plan.Packages[i]
	var p *Package
	var o *Option
	if at, ok := b.packages[w.ID]; ok {
		p = &b.c.Packages[at]
		for k := range p.Options {
			if p.Options[k].ID == w.Option {
				o = &p.Options[k]
			}
		}
	}
	first := len(b.steps)
	for k := range w.Activities {
		kind := w.Activities[k].Kind
		step := PlanStep{Package: i, Activity: k, DaysPerPeriod: b.plan.PeriodDays}
		var own *Step
		if o != nil {
			own = o.step(kind)
		}
		days := func(from string) int {
			if own == nil {
				return 0
			}
			return b.m.afterDays(from, own)
		}
		for j := range k {
			if from := w.Activities[j].Kind; j == k-1 || days(from) > days(w.Activities[k-1].Kind) {
				step.After = append(step.After, StepAfter{first + j, days(from)})
			}
		}
		if own != nil {
			step.DaysPerPeriod = daysPerPeriod(own.Days, b.m.cal.periods(own.Days))
			step.Closed = b.closed(p, own)
		}
		b.at[w.ID+" "+kind] = len(b.steps)
		b.steps = append(b.steps, step)
	}
}

// test adds the test of a cluster, after the cutovers of its packages; where it is the pilot, the cutovers of the others come
// after it.
func (b *stepBuilder) test(i int) {
	t := &b.plan.Tests[i]
	step := PlanStep{Package: -1, Activity: i, DaysPerPeriod: b.plan.PeriodDays}
	after := 0
	for n := range b.c.clusters {
		if cl := &b.c.clusters[n]; cl.id == t.Cluster && cl.test != nil {
			after = cl.test.AfterDays
			step.DaysPerPeriod = daysPerPeriod(cl.test.Days, b.m.cal.periods(cl.test.Days))
			step.Closed = b.closed(&cl.as, cl.test)
		}
	}
	for _, id := range t.Packages {
		if at, ok := b.at[id+" cutover"]; ok {
			step.After = append(step.After, StepAfter{at, after})
		}
	}
	at := len(b.steps)
	b.steps = append(b.steps, step)
	pilot := b.m.s.Order.Pilot
	if pilot == nil || pilot.Cluster != t.Cluster {
		return
	}
	for k, waits := range b.m.order.rest {
		if cutover, ok := b.at[b.c.Packages[k].ID+" cutover"]; ok && waits {
			b.steps[cutover].After = append(b.steps[cutover].After, StepAfter{at, pilot.SoakDays})
		}
	}
}

// closed joins the closed periods of a step. Steps with one calendar share a slice.
func (b *stepBuilder) closed(p *Package, step *Step) []DaySpan {
	closed := b.m.cal.closedPeriods(p, step)
	if len(closed) == 0 {
		return nil
	}
	if spans, ok := b.spans[&closed[0]]; ok {
		return spans
	}
	var spans []DaySpan
	for t, shut := range closed {
		switch {
		case !shut:
		case t > 0 && closed[t-1]:
			spans[len(spans)-1].To = b.m.s.PeriodEnd(t)
		default:
			spans = append(spans, DaySpan{b.m.s.PeriodStart(t), b.m.s.PeriodEnd(t)})
		}
	}
	b.spans[&closed[0]] = spans
	return spans
}
