package workbook

import (
	"math"
	"strconv"
	"testing"

	"github.com/riprep/riprep/pkg/report/reporttest"
)

// What stands beside a formula of the summary is what the formula gives when the sheets are worked out anew, and the difference
// to the figure is none.
func TestFormulas(t *testing.T) {
	f := opened(t, encoded(t, reporttest.Sample(t)))
	rows, err := f.GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	worked := 0
	number := func(text string) float64 {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		return x
	}
	for row := firstRow; row <= len(rows); row++ {
		for _, col := range []int{formulaColumn, differenceColumn} {
			name := cellName(col, row)
			formula, err := f.GetCellFormula("Summary", name)
			if err != nil {
				t.Fatal(err)
			}
			if formula == "" {
				continue
			}
			stands, err := f.GetCellValue("Summary", name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := f.CalcCellValue("Summary", name)
			if err != nil {
				t.Fatalf("%s: %s: %v", name, formula, err)
			}
			if math.Abs(number(got)-number(stands)) > 0.001 || col == differenceColumn && number(got) != 0 {
				t.Errorf("%s: %s gives %s, and %s stands there", name, formula, got, stands)
			}
			worked++
		}
	}
	if worked < 2*15 {
		t.Errorf("only %d formulas", worked)
	}
}
