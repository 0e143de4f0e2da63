package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// Supply says whether gear may be brought in.
type Supply struct {
	Prohibited   Answer
	Rule         string // regime/entry; "" where none says anything
	Why          string // what was recognised and what the rule says to it; safe to print
	Settle       string // what would settle it where that is not known
	Approval     string // the rule under which an authority must agree first, "" where none
	ApprovalDays int    // how long that takes, 0 where it is not known
}

// Buyer asks what regimes say to bringing gear in. It may be used by one goroutine at a time.
type Buyer struct {
	rules   *Rules
	regimes []*Regime
	on      map[inventory.Date]*screener
}

// Buyer returns one for some regimes. It fails for an unknown regime (ErrRegime).
func (r *Rules) Buyer(regimes []string) (*Buyer, error) {
	b := &Buyer{rules: r, on: map[inventory.Date]*screener{}}
	for _, id := range regimes {
		g, err := r.need(id)
		if err != nil {
			return nil, err
		}
		b.regimes = append(b.regimes, g)
	}
	return b, nil
}

// Ask looks at gear as if it were obtained on the day. site and operator may be nil. approved names regimes, or rules as
// regime/rule, whose approval there is. Of several regimes the one that prohibits answers.
func (b *Buyer) Ask(el *inventory.Element, site *inventory.Site, operator *inventory.Operator, approved []string, on inventory.Date) Supply {
	s := b.on[on]
	if s == nil {
		s = newScreener(b.rules, b.regimes, on)
		b.on[on] = s
	}
	obtained := *el
	obtained.Acquired = on
	thing := &gear{Element: &obtained, site: site, operator: operator}
	out := Supply{Prohibited: No}
	for _, g := range s.regimes {
		if g.elsewhere(thing) {
			continue
		}
		o := s.reached(g, thing)
		got := s.supply(g, thing, &o, approved)
		if got.Approval != "" && (out.Approval == "" || got.ApprovalDays > out.ApprovalDays) {
			out.Approval, out.ApprovalDays = got.Approval, got.ApprovalDays
		}
		if strength(got.Prohibited) > strength(out.Prohibited) {
			got.Approval, got.ApprovalDays = out.Approval, out.ApprovalDays
			out = got
		}
	}
	return out
}

// strength orders answers: a prohibition stands before a question.
func strength(a Answer) int {
	switch a {
	case Yes:
		return 2
	case NotKnown:
		return 1
	}
	return 0
}

// Changes lists the days after from, until to, on which what the regimes say may change, ascending.
func (b *Buyer) Changes(from, to inventory.Date) []inventory.Date {
	var days []inventory.Date
	add := func(d inventory.Date) {
		if !d.IsZero() && d.After(from) && !d.After(to) {
			days = append(days, d)
		}
	}
	span := func(first, last inventory.Date) {
		add(first)
		if !last.IsZero() {
			add(last.AddDays(1))
		}
	}
	for _, g := range b.regimes {
		for i := range g.Entries {
			e := &g.Entries[i]
			span(e.From, e.Until)
			span(e.Scope.AcquiredFrom, e.Scope.AcquiredUntil)
			span(inventory.Date{}, e.Date)
			for _, v := range e.Vendors {
				if vendor := b.rules.vendor(v); vendor != nil {
					for k := range vendor.Affiliates {
						span(vendor.Affiliates[k].From, vendor.Affiliates[k].Until)
					}
				}
			}
		}
		for i := range g.Exceptions {
			x := &g.Exceptions[i]
			span(x.From, x.Until)
			span(x.Scope.AcquiredFrom, x.Scope.AcquiredUntil)
		}
	}
	slices.SortFunc(days, inventory.Date.Compare)
	return slices.Compact(days)
}

