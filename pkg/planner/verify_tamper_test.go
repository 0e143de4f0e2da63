package planner

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// says reports whether a violation of a limit has a text in it.
func says(found []Violation, limit, text string) bool {
	return slices.ContainsFunc(found, func(v Violation) bool { return v.Limit == limit && strings.Contains(v.Text, text) })
}

// shift moves steps of a package by some days, all of them where none is named.
func (p *PlannedPackage) shift(days int, kinds ...string) {
	for i := range p.Activities {
		if a := &p.Activities[i]; len(kinds) == 0 || slices.Contains(kinds, a.Kind) {
			a.Start, a.Finish = a.Start.AddDays(days), a.Finish.AddDays(days)
		}
	}
}

// stay leaves a package in the network.
func (p *PlannedPackage) stay() {
	p.Option, p.Method, p.Activities, p.CoveredUntil = "defer", "defer", nil, inventory.Date{}
}

// testOf finds the test of a cluster.
func (p *Plan) testOf(t *testing.T, cluster string) *PlannedTest {
	t.Helper()
	i := slices.IndexFunc(p.Tests, func(w PlannedTest) bool { return w.Cluster == cluster })
	if i < 0 {
		t.Fatalf("the plan has no test of %q", cluster)
	}
	return &p.Tests[i]
}

// A tampered plan, or files that changed behind its back, and the one check that answers.
type tampered struct {
	name   string
	tamper func(c *Case, p *Plan)
	limit  string
	text   string
}

// checkTampered plans once and tampers with that plan in every way. What is changed in the scenario is put back.
func checkTampered(t *testing.T, c *Case, tests []tampered) {
	t.Helper()
	anew := plansOf(t, c)
	if found := Verify(c, anew()); len(found) > 0 {
		t.Fatalf("the plan as it is does not verify: %v", found)
	}
	for _, tt := range tests {
		kept := c.In.Scenario
		c.In.Scenario = kept.Clone()
		p := anew()
		p.Inputs, p.Findings = slices.Clone(p.Inputs), slices.Clone(p.Findings)
		tt.tamper(c, p)
		if found := Verify(c, p); !says(found, tt.limit, tt.text) {
			t.Errorf("%s: want %s: %s\ngot %v", tt.name, tt.limit, tt.text, found)
		}
		c.In.Scenario = kept
	}
}

