package cli

import (
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

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
