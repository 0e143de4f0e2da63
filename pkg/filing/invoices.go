package filing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
)

// billed is an invoice line with its place in the estimate and what is asked for it.
type billed struct {
	*Invoice
	number int // in the invoice
	*InvoiceLine
	application string
	location    string
	category    string
	estimate    *group // nil where the estimate has no such line
	over        cost.Cents
	eligible    cost.Eligible
	by          string
	countable   cost.Cents
	asked       cost.Cents
	above       cost.Cents // what is not asked, because the allocation is used up
	state       string
	needs       []string
}

// group is what the estimate has under one reference of an invoice line: several lines, where an item stands in several steps
// or for several elements.
type group struct {
	lines          []*Line
	total, counted cost.Cents
	unknown        bool // one of them has no price
	answers        []cost.Eligible
	by             []string
	billed, used   cost.Cents // what the invoice lines so far ask of total and of counted
}

// groupKey says which lines of the estimate belong to an invoice line. The element is not in it: it may be billed for one
// element and estimated for several, and then nobody could say which part of the estimate is used up.
type groupKey struct {
	pkg, item string // pkg is "" for the whole network
	tag       cost.Tag
}

// bills works every invoice line out that has come by the day: in the order of their claims, those that are not claimed last, so
// that what was claimed first draws first on the allocation. They are returned in the order of the file.
func (b *book) bills() ([]*billed, error) {
	if b.billed != nil {
		return b.billed, nil
	}
	var all []*billed
	for i := range b.progress.Invoices {
		v := &b.progress.Invoices[i]
		if v.Date.After(b.AsOf) {
			continue
		}
		for j := range v.Lines {
			all = append(all, &billed{Invoice: v, number: j + 1, InvoiceLine: &v.Lines[j]})
		}
	}
	groups, err := b.groups()
	if err != nil {
		return nil, err
	}
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(x, y *billed) int {
		a, c := b.happened(x.ClaimedOn), b.happened(y.ClaimedOn)
		if a.IsZero() != c.IsZero() {
			return c.Compare(a) // what is not claimed stands last
		}
		return cmp.Or(a.Compare(c), x.Date.Compare(y.Date))
	})
	left := map[string]*cost.Cents{}
	for _, l := range order {
		if err := b.work(l, groups); err != nil {
			return nil, fmt.Errorf("invoice %q, line %d: %w", l.Invoice.Invoice, l.number, err)
		}
		if err := b.draw(l, left); err != nil {
			return nil, fmt.Errorf("invoice %q, line %d: %w", l.Invoice.Invoice, l.number, err)
		}
		b.standing(l)
	}
	b.billed = slices.DeleteFunc(all, func(l *billed) bool { return !b.wanted(l.application) })
	return b.billed, nil
}

