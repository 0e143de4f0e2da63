package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// opinion is a finding in the making: Applied holds every rule that reaches the gear, or may.
type opinion struct {
	Finding
}

// maker is what an element or a part says of who made it.
type maker struct {
	label             string // "vendor", or which part
	vendor            string
	model, partNumber string
	role              string
	object            string // of the SNMP agent; parts have none
}

// under decides one element under one regime.
func (s *screener) under(g regimeOn, el *gear) Finding {
	if where := el.country(); where != "" && len(g.Countries) > 0 && !slices.Contains(g.Countries, where) {
		name := s.name(el.Vendor)
		return Finding{
			Regime: g.ID, Verdict: NotCovered, Removal: Stays, Buy: No, Reimbursable: No, ReimbursableBy: "not covered",
			Method: name.method, Confidence: name.confidence(), Vendor: vendorOf(name),
			Evidence: fmt.Sprintf("its site is in %s, where the rules of %s do not hold", where, g.ID),
		}
	}
	el.dated = false
	o := s.reached(g, el)
	o.Regime = g.ID
	o.remove()
	o.Buy, o.BuyBy = s.like(g, el, &o)
	s.reimburse(&o, el)
	return o.Finding
}

// reached says which rules reach gear by who made it, by what is in it, and by where it was produced.
func (s *screener) reached(g regimeOn, el *gear) opinion {
	o := s.made(g, el, maker{"vendor", el.Vendor, el.Model, el.PartNumber, el.Role, el.SysObjectID})
	told := 0
	for i := range el.Parts {
		p, ok := s.part(g, el, &el.Parts[i])
		switch {
		case !ok:
		case p.Verdict == Covered || o.Verdict == NotCovered:
			o.take(p)
		case o.Verdict == Unknown && told < mostTold && !strings.Contains(o.Evidence, p.Evidence):
			told++
			o.Evidence += "; " + p.Evidence
			if len(o.Applied) == 0 {
				o.Vendor, o.Applied = p.Vendor, p.Applied
				o.lead()
			}
			o.Settle = joinNew(o.Settle, p.Settle)
		}
	}
	if c := s.produced(g, el); c.Verdict == Covered || c.Verdict == Unknown && o.Verdict == NotCovered {
		vendor := o.Vendor
		o.take(c)
		o.Vendor = vendor
	}
	return o
}

// take joins what another look at the same gear has found: what is stronger stands, and a rule that both found once.
func (o *opinion) take(p opinion) {
	applied := slices.Clone(p.Applied)
	for _, a := range o.Applied {
		at := slices.IndexFunc(applied, func(b Applied) bool { return a.Entry == b.Entry })
		switch {
		case at < 0:
			applied = append(applied, a)
		case a.Verdict == Covered:
			applied[at].Verdict = Covered
		}
	}
	if p.Verdict.strength() > o.Verdict.strength() {
		*o, p = p, *o
	} else if len(applied) > len(o.Applied) {
		o.Evidence = joinNew(o.Evidence, p.Evidence)
	}
	slices.SortStableFunc(applied, compareApplied)
	open := slices.ContainsFunc(applied, func(a Applied) bool { return a.Verdict == Unknown })
	o.Applied = applied
	if o.lead(); open && o.Settle == "" {
		o.Settle = p.Settle
	}
}

// made decides by the maker stated and by the model.
func (s *screener) made(g regimeOn, el *gear, m maker) opinion {
	name, models := m.recognise(s.name(m.vendor), s.model(m.model, m.partNumber), s.rules.numbers)
	if !g.held {
		return opinion{Finding{
			Verdict: NotCovered, Method: name.method, Confidence: name.confidence(), Vendor: vendorOf(name),
			Evidence: fmt.Sprintf("%s; %s", m.seen(name), g.notHeld(s.asOf)),
		}}
	}
	var o opinion
	switch {
	case name.decides():
		h := name.hits[0]
		o = s.apply(g, el, m.roleFor(h.vendor, models), h)
		o.Method = name.method
		o.Evidence = join(m.seen(name), o.Evidence)
		s.contradict(g, el, m, h, models, &o)
	case name.method == Unstated:
		o = s.unstated(g, el, m, name, models)
	case name.method == Unlisted:
		o.Verdict, o.Method = NotCovered, Unlisted
		o.Evidence = fmt.Sprintf("%s; no rule of %s in force on %s names it", m.seen(name), g.ID, s.asOf)
		s.contradict(g, el, m, hit{}, models, &o)
	default:
		o = s.proposed(g, el, m, name, models)
	}
	o.Confidence = o.sure(name, models)
	return o
}

