package planner

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

func synthCase(t *testing.T, sites int, seed uint64) *Case {
	t.Helper()
	return caseOf(t, synth.Operator(synth.Options{Sites: sites, Seed: seed}))
}

func caseOf(t *testing.T, inv *inventory.Inventory) *Case {
	t.Helper()
	base := loadCase(t, firstLook())
	base.In.Inventory = inv
	base.In.Scenario.Terms = nil
	c, err := NewCase(base.In)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What a plan is verified with and what the search asks were written apart: they must agree on any set.
func TestWalkAgreesWithTheNetwork(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	sets := 0
	yes := true
	n := trials.Of(t, 112)
	for i := range n {
		seed := uint64(i * 112 / n)
		var c *Case
		switch {
		case seed < 12:
			c = synthCase(t, 10+int(seed)*6, seed)
		default: // every shape, and here and there a cell that delivers by itself
			inv := synth.Random(seed)
			for i := range inv.Elements {
				if inv.Elements[i].Domain == "ran" && rng.IntN(20) == 0 {
					inv.Elements[i].Gateway = &yes
				}
			}
			c = caseOf(t, inv)
		}
		for range 40 {
			off := make([]int, rng.IntN(min(12, len(c.In.Inventory.Elements))))
			for i := range off {
				off[i] = rng.IntN(len(c.In.Inventory.Elements))
			}
			got := c.walkLost(off)
			loss, sites := c.Net.Impact(off)
			if got.subscribers != loss.Subscribers || !slices.Equal(got.sites, sites) {
				t.Fatalf("seed %d, off %v: walked %d at %v, network %d at %v", seed, off, got.subscribers, got.sites, loss.Subscribers, sites)
			}
			if got.subscribers > 0 {
				sets++
			}
		}
	}
	if sets < n {
		t.Errorf("only %d sets cut anybody off: the test is too easy", sets)
	}
}

func TestPackagesFollowCoupling(t *testing.T) {
	c := loadCase(t, firstLook())
	byID := map[string]*Package{}
	for i := range c.Packages {
		byID[c.Packages[i].ID] = &c.Packages[i]
	}
	ids := func(p *Package) []string {
		var out []string
		for _, e := range p.Elements {
			out = append(out, c.element(e).ID)
		}
		return out
	}
	if p := byID["birch-bbu"]; p == nil || !slices.Equal(ids(p), []string{"birch-bbu", "birch-rru"}) || p.Units != 7 || p.Domain != "ran" {
		t.Errorf("birch-bbu: %+v", p)
	}
	if p := byID["birch-mw"]; p == nil || len(p.Sites) != 2 {
		t.Errorf("the hop at birch must hold both ends: %+v", p)
	}
	if byID["depot-bbu"] != nil || byID["saddle-mw-out"] != nil {
		t.Error("clean gear became a package")
	}
	// Hubs before tails, the core before the radios.
	hubs := "first"
	after := func(id string) []string {
		s := c.In.Scenario.Clone()
		s.Order.Hubs = hubs
		order := c.frame(s).order
		var out []string
		for i := range c.Packages {
			if c.Packages[i].ID == id {
				for _, before := range order.after[i] {
					out = append(out, c.Packages[before].ID)
				}
			}
		}
		return out
	}
	if got := after("birch-mw"); !slices.Contains(got, "birch-rtr") {
		t.Errorf("birch-mw comes after %v", got)
	}
	hubs = "last"
	if got := after("birch-rtr"); !slices.Contains(got, "birch-mw") {
		t.Errorf("with hubs last, birch-rtr comes after %v", got)
	}
	hubs = "free"
	if got := slices.Concat(after("birch-mw"), after("birch-rtr")); slices.Contains(got, "birch-rtr") || slices.Contains(got, "birch-mw") {
		t.Errorf("with hubs free, transport gear comes after %v", got)
	}
	if got := after("lookout-bbu"); !slices.Contains(got, "cedar-core-1") || !slices.Contains(got, "birch-mw") {
		t.Errorf("lookout-bbu comes after %v", got)
	}
	// The only 911 coverage: Lookout itself, and every hub on its one path.
	for id, sole := range map[string]bool{"lookout-bbu": true, "birch-mw": true, "birch-rtr": true, "mill-bbu": false, "alder-rtr": false} {
		if byID[id].Sole != sole {
			t.Errorf("%s: sole %v, want %v", id, byID[id].Sole, sole)
		}
	}
}

// Orders that contradict each other are dropped, never handed to the engine as a circle.
func TestContradictingOrders(t *testing.T) {
	c := loadCase(t, firstLook())
	inv := c.In.Inventory
	// A proprietary link between what is above and what is below birch-rtr.
	for i := range inv.Elements {
		if inv.Elements[i].ID == "birch-mw" {
			inv.Elements[i].CoupledWith = append(inv.Elements[i].CoupledWith, "cedar-core-1", "cedar-core-2")
		}
	}
	again, err := NewCase(c.In)
	if err != nil {
		t.Fatal(err)
	}
	m, err := again.build(again.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	if err := schedule.Validate(&m.problem); err != nil {
		t.Error(err)
	}
}

func TestRetireOnlyWhatCarriesNothing(t *testing.T) {
	c := loadCase(t, firstLook())
	retire := products.Method{ID: "retire-any", Kind: "retire", Domains: inventory.Domains, Priority: 100, Steps: []products.Step{{Kind: "cutover", Days: 1}, {Kind: "remove", Days: 1}}}
	c.In.Products.Methods = append([]products.Method{retire}, c.In.Products.Methods...)
	c.In.Inventory.Elements = append(c.In.Inventory.Elements, inventory.Element{
		ID: "old-cell", Site: "mill", Domain: "ran", Role: "small-cell", Vendor: "Huawei", Model: "BTS3902", Quantity: 1,
	})
	again, err := NewCase(c.In)
	if err != nil {
		t.Fatal(err)
	}
	for i := range again.Packages {
		p := &again.Packages[i]
		can := slices.ContainsFunc(p.Options, func(o Option) bool { return o.Kind == "retire" })
		if can != (p.ID == "old-cell") {
			t.Errorf("package %s: may be retired: %v", p.ID, can)
		}
	}
}

func TestCalendar(t *testing.T) {
	c := loadCase(t, firstLook())
	s := c.In.Scenario
	cal := c.frame(s).cal
	var lookout *Package
	for i := range c.Packages {
		if c.Packages[i].ID == "lookout-bbu" {
			lookout = &c.Packages[i]
		}
	}
	tower := &Step{Kind: "install", Crews: []products.Crew{{Kind: "tower", Count: 1}}}
	cutover := &Step{Kind: "cutover", Crews: []products.Crew{{Kind: "ip", Count: 1}}}
	period := func(day string) int { return inventory.MustDate(day).Sub(s.Start) / 7 }
	closed := cal.closedPeriods(lookout, tower)
	for day, want := range map[string]bool{
		"2027-03-29": true, "2027-04-05": false, "2027-11-22": false, "2027-11-29": true, "2028-01-10": true, "2028-04-03": false,
	} {
		if closed[period(day)] != want {
			t.Errorf("tower work at lookout in the week of %s: closed %v, want %v", day, !want, want)
		}
	}
	frozen := cal.closedPeriods(lookout, cutover)
	if !frozen[period("2027-11-22")] || frozen[period("2027-11-29")] || !frozen[period("2027-12-27")] {
		t.Error("cutovers must rest over Thanksgiving and Christmas only")
	}
	if cal.periods(1) != 1 || cal.periods(7) != 1 || cal.periods(8) != 2 || cal.periods(0) != 0 {
		t.Error("days must be rounded up to whole weeks")
	}
	if due, why := cal.due(lookout); why != "term A1" || s.PeriodEnd(due-1).After(inventory.MustDate("2028-10-31")) || s.PeriodEnd(due).Before(inventory.MustDate("2028-10-31")) {
		t.Errorf("due %d %s", due, why)
	}
}

// A set that may be off together stays so when something is taken out of it, with windows or without.
func TestOutageLimitIsMonotone(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	c := synthCase(t, 60, 7)
	for _, windows := range [][]scenario.Window{nil, {
		{From: 0, To: 300, Days: []string{"mon", "tue"}},
		{From: 0, To: 300, Days: []string{"wed", "thu"}, Regions: []string{c.Packages[0].Site.Region}},
		{From: 22 * 60, To: 120, Days: []string{"tue"}, Work: []string{"cutover"}},
	}} {
		s := c.In.Scenario.Clone()
		s.Outage.Windows, s.InPlace = windows, "allowed"
		m, err := c.build(s)
		if err != nil {
			t.Fatal(err)
		}
		l := newOutageLimit(m)
		l.subscribers, l.sites = c.total/20, 4
		forbidden := 0
		for range 3000 {
			var set []schedule.Running
			for range 1 + rng.IntN(5) {
				p := rng.IntN(len(c.Packages))
				a := m.steps[p][1+rng.IntN(2)]
				set = append(set, schedule.Running{Activity: a, Mode: rng.IntN(len(m.options[p]))})
			}
			if l.Allowed(0, set) {
				for i := range set {
					if sub := slices.Delete(slices.Clone(set), i, i+1); !l.Allowed(0, sub) {
						t.Fatalf("%v is allowed, its subset %v is not", set, sub)
					}
				}
			} else {
				forbidden++
			}
		}
		if forbidden < 100 {
			t.Errorf("only %d sets forbidden: the test is too easy", forbidden)
		}
	}
}

func TestFaultsOfTheWhole(t *testing.T) {
	for dir, want := range map[string]string{
		"uplink-cycle":    "uplinks go in a circle",
		"no-gateway-path": "no path to any gateway",
	} {
		var r strict.Reader
		in := Load(&r, "../../testdata/broken/"+dir, nil)
		if err := r.Faults().Err(); err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		_, err := NewCase(in)
		faults, ok := err.(strict.Faults)
		if !ok || len(faults) == 0 || !strings.Contains(faults[0].Message, want) || faults[0].Pos.Line == 0 || faults[0].Hint == "" {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

// The short cuts of the set function never change its answer.
func TestOutageLimitIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	var yes, no, joint int
	for seed := range uint64(8) {
		inv := synth.Operator(synth.Options{Sites: 30 + 20*int(seed/2), Seed: seed})
		if seed%2 == 1 {
			withNeeds(rng, inv)
		}
		c := caseOf(t, inv)
		m, err := c.build(c.In.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		l := newOutageLimit(m)
		l.near = nil
		for range 1500 {
			l.subscribers, l.sites = 1+rng.IntN(c.total/3), 1+rng.IntN(12)
			var set, off []int
			sum := 0
			for range 1 + rng.IntN(7) {
				p := rng.IntN(len(c.Packages))
				set = append(set, p)
				off = append(off, c.Packages[p].Elements...)
				sum += c.Packages[p].Lost
			}
			loss := c.Net.Lost(off)
			want := loss.Subscribers <= l.subscribers && loss.Sites <= l.sites
			slices.Sort(set)
			set = slices.Compact(set)
			if got := l.together(set); got != want {
				t.Fatalf("seed %d, %v: allowed %v, but %+v are lost of %d subscribers and %d sites", seed, set, got, loss, l.subscribers, l.sites)
			}
			switch {
			case want:
				yes++
			default:
				no++
			}
			if loss.Subscribers > sum {
				joint++ // more than all of them alone: a ring was cut
			}
		}
	}
	if yes < 500 || no < 500 || joint < 20 {
		t.Errorf("%d allowed, %d not, %d cut more together than alone: the test is too easy", yes, no, joint)
	}
}
