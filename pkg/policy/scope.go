package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// Scope narrows a rule or an exception to a part of a network or of its uses. Empty lists mean all. Where the inventory
// does not state what a scope asks for, it is not known whether the gear is in it.
type Scope struct {
	Domains     []string
	Roles       []string
	Generations []string // one of them is enough
	Bands       []string // likewise
	SiteKinds   []string
	SiteClasses []string // words of the sites' key sensitive
	Regions     []string
	Operators   []string // inventory.OperatorKinds
	Uses        []string // inventory.Uses; one of them is enough
	Origin      Origin

	AcquiredFrom, AcquiredUntil inventory.Date // both included

	Qualified string // a condition that an inventory does not tell: the answer is not known, unless Uses decides
}

// Origin is where gear was produced.
type Origin struct {
	In    []string // one of these countries
	NotIn []string // none of these
}

func (o Origin) stated() bool { return len(o.In)+len(o.NotIn) > 0 }

// String says it in words.
func (o Origin) String() string {
	if len(o.In) > 0 {
		return "produced in " + strings.Join(o.In, ", ")
	}
	return "produced elsewhere than in " + strings.Join(o.NotIn, ", ")
}

// gear is an element where it stands.
type gear struct {
	*inventory.Element
	site     *inventory.Site // nil where there is none, as for a plain list
	operator *inventory.Operator
	dated    bool // has anything been asked that depends on when it was obtained?
}

func (g *gear) country() string {
	switch {
	case g.site != nil && g.site.Country != "":
		return g.site.Country
	case g.operator != nil:
		return g.operator.Country
	}
	return ""
}

// elsewhere reports whether gear is in a country in which the regime does not hold.
func (r *Regime) elsewhere(g *gear) bool {
	where := g.country()
	return where != "" && len(r.Countries) > 0 && !slices.Contains(r.Countries, where)
}

// within is the answer of a scope: why it is no or not known, and what would settle it.
type within struct {
	answer      Answer
	why, settle string
}

// holds looks at one thing after the other. The first no is the answer, then the first that is not known.
func (s *Scope) holds(g *gear) within {
	out := within{answer: Yes}
	ask := func(a Answer, why, settle string) bool {
		if a == NotKnown && out.answer == Yes {
			out = within{a, why, settle}
		}
		if a == No {
			out = within{answer: No, why: why}
		}
		return a == No
	}
	word := func(key, have string, want []string) bool {
		switch {
		case len(want) == 0 || slices.Contains(want, have):
			return false
		case have == "":
			return ask(NotKnown, key+" not stated", "its "+key)
		}
		return ask(No, fmt.Sprintf("the rule does not reach %s %s", key, quote(have)), "")
	}
	words := func(what, key string, have, want []string) bool {
		switch {
		case len(want) == 0 || slices.ContainsFunc(have, func(w string) bool { return slices.Contains(want, w) }):
			return false
		case len(have) == 0:
			return ask(NotKnown, fmt.Sprintf("the rule reaches %s %s only, and %s is not stated", what, strings.Join(want, ", "), key), "its "+key)
		}
		return ask(No, fmt.Sprintf("the rule reaches %s %s only", what, strings.Join(want, ", ")), "")
	}
	if word("domain", g.Domain, s.Domains) || word("role", g.Role, s.Roles) ||
		words("generations", "generations", g.Generations, s.Generations) || words("bands", "bands", g.Bands, s.Bands) {
		return out
	}
	if len(s.SiteKinds)+len(s.SiteClasses)+len(s.Regions) > 0 && s.site(g, ask) {
		return out
	}
	if len(s.Operators) > 0 {
		kind := ""
		if g.operator != nil {
			kind = g.operator.Kind
		}
		if word("operator kind", kind, s.Operators) {
			return out
		}
	}
	if s.acquired(g, ask) || s.origin(g, ask) {
		return out
	}
	s.used(g, ask)
	return out
}

type asking func(a Answer, why, settle string) (no bool)

