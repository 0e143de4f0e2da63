package policy

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// opinion is a finding in the making, with the entry that it rests on.
type opinion struct {
	Finding
	entry *Entry
}

// maker is what an element or a part says of who made it.
type maker struct {
	label             string // "vendor", or which part
	vendor            string
	model, partNumber string
	role              string
}

// under decides one element under one regime.
func (s *screener) under(g regimeOn, el *inventory.Element) Finding {
	o := s.made(g, el, maker{"vendor", el.Vendor, el.Model, el.PartNumber, el.Role})
	told := 0
	for i := range el.Parts {
		if o.Verdict == Covered {
			break
		}
		p, ok := s.part(g, el, &el.Parts[i])
		switch {
		case !ok:
		case p.Verdict.strength() > o.Verdict.strength():
			o = p
		case p.Verdict == Unknown && told < mostTold && !strings.Contains(o.Evidence, p.Evidence):
			told++
			o.Evidence += "; " + p.Evidence
			if o.entry == nil {
				o.Vendor, o.Rule, o.RuleTitle, o.Demand, o.Since, o.entry = p.Vendor, p.Rule, p.RuleTitle, p.Demand, p.Since, p.entry
			}
			if !strings.Contains(o.Settle, p.Settle) {
				o.Settle += "; " + p.Settle
			}
		}
	}
	o.Regime = g.ID
	s.reimburse(&o, el)
	return o.Finding
}

