package house

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// tableUnder reads the first table under a heading of a page, without its head, as rows of texts.
func tableUnder(t *testing.T, page, heading string) [][]string {
	t.Helper()
	_, text, ok := strings.Cut(page, "\n"+heading+"\n")
	if !ok {
		t.Fatalf("no heading %q", heading)
	}
	var rows [][]string
	for line := range strings.Lines(text) {
		cells, ok := strings.CutPrefix(strings.TrimSpace(line), "|")
		if !ok {
			if len(rows) > 0 {
				break
			}
			continue
		}
		var row []string
		for cell := range strings.SplitSeq(strings.TrimSuffix(cells, "|"), "|") {
			row = append(row, strings.TrimSpace(cell))
		}
		rows = append(rows, row)
	}
	if len(rows) < 3 {
		t.Fatalf("%s: no table", heading)
	}
	return rows[2:]
}

// TestByHand holds the operator that docs/money.md works out by hand to what riprep computes, cent by cent.
func TestByHand(t *testing.T) {
	page := docText(t, "money.md")
	var r strict.Reader
	in := planner.Load(&r, root("testdata", "by-hand"), nil)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	c, err := planner.NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	e := c.Estimate()
	var got [][]string
	add := func(pkg string, l *cost.Line) {
		got = append(got, []string{pkg, l.Step, l.Item, l.Total.String(), l.Counted.String()})
	}
	for i := range e.Rows {
		for k := range e.Rows[i].Lines {
			add(e.Rows[i].Package, &e.Rows[i].Lines[k])
		}
	}
	for i := range e.Network {
		add("network", &e.Network[i].Line)
	}
	total, _, _ := cost.Total(e.Lines())
	counted, _ := cost.EligibleTotal(e.Lines())
	got = append(got, []string{"all", "", "", total.String(), counted.String()})
	var want [][]string
	for _, row := range tableUnder(t, page, "### The lines") {
		want = append(want, []string{row[0], row[1], row[2], row[4], row[5]})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-by hand +riprep):\n%s", diff)
	}

	plan, err := c.Plan(context.Background(), planner.Options{Effort: 200_000})
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	day := func(d inventory.Date) string { return d.String() }
	for i := range plan.Packages {
		for _, a := range plan.Packages[i].Activities {
			for _, p := range a.Payments {
				got = append(got, []string{plan.Packages[i].ID, string(p.Milestone), day(p.On), p.Amount.String(), p.Eligible.String(), p.Reimbursed.String(), day(p.ReimbursedOn)})
			}
		}
	}
	for _, n := range plan.Network {
		if n.Application != "A1" {
			t.Errorf("%s is claimed in %q, want the only application", n.Line.Item, n.Application)
		}
		got = append(got, []string{"network", "", day(n.Paid), n.Line.Total.String(), n.Line.Counted.String(), n.Reimbursed.String(), day(n.ReimbursedOn)})
	}
	if diff := cmp.Diff(tableUnder(t, page, "### The payments"), got); diff != "" {
		t.Errorf("payments (-by hand +riprep):\n%s", diff)
	}
	got = nil
	for _, row := range plan.Periods {
		if row.Released != 0 || row.Spend != 0 || row.Reimbursed != 0 || row.Interest != 0 {
			got = append(got, []string{day(row.Start), row.Released.String(), row.Spend.String(), row.Reimbursed.String(), row.Interest.String(), row.Cash.String()})
		}
	}
	if diff := cmp.Diff(tableUnder(t, page, "### The account"), got); diff != "" {
		t.Errorf("account (-by hand +riprep):\n%s", diff)
	}
	said := strings.ReplaceAll(page, "\n", " ")
	for _, amount := range []cost.Cents{plan.Totals.Cost, plan.Totals.Reimbursable, plan.Totals.Reimbursed, plan.Totals.Interest, plan.Totals.WorkingCapital, -plan.Totals.LowestCash} {
		if !strings.Contains(said, amount.Grouped()) {
			t.Errorf("the page does not say %s", amount.Grouped())
		}
	}
	if want := fmt.Sprintf("in the week of %s", plan.Totals.LowestCashOn); !strings.Contains(said, want) {
		t.Errorf("the page does not say %q", want)
	}
}