// Each way in which a plan can be none of these files has its own sentence.
func TestVerifyReadsThePlan(t *testing.T) {
	t.Parallel()
	c := loadCase(t, sample("sole-911"))
	checkTampered(t, c, []tampered{
		{"an input that is gone", func(_ *Case, p *Plan) { p.Inputs[0].Path = "gone.yaml" }, "inputs", "input gone.yaml: the plan was made with it, it is not there now"},
		{"an input that changed", func(_ *Case, p *Plan) { p.Inputs[0].SHA256 = strings.Repeat("0", 64) }, "inputs", "changed since the plan was made"},
		{"an input that is new", func(_ *Case, p *Plan) { p.Inputs = p.Inputs[1:] }, "inputs", "was not there when the plan was made"},
		{"another operator", func(_ *Case, p *Plan) { p.Operator.ID = "x" }, "operator", "operator: id is x in the plan"},
		{"a field that was set", func(_ *Case, p *Plan) { p.Overrides = []scenario.Override{{Field: "a", Value: "b"}} }, "overrides", "overrides: the list is 1 long in the plan, 0 long when played"},
		{"a later start", func(_ *Case, p *Plan) { p.Start = p.Start.AddDays(7) }, "frame", "from 2027-01-11, the scenario 60 of 7 from 2027-01-04"},
		{"other periods", func(_ *Case, p *Plan) { p.PeriodDays = 1 }, "frame", "60 periods of 1 days"},
		{"more periods", func(_ *Case, p *Plan) { p.Horizon = 61 }, "frame", "61 periods of 7 days"},
		{"a package left out", func(_ *Case, p *Plan) { p.Packages = p.Packages[1:] }, "packages", "covered gear that the plan leaves out"},
		{"a package twice", func(_ *Case, p *Plan) { p.Packages = append(p.Packages, p.Packages[0]) }, "packages", "stands twice"},
		{"a package of nobody", func(_ *Case, p *Plan) { p.Packages[0].ID = "nobody" }, "packages", `package "nobody": there is no such work package`},
		{"a package deferred", func(_ *Case, p *Plan) { p.Packages[0].stay() }, "deferral", "is deferred, and the scenario does not allow that"},
		{"an option of nobody", func(_ *Case, p *Plan) { p.Packages[0].Option = "magic" }, "packages", `option "magic": there is no such option`},
		{"a step left out", func(_ *Case, p *Plan) { p.Packages[0].Activities = p.Packages[0].Activities[1:] }, "packages", "4 activities, its option has 5"},
		{"a step more", func(_ *Case, p *Plan) {
			p.Packages[0].Activities = append(p.Packages[0].Activities, p.Packages[0].Activities[4])
		}, "packages", "6 activities, its option has 5"},
		{"another step", func(_ *Case, p *Plan) { p.Packages[0].Activities[1].Kind = "remove" }, "packages", `activity "remove" where its option has "install"`},
		{"on a Tuesday", func(_ *Case, p *Plan) { p.Packages[0].shift(1, "install") }, "calendar", "install starts on 2027-05-11: not the first day of a period"},
		{"before the start", func(_ *Case, p *Plan) { p.Packages[0].shift(-7*40, "prepare") }, "calendar", "not the first day of a period"},
		{"a day less", func(_ *Case, p *Plan) {
			p.Packages[0].Activities[1].Finish = p.Packages[0].Activities[1].Finish.AddDays(-1)
		}, "duration", "install finishes on "},
		{"a period more", func(_ *Case, p *Plan) { p.Periods = append(p.Periods, p.Periods[59]) }, "periods", "61 periods, the horizon has 60"},
		{"a period less", func(_ *Case, p *Plan) { p.Periods = p.Periods[1:] }, "periods", "59 periods, the horizon has 60"},
		{"a crew less in a period", func(_ *Case, p *Plan) { p.Periods[18].Crews = nil }, "periods", "crews is 0 long in the plan"},
		{"a crew more in a period", func(_ *Case, p *Plan) { p.Periods[0].Crews = []CrewDays{{"tower", "", 1, 21}} }, "periods", "crews is 1 long in the plan, 0 long when played"},
		{"another total", func(_ *Case, p *Plan) { p.Totals.BorderPeriods++ }, "totals", "totals: border_periods is "},
		{"another finding", func(_ *Case, p *Plan) { p.Findings[0].Settle = "x" }, "findings", "findings: [0].settle is x in the plan"},
		{"another product", func(_ *Case, p *Plan) { p.Packages[0].Cluster = "x" }, "packages", ": cluster is x in the plan"},
		{"too much of one vendor", func(c *Case, _ *Plan) {
			share := cost.FullRate / 100
			c.In.Scenario.MaxShare = &share
		}, "vendors.max_share", "of 12 units, 0 allowed"},
		{"no objective", func(_ *Case, p *Plan) { p.Objectives = p.Objectives[1:] }, "objectives", "1 objectives, the scenario has 2"},
		{"an objective more", func(_ *Case, p *Plan) { p.Objectives = append(p.Objectives, p.Objectives[0]) }, "objectives", "3 objectives, the scenario has 2"},
		{"another objective", func(_ *Case, p *Plan) { p.Objectives[0].Name = "outage"; p.Objectives[0].Unit = "subscriber-hours" }, "objectives", `objective "outage" in subscriber-hours: the scenario has "exposure"`},
		{"another unit", func(_ *Case, p *Plan) { p.Objectives[0].Unit = "cents" }, "objectives", `objective "exposure" in cents: the scenario has "exposure"`},
		{"a better value", func(_ *Case, p *Plan) { p.Objectives[0].Value--; p.Objectives[0].Bound = nil }, "objectives", "in the plan, "},
		{"a bound above", func(_ *Case, p *Plan) { *p.Objectives[0].Bound++ }, "objectives", "above the value"},
		{"optimal below", func(_ *Case, p *Plan) { p.Status = "optimal"; *p.Objectives[0].Bound-- }, "objectives", "the plan says it is optimal, its bound does not"},
		{"optimal without a bound", func(_ *Case, p *Plan) { p.Status = "optimal"; p.Objectives[1].Bound = nil }, "objectives", "objective finish: the plan says it is optimal, its bound does not"},
		{"another status", func(_ *Case, p *Plan) { p.Status = "perfect" }, "objectives", `status "perfect": want optimal or feasible`},
	})
}