// proposed is for a name that resembles others: unknown if a rule names one of them.
func (s *screener) proposed(g regimeOn, el *gear, m maker, name nameMatch, models []modelHit) opinion {
	for _, h := range name.hits {
		o := s.apply(g, el, m.roleFor(h.vendor, models), h)
		if o.Verdict == NotCovered {
			continue
		}
		if o.Verdict == Covered {
			o.Settle = fmt.Sprintf("the maker's name as the nameplate or the invoice has it: is it %s?", h.vendor.Name)
		}
		o.doubt(name.method)
		o.Evidence = join(m.resembles(name.method, h), o.Evidence)
		return o
	}
	var o opinion
	o.Verdict, o.Method = NotCovered, name.method
	o.Evidence = fmt.Sprintf("%s; no rule of %s in force on %s names it or what it resembles", m.seen(nameMatch{method: Unlisted}), g.ID, s.asOf)
	if name.method == ByOEM {
		o.Vendor = vendorOf(name)
	}
	s.contradict(g, el, m, hit{}, models, &o)
	return o
}

// unstated is for gear whose maker is not stated: always unknown, with the maker that the model proposes.
func (s *screener) unstated(g regimeOn, el *gear, m maker, name nameMatch, models []modelHit) opinion {
	var best opinion
	best.Method = Unstated
	best.Evidence = m.seen(name)
	best.Settle = "the maker's name from the nameplate, the invoice or the serial number"
	for i, mh := range models {
		o := s.apply(g, el, m.roleFor(mh.vendor, models), mh.hit())
		if i > 0 && (o.Verdict == NotCovered || len(best.Applied) > 0) {
			continue
		}
		o.Evidence = join(m.seen(name), m.modelSeen(mh))
		if o.Verdict == NotCovered {
			o.Applied = nil
			o.lead()
		}
		o.doubt(mh.method())
		o.Settle = best.Settle
		best = o
	}
	return best
}

// contradict turns a verdict by name to unknown where the model belongs to another maker and that makes a difference.
func (s *screener) contradict(g regimeOn, el *gear, m maker, h hit, models []modelHit, o *opinion) {
	own := o.Method != BySigns && ownModel(h, models) // that others use such names is then no news
	for _, mh := range models {
		if !mh.contradicts(h, own) {
			continue
		}
		w := s.apply(g, el, m.roleFor(mh.vendor, models), mh.hit())
		evidence := fmt.Sprintf("%s, but %s", o.Evidence, m.modelSeen(mh))
		switch {
		case o.Verdict == Covered && w.Verdict == Covered:
			o.Evidence = evidence // covered either way
		case o.Verdict == Covered || o.Verdict == NotCovered && w.Verdict != NotCovered:
			if o.Verdict == NotCovered {
				*o = w
			}
			o.doubt(mh.method())
			o.Evidence = evidence
			o.Settle = mh.settle()
		default:
			continue
		}
		return
	}
}

// doubt turns an opinion, and every rule in it, to unknown.
func (o *opinion) doubt(method Method) {
	o.Verdict, o.Method, o.RemoveBy = Unknown, method, inventory.Date{}
	o.Applied = slices.Clone(o.Applied)
	for i := range o.Applied {
		o.Applied[i].Verdict = Unknown
	}
}

// apply says what a regime's entries say to gear of a maker, as of the day.
func (s *screener) apply(g regimeOn, el *gear, role string, h hit) opinion {
	if h.apart != nil {
		return opinion{Finding{
			Verdict: NotCovered, Vendor: h.apart.Name,
			Evidence: fmt.Sprintf("not %s: %s", h.vendor.Name, h.apart.Why),
		}}
	}
	o := s.held(g, el, role, &h, g.byVendor[h.vendor.ID])
	o.Vendor = h.vendor.Name
	if o.Evidence == "" && o.Verdict == NotCovered {
		o.Evidence = fmt.Sprintf("no rule of %s names it", g.ID)
	}
	return o
}

// produced is for rules on a whole category, whoever made it.
func (s *screener) produced(g regimeOn, el *gear) opinion {
	if len(g.byOrigin) == 0 {
		return opinion{Finding{Verdict: NotCovered}}
	}
	o := s.held(g, el, el.Role, nil, g.byOrigin)
	o.Method, o.Confidence = ByOrigin, certainty[ByOrigin]
	if o.Verdict == Covered {
		o.Evidence = join(fmt.Sprintf("produced in %s", el.Origin), o.Evidence)
	}
	return o
}
