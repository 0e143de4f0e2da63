package grid

// gap is the space between columns.
const gap = 2

// A layout says how a table is shown in some width.
type layout struct {
	brevity brevity
	gap     int
	widths  []int
	dates   bool // there are some
}

// fit finds the layout that shortens least. Words give way before amounts do, and an amount is never cut: it is shown in
// thousands, millions or billions.
func (t *Table) fit(width int) layout {
	tries := []struct {
		b     brevity
		gap   int
		least int // width below which words are not cut; 0 means that they are not cut at all
	}{
		{full, gap, 0}, {full, 1, 0}, {noCentury, 1, 0}, {noCentury, 1, 8}, {thousands, 1, 8}, {millions, 1, 8}, {millions, 1, 2},
		{billions, 1, 2},
	}
	var l layout
	for _, try := range tries {
		l = layout{brevity: try.b, gap: try.gap, widths: t.natural(try.b), dates: t.dated()}
		over := sum(l.widths) + try.gap*(len(l.widths)-1) - width
		if over > 0 && try.least > 0 {
			over = t.squeeze(l.widths, over, try.least)
		}
		if over <= 0 {
			break
		}
	}
	return l
}

// legend says how what is shown differs from what people expect.
func (l layout) legend() string {
	if !l.dates || l.brevity < noCentury {
		return ""
	}
	return "dates are year-month-day without the century\n"
}

// natural is the width that each column wants.
func (t *Table) natural(b brevity) []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = Width(c.Name)
	}
	measure := func(row []Cell) {
		for i, c := range row[:min(len(row), len(widths))] {
			widths[i] = max(widths[i], Width(Clean(c.shown(b))))
		}
	}
	for _, row := range t.Rows {
		measure(row)
	}
	if t.Total != nil {
		measure(t.Total)
	}
	return widths
}

// squeeze takes what is over from the columns of words, one by one from the widest, and returns what is left over. Ids give
// way last: two that are cut alike are told apart no more.
func (t *Table) squeeze(widths []int, over, least int) int {
	for _, ids := range []bool{false, true} {
		cuttable := make([]bool, len(widths))
		for i := range cuttable {
			cuttable[i] = t.cuttable(i) && (ids || !t.Columns[i].Mid)
		}
		for ; over > 0; over-- {
			widest := -1
			for i, w := range widths {
				if cuttable[i] && w > least && (widest < 0 || w > widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			widths[widest]--
		}
	}
	return over
}

// cuttable reports whether a column holds words alone.
func (t *Table) cuttable(column int) bool {
	if t.Columns[column].Right {
		return false
	}
	for _, row := range t.Rows {
		if column < len(row) && row[column].kind != words && row[column].kind != empty {
			return false
		}
	}
	return true
}

func (t *Table) dated() bool {
	for _, row := range t.Rows {
		for _, c := range row {
			if c.kind == date && c.text != "" {
				return true
			}
		}
	}
	return false
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}
