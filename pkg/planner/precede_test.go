package planner

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// index finds a package of a case.
func (c *Case) index(t *testing.T, id string) int {
	t.Helper()
	i := slices.IndexFunc(c.Packages, func(p Package) bool { return p.ID == id })
	if i < 0 {
		t.Fatalf("there is no package %q", id)
	}
	return i
}

// ids names packages.
func (c *Case) ids(packages []int) []string {
	out := []string{}
	for _, i := range packages {
		out = append(out, c.Packages[i].ID)
	}
	return out
}

// methodsBut are the methods without some of them.
func methodsBut(in *Inputs, ids ...string) {
	in.Products.Methods = slices.DeleteFunc(slices.Clone(in.Products.Methods), func(m products.Method) bool { return slices.Contains(ids, m.ID) })
}

// nobody knows old generations only: then controllers may go for good.
func withoutOnly(in *Inputs) {
	for i := range in.Inventory.Sites {
		in.Inventory.Sites[i].Only = nil
	}
}

// mustAlter is alteredCase where nothing goes wrong.
func mustAlter(t *testing.T, dir string, alter func(*Inputs)) *Case {
	t.Helper()
	c, err := alteredCase(t, dir, alter)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What others need stays until they have moved; its successor is awaited only where there is one; and what can only be done in
// place is not kept.
func TestWhoKeepsAController(t *testing.T) {
	sites := []string{"mill-bbu", "ford-bbu", "pass-bbu"}
	tooShort := func(in *Inputs) { // a window that holds the outage of the work in place, and not the longer one of an overlay
		in.Scenario.Outage.Windows = []scenario.Window{{From: 0, To: 180}}
		in.Scenario.Outage.OutsideWindows = "forbid"
		in.Products.Methods = slices.Clone(in.Products.Methods)
		for i := range in.Products.Methods {
			m := &in.Products.Methods[i]
			m.Steps = slices.Clone(m.Steps)
			for k := range m.Steps {
				switch {
				case m.ID == "ran-controller-overlay" && m.Steps[k].Kind == "cutover":
					m.Steps[k].OutageHours = 4
				case m.Steps[k].OutageHours > 0:
					m.Steps[k].OutageHours = 2
				}
			}
		}
	}
	for _, tt := range []struct {
		name        string
		alter       func(*Inputs)
		kept, first bool
	}{
		{"built anew", func(*Inputs) {}, true, true},
		{"either way", withoutOnly, true, true},
		{"for good only", func(in *Inputs) {
			withoutOnly(in)
			methodsBut(in, "ran-controller-overlay", "ran-overlay")
			in.Products.Methods = append(in.Products.Methods, products.Method{ID: "bbu", Kind: "overlay", Domains: []string{"ran"}, Roles: []string{"baseband"},
				Steps: []products.Step{{Kind: "install", Days: 1}, {Kind: "cutover", Days: 1, OutageHours: 1}}})
		}, true, false},
		{"in place only", func(in *Inputs) { siteNamed(in, "town").Space = &inventory.Space{Free: 1, Needed: 2} }, false, false},
		{"no window holds an overlay", tooShort, false, false},
		{"no window holds an overlay, and it can be retired", func(in *Inputs) { withoutOnly(in); tooShort(in) }, true, false},
		{"they hand on to it", func(in *Inputs) {
			for _, id := range sites {
				e := elementNamed(in, id)
				e.Uplinks, e.Needs = append(e.Uplinks, "town-bsc"), nil
			}
		}, true, true},
	} {
		c := mustAlter(t, sample("controller-2g"), tt.alter)
		o := c.frame(c.In.Scenario).order
		bsc := c.index(t, "town-bsc")
		want := []string{}
		if tt.kept {
			want = sites
		}
		if got := c.ids(o.after[bsc]); !slices.Equal(got, want) {
			t.Errorf("%s: the controller goes after %v", tt.name, got)
		}
		for _, id := range sites {
			if got := slices.Contains(o.newFirst[c.index(t, id)], bsc); got != tt.first {
				t.Errorf("%s: %s waits for the new controller: %v", tt.name, id, got)
			}
		}
	}
}

// A part of the core that another one needs goes after it, and the radios wait for its successor only.
func TestCoreThatIsNeeded(t *testing.T) {
	need := func(in *Inputs, id, on string) {
		e := elementNamed(in, id)
		e.Needs = append(e.Needs, inventory.Need{On: []string{on}})
	}
	c := mustAlter(t, firstLook(), func(in *Inputs) { need(in, "cedar-core-1", "cedar-hss") })
	o := c.frame(c.In.Scenario).order
	for _, tt := range []struct {
		id           string
		after, first []string
	}{
		{"cedar-hss", []string{"cedar-core-1"}, []string{}},
		{"cedar-core-1", []string{}, []string{"cedar-hss"}},
		{"cedar-core-2", []string{}, []string{}},
		{"mill-bbu", []string{"cedar-core-1", "cedar-core-2", "mill-csr"}, []string{"cedar-hss"}},
		{"birch-rtr", []string{}, []string{}},
	} {
		i := c.index(t, tt.id)
		if diff := cmp.Diff([][]string{tt.after, tt.first}, [][]string{c.ids(o.after[i]), c.ids(o.newFirst[i])}); diff != "" {
			t.Errorf("%s: %s", tt.id, diff)
		}
	}
	// Gear of one package that needs other gear of it waits for nothing.
	c = mustAlter(t, firstLook(), func(in *Inputs) {
		need(in, "cedar-core-1", "cedar-hss")
		elementNamed(in, "cedar-hss").CoupledWith = []string{"cedar-core-1"}
	})
	o = c.frame(c.In.Scenario).order
	i, mill := c.index(t, "cedar-core-1"), c.index(t, "mill-bbu")
	if len(o.after[i]) > 0 || len(o.newFirst[i]) > 0 || !slices.Contains(o.after[mill], i) || len(o.newFirst[mill]) > 0 {
		t.Errorf("a core that needs a part of itself: %+v", o)
	}
}

// A part of the core that goes for good has no new gear that anybody could wait for.
func TestCoreThatGoesForGood(t *testing.T) {
	c := mustAlter(t, sample("controller-2g"), func(in *Inputs) {
		withoutOnly(in)
		methodsBut(in, "core-system-overlay")
		for i := range in.Products.Methods {
			if m := &in.Products.Methods[i]; m.ID == "ran-controller-retire" {
				m.Domains = []string{"core"}
			}
		}
		elementNamed(in, "town-bsc").Domain = "core"
	})
	o := c.frame(c.In.Scenario).order
	bsc, mill := c.index(t, "town-bsc"), c.index(t, "mill-bbu")
	if len(o.after[bsc]) != 3 || len(o.after[mill]) > 0 || len(o.newFirst[mill]) > 0 {
		t.Errorf("the controller goes after %v, mill after %v and new gear of %v", c.ids(o.after[bsc]), c.ids(o.after[mill]), c.ids(o.newFirst[mill]))
	}
}

// A hub comes before what hangs on it; the scenario is asked only where both are transport.
func TestOrderHub(t *testing.T) {
	c := &Case{Packages: []Package{{}, {}}}
	for _, hub := range []string{"transport", "ran", "access", "support"} {
		for _, tail := range []string{"transport", "ran", "access", "support"} {
			for _, word := range scenario.HubWords {
				c.Packages[0].Domain, c.Packages[1].Domain = hub, tail
				m := &model{c: c, s: &scenario.Scenario{Order: scenario.Order{Hubs: word}}}
				o := order{after: make([][]int, 2)}
				m.orderHub(&o, 0, 1)
				want := [][]int{nil, {0}}
				if hub == "transport" && tail == "transport" {
					want = map[string][][]int{"free": {nil, nil}, "first": {nil, {0}}, "last": {{1}, nil}}[word]
				}
				if diff := cmp.Diff(want, o.after); diff != "" {
					t.Errorf("%s behind %s, hubs %s: %s", tail, hub, word, diff)
				}
			}
		}
	}
}

func TestNeedsCore(t *testing.T) {
	for _, domain := range inventory.Domains {
		if got, want := needsCore(&Package{Domain: domain}), domain == "ran" || domain == "access"; got != want {
			t.Errorf("%s waits for the core: %v", domain, got)
		}
	}
}

// The hub of an element is the nearest one in another package, over its own and over clean gear.
func TestHubOf(t *testing.T) {
	c := loadCase(t, firstLook())
	for id, want := range map[string]string{
		"lookout-bbu": "birch-mw", "saddle-bbu": "birch-mw", "saddle-mw": "birch-rtr", "birch-mw": "birch-rtr", "birch-bbu": "birch-rtr",
		"mill-bbu": "mill-csr", "birch-rtr": "", "cedar-core-1": "",
	} {
		got := ""
		if hub := c.hubOf(c.elements[id]); hub >= 0 {
			got = c.Packages[hub].ID
		}
		if got != want {
			t.Errorf("%s hangs on %q, want %q", id, got, want)
		}
	}
}

// A hub that is needed by what hangs on it stays for that. A core is no hub: what waits for it is said apart.
func TestHubsThatAreNone(t *testing.T) {
	c := mustAlter(t, firstLook(), func(in *Inputs) {
		elementNamed(in, "mill-bbu").Needs = []inventory.Need{{On: []string{"mill-csr"}}}
	})
	o := c.frame(c.In.Scenario).order
	csr, bbu := c.index(t, "mill-csr"), c.index(t, "mill-bbu")
	if !slices.Equal(o.after[csr], []int{bbu}) || slices.Contains(o.after[bbu], csr) || !slices.Equal(o.newFirst[bbu], []int{csr}) {
		t.Errorf("mill-csr after %v, mill-bbu after %v and new gear of %v", c.ids(o.after[csr]), c.ids(o.after[bbu]), c.ids(o.newFirst[bbu]))
	}
	c = mustAlter(t, firstLook(), func(in *Inputs) { // one core, that everything goes through
		in.Inventory.Elements = slices.DeleteFunc(in.Inventory.Elements, func(e inventory.Element) bool { return e.ID == "cedar-core-2" })
		for _, id := range []string{"cedar-hss", "cedar-rtr"} {
			elementNamed(in, id).Uplinks = []string{"cedar-core-1"}
		}
	})
	if hub := c.hubOf(c.elements["mill-csr"]); hub != c.index(t, "cedar-core-1") {
		t.Fatalf("mill-csr hangs on %d: the test is too easy", hub)
	}
	o = c.frame(c.In.Scenario).order
	if got := c.ids(o.after[c.index(t, "mill-csr")]); len(got) > 0 {
		t.Errorf("the router at mill goes after %v", got)
	}
	if got := c.ids(o.after[c.index(t, "mill-bbu")]); !slices.Equal(got, []string{"cedar-core-1", "cedar-hss", "mill-csr"}) {
		t.Errorf("mill goes after %v", got)
	}
}

// Gear above a hub that is coupled with gear below it goes neither before nor after it, and there is a plan. All other orders
// stand.
func TestOrdersInACircle(t *testing.T) {
	c := mustAlter(t, firstLook(), func(in *Inputs) {
		in.Scenario.Order.Hubs = "first"
		elementNamed(in, "lookout-mw").CoupledWith = append(elementNamed(in, "lookout-mw").CoupledWith, "birch-rtr")
	})
	o := c.frame(c.In.Scenario).order
	above, hop := c.index(t, "birch-rtr"), c.index(t, "birch-mw")
	if slices.Contains(o.after[above], hop) || slices.Contains(o.after[hop], above) {
		t.Errorf("birch-rtr after %v, birch-mw after %v", c.ids(o.after[above]), c.ids(o.after[hop]))
	}
	for _, id := range []string{"saddle-bbu", "birch-bbu"} {
		if got := o.after[c.index(t, id)]; !slices.Contains(got, above) && !slices.Contains(got, hop) {
			t.Errorf("%s after %v", id, c.ids(got))
		}
	}
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	if err := schedule.Validate(&m.problem); err != nil {
		t.Error(err)
	}
	planOf(t, c)
}
