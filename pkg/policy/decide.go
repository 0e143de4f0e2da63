package policy

import (
	"cmp"
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
	own := ownModel(h, models) // that others use such names is then no news
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
	o.Method = ByOrigin
	if o.Verdict == Covered {
		o.Evidence = join(fmt.Sprintf("produced in %s", el.Origin), o.Evidence)
	}
	return o
}

// reach is a rule that reaches gear, or may, with the reason.
type reach struct {
	Applied
	why, settle string
}

// held holds gear against entries, and gathers those that reach it or may. h is nil where no maker is looked at.
func (s *screener) held(g regimeOn, el *gear, role string, h *hit, entries []int) opinion {
	var reached []reach
	var misses *Entry // the oldest that does not reach it, to point to
	var why string
	for _, i := range entries {
		e := &g.Entries[i]
		v, evidence, settle := s.judge(g, e, el, role, h)
		if v == NotCovered {
			if misses == nil || e.From.Before(misses.From) {
				misses, why = e, evidence
			}
			continue
		}
		if !e.solid() {
			evidence = join(evidence, fmt.Sprintf("the rule %s is not verified (%s confidence)", e.ID, e.Confidence))
		}
		reached = append(reached, reach{Applied{Regime: g.ID, Rule: g.ID + "/" + e.ID, Entry: e, Verdict: v}, evidence, settle})
	}
	slices.SortStableFunc(reached, func(a, b reach) int { return compareApplied(a.Applied, b.Applied) })
	o := opinion{Finding{Verdict: NotCovered}}
	for i, r := range reached {
		o.Applied = append(o.Applied, r.Applied)
		switch {
		case i == 0:
			o.Verdict, o.Evidence, o.Settle = r.Verdict, r.why, r.settle
		case o.Verdict == Covered && r.Verdict == Unknown && !strings.Contains(o.Settle, r.settle):
			o.Evidence = join(o.Evidence, fmt.Sprintf("whether %s reaches it is not known: %s", r.Entry.ID, r.why))
			o.Settle = join(o.Settle, r.settle)
		}
	}
	o.lead()
	if misses != nil && len(reached) == 0 {
		o.Evidence, o.Rule, o.RuleTitle, o.Demand, o.Since = why, g.ID+"/"+misses.ID, misses.Title, misses.Demand, misses.From
	}
	return o
}

// compareApplied puts first what is sure, then what demands most, then what binds the earliest, then what is the oldest.
func compareApplied(a, b Applied) int {
	return cmp.Or(
		cmp.Compare(b.Verdict.strength(), a.Verdict.strength()),
		cmp.Compare(rank(a.Entry.Demand), rank(b.Entry.Demand)),
		compareDays(a.Entry.Date, b.Entry.Date),
		a.Entry.From.Compare(b.Entry.From),
		cmp.Compare(a.Entry.ID, b.Entry.ID),
	)
}

// compareDays puts the earlier day first, and a day that is not stated last.
func compareDays(a, b inventory.Date) int {
	switch {
	case a.IsZero() == b.IsZero():
		return a.Compare(b)
	case a.IsZero():
		return 1
	}
	return -1
}

// lead fills in the leading rule from the first that applies.
func (o *opinion) lead() {
	if len(o.Applied) == 0 {
		o.Rule, o.RuleTitle, o.Demand, o.Since = "", "", "", inventory.Date{}
		return
	}
	a := &o.Applied[0]
	o.Rule, o.RuleTitle, o.Demand, o.Since = a.Rule, a.Entry.Title, a.Entry.Demand, a.Entry.From
}

// remove says whether the element must go and by when.
func (o *opinion) remove() {
	o.Removal, o.RemoveBy = Stays, inventory.Date{}
	open := o.Verdict == Unknown && len(o.Applied) == 0
	for i := range o.Applied {
		a := &o.Applied[i]
		r := removal(a.Entry.Demand)
		if a.Verdict == Unknown {
			open = open || r != Stays
			continue
		}
		o.Removal = max(o.Removal, r)
		if r == MustGo && compareDays(a.Entry.Date, o.RemoveBy) < 0 {
			o.RemoveBy = a.Entry.Date
		}
	}
	if open && o.Removal == Stays {
		o.Removal = RemovalUnknown
	}
}

