package filing

import (
	"fmt"
	"iter"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// workDone counts for each step the packages and the units of covered gear for which it is done. Deferred packages count as
// work that is not done: their gear is still there.
func (b *book) workDone() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	for _, a := range b.applications {
		packages := b.packages(a)
		for phase := range Phases {
			var all, done, units, unitsDone, planned int
			for _, i := range packages {
				if !b.has(i, phase) {
					continue
				}
				all++
				n := b.unitsOf(i)
				units += n
				if on := b.plannedOn(i, phase); !on.IsZero() && !on.After(b.AsOf) {
					planned++
				}
				switch {
				case !b.doneOn(i, phase).IsZero():
					done++
					unitsDone += n
				case phase == remove || phase == dispose:
					unitsDone += b.unitsGone(i, phase)
				}
			}
			if all == 0 {
				continue
			}
			by := grid.Int(planned)
			if b.Plan == nil {
				by = grid.Cell{}
			}
			rows = append(rows, []grid.Cell{
				grid.Text(a), grid.Text(Phases[phase].Kind), grid.Int(all), grid.Int(done), grid.Int(units), grid.Int(unitsDone), percent(unitsDone, units), by,
			})
		}
	}
	return rowsOf(rows), nil
}

// unitsGone is how many units of a package are removed, or destroyed.
func (b *book) unitsGone(pkg, phase int) (n int) {
	for _, g := range b.inPackage[pkg] {
		t := b.tally(b.gear[g].ID)
		if phase == remove {
			n += t.removed
		} else {
			n += t.destroyed
		}
	}
	return n
}

// percent is a part in whole percent, rounded down so that 100 is all; empty where there is nothing.
func percent(part, of int) grid.Cell {
	if of == 0 {
		return grid.Cell{}
	}
	return grid.Int(int(int64(part) * 100 / int64(of)))
}

// commitments are the statements of the form, each with what is left of it.
func (b *book) commitments() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	for _, a := range b.certified() {
		for _, s := range b.form.Statements {
			var detail string
			switch s.ID {
			case "no-new-covered-gear":
				detail = b.newGear(a)
			case "replacement":
				detail = b.notReplaced(a)
			case "disposal":
				detail = b.notDisposed(a)
			}
			rows = append(rows, []grid.Cell{grid.Text(a), grid.Text(s.ID), grid.Text(s.Text), state(detail != ""), grid.Text(detail)})
		}
	}
	return rowsOf(rows), nil
}

// state is the word of the law for what is so, or is becoming so.
func state(fails bool) grid.Cell {
	if fails {
		return grid.Text("in process")
	}
	return grid.Text("complied")
}

// newGear says which covered gear the inventory has from after the approval; without the approval it cannot be told.
func (b *book) newGear(application string) string {
	approved := b.approved(application)
	if approved.IsZero() {
		return "the day of the approval is not stated"
	}
	bought := 0
	for i := range b.gear {
		if g := &b.gear[i]; g.site.Application == application && g.Acquired.After(approved) {
			bought += g.Quantity
		}
	}
	if bought == 0 {
		return ""
	}
	return fmt.Sprintf("%s of covered gear obtained after the approval of %s", count(bought, "unit"), approved)
}

// notReplaced says in how many packages service has not moved.
func (b *book) notReplaced(application string) string {
	packages := b.packages(application)
	left := 0
	for _, i := range packages {
		if b.doneOn(i, cutover).IsZero() {
			left++
		}
	}
	if left == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s still to be cut over", left, count(len(packages), "package"))
}

// notDisposed says how many units are not properly disposed of.
func (b *book) notDisposed(application string) string {
	t := b.disposed(application)
	if t.complete == t.units {
		return ""
	}
	return fmt.Sprintf("%d of %s with a record of disposal that is complete and holds", t.complete, count(t.units, "unit"))
}

// replacement is how orders stand.
func (b *book) replacement() (iter.Seq[[]grid.Cell], error) {
	return func(yield func([]grid.Cell) bool) {
		for i := range b.progress.Orders {
			o := &b.progress.Orders[i]
			app := b.orderApplication(o)
			if !b.wanted(app) || o.OrderedOn.After(b.AsOf) {
				continue
			}
			delivered := b.happened(o.DeliveredOn)
			due := o.PromisedOn
			state, late, lead := "open", 0, grid.Cell{}
			switch {
			case !delivered.IsZero() && !due.IsZero() && delivered.After(due):
				state, late = "delivered late", delivered.Sub(due)
			case !delivered.IsZero():
				state = "delivered"
			case !due.IsZero() && due.Before(b.AsOf):
				state, late = "overdue", b.AsOf.Sub(due)
			}
			if end := firstOf(delivered, due); !end.IsZero() {
				lead = grid.Int(end.Sub(o.OrderedOn))
			}
			quantity := ""
			if o.Quantity != nil {
				quantity = o.Quantity.String()
			}
			if !yield([]grid.Cell{
				grid.Text(app), grid.Text(o.Order), grid.Text(o.Vendor), grid.Text(o.Package), grid.Text(o.Item), grid.Text(quantity), grid.Date(o.OrderedOn),
				grid.Date(due), grid.Date(delivered), lead, grid.Int(late), grid.Text(state), grid.Text(o.Reason), grid.Text(o.Note),
			}) {
				return
			}
		}
	}, nil
}

// firstOf is the first of some days that is stated.
func firstOf(days ...inventory.Date) inventory.Date {
	for _, d := range days {
		if !d.IsZero() {
			return d
		}
	}
	return inventory.Date{}
}

// dueNext is what an application owes next: what is overdue, and the next of each duty.
func (b *book) dueNext() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	for _, a := range b.applications {
		for _, d := range b.dues(a) {
			var days grid.Cell
			if !d.by.IsZero() {
				days = grid.Int(d.by.Sub(b.AsOf))
			}
			rows = append(rows, []grid.Cell{grid.Text(a), grid.Text(d.what), grid.Date(d.by), days, grid.Text(d.state), grid.Text(d.source)})
		}
	}
	return rowsOf(rows), nil
}
