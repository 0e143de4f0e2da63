package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// ErrRegime means that a regime was asked for that is not among the rules.
var ErrRegime = errors.New("unknown regime")

// Screen gives one finding per element, in the elements' order, under the regimes asked for as of a day.
//
// With several regimes the strongest verdict stands: covered before unknown before not covered. Between equals the rule
// leads that demands more, and then the regime that was asked for first. The earliest RemoveBy counts, and what any of them
// prohibits to buy or pays for. [Finding].Regimes has what each of them says.
//
// The inventory is only read. An element's maker is never guessed: see the package comment. Cost is linear in the
// elements; what no rule can tell apart is decided once.
//
// Screen fails for an unknown regime (ErrRegime), for no regimes at all and for a day that is not stated.
func Screen(inv *inventory.Inventory, rules *Rules, regimes []string, asOf inventory.Date) ([]Finding, error) {
	if inv == nil || rules == nil {
		return nil, errors.New("screen: no inventory or no rules")
	}
	if len(regimes) == 0 {
		return nil, errors.New("screen: no regime asked for")
	}
	if asOf.IsZero() {
		return nil, errors.New("screen: no date to screen as of")
	}
	var gs []*Regime
	for _, id := range regimes {
		g, err := rules.need(id)
		if err != nil {
			return nil, fmt.Errorf("screen: %w", err)
		}
		gs = append(gs, g)
	}
	s := newScreener(rules, gs, asOf)
	sites := s.sitesOf(inv)
	out := make([]Finding, len(inv.Elements))
	for i := range inv.Elements {
		el := &inv.Elements[i]
		at := sites[el.Site]
		out[i] = s.element(&gear{Element: el, site: at.site, operator: &inv.Operator}, at.alike)
		out[i].Element = i
	}
	return out, nil
}

// need returns a regime that must be there.
func (r *Rules) need(id string) (*Regime, error) {
	if g := r.Regime(id); g != nil {
		return g, nil
	}
	return nil, fmt.Errorf("%w %s (known: %s)", ErrRegime, quote(id), strings.Join(r.IDs(), ", "))
}

func newScreener(rules *Rules, regimes []*Regime, asOf inventory.Date) *screener {
	s := &screener{rules: rules, asOf: asOf, names: make(map[string]nameMatch), models: make(map[[2]string][]modelHit)}
	for _, g := range regimes {
		held, first := g.equipmentInForce(asOf)
		on := regimeOn{Regime: g, held: held, first: first}
		for i := range g.Entries {
			if e := &g.Entries[i]; e.Subject == "equipment" && len(e.Vendors) > 0 && !supplies(e.Demand) && e.inForce(asOf) {
				on.removes, on.bars = on.removes || e.Removal() != Stays, on.bars || e.bars(asOf)
			}
		}
		s.regimes = append(s.regimes, on)
	}
	return s
}

// place is a site, and the number of those that no rule can tell from it.
type place struct {
	site  *inventory.Site
	alike int
}

// sitesOf numbers the sites by what the regimes look at, so that gear of one kind is decided once for all that are alike.
func (s *screener) sitesOf(inv *inventory.Inventory) map[string]place {
	looks := s.looks()
	out := make(map[string]place, len(inv.Sites))
	numbers := make(map[string]int)
	var b strings.Builder
	for i := range inv.Sites {
		site := &inv.Sites[i]
		b.Reset()
		b.WriteString(site.Country)
		if looks.kinds {
			b.WriteString(" " + site.Kind)
		}
		if looks.regions {
			b.WriteString(" " + site.Region)
		}
		for _, class := range site.Sensitive { // an id has no spaces
			if slices.Contains(looks.classes, class) {
				b.WriteString(" " + class)
			}
		}
		n, ok := numbers[b.String()]
		if !ok {
			n = len(numbers) + 1
			numbers[b.String()] = n
		}
		out[site.ID] = place{site, n}
	}
	return out
}

// looking is what scopes ask of sites beside their country.
type looking struct {
	kinds, regions bool
	classes        []string
}

func (s *screener) looks() looking {
	var out looking
	add := func(scope *Scope) {
		out.kinds = out.kinds || len(scope.SiteKinds) > 0
		out.regions = out.regions || len(scope.Regions) > 0
		out.classes = append(out.classes, scope.SiteClasses...)
	}
	for _, g := range s.regimes {
		for i := range g.Entries {
			add(&g.Entries[i].Scope)
		}
		for i := range g.Exceptions {
			add(&g.Exceptions[i].Scope)
		}
	}
	return out
}

// regimeOn is a regime on the day of the screening.
type regimeOn struct {
	*Regime
	held  bool           // is any of its rules on equipment in force?
	first inventory.Date // from when the first of them is

	removes, bars bool // does any on named makers ask to remove, keep from buying?
}

// screener holds what one screening remembers. It is used by one goroutine.
type screener struct {
	rules   *Rules
	regimes []regimeOn
	asOf    inventory.Date
	names   map[string]nameMatch
	models  map[[2]string][]modelHit
	memory  memory
	asked   int // exceptions looked at for one rule and element
}

func (s *screener) name(text string) nameMatch {
	if len(text) > maxRead {
		return nameMatch{method: Unstated}
	}
	m, ok := s.names[text]
	if !ok {
		m = s.rules.names.match(text)
		if len(s.names) < mostLikenesses {
			s.names[text] = m
		}
	}
	return m
}

func (s *screener) model(model, partNumber string) []modelHit {
	if len(model) > maxRead {
		model = ""
	}
	if len(partNumber) > maxRead {
		partNumber = ""
	}
	if model == "" && partNumber == "" {
		return nil
	}
	key := [2]string{model, partNumber}
	hits, ok := s.models[key]
	if !ok {
		hits = s.rules.models.match(model, partNumber)
		if len(s.models) < mostLikenesses {
			s.models[key] = hits
		}
	}
	return hits
}
