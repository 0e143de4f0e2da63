package cli

import (
	"errors"
	"fmt"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

var errNoReplacements = errors.New("--fail-on prohibited-replacement: a list of names has no replacements")

// replaced asks the regimes what they say to the products that could take the place of covered gear, from the scenario's
// start to its horizon. Its error says why that cannot be done: screening asks less of the files than a case does.
func (o *screenOptions) replaced(in *planner.Inputs) ([]planner.ReplacementRow, error) {
	if !o.out.forPeople() && o.failOn != "prohibited-replacement" {
		return nil, nil
	}
	in.Scenario.Regimes = o.regimes
	c, err := planner.NewCase(in)
	if err != nil {
		return nil, input(err)
	}
	return c.Replacements(), nil
}

// prohibited counts the replacements that may not be brought in on some day.
func prohibited(rs []planner.ReplacementRow) int {
	n := 0
	for i := range rs {
		if rs[i].Barred() {
			n++
		}
	}
	return n
}

// showReplacements has what is or becomes prohibited, what is not known and what needs an approval, and counts the rest.
func (t *tally) showReplacements() {
	if t.of.notLooked == nil && len(t.of.replacements) == 0 {
		return
	}
	t.page.Heading("replacements")
	if t.of.notLooked != nil {
		t.page.Say("not looked at: riprep plan names what is wrong with the files")
		return
	}
	table := &grid.Table{Columns: []grid.Column{
		grid.ID("product"), grid.Left("banned"), grid.Left("from"), grid.Left("then"), grid.ID("rule"),
	}}
	free := 0
	for i := range t.of.replacements {
		r := &t.of.replacements[i]
		if r.Prohibited == policy.No && r.Then == policy.No && r.Approval == "" {
			free++
			continue
		}
		then := grid.Cell{}
		if !r.Changes.IsZero() {
			then = answer(r.Then)
		}
		table.Add(grid.Text(r.Product), answer(r.Prohibited), grid.Date(r.Changes), then, grid.Text(r.Rule))
	}
	if len(table.Rows) > 0 {
		t.page.Table(table)
	}
	for i := range t.of.replacements {
		t.explain(&t.of.replacements[i])
	}
	if free > 0 {
		t.page.Say("%s of %d may be bought", grid.Group(int64(free)), len(t.of.replacements))
	}
}

// explain says why a replacement is in question, and what would settle it.
func (t *tally) explain(r *planner.ReplacementRow) {
	label := grid.Clip(grid.Clean(r.Product), 40) + "  "
	if r.Barred() || r.Prohibited == policy.NotKnown || r.Then == policy.NotKnown {
		text := r.Why
		if r.Settle != "" {
			text += "; to settle it: " + r.Settle
		}
		t.page.Hang(label, text)
	}
	if r.Approval != "" {
		days := "how long that takes is not known"
		if r.ApprovalDays > 0 {
			days = some(r.ApprovalDays, "day")
		}
		t.page.Hang(label, fmt.Sprintf("an authority must agree first under %s: %s", r.Approval, days))
	}
}
