package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// model is the scheduling problem of a case under a scenario, and the way back from its solution. Group g of the problem
// is package g; its modes are the package's options that the scenario allows, and last, where packages may be deferred,
// one in which nothing takes place.
type model struct {
	c       *Case
	s       *scenario.Scenario
	cal     *calendar
	problem schedule.Problem
	options [][]int    // package → option of each mode; -1 for deferral. It may repeat an option: see ways
	ways    [][]manner // package → each mode
	steps   [][]int    // package → activity of each step kind, -1 where no option has it
	tests   []int      // cluster → activity of its test, -1 where there is none
	crews   []crewKey
	windows *windows
	order   order
	charge  *schedule.Charge // of the credit line; nil where there is none, or where it costs nothing
	broke   bool             // what is paid on its day is more than there is, whatever else is done: no schedule keeps the limits
	caps    []bound
	curbs   []curb // of applications whose allocation may not be enough
	choices ties   // what a mode uses though nothing takes place in it
	limits  limitIndex
}

type crewKey struct{ kind, region string }

// limitIndex says which resource, budget or reservoir of the problem is which limit; -1 where there is none.
type limitIndex struct{ periodHours, allHours, cash int }

// stepKinds is the order of the steps.
var stepKinds = []string{"prepare", "install", "cutover", "test", "remove", "dispose"}

// frame is a model without its problem: what the scenario makes of dates, windows and order.
func (c *Case) frame(s *scenario.Scenario) *model { return c.frameWithout(s, nil) }

// frameWithout leaves some rules out.
func (c *Case) frameWithout(s *scenario.Scenario, without map[string]bool) *model {
	m := &model{c: c, s: s, limits: limitIndex{-1, -1, -1}}
	m.windows = newWindows(c, s, m.guarded)
	m.cal = newCalendar(c, s, m.windows)
	m.cal.without = without
	m.choices = ties{m: m, choice: map[int]int{}}
	m.order = m.findOrder()
	m.findCurbs()
	return m
}

// build states the problem. Where the scenario leaves a package no option (see withoutOption), there is none to state, and what
// is returned is not to be solved.
func (c *Case) build(s *scenario.Scenario) (*model, error) { return c.buildWithout(s, nil) }

// buildWithout states the problem without some rules.
func (c *Case) buildWithout(s *scenario.Scenario, without map[string]bool) (*model, error) {
	m := c.frameWithout(s, without)
	m.problem.Horizon = s.Horizon
	m.addCrews()
	m.addSubscriberHours()
	if err := m.addCash(); err != nil {
		return nil, err
	}
	for _, name := range s.Objectives {
		m.problem.Objectives = append(m.problem.Objectives, m.objective(name))
	}
	m.findCaps()
	for i := range c.Packages {
		m.addPackage(i)
	}
	m.addCaps()
	m.addVendorShares()
	m.addOrder()
	m.addTies()
	m.addTests()
	m.addDated()
	m.addOverlap()
	if len(m.withoutOption()) > 0 {
		return m, nil
	}
	if err := schedule.Validate(&m.problem); err != nil {
		return nil, fmt.Errorf("the scheduling problem is not well formed: %w", err)
	}
	return m, nil
}

// objective is a word of the scenario as the engine wants it.
func (m *model) objective(name string) schedule.Objective {
	o := schedule.Objective{Name: name, Kind: schedule.Sum}
	switch {
	case name == "finish":
		o.Kind = schedule.Makespan
	case name == "interest" && m.charge != nil: // without a line of credit there is none to pay
		o.Kind, o.Charge = schedule.Overdraft, m.charge
	}
	return o
}

