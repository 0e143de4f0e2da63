package planner

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// Whether steps may be off in one period is what a walk over the inventory says of every moment at which their windows meet.
func TestOverlapAgreesWithTheWalk(t *testing.T) {
	yes, subscribers, sites, near, otherNights := 0, 0, 0, 0, 0
	for seed := range uint64(trials.Of(t, 12)) {
		r := rand.New(rand.NewPCG(seed, 8))
		inv := synth.Operator(synth.Options{Sites: 10 + r.IntN(20), Seed: seed})
		if seed%2 == 0 {
			withNeeds(r, inv)
		}
		for i := range inv.Sites {
			inv.Sites[i].Region = []string{"north", "south"}[i%2]
			inv.Sites[i].Neighbors = []string{inv.Sites[(i+3)%len(inv.Sites)].ID, inv.Sites[(i+5)%len(inv.Sites)].ID}
		}
		c := caseOf(t, inv)
		s := c.In.Scenario.Clone()
		s.InPlace, s.Outage.SoleEmergency, s.Outage.RoamingCritical = "allowed", "any", "any"
		s.Outage.Neighbors = scenario.NeighborWords[seed/2%2]
		s.Outage.Subscribers, s.Outage.Sites = nil, nil
		most, fewest := c.total, len(inv.Sites)
		if seed%3 > 0 {
			most = c.total / 8
			s.Outage.Subscribers = &scenario.Share{Count: most}
		}
		if seed%3 < 2 {
			fewest = 3
			s.Outage.Sites = &fewest
		}
		if seed%4 > 0 {
			s.Outage.Windows = []scenario.Window{
				{From: 0, To: 300, Days: []string{"mon"}, Regions: []string{"north"}}, {From: 0, To: 300, Days: []string{"wed"}, Regions: []string{"south"}},
				{From: 120, To: 360, Days: []string{"wed", "fri"}, Work: []string{"core"}},
			}
		}
		m, err := c.build(s)
		if err != nil {
			t.Fatal(err)
		}
		l := newOutageLimit(m)
		rep, covers := &replay{c: c, s: s, m: m}, l.Covers()
		for range 150 {
			var set []schedule.Running
			var off []outage
			for range 1 + r.IntN(5) {
				p := r.IntN(len(c.Packages))
				kind := []string{"install", "cutover"}[r.IntN(2)]
				activity := m.steps[p][slices.Index(stepKinds, kind)]
				if activity < 0 {
					continue
				}
				x := schedule.Running{Activity: activity, Mode: r.IntN(len(m.options[p]))}
				set = append(set, x)
				if step := c.Packages[p].Options[m.options[p][x.Mode]].step(kind); step != nil && step.OutageHours > 0 {
					off = append(off, outage{p, 1, m.windows.of(&c.Packages[p], step)})
				}
			}
			want, everything := true, []int{}
			for _, packages := range rep.moments(off) {
				lost := c.walkLost(c.offElements(packages))
				_, _, why := m.tooNear(slices.Compact(slices.Sorted(slices.Values(packages))))
				switch {
				case why != "":
					near++
				case lost.subscribers > most:
					subscribers++
				case len(lost.sites) > fewest:
					sites++
				default:
					continue
				}
				want = false
			}
			if got := l.Allowed(0, set); got != want {
				t.Fatalf("seed %d, %v off together: allowed %v, the walk says %v", seed, off, got, want)
			}
			for _, x := range off {
				everything = append(everything, x.pkg)
			}
			if lost := c.walkLost(c.offElements(everything)); want && (lost.subscribers > most || len(lost.sites) > fewest) {
				otherNights++
			}
			if want {
				yes++
				for _, cover := range covers {
					if sum := taken(cover, set); sum > cover.Capacity[0] {
						t.Fatalf("seed %d, %v: allowed, and its cover weighs %d of %d", seed, off, sum, cover.Capacity[0])
					}
				}
			}
		}
	}
	if !trials.Raced && (yes < 300 || subscribers < 100 || sites < 100 || near < 20 || otherNights < 10) {
		t.Errorf("%d allowed, %d of them on other nights; %d for subscribers, %d for sites, %d for neighbours not: the test is too easy", yes, otherNights, subscribers, sites, near)
	}
}

// taken is what a set takes away in a cover.
func taken(cover schedule.Cover, set []schedule.Running) (sum int64) {
	seen := map[int]bool{}
	for _, x := range set {
		for _, item := range cover.Takes(x) {
			if !seen[item] {
				seen[item] = true
				sum += cover.Weights[item]
			}
		}
	}
	return sum
}

