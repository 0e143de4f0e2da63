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
	nameless bool // it is not known who made it, or a part of it: any rule on named makers may reach it
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
	if g.elsewhere(el) {
		name := s.name(el.Vendor)
		return Finding{
			Regime: g.ID, Verdict: NotCovered, Removal: Stays, Buy: No, Reimbursable: No, ReimbursableBy: "not covered",
			Method: name.method, Confidence: name.confidence(), Vendor: vendorOf(name),
			Evidence: fmt.Sprintf("its site is in %s, where the rules of %s do not hold", el.country(), g.ID),
		}
	}
	el.dated = false
	o := s.reached(g, el)
	o.Regime = g.ID
	o.remove(g)
	o.Buy, o.BuyBy = s.like(g, el, &o)
	s.reimburse(&o, el)
	return o.Finding
}

// reached says which rules reach gear by who made it, by what is in it, and by where it was produced.
func (s *screener) reached(g regimeOn, el *gear) opinion {
	o := s.made(g, el, maker{"vendor", el.Vendor, el.Model, el.PartNumber, el.Role, el.SysObjectID})
	unsure, told := opinion{Finding: Finding{Verdict: NotCovered}}, 0 // what parts may say, all together
	for i := range el.Parts {
		p, ok := s.part(g, el, &el.Parts[i])
		o.nameless = o.nameless || ok && p.nameless
		switch {
		case !ok:
		case p.Verdict == Covered:
			o.take(p)
		case unsure.Verdict == NotCovered:
			unsure = p
		default:
			if told < mostTold && !strings.Contains(unsure.Evidence, p.Evidence) {
				told++
				unsure.Evidence += "; " + p.Evidence
				unsure.Settle = joinNew(unsure.Settle, p.Settle)
			}
			unsure.also(p)
		}
	}
	switch { // after what is sure, so that the order of parts decides nothing
	case unsure.Verdict == NotCovered:
	case o.Verdict == NotCovered:
		o.take(unsure)
	case o.Verdict == Covered:
		o.mayToo(s, unsure)
	default:
		o.Evidence, o.Settle = joinNew(o.Evidence, unsure.Evidence), joinNew(o.Settle, unsure.Settle)
		o.also(unsure)
	}
	switch c := s.produced(g, el); {
	case c.Verdict == Covered || c.Verdict == Unknown && o.Verdict == NotCovered:
		vendor := o.Vendor
		o.take(c)
		o.Vendor = vendor
	case c.Verdict == Unknown && len(o.Applied) > 0:
		o.mayToo(s, c)
	}
	return o
}

// take joins what another look at the same gear has found: what is stronger stands, and a rule that both found once.
func (o *opinion) take(p opinion) {
	applied := union(o.Applied, p.Applied)
	if p.Verdict.strength() > o.Verdict.strength() {
		*o, p = p, *o
		o.nameless = o.nameless || p.nameless
	} else if len(applied) > len(o.Applied) {
		o.Evidence = joinNew(o.Evidence, p.Evidence)
	}
	o.Applied = applied
	if o.lead(); o.open() && o.Settle == "" {
		o.Settle = p.Settle
	}
}

// also joins the rules that may reach the gear, where it is not known either of those so far.
func (o *opinion) also(p opinion) {
	if len(o.Applied) == 0 {
		o.Vendor = p.Vendor
	}
	o.Applied = union(o.Applied, p.Applied)
	o.lead()
}

// mayToo joins rules that may reach the gear beside those that do, where they ask for what these do not.
func (o *opinion) mayToo(s *screener, p opinion) {
	if !s.asksMore(o, &p) {
		return
	}
	p.doubt(p.Method)
	o.Applied = union(o.Applied, p.Applied)
	o.Evidence, o.Settle = joinNew(o.Evidence, p.Evidence), joinNew(o.Settle, p.Settle)
	o.lead()
}

// asksMore reports whether a rule of p asks to remove, keeps from buying or pays where none of o does. Beside what is sure,
// only what is sure counts.
func (s *screener) asksMore(o, p *opinion) bool {
	most, bars, pays := Stays, false, false
	for _, a := range o.Applied {
		if a.Verdict != Unknown || o.Verdict != Covered {
			most, bars, pays = max(most, removal(a.Entry.Demand)), bars || a.Entry.bars(s.asOf), pays || a.Entry.Reimbursable
		}
	}
	return slices.ContainsFunc(p.Applied, func(a Applied) bool {
		return removal(a.Entry.Demand) > most || a.Entry.bars(s.asOf) && !bars || a.Entry.Reimbursable && !pays
	})
}

// union joins the rules that two looks at the same gear have found, what leads first. A rule that both found stands once, and is
// sure where one of them is.
func union(a, b []Applied) []Applied {
	out := slices.Clone(b)
	at := make(map[*Entry]int, len(b))
	for i := range b {
		at[b[i].Entry] = i
	}
	for _, x := range a {
		if i, both := at[x.Entry]; !both {
			out = append(out, x)
		} else if x.Verdict == Covered {
			out[i].Verdict = Covered
		}
	}
	slices.SortStableFunc(out, compareApplied)
	return out
}

// made decides by the maker stated and by the model.
func (s *screener) made(g regimeOn, el *gear, m maker) opinion {
	name, models := m.recognise(s.name(m.vendor), s.model(m.model, m.partNumber), s.rules.numbers)
	if !g.held {
		return opinion{Finding: Finding{
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
	var best opinion
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
		if best.Vendor == "" {
			best = o
		} else {
			best.mayToo(s, o)
		}
	}
	if best.Vendor != "" {
		return best
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
	best.nameless = true
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
			w.Evidence, w.Settle = evidence, mh.settle()
			o.mayToo(s, w)
		case o.Verdict == Covered || o.Verdict == NotCovered && w.Verdict != NotCovered:
			if o.Verdict == NotCovered {
				*o = w
			}
			o.doubt(mh.method())
			o.mayToo(s, w)
			o.Evidence = evidence
			o.Settle = mh.settle()
		default:
			if o.Verdict == Unknown {
				w.Evidence, w.Settle = evidence, mh.settle()
				o.mayToo(s, w)
			}
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
		return opinion{Finding: Finding{
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
		return opinion{Finding: Finding{Verdict: NotCovered}}
	}
	o := s.held(g, el, el.Role, nil, g.byOrigin)
	o.Method, o.Confidence = ByOrigin, certainty[ByOrigin]
	if o.Verdict == Covered {
		o.Evidence = join(fmt.Sprintf("produced in %s", el.Origin), o.Evidence)
	}
	return o
}
