package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// The columns of the summary.
const (
	labelColumn = iota
	valueColumn
	noteColumn
	formulaColumn
	differenceColumn
	fromColumn
)

var summaryHeads = []string{"Figure", "Value", "Note", "By formula", "Difference", "Worked out from"}

var summaryWidths = []float64{36, 24, 48, 20, 12, 44}

// Group is a heading of the summary, which stands before the first figure whose id begins with Before.
type Group struct{ Before, Title string }

// planGroups are the headings of a plan's summary.
var planGroups = []Group{
	{"operator", "The plan"}, {"packages", "What goes"}, {"cost", "Money"}, {"subscribers", "Service"},
	{"objective_", "How good the plan is"}, {"chance_", "How sure it is"}, {"risk", "How sure it is"},
}

// summaryLine is a row of the summary: a heading, or a figure.
type summaryLine struct {
	group string
	fact  *view.Fact
}

// summaryLines are its rows from firstRow on.
func summaryLines(facts []view.Fact, groups []Group) (out []summaryLine) {
	next := 0
	for i := range facts {
		for k := next; k < len(groups); k++ {
			if strings.HasPrefix(facts[i].ID, groups[k].Before) {
				out = append(out, summaryLine{group: groups[k].Title})
				next = k + 1
				break
			}
		}
		out = append(out, summaryLine{fact: &facts[i]})
	}
	return out
}

// summary writes the first sheet: the figures, each beside what a formula makes of the other sheets, and what
// sheets there are.
func (b *book) summary(s *sheet) error {
	lines := summaryLines(s.facts, b.head.groups)
	last := firstRow + len(lines) + 2 + len(b.sheets)
	if err := b.file.SetSheetDimension(s.name, "A1:"+cellName(fromColumn, last)); err != nil {
		return err
	}
	if err := b.page(s, 0, headRow); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := setWidths(w, summaryWidths); err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: cellName(0, firstRow), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	rows := make([][]any, 0, last)
	differ := 0
	for i, l := range lines {
		if l.fact == nil {
			rows = append(rows, b.heading(l.group))
			continue
		}
		row, same, err := b.figure(l.fact, firstRow+i)
		if err != nil {
			return err
		}
		if !same {
			differ++
		}
		rows = append(rows, row)
	}
	rows = append(rows, nil, b.heading("Sheets of this workbook, with their rows"))
	for _, of := range b.sheets {
		rows = append(rows, []any{
			excelize.Cell{StyleID: b.styles.text, Value: of.name}, excelize.Cell{StyleID: b.styles.whole, Value: int64(of.rows)},
			excelize.Cell{StyleID: b.styles.wrapped, Value: of.holds},
		})
	}
	if err := b.top(w, s, differ, firstRow+len(lines)-1); err != nil {
		return err
	}
	for i, row := range rows {
		if err := w.SetRow(cellName(0, firstRow+i), row, height(tallest(row))...); err != nil {
			return err
		}
	}
	return w.Flush()
}

// tallest is how many lines the texts of a row take.
func tallest(row []any) int {
	lines := 1
	for i, c := range row {
		if c, ok := c.(excelize.Cell); ok && i != labelColumn {
			if text, ok := c.Value.(string); ok {
				lines = max(lines, linesOf(text, summaryWidths[i]))
			}
		}
	}
	return lines
}

// top writes the title, what made the plan, whether the formulas agree, and the headings.
func (b *book) top(w *excelize.StreamWriter, s *sheet, differ, last int) error {
	st := &b.styles
	// The word in the cell is what the formula gives.
	agree, differs := "all figures are those that the formulas give", "figures differ from what the formulas give: see the column Difference"
	said := agree
	if differ > 0 {
		said = differs
	}
	column := columnName(differenceColumn)
	formula := fmt.Sprintf(`IF(SUMPRODUCT(ABS(%[1]s%d:%[1]s%[3]d))=0,%[4]q,%[5]q)`, column, firstRow, last, agree, differs)
	heads := make([]any, len(summaryHeads))
	for i, h := range summaryHeads {
		number := i == valueColumn || i == formulaColumn || i == differenceColumn
		heads[i] = excelize.Cell{StyleID: st.heads[0][one(number)], Value: h}
	}
	for i, row := range [][]any{
		{excelize.Cell{StyleID: st.title, Value: b.head.title}},
		{excelize.Cell{StyleID: st.about, Value: b.head.about}},
		{excelize.Cell{StyleID: st.total, Value: "Check"}, excelize.Cell{StyleID: st.total, Formula: formula, Value: said}},
		heads,
	} {
		var o []excelize.RowOpts
		if i == 0 {
			o = append(o, excelize.RowOpts{Height: 24})
		}
		if err := w.SetRow(cellName(0, titleRow+i), row, o...); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) heading(text string) []any {
	row := make([]any, len(summaryHeads))
	for i := range row {
		row[i] = excelize.Cell{StyleID: b.styles.group}
	}
	row[0] = excelize.Cell{StyleID: b.styles.group, Value: text}
	return row
}

// figure is a row of the summary, and whether its check gives the same.
func (b *book) figure(f *view.Fact, at int) (row []any, same bool, err error) {
	v, err := value(f.Value)
	if err != nil {
		return nil, false, fmt.Errorf("figure %q: %w", f.ID, err)
	}
	style := b.styles.of(f.Value, v, true)
	if _, text := v.(string); text && style != b.styles.run {
		style = b.styles.right
	}
	cell := excelize.Cell{StyleID: style, Value: v}
	if v == nil && f.Note == unknown {
		cell = excelize.Cell{StyleID: b.styles.unknown}
	}
	row = []any{
		excelize.Cell{StyleID: b.styles.wrapped, Value: words(f.Label)}, cell, excelize.Cell{StyleID: b.styles.wrapped, Value: words(f.Note)},
	}
	c, known := b.head.checks[f.ID]
	w, ok := c.work(b.sheets)
	if v == nil || !known || !ok {
		return row, true, nil
	}
	got, difference, err := compare(f.Value, w.value)
	if err != nil {
		return nil, false, fmt.Errorf("figure %q: %w", f.ID, err)
	}
	differs := b.styles.money
	if !isAmount(f.Value) {
		differs = b.styles.whole
	}
	mine, theirs := cellName(valueColumn, at), cellName(formulaColumn, at)
	return append(row,
		excelize.Cell{StyleID: style, Formula: w.formula, Value: got},
		excelize.Cell{StyleID: differs, Formula: fmt.Sprintf("ROUND(%s-%s,2)", mine, theirs), Value: difference},
		excelize.Cell{StyleID: b.styles.wrapped, Value: w.from},
	), difference == 0.0, nil
}

func isAmount(c grid.Cell) bool { return c.Kind() == grid.Amounts }

// compare gives what a check comes to and the figure less that, as a spreadsheet has them.
func compare(figure grid.Cell, n int64) (got any, difference float64, err error) {
	left, cell := figure.Number(), grid.Int(n)
	switch figure.Kind() {
	case grid.Amounts:
		cell = grid.MoneyOf(n)
	case grid.Day:
		day, err := serial(figure.String())
		if err != nil {
			return nil, 0, err
		}
		left = int64(day)
	}
	if got, err = value(cell); err != nil {
		return nil, 0, err
	}
	cell = grid.Int(left - n)
	if isAmount(figure) {
		cell = grid.MoneyOf(left - n)
	}
	difference, ok := double(cell.String())
	if !ok {
		return nil, 0, fmt.Errorf("difference %q: not a number that a spreadsheet keeps", cell)
	}
	return got, difference, nil
}
