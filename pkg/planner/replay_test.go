package planner

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// dates compares days as wholes.
var dates = cmp.Comparer(func(a, b inventory.Date) bool { return a == b })

// at is a step in the replay.
func at(kind string, start, days, periods, hours int) playedActivity {
	return playedActivity{step: &Step{Kind: kind, Days: days, OutageHours: hours}, start: start, periods: periods}
}

// replayOf plays steps of packages that are named; who is not named stays.
func replayOf(t *testing.T, c *Case, steps map[string][]playedActivity) *replay {
	t.Helper()
	m := c.frame(c.In.Scenario)
	m.addCrews()
	r := &replay{c: c, s: c.In.Scenario, m: m}
	for i := range c.Packages {
		pl := played{index: i, p: &c.Packages[i]}
		if a, ok := steps[c.Packages[i].ID]; ok {
			pl.option, pl.activities = &Option{}, a
		}
		r.played = append(r.played, pl)
	}
	return r
}

// What happens in each period, by hand: three sites of 180 (with the only 911 coverage), 420 and 900 subscribers (whose coverage is
// shared); the first two overlap.
func TestPeriodsByHand(t *testing.T) {
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		in.Scenario.Horizon, in.Scenario.Outage.Windows = 6, nil
		in.Scenario.Objectives = []string{"exposure", "finish", "cost", "outage", "clusters"}
		elementNamed(in, "mill-bbu").Generations = []string{"2g", "4g"}
		siteNamed(in, "mill").Only = []inventory.Only{{Generation: "2g", Subscribers: 50}}
	})
	step := at("install", 0, 9, 2, 0)
	step.step.Crews, step.crews = c.Packages[0].Options[0].step("install").Crews, []crewKey{{"tower", ""}}
	step.step.Crews = slices.Clone(step.step.Crews)
	step.step.Crews[0].Count = 2
	step.step.Spend, step.step.Payments = 1, []Payment{{Spend: 1}}
	r := replayOf(t, c, map[string][]playedActivity{
		"ridge-bbu": {step, at("cutover", 2, 9, 2, 5)},
		"ford-bbu":  {at("cutover", 3, 1, 1, 4), at("remove", 4, 1, 1, 0)},
	})
	test := playedTest{&c.clusters[0], at("test", 4, 2, 1, 0)}
	test.step.Crews, test.crews = c.clusters[0].test.Crews, []crewKey{{"ip", ""}}
	r.tests = []playedTest{test}
	rows, account, err := r.rows()
	if err != nil {
		t.Fatal(err)
	}
	ridge, ford, mill := c.Packages[0].Risk, c.Packages[1].Risk, c.Packages[2].Risk
	want := []PeriodRow{
		{Exposure: ridge + ford + mill, Crews: []CrewDays{{"tower", "", 10, 21}}, Spend: 1, Cash: -1, OutOfPocket: 1},
		{Exposure: ridge + ford + mill, Crews: []CrewDays{{"tower", "", 10, 21}}, Cash: -1, OutOfPocket: 1},
		// Five hours in two weeks are three in each.
		{Exposure: ridge + ford + mill, SubscribersOut: 180, SitesOut: 1, NoEmergency: 180, SubscriberHours: 3 * 180, Cash: -1, OutOfPocket: 1},
		{Exposure: ridge + ford + mill, SubscribersOut: 600, SitesOut: 2, NoEmergency: 180, EmergencyOnly: 420, SubscriberHours: 3*180 + 4*420, Cash: -1, OutOfPocket: 1},
		{Exposure: mill, Crews: []CrewDays{{"ip", "", 2, 21}}, CleanSubscribers: 600, CleanEverySubscribers: 600, Cash: -1, OutOfPocket: 1},
		{Exposure: mill, CleanSubscribers: 600, CleanEverySubscribers: 600, Cash: -1, OutOfPocket: 1},
	}
	for i := range want {
		want[i].Start = r.s.PeriodStart(i)
	}
	if diff := cmp.Diff(want, rows, dates); diff != "" {
		t.Error(diff)
	}
	tot := r.totals(rows, account)
	if tot.Packages != 3 || tot.Deferred != 1 || tot.Elements != 6 || tot.Units != 12 || tot.Sites != 3 || tot.Finish != r.s.PeriodEnd(4) ||
		tot.LastCutover != r.s.PeriodEnd(3) || tot.SubscribersOut != 600 || tot.NoEmergency != 180 || tot.SubscriberHours != 6*180+4*420 || tot.LowestCash != -1 {
		t.Errorf("totals %+v", tot)
	}
	wantValues := []int64{4*(ridge+ford+mill) + 2*mill, 5, 0, 6*180 + 4*420, 3 * 5}
	if got := r.values(rows, tot); !slices.Equal(got, wantValues) {
		t.Errorf("objectives %v, want %v", got, wantValues)
	}
	// A test that ends last is the end; two clusters add up.
	r.tests = append(r.tests, playedTest{&cluster{packages: []int{0}}, at("test", 5, 1, 1, 0)})
	if got := r.values(rows, tot); got[1] != 6 || got[4] != 15+6 {
		t.Errorf("with another test %v", got)
	}
	if got := r.totals(rows, account).Finish; got != r.s.PeriodEnd(5) {
		t.Errorf("with another test the end is %s", got)
	}
}

