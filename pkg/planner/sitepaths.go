package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// PathRow is one element that the traffic of a site crosses.
type PathRow struct {
	Element, Site, Domain, Role string
	Function                    string // see Function
	Vendor, Model               string
	Verdict                     string // covered | not covered | unknown
	Rule                        string
	Via                         string // path | part | need | need-path
}

// SitePaths is what the traffic of one site crosses, from its serving element to the gateway.
type SitePaths struct {
	Site, SiteName string
	Subscribers    int
	Rows           []PathRow

	Working  bool // the working path crosses no covered gear
	Possible bool // there is a path that crosses none
	Every    bool // no possible path crosses any

	Covered, Unknown int // elements on the working path with these verdicts
	Any, AnyCovered  int // elements on all possible paths, and how many of them are covered
}

// UnknownSite is the error for a site that is not there.
type UnknownSite struct{ ID, Near string }

func (e *UnknownSite) Error() string { return fmt.Sprintf("site %q: not in the inventory", e.ID) }

// NoTraffic is the error for a site that has no traffic of its own.
type NoTraffic struct{ ID string }

func (e *NoTraffic) Error() string {
	return fmt.Sprintf("site %q: no subscribers, so no traffic of its own", e.ID)
}

// PathsOf follows the traffic of a site. The error is an *UnknownSite or a *NoTraffic.
func (c *Case) PathsOf(id string) (*SitePaths, error) {
	s, ok := c.sites[id]
	if !ok {
		var ids []string
		for i := range c.In.Inventory.Sites {
			ids = append(ids, c.In.Inventory.Sites[i].ID)
		}
		return nil, &UnknownSite{id, strict.Nearest(id, ids)}
	}
	site := &c.In.Inventory.Sites[s]
	if site.Subscribers == 0 {
		return nil, &NoTraffic{id}
	}
	out := &SitePaths{Site: id, SiteName: site.Name, Subscribers: site.Subscribers}
	for _, hop := range c.Net.Crossed(s) {
		e, f := c.element(hop.Element), &c.Findings[hop.Element]
		out.Rows = append(out.Rows, PathRow{
			Element: e.ID, Site: e.Site, Domain: e.Domain, Role: e.Role, Function: Function(e), Vendor: e.Vendor, Model: e.Model,
			Verdict: f.Verdict.String(), Rule: f.Rule, Via: hop.Via,
		})
		switch f.Verdict {
		case policy.Covered:
			out.Covered++
		case policy.Unknown:
			out.Unknown++
		}
	}
	covered := func(e int) bool { return c.Findings[e].Verdict == policy.Covered }
	for _, e := range c.Net.EveryPath(s) {
		out.Any++
		if covered(e) {
			out.AnyCovered++
		}
	}
	for _, clean := range c.Net.CleanSites(covered) {
		if clean.Site == s {
			out.Working, out.Possible, out.Every = clean.Working, clean.Possible, clean.Every
		}
	}
	return out, nil
}

// The functions of a network that rules on traffic and signalling name.
const (
	Transmission = "transmission" // radio, baseband, antenna, small cell; transport and access
	Control      = "control"      // controllers, the core but subscriber data, management, firewalls, timing
	Storage      = "storage"      // subscriber data
	Computing    = "computing"    // servers and what supports the others
)

// Function says what an element is for, by its role, and where that says nothing by its domain. The mapping is riprep's
// own: docs/model.md has it.
func Function(e *inventory.Element) string {
	is := func(roles ...string) bool { return slices.Contains(roles, e.Role) }
	switch {
	case is("subscriber-data"):
		return Storage
	case is("controller", "packet-core", "voice-core", "policy", "interconnect", "management", "firewall", "timing"):
		return Control
	case is("server"), e.Domain == "support":
		return Computing
	case e.Domain == "core":
		return Control
	}
	return Transmission
}
