package planner

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
)

// Every name that a link is shown by finds that link, from both ends; where links are parallel the plain name is all of them.
func TestLinkNames(t *testing.T) {
	c := loadCase(t, firstLook())
	inv := c.In.Inventory
	inv.Links = []inventory.Link{
		{A: "alder-rtr", B: "birch-rtr", Kind: "fiber"},
		{A: "birch-rtr", B: "cedar-rtr", Kind: "fiber"}, {A: "cedar-rtr", B: "birch-rtr", Kind: "fiber"}, {A: "birch-rtr", B: "cedar-rtr", Kind: "microwave"},
		{A: "alder-rtr", B: "cedar-rtr"}, {A: "alder-rtr", B: "cedar-rtr", Kind: "leased"},
		{A: "mill-csr", B: "cedar-rtr", Kind: "fiber"}, {A: "ridge-csr", B: "alder-rtr", Kind: "fiber"},
		{A: "birch-mw", B: "saddle-mw"}, {A: "saddle-mw-out", B: "lookout-mw"},
	}
	c, err := NewCase(c.In)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for l := range inv.Links {
		name := c.ThingName(c.Net.LinkThing(l))
		got = append(got, name)
		if things, err := c.thingsNamed(name); err != nil || !slices.Equal(things, []int{c.Net.LinkThing(l)}) {
			t.Errorf("%s is %v, %v", name, things, err)
		}
	}
	want := []string{"alder-rtr--birch-rtr", "birch-rtr--cedar-rtr:fiber#1", "cedar-rtr--birch-rtr:fiber#2", "birch-rtr--cedar-rtr:microwave",
		"alder-rtr--cedar-rtr#1", "alder-rtr--cedar-rtr:leased", "mill-csr--cedar-rtr", "ridge-csr--alder-rtr", "birch-mw--saddle-mw", "saddle-mw-out--lookout-mw"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for name, links := range map[string]int{
		"birch-rtr--alder-rtr": 1, "birch-rtr--alder-rtr:fiber": 1, "cedar-rtr--birch-rtr": 3, "cedar-rtr--birch-rtr:fiber": 2, "birch-rtr--cedar-rtr:fiber#2": 1, "cedar-rtr--alder-rtr": 2,
	} {
		loss, err := c.ImpactOf([]string{name})
		if err != nil || loss.Links != links || loss.Elements != 0 {
			t.Errorf("%s: %d links, want %d (%v)", name, loss.Links, links, err)
		}
	}
	// The same twice counts once.
	if loss, err := c.ImpactOf([]string{"birch-rtr", "birch-rtr--cedar-rtr", "cedar-rtr--birch-rtr:fiber", "birch-rtr"}); err != nil || loss.Links != 3 || loss.Elements != 1 || loss.Subscribers != 1780 {
		t.Errorf("%+v, %v", loss, err)
	}
	_, err = c.ImpactOf([]string{"birch-rtr--cedar-rtr:copper"})
	var unknown *UnknownThing
	if !errors.As(err, &unknown) {
		t.Errorf("copper: %v", err)
	}
}

// What is out with a pair off is what is out with either alone and the extra.
func TestCuts(t *testing.T) {
	c := loadCase(t, firstLook())
	cuts := c.Cuts(100)
	if len(cuts.Single) != cuts.SingleTotal || len(cuts.Pair) != cuts.PairTotal || cuts.SingleTotal == 0 || cuts.PairTotal == 0 {
		t.Fatalf("%+v", cuts)
	}
	for _, r := range append(slices.Clone(cuts.Single), cuts.Pair...) {
		loss, err := c.ImpactOf(r.Off)
		if err != nil || loss.Loss != r.Loss {
			t.Errorf("%v: %+v, looked up by name %+v (%v)", r.Off, r.Loss, loss.Loss, err)
		}
	}
	for _, r := range cuts.Pair {
		a, errA := c.ImpactOf(r.Off[:1])
		b, errB := c.ImpactOf(r.Off[1:])
		both, err := c.ImpactOf(r.Off)
		if err := errors.Join(errA, errB, err); err != nil {
			t.Fatal(err)
		}
		extra := 0
		for _, s := range both.SitesOut {
			if !slices.Contains(a.SitesOut, s) && !slices.Contains(b.SitesOut, s) {
				extra += c.In.Inventory.Sites[c.sites[s]].Subscribers
			}
		}
		if extra != r.Extra.Subscribers || extra == 0 {
			t.Errorf("%v: extra %d, want %d", r.Off, r.Extra.Subscribers, extra)
		}
	}
	less := c.Cuts(1)
	if diff := cmp.Diff(cuts.Pair[:1], less.Pair); diff != "" || less.PairTotal != cuts.PairTotal || len(less.Single) != 1 {
		t.Errorf("at most one: %+v %s", less, diff)
	}
}

func TestFunction(t *testing.T) {
	want := map[string]string{
		"radio": Transmission, "baseband": Transmission, "antenna": Transmission, "small-cell": Transmission, "controller": Control,
		"packet-core": Control, "voice-core": Control, "subscriber-data": Storage, "policy": Control, "interconnect": Control, "management": Control,
		"router": Transmission, "switch": Transmission, "microwave": Transmission, "optical": Transmission, "firewall": Control, "timing": Control,
		"olt": Transmission, "ont": Transmission, "dslam": Transmission, "cpe": Transmission,
		"server": Computing,
	}
	for _, role := range inventory.Roles {
		domain, usual := "transport", want[role]
		if usual == "" { // power, cabinet, other: by the domain
			domain, usual = "support", Computing
		}
		if got := Function(&inventory.Element{Domain: domain, Role: role}); got != usual {
			t.Errorf("%s of %s: %s, want %s", role, domain, got, usual)
		}
	}
	for domain, want := range map[string]string{"ran": Transmission, "access": Transmission, "transport": Transmission, "core": Control, "support": Computing} {
		if got := Function(&inventory.Element{Domain: domain, Role: "other"}); got != want {
			t.Errorf("other of %s: %s, want %s", domain, got, want)
		}
	}
}

// The paths of a site say the same of its elements as the findings do, and of its cleanness what the plan counts with.
func TestPathsOf(t *testing.T) {
	c := loadCase(t, firstLook())
	for s := range c.In.Inventory.Sites {
		site := &c.In.Inventory.Sites[s]
		p, err := c.PathsOf(site.ID)
		if site.Subscribers == 0 {
			var none *NoTraffic
			if !errors.As(err, &none) {
				t.Errorf("%s: %v", site.ID, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		tr := c.traffic()[s]
		if p.Working != (len(tr.working) == 0) || p.Every != (len(tr.any) == 0) || p.Working != (p.Covered == 0) || p.Every != (p.AnyCovered == 0) {
			t.Errorf("%s: %+v against %+v", site.ID, p, tr)
		}
		if last := p.Rows[len(p.Rows)-1]; last.Element != "cedar-core-1" || last.Function != Control || last.Via != "path" || last.Verdict != "covered" {
			t.Errorf("%s ends at %+v", site.ID, last)
		}
	}
	_, err := c.PathsOf("mil")
	var unknown *UnknownSite
	if !errors.As(err, &unknown) || unknown.Near != "mill" {
		t.Errorf("%v", err)
	}
}
