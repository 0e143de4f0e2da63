package filing

import (
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// reportPeriod is the last half year that ended with January or July, on the day or before it.
func reportPeriod(asOf inventory.Date) (from, to inventory.Date) {
	ends := func(year int, month time.Month) inventory.Date {
		d, err := inventory.ParseDate(time.Date(year, month, 31, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		if err != nil { // before the first day that a file may name
			return inventory.FirstDate
		}
		return d
	}
	year := asOf.Year()
	for _, pair := range [][2]inventory.Date{
		{ends(year, time.January), ends(year, time.July)}, {ends(year-1, time.July), ends(year, time.January)}, {ends(year-1, time.January), ends(year-1, time.July)},
	} {
		if !pair[1].After(asOf) && pair[0].Before(pair[1]) {
			return pair[0].AddDays(1), pair[1]
		}
	}
	return inventory.FirstDate, asOf
}

// spent is money by what has become of it until the end of a period.
type spent struct {
	estimate, ordered, invoiced, paid, claimed, approved, reimbursed cost.Cents
	paidIn, reimbursedIn                                             cost.Cents // in the period
}

func (s *spent) add(t *spent) error {
	return errors.Join(plus(&s.estimate, t.estimate), plus(&s.ordered, t.ordered), plus(&s.invoiced, t.invoiced), plus(&s.paid, t.paid), plus(&s.claimed, t.claimed),
		plus(&s.approved, t.approved), plus(&s.reimbursed, t.reimbursed), plus(&s.paidIn, t.paidIn), plus(&s.reimbursedIn, t.reimbursedIn))
}

func (s *spent) cells() []grid.Cell {
	return []grid.Cell{
		grid.Money(s.estimate), grid.Money(s.ordered), grid.Money(s.invoiced), grid.Money(s.paid), grid.Money(s.claimed), grid.Money(s.approved),
		grid.Money(s.reimbursed), grid.Money(s.paidIn), grid.Money(s.reimbursedIn),
	}
}

// spendKey is where money is counted.
type spendKey struct{ application, category string }

// spending gathers the money by application and category.
func (b *book) spending() (map[spendKey]*spent, error) {
	from, to := reportPeriod(b.AsOf)
	out := map[spendKey]*spent{}
	at := func(application, category string) *spent {
		k := spendKey{application, category}
		if out[k] == nil {
			out[k] = &spent{}
		}
		return out[k]
	}
	for i := range b.lines {
		if l := &b.lines[i]; b.wanted(l.Application) && l.Known {
			if err := plus(&at(l.Application, l.Category).estimate, l.Total); err != nil {
				return nil, err
			}
		}
	}
	for i := range b.progress.Orders {
		o := &b.progress.Orders[i]
		if a := b.orderApplication(o); o.Amount != nil && b.wanted(a) && !o.OrderedOn.After(to) {
			if err := plus(&at(a, b.orderCategory(o)).ordered, *o.Amount); err != nil {
				return nil, err
			}
		}
	}
	bills, err := b.bills()
	if err != nil {
		return nil, err
	}
	by := func(d inventory.Date) bool { return !d.IsZero() && !d.After(to) }
	for _, l := range bills {
		if l.Date.After(to) {
			continue
		}
		now := &spent{invoiced: l.Amount}
		if by(l.PaidOn) {
			now.paid = l.Amount
			if !l.PaidOn.Before(from) {
				now.paidIn = l.Amount
			}
		}
		if by(l.ClaimedOn) {
			now.claimed = l.asked
		}
		if by(l.DecidedOn) && l.Approved != nil {
			now.approved = *l.Approved
		}
		if by(l.PaidBackOn) && l.Approved != nil {
			now.reimbursed = *l.Approved
			if !l.PaidBackOn.Before(from) {
				now.reimbursedIn = *l.Approved
			}
		}
		if err := at(l.application, l.category).add(now); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (b *book) orderCategory(o *Order) string {
	if it, ok := b.Case.In.Catalog.Item(o.Item); ok && o.Category == "" {
		return it.Category
	}
	return o.Category
}

// categories are those of an application, sorted.
func categories(of map[spendKey]*spent, application string) (out []string) {
	for k := range of {
		if k.application == application {
			out = append(out, k.category)
		}
	}
	slices.Sort(out)
	return out
}

// sumOf adds the categories of an application up.
func sumOf(of map[spendKey]*spent, application string) (*spent, error) {
	all := &spent{}
	for _, c := range categories(of, application) {
		if err := all.add(of[spendKey{application, c}]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (b *book) spendingByCategory() (iter.Seq[[]grid.Cell], error) {
	of, err := b.spending()
	if err != nil {
		return nil, err
	}
	from, to := reportPeriod(b.AsOf)
	var rows [][]grid.Cell
	for _, a := range b.withUnassigned() {
		row := func(category string, s *spent) {
			rows = append(rows, append([]grid.Cell{grid.Text(a), grid.Date(from), grid.Date(to), grid.Text(category)}, s.cells()...))
		}
		for _, c := range categories(of, a) {
			row(c, of[spendKey{a, c}])
		}
		all, err := sumOf(of, a)
		if err != nil {
			return nil, err
		}
		row(allCategories, all)
	}
	return rowsOf(rows), nil
}

// allCategories stands in the place of a category where they are added up.
const allCategories = "all"

func (b *book) spendingByApplication() (iter.Seq[[]grid.Cell], error) {
	of, err := b.spending()
	if err != nil {
		return nil, err
	}
	from, to := reportPeriod(b.AsOf)
	var rows [][]grid.Cell
	for _, a := range b.withUnassigned() {
		s, err := sumOf(of, a)
		if err != nil {
			return nil, err
		}
		left := grid.Cell{}
		if all := b.allocation(a); all != nil {
			left = grid.Money(*all - s.reimbursed) // both below the limit, and neither below zero
		}
		row := append([]grid.Cell{grid.Text(a), grid.Date(from), grid.Date(to), money(b.allocation(a))}, s.cells()...)
		rows = append(rows, append(row, left))
	}
	return rowsOf(rows), nil
}