// judge applies one entry. The first reason that keeps the gear from being covered is the answer.
func (s *screener) judge(g regimeOn, e *Entry, el *gear, role string, h *hit) (v Verdict, why, settle string) {
	switch {
	case e.Subject != "equipment":
		return NotCovered, fmt.Sprintf("named for its %s only (%s)", e.Subject, e.What), ""
	case e.From.IsZero():
		return NotCovered, "named by a proposal that is not in force", ""
	case s.asOf.Before(e.From):
		return NotCovered, fmt.Sprintf("named from %s, not yet on %s", e.From, s.asOf), ""
	case !e.inForce(s.asOf):
		return NotCovered, fmt.Sprintf("named until %s, no more on %s", e.Until, s.asOf), ""
	}
	in := e.reachOf().holds(el)
	if in.answer == No {
		return NotCovered, in.why, ""
	}
	if h != nil && h.aff != nil {
		if v, why, settle = s.affiliation(h.aff, h.vendor, el.Acquired); v != Covered {
			return v, why, settle
		}
	}
	out := s.exempt(g, e.Except, el, 0)
	switch {
	case out.answer == Yes:
		return NotCovered, out.why, ""
	case in.answer == NotKnown:
		return Unknown, in.why, in.settle
	case out.answer == NotKnown:
		return Unknown, out.why, out.settle
	}
	if rv := e.review(role); rv != nil {
		return Unknown, rv.Why, rv.Settle
	}
	return Covered, why, ""
}

// mostExceptions bounds how many exceptions are looked at for one rule and element, those to exceptions among them; a
// file with more in one rule is not read to its end, and the answer is not known.
const mostExceptions = 200

// exempt reports whether one of the exceptions takes the gear out.
func (s *screener) exempt(g regimeOn, ids []string, el *gear, depth int) within {
	if depth == 0 {
		s.asked = 0
	}
	out := within{answer: No}
	for _, id := range ids {
		x := g.exception(id)
		if s.asked++; s.asked > mostExceptions {
			return within{NotKnown, "the rule has too many exceptions to look through", "a simpler rule"}
		}
		if x == nil || s.asOf.Before(x.From) || !x.Until.IsZero() && s.asOf.After(x.Until) {
			continue
		}
		in := x.Scope.holds(el)
		if in.answer == No {
			continue
		}
		back := s.exempt(g, x.Unless, el, depth+1)
		switch {
		case back.answer == Yes:
		case in.answer == Yes && back.answer == No:
			return within{answer: Yes, why: "exempt: " + x.Title}
		default:
			settle := in.settle
			switch {
			case in.answer == Yes:
				settle = back.settle
			case in.why == coveredOnly+x.Scope.Qualified:
				settle = "whether this holds: " + x.Scope.Qualified
			}
			out = within{NotKnown, "whether it is exempt is not known: " + x.Title, settle}
		}
	}
	return out
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

// reimburse fills in whether the removal is paid back, as far as the equipment goes: yes if any rule that reaches the
// element pays.
func (s *screener) reimburse(o *opinion, el *gear) {
	switch {
	case o.Verdict == NotCovered:
		o.Reimbursable, o.ReimbursableBy = No, "not covered"
		return
	case len(o.Applied) == 0:
		o.ReimbursableBy = "unknown whether it is covered"
		return
	}
	o.Reimbursable = No
	o.ReimbursableBy = o.Applied[0].Rule + " reimburses nothing"
	settle, first := "", true
	for i := range o.Applied {
		a := &o.Applied[i]
		if !a.Entry.Reimbursable {
			continue
		}
		answer, by, open := s.pays(a, el)
		if first || answer == Yes || answer == NotKnown && o.Reimbursable == No {
			o.Reimbursable, o.ReimbursableBy, settle, first = answer, by, open, false
		}
		if answer == Yes {
			break
		}
	}
	o.Settle = join(o.Settle, settle)
}

// pays says whether one rule pays for the removal.
func (s *screener) pays(a *Applied, el *gear) (answer Answer, by, settle string) {
	e := a.Entry
	switch {
	case !e.AcquiredBy.IsZero() && el.Acquired.After(e.AcquiredBy):
		return No, fmt.Sprintf("acquired %s, after %s", el.Acquired, e.AcquiredBy), ""
	case a.Verdict == Unknown:
		return NotKnown, "unknown whether it is covered", ""
	case !e.AcquiredBy.IsZero() && el.Acquired.IsZero():
		return NotKnown, fmt.Sprintf("acquired is not stated; reimbursable only if obtained on or before %s", e.AcquiredBy),
			"the date of acquisition: an invoice or a delivery note"
	case e.AcquiredBy.IsZero():
		return Yes, a.Rule, ""
	}
	by = fmt.Sprintf("acquired %s, on or before %s", el.Acquired, e.AcquiredBy)
	if el.Acquired == e.AcquiredBy && e.AcquiredNote != "" {
		by += " (" + e.AcquiredNote + ")"
	}
	return Yes, by, ""
}
