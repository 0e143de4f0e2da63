// Package lists lays out what riprep screen and riprep estimate find, row by row, for programs: the same columns on a command
// line and in a batch. What a plan holds is laid out by pkg/report/tables.
//
// Begin with Screened in this file; estimate.go has the lines of an estimate.
package lists

import (
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

// Screened is one row: a finding in words and what the inventory says beside it.
type Screened struct {
	planner.FindingRow
	Role, PartNumber string
	Finding          *policy.Finding
}

// ScreenColumns are those of Screened.Cells. A later version may add columns at the end.
var ScreenColumns = []string{
	"element", "site", "domain", "role", "vendor", "model", "part_number", "verdict", "regime", "rule", "demand", "since",
	"removal", "remove_by", "buy", "buy_by", "reimbursable", "reimbursable_by", "method", "confidence", "evidence", "settle", "regimes_say",
}

// ScreenTable has the columns and no row.
func ScreenTable() *grid.Table {
	t := &grid.Table{}
	for _, name := range ScreenColumns {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	return t
}

// Screen gives each finding of an inventory to the caller, in the order of the inventory, until it has enough.
func Screen(inv *inventory.Inventory, findings []policy.Finding, yield func(*Screened) bool) {
	for i, row := range planner.FindingRows(inv, findings) {
		e := &inv.Elements[findings[i].Element]
		if !yield(&Screened{row, e.Role, e.PartNumber, &findings[i]}) {
			return
		}
	}
}

// Cells are the row under ScreenColumns.
func (s *Screened) Cells() []grid.Cell {
	says := ""
	if len(s.Finding.Regimes) > 1 {
		d := policy.Difference{Says: s.Finding.Regimes}
		says = d.String()
	}
	return []grid.Cell{
		grid.Text(s.Element), grid.Text(s.Site), grid.Text(s.Domain), grid.Text(s.Role), grid.Text(s.Vendor), grid.Text(s.Model),
		grid.Text(s.PartNumber), grid.Text(s.Verdict), grid.Text(s.Regime), grid.Text(s.Rule), grid.Text(s.Demand), grid.Date(s.Since),
		grid.Text(s.Removal), grid.Date(s.RemoveBy), grid.Text(s.Buy), grid.Text(s.BuyBy), grid.Text(s.Reimbursable),
		grid.Text(s.ReimbursableBy), grid.Text(s.Method), grid.Text(s.Confidence), grid.Text(s.Evidence), grid.Text(s.Settle), grid.Text(says),
	}
}