// made decides by the maker stated and by the model.
func (s *screener) made(g regimeOn, el *inventory.Element, m maker) opinion {
	name, models := s.name(m.vendor), s.model(m.model, m.partNumber)
	if !g.held {
		return opinion{Finding: Finding{
			Verdict: NotCovered, Method: name.method, Vendor: vendorOf(name),
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
	return o
}

// proposed is for a name that resembles others: unknown if a rule names one of them.
func (s *screener) proposed(g regimeOn, el *inventory.Element, m maker, name nameMatch, models []modelHit) opinion {
	for _, h := range name.hits {
		o := s.apply(g, el, m.roleFor(h.vendor, models), h)
		if o.Verdict == NotCovered {
			continue
		}
		if o.Verdict == Covered {
			o.Settle = fmt.Sprintf("the maker's name as the nameplate or the invoice has it: is it %s?", h.vendor.Name)
		}
		o.Verdict, o.Method = Unknown, name.method
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
func (s *screener) unstated(g regimeOn, el *inventory.Element, m maker, name nameMatch, models []modelHit) opinion {
	var best opinion
	best.Method = Unstated
	best.Evidence = m.seen(name)
	best.Settle = "the maker's name from the nameplate, the invoice or the serial number"
	for i, mh := range models {
		o := s.apply(g, el, m.roleFor(mh.vendor, models), hit{vendor: mh.vendor})
		if i > 0 && (o.Verdict == NotCovered || best.entry != nil) {
			continue
		}
		o.Evidence = join(m.seen(name), m.modelSeen(mh))
		if o.Verdict == NotCovered {
			o.entry, o.Rule, o.RuleTitle, o.Demand = nil, "", "", ""
			o.Since = inventory.Date{}
		}
		o.Verdict, o.Method, o.RemoveBy = Unknown, ByModel, inventory.Date{}
		o.Settle = best.Settle
		best = o
	}
	return best
}

// contradict turns a verdict by name to unknown where the model belongs to another maker and that makes a difference.
func (s *screener) contradict(g regimeOn, el *inventory.Element, m maker, h hit, models []modelHit, o *opinion) {
	for _, mh := range models {
		if mh.vendor == h.vendor && h.apart == nil {
			return // the model is the stated maker's; that others use such names is no news
		}
	}
	for _, mh := range models {
		if !mh.loud() {
			continue
		}
		w := s.apply(g, el, m.roleFor(mh.vendor, models), hit{vendor: mh.vendor})
		evidence := fmt.Sprintf("%s, but %s", o.Evidence, m.modelSeen(mh))
		switch {
		case o.Verdict == Covered && w.Verdict == Covered:
			o.Evidence = evidence // covered either way
		case o.Verdict == Covered || o.Verdict == NotCovered && w.Verdict != NotCovered:
			if o.Verdict == NotCovered {
				w.Method, w.RemoveBy = o.Method, inventory.Date{}
				*o = w
			}
			o.Verdict, o.Method, o.Evidence = Unknown, ByModel, evidence
			o.RemoveBy = inventory.Date{}
			o.Settle = "which of vendor and model is right: the nameplate or the invoice"
		default:
			continue
		}
		return
	}
}

// apply says what a regime's entries say to gear of a maker, as of the day: the strongest verdict, and of equals the rule
// that is in force the longest.
func (s *screener) apply(g regimeOn, el *inventory.Element, role string, h hit) opinion {
	if h.apart != nil {
		return opinion{Finding: Finding{
			Verdict: NotCovered, Vendor: h.apart.Name,
			Evidence: fmt.Sprintf("not %s: %s", h.vendor.Name, h.apart.Why),
		}}
	}
	best := opinion{Finding: Finding{
		Verdict: NotCovered, Vendor: h.vendor.Name,
		Evidence: fmt.Sprintf("no rule of %s names it", g.ID),
	}}
	for _, i := range g.byVendor[h.vendor.ID] {
		e := &g.Entries[i]
		o := opinion{entry: e, Finding: Finding{
			Vendor: h.vendor.Name, Rule: g.ID + "/" + e.ID, RuleTitle: e.Title, Demand: e.Demand, Since: e.From, RemoveBy: e.Date,
		}}
		o.Verdict, o.Evidence, o.Settle = s.judge(e, el, role, h)
		if o.Verdict != Covered {
			o.RemoveBy = inventory.Date{}
		}
		a, b := best.Verdict.strength(), o.Verdict.strength()
		if best.entry == nil || b > a || b == a && o.Since.Before(best.Since) {
			best = o
		}
	}
	return best
}

// judge applies one entry. The first reason that keeps the gear from being covered is the answer.
func (s *screener) judge(e *Entry, el *inventory.Element, role string, h hit) (v Verdict, why, settle string) {
	switch {
	case e.Subject != "equipment":
		return NotCovered, fmt.Sprintf("named for its %s only (%s)", e.Subject, e.What), ""
	case s.asOf.Before(e.From):
		return NotCovered, fmt.Sprintf("named from %s, not yet on %s", e.From, s.asOf), ""
	case !e.inForce(s.asOf):
		return NotCovered, fmt.Sprintf("named until %s, no more on %s", e.Until, s.asOf), ""
	case !e.Scope.holds(el):
		return NotCovered, fmt.Sprintf("the rule does not reach domain %s, role %s", orNone(el.Domain), orNone(el.Role)), ""
	}
	if h.aff != nil {
		if v, why, settle = s.affiliation(h.aff, h.vendor, el.Acquired); v != Covered {
			return v, why, settle
		}
	}
	if q := e.Scope.Qualified; q != "" {
		return Unknown, "covered only " + q, "what the gear is used for: covered only " + q
	}
	if rv := e.review(role); rv != nil {
		return Unknown, rv.Why, rv.Settle
	}
	return Covered, why, ""
}

// affiliation says whether gear of an affiliate counts as the vendor's. While the relation lasts it does. After its end
// the gear does that was obtained before: it was made by what was an affiliate then.
func (s *screener) affiliation(a *Affiliate, v *Vendor, acquired inventory.Date) (Verdict, string, string) {
	var why string
	switch {
	case !a.From.IsZero() && s.asOf.Before(a.From):
		return NotCovered, fmt.Sprintf("of %s only from %s", v.Name, a.From), ""
	case a.Until.IsZero() || !s.asOf.After(a.Until):
	case acquired.IsZero():
		return Unknown, fmt.Sprintf("of %s only until %s, and acquired is not stated", v.Name, a.Until),
			fmt.Sprintf("the date of acquisition: gear obtained until %s counts as %s's", a.Until, v.Name)
	case acquired.After(a.Until):
		return NotCovered, fmt.Sprintf("of %s only until %s, acquired %s", v.Name, a.Until, acquired), ""
	case !a.From.IsZero() && acquired.Before(a.From):
		return NotCovered, fmt.Sprintf("of %s only from %s, acquired %s", v.Name, a.From, acquired), ""
	default:
		why = fmt.Sprintf("acquired %s, while it was of %s (until %s)", acquired, v.Name, a.Until)
	}
	switch {
	case a.Relation == "oem":
		return Unknown, fmt.Sprintf("it sells gear made by %s, and other gear too", v.Name), "who made this model: the equipment authorization (FCC ID) or the maker's declaration"
	case !a.solid():
		return Unknown, fmt.Sprintf("that it belongs to %s is believed (%s confidence) and not verified", v.Name, a.Confidence),
			fmt.Sprintf("whether %s is an affiliate of %s", a.Name, v.Name)
	}
	return Covered, why, ""
}

// reimburse fills in whether the removal is paid back, as far as the equipment goes.
func (s *screener) reimburse(o *opinion, el *inventory.Element) {
	e := o.entry
	switch {
	case o.Verdict == NotCovered:
		o.Reimbursable, o.ReimbursableBy = No, "not covered"
	case e == nil:
		o.ReimbursableBy = "unknown whether it is covered"
	case !e.Reimbursable:
		o.Reimbursable, o.ReimbursableBy = No, o.Rule+" reimburses nothing"
	case !e.AcquiredBy.IsZero() && el.Acquired.After(e.AcquiredBy):
		o.Reimbursable = No
		o.ReimbursableBy = fmt.Sprintf("acquired %s, after %s", el.Acquired, e.AcquiredBy)
	case o.Verdict == Unknown:
		o.ReimbursableBy = "unknown whether it is covered"
	case !e.AcquiredBy.IsZero() && el.Acquired.IsZero():
		o.ReimbursableBy = fmt.Sprintf("acquired is not stated; reimbursable only if obtained on or before %s", e.AcquiredBy)
		o.Settle = join(o.Settle, "the date of acquisition: an invoice or a delivery note")
	case e.AcquiredBy.IsZero():
		o.Reimbursable, o.ReimbursableBy = Yes, o.Rule
	default:
		o.Reimbursable = Yes
		o.ReimbursableBy = fmt.Sprintf("acquired %s, on or before %s", el.Acquired, e.AcquiredBy)
		if el.Acquired == e.AcquiredBy && e.AcquiredNote != "" {
			o.ReimbursableBy += " (" + e.AcquiredNote + ")"
		}
	}
}
