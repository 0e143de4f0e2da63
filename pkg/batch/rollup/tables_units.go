package rollup

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// The columns of a unit's parts. What a unit does not have is empty.
const (
	planColumns = "+cost +reimbursable +reimbursed +outstanding +interest +own start finish last_cutover proved +exposure +exposure_bound +exposure_gap exposure_unit " +
		"+lowest_cash lowest_cash_on +working_capital working_capital_on +subscribers_out +subscriber_hours +packages +deferred +spare_days tightest_term +unknown_prices"
	screenColumns   = "+covered +unknown +not_covered"
	estimateColumns = "+estimate_low +estimate_total +estimate_high +estimate_counted +estimate_unknown_prices"
)

// unitsTable has a row for each unit.
func (r *Rollup) unitsTable() *grid.Table {
	t := &grid.Table{Columns: append(r.named(), columns("carrier status folder "+planColumns+" "+screenColumns+" "+estimateColumns+" frontier dominated_by unit")...)}
	plan, screen, estimate := len(columns(planColumns)), len(columns(screenColumns)), len(columns(estimateColumns))
	t.Each = r.each(func(row []grid.Cell, i int) []grid.Cell {
		u := &r.Units[i]
		row = append(u.lead(row), text(u.Name), grid.Text(u.Status), grid.Text(u.Folder()))
		if u.Plan != nil {
			row = u.Plan.cells(row)
		} else {
			row = empty(row, plan)
		}
		if s := u.Screen; s != nil {
			row = append(row, grid.Int(s.Covered), grid.Int(s.Unknown), grid.Int(s.NotCovered))
		} else {
			row = empty(row, screen)
		}
		if e := u.Estimate; e != nil {
			row = append(row, grid.Money(e.Low), grid.Money(e.Total), grid.Money(e.High), grid.Money(e.Counted), grid.Int(e.WithoutPrice))
		} else {
			row = empty(row, estimate)
		}
		return append(row, text(u.Frontier.State), r.dominator(u), grid.Text(u.ID))
	})
	return t
}

func empty(row []grid.Cell, n int) []grid.Cell {
	for range n {
		row = append(row, grid.Cell{})
	}
	return row
}

// cells are those of planColumns.
func (p *Plan) cells(row []grid.Cell) []grid.Cell {
	for _, m := range []cost.Cents{p.Cost, p.Reimbursable, p.Reimbursed, p.Outstanding, p.Interest} {
		row = append(row, grid.Money(m))
	}
	proved := "no"
	if p.Optimal {
		proved = "yes"
	}
	row = append(row, moneyOrNot(p.Own), grid.Date(p.Start), grid.Date(p.Finish), grid.Date(p.LastCutover), grid.Text(proved))
	row = append(row, known(p.Exposure, whole), known(p.ExposureBound, whole), p.gapCell(), text(p.ExposureUnit))
	lowest := grid.Cell{}
	if !p.LowestCashOn.IsZero() {
		lowest = grid.Money(p.LowestCash)
	}
	capital := grid.Money(p.WorkingCapital)
	row = append(row, lowest, grid.Date(p.LowestCashOn), capital, grid.Date(p.WorkingCapitalOn), grid.Int(p.SubscribersOut), whole(p.SubscriberHours))
	return append(row, grid.Int(p.Packages), grid.Int(p.Deferred), known(p.SpareDays, grid.Int[int]), text(p.TightestTerm), grid.Int(p.WithoutPrice))
}

func (p *Plan) gapCell() grid.Cell {
	if g, ok := p.Gap(); ok {
		return grid.Part(g)
	}
	return grid.Cell{}
}

// worstTable has the worst cases, question by question.
func (r *Rollup) worstTable() *grid.Table {
	t := &grid.Table{Columns: append(append(columns("question +rank"), r.named()...), columns("finish +spare_days +lowest_cash +own +cost +exposure +exposure_gap folder unit")...)}
	for _, w := range r.Worst {
		for n, i := range w.Units {
			u := &r.Units[i]
			row := u.lead([]grid.Cell{grid.Text(w.Title), grid.Int(n + 1)})
			t.Add(append(append(row, u.Plan.worstCells()...), grid.Text(u.Folder()), grid.Text(u.ID))...)
		}
	}
	return t
}

func (p *Plan) worstCells() []grid.Cell {
	lowest := grid.Cell{}
	if !p.LowestCashOn.IsZero() {
		lowest = grid.Money(p.LowestCash)
	}
	return []grid.Cell{grid.Date(p.Finish), known(p.SpareDays, grid.Int[int]), lowest, moneyOrNot(p.Own), grid.Money(p.Cost), known(p.Exposure, whole), p.gapCell()}
}