// Sites that lose a generation are counted where they are worst, and the worst of each figure may be at another moment.
func TestWorstMoments(t *testing.T) {
	c := mustAlter(t, sample("controller-2g"), func(in *Inputs) {
		in.Scenario.Outage.Windows = []scenario.Window{{From: 0, To: 300, Days: []string{"mon"}, Work: []string{"cutover"}}, {From: 0, To: 300, Days: []string{"wed"}, Work: []string{"remove"}}}
		siteNamed(in, "ford").Emergency = "sole"
	})
	all := []inventory.Only{{Generation: "2g", Subscribers: 60}}
	if diff := cmp.Diff(all, c.In.Inventory.Sites[1].Only); diff != "" {
		t.Fatal(diff)
	}
	for _, tt := range []struct {
		name string
		on   map[string]string // package → step that is off
		want PeriodRow
	}{
		{"the controller", map[string]string{"town-bsc": "cutover"}, PeriodRow{SubscribersOut: 60, Degraded: 3}},
		{"the controller and a site with it", map[string]string{"town-bsc": "cutover", "pass-bbu": "cutover"}, PeriodRow{SubscribersOut: 460, SitesOut: 1, Degraded: 2, EmergencyOnly: 400}},
		{"the controller on another night", map[string]string{"town-bsc": "remove", "pass-bbu": "cutover"}, PeriodRow{SubscribersOut: 400, SitesOut: 1, Degraded: 3, EmergencyOnly: 400}},
		{"two sites on two nights", map[string]string{"ford-bbu": "remove", "pass-bbu": "cutover"}, PeriodRow{SubscribersOut: 700, SitesOut: 1, EmergencyOnly: 400, NoEmergency: 700}},
		{"and two on the second", map[string]string{"ford-bbu": "cutover", "pass-bbu": "remove", "mill-bbu": "remove"}, PeriodRow{SubscribersOut: 1400, SitesOut: 2, EmergencyOnly: 1400, NoEmergency: 700}},
	} {
		steps := map[string][]playedActivity{}
		for id, kind := range tt.on {
			steps[id] = []playedActivity{at(kind, 0, 1, 1, 3)}
		}
		r := replayOf(t, c, steps)
		var row PeriodRow
		r.worst(&row, r.off(0))
		if diff := cmp.Diff(tt.want, row, dates); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if off := r.off(1); len(off) > 0 {
			t.Errorf("%s: off in the next period: %v", tt.name, off)
		}
	}
}

// A border is there for as long as one of two overlapping radio sites has moved and the other has not; each pair counts once, and
// other gear has none.
func TestBorders(t *testing.T) {
	c := chain(t, func(in *Inputs) {
		siteNamed(in, "near").Neighbors = []string{"mid", "far"}
		in.Scenario.Horizon = 20
		in.Inventory.Elements = append(in.Inventory.Elements, inventory.Element{ID: "bsc", Site: "mid", Domain: "ran", Role: "controller",
			Vendor: "Huawei", Model: "BSC6900", Quantity: 1, Uplinks: []string{"mid-rtr"}})
	})
	cut := func(start int) []playedActivity { return []playedActivity{at("cutover", start, 1, 2, 1)} }
	r := replayOf(t, c, map[string][]playedActivity{
		"near-bbu": cut(3), "mid-bbu": cut(8), "alone-bbu": cut(0), "bsc": cut(11), "near-rtr": cut(0), "mid-rtr": cut(1),
	})
	slices.Reverse(r.played) // a plan has them in any order
	// near moves by 5, mid by 10, far stays to the horizon.
	if got := r.borders(); got != 5+15 {
		t.Errorf("borders for %d periods, want 20", got)
	}
	if got := r.totals(nil, nil).BorderPeriods; got != 20 {
		t.Errorf("in the totals for %d", got)
	}
	// Gear of one package at two sites has one border with a neighbour of both.
	c = chain(t, func(in *Inputs) {
		siteNamed(in, "near").Neighbors = []string{"mid", "far"}
		elementNamed(in, "far-bbu").CoupledWith = []string{"mid-bbu"}
	})
	if got := replayOf(t, c, map[string][]playedActivity{"near-bbu": cut(3), "mid-bbu": cut(8)}).borders(); got != 5 {
		t.Errorf("one package at two sites: borders for %d periods, want 5", got)
	}
	if got := (&played{}).completion(7); got != 7 {
		t.Errorf("what stays is complete in %d", got)
	}
}

// What costs a cent is spent, what costs nothing is no event; claims are made in the order of the case, whatever that of the plan.
func TestAccount(t *testing.T) {
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		in.Scenario.Estimate.Network = []scenario.NetworkItem{{Item: "training-course", Quantity: cost.One, Tag: cost.Replacement, On: in.Scenario.Start.AddDays(20)}}
	})
	a, b, free := at("install", 1, 1, 1, 0), at("cutover", 3, 20, 4, 0), at("remove", 8, 1, 1, 0)
	a.step.Payments = []Payment{{Spend: 1}}
	b.step.Payments = []Payment{{Milestone: cost.AtStart, Spend: 20, Eligible: 7}, {Milestone: cost.AtAcceptance, Last: true, Spend: 5, Eligible: 5}}
	r := replayOf(t, c, map[string][]playedActivity{"mill-bbu": {a, b, free}, "ford-bbu": {a}})
	slices.Reverse(r.played)
	course := c.Network[0].Total
	want := []cost.Event{
		{Period: 2, Spend: course, Application: "A1"},
		{Period: 1, Spend: 1, Application: "A1"},
		{Period: 1, Spend: 1, Application: "A1"}, {Period: 3, Spend: 20, Eligible: 7, Application: "A1"}, {Period: 6, Spend: 5, Eligible: 5, Application: "A1"},
	}
	got := r.account().Events
	want[0].Eligible = got[0].Eligible // the programme's rules have tests of their own
	if diff := cmp.Diff(want, got); diff != "" || course == 0 {
		t.Error(diff)
	}
}