// like says whether bringing in gear like an element is prohibited on the day of the screening.
func (s *screener) like(g regimeOn, el *gear, o *opinion) (Answer, string) {
	got := s.supply(g, el, o, nil)
	if el.Acquired != s.asOf && el.dated {
		obtained := *el.Element
		obtained.Acquired = s.asOf
		again := &gear{Element: &obtained, site: el.site, operator: el.operator}
		p := s.reached(g, again)
		got = s.supply(g, again, &p, nil)
	}
	if got.Prohibited == No {
		return No, ""
	}
	return got.Prohibited, join(got.Rule, got.Settle)
}

// supply says what one regime says to bringing in gear that o was found for.
func (s *screener) supply(g regimeOn, el *gear, o *opinion, approved []string) Supply {
	out := Supply{Prohibited: No}
	take := func(a Answer, rule, why, settle string) {
		if strength(a) > strength(out.Prohibited) {
			out.Prohibited, out.Rule, out.Why, out.Settle = a, rule, why, settle
		}
	}
	for i := range o.Applied {
		a := &o.Applied[i]
		if !a.Entry.bars(s.asOf) || len(a.Entry.Vendors) == 0 && approves(approved, g.ID, a.Rule) {
			continue
		}
		answer := Yes
		if a.Verdict == Unknown {
			answer = NotKnown
		}
		take(answer, a.Rule, o.Evidence, o.Settle)
	}
	if o.Verdict == Unknown && len(o.Applied) == 0 || o.nameless && g.bars {
		take(NotKnown, "", o.Evidence, o.Settle)
	}
	for _, i := range g.supplying {
		e := &g.Entries[i]
		rule := g.ID + "/" + e.ID
		if e.Subject != "equipment" || !e.inForce(s.asOf) || approves(approved, g.ID, rule) {
			continue
		}
		in := e.Scope.holds(el)
		if in.answer != No {
			switch out := s.exempt(g, e.Except, el, 0); {
			case out.answer == Yes:
				in.answer = No
			case out.answer == NotKnown && in.answer == Yes:
				in = out
			}
		}
		s.consent(e, rule, el, in, take, &out)
	}
	return out
}

// consent is what a rule says that asks for a place on a list, or for an approval.
func (s *screener) consent(e *Entry, rule string, el *gear, in within, take func(Answer, string, string, string), out *Supply) {
	if in.answer == No {
		return
	}
	name := s.name(el.Vendor)
	listed := name.decides() && name.hits[0].apart == nil && slices.Contains(e.Vendors, name.hits[0].vendor.ID)
	if e.Demand == "prior_approval" {
		if len(e.Vendors) == 0 || listed {
			if out.Approval == "" || e.ApprovalDays > out.ApprovalDays {
				out.Approval, out.ApprovalDays = rule, e.ApprovalDays
			}
		}
		return
	}
	m := maker{label: "vendor", vendor: el.Vendor}
	switch {
	case listed:
	case in.answer == NotKnown:
		take(NotKnown, rule, in.why, in.settle)
	case len(e.Vendors) == 0 || !name.decides() && name.method != Unlisted:
		take(NotKnown, rule, fmt.Sprintf("%s; only what is on the list may be brought in, and whether it is is not known", m.seen(name)),
			fmt.Sprintf("whether the product is approved under %s: then name the rule in its approved", rule))
	default:
		take(Yes, rule, fmt.Sprintf("%s; the list has only %s", m.seen(name), strings.Join(e.Vendors, ", ")), "")
	}
}

// bars reports whether the rule keeps gear that it names from being brought in on a day: it forbids to get it or to use
// it, or its last day has passed.
func (e *Entry) bars(on inventory.Date) bool {
	switch e.Demand {
	case "ban_new", "no_use":
		return true
	case "remove_by", "exclude_site_class":
		return !e.Date.IsZero() && on.After(e.Date)
	}
	return false
}

// approves reports whether a list of approvals names the regime or the rule.
func approves(approved []string, regime, rule string) bool {
	return slices.Contains(approved, regime) || slices.Contains(approved, rule)
}
