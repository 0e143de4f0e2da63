package planner

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// withTest changes the test of clusters.
func withTest(in *Inputs, days, after int, crews ...products.Crew) {
	in.Products.Methods = slices.Clone(in.Products.Methods)
	for i := range in.Products.Methods {
		if m := &in.Products.Methods[i]; m.ID == "cluster-test" {
			m.Steps = []products.Step{{Kind: "test", Days: days, AfterDays: after, Crews: crews}}
		}
	}
}

// Radio packages are tested together by cluster, else by region, else all; controllers belong to none.
func TestClusters(t *testing.T) {
	got := func(c *Case) (out []string) {
		for _, cl := range c.clusters {
			var sites []string
			for _, s := range cl.sites {
				sites = append(sites, c.In.Inventory.Sites[s].ID)
			}
			out = append(out, cl.id+": "+strings.Join(c.ids(cl.packages), " ")+" at "+strings.Join(sites, " "))
			if cl.as.Site != c.Packages[cl.packages[0]].Site {
				t.Errorf("the test of %s is at %s", cl.id, cl.as.Site.ID)
			}
		}
		return out
	}
	c := loadCase(t, sample("pilot-cluster"))
	if diff := cmp.Diff([]string{"north: north-1-bbu north-2-bbu at north-1 north-2", "south: south-1-bbu south-2-bbu south-3-bbu at south-1 south-2 south-3"}, got(c)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"valley: birch-bbu mill-bbu at birch mill", "hills: ridge-bbu saddle-bbu lookout-bbu at north-ridge saddle lookout"}, got(loadCase(t, firstLook()))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"valley: mill-bbu ford-bbu pass-bbu at mill ford pass"}, got(loadCase(t, sample("controller-2g")))); diff != "" {
		t.Error(diff)
	}
	c = mustAlter(t, sample("sole-911"), func(in *Inputs) {
		for i := range in.Inventory.Sites {
			in.Inventory.Sites[i].Region = ""
		}
	})
	if diff := cmp.Diff([]string{": ridge-bbu ford-bbu mill-bbu at ridge ford mill"}, got(c)); diff != "" {
		t.Error(diff)
	}
	if name := c.clusters[0].as.ID; name != "test of all sites" {
		t.Errorf("the test is called %q", name)
	}
	if !slices.ContainsFunc(c.frame(c.In.Scenario).assumptions(), func(a Assumption) bool { return a.Field == "sites.cluster" }) {
		t.Error("that all sites are one cluster is not said")
	}
}

func TestPilotFaults(t *testing.T) {
	for _, tt := range []struct {
		pilot string
		alter func(in *Inputs)
		hint  string // "" where all is well
	}{
		{"north", func(*Inputs) {}, ""},
		{"east", func(*Inputs) {}, `clusters with covered radio gear are "north", "south"`},
		{"north", func(in *Inputs) {
			for i := range in.Inventory.Elements {
				in.Inventory.Elements[i].Vendor, in.Inventory.Elements[i].Model = "Nokia", ""
			}
		}, "no covered radio gear is there at all"},
	} {
		_, err := alteredCase(t, sample("pilot-cluster"), func(in *Inputs) {
			in.Scenario.Order.Pilot = &scenario.Pilot{Cluster: tt.pilot}
			tt.alter(in)
		})
		faults, _ := err.(strict.Faults)
		if (err != nil) != (tt.hint != "") || tt.hint != "" && (len(faults) != 1 || faults[0].Hint != tt.hint || faults[0].Pos.Line == 0 || !strings.Contains(faults[0].Message, "pilot \""+tt.pilot+"\"")) {
			t.Errorf("%s: %v, want %q", tt.pilot, err, tt.hint)
		}
	}
}

