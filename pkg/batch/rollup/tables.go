package rollup

import (
	"iter"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// section is one table of the roll-up, as every writer has it.
type section struct {
	id, name string // for programs; for people
	holds    string // what it holds, in a few words
	table    *grid.Table
	sums     []string // names of the columns that may be added up
}

// sections are all tables, in the order in which people read them. Their rows are made when they are asked for.
func (r *Rollup) sections() []section {
	return []section{
		{"worst", "Worst", "worst cases first: each operator once, ten for each question", r.worstTable(), nil},
		{"units", "Units", "every unit: an operator under one scenario, with changes", r.unitsTable(), []string{"packages", "deferred", "subscriber_hours", "unknown_prices", "estimate_unknown_prices"}},
		{"combinations", "Combinations", "what all operators come to together, for each scenario with the same changes", r.combinationsTable(), nil},
		{"frontier", "Frontier", "which units of an operator no other one beats, in finish, own money and exposure", r.frontierTable(), nil},
		{"findings", "Findings", "gear by regime, vendor and verdict; each operator counts once", r.findingsTable(), []string{"elements", "pieces"}},
		{"failures", "Failures", "units that failed, and units without a plan within their limits", r.failuresTable(), nil},
		{"demand", "Demand", "what applications ask of a programme, by tier", r.demandTable(), nil},
	}
}

// setPrefix stands before the name of a field that varies, where it is the name of a column.
const setPrefix = "set."

// named begins the columns of a table of units: the operator, the scenario, and each field that varies.
func (r *Rollup) named() []grid.Column {
	out := []grid.Column{grid.Left("operator"), grid.Left("scenario")}
	return append(out, r.fieldColumns()...)
}

func (r *Rollup) fieldColumns() (out []grid.Column) {
	for _, f := range r.Fields {
		out = append(out, grid.Left(setPrefix+f))
	}
	return out
}

// columns makes columns of names; a + before one says that numbers stand in it.
func columns(names string) (out []grid.Column) {
	for name := range strings.FieldsSeq(names) {
		if name, ok := strings.CutPrefix(name, "+"); ok {
			out = append(out, grid.Right(name))
		} else {
			out = append(out, grid.Left(name))
		}
	}
	return out
}

// lead are the cells of named.
func (u *Unit) lead(row []grid.Cell) []grid.Cell {
	return setCells(append(row, grid.Text(u.Operator), grid.Text(u.Scenario)), u.Set)
}

func setCells(row []grid.Cell, set []string) []grid.Cell {
	for _, v := range set {
		if v == "" {
			row = append(row, grid.Cell{})
		} else {
			row = append(row, grid.Text(v))
		}
	}
	return row
}

// known is a cell of a value that may be unknown.
func known[T any](v *T, cell func(T) grid.Cell) grid.Cell {
	if v == nil {
		return grid.Cell{}
	}
	return cell(*v)
}

// whole is a cell with a whole number. One of 10^15 and more, of which a spreadsheet does not keep every digit, stands as text: it
// must not keep the others from being written.
func whole(n int64) grid.Cell {
	const limit = 1_000_000_000_000_000
	if n >= limit || n <= -limit {
		return grid.Figure(strconv.FormatInt(n, 10))
	}
	return grid.Int(n)
}

func moneyOrNot(c *cost.Cents) grid.Cell { return known(c, grid.Money) }

// each makes the rows of units when they are asked for; the cells of a row are good until the next one.
func (r *Rollup) each(cells func(row []grid.Cell, i int) []grid.Cell) iter.Seq[[]grid.Cell] {
	return func(yield func([]grid.Cell) bool) {
		var row []grid.Cell
		for i := range r.Units {
			row = cells(row[:0], i)
			if len(row) > 0 && !yield(row) {
				return
			}
		}
	}
}

func (r *Rollup) findingsTable() *grid.Table {
	t := &grid.Table{Columns: columns("regime vendor verdict +operators +elements +pieces")}
	for _, f := range r.Findings {
		t.Add(grid.Text(f.Regime), grid.Text(f.Vendor), grid.Text(f.Verdict), grid.Int(f.Operators), whole(f.Elements), whole(f.Pieces))
	}
	return t
}

func (r *Rollup) frontierTable() *grid.Table {
	t := &grid.Table{Columns: append(r.named(), columns("state dominated_by start finish +own +exposure exposure_unit +deferred unit")...)}
	t.Each = r.each(func(row []grid.Cell, i int) []grid.Cell {
		u := &r.Units[i]
		if u.Frontier.State == "" {
			return row
		}
		row = append(u.lead(row), grid.Text(u.Frontier.State), r.dominator(u), grid.Date(u.Plan.Start), grid.Date(u.Plan.Finish), moneyOrNot(u.Plan.Own))
		return append(row, known(u.Plan.Exposure, whole), text(u.Plan.ExposureUnit), grid.Int(u.Plan.Deferred), grid.Text(u.ID))
	})
	return t
}

// dominator is the id of the unit that beats one.
func (r *Rollup) dominator(u *Unit) grid.Cell {
	if u.Frontier.State != FrontierDominated {
		return grid.Cell{}
	}
	return grid.Text(r.Units[u.Frontier.Dominator].ID)
}

// text is a cell of words, empty where there are none.
func text(s string) grid.Cell {
	if s == "" {
		return grid.Cell{}
	}
	return grid.Text(s)
}

func (r *Rollup) failuresTable() *grid.Table {
	t := &grid.Table{Columns: append(r.named(), columns("status kind message file +line +others hints folder unit")...)}
	for _, list := range [][]int{r.Failures, r.NoPlans} {
		for _, i := range list {
			u := &r.Units[i]
			row := append(u.lead(nil), grid.Text(u.Status))
			if f := u.Failure; f == nil {
				row = append(row, make([]grid.Cell, 6)...)
			} else {
				line := grid.Cell{}
				if f.Line > 0 {
					line = grid.Int(f.Line)
				}
				row = append(row, grid.Text(f.Kind), grid.Text(f.Message), text(f.File), line, grid.Int(f.Others), text(strings.Join(f.Hints, "; ")))
			}
			t.Add(append(row, grid.Text(u.Folder()), grid.Text(u.ID))...)
		}
	}
	return t
}

func (r *Rollup) combinationsTable() *grid.Table {
	t := &grid.Table{Columns: append(append(columns("scenario"), r.fieldColumns()...),
		columns("+units +done +no_plan +failed +cost +reimbursable +reimbursed +outstanding +interest +own last_finish +subscriber_hours +packages +deferred +unknown_prices")...)}
	for i := range r.Combinations {
		c := &r.Combinations[i]
		row := setCells([]grid.Cell{grid.Text(c.Scenario)}, c.Set)
		row = append(row, grid.Int(c.Counts.Units), grid.Int(c.Counts.Done), grid.Int(c.Counts.NoPlan), grid.Int(c.Counts.Failed))
		p := &c.Planned
		for _, m := range []*cost.Cents{p.Cost, p.Reimbursable, p.Reimbursed, p.Outstanding, p.Interest, p.Own} {
			row = append(row, moneyOrNot(m))
		}
		t.Add(append(row, grid.Date(p.Finish), known(p.SubscriberHours, whole), grid.Int(p.Packages), grid.Int(p.Deferred), grid.Int(p.WithoutPrice))...)
	}
	return t
}

func (r *Rollup) demandTable() *grid.Table {
	files := map[[2]string]string{}
	key := func(c int, programme string) [2]string { return [2]string{r.Combinations[c].Slug, programme} }
	for i := range r.Rounds {
		files[key(r.Rounds[i].Combination, r.Rounds[i].Programme)] = r.Rounds[i].File
	}
	t := &grid.Table{Columns: append(append(columns("scenario"), r.fieldColumns()...), columns("programme tier +applications +amount +unknown_prices file says")...)}
	for i := range r.Demand {
		d := &r.Demand[i]
		c := &r.Combinations[d.Combination]
		row := setCells([]grid.Cell{grid.Text(c.Scenario)}, c.Set)
		file := text(files[key(d.Combination, d.Programme)])
		if d.Tier == "" {
			file = grid.Cell{} // those applications are in none
		}
		t.Add(append(row, grid.Text(d.Programme), text(d.Tier), grid.Int(d.Applications), moneyOrNot(d.Amount), grid.Int(d.WithoutPrice), file, text(d.Says))...)
	}
	return t
}
