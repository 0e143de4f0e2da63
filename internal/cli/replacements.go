package cli

import (
	"errors"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// replacement is what the rules say to a product that could take the place of covered gear.
type replacement struct {
	product, vendor, model string
	prohibited             string // yes | no | unknown
	from                   inventory.Date
	rule, why, settle      string
	approval               string // the rule under which an authority must agree first
}

// replacementsOf lists the products that are options of a case. It is nil as long as the planner does not say.
var replacementsOf func(*planner.Case) []replacement

var errNoReplacements = errors.New("--fail-on prohibited-replacement: a list of names has no replacements")

// replaced lists the replacements of an operator's case under the regimes asked for, or says why that cannot be done:
// screening asks less of the files than a case does.
func (o *screenOptions) replaced(in *planner.Inputs) ([]replacement, error) {
	if replacementsOf == nil || !o.out.forPeople() && o.failOn != "prohibited-replacement" {
		return nil, nil
	}
	in.Scenario.Regimes = o.regimes
	c, err := planner.NewCase(in)
	if err != nil {
		return nil, input(err)
	}
	return replacementsOf(c), nil
}

// prohibited counts the replacements that are.
func prohibited(rs []replacement) int {
	n := 0
	for i := range rs {
		if rs[i].prohibited == "yes" {
			n++
		}
	}
	return n
}

// showReplacements is the section "replacements".
func (t *tally) showReplacements() {
	s := t.of
	switch {
	case s.notLooked != nil:
		t.page.Heading("replacements")
		t.page.Say("not looked at: the files have faults that riprep plan names")
		return
	case len(s.replacements) == 0:
		return
	}
	t.page.Heading("replacements")
	table := &grid.Table{Columns: []grid.Column{
		grid.ID("product"), grid.Left("vendor"), grid.Left("model"), grid.Left("prohibited"), grid.Left("from"), grid.ID("rule"),
		grid.ID("approval"),
	}}
	for i := range s.replacements {
		r := &s.replacements[i]
		table.Add(grid.Text(r.product), grid.Text(r.vendor), grid.Text(r.model), grid.Text(r.prohibited), grid.Date(r.from),
			grid.Text(r.rule), grid.Text(r.approval))
	}
	t.page.Table(table)
	for i := range s.replacements {
		if r := &s.replacements[i]; r.prohibited == "unknown" && r.settle != "" {
			t.page.Hang(grid.Clip(grid.Clean(r.product), 40)+"  ", "to settle it: "+r.settle)
		}
	}
}
