package cli

import (
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

// screened is one row: a finding in words and what the inventory says beside it.
type screened struct {
	planner.FindingRow
	role, partNumber string
	finding          *policy.Finding
}

// screenColumns are those for programs. A later version may add columns at the end.
var screenColumns = []string{
	"element", "site", "domain", "role", "vendor", "model", "part_number", "verdict", "regime", "rule", "demand", "since",
	"removal", "remove_by", "buy", "buy_by", "reimbursable", "reimbursable_by", "method", "confidence", "evidence", "settle", "regimes_say",
}

func screenTable() *grid.Table {
	t := &grid.Table{}
	for _, name := range screenColumns {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	return t
}

func (s *screened) cells() []grid.Cell {
	says := ""
	if len(s.finding.Regimes) > 1 {
		d := policy.Difference{Says: s.finding.Regimes}
		says = d.String()
	}
	return []grid.Cell{
		grid.Text(s.Element), grid.Text(s.Site), grid.Text(s.Domain), grid.Text(s.role), grid.Text(s.Vendor), grid.Text(s.Model),
		grid.Text(s.partNumber), grid.Text(s.Verdict), grid.Text(s.Regime), grid.Text(s.Rule), grid.Text(s.Demand), grid.Date(s.Since),
		grid.Text(s.Removal), grid.Date(s.RemoveBy), grid.Text(s.Buy), grid.Text(s.BuyBy), grid.Text(s.Reimbursable),
		grid.Text(s.ReimbursableBy), grid.Text(s.Method), grid.Text(s.Confidence), grid.Text(s.Evidence), grid.Text(s.Settle), grid.Text(says),
	}
}

// facts are what JSON says of the rows as a whole.
func (o *screenOptions) facts(rules *policy.Rules) []grid.Fact {
	var checked inventory.Date
	for _, id := range o.regimes {
		if g := rules.Regime(id); checked.IsZero() || g.Checked.Before(checked) {
			checked = g.Checked
		}
	}
	return []grid.Fact{
		{Name: "as_of", Value: grid.Date(o.on)},
		{Name: "regimes", Value: grid.Text(strings.Join(o.regimes, " "))},
		{Name: "checked_until", Value: grid.Date(checked)},
	}
}

// mustGo says to people whether an element must go: the day, or a word where no day stands in the rules.
func mustGo(r policy.Removal, by inventory.Date) grid.Cell {
	switch {
	case r == policy.MustGo && by.IsZero():
		return grid.Text("term")
	case r == policy.MustGo:
		return grid.Date(by)
	case r == policy.RemovalUnknown:
		return grid.Text("?")
	}
	return grid.Text(r.String())
}

// buying says to people whether its like may be bought.
func buying(prohibited policy.Answer) grid.Cell {
	switch prohibited {
	case policy.Yes:
		return grid.Text("banned")
	case policy.No:
		return grid.Text("free")
	}
	return grid.Text("?")
}

// answer is yes, no or a question mark.
func answer(a policy.Answer) grid.Cell {
	if a == policy.NotKnown {
		return grid.Text("?")
	}
	return grid.Text(a.String())
}
