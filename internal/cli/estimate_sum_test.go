package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/lists"
)

// randomEstimate has a few packages with a few lines each: priced, priced as a part of others, without a price, counted or not.
func randomEstimate(rng *rand.Rand) *planner.Estimate {
	e := &planner.Estimate{Sites: 1}
	tags := []cost.Tag{cost.Removal, cost.Replacement, cost.Disposal}
	answers := []cost.Eligible{cost.EligibleYes, cost.EligiblePartly, cost.EligibleNo, cost.Arguable, cost.Unclear}
	amount := func() *cost.Cents {
		c := cost.Cents(rng.Int64N(int64(1) << (1 + rng.IntN(36))))
		return &c
	}
	line := func(before []cost.Line) cost.Line {
		it := cost.Item{ID: "i", Category: string('a' + rune(rng.IntN(3))), Unit: "each"}
		if rng.IntN(8) > 0 {
			it.Low = amount()
			typical := *it.Low + *amount()
			high := typical + *amount()
			it.Typical, it.High = &typical, &high
		}
		l := cost.PriceItem(it, cost.Quantity(rng.IntN(20_000)), tags[rng.IntN(3)], "install", "")
		if len(before) > 0 && rng.IntN(3) == 0 {
			l.PriceOf(before, cost.Parts{Low: 20_000_000, Typical: 55_000_000, High: 123_456_789})
		}
		l.Judge(answers[rng.IntN(len(answers))], "a rule", *amount())
		return l
	}
	for p := range rng.IntN(3) {
		r := planner.EstimateRow{Package: fmt.Sprint("p", p), Application: string('A' + rune(rng.IntN(2)))}
		for range 1 + rng.IntN(3) {
			r.Lines = append(r.Lines, line(r.Lines))
		}
		for i := range r.Lines {
			if l := &r.Lines[i]; l.Known {
				r.Low, r.Cost, r.High, r.Reimbursable = r.Low+l.Low, r.Cost+l.Total, r.High+l.High, r.Reimbursable+l.Counted
			} else {
				r.Unknown++
			}
		}
		e.Rows = append(e.Rows, r)
	}
	for range rng.IntN(2) {
		e.Network = append(e.Network, planner.NetworkLine{Line: line(nil)})
	}
	return e
}

// sumOf adds one column of amounts up, read back from their texts.
type sumOf map[string]cost.Cents

func (s sumOf) add(column, text string) error {
	if text == "" {
		return nil
	}
	c, err := cost.ParseCents(text)
	s[column] += c
	return err
}

var amountColumns = []string{"low", "total", "high", "counted"}

// writtenSums are what the lines of an estimate add up to in each format, read back from what was written.
func writtenSums(e *planner.Estimate) (map[string]sumOf, error) {
	t, err := lists.EstimateLines(e)
	if err != nil {
		return nil, err
	}
	out := map[string]sumOf{"csv": {}, "tsv": {}, "json": {}, "json totals": {}}
	var text bytes.Buffer
	if err := t.CSV(&text); err != nil {
		return nil, err
	}
	records, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		return nil, err
	}
	text.Reset()
	if err := t.TSV(&text); err != nil {
		return nil, err
	}
	var tabbed [][]string
	for row := range strings.Lines(text.String()) {
		tabbed = append(tabbed, strings.Split(strings.TrimSuffix(row, "\n"), "\t"))
	}
	for format, rows := range map[string][][]string{"csv": records, "tsv": tabbed} {
		for j, name := range rows[0] {
			for _, row := range rows[1:] {
				for _, column := range amountColumns {
					if name == column {
						if err := out[format].add(column, row[j]); err != nil {
							return nil, err
						}
					}
				}
			}
		}
	}
	text.Reset()
	if err := t.JSON(&text, "estimate/v1"); err != nil {
		return nil, err
	}
	type amounts struct {
		Low, Total, High, Counted *string
	}
	var doc struct {
		amounts
		Rows []amounts
	}
	if err := json.Unmarshal(text.Bytes(), &doc); err != nil {
		return nil, err
	}
	enter := func(format string, a amounts) error {
		for i, p := range []*string{a.Low, a.Total, a.High, a.Counted} {
			if p != nil {
				if err := out[format].add(amountColumns[i], *p); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := enter("json totals", doc.amounts); err != nil {
		return nil, err
	}
	for _, row := range doc.Rows {
		if err := enter("json", row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// checkSums compares what the parts of an estimate add up to, and where it is written what is read back, with the sums of its
// lines.
func checkSums(e *planner.Estimate, written bool) error {
	want := sumOf{}
	for _, l := range e.Lines() {
		if l.Known {
			want["low"] += l.Low
			want["total"] += l.Total
			want["high"] += l.High
			want["counted"] += l.Counted
		}
	}
	got := map[string]sumOf{}
	if written {
		var err error
		if got, err = writtenSums(e); err != nil {
			return err
		}
	}
	groups := []func() ([]cost.Subtotal, error){e.ByApplication}
	for _, key := range []func(*cost.Line) string{cost.ByTag, cost.ByCategory, cost.ByBasis, cost.ByEligible} {
		groups = append(groups, func() ([]cost.Subtotal, error) { return cost.GroupBy(e.Lines(), key) })
	}
	for i, group := range groups {
		subtotals, err := group()
		if err != nil {
			return err
		}
		sum := sumOf{}
		for _, s := range subtotals {
			sum["low"] += s.Low
			sum["total"] += s.Total
			sum["high"] += s.High
			sum["counted"] += s.Counted
		}
		got[fmt.Sprint("group ", i)] = sum
	}
	for format, sums := range got {
		for _, column := range amountColumns {
			if sums[column] != want[column] {
				return fmt.Errorf("%s: %s is %s, its lines add up to %s", format, column, sums[column], want[column])
			}
		}
	}
	people, err := packageTable(e)
	if err != nil {
		return err
	}
	unknown := 0
	for _, l := range e.Lines() {
		if !l.Known {
			unknown++
		}
	}
	total := grid.Money(want["total"])
	if unknown > 0 {
		total = grid.AtLeast(want["total"])
	}
	for i, cell := range []grid.Cell{grid.Money(want["low"]), total, grid.Money(want["high"]), grid.Money(want["counted"])} {
		if people.Total[3+i] != cell {
			return fmt.Errorf("table: %v in the last row, want %v", people.Total[3+i], cell)
		}
	}
	return nil
}

var everyFormat = flag.Bool("every", false, "TestSumsOfEstimates writes every estimate in every format, which takes a minute, and not one in ten")

// Totals are the sums of the lines to the cent, over a million estimates: those of groups and of the table for people, and, of one
// in ten, of what is read back from each format. With -every all of them are written.
func TestSumsOfEstimates(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 1_000_000)
	if !*everyFormat {
		t.Logf("%d estimates added up, one in ten written and read back; -every writes all", n)
	}
	const workers = 4
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(6, uint64(w)))
			for i := range n / workers {
				if err := checkSums(randomEstimate(rng), *everyFormat || i%10 == 0); err != nil {
					t.Errorf("estimate %d of stream %d: %s", i, w, err)
					return
				}
			}
		})
	}
	wg.Wait()
}
