package tables_test

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

func all(t *testing.T, d *view.Document) map[string]tables.Table {
	t.Helper()
	list, err := tables.All(d)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]tables.Table{}
	for _, x := range list {
		if _, twice := out[x.ID]; twice || !regexp.MustCompile(`^[a-z]+$`).MatchString(x.ID) || x.Title == "" || x.For == "" {
			t.Errorf("table %q: twice, or without title and purpose", x.ID)
		}
		out[x.ID] = x
	}
	return out
}

func TestShape(t *testing.T) {
	for _, d := range []*view.Document{reporttest.Sample(t), reporttest.Operator(t, "sole-911", nil)} {
		for id, x := range all(t, d) {
			names := map[string]bool{}
			for _, c := range x.Columns {
				if names[c.Name] || c.Name == "" {
					t.Errorf("%s: column %q twice", id, c.Name)
				}
				names[c.Name] = true
			}
			rows := 0
			for row := range x.Every() {
				if rows++; len(row) != len(x.Columns) {
					t.Errorf("%s: a row of %d cells below %d columns", id, len(row), len(x.Columns))
				}
			}
			if rows == 0 && id != "rules" {
				t.Errorf("%s: no rows", id)
			}
		}
	}
}

// TestSums: what the rows add up to is what the plan states as its totals, to the cent.
func TestSums(t *testing.T) {
	d := reporttest.Sample(t)
	tot := d.Plan.Totals
	x := all(t, d)
	sum := func(table, column string) cost.Cents {
		t.Helper()
		at := -1
		for i, c := range x[table].Columns {
			if c.Name == column {
				at = i
			}
		}
		if at < 0 {
			t.Fatalf("%s: no column %q", table, column)
		}
		var s cost.Cents
		for row := range x[table].Every() {
			if n, ok := row[at].Amount(); ok {
				s += cost.Cents(n)
			}
		}
		return s
	}
	var network, networkCounted cost.Cents
	for _, n := range d.Plan.Network {
		network += n.Line.Total
		networkCounted += n.Line.Counted
	}
	for _, c := range []struct {
		table, column string
		want          cost.Cents
	}{
		{"packages", "cost", tot.Cost - network}, {"packages", "reimbursable", tot.Reimbursable - networkCounted},
		{"activities", "spend", tot.Cost - network},
		{"lines", "total", tot.Cost}, {"lines", "counted", tot.Reimbursable},
		{"periods", "spend", tot.Cost}, {"periods", "reimbursed", tot.Reimbursed}, {"periods", "interest", tot.Interest},
		{"sites", "cost", tot.Cost - network}, {"money", "cost", tot.Cost}, {"money", "reimbursed", tot.Reimbursed},
	} {
		if got := sum(c.table, c.column); got != c.want {
			t.Errorf("%s: %s adds up to %s, want %s", c.table, c.column, got, c.want)
		}
	}
	for _, f := range view.Summary(d) {
		if f.ID == "cost" {
			if n, ok := f.Value.Amount(); !ok || cost.Cents(n) != tot.Cost {
				t.Errorf("summary: cost %v", f.Value)
			}
		}
	}
}

// TestHostile: what is written as CSV is text, whatever it is called. One golden holds the tables with words of others.
func TestHostile(t *testing.T) {
	var golden bytes.Buffer
	for id, x := range all(t, reporttest.Hostile(t)) {
		var text bytes.Buffer
		if err := x.CSV(&text); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(text.Bytes()) {
			t.Errorf("%s: not valid UTF-8", id)
		}
		for _, r := range text.String() {
			if r != '\n' && r != '\r' && unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Errorf("%s: character %U", id, r)
			}
		}
		rows, err := csv.NewReader(&text).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && !regexp.MustCompile(`^-?[0-9.]+$`).MatchString(cell) {
					t.Errorf("%s: cell %q begins a formula", id, cell)
				}
			}
		}
	}
	for _, id := range []string{"sites", "findings", "assumptions"} {
		if err := all(t, reporttest.Hostile(t))[id].CSV(&golden); err != nil {
			t.Fatal(err)
		}
	}
	reporttest.Golden(t, "hostile.csv", golden.Bytes())
}
