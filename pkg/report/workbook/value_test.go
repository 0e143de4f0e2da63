package workbook

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// TestAmounts wants every amount below the limit to come out of floating point as it went in.
func TestAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := cost.Cents(rapid.Int64Range(-int64(cost.Limit)+1, int64(cost.Limit)-1).Draw(t, "cents"))
		x, ok := double(c.String())
		back, err := cost.ParseCents(shortest(strings.TrimSuffix(fmt.Sprintf("%.2f", x), ".00")))
		if !ok || err != nil || back != c {
			t.Fatalf("%s: %v, %v, %s, %v", c, x, ok, back, err)
		}
	})
	for _, s := range []string{"", "-", ".5", "5.", "1e3", "0x10", "NaN", "Inf", "1,000", "1 ", "9007199254740993"} {
		if x, ok := double(s); ok {
			t.Errorf("%q: %v", s, x)
		}
	}
	for s, want := range map[string]string{"0": "0", "-0.00": "0", "007.10": "7.1", "-12.50": "-12.5", "100": "100", "0.05": "0.05"} {
		if got := shortest(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestSerial has days of which Excel's own numbers are known.
func TestSerial(t *testing.T) {
	for day, want := range map[string]int{"1971-01-01": 25934, "2000-01-01": 36526, "2026-12-01": 46357, "2199-12-31": 109574} {
		if got, err := serial(day); err != nil || got != want || dayOf(got) != day {
			t.Errorf("%s: %d, %v, back %s; want %d", day, got, err, dayOf(got), want)
		}
	}
	if _, err := serial("soon"); err == nil {
		t.Error("soon is a day")
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func TestWords(t *testing.T) {
	for _, s := range []string{strings.Repeat("x", maxUnits+1), strings.Repeat("機", maxUnits+1), strings.Repeat("😀", maxUnits), "a" + strings.Repeat("😀", maxUnits)} {
		got := words(s)
		if n := units(got); n > maxUnits || n < maxUnits-1 || !strings.HasSuffix(got, cutSign) || !strings.HasPrefix(s, strings.TrimSuffix(got, cutSign)) {
			t.Errorf("%d units: %q…%q", n, got[:9], got[len(got)-50:])
		}
	}
	for _, s := range []string{"", strings.Repeat("x", maxUnits), strings.Repeat("機", maxUnits), strings.Repeat("😀", maxUnits/2)} {
		if words(s) != s {
			t.Errorf("a text of %d units was changed", units(s))
		}
	}
	rapid.Check(t, func(t *rapid.T) { // XML has what is left
		s := words(rapid.String().Draw(t, "s"))
		var b strings.Builder
		if err := xml.EscapeText(&b, []byte(s)); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(strings.NewReader("<t>" + b.String() + "</t>"))
		var got string
		if err := d.Decode(&got); err != nil && err != io.EOF || got != s {
			t.Fatalf("%q: %q, %v", s, got, err)
		}
	})
}

func TestNames(t *testing.T) {
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		name := cellName(col, 9)
		back, row, err := place(name)
		if name != want+"9" || back != col || row != 8 || err != nil {
			t.Errorf("%d: %s, back %d %d %v", col, name, back, row, err)
		}
	}
	for _, s := range []string{"", "A", "9", "a1", "A0", "A-1", "ABCD1", "A1B"} {
		if _, _, err := place(s); err == nil {
			t.Errorf("%q is a place", s)
		}
	}
}

// TestTooManyRows has a row more than a sheet.
func TestTooManyRows(t *testing.T) {
	row := []grid.Cell{grid.Text("x")}
	for n, fits := range map[int]bool{maxRows: true, maxRows + 1: false} {
		s := &sheet{name: "Long", table: &grid.Table{Columns: []grid.Column{grid.Left("a")}, Each: func(yield func([]grid.Cell) bool) {
			for i := 0; i < n && yield(row); i++ {
			}
		}}}
		switch err := s.measure(); {
		case fits && (err != nil || s.lastRow() > 1_048_575):
			t.Errorf("%d rows: last row %d, %v", n, s.lastRow(), err)
		case !fits && (err == nil || !strings.Contains(err.Error(), `sheet "Long": more than 1,048,570 rows`)):
			t.Errorf("%d rows: %v", n, err)
		}
	}
}
