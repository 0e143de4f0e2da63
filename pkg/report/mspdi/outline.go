package mspdi

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// outline makes the tasks: what is due, what is bought for the whole network, the packages by region and site with a task for
// each activity, and the tests of clusters. Regions and sites stand in the order in which the plan comes to them.
type outline struct {
	d     *view.Document
	root  *node
	cal   *calendars
	crews *crews
	terms map[string]inventory.Date // application → term

	steps       []planner.PlanStep
	nodes       []*node // of the steps
	assignments []pending
}

// pending is an assignment whose task has no number yet.
type pending struct {
	task     *node
	resource int
	use      planner.CrewUse
	step     *planner.PlanStep
}

func newOutline(d *view.Document) *outline {
	o := &outline{d: d, cal: newCalendars(), steps: d.Case.PlanSteps(d.Plan), terms: map[string]inventory.Date{}}
	o.crews = newCrews(d.Case.In.Scenario, o.cal)
	o.root = &node{kind: kindPlan, id: d.Plan.Operator.ID, name: view.OperatorName(d.Plan), calendar: noCalendar, notes: o.notes()}
	o.nodes = make([]*node, len(o.steps))
	o.due()
	o.network()
	o.packages()
	o.tests()
	for i := range o.steps {
		for _, a := range o.steps[i].After {
			o.nodes[i].after = append(o.nodes[i].after, after{o.nodes[a.Step], a.Days})
		}
	}
	return o
}

// notes say of the plan what no task does.
func (o *outline) notes() string {
	p := o.d.Plan
	text := lines("plan of riprep " + p.Engine.Version)
	if n := p.Totals.Deferred; n > 0 {
		text = lines(text, fmt.Sprintf("packages that stay in the network, and have no task: %d", n))
	}
	if n := p.Totals.UnknownPrices; n > 0 {
		text = lines(text, fmt.Sprintf("lines without a price, which are in no cost: %d", n))
	}
	return text
}

// due adds the terms of the applications and the dates of the rules, as milestones at the end of their days.
func (o *outline) due() {
	g := &node{kind: kindGroup, name: "Terms"}
	for i := range o.d.Plan.Applications {
		a := &o.d.Plan.Applications[i]
		if !a.Term.IsZero() {
			o.terms[a.ID] = a.Term
			g.add(&node{kind: kindTerm, id: a.ID, name: "Term of application " + a.ID, application: a.ID, milestone: true, start: a.Term, finish: a.Term, deadline: a.Term})
		}
	}
	for i := range o.d.Plan.Rules {
		if r := &o.d.Plan.Rules[i]; !r.By.IsZero() {
			g.add(&node{kind: kindRule, id: r.Rule, name: r.Title, milestone: true, start: r.By, finish: r.By, notes: lines("demands: "+r.Demand, "status: "+r.Status)})
		}
	}
	o.keep(g)
}

// keep adds a group that holds something.
func (o *outline) keep(g *node) {
	if len(g.children) > 0 {
		o.root.add(g)
	}
}

func (o *outline) network() {
	g := &node{kind: kindGroup, name: "For the whole network"}
	for i := range o.d.Plan.Network {
		n := &o.d.Plan.Network[i]
		day := n.Paid
		if day.IsZero() {
			day = n.On
		}
		g.add(&node{
			kind: kindPayment, id: n.Line.Item, name: n.Line.Name, application: n.Application, milestone: true, morning: true,
			start: day, finish: day, cost: n.Line.Total, notes: lines("source: " + n.Line.Source),
		})
	}
	o.keep(g)
}

func (o *outline) packages() {
	regions, sites := map[string]*node{}, map[string]*node{}
	next := 0
	for i := range o.d.Plan.Packages {
		w := &o.d.Plan.Packages[i]
		if len(w.Activities) == 0 {
			continue // it stays
		}
		region, ok := regions[w.Region]
		if !ok {
			title := "Region " + w.Region
			if w.Region == "" {
				title = "Sites of no region"
			}
			region = o.root.group(kindGroup, w.Region, title)
			regions[w.Region] = region
		}
		site, ok := sites[w.Site]
		if !ok {
			site = region.group(kindSite, w.Site, cmp.Or(sanitize.Terminal(w.SiteName), w.Site))
			sites[w.Site] = site
		}
		next = o.pack(site, w, next)
	}
}

