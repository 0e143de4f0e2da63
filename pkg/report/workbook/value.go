package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/report/grid"
)

// maxUnits is how many UTF-16 units a cell holds; cutSign stands at the end of a text that has more.
const (
	maxUnits = 32_767
	cutSign  = " … (cut: a cell holds no more)"
)

// words is a text as it stands in a cell: one line without controls and changes of direction, and what XML cannot have.
func words(s string) string {
	s = sanitize.Terminal(s)
	if len(s) <= maxUnits { // a unit has a byte at least
		return s
	}
	units := 0
	for i, r := range s {
		n := utf16.RuneLen(r)
		if units+n > maxUnits {
			return cut(s[:i])
		}
		units += n
	}
	return s
}

// cut makes room for the sign at the end of a text that fills a cell.
func cut(s string) string {
	for room := utf8.RuneCountInString(cutSign); room > 0; { // the sign has a unit for each character
		r, size := utf8.DecodeLastRuneInString(s)
		s, room = s[:len(s)-size], room-utf16.RuneLen(r)
	}
	return s + cutSign
}

// runnable reports whether a spreadsheet would take a text for a formula, were it typed in.
func runnable(s string) bool { return sanitize.CSV(s) != s }

// epoch is the day 0 of a spreadsheet's calendar, right from 1900-03-01 on; no day of ours is before 1971.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// serial is a day YYYY-MM-DD as a spreadsheet counts days.
func serial(day string) (int, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, fmt.Errorf("day %q: not a day that a spreadsheet has", day)
	}
	return int((t.Unix() - epoch.Unix()) / (24 * 60 * 60)), nil // a time.Duration ends after 292 years
}

// dayOf is the day of a serial number.
func dayOf(serial int) string { return epoch.AddDate(0, 0, serial).Format(time.DateOnly) }

// double is the number that a plain decimal is to a spreadsheet, which knows nothing but floating point. Of up to 15 digits
// the double next to it is written as that decimal again, and readBack looks whether it was; nothing is computed with it. Not
// ok means that it is no plain decimal, or one that would come out as another.
func double(decimal string) (x float64, ok bool) {
	if !plainDecimal(decimal) {
		return 0, false
	}
	x, err := strconv.ParseFloat(decimal, 64)
	return x, err == nil && shortest(strconv.FormatFloat(x, 'f', -1, 64)) == shortest(decimal)
}

func plainDecimal(s string) bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return whole != "" && (fraction != "" || !point) && strings.Trim(whole+fraction, "0123456789") == ""
}

// shortest is a plain decimal without zeros that say nothing: two that are equal are the same text.
func shortest(s string) string {
	negative := strings.HasPrefix(s, "-")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if negative && whole != "0" {
		return "-" + whole
	}
	return whole
}

// value is what is written into a cell, nil for an empty one: a number, a day's serial number, or a text.
func value(c grid.Cell) (any, error) {
	switch c.Kind() {
	case grid.Empty:
		return nil, nil
	case grid.Whole:
		return c.Number(), nil
	case grid.Day:
		return serial(c.String())
	case grid.Amounts, grid.Parts:
		x, ok := double(c.String())
		if !ok {
			return nil, fmt.Errorf("%q: not a number that a spreadsheet keeps", c)
		}
		return x, nil
	case grid.Plain:
		if x, ok := double(c.String()); ok {
			return x, nil
		}
	}
	if text := words(c.String()); text != "" {
		return text, nil
	}
	return nil, nil
}

// cellName is A1 for column 0 of row 1.
func cellName(col, row int) string { return columnName(col) + strconv.Itoa(row) }

func columnName(col int) string {
	name := ""
	for n := col + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