func (s *Scope) site(g *gear, ask asking) bool {
	if g.site == nil {
		return ask(NotKnown, "the rule depends on the site, and there is none", "the site that it stands at")
	}
	if len(s.SiteKinds) > 0 && !slices.Contains(s.SiteKinds, g.site.Kind) {
		return ask(No, fmt.Sprintf("the rule does not reach a %s", g.site.Kind), "")
	}
	if len(s.Regions) > 0 && !slices.Contains(s.Regions, g.site.Region) {
		if g.site.Region == "" {
			return ask(NotKnown, "region of the site not stated", "the region of the site")
		}
		return ask(No, fmt.Sprintf("the rule does not reach region %s", quote(g.site.Region)), "")
	}
	in := func(class string) bool { return slices.Contains(s.SiteClasses, class) }
	if len(s.SiteClasses) > 0 && !slices.ContainsFunc(g.site.Sensitive, in) {
		// A site that says nothing of a class is none of it: sensitive lists what there is.
		return ask(No, fmt.Sprintf("the rule reaches sites of class %s only", strings.Join(s.SiteClasses, ", ")), "")
	}
	return false
}

func (s *Scope) acquired(g *gear, ask asking) bool {
	switch {
	case s.AcquiredFrom.IsZero() && s.AcquiredUntil.IsZero():
		return false
	}
	g.dated = true
	switch {
	case g.Acquired.IsZero():
		return ask(NotKnown, "acquired is not stated", "the date of acquisition: an invoice or a delivery note")
	case g.Acquired.Before(s.AcquiredFrom):
		return ask(No, fmt.Sprintf("acquired %s, before %s", g.Acquired, s.AcquiredFrom), "")
	case !s.AcquiredUntil.IsZero() && g.Acquired.After(s.AcquiredUntil):
		return ask(No, fmt.Sprintf("acquired %s, after %s", g.Acquired, s.AcquiredUntil), "")
	}
	return false
}

func (s *Scope) origin(g *gear, ask asking) bool {
	o := s.Origin
	switch {
	case !o.stated():
		return false
	case g.Origin == "":
		return ask(NotKnown, fmt.Sprintf("the rule reaches gear %s, and origin is not stated", o), "the country in which it was produced")
	case len(o.In) > 0 && !slices.Contains(o.In, g.Origin) || slices.Contains(o.NotIn, g.Origin):
		return ask(No, fmt.Sprintf("produced in %s; the rule reaches gear %s", g.Origin, o), "")
	}
	return false
}

const coveredOnly = "covered only "

// used looks at the uses. A qualification in words is settled by them where they are stated.
func (s *Scope) used(g *gear, ask asking) {
	switch {
	case len(s.Uses) > 0 && slices.ContainsFunc(g.Uses, func(u string) bool { return slices.Contains(s.Uses, u) }):
	case len(s.Uses) > 0 && len(g.Uses) > 0:
		ask(No, fmt.Sprintf("used for %s; the rule reaches %s only", strings.Join(g.Uses, ", "), strings.Join(s.Uses, ", ")), "")
	case s.Qualified != "":
		ask(NotKnown, coveredOnly+s.Qualified, "what the gear is used for: "+coveredOnly+s.Qualified)
	case len(s.Uses) > 0:
		ask(NotKnown, fmt.Sprintf("covered only where used for %s, and uses is not stated", strings.Join(s.Uses, ", ")), "what the gear is used for")
	}
}

// Reaches says whether an element where it stands is in the scope of a rule, whoever made it, and not exempt on the day: what a share
// is a share of. site and operator may be nil.
func (r *Regime) Reaches(e *Entry, el *inventory.Element, site *inventory.Site, operator *inventory.Operator, on inventory.Date) Answer {
	g := &gear{Element: el, site: site, operator: operator}
	if r.elsewhere(g) {
		return No
	}
	in := e.reachOf().holds(g)
	if in.answer == No {
		return No
	}
	s := &screener{asOf: on}
	switch s.exempt(regimeOn{Regime: r}, e.Except, g, 0).answer {
	case Yes:
		return No
	case NotKnown:
		return NotKnown
	}
	return in.answer
}
