package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

// textOf is a day as tables write it.
func textOf(n int) string { return dateOf(n).String() }

// Every finding is there with all that the table of findings has of it.
func TestFindings(t *testing.T) {
	for _, d := range []*view.Document{reporttest.Sample(t), reporttest.Hostile(t)} {
		w := newWords()
		f := newFindings(d.Plan, w)
		i := 0
		for row := range tables.Findings(d.Plan).Each {
			word := func(column []int) string { return w.list[column[i]] }
			got := []string{
				word(f.Element), word(f.Site), word(f.Domain), word(f.Vendor), word(f.Model), word(f.Maker), word(f.Verdict), "", word(f.Rule), word(f.Demand), word(f.Method),
				word(f.Confidence), word(f.Evidence), textOf(f.Since[i]), word(f.Removal), textOf(f.RemoveBy[i]), word(f.Buy), word(f.BuyBy), word(f.Reimbursable), word(f.ReimbursableBy),
				word(f.Settle), word(f.Package),
			}
			want := cleaned(row)
			want[7] = "" // the regime, which the rule begins with
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("finding %d: %s", i, diff)
			}
			i++
		}
		if i != len(f.Element) || i != len(d.Plan.Findings) {
			t.Errorf("%d findings of %d", i, len(d.Plan.Findings))
		}
	}
}

func cleaned(row []grid.Cell) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = clean(c.String())
	}
	return out
}

// What is open names each element that something would settle, once, and first what decides most verdicts.
func TestOpen(t *testing.T) {
	d := reporttest.Sample(t)
	for i := range d.Plan.Findings { // more that is open than a sample has
		f := &d.Plan.Findings[i]
		f.Settle, f.Verdict = [...]string{"", "an invoice", "a nameplate", "a ruling"}[i%4], [...]string{"unknown", "covered", "unknown", "covered"}[i%4]
	}
	w := newWords()
	open := newOpen(d.Plan, w)
	want, unknown := map[string]string{}, 0
	for _, f := range d.Plan.Findings {
		if f.Settle != "" {
			want[f.Element] = f.Settle
		}
	}
	for i, o := range open {
		for _, e := range o.Elements {
			if want[w.list[e]] != w.list[o.Settle] {
				t.Errorf("%s: %s does not settle it, or it is named twice", w.list[e], w.list[o.Settle])
			}
			delete(want, w.list[e])
		}
		if i > 0 && o.Unknown > unknown {
			t.Errorf("%s decides more verdicts than what stands before it", w.list[o.Settle])
		}
		unknown = o.Unknown
	}
	if len(want) > 0 || len(open) != 3 || w.list[open[0].Settle] != "a nameplate" {
		t.Errorf("not named: %v; %d questions, first %q", want, len(open), w.list[open[0].Settle])
	}
}

func TestRulesAndAssumptions(t *testing.T) {
	for _, name := range []string{"first-look", "uk-full-fibre-cap"} {
		d := reporttest.Operator(t, name, nil)
		w := newWords()
		rules, shares := newRules(d.Plan, w), 0
		table := tables.Rules(d.Plan)
		if len(rules) != len(table.Rows) || len(rules) == 0 {
			t.Fatalf("%s: %d rules, want %d", name, len(rules), len(table.Rows))
		}
		for i, r := range rules {
			want := &d.Plan.Rules[i]
			got := []string{w.list[r.Rule], r.Title, r.Status, r.Demand, textOf(r.By), textOf(r.MetOn)}
			if diff := cmp.Diff(cleaned(table.Rows[i][:6]), got); diff != "" {
				t.Error(diff)
			}
			if r.InTime != want.InTime() || r.Verified != want.Verified || r.Elements != want.Elements || r.Packages != want.Packages || (r.Share == nil) != (want.Measure == "") {
				t.Errorf("%s: %+v, want %+v", name, r, want)
			}
			if r.Share != nil {
				shares++
				if diff := cmp.Diff(Share{want.Measure, want.Total, want.Allowed, want.AtStart, want.AtDate, want.AtEnd}, *r.Share); diff != "" {
					t.Error(diff)
				}
			}
		}
		if name == "uk-full-fibre-cap" && shares == 0 {
			t.Errorf("%s: no share is capped", name)
		}
		var rows [][]string
		for _, a := range newAssumptions(d) {
			rows = append(rows, []string{a.Of, a.Field, a.Value, a.Why})
		}
		for i, row := range tables.Assumptions(d).Rows {
			if diff := cmp.Diff(cleaned(row), rows[i]); diff != "" {
				t.Error(diff)
			}
		}
		p := newProvenance(d.Plan)
		if len(p.Inputs) != len(d.Plan.Inputs) || len(p.Set) != len(d.Plan.Overrides) || p.Seed != "1" || p.Effort != "1" || p.Version != "v1.2.3" {
			t.Errorf("%+v", p)
		}
		for i, in := range d.Plan.Inputs {
			if diff := cmp.Diff([3]string{in.Path, in.Kind, in.SHA256}, p.Inputs[i]); diff != "" {
				t.Error(diff)
			}
		}
	}
}
