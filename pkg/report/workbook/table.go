package workbook

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/riprep/riprep/pkg/report/grid"
)

// table writes a sheet: its title, what it holds, the totals, the headings, and the rows.
func (b *book) table(s *sheet) error {
	widths, total := s.widths()
	lastColumn := len(widths) - 1
	end := cellName(lastColumn, s.lastRow())
	if err := b.file.SetSheetDimension(s.name, "A1:"+end); err != nil {
		return err
	}
	if err := b.page(s, total, headRow); err != nil {
		return err
	}
	if err := b.bands(s.name, cellName(0, firstRow)+":"+end); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	// After the stream was begun: the library marks the sheet as one of which a filter hides rows, in a part that is already written.
	if err := b.file.AutoFilter(s.name, cellName(0, headRow)+":"+end, nil); err != nil {
		return err
	}
	if err := setWidths(w, widths); err != nil {
		return err
	}
	if err := w.SetPanes(freeze(widths[0])); err != nil {
		return err
	}
	if err := b.above(w, s); err != nil {
		return err
	}
	if err := b.rows(w, s); err != nil {
		return err
	}
	return w.Flush()
}

// setWidths goes from the last column to the first: the library puts each before the others, and they have to ascend.
func setWidths(w *excelize.StreamWriter, widths []float64) error {
	for i, width := range slices.Backward(widths) {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	return nil
}

// bands colours every other row, empty cells too; a filter may hide some, which is why it is a condition and no style.
func (b *book) bands(sheet, cells string) error {
	return b.file.SetConditionalFormat(sheet, cells, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "MOD(ROW(),2)=0", Format: &b.styles.band}})
}

// freeze keeps the rows down to the headings in sight, and the first column where that leaves room for others.
func freeze(first float64) *excelize.Panes {
	p := &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: cellName(0, firstRow), ActivePane: "bottomLeft"}
	if first <= 30 {
		p.XSplit, p.TopLeftCell, p.ActivePane = 1, cellName(1, firstRow), "bottomRight"
	}
	return p
}

// widths are those of the columns in characters, and of all together. A heading may take several lines.
func (s *sheet) widths() (widths []float64, total float64) {
	for i, c := range s.columns {
		w := max(narrow, longestWord(s.table.Columns[i].Title())+3) // 3 for the filter's button
		w = max(w, min(c.width+margin, wide))
		if c.sumWidth() > w && s.adds(i) {
			w = c.sumWidth()
		}
		widths = append(widths, float64(w))
		total += float64(w)
	}
	return widths, total
}

func longestWord(s string) (n int) {
	start := 0
	for i := range len(s) + 1 {
		if i == len(s) || s[i] == ' ' {
			n = max(n, i-start)
			start = i + 1
		}
	}
	return n
}

func (c *column) sumWidth() int {
	if c.money {
		return shownWidth(grid.MoneyOf(c.sum)) + 2
	}
	return shownWidth(grid.Int(c.sum)) + 2
}

func (s *sheet) adds(col int) bool {
	for _, name := range s.sums {
		if s.table.Columns[col].Name == name {
			return true
		}
	}
	return false
}

