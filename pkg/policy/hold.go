package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

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
	o, told := opinion{Finding: Finding{Verdict: NotCovered}}, 0
	for i, r := range reached {
		o.Applied = append(o.Applied, r.Applied)
		switch {
		case i == 0:
			o.Verdict, o.Evidence, o.Settle = r.Verdict, r.why, r.settle
		case o.Verdict == Covered && r.Verdict == Unknown && told < mostTold && !strings.Contains(o.Settle, r.settle):
			told++
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
func (o *opinion) remove(g regimeOn) {
	o.Removal, o.RemoveBy = Stays, inventory.Date{}
	open := Stays // the most that a rule demands of which it is not known whether it reaches the element
	if o.Verdict == Unknown && len(o.Applied) == 0 || o.nameless && g.removes {
		open = MustGo
	}
	for i := range o.Applied {
		a := &o.Applied[i]
		r := removal(a.Entry.Demand)
		if a.Verdict == Unknown {
			open = max(open, r)
			continue
		}
		o.Removal = max(o.Removal, r)
		if r == MustGo && compareDays(a.Entry.Date, o.RemoveBy) < 0 {
			o.RemoveBy = a.Entry.Date
		}
	}
	if open > o.Removal {
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
		el.dated = el.dated || h.dated()
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