// Every date and every order that a plan does not keep is named, down to a single period.
func TestVerifyNamesDates(t *testing.T) {
	t.Parallel()
	c := loadCase(t, sample("sole-911"))
	find := func(p *Plan, id string) *PlannedPackage { return p.find(t, id) }
	blackout := func(c *Case, day inventory.Date, work string) {
		c.In.Scenario.Blackouts = []scenario.Blackout{{From: day, To: day, Work: []string{work}, Why: "a day off"}}
	}
	last := func(p *Plan) *PlannedActivity { return find(p, "mill-bbu").Activity("dispose") }
	checkTampered(t, c, []tampered{
		{"removed a week too early", func(_ *Case, p *Plan) {
			w := find(p, "mill-bbu")
			w.shift(w.Cutover().Finish.AddDays(21+1-7).Sub(w.Activity("remove").Start), "remove")
		}, "order", "1 period too early: after cutover it may start on"},
		{"a week after the horizon", func(_ *Case, p *Plan) {
			find(p, "mill-bbu").shift(p.Start.AddDays(60*7+6).Sub(last(p).Finish), "dispose")
		}, "horizon", `package "mill-bbu": dispose ends on 2028-03-05, 1 period after the horizon`},
		{"a term a week too early", func(c *Case, p *Plan) {
			c.In.Scenario.Terms = []scenario.Term{{Application: "A1", By: last(p).Finish.AddDays(-1)}}
		}, "term A1", "after the term A1 (1 period late)"},
		{"a term that has passed", func(c *Case, p *Plan) {
			c.In.Scenario.Terms = []scenario.Term{{Application: "A1", By: p.Start}}
		}, "term A1", "after the term A1"},
		{"a blackout on the last day", func(c *Case, p *Plan) {
			blackout(c, find(p, "mill-bbu").Activity("prepare").Finish, "prepare")
		}, "calendar", `package "mill-bbu": prepare runs on 2027-05-09: blackout 2027-05-09 to 2027-05-09 a day off`},
		{"a blackout on the first day", func(c *Case, p *Plan) { blackout(c, find(p, "mill-bbu").Activity("prepare").Start, "prepare") },
			"calendar", `package "mill-bbu": prepare runs on 2027-01-04`},
		{"a blackout of tests", func(c *Case, p *Plan) { blackout(c, p.testOf(t, "valley").Start, "test") },
			"calendar", `package "test of valley": test runs on`},
		{"a test left out", func(_ *Case, p *Plan) { p.Tests = nil }, "tests", `test of cluster "valley": the plan leaves it out`},
		{"a test twice", func(_ *Case, p *Plan) { p.Tests = append(p.Tests, p.Tests[0]) }, "tests", "2 tests of clusters, there are 1"},
		{"a test on a Tuesday", func(_ *Case, p *Plan) { p.Tests[0].Start = p.Tests[0].Start.AddDays(1) }, "tests", "not the first day of a period"},
		{"a test before the start", func(_ *Case, p *Plan) { p.Tests[0].Start = p.Start.AddDays(-7) }, "tests", "starts on 2026-12-28: not the first day of a period"},
		{"a test a week too early", func(_ *Case, p *Plan) {
			until := inventory.Date{}
			for i := range p.Packages {
				until = later(until, p.Packages[i].Cutover().Start)
			}
			p.Tests[0].Start = until
		}, "tests", "has moved on"},
		{"a test after the horizon", func(_ *Case, p *Plan) { p.Tests[0].Start = p.Start.AddDays(60 * 7) },
			"tests", `test of cluster "valley": ends on 2028-03-05, 1 period after the horizon`},
		{"more crews at a test", func(_ *Case, p *Plan) { p.Tests[0].Crews = append(p.Tests[0].Crews, CrewUse{"ip", "", 1}) },
			"tests", "tests: [0].crews is 2 long in the plan, 1 long when played"},
	})
}