// Radio gear outside of the pilot cluster waits for it, but for what the pilot waits for itself: what it needs, and the new gear
// that it needs. Other gear does not wait.
func TestWhoWaitsForThePilot(t *testing.T) {
	for _, tt := range []struct {
		name  string
		alter func(in *Inputs)
		rest  []string
	}{
		{"the south", func(*Inputs) {}, []string{"south-1-bbu", "south-2-bbu", "south-3-bbu"}},
		{"no pilot", func(in *Inputs) { in.Scenario.Order.Pilot = nil }, nil},
		{"the north hangs on the south", func(in *Inputs) {
			elementNamed(in, "north-1-csr").Uplinks = []string{"south-1-bbu"}
			in.Inventory.Links = in.Inventory.Links[1:]
		},
			[]string{"south-2-bbu", "south-3-bbu"}},
		{"over another", func(in *Inputs) {
			elementNamed(in, "north-1-csr").Uplinks = []string{"south-1-bbu"}
			elementNamed(in, "south-1-csr").Uplinks = []string{"south-2-bbu"}
			in.Inventory.Links = slices.DeleteFunc(in.Inventory.Links, func(l inventory.Link) bool { return l.A == "north-1-csr" || l.A == "south-1-csr" })
		}, []string{"south-3-bbu"}},
		{"the north needs the south", func(in *Inputs) {
			elementNamed(in, "north-1-bbu").Needs = []inventory.Need{{On: []string{"south-1-bbu"}}} // its new gear first, its service last
		}, []string{"south-1-bbu", "south-2-bbu", "south-3-bbu"}},
		{"other covered gear", func(in *Inputs) {
			elementNamed(in, "south-1-csr").Vendor, elementNamed(in, "south-1-csr").Model = "Huawei", "NE40E"
			elementNamed(in, "town-core").Vendor, elementNamed(in, "town-core").Model = "Huawei", "UGW9811"
		}, []string{"south-1-bbu", "south-2-bbu", "south-3-bbu"}},
	} {
		c := mustAlter(t, sample("pilot-cluster"), tt.alter)
		var got []string
		for i, waits := range c.frame(c.In.Scenario).order.rest {
			if waits {
				got = append(got, c.Packages[i].ID)
			}
		}
		if !slices.Equal(got, tt.rest) {
			t.Errorf("%s: %v wait, want %v", tt.name, got, tt.rest)
		}
	}
}

// A test is work of its own: after the wait that the file states, as long as it takes, with its crews, in days on which its kind
// of work may be done, and it counts for all packages of its cluster.
func TestTestsAreScheduled(t *testing.T) {
	c := mustAlter(t, sample("pilot-cluster"), func(in *Inputs) {
		withTest(in, 9, 10, products.Crew{Kind: "ip", Count: 2}, products.Crew{Kind: "drive", Count: 1})
		in.Scenario.Blackouts = []scenario.Blackout{{From: inventory.MustDate("2027-06-08"), To: inventory.MustDate("2027-06-08"), Work: []string{"test"}}}
	})
	if !slices.Equal(c.crewKinds(), []string{"drive", "ip", "tower"}) {
		t.Errorf("crews %v", c.crewKinds())
	}
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	lags := func(from, to int) (waits []int) {
		for _, lag := range m.problem.Lags {
			if lag.From == from && lag.To == to {
				waits = append(waits, lag.Min)
			}
		}
		return waits
	}
	for n, want := range []int{2, 3} {
		cl, activity := &c.clusters[n], m.tests[n]
		mode := &m.problem.Activities[activity].Modes[0]
		if mode.Duration != 2 || len(mode.Closed) != 60 || !mode.Closed[22] || mode.Closed[21] || mode.Closed[23] {
			t.Errorf("%s takes %d periods, closed %v", cl.as.ID, mode.Duration, mode.Closed)
		}
		if diff := cmp.Diff([]schedule.Cost{{}, {Rate: int64(want)}, {}}, mode.Costs); diff != "" {
			t.Errorf("%s: %s", cl.as.ID, diff)
		}
		var crews []string
		for _, d := range mode.Demands {
			crews = append(crews, m.problem.Resources[d.Resource].Name)
		}
		// Nine days in two weeks are five days of each crew in each.
		if !slices.Equal(crews, []string{"crews.ip", "crews.drive"}) || mode.Demands[0].Amount != 10 || mode.Demands[1].Amount != 5 {
			t.Errorf("%s: %v %v", cl.as.ID, crews, mode.Demands)
		}
		for i := range c.Packages {
			var after, before []int
			if slices.Contains(cl.packages, i) {
				after = []int{2}
			} else if cl.id == "north" {
				before = []int{2} // the two weeks of watching
			}
			if got := lags(m.cutover(i), activity); !slices.Equal(got, after) {
				t.Errorf("%s after %s: %v", cl.as.ID, c.Packages[i].ID, got)
			}
			if got := lags(activity, m.cutover(i)); !slices.Equal(got, before) {
				t.Errorf("%s after %s: %v", c.Packages[i].ID, cl.as.ID, got)
			}
		}
	}
	// Work without a day of its own takes one.
	c = mustAlter(t, sample("pilot-cluster"), func(in *Inputs) { withTest(in, 0, 0) })
	if got := c.clusters[0].test.Days; got != 1 {
		t.Errorf("a test of no days takes %d", got)
	}
	// Where no method tests, nothing is tested, and nothing waits for it.
	c = mustAlter(t, sample("pilot-cluster"), func(in *Inputs) { methodsBut(in, "cluster-test") })
	if p := planOf(t, c); len(p.Tests) != 0 {
		t.Errorf("tests %v", p.Tests)
	}
}
