package planner

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/scenario"
)

// RiskFactors are what the risk weight of a package is the product of, each with where it comes from:
//
//	weight = role × sensitivity × software × traffic, per period in which its covered gear carries traffic
//
// docs/exposure.md has the reasons. The factors themselves are the scenario's.
type RiskFactors struct {
	Role               string // of the element whose role weighs most, one of scenario.RiskRoles
	RoleFactor         int
	Place              string // id of the site that raises Sensitivity, "" for none
	Word               string // what is near that site
	Sensitivity        int
	UnsupportedElement string // covered element whose software is mended no more, "" for none
	Software           int
	Traffic            int
	Subscribers        int // whose working path crosses the package
}

// Weight is the product. No factor is above 1,000, so it cannot leave int64.
func (f RiskFactors) Weight() int64 {
	return int64(f.RoleFactor) * int64(f.Sensitivity) * int64(f.Software) * int64(f.Traffic)
}

// weigh finds the factors of every package. It needs to know which package each element is in.
func (c *Case) weigh() {
	risk := &c.In.Scenario.Risk
	for i := range c.Packages {
		p := &c.Packages[i]
		p.RiskFactors = RiskFactors{Sensitivity: 1, Software: 1, Traffic: 1}
		for _, e := range p.Elements {
			c.weighElement(p, e)
		}
		for _, s := range p.Sites {
			p.RiskFactors.at(risk, &c.In.Inventory.Sites[s])
		}
	}
	c.weighServed()
	for i := range c.Packages {
		p := &c.Packages[i]
		f := &p.RiskFactors
		if risk.Traffic == "doublings" {
			f.Traffic = 1 + bits.Len(uint(f.Subscribers))
		}
		p.Risk, p.Subscribers = f.Weight(), f.Subscribers
	}
}

// weighElement looks at what an element of the package is, and at its software. Only covered gear counts for the latter:
// clean gear that is coupled with it is no reason to hurry.
func (c *Case) weighElement(p *Package, e int) {
	f, s, el := &p.RiskFactors, c.In.Scenario, c.element(e)
	role := riskRole(el)
	if factor := s.Risk.RoleFactor(role); f.Role == "" || factor > f.RoleFactor {
		f.Role, f.RoleFactor = role, factor
	}
	if f.UnsupportedElement == "" && c.Findings[e].Verdict == policy.Covered && !el.SupportedUntil.IsZero() && el.SupportedUntil.Before(s.Start) {
		f.UnsupportedElement, f.Software = el.ID, s.Risk.Unsupported
	}
}

// at raises the sensitivity to that of a place, if that is higher.
func (f *RiskFactors) at(risk *scenario.Risk, site *inventory.Site) {
	if len(site.Sensitive) == 0 || risk.SensitiveFactor(site.Sensitive) <= f.Sensitivity {
		return
	}
	for _, word := range site.Sensitive {
		if factor := risk.SensitiveFactor([]string{word}); factor > f.Sensitivity {
			f.Place, f.Word, f.Sensitivity = site.ID, word, factor
		}
	}
}

// weighServed goes the working path of each site and notes the site in every package that it crosses, once. What is only
// a part of an element on the path is coupled with it, and so in the same package.
func (c *Case) weighServed() {
	sites := c.In.Inventory.Sites
	last := make([]int, len(c.Packages)) // package → the last site that was noted, plus one
	for s := range sites {
		for _, e := range c.Net.WorkingPath(s) {
			p := c.packageOf[e]
			if p < 0 || last[p] == s+1 {
				continue
			}
			last[p] = s + 1
			c.Packages[p].RiskFactors.Subscribers += sites[s].Subscribers
			c.Packages[p].RiskFactors.at(&c.In.Scenario.Risk, &sites[s])
		}
	}
}

// riskRole is which of scenario.RiskRoles an element plays. What other gear is run from, and what other gear is
// controlled by, counts as that in whatever domain it stands.
func riskRole(e *inventory.Element) string {
	switch {
	case e.Role == "management", e.Role == "controller":
		return e.Role
	case e.Domain == "support":
		return "other"
	}
	return e.Domain
}

// maxWeight is what the weights of all packages may add up to: over the longest horizon that is 2^60, which the optimizer
// can count in.
const maxWeight = 1 << 48

// riskFaults are words for places that no site has, and factors whose products cannot be counted in.
func (c *Case) riskFaults() strict.Faults {
	s := c.In.Scenario
	known := map[string]bool{}
	for _, site := range c.In.Inventory.Sites {
		for _, word := range site.Sensitive {
			known[word] = true
		}
	}
	words := sortedKeys(known)
	var faults strict.Faults
	for _, word := range sortedKeys(s.Risk.Sensitive) {
		if known[word] {
			continue
		}
		hint := "give sites the key sensitive, or take the word out"
		if near := strict.Nearest(word, words); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		faults = append(faults, strict.Fault{
			Pos: s.Pos["risk.sensitive."+word], Message: fmt.Sprintf("risk: sensitive %q: no site has this word", word), Hint: hint,
		})
	}
	var sum int64
	var most *Package
	for i := range c.Packages {
		p := &c.Packages[i]
		if sum += p.Risk; most == nil || p.Risk > most.Risk {
			most = p
		}
	}
	if sum > maxWeight {
		faults = append(faults, strict.Fault{
			Pos: s.Pos["risk"],
			Message: fmt.Sprintf("risk: the weights of all packages add up to %d, that of %q to %d: more than %d cannot be counted to the horizon",
				sum, most.ID, most.Risk, int64(maxWeight)),
			Hint: "give smaller factors: only what they are to each other matters",
		})
	}
	return faults
}

// riskAssumption says by which factors the packages are weighed, and which of them are not riprep's own.
func riskAssumption(risk *scenario.Risk) Assumption {
	var roles, places, changed []string
	own := scenario.DefaultRisk()
	differs := func(is bool, field string) {
		if is {
			changed = append(changed, field)
		}
	}
	for _, role := range scenario.RiskRoles {
		roles = append(roles, fmt.Sprintf("%s %d", role, risk.Roles[role]))
		differs(risk.Roles[role] != own.Roles[role], "roles."+role)
	}
	for _, word := range sortedKeys(risk.Sensitive) {
		places = append(places, fmt.Sprintf("%s %d", word, risk.Sensitive[word]))
		differs(true, "sensitive."+word)
	}
	rest := "any"
	if len(places) > 0 {
		rest = "any other"
	}
	places = append(places, fmt.Sprintf("%s %d", rest, risk.OtherSensitive))
	differs(risk.OtherSensitive != own.OtherSensitive, "other_sensitive")
	differs(risk.Unsupported != own.Unsupported, "unsupported")
	differs(risk.Traffic != own.Traffic, "traffic")
	traffic := "the subscribers that cross it do not count"
	if risk.Traffic == "doublings" {
		traffic = "1 + binary digits of the subscribers whose working path crosses it"
	}
	why := "riprep's own factors, none changed: see docs/exposure.md"
	if len(changed) > 0 {
		why = "changed in the scenario: " + strings.Join(changed, ", ") + "; the others are riprep's own: see docs/exposure.md"
	}
	return Assumption{
		Field: "risk",
		Value: fmt.Sprintf("role (%s) × most sensitive place served (%s) × software mended no more (%d) × traffic (%s)",
			strings.Join(roles, ", "), strings.Join(places, ", "), risk.Unsupported, traffic),
		Why: why,
	}
}