func (m *model) addCrews() {
	for _, crew := range m.s.Crews {
		m.addCrew(crewKey{crew.Kind, crew.Region})
	}
	add := func(p *Package, step *Step) { // a kind that works in other regions only: there is none for this one
		for _, crew := range step.Crews {
			m.addCrew(crewKey{crew.Kind, m.cal.crewRegion(crew.Kind, p)})
		}
	}
	for i := range m.c.Packages {
		p := &m.c.Packages[i]
		for o := range p.Options {
			for k := range p.Options[o].Steps {
				add(p, &p.Options[o].Steps[k])
			}
		}
	}
	for n := range m.c.clusters {
		if cl := &m.c.clusters[n]; cl.test != nil {
			add(&cl.as, cl.test)
		}
	}
}

func (m *model) addCrew(key crewKey) {
	if slices.Contains(m.crews, key) {
		return
	}
	capacity := make([]int64, m.s.Horizon)
	for t := range capacity {
		capacity[t] = int64(m.cal.crewDays(key.kind, key.region, t))
	}
	m.crews = append(m.crews, key)
	m.problem.Resources = append(m.problem.Resources, schedule.Resource{Name: key.field(), Capacity: capacity})
}

// field is the scenario's name of the count.
func (key crewKey) field() string {
	if key.region == "" {
		return "crews." + key.kind
	}
	return "crews." + key.kind + "." + key.region
}

func (m *model) addSubscriberHours() {
	if limit := m.s.Outage.SubscriberHours; limit != nil {
		m.limits.allHours = len(m.problem.Budgets)
		m.problem.Budgets = append(m.problem.Budgets, schedule.Budget{Name: "outage.subscriber_hours", Capacity: *limit})
	}
	limit := m.s.Outage.SubscriberHoursPerPeriod
	if limit == nil {
		return
	}
	capacity := make([]int64, m.s.Horizon)
	for t := range capacity {
		capacity[t] = *limit
	}
	m.limits.periodHours = len(m.problem.Resources)
	m.problem.Resources = append(m.problem.Resources, schedule.Resource{
		Name: "outage.subscriber_hours_per_period", Capacity: capacity,
	})
}

func (m *model) addPackage(i int) {
	p := &m.c.Packages[i]
	ways := m.waysOf(i)
	options := make([]int, len(ways))
	for k := range ways {
		options[k] = ways[k].option
	}
	m.options, m.ways = append(m.options, options), append(m.ways, ways)
	group := len(m.problem.Groups)
	m.problem.Groups = append(m.problem.Groups, schedule.Group{Name: p.ID, Modes: len(options)})

	steps := make([]int, len(stepKinds))
	for k, kind := range stepKinds {
		steps[k] = -1
		needed := kind == "cutover" || slices.ContainsFunc(options, func(o int) bool {
			return o >= 0 && p.Options[o].step(kind) != nil
		})
		if !needed {
			continue
		}
		steps[k] = len(m.problem.Activities)
		a := schedule.Activity{Name: p.ID + " " + kind, Group: group}
		for _, w := range ways {
			a.Modes = append(a.Modes, m.mode(p, w, kind))
		}
		m.problem.Activities = append(m.problem.Activities, a)
	}
	m.steps = append(m.steps, steps)
	m.addChain(p, options, steps)
}

// step returns the option's step of a kind, nil where it has none.
func (o *Option) step(kind string) *Step {
	for i := range o.Steps {
		if o.Steps[i].Kind == kind {
			return &o.Steps[i]
		}
	}
	return nil
}

// addChain puts the steps of a package in their order, whatever option is taken: each pair has its lag, so that a step
// that is absent does not tear the chain.
func (m *model) addChain(p *Package, options []int, steps []int) {
	for from := range steps {
		for to := from + 1; to < len(steps); to++ {
			if steps[from] < 0 || steps[to] < 0 {
				continue
			}
			wait, both := 0, false
			for _, o := range options {
				if o < 0 {
					continue
				}
				a, b := p.Options[o].step(stepKinds[from]), p.Options[o].step(stepKinds[to])
				if a != nil && b != nil {
					both = true
					wait = max(wait, m.cal.periods(m.afterDays(stepKinds[from], b)))
				}
			}
			if both {
				m.problem.Lags = append(m.problem.Lags, schedule.Lag{From: steps[from], To: steps[to], Min: wait})
			}
		}
	}
}

