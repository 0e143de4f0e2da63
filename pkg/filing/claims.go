package filing

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// claimLines are the invoice lines, each with what can be asked for it and how far its claim is.
func (b *book) claimLines() (iter.Seq[[]grid.Cell], error) {
	bills, err := b.bills()
	if err != nil {
		return nil, err
	}
	return func(yield func([]grid.Cell) bool) {
		for _, l := range bills {
			if !yield(b.claimLine(l)) {
				return
			}
		}
	}, nil
}

func (b *book) claimLine(l *billed) []grid.Cell {
	quantity, estimate, approved := grid.Cell{}, grid.Cell{}, grid.Cell{}
	if l.Quantity != nil {
		quantity = grid.Text(l.Quantity.String())
	}
	if l.estimate != nil && !l.estimate.unknown {
		estimate = grid.Money(l.estimate.total)
	}
	if b.decided(l) {
		approved = grid.Money(*l.Approved)
	}
	return []grid.Cell{
		grid.Text(l.application), grid.Text(l.Claim), grid.Text(l.Invoice.Invoice), grid.Text(l.Vendor), grid.Date(l.Date), grid.Date(b.happened(l.PaidOn)),
		grid.Int(l.number), grid.Text(l.location), grid.Text(l.Package), grid.Text(l.Element), grid.Text(l.Item), grid.Text(string(l.Tag)), grid.Text(l.category),
		grid.Text(l.Description), quantity, money(l.UnitPrice), grid.Money(l.Amount), estimate, grid.Money(l.over), grid.Text(l.Reason),
		grid.Text(string(l.eligible)), grid.Text(l.by), grid.Money(l.countable), grid.Money(l.asked), grid.Money(l.above), grid.Text(l.state),
		grid.Date(b.happened(l.ClaimedOn)), approved, grid.Date(b.happened(l.PaidBackOn)), grid.Text(strings.Join(l.needs, "; ")),
	}
}

// claimed is what the invoice lines of an application add up to.
type claimed struct {
	lines                                                          int
	invoiced, countable, ready, claimed, approved, paidBack, above cost.Cents
}

// claims adds the invoice lines up by application. Above is what the lines that are not decided cannot ask for.
func (b *book) claims() (map[string]*claimed, error) {
	bills, err := b.bills()
	if err != nil {
		return nil, err
	}
	of := map[string]*claimed{}
	for _, l := range bills {
		c := of[l.application]
		if c == nil {
			c = &claimed{}
			of[l.application] = c
		}
		if err := c.add(l, b.decided(l)); err != nil {
			return nil, err
		}
	}
	return of, nil
}

func (c *claimed) add(l *billed, decided bool) error {
	c.lines++
	above := l.above
	if decided {
		above = 0
	}
	err := errors.Join(plus(&c.invoiced, l.Amount), plus(&c.countable, l.countable), plus(&c.above, above))
	switch l.state {
	case "ready":
		err = errors.Join(err, plus(&c.ready, l.asked))
	case "claimed":
		err = errors.Join(err, plus(&c.claimed, l.asked))
	case "approved":
		err = errors.Join(err, plus(&c.approved, *l.Approved))
	case "paid back":
		err = errors.Join(err, plus(&c.paidBack, *l.Approved))
	}
	return err
}

// claimTotals are the claims of each application beside its allocation, which they never draw more than.
func (b *book) claimTotals() (iter.Seq[[]grid.Cell], error) {
	of, err := b.claims()
	if err != nil {
		return nil, err
	}
	var rows [][]grid.Cell
	for _, a := range b.withUnassigned() {
		c := of[a]
		if c == nil {
			c = &claimed{}
		}
		allocation, left := grid.Cell{}, grid.Cell{}
		if all := b.allocation(a); all != nil {
			allocation = grid.Money(*all)
			rest, err := cost.Sum(*all, -c.ready, -c.claimed, -c.approved, -c.paidBack)
			if err != nil {
				return nil, err
			}
			left = grid.Money(rest)
		}
		rows = append(rows, []grid.Cell{
			grid.Text(a), allocation, grid.Int(c.lines), grid.Money(c.invoiced), grid.Money(c.countable), grid.Money(c.ready), grid.Money(c.claimed),
			grid.Money(c.approved), grid.Money(c.paidBack), grid.Money(c.above), left,
		})
	}
	return rowsOf(rows), nil
}

// withUnassigned are the applications, and behind them none at all: invoices and orders may name none.
func (b *book) withUnassigned() []string {
	out := slices.Clone(b.applications)
	if b.Application != "" || slices.Contains(out, "") {
		return out
	}
	return append(out, "")
}
