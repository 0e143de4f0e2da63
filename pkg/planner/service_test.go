package planner

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/schedule"
)

func sample(name string) string { return filepath.Join("..", "..", "testdata", name) }

// planned finds a package of a plan.
func (p *Plan) find(t *testing.T, id string) *PlannedPackage {
	t.Helper()
	i := slices.IndexFunc(p.Packages, func(w PlannedPackage) bool { return w.ID == id })
	if i < 0 {
		t.Fatalf("the plan has no package %q", id)
	}
	return &p.Packages[i]
}

// additive counts each package for itself, as a spreadsheet does.
type additive struct{ *outageLimit }

func (a additive) Allowed(_ int, set []schedule.Running) bool {
	subscribers, sites := 0, 0
	for _, r := range set {
		if class := a.class(r); class >= 0 {
			p := &a.c.Packages[a.classes[class].pkg]
			subscribers += p.Lost
			sites += len(p.LostSites)
		}
	}
	return subscribers <= a.subscribers && sites <= a.sites
}

// On a ring every hop is harmless alone. Counted jointly no two are ever off that cut off more than one town; counted one
// by one all could go at once, and half the ring would be cut off.
func TestRingOfSix(t *testing.T) {
	c := loadCase(t, sample("ring-of-six"))
	for i := range c.Packages {
		if c.Packages[i].Lost != 0 {
			t.Fatalf("package %s alone cuts off %d", c.Packages[i].ID, c.Packages[i].Lost)
		}
	}
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	solve := func(m *model) (finish int64, worst lostService) {
		sol, err := schedule.Solve(context.Background(), m.problem, schedule.Options{Effort: testEffort})
		if err != nil || sol.Status != schedule.Optimal {
			t.Fatalf("status %v, %v", sol.Status, err)
		}
		r := m.replay(sol)
		for period := range m.s.Horizon {
			for _, packages := range r.moments(r.off(period)) {
				if lost := c.walkLost(c.offElements(packages)); len(lost.sites) > len(worst.sites) {
					worst = lost
				}
			}
		}
		return sol.Values[0], worst
	}
	together, worst := solve(m)
	if len(worst.sites) > 1 {
		t.Errorf("counted jointly, %d towns are cut off at once", len(worst.sites))
	}
	limit, ok := m.problem.Overlap.(*outageLimit)
	if !ok {
		t.Fatal("no outage limit")
	}
	m.problem.Overlap = additive{limit}
	alone, worst := solve(m)
	if alone >= together || len(worst.sites) < 3 {
		t.Errorf("counted one by one the plan ends in period %d with %d towns cut off, jointly in %d", alone, len(worst.sites), together)
	}
	t.Logf("jointly: %d weeks, at most 1 town; one by one: %d weeks, %d towns", together, alone, len(worst.sites))
}

// The only 911 coverage moves in its quiet window and never with its neighbour, though neighbours may go together.
func TestSoleEmergency(t *testing.T) {
	for dir, id := range map[string][3]string{
		"sole-911":         {"ridge-bbu", "ford-bbu", "outage.sole_emergency"},
		"roaming-critical": {"pass-bbu", "bend-bbu", "outage.roaming_critical"},
	} {
		c := loadCase(t, sample(dir))
		p := planOf(t, c)
		one, other := p.find(t, id[0]).Cutover(), p.find(t, id[1]).Cutover()
		if one.Start == other.Start {
			t.Errorf("%s: both move on %s", dir, one.Start)
		}
		if dir == "sole-911" && !slices.Equal(one.Windows, []string{"sun 02:00-06:00"}) {
			t.Errorf("%s: moves in %v", dir, one.Windows)
		}
		// Without the guard they go together.
		free := loadCase(t, sample(dir), id[2]+"=any")
		q := planOf(t, free)
		if a, b := q.find(t, id[0]).Cutover(), q.find(t, id[1]).Cutover(); a.Start != b.Start {
			t.Errorf("%s: without the guard they move on %s and %s", dir, a.Start, b.Start)
		}
		// A plan in which they do is refused, by name.
		a, b := p.find(t, id[0]), p.find(t, id[1])
		*a.Cutover() = *b.Cutover()
		if v := Verify(c, p); !slices.ContainsFunc(v, func(v Violation) bool {
			return v.Limit == "outage.neighbors" && strings.Contains(v.Text, "must have its neighbour")
		}) {
			t.Errorf("%s: both at once: %v", dir, v)
		}
	}
}

// All others wait for the pilot's test and the days after it.
func TestPilot(t *testing.T) {
	c := loadCase(t, sample("pilot-cluster"))
	p := planOf(t, c)
	i := slices.IndexFunc(p.Tests, func(test PlannedTest) bool { return test.Cluster == "north" })
	if i < 0 || len(p.Tests) != 2 {
		t.Fatalf("tests %+v", p.Tests)
	}
	for j := range p.Packages {
		w := &p.Packages[j]
		switch start := w.Cutover().Start; {
		case w.Cluster == "north" && !w.Cutover().Finish.Before(p.Tests[i].Start):
			t.Errorf("%s moves by %s, after the test of its cluster begins", w.ID, w.Cutover().Finish)
		case w.Cluster == "south" && start.Sub(p.Tests[i].Finish) <= 14:
			t.Errorf("%s moves on %s, the pilot is tested by %s", w.ID, start, p.Tests[i].Finish)
		}
	}
	south := loadCase(t, sample("pilot-cluster"), "order.pilot=none")
	if q := planOf(t, south); q.Objectives[0].Value >= p.Objectives[0].Value {
		t.Errorf("without a pilot the exposure is %d, with one %d", q.Objectives[0].Value, p.Objectives[0].Value)
	}
	p.Tests[i].Start = p.Tests[i].Start.AddDays(-7)
	p.Tests[i].Finish = p.Tests[i].Finish.AddDays(-7)
	if v := Verify(c, p); !slices.ContainsFunc(v, func(v Violation) bool { return v.Limit == "tests" && strings.Contains(v.Text, "has moved on") }) {
		t.Errorf("a test a week too early: %v", v)
	}
}