// groups are the lines of the estimate by what an invoice line can say of them.
func (b *book) groups() (map[groupKey]*group, error) {
	out := map[groupKey]*group{}
	for i := range b.lines {
		l := &b.lines[i]
		k := groupKey{l.Package, l.Item, l.Tag}
		if out[k] == nil {
			out[k] = &group{}
		}
		if err := out[k].add(l); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (g *group) add(l *Line) error {
	g.lines = append(g.lines, l)
	if !slices.Contains(g.answers, l.Eligible) {
		g.answers = append(g.answers, l.Eligible)
	}
	if !slices.Contains(g.by, l.EligibleBy) {
		g.by = append(g.by, l.EligibleBy)
	}
	if !l.Known {
		g.unknown = true
		return nil
	}
	if err := plus(&g.total, l.Total); err != nil {
		return err
	}
	return plus(&g.counted, l.Counted)
}

// answer is what the programme says to the lines as a whole: what it says to each where that is the same, and otherwise partly,
// up to what it counts of them.
func (g *group) answer() cost.Eligible {
	if len(g.answers) == 1 {
		return g.answers[0]
	}
	return cost.EligiblePartly
}

// work finds the line's place in the estimate and what the programme counts of it.
func (b *book) work(l *billed, groups map[groupKey]*group) error {
	b.place(l)
	if l.Item != "" && (l.Package != "" || l.Network) {
		l.estimate = groups[groupKey{l.Package, l.Item, l.Tag}]
	}
	g := l.estimate
	if g == nil {
		l.eligible, l.by = cost.Unclear, "the estimate has no such line"
		l.needs = append(l.needs, "a change of the estimate: it has no such line")
		return nil
	}
	l.category = g.lines[0].Category
	if err := plus(&g.billed, l.Amount); err != nil {
		return err
	}
	l.over = min(l.Amount, max(0, g.billed-g.total))
	l.eligible, l.by = g.answer(), strings.Join(g.by, "; ")
	if rule := b.incurred(l.application, l.Date); rule != "" {
		l.eligible, l.by = cost.EligibleNo, rule
	}
	switch l.eligible {
	case cost.EligibleYes:
		l.countable = l.Amount
	case cost.EligiblePartly: // the comparable is paid, the excess is the carrier's
		l.countable = min(l.Amount, max(0, g.counted-g.used))
	}
	if err := plus(&g.used, l.countable); err != nil {
		return err
	}
	switch l.eligible {
	case cost.Arguable:
		l.needs = append(l.needs, "the case: it has to be argued")
	case cost.Unclear:
		l.needs = append(l.needs, "what decides whether it is paid back")
	}
	if g.unknown {
		l.needs = append(l.needs, "a price in the estimate")
	}
	if l.over > 0 && l.Reason == "" {
		l.needs = append(l.needs, "the reason why it is above the estimate")
	}
	return nil
}

// place says which application and location a line is of, and its category where the estimate does not have it.
func (b *book) place(l *billed) {
	l.application, l.location, l.category = l.Invoice.Application, NetworkWide, l.Category
	if l.Package != "" {
		p := &b.Case.Packages[b.packageAt[l.Package]]
		l.application, l.location = p.Site.Application, p.Site.ID
		if e, ok := b.elementAt(l.Element); ok {
			l.location = e.Site
		}
	}
	if l.application == "" {
		l.application = b.onlyApplication()
	}
	if it, ok := b.Case.In.Catalog.Item(l.Item); ok && l.category == "" {
		l.category = it.Category
	}
	if l.category == "" {
		l.category = l.Item // a tax, or contingency
	}
}

// draw asks for what is counted, cut in proportion, as far as the allocation reaches: never is more drawn than was allocated (86 FR
// 2930, paragraph 151). What was decided draws what was approved.
func (b *book) draw(l *billed, left map[string]*cost.Cents) error {
	asked, err := l.countable.Times(b.proration(l.application))
	if err != nil {
		return err
	}
	l.asked = asked
	if _, ok := left[l.application]; !ok {
		left[l.application] = nil
		if a := b.allocation(l.application); a != nil {
			amount := *a
			left[l.application] = &amount
		}
	}
	rest := left[l.application]
	if rest == nil {
		return nil
	}
	l.asked = min(asked, max(0, *rest))
	l.above = asked - l.asked
	drawn := l.asked
	switch {
	case b.decided(l):
		drawn = *l.Approved
	case len(l.needs) > 0 && b.happened(l.ClaimedOn).IsZero():
		drawn = 0 // it cannot be claimed yet, and those that can go first
	}
	*rest = max(0, *rest-drawn)
	return nil
}

func (b *book) decided(l *billed) bool {
	return l.Approved != nil && !b.happened(l.DecidedOn).IsZero()
}

// standing says how far the claim for a line is.
func (b *book) standing(l *billed) {
	switch {
	case b.decided(l) && *l.Approved == 0:
		l.state = "refused"
	case b.decided(l) && !b.happened(l.PaidBackOn).IsZero():
		l.state = "paid back"
	case b.decided(l):
		l.state = "approved"
	case !b.happened(l.ClaimedOn).IsZero():
		l.state = "claimed"
	case len(l.needs) > 0:
		l.state = "not ready"
	case l.countable == 0:
		l.state = "not eligible"
	case l.asked == 0:
		l.state = "not ready"
		l.needs = append(l.needs, "a further allocation: this one is used up")
	default:
		l.state = "ready"
	}
}

// onlyApplication is the application of what names none, where the operator has one alone.
func (b *book) onlyApplication() string {
	only := ""
	for i := range b.Case.In.Inventory.Sites {
		switch a := b.Case.In.Inventory.Sites[i].Application; {
		case a == "" || a == only:
		case only != "":
			return ""
		default:
			only = a
		}
	}
	return only
}

// orderApplication is the application of an order: its own, its package's, or the only one.
func (b *book) orderApplication(o *Order) string {
	switch {
	case o.Application != "":
		return o.Application
	case o.Package != "":
		return b.Case.Packages[b.packageAt[o.Package]].Site.Application
	}
	return b.onlyApplication()
}
