package cost

import (
	"fmt"
	"slices"
)

// Milestone is the moment at which a part of a line is paid.
type Milestone string

// The milestones. A line without terms is paid whole at the start of its step.
const (
	AtStart      Milestone = "start"
	AtOrder      Milestone = "order"
	AtDelivery   Milestone = "delivery"
	AtAcceptance Milestone = "acceptance"
)

// Terms are the parts in which a line is paid. They add up to FullRate.
type Terms struct {
	Order, Delivery, Acceptance Rate
}

// PaymentRule gives terms to lines. A list that is empty asks for nothing; one that is not must have the line's word.
type PaymentRule struct {
	Categories, Layers, Items []string
	Tags                      []Tag
	Terms                     Terms
}

// Matches reports whether a line is one of those that the rule is about.
func (r *PaymentRule) Matches(l *Line) bool {
	return anyOrIn(r.Categories, l.Category) && anyOrIn(r.Layers, l.Layer) && anyOrIn(r.Items, l.Item) && anyOrIn(r.Tags, l.Tag)
}

func anyOrIn[T comparable](list []T, word T) bool {
	return len(list) == 0 || slices.Contains(list, word)
}

// TermsOf returns the terms of the first rule that matches a line, and whether there is one.
func (f *Funding) TermsOf(l *Line) (Terms, bool) {
	for i := range f.Payments {
		if f.Payments[i].Matches(l) {
			return f.Payments[i].Terms, true
		}
	}
	return Terms{}, false
}

// Installment is one payment of a line. Counted is what the programme counts of it, before proration: 0 … Spend.
type Installment struct {
	Milestone      Milestone
	Spend, Counted Cents
}

// Installments divides a line into its payments, in the order of the milestones; parts of nothing are left out, and so
// is a line whose price is unknown. The payments add up to the line's Total, and what is counted of them to its Counted,
// to the cent: both are divided by Split, the total in proportion to the terms, and Counted in proportion to the payments
// that came of it, so that none counts for more than it is.
func (l *Line) Installments(f *Funding) ([]Installment, error) {
	if !l.Known || l.Total == 0 {
		return nil, nil
	}
	t, ok := f.TermsOf(l)
	if !ok {
		return []Installment{{AtStart, l.Total, l.Counted}}, nil
	}
	parts, err := Split(l.Total, []Cents{Cents(t.Order), Cents(t.Delivery), Cents(t.Acceptance)})
	if err != nil {
		return nil, fmt.Errorf("line %q: payments: %w", l.Item, err)
	}
	counted, err := Split(l.Counted, parts)
	if err != nil {
		return nil, fmt.Errorf("line %q: payments: %w", l.Item, err)
	}
	var out []Installment
	for i, at := range []Milestone{AtOrder, AtDelivery, AtAcceptance} {
		if parts[i] > 0 {
			out = append(out, Installment{at, parts[i], counted[i]})
		}
	}
	return out, nil
}