// A controller stays until the last site that needs it has moved, and its successor is there before the first does.
func TestController(t *testing.T) {
	c := loadCase(t, sample("controller-2g"))
	p := planOf(t, c)
	bsc := p.find(t, "town-bsc")
	for _, id := range []string{"mill-bbu", "ford-bbu", "pass-bbu"} {
		cut := p.find(t, id).Cutover()
		if !cut.Finish.Before(bsc.Cutover().Start) || !bsc.Activity("install").Finish.Before(cut.Start) {
			t.Errorf("%s moves from %s to %s; the new controller is in place on %s, the old one goes on %s",
				id, cut.Start, cut.Finish, bsc.Activity("install").Finish, bsc.Cutover().Start)
		}
	}
	// Where nobody knows 2G only, it may go without a successor, last of all.
	for i := range c.In.Inventory.Sites {
		c.In.Inventory.Sites[i].Only = nil
	}
	again, err := NewCase(c.In)
	if err != nil {
		t.Fatal(err)
	}
	q := planOf(t, again)
	bsc = q.find(t, "town-bsc")
	if bsc.Method != "retire" {
		t.Errorf("the controller is done by %s", bsc.Option)
	}
	for i := range q.Packages {
		if w := &q.Packages[i]; w != bsc && !w.Cutover().Finish.Before(bsc.Cutover().Start) {
			t.Errorf("%s moves by %s, the controller goes on %s", w.ID, w.Cutover().Finish, bsc.Cutover().Start)
		}
	}
}

// Where the tower or the room does not carry both, gear goes out first; nowhere else.
func TestFullTower(t *testing.T) {
	c := loadCase(t, sample("full-tower"))
	p := planOf(t, c)
	for id, want := range map[string]string{"butte-bbu": "in-place", "creek-bbu": "in-place", "mill-bbu": "overlay"} {
		if got := p.find(t, id).Method; got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	for id, want := range map[string]string{
		"butte-bbu": "the tower at butte would bear 109.5 % of 100 %: 88 % today and 21.5 % of new gear",
		"creek-bbu": "there is no room at creek: 6 rack units needed, 4 free",
		"mill-bbu":  "in-place is not allowed by in_place",
	} {
		if got := strings.Join(c.Reasons(id), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: %s", id, got)
		}
	}
}

// Where packages may be left, what they need is left with them: the old controller cannot go from under sites that stay.
func TestWhatIsNeededIsDeferredToo(t *testing.T) {
	c := loadCase(t, sample("controller-2g"), "deferral=true", "horizon=37")
	p := planOf(t, c)
	var sites []string
	for _, w := range p.Packages {
		if w.Domain == "ran" && w.ID != "town-bsc" && w.Deferred() {
			sites = append(sites, w.ID)
		}
	}
	if len(sites) == 0 || !p.find(t, "town-bsc").Deferred() {
		t.Fatalf("deferred sites %v, the controller by %s", sites, p.find(t, "town-bsc").Method)
	}
	full := planOf(t, loadCase(t, sample("controller-2g"), "deferral=true"))
	if full.Totals.Deferred != 0 {
		t.Fatalf("%d deferred where there is time for all", full.Totals.Deferred)
	}
	w := full.find(t, "mill-bbu")
	w.Method, w.Option, w.Activities = "defer", "defer", nil
	v := Verify(loadCase(t, sample("controller-2g"), "deferral=true"), full)
	if !slices.ContainsFunc(v, func(v Violation) bool { return v.Limit == "order" && strings.Contains(v.Text, "which needs it, stays") }) {
		t.Errorf("the controller goes from under a site that stays: %v", v)
	}
}

// The pilot is done where not all can be: the rest waits for it.
func TestPilotIsNotDeferred(t *testing.T) {
	c := loadCase(t, sample("pilot-cluster"), "deferral=true")
	s := c.In.Scenario
	s.Unlimited = false
	s.Funding = cost.Funding{Released: []cost.Release{{On: s.Start, Amount: 750_000_00}}}
	p := planOf(t, c)
	if p.Totals.Deferred == 0 {
		t.Fatal("there is money for all")
	}
	for _, w := range p.Packages {
		if w.Cluster == "north" && w.Deferred() {
			t.Errorf("%s of the pilot is deferred", w.ID)
		}
	}
	w := p.find(t, "north-1-bbu")
	w.Method, w.Option, w.Activities = "defer", "defer", nil
	if v := Verify(c, p); !slices.ContainsFunc(v, func(v Violation) bool { return v.Limit == "order.pilot" }) {
		t.Errorf("a pilot that stays: %v", v)
	}
}