// above writes what stands above the rows.
func (b *book) above(w *excelize.StreamWriter, s *sheet) error {
	st := &b.styles
	if err := w.SetRow(cellName(0, titleRow), []any{excelize.Cell{StyleID: st.title, Value: s.title}}, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	if err := w.SetRow(cellName(0, aboutRow), []any{excelize.Cell{StyleID: st.about, Value: s.said()}}); err != nil {
		return err
	}
	totals, heads := make([]any, len(s.columns)), make([]any, len(s.columns))
	for i, c := range s.table.Columns {
		heads[i] = excelize.Cell{StyleID: st.heads[one(s.own != nil && s.own[i])][one(s.columns[i].right)], Value: c.Title()}
		totals[i] = excelize.Cell{StyleID: st.total}
		if s.adds(i) {
			sum := excelize.Cell{StyleID: st.totalWhole, Formula: fmt.Sprintf("SUBTOTAL(109,%s:%s)", cellName(i, firstRow), cellName(i, s.lastRow()))}
			cell := grid.Int(s.columns[i].sum)
			if s.columns[i].money {
				sum.StyleID, cell = st.totalMoney, grid.MoneyOf(s.columns[i].sum)
			}
			var err error
			if sum.Value, err = value(cell); err != nil {
				return err
			}
			totals[i] = sum
		}
	}
	totals[0] = excelize.Cell{StyleID: st.total, Value: s.counted()}
	if err := w.SetRow(cellName(0, totalRow), totals); err != nil {
		return err
	}
	return w.SetRow(cellName(0, headRow), heads, excelize.RowOpts{Height: 30})
}

// said is what stands below the title.
func (s *sheet) said() string {
	if slices.ContainsFunc(s.columns, func(c column) bool { return c.money }) {
		return s.about + "; amounts in US dollars"
	}
	return s.about
}

// counted says how many rows there are, and what the totals are of.
func (s *sheet) counted() string {
	n := grid.Group(int64(s.rows)) + " row"
	if s.rows != 1 {
		n += "s"
	}
	if len(s.sums) > 0 {
		n += "; totals of those shown"
	}
	return n
}

// rows writes the rows as they are made.
func (b *book) rows(w *excelize.StreamWriter, s *sheet) error {
	if s.rows == 0 {
		return w.SetRow(cellName(0, firstRow), []any{excelize.Cell{StyleID: b.styles.none, Value: noRows}})
	}
	cells, out := make([]excelize.Cell, len(s.columns)), make([]any, len(s.columns))
	widths, _ := s.widths()
	year, price := s.column("price_year"), s.column("unit_price")
	amounts := s.amountsOf(price)
	at := firstRow
	for row := range s.table.Every() {
		clear(out)
		lines := 1
		for i, c := range row[:min(len(row), len(cells))] {
			v, err := value(c)
			if err != nil {
				return fmt.Errorf("cell %s: %w", cellName(i, at), err)
			}
			if v == nil {
				continue
			}
			long := s.columns[i].width+margin > wide
			if text, ok := v.(string); ok && long {
				lines = max(lines, linesOf(text, widths[i]))
			}
			cells[i] = excelize.Cell{StyleID: b.styles.of(c, v, long), Value: v}
			if i == year {
				cells[i].StyleID = b.styles.plain
			}
			out[i] = &cells[i]
		}
		if price >= 0 && out[price] == nil {
			for _, i := range amounts {
				cells[i] = excelize.Cell{StyleID: b.styles.unknown}
				out[i] = &cells[i]
			}
			cells[price].Value = unknown
		}
		if err := w.SetRow(cellName(0, at), out, height(lines)...); err != nil {
			return err
		}
		at++
	}
	return nil
}

// margin is how much wider a column is than its text, for the indent and the edges.
const margin = 3

// linesOf is how many lines a text takes in a column of a width, near enough: words are not broken, so that a line is not full.
func linesOf(text string, width float64) int {
	room := int(width*1.1) - 2 // the letters are smaller than those that widths are counted in
	return (grid.Width(text) + room - 1) / room
}

// height is that of a row with wrapped text; without it some spreadsheets show the first line alone. A row of one line has none.
func height(lines int) []excelize.RowOpts {
	if lines < 2 {
		return nil
	}
	return []excelize.RowOpts{{Height: min(float64(lines)*13.5+1.5, excelize.MaxRowHeight)}}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// noRows stands where a table has none.
const noRows = "none"

// amountsOf are the columns that stay empty where the price in one of them is not known, with that one.
func (s *sheet) amountsOf(price int) (out []int) {
	for i := range s.columns {
		if i == price || price >= 0 && s.adds(i) {
			out = append(out, i)
		}
	}
	return out
}