// The limit is there where anything is limited, by whatever field, and says in numbers what it can.
func TestOverlapBinds(t *testing.T) {
	one := 1
	for _, tt := range []struct {
		name  string
		alter func(s *scenario.Scenario)
		binds bool
		most  [2]int64
	}{
		{"nothing", func(*scenario.Scenario) {}, false, [2]int64{1500, 4}},
		{"subscribers", func(s *scenario.Scenario) { s.Outage.Subscribers = &scenario.Share{Count: 1499} }, true, [2]int64{1499, 4}},
		{"all subscribers", func(s *scenario.Scenario) { s.Outage.Subscribers = &scenario.Share{Count: 1500} }, false, [2]int64{1500, 4}},
		{"sites", func(s *scenario.Scenario) { s.Outage.Sites = &one }, true, [2]int64{1500, 1}},
		{"neighbours", func(s *scenario.Scenario) { s.Outage.Neighbors = "apart" }, true, [2]int64{1500, 4}},
	} {
		c := loadCase(t, sample("sole-911"), "outage.sole_emergency=any", "outage.windows=none")
		tt.alter(c.In.Scenario)
		m, err := c.build(c.In.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.problem.Overlap != nil; got != tt.binds {
			t.Errorf("%s: limited: %v", tt.name, got)
		}
		l := newOutageLimit(m)
		covers := l.Covers()
		if len(covers) != 2 || covers[0].Capacity[0] != tt.most[0] || covers[1].Capacity[59] != tt.most[1] {
			t.Fatalf("%s: covers %+v", tt.name, covers)
		}
		set := func(kind string, ids ...string) (out []schedule.Running) {
			for _, id := range ids {
				out = append(out, schedule.Running{Activity: m.steps[c.index(t, id)][slices.Index(stepKinds, kind)]})
			}
			return out
		}
		if all := set("cutover", "ridge-bbu", "ford-bbu", "mill-bbu", "ford-bbu"); taken(covers[0], all) != 1500 || taken(covers[1], all) != 3 {
			t.Errorf("%s: all take %d subscribers and %d sites", tt.name, taken(covers[0], all), taken(covers[1], all))
		}
		if work := set("install", "ridge-bbu", "ford-bbu", "mill-bbu"); taken(covers[0], work) != 0 || !l.Allowed(0, work) {
			t.Errorf("%s: work beside the old gear takes something off", tt.name)
		}
	}
}

// Devices that know one generation only are lost with it, and no site is: by hand, for what is off in windows of its own.
func TestOverlapOfGenerations(t *testing.T) {
	c := mustAlter(t, sample("controller-2g"), func(in *Inputs) {
		in.Scenario.Outage.Subscribers = &scenario.Share{Count: 1000}
		in.Scenario.Outage.Windows = []scenario.Window{
			{From: 0, To: 300, Days: []string{"mon"}, Work: []string{"core"}}, {From: 0, To: 300, Days: []string{"mon", "tue"}, Work: []string{"ip"}},
		}
		siteNamed(in, "ford").Only = []inventory.Only{{Generation: "2g", Subscribers: 5}}
	})
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	l := newOutageLimit(m)
	cut := func(ids ...string) (out []schedule.Running) {
		for _, id := range ids {
			out = append(out, schedule.Running{Activity: m.cutover(c.index(t, id))})
		}
		return out
	}
	for _, tt := range []struct {
		name               string
		set                []schedule.Running
		subscribers, sites int64 // at the one moment that counts
		allowed            bool
	}{
		{"the controller", cut("town-bsc"), 65, 0, true},
		{"a site", cut("mill-bbu"), 1000, 1, true},
		{"a site and the controller", cut("mill-bbu", "town-bsc"), 1005, 1, false},
		{"another and the controller", cut("ford-bbu", "town-bsc"), 760, 1, true},
		{"two sites", cut("ford-bbu", "pass-bbu"), 1100, 2, false},
	} {
		covers := l.Covers()
		if len(covers) != 2 {
			t.Fatalf("%d covers", len(covers))
		}
		if got := [2]int64{taken(covers[0], tt.set), taken(covers[1], tt.set)}; got != [2]int64{tt.subscribers, tt.sites} || l.Allowed(0, tt.set) != tt.allowed {
			t.Errorf("%s: %d subscribers and %d sites, allowed %v", tt.name, got[0], got[1], l.Allowed(0, tt.set))
		}
	}
}
