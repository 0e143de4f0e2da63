package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// Bounds on what is remembered, so that an inventory in which nothing repeats costs no more memory than its findings.
const (
	mostLikenesses = 1 << 16
	mostRemembered = 1 << 17 // findings of single regimes
	maxKey         = 4096    // bytes
	maxParts       = 64      // of one element
	mostTold       = 8       // parts, or rules beside one that is sure, whose open questions are told; all are looked at
	rulesInOne     = 16      // rules that a finding may hold and still count as one
)

// memory is what a screening remembers, so that what no rule can tell apart is decided once: kinds of gear, what each regime
// says to a kind at a kind of site, and that of all regimes together for a day of acquisition.
type memory struct {
	kinds    map[likeness]int
	regimes  []map[kind]*seen // by regime
	together map[kindOn]Finding
	says     map[kind][]Says // the last of a kind: those of other days are mostly the same
	left     int             // findings of single regimes that there is still room for
	room     int             // the same of those together
}

type kind struct{ gear, site int }

type kindOn struct {
	kind
	acquired inventory.Date
}

// seen is what a regime says to a kind: the same whenever it was obtained, or by the day.
type seen struct {
	finding *Finding
	byDay   map[inventory.Date]*Finding
}

// likeness is all of an element that a verdict and its evidence depend on, but for its site and when it was obtained.
type likeness struct{ vendor, model, partNumber, object, domain, role, origin, words, parts string }

// element says what all regimes say to an element. site is the number of the site's kind.
func (s *screener) element(el *gear, site int) Finding {
	m := &s.memory
	if m.kinds == nil {
		*m = memory{kinds: map[likeness]int{}, together: map[kindOn]Finding{}, says: map[kind][]Says{}, left: mostRemembered, room: mostLikenesses}
		for range s.regimes {
			m.regimes = append(m.regimes, map[kind]*seen{})
		}
	}
	like, ok := s.likeness(el.Element)
	k := kind{0, site}
	if ok {
		if k.gear, ok = m.kinds[like]; !ok && len(m.kinds) < mostLikenesses {
			k.gear, ok = len(m.kinds)+1, true
			m.kinds[like] = k.gear
		}
	}
	on := kindOn{k, el.Acquired}
	if f, done := m.together[on]; ok && done {
		return f
	}
	f := merge(s.each(el, k, ok))
	if ok && m.room > 0 {
		m.room -= 1 + len(f.Applied)/rulesInOne
		m.together[on] = f
	}
	return f
}

// each asks one regime after the other.
func (s *screener) each(el *gear, k kind, ok bool) []*Finding {
	findings := make([]*Finding, len(s.regimes))
	var who []*Vendor
	var open, looked bool
	for i, g := range s.regimes {
		if ok {
			if findings[i] = s.memory.regimes[i][k].on(el.Acquired); findings[i] != nil {
				continue
			}
		}
		if i > 0 && !looked {
			who, open = s.makers(el)
			looked = true
		}
		if i > 0 && !open && g.silent(who) { // the first has to say why it does not
			el.dated = false
			findings[i] = silence(g)
		} else {
			f := s.under(g, el)
			findings[i] = &f
		}
		if ok && s.memory.left > 0 {
			s.memory.keep(i, k, findings[i], el)
		}
	}
	if len(findings) > 1 {
		first := *findings[0]
		first.Regimes = s.memory.saying(findings, k)
		findings[0] = &first
	}
	return findings
}

// on is what is known for gear obtained on a day, nil where nothing is.
func (s *seen) on(day inventory.Date) *Finding {
	switch {
	case s == nil:
		return nil
	case s.finding != nil:
		return s.finding
	}
	return s.byDay[day]
}

// keep remembers a finding: for its day only where anything was asked that depends on it.
func (m *memory) keep(regime int, k kind, f *Finding, el *gear) {
	m.left -= 1 + len(f.Applied)/rulesInOne
	at := m.regimes[regime][k]
	if at == nil {
		at = &seen{}
		m.regimes[regime][k] = at
	}
	if !el.dated {
		at.finding = f
		return
	}
	if at.byDay == nil {
		at.byDay = map[inventory.Date]*Finding{}
	}
	at.byDay[el.Acquired] = f
}

// saying is what each regime says, in a slice that gear of one kind shares.
func (m *memory) saying(findings []*Finding, k kind) []Says {
	last := m.says[k]
	same := len(last) == len(findings)
	for i := 0; same && i < len(findings); i++ {
		same = last[i] == findings[i].says()
	}
	if same {
		return last
	}
	out := make([]Says, len(findings))
	for i, f := range findings {
		out[i] = f.says()
	}
	if k.gear > 0 {
		m.says[k] = out
	}
	return out
}

// likeness is what an element is alike in. A model that its maker has, and one that is nobody's, are not in the evidence: what
// counts is the family.
func (s *screener) likeness(el *inventory.Element) (likeness, bool) {
	k := likeness{
		vendor: el.Vendor, model: el.Model, partNumber: el.PartNumber, object: el.SysObjectID,
		domain: el.Domain, role: el.Role, origin: el.Origin,
	}
	size := len(el.Vendor) + len(el.Model) + len(el.PartNumber)
	for i := range el.Parts {
		p := &el.Parts[i]
		size += len(p.Vendor) + len(p.Model) + len(p.PartNumber) + len(p.Role)
	}
	if size > maxKey || len(el.Parts) > maxParts {
		return k, false
	}
	if family, ok := s.familyOf(el); ok {
		k.model, k.partNumber = family, ""
	}
	if len(el.Generations)+len(el.Bands)+len(el.Uses) > 0 {
		k.words = strings.Join(el.Generations, " ") + "|" + strings.Join(el.Bands, " ") + "|" + strings.Join(el.Uses, " ")
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

// familyOf stands for a model and part number of which nothing but the families matters: the maker is known, or is on no
// list, and they speak for nobody else. ok is false where the texts themselves matter.
func (s *screener) familyOf(el *inventory.Element) (string, bool) {
	name := s.name(el.Vendor)
	if el.SysObjectID != "" || !name.decides() && name.method != Unlisted {
		return "", false
	}
	models := s.model(el.Model, el.PartNumber)
	if len(models) == 0 {
		return "\x00", true // no text of a file is that
	}
	b := []byte{0}
	for _, h := range models {
		if name.method == Unlisted || h.family == nil || h.fits || !h.of(name.hits[0]) {
			return "", false
		}
		b = strconv.AppendInt(b, int64(s.rules.models.numbers[h.family]), 10)
		b = append(b, ' ', byte(h.signs), ' ')
		if h.aff != nil {
			b = append(b, h.aff.Name...)
		}
		if h.named {
			b = append(b, 'n')
		}
	}
	return string(b), true
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