// afterDays is the wait of a step after one before it: between a cutover and the removal of the old gear at least the
// scenario's, so that there is a way back.
func (m *model) afterDays(from string, step *Step) int {
	if step.Kind == "remove" && from == "cutover" {
		return max(step.AfterDays, m.s.SoakDays)
	}
	return step.AfterDays
}

// addVendorShares caps the units that any one vendor's gear takes over. What keeps its hardware is taken over by none.
func (m *model) addVendorShares() {
	if m.s.MaxShare == nil {
		return
	}
	total := 0
	var vendors []string
	for i := range m.c.Packages {
		total += m.c.Packages[i].Units
		for _, o := range m.c.Packages[i].Options {
			if o.Vendor != "" && !slices.Contains(vendors, o.Vendor) {
				vendors = append(vendors, o.Vendor)
			}
		}
	}
	limit := int64(shareOf(m.s.MaxShare, total))
	for _, vendor := range vendors {
		b := len(m.problem.Budgets)
		m.problem.Budgets = append(m.problem.Budgets, schedule.Budget{
			Name: "vendors.max_share " + vendor, Capacity: limit,
		})
		for i, p := range m.c.Packages {
			cutover := &m.problem.Activities[m.steps[i][2]]
			for mode, o := range m.options[i] {
				if o >= 0 && p.Options[o].Vendor == vendor && p.Options[o].Kind != "function" {
					cutover.Modes[mode].Uses = append(cutover.Modes[mode].Uses, schedule.Use{Budget: b, Amount: int64(p.Units)})
				}
			}
		}
	}
}

// addOrder lets service move in one package only after it has moved in those that come first, and after the new gear of
// others is in place. What many packages wait for together, the core, is gathered in a milestone: a group of its own
// without a package.
func (m *model) addOrder() {
	var core, waiting []int // of the core what all radios and lines wait for, and these
	for i := range m.c.Packages {
		if needsCore(&m.c.Packages[i]) {
			waiting = append(waiting, i)
		}
	}
	for i := range m.c.Packages {
		if m.c.Packages[i].Domain == "core" && !slices.ContainsFunc(waiting, func(k int) bool { return !slices.Contains(m.order.after[k], i) }) {
			core = append(core, i)
		}
	}
	gather := len(core) > 1 && len(waiting) > 1
	for i := range m.c.Packages {
		for _, before := range m.order.after[i] {
			if !gather || !slices.Contains(core, before) || !needsCore(&m.c.Packages[i]) {
				m.addLag(m.cutover(before), m.cutover(i), 0)
			}
		}
		for _, before := range m.order.newFirst[i] {
			if install := m.steps[before][1]; install >= 0 {
				m.addLag(install, m.cutover(i), 0)
			}
		}
	}
	if !gather {
		return
	}
	milestone := len(m.problem.Activities)
	m.problem.Activities = append(m.problem.Activities, schedule.Activity{
		Name: "core in service", Group: len(m.problem.Groups), Modes: []schedule.Mode{{}},
	})
	m.problem.Groups = append(m.problem.Groups, schedule.Group{Name: "core in service", Modes: 1})
	for _, i := range core {
		m.addLag(m.cutover(i), milestone, 0)
	}
	for _, i := range waiting {
		m.addLag(milestone, m.cutover(i), 0)
	}
}

func (m *model) cutover(i int) int { return m.steps[i][2] }

func (m *model) addLag(from, to, wait int) {
	m.problem.Lags = append(m.problem.Lags, schedule.Lag{From: from, To: to, Min: wait})
}

func (m *model) addOverlap() {
	limit := newOutageLimit(m)
	if limit.binds() {
		m.problem.Overlap = limit
	}
}