// pack adds a package whose steps begin at next, and returns where those of the following one begin.
func (o *outline) pack(site *node, w *planner.PlannedPackage, next int) int {
	p := site.group(kindPackage, w.ID, w.Domain+" "+w.ID+", "+w.Option)
	p.application = w.Application
	p.deadline = o.terms[w.Application]
	p.notes = packageNotes(w)
	for k := range w.Activities {
		a := &w.Activities[k]
		step := &o.steps[next+k]
		n := p.add(&node{
			kind: a.Kind, id: w.ID, name: titles[a.Kind] + " " + w.ID, start: a.Start, finish: a.Finish, cost: a.Spend,
			calendar: o.cal.without(step.Closed), notes: activityNotes(a),
		})
		for q := range a.Payments {
			n.prorated = n.prorated || a.Payments[q].On != a.Start
		}
		o.nodes[next+k] = n
		o.assign(n, a.Crews, step)
		if a.Kind == "cutover" {
			p.add(&node{kind: kindMoved, id: w.ID, name: "Service moved " + w.ID, milestone: true, start: a.Finish, finish: a.Finish, after: []after{{n, 0}}})
		}
	}
	return next + len(w.Activities)
}

// titles are the words for the activities.
var titles = map[string]string{
	"prepare": "Prepare", "install": "Install", "cutover": "Cut over", "test": "Test", "remove": "Remove", "dispose": "Dispose of",
}

func (o *outline) tests() {
	g := &node{kind: kindGroup, name: "Tests of clusters"}
	first := len(o.steps) - len(o.d.Plan.Tests)
	for i := range o.d.Plan.Tests {
		t := &o.d.Plan.Tests[i]
		title := "Test of cluster " + t.Cluster
		if t.Cluster == "" {
			title = "Test of all sites"
		}
		step := &o.steps[first+i]
		n := g.add(&node{kind: kindClusterTest, id: t.Cluster, name: title, start: t.Start, finish: t.Finish, calendar: o.cal.without(step.Closed)})
		o.nodes[first+i] = n
		o.assign(n, t.Crews, step)
	}
	o.keep(g)
}

func (o *outline) assign(n *node, uses []planner.CrewUse, step *planner.PlanStep) {
	for _, use := range uses {
		o.assignments = append(o.assignments, pending{n, o.crews.of(use, o.cal), use, step})
		n.work += o.hoursOf(n, use, step)
	}
}

// hoursOf is the work of a task's crews: in each period the days that the plan counts, which may be fewer than it has.
func (o *outline) hoursOf(n *node, use planner.CrewUse, step *planner.PlanStep) int {
	periods := (n.finish.Sub(n.start) + 1) / o.d.Plan.PeriodDays
	return use.Count * step.DaysPerPeriod * periods * hoursPerDay
}

func packageNotes(w *planner.PlannedPackage) string {
	text := []string{
		"elements: " + strings.Join(w.Elements, ", "), "option: " + w.Option, "method: " + w.Method, "products: " + strings.Join(w.Products, ", "),
		fmt.Sprintf("risk per period: %d", w.Risk), "covered gear carries traffic until: " + w.CoveredUntil.String(),
		"reimbursable before proration: " + w.Reimbursable.String(),
	}
	if w.Unknown > 0 {
		text = append(text, fmt.Sprintf("lines without a price: %d", w.Unknown))
	}
	return lines(text...)
}

func activityNotes(a *planner.PlannedActivity) string {
	var text []string
	if a.OutageHours > 0 {
		text = append(text, fmt.Sprintf("outage: %d hours", a.OutageHours), fmt.Sprintf("subscribers out: %d", a.Lost))
	}
	if len(a.Windows) > 0 {
		text = append(text, "windows: "+strings.Join(a.Windows, ", "))
	}
	for i := range a.Payments {
		p := &a.Payments[i]
		text = append(text, fmt.Sprintf("paid %s at %s: %s", p.On, p.Milestone, p.Amount))
	}
	return lines(text...)
}

// lines joins lines of text, each made harmless.
func lines(text ...string) string {
	for i := range text {
		parts := strings.Split(text[i], "\n")
		for k := range parts {
			parts[k] = sanitize.Terminal(parts[k])
		}
		text[i] = strings.Join(parts, "\n")
	}
	return strings.Join(text, "\n")
}
