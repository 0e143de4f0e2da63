package policy

import (
	"errors"
	"fmt"
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
	s := screener{rules: rules, asOf: asOf, names: make(map[string]nameMatch), models: make(map[[2]string][]modelHit)}
	for _, id := range regimes {
		g := rules.Regime(id)
		if g == nil {
			return nil, fmt.Errorf("screen: %w %s (known: %s)", ErrRegime, quote(id), strings.Join(rules.IDs(), ", "))
		}
		held, first := g.equipmentInForce(asOf)
		s.regimes = append(s.regimes, regimeOn{g, held, first})
	}
	out := make([]Finding, len(inv.Elements))
	decided := make(map[likeness]Finding)
	for i := range inv.Elements {
		el := &inv.Elements[i]
		key, ok := like(el)
		f, done := decided[key]
		if !ok || !done {
			f = s.element(el)
			if ok && len(decided) < mostLikenesses {
				decided[key] = f
			}
		}
		f.Element = i
		out[i] = f
	}
	return out, nil
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
}

// likeness is all of an element that a verdict depends on.
type likeness struct {
	vendor, model, partNumber, domain, role, parts string
	acquired                                       inventory.Date
}

// Bounds on what is remembered, so that an inventory in which nothing repeats costs no more memory than its findings.
const (
	mostLikenesses = 1 << 16
	maxKey         = 4096 // bytes
	maxParts       = 64   // of one element
	mostTold       = 8    // parts whose open questions are told; all are looked at
)

func like(el *inventory.Element) (likeness, bool) {
	k := likeness{el.Vendor, el.Model, el.PartNumber, el.Domain, el.Role, "", el.Acquired}
	size := len(el.Vendor) + len(el.Model) + len(el.PartNumber)
	for i := range el.Parts {
		p := &el.Parts[i]
		size += len(p.Vendor) + len(p.Model) + len(p.Role)
	}
	if size > maxKey || len(el.Parts) > maxParts {
		return k, false
	}
	if len(el.Parts) > 0 {
		var b strings.Builder
		for i := range el.Parts {
			p := &el.Parts[i]
			// Lengths go before the texts, so that no text can play the part of a separator.
			fmt.Fprintf(&b, "%d,%d,%d:%s%s%s", len(p.Vendor), len(p.Model), len(p.Role), p.Vendor, p.Model, p.Role)
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
func (s *screener) element(el *inventory.Element) Finding {
	out := s.under(s.regimes[0], el)
	for _, g := range s.regimes[1:] {
		f := s.under(g, el)
		switch a, b := out.Verdict.strength(), f.Verdict.strength(); {
		case b > a:
			out = f
		case b == a && f.Verdict == Covered:
			if out.RemoveBy.IsZero() || !f.RemoveBy.IsZero() && f.RemoveBy.Before(out.RemoveBy) {
				out.RemoveBy = f.RemoveBy
			}
			if out.Reimbursable == No && f.Reimbursable != No || out.Reimbursable == NotKnown && f.Reimbursable == Yes {
				out.Reimbursable, out.ReimbursableBy, out.Settle = f.Reimbursable, f.ReimbursableBy, f.Settle
			}
		case b == a && out.Rule == "" && f.Rule != "":
			out = f // the same verdict with a rule to point to
		}
	}
	return out
}
