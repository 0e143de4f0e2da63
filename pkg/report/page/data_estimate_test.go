package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

func estimateOf(t *testing.T, d *view.Document) (*Estimate, *words) {
	t.Helper()
	w := newWords()
	e, err := newEstimate(d, w)
	if err != nil {
		t.Fatal(err)
	}
	return e, w
}

// However the lines are added up, the sums are the plan's, to the cent.
func TestEstimateSums(t *testing.T) {
	unknown := 0
	for _, name := range []string{"first-look", "by-hand", "filing-small", "uk-full-fibre-cap", "management-function"} {
		d := reporttest.Operator(t, name, nil)
		e, _ := estimateOf(t, d)
		total := &d.Plan.Totals
		unknown += total.UnknownPrices
		if e.Total.Total != total.Cost || e.Total.Counted != total.Reimbursable || e.Total.Unknown != total.UnknownPrices {
			t.Errorf("%s: %+v; the plan has %d, %d counted, %d unknown", name, e.Total, total.Cost, total.Reimbursable, total.UnknownPrices)
		}
		want := e.Total
		want.Key = 0
		for by, sums := range map[string][]Sum{"category": e.Category, "tag": e.Tag, "eligible": e.Eligible, "basis": e.Basis} {
			var got Sum
			for i, s := range sums {
				if i > 0 && s.Total > sums[i-1].Total {
					t.Errorf("%s by %s: the dearest is not first", name, by)
				}
				got.Low, got.Total, got.High, got.Counted = got.Low+s.Low, got.Total+s.Total, got.High+s.High, got.Counted+s.Counted
				got.Lines, got.Unknown = got.Lines+s.Lines, got.Unknown+s.Unknown
			}
			if got != want {
				t.Errorf("%s by %s: %+v, want %+v", name, by, got, want)
			}
		}
		var refused, ineligible cost.Cents
		for _, r := range e.Refused {
			refused += r.Refused
		}
		for _, a := range e.Applications {
			ineligible += a.Ineligible
		}
		if refused != total.Ineligible || ineligible != total.Ineligible {
			t.Errorf("%s: %d is not counted by the rules, %d by application, want %d", name, refused, ineligible, total.Ineligible)
		}
		var got Sum
		for i := range e.Lines.Item {
			got.Low, got.Total, got.High, got.Counted = got.Low+e.Lines.Low[i], got.Total+e.Lines.Total[i], got.High+e.Lines.High[i], got.Counted+e.Lines.Counted[i]
			got.Lines += e.Lines.Lines[i]
			if e.Lines.Known[i] == 0 {
				got.Unknown += e.Lines.Lines[i]
			}
		}
		if got != want {
			t.Errorf("%s, line by line: %+v, want %+v", name, got, want)
		}
	}
	if unknown == 0 {
		t.Error("no operator has a line without a price: the test sees too little")
	}
}

// A row is what its lines have in common: its price × its quantity is its total where each is there, and every line of the plan is in
// one with its words.
func TestEstimateLines(t *testing.T) {
	for _, d := range []*view.Document{reporttest.Sample(t), reporttest.Hostile(t), reporttest.Operator(t, "filing-small", nil)} {
		e, w := estimateOf(t, d)
		l := &e.Lines
		type words struct{ item, name, category, tag, eligible, by, source string }
		lines := map[words]int{}
		for i := range l.Item {
			lines[words{w.list[l.Item[i]], w.list[l.Name[i]], w.list[l.Category[i]], w.list[l.Tag[i]], w.list[l.Eligible[i]], w.list[l.EligibleBy[i]], w.list[l.Source[i]]}] += l.Lines[i]
			if l.Price[i] == nil || l.Quantity[i] == "" {
				if l.Price[i] != nil || l.Known[i] == 1 && l.Quantity[i] != "" {
					t.Errorf("row %d: a price without a quantity, or the other way round", i)
				}
				continue
			}
			q, err := cost.ParseQuantity(l.Quantity[i])
			if err != nil {
				t.Fatal(err)
			}
			total, err := l.Price[i].TimesQuantity(q)
			if err != nil {
				t.Fatal(err)
			}
			if off := int64(total - l.Total[i]); off > int64(l.Lines[i]) || off < -int64(l.Lines[i]) { // each line is rounded once
				t.Errorf("row %d: %s × %s is %s, not %s", i, l.Quantity[i], l.Price[i], total, l.Total[i])
			}
		}
		for line := range view.Lines(d.Plan) {
			lines[words{clean(line.Item), clean(line.Name), clean(line.Category), clean(string(line.Tag)), clean(string(line.Eligible)), clean(line.EligibleBy), clean(line.Source)}]--
		}
		for k, n := range lines {
			if n != 0 {
				t.Errorf("%v: %d lines too many", k, n)
			}
		}
	}
}

// The money of applications is that of the table of it, which other formats show.
func TestEstimateApplications(t *testing.T) {
	for _, name := range []string{"first-look", "filing-small"} {
		d := reporttest.Operator(t, name, nil)
		e, w := estimateOf(t, d)
		table := tables.Applications(d.Plan)
		for i, a := range e.Applications {
			amount := func(c *cost.Cents) any {
				if c == nil {
					return nil
				}
				return int64(*c)
			}
			got := []any{w.list[a.ID], int64(a.Packages), int64(a.Deferred), int64(a.Cost), int64(a.Ineligible), int64(a.Counted), nil, int64(a.Cut), int64(a.Claimed), int64(a.Refused), int64(a.Reimbursed), int64(a.Outstanding), amount(a.Allocation), amount(a.Left)}
			var want []any
			for _, c := range table.Rows[i][:len(got)] {
				want = append(want, cell(c))
			}
			want[6] = nil // here as a percentage
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, application %d: %s", name, i, diff)
			}
			if p := d.Plan.Applications[i].Proration; p != nil && a.Proration != p.Percent() {
				t.Errorf("%s: proration %s, want %s", name, a.Proration, p.Percent())
			}
			if d := d.Plan.Applications[i]; a.Term != day(d.Term) || a.Finish != day(d.Finish) {
				t.Errorf("%s: term %d, finish %d", name, a.Term, a.Finish)
			}
		}
	}
}
