package workbook

import (
	"github.com/xuri/excelize/v2"

	"github.com/riprep/riprep/pkg/report/grid"
)

// Formats of numbers. A negative amount is red, and has its sign where there is no colour.
const (
	moneyFormat = `#,##0.00;[Red]-#,##0.00`
	wholeFormat = `#,##0;[Red]-#,##0`
	dateFormat  = `yyyy-mm-dd`
	partFormat  = `0.0%`
	plainFormat = `General`
	textFormat  = `@`
)

const (
	ink    = "1F3864" // of headings
	soft   = "F2F5FA" // behind every other row
	line   = "B4C1D8"
	faint  = "6B7280" // of what explains
	shaded = "FDE9D9" // behind what is not known
)

// unknown stands in the price of one where nobody has stated it.
const unknown = "unknown"

// styles are the ids of the looks that cells of a workbook have.
type styles struct {
	title, about, total, group               int
	heads                                    [2][2]int // the form's or riprep's own; of words or of numbers
	text, wrapped, run, right, none, unknown int
	money, whole, day, part, plain           int
	totalMoney, totalWhole                   int
	band                                     int // of a condition
}

// look is what a style is made of.
type look struct {
	format     string
	size       float64
	bold, wrap bool
	color      string
	fill       string
	edge       bool // a line below
	middle     bool
	right      bool
	indent     int // of a text, so that it does not touch a number before it
}

func newStyles(f *excelize.File) (s styles, err error) {
	head := look{format: textFormat, bold: true, color: "FFFFFF", fill: ink, wrap: true, middle: true, indent: 1}
	headRight, own, ownRight := head, head, head
	headRight.right, own.fill, ownRight.fill, ownRight.right = true, faint, faint, true
	for _, v := range []struct {
		id *int
		look
	}{
		{&s.title, look{format: textFormat, size: 16, bold: true, color: ink}},
		{&s.about, look{format: textFormat, color: faint}},
		{&s.heads[0][0], head},
		{&s.heads[0][1], headRight},
		{&s.heads[1][0], own},
		{&s.heads[1][1], ownRight},
		{&s.total, look{format: textFormat, bold: true, color: ink, edge: true}},
		{&s.totalMoney, look{format: moneyFormat, bold: true, color: ink, edge: true}},
		{&s.totalWhole, look{format: wholeFormat, bold: true, color: ink, edge: true}},
		{&s.group, look{format: textFormat, bold: true, color: ink, fill: "D9E2F1", indent: 1}},
		{&s.text, look{format: plainFormat, indent: 1}},
		{&s.wrapped, look{format: plainFormat, wrap: true, indent: 1}},
		{&s.run, look{format: textFormat, wrap: true, indent: 1}},
		{&s.right, look{format: plainFormat, wrap: true, right: true}},
		{&s.none, look{format: textFormat, color: faint, indent: 1}},
		{&s.unknown, look{format: textFormat, color: "9C5700", fill: shaded, right: true}},
		{&s.money, look{format: moneyFormat}},
		{&s.whole, look{format: wholeFormat}},
		{&s.day, look{format: dateFormat, right: true}},
		{&s.part, look{format: partFormat}},
		{&s.plain, look{format: plainFormat, right: true}},
	} {
		if *v.id, err = f.NewStyle(v.style()); err != nil {
			return s, err
		}
	}
	// A text that begins like a formula stays a text when somebody edits its cell.
	always := true
	f.Styles.CellXfs.Xf[s.run].QuotePrefix = &always
	s.band, err = f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{soft}}})
	return s, err
}

func (l look) style() *excelize.Style {
	font := &excelize.Font{Family: "Calibri", Size: 10, Bold: l.bold, Color: l.color}
	if l.size > 0 {
		font.Size = l.size
	}
	s := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap}}
	switch l.format {
	case plainFormat:
	case textFormat:
		s.NumFmt = 49
	default:
		s.CustomNumFmt = &l.format
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	switch {
	case l.right:
		s.Alignment.Horizontal = "right"
	case l.indent > 0:
		s.Alignment.Horizontal, s.Alignment.Indent = "left", l.indent
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.edge {
		s.Border = []excelize.Border{{Type: "bottom", Color: line, Style: 1}}
	}
	return s
}

// of is the style of a cell with a value.
func (s *styles) of(c grid.Cell, v any, long bool) int {
	switch v := v.(type) {
	case nil:
		return 0
	case string:
		switch {
		case runnable(v):
			return s.run
		case long:
			return s.wrapped
		}
		return s.text
	}
	switch c.Kind() {
	case grid.Amounts:
		return s.money
	case grid.Day:
		return s.day
	case grid.Parts:
		return s.part
	case grid.Whole:
		return s.whole
	}
	return s.plain
}
