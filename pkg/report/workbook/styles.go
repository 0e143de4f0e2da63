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
	title, about, head, ownHead, total, group, bad int
	text, wrapped, run, code, unknown              int
	money, whole, day, part, plain                 int
	totalMoney, totalWhole                         int
	band                                           int // of a condition
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
	left       bool
}

func newStyles(f *excelize.File) (s styles, err error) {
	text := look{format: plainFormat}
	for _, v := range []struct {
		id *int
		look
	}{
		{&s.title, look{format: textFormat, size: 16, bold: true, color: ink}},
		{&s.about, look{format: textFormat, color: faint}},
		{&s.head, look{format: textFormat, bold: true, color: "FFFFFF", fill: ink, wrap: true, middle: true}},
		{&s.ownHead, look{format: textFormat, bold: true, color: "FFFFFF", fill: faint, wrap: true, middle: true}},
		{&s.total, look{format: textFormat, bold: true, color: ink, edge: true}},
		{&s.totalMoney, look{format: moneyFormat, bold: true, color: ink, edge: true}},
		{&s.totalWhole, look{format: wholeFormat, bold: true, color: ink, edge: true}},
		{&s.group, look{format: textFormat, bold: true, color: ink, fill: "D9E2F1"}},
		{&s.bad, look{format: textFormat, bold: true, color: "9C0006"}},
		{&s.text, text},
		{&s.wrapped, look{format: plainFormat, wrap: true}},
		{&s.run, look{format: textFormat, wrap: true}},
		{&s.code, look{format: textFormat, color: faint}},
		{&s.unknown, look{format: textFormat, color: "9C5700", fill: shaded}},
		{&s.money, look{format: moneyFormat}},
		{&s.whole, look{format: wholeFormat}},
		{&s.day, look{format: dateFormat, left: true}},
		{&s.part, look{format: partFormat}},
		{&s.plain, look{format: plainFormat, left: true}},
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
	if l.left {
		s.Alignment.Horizontal = "left"
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