// Where a test has a wait before it, that is kept too.
func TestVerifyWaitsForTests(t *testing.T) {
	t.Parallel()
	c, err := alteredCase(t, sample("pilot-cluster"), func(in *Inputs) {
		in.Products.Methods = slices.Clone(in.Products.Methods)
		for i := range in.Products.Methods {
			if m := &in.Products.Methods[i]; m.ID == "cluster-test" {
				m.Steps = slices.Clone(m.Steps)
				m.Steps[0].AfterDays, m.Steps[0].Days = 10, 9
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	p := planOf(t, c)
	test := p.testOf(t, "north")
	if got := test.Finish.Sub(test.Start); got != 13 {
		t.Errorf("nine days of test take %d days", got+1)
	}
	until := later(p.find(t, "north-1-bbu").CoveredUntil, p.find(t, "north-2-bbu").CoveredUntil)
	if wait := test.Start.Sub(until); wait < 15 {
		t.Errorf("the north is tested %d days after it has moved", wait)
	}
	checkTampered(t, c, []tampered{
		{"a test a week into the wait", func(_ *Case, p *Plan) { p.testOf(t, "north").Start = until.AddDays(8) },
			"tests", "has moved on " + until.String() + " and a wait of 2 periods is over"},
		{"the south a week too early", func(_ *Case, p *Plan) {
			w := p.find(t, "south-1-bbu")
			w.shift(p.testOf(t, "north").Finish.AddDays(1+7).Sub(w.Cutover().Start), "cutover")
		}, "order.pilot", `before the pilot cluster "north" is tested and the wait over on`},
		{"the south by one week", func(_ *Case, p *Plan) {
			w := p.find(t, "south-1-bbu")
			w.shift(p.testOf(t, "north").Finish.AddDays(1+7).Sub(w.Cutover().Start), "cutover")
		}, "order.pilot", "(1 period too early)"},
	})
}

// What comes first between packages, and the wait between the steps of one where another step stands between them.
func TestVerifyNamesOrder(t *testing.T) {
	t.Parallel()
	c := loadCase(t, firstLook(), "soak_days=140", "terms.A1=2028-12-31")
	core := "cedar-core-1"
	checkTampered(t, c, []tampered{
		{"a core that is removed before it is sure", func(_ *Case, p *Plan) {
			w := p.find(t, core)
			w.shift(w.Activity("test").Finish.AddDays(1+28).Sub(w.Activity("remove").Start), "remove", "dispose")
		}, "order", "too early: after cutover it may start on"},
		{"a radio a week before the core", func(_ *Case, p *Plan) {
			w := p.find(t, "mill-bbu")
			w.shift(p.find(t, core).Cutover().Finish.AddDays(1 - 7).Sub(w.Cutover().Start))
		}, "order", `package "mill-bbu": cutover starts on `},
		{"by one period", func(_ *Case, p *Plan) {
			w := p.find(t, "mill-bbu")
			w.shift(p.find(t, core).Cutover().Finish.AddDays(1 - 7).Sub(w.Cutover().Start))
		}, "order", fmt.Sprintf("before that of package %q is complete on", core)},
	})
	found := []Violation{}
	p := planOf(t, c)
	w := p.find(t, "mill-bbu")
	w.shift(p.find(t, core).Cutover().Finish.AddDays(1-7).Sub(w.Cutover().Start), "cutover")
	for _, v := range Verify(c, p) {
		if v.Limit == "order" && strings.Contains(v.Text, fmt.Sprintf("before that of package %q", core)) {
			found = append(found, v)
		}
	}
	if len(found) != 1 || !strings.Contains(found[0].Text, "(1 period too early)") {
		t.Errorf("a radio a week before the core: %v", found)
	}

	two := loadCase(t, sample("controller-2g"))
	checkTampered(t, two, []tampered{
		{"before the new controller is there", func(_ *Case, p *Plan) {
			w := p.find(t, "mill-bbu")
			w.shift(p.find(t, "town-bsc").Activity("install").Finish.AddDays(1-7).Sub(w.Cutover().Start), "cutover")
		}, "order", `before the new gear of package "town-bsc" is in place on`},
		{"the old controller too early", func(_ *Case, p *Plan) {
			w := p.find(t, "town-bsc")
			w.shift(p.find(t, "mill-bbu").Cutover().Start.Sub(w.Cutover().Start), "cutover")
		}, "order", `package "town-bsc": cutover starts on`},
		{"who comes first stays", func(c *Case, p *Plan) { // which is no matter of order
			c.In.Scenario.Deferral = true
			p.find(t, "town-bsc").stay()
		}, "totals", "totals: deferred is 0 in the plan, 1 when played"},
	})
	two.In.Scenario.Deferral = true
	p = planOf(t, two)
	for i := range p.Packages {
		if !p.Packages[i].Deferred() {
			p.Packages[i].stay()
		}
	}
	if found := Verify(two, p); says(found, "order", "") {
		t.Errorf("where all stays nothing comes first: %v", found)
	}
}
