package programme

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
)

// Answer is what the programme says to a line.
type Answer struct {
	Eligible cost.Eligible
	By       string     // the rule with its id, or what is missing
	Counted  cost.Cents // of a line that is eligible in part
}

// Judge says what of a line the programme pays, and by which rule: the first that speaks of it. Where a fact is missing that
// decides between two answers, the line is unclear, and By says what is missing; nothing becomes a yes by silence.
func (p *Programme) Judge(provider Provider, f Facts) Answer {
	who, _ := p.admits(&provider)
	a := Answer{Eligible: cost.EligibleNo}
	if who != cost.EligibleNo {
		a = p.line(&f)
	}
	if who == cost.EligibleNo || who == cost.Unclear && a.Eligible != cost.EligibleNo {
		_, why := p.Accepts(provider)
		return Answer{Eligible: who, By: why}
	}
	return a
}

// Accepts says whether the provider may take part: yes, no or unclear, with the rule or what is missing. An approved
// application settles it, whatever the count of customers is today.
func (p *Programme) Accepts(provider Provider) (cost.Eligible, string) {
	who, missing := p.admits(&provider)
	r := &p.Provider
	if provider.Approved != "" {
		return who, fmt.Sprintf("%s: application %q was approved", r.ID, provider.Approved)
	}
	return who, r.ID + ": " + r.Title + believed(r.Provenance) + missing
}

// admits is Accepts for every line of an estimate, without the words but for those on what is missing.
func (p *Programme) admits(provider *Provider) (who cost.Eligible, missing string) {
	r := &p.Provider
	switch {
	case provider.Approved != "":
		return cost.EligibleYes, ""
	case len(r.Kinds) > 0 && provider.Kind != "" && !slices.Contains(r.Kinds, provider.Kind),
		r.CustomersMax != nil && provider.Customers != nil && *provider.Customers > *r.CustomersMax:
		return cost.EligibleNo, ""
	case len(r.Kinds) > 0 && provider.Kind == "":
		return cost.Unclear, ": the kind of the operator is not stated"
	case r.CustomersMax != nil && provider.Customers == nil:
		return cost.Unclear, ": the number of customers is not stated, and no approved application"
	}
	return cost.EligibleYes, ""
}

// line asks the rules in their order. Those that may speak of the line before one does leave it open, unless they would say
// the same.
func (p *Programme) line(f *Facts) Answer {
	var open []*Rule
	var missing []string
	for i := range p.Rules {
		r := &p.Rules[i]
		if r.Answer == "" {
			continue // it is there to be read
		}
		switch v := r.holds(f); v.truth {
		case maybe:
			open = append(open, r)
			missing = append(missing, v.missing...)
		case yes:
			differs := func(o *Rule) bool { return o.Answer != r.Answer }
			if !slices.ContainsFunc(open, differs) {
				return r.answer(f)
			}
			return unclear(append(open, r), missing)
		}
	}
	if len(open) > 0 {
		return unclear(open, missing)
	}
	return Answer{Eligible: cost.Unclear, By: "no rule of the programme speaks of such a line"}
}

// unclear names what is missing, and which rules hang on it.
func unclear(rules []*Rule, missing []string) Answer {
	var once, ids []string
	for _, m := range missing {
		if !slices.Contains(once, m) {
			once = append(once, m)
		}
	}
	for _, r := range rules {
		ids = append(ids, fmt.Sprintf("%s (%s)", r.ID, r.Answer))
	}
	return Answer{Eligible: cost.Unclear, By: strings.Join(once, "; ") + ": it decides between " + strings.Join(ids, ", ")}
}

// answer is what a rule that speaks of the line says to it.
func (r *Rule) answer(f *Facts) Answer {
	a := Answer{Eligible: r.Answer, By: r.said}
	if f.Upgrade != "" && (r.Answer == cost.EligiblePartly || r.Answer == cost.Arguable) {
		a.By += "; more than comparable: " + f.Upgrade
	}
	if r.Answer == cost.EligibleNo && f.Gear == "no" && f.GearWhy != "" {
		a.By += "; " + f.GearWhy
	}
	if r.Answer != cost.EligiblePartly {
		return a
	}
	if !f.quoted() {
		return Answer{Eligible: cost.Unclear, By: a.By + ": the price of a comparable replacement is not stated"}
	}
	counted, err := f.counted()
	if err != nil {
		return Answer{Eligible: cost.Unclear, By: fmt.Sprintf("%s: %s × %s is out of range", a.By, f.Quantity, f.Comparable.UnitPrice)}
	}
	a.Counted = counted
	a.By += fmt.Sprintf("; comparable by %s: %s each", f.Comparable.Document, f.Comparable.UnitPrice.Grouped())
	return a
}

// believed says so of a datum whose source was not read.
func believed(p Provenance) string {
	if p.Verified {
		return ""
	}
	return fmt.Sprintf(" (not verified, confidence %s)", p.Confidence)
}
