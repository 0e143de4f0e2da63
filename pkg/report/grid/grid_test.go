package grid

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

func sample() *Table {
	t := &Table{Columns: []Column{ID("package"), Left("site"), Left("start"), Right("cost")}}
	t.Add(Text("uc-000-m1-bbu"), Text("北站 North Station"), Date(inventory.MustDate("2027-01-04")), Money(1234567_50))
	t.Add(Text("uc-000-m2-bbu"), Text("Hill"), Date(inventory.Date{}), AtLeast(-49))
	t.Total = []Cell{Text("all"), {}, {}, Money(1234567_01)}
	return t
}

func terminal(t *testing.T, table *Table, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := table.Terminal(&b, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTerminal(t *testing.T) {
	for _, c := range []struct {
		width int
		want  string
	}{
		{80, `
package        site                start            cost
uc-000-m1-bbu  北站 North Station  2027-01-04  1,234,568
uc-000-m2-bbu  Hill                                   0+
all                                            1,234,567
`},
		{46, `
package       site          start         cost
uc-000-m1-bbu 北站 North S… 27-01-04 1,234,568
uc-000-m2-bbu Hill                          0+
all                                  1,234,567
dates are year-month-day without the century
`},
	} {
		got := terminal(t, sample(), c.width)
		if got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("width %d:\n%s\nwant\n%s", c.width, got, c.want)
		}
	}
}

// TestNarrow: where there is hardly room names are cut short, and amounts are told in thousands, never cut.
func TestNarrow(t *testing.T) {
	got := terminal(t, sample(), 34)
	for line := range strings.Lines(strings.TrimSuffix(got, "dates are year-month-day without the century\n")) {
		if Width(strings.TrimSuffix(line, "\n")) > 34 {
			t.Errorf("wider than 34: %q", line)
		}
	}
	if !strings.Contains(got, " 1,235k\n") || strings.Contains(got, "1,234,568") {
		t.Errorf("no thousands:\n%s", got)
	}
}

// TestIDsGiveWayLast: of two names that are too long the one that is no id is cut.
func TestIDsGiveWayLast(t *testing.T) {
	table := &Table{Columns: []Column{ID("id"), Left("name")}}
	table.Add(Text("site-0001-radio-north"), Text("a name that is a good deal too long"))
	if got := terminal(t, table, 40); !strings.Contains(got, "site-0001-radio-north a name") {
		t.Errorf("the id was cut:\n%s", got)
	}
}

func TestPlain(t *testing.T) {
	table := sample()
	table.Add(Text("a\tb\nc"), Text("=1"), Date(inventory.Date{}), Cell{})
	var tsv, csv, js bytes.Buffer
	for _, err := range []error{table.TSV(&tsv), table.CSV(&csv), table.JSON(&js, "x/v1")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if want := "package\tsite\tstart\tcost\n" +
		"uc-000-m1-bbu\t北站 North Station\t2027-01-04\t1234567.50\n" +
		"uc-000-m2-bbu\tHill\t\t-0.49\n" +
		"a b c\t=1\t\t\n"; tsv.String() != want {
		t.Errorf("TSV:\n%q\nwant\n%q", tsv.String(), want)
	}
	if want := "package,site,start,cost\r\n" +
		"uc-000-m1-bbu,北站 North Station,2027-01-04,1234567.50\r\n" +
		"uc-000-m2-bbu,Hill,,-0.49\r\n" +
		"a b c,'=1,,\r\n"; csv.String() != want {
		t.Errorf("CSV:\n%q\nwant\n%q", csv.String(), want)
	}
	var rows struct {
		Riprep string
		Rows   []map[string]any
	}
	if err := json.Unmarshal(js.Bytes(), &rows); err != nil {
		t.Fatal(err)
	}
	if rows.Riprep != "x/v1" || len(rows.Rows) != 3 || rows.Rows[0]["cost"] != "1234567.50" || rows.Rows[1]["start"] != nil || rows.Rows[2]["cost"] != nil {
		t.Errorf("JSON: %s", js.String())
	}
}

func TestNoRows(t *testing.T) {
	table := &Table{Columns: []Column{Left("a")}}
	var b bytes.Buffer
	if err := table.JSON(&b, "x/v1"); err != nil || !json.Valid(b.Bytes()) {
		t.Errorf("%v: %s", err, b.String())
	}
	if got := terminal(t, table, 80); got != "a\n" {
		t.Errorf("%q", got)
	}
}

func TestGroup(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", -1: "-1", 999: "999", 1000: "1,000", -1000: "-1,000", -999999: "-999,999", 1 << 62: "4,611,686,018,427,387,904",
		-1 << 63: "-9,223,372,036,854,775,808",
	} {
		if got := Group(n); got != want {
			t.Errorf("Group(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestExact(t *testing.T) {
	for _, c := range []struct {
		cell Cell
		want string
	}{
		{Cell{}, ""}, {Text("a, b"), "a, b"}, {Int(-1234), "-1,234"}, {Money(-1234567_89), "-1,234,567.89"}, {AtLeast(5), "0.05"},
		{Date(inventory.MustDate("2027-01-04")), "2027-01-04"}, {Date(inventory.Date{}), ""}, {Part(0.12345), "12.3%"}, {Figure("-81.5"), "-81.5"},
	} {
		if got := c.cell.Exact(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestWholeUnits(t *testing.T) {
	for cents, want := range map[cost.Cents]string{0: "0", 49: "0", 50: "1", -49: "0", -50: "-1", 149: "1", 150: "2", 999_99: "1,000"} {
		if got := Money(cents).shown(full); got != want {
			t.Errorf("%d cents: %s, want %s", cents, got, want)
		}
	}
}

// TestClip: a clipped text fits, and is the whole where that fits.
func TestClip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(rapid.String().Draw(t, "s"))
		width := rapid.IntRange(0, 30).Draw(t, "width")
		for _, middle := range []bool{false, true} {
			got := clip(s, width, middle)
			if Width(got) > width {
				t.Fatalf("clip(%q, %d) = %q is %d wide", s, width, got, Width(got))
			}
			if Width(s) <= width && got != s {
				t.Fatalf("clip(%q, %d) = %q", s, width, got)
			}
			if !utf8.ValidString(got) {
				t.Fatalf("clip(%q, %d) = %q breaks a character", s, width, got)
			}
		}
	})
}

// TestWrap: lines fit, and no letter is lost.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(rapid.StringOf(rapid.RuneFrom([]rune("ab 基é…"))).Draw(t, "s"))
		width := rapid.IntRange(2, 30).Draw(t, "width")
		lines := Wrap(s, width)
		for _, line := range lines {
			if Width(line) > width || line == "" {
				t.Fatalf("Wrap(%q, %d): line %q", s, width, line)
			}
		}
		if got, want := strings.Join(strings.Fields(strings.Join(lines, " ")), ""), strings.Join(strings.Fields(s), ""); got != want {
			t.Fatalf("Wrap(%q, %d) = %q: letters lost", s, width, lines)
		}
	})
}

// TestEach: rows that are made one by one stand behind the others, in every format for programs.
func TestEach(t *testing.T) {
	whole, parts := sample(), sample()
	parts.Rows = parts.Rows[:1]
	parts.Each = func(yield func([]Cell) bool) { yield(whole.Rows[1]) }
	for _, write := range []func(*Table, *bytes.Buffer) error{
		func(t *Table, b *bytes.Buffer) error { return t.TSV(b) },
		func(t *Table, b *bytes.Buffer) error { return t.CSV(b) },
		func(t *Table, b *bytes.Buffer) error { return t.JSON(b, "x/v1") },
	} {
		var want, got bytes.Buffer
		if err := errors.Join(write(whole, &want), write(parts, &got)); err != nil {
			t.Fatal(err)
		}
		if want.String() != got.String() {
			t.Errorf("%s\nwant\n%s", got.String(), want.String())
		}
	}
}
