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
// With several regimes the strongest verdict stands: covered before unknown before not covered, and between equals the
// regime asked for first. A finding that is covered under several takes the earliest RemoveBy of them, and is
// reimbursable if it is so under any. To see regimes apart, screen with one at a time.
//
// The inventory is only read. An element's maker is never guessed: see the package comment. Cost is linear in the
// elements; what is the same (vendor, model, parts, role, date) is decided once.
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
	decided := make(map[likeness]Finding)
	for i := range inv.Elements {
		el := &inv.Elements[i]
		at := sites[el.Site]
		key, ok := like(el)
		key.site = at.alike
		f, done := decided[key]
		if !ok || !done {
			f = s.element(&gear{Element: el, site: at.site, operator: &inv.Operator})
			if ok && len(decided) < mostLikenesses {
				decided[key] = f
			}
		}
		f.Element = i
		out[i] = f
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
		s.regimes = append(s.regimes, regimeOn{g, held, first})
	}
	return s
}

// place is a site, and the number of those that no rule can tell from it.
type place struct {
	site  *inventory.Site
	alike int
}

// sitesOf numbers the sites by what rules look at, so that gear of one kind is decided once for all that are alike.
func (s *screener) sitesOf(inv *inventory.Inventory) map[string]place {
	out := make(map[string]place, len(inv.Sites))
	numbers := make(map[string]int)
	var b strings.Builder
	for i := range inv.Sites {
		site := &inv.Sites[i]
		b.Reset()
		fmt.Fprintf(&b, "%s %s %s", site.Country, site.Kind, site.Region)
		for _, class := range site.Sensitive { // an id has no spaces
			b.WriteString(" " + class)
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

// regimeOn is a regime on the day of the screening.
type regimeOn struct {
	*Regime
	held  bool           // is any of its rules on equipment in force?
	first inventory.Date // from when the first of them is
}

// screener holds what one screening remembers. It is used by one goroutine.
type screener struct {
	rules   *Rules
	regimes []regimeOn
	asOf    inventory.Date
	names   map[string]nameMatch
	models  map[[2]string][]modelHit
	asked   int // exceptions looked at for one rule and element
}

// likeness is all of an element that a verdict depends on.
type likeness struct {
	vendor, model, partNumber, object, domain, role, origin, words, parts string
	acquired                                                              inventory.Date
	site                                                                  int
}

// Bounds on what is remembered, so that an inventory in which nothing repeats costs no more memory than its findings.
const (
	mostLikenesses = 1 << 16
	maxKey         = 4096 // bytes
	maxParts       = 64   // of one element
	mostTold       = 8    // parts whose open questions are told; all are looked at
)

func like(el *inventory.Element) (likeness, bool) {
	k := likeness{
		vendor: el.Vendor, model: el.Model, partNumber: el.PartNumber, object: el.SysObjectID,
		domain: el.Domain, role: el.Role, origin: el.Origin, acquired: el.Acquired,
	}
	if len(el.Generations)+len(el.Bands)+len(el.Uses) > 0 {
		k.words = strings.Join(el.Generations, " ") + "|" + strings.Join(el.Bands, " ") + "|" + strings.Join(el.Uses, " ")
	}
	size := len(el.Vendor) + len(el.Model) + len(el.PartNumber)
	for i := range el.Parts {
		p := &el.Parts[i]
		size += len(p.Vendor) + len(p.Model) + len(p.PartNumber) + len(p.Role)
	}
	if size > maxKey || len(el.Parts) > maxParts {
		return k, false
	}
	if len(el.Parts) > 0 {
		var b strings.Builder
		for i := range el.Parts {
			p := &el.Parts[i]
			// Lengths go before the texts, so that no text can play the part of a separator.
			fmt.Fprintf(&b, "%d,%d,%d,%d:%s%s%s%s", len(p.Vendor), len(p.Model), len(p.PartNumber), len(p.Role), p.Vendor, p.Model, p.PartNumber, p.Role)
		}
		k.parts = b.String()
	}
	return k, true
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

// element puts the regimes' findings on one element together.
func (s *screener) element(el *gear) Finding {
	out := s.under(s.regimes[0], el)
	if len(s.regimes) == 1 {
		return out
	}
	says := []Says{out.says()}
	who, open := s.makers(el)
	for _, g := range s.regimes[1:] {
		if !open && g.silent(who) {
			says = append(says, Says{Regime: g.ID, Verdict: NotCovered, Removal: Stays, Buy: No})
			continue
		}
		f := s.under(g, el)
		says = append(says, f.says())
		out.merge(&f)
	}
	out.Regimes = says
	return out
}

// makers are all that gear may be of, by its name, its model, its agent and its parts. open is true where the maker is not
// stated, so that the verdict is open whatever a regime names.
func (s *screener) makers(el *gear) (who []*Vendor, open bool) {
	add := func(v *Vendor) {
		if !slices.Contains(who, v) {
			who = append(who, v)
		}
	}
	look := func(m maker) {
		name, models := m.recognise(s.name(m.vendor), s.model(m.model, m.partNumber), s.rules.numbers)
		open = open || name.method == Unstated
		for _, h := range name.hits {
			add(h.vendor)
		}
		for _, h := range models {
			add(h.vendor)
		}
	}
	look(maker{vendor: el.Vendor, model: el.Model, partNumber: el.PartNumber, object: el.SysObjectID})
	for i := range el.Parts {
		p := &el.Parts[i]
		look(maker{vendor: p.Vendor, model: p.Model, partNumber: p.PartNumber})
	}
	return who, open
}

// silent reports whether the regime says nothing to gear of any of some makers, nor to whole categories, nor to what may be
// got from whom: then gear is not covered by it, and there is no need to look closer.
func (g regimeOn) silent(makers []*Vendor) bool {
	return len(g.byOrigin)+len(g.supplying) == 0 && !slices.ContainsFunc(makers, func(v *Vendor) bool { return len(g.byVendor[v.ID]) > 0 })
}

func (f *Finding) says() Says { return Says{f.Regime, f.Verdict, f.Rule, f.Removal, f.RemoveBy, f.Buy} }

// open reports whether it is not known of some rule whether it reaches the element.
func (f *Finding) open() bool {
	return slices.ContainsFunc(f.Applied, func(a Applied) bool { return a.Verdict == Unknown })
}

// merge takes in what another regime says. The stronger verdict stands, between equals the leading rule that demands more,
// then the regime that was asked for first.
func (f *Finding) merge(g *Finding) {
	applied := slices.Concat(f.Applied, g.Applied)
	slices.SortStableFunc(applied, compareApplied)
	removal, by := max(f.Removal, g.Removal), f.RemoveBy
	if f.Removal == RemovalUnknown && g.Removal == Stays || g.Removal == RemovalUnknown && f.Removal == Stays {
		removal = RemovalUnknown
	}
	if compareDays(g.RemoveBy, by) < 0 {
		by = g.RemoveBy
	}
	buy, buyBy := f.Buy, f.BuyBy
	if strength(g.Buy) > strength(buy) {
		buy, buyBy = g.Buy, g.BuyBy
	}
	a, b := f.Verdict.strength(), g.Verdict.strength()
	settle := f.Settle
	switch {
	case b > a && f.open():
		settle = joinNew(g.Settle, settle)
	case b > a:
		settle = g.Settle
	case b == a || g.open():
		settle = joinNew(settle, g.Settle)
	}
	paid, paidBy := f.Reimbursable, f.ReimbursableBy
	if g.Reimbursable == Yes && paid != Yes || g.Reimbursable == NotKnown && paid == No {
		paid, paidBy, settle = g.Reimbursable, g.ReimbursableBy, joinNew(settle, g.Settle)
	}
	better := b > a || b == a && f.Rule == "" && g.Rule != "" // or the same verdict with a rule to point to
	if b == a && len(g.Applied) > 0 {
		better = len(f.Applied) == 0 || compareApplied(g.Applied[0], f.Applied[0]) < 0
	}
	if better {
		*f = *g
	}
	f.Applied, f.Removal, f.RemoveBy, f.Buy, f.BuyBy = applied, removal, by, buy, buyBy
	f.Reimbursable, f.ReimbursableBy, f.Settle = paid, paidBy, settle
}
