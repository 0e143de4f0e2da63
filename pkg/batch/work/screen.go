package work

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/lists"
)

// screen writes findings.csv, as riprep screen DIR -o csv does, and counts what it found.
func (w *worker) screen() error {
	in := w.in
	findings, err := policy.Screen(in.Inventory, in.Rules, in.Scenario.Regimes, in.Scenario.Start)
	if err != nil {
		return failure.Input(err)
	}
	w.findings = findings
	count := screenCount{s: batch.Screened{AsOf: batch.Day{Date: in.Scenario.Start}, Regimes: slices.Clone(in.Scenario.Regimes)}, at: map[batch.ScreenedRule]int{}}
	table := lists.ScreenTable()
	table.Each = func(yield func([]grid.Cell) bool) {
		lists.Screen(in.Inventory, findings, func(row *lists.Screened) bool {
			count.add(row, int64(in.Inventory.Elements[row.Finding.Element].Quantity))
			return yield(row.Cells())
		})
	}
	var text bytes.Buffer
	if err := table.CSV(&text); err != nil {
		return fmt.Errorf("findings.csv: %w", err)
	}
	w.put("findings.csv", text.Bytes())
	w.out.Screened = count.sorted()
	return nil
}

// screenCount adds findings up.
type screenCount struct {
	s  batch.Screened
	at map[batch.ScreenedRule]int // regime, vendor and verdict → place in s.By
}

func (c *screenCount) add(row *lists.Screened, units int64) {
	switch row.Finding.Verdict {
	case policy.Covered:
		c.s.Covered++
	case policy.Unknown:
		c.s.Unknown++
	case policy.NotCovered:
		c.s.NotCovered++
	}
	vendor := cmp.Or(row.Maker, row.Vendor)
	if len(row.Finding.Regimes) == 0 {
		c.rule(row.Finding.Regime, vendor, row.Finding.Verdict, units)
		return
	}
	for i := range row.Finding.Regimes { // what each says, not the strictest alone
		says := &row.Finding.Regimes[i]
		c.rule(says.Regime, vendor, says.Verdict, units)
	}
}

func (c *screenCount) rule(regime, vendor string, verdict policy.Verdict, units int64) {
	if verdict == policy.NotCovered {
		return
	}
	key := batch.ScreenedRule{Regime: regime, Vendor: vendor, Verdict: verdict.String()}
	i, ok := c.at[key]
	if !ok {
		i = len(c.s.By)
		c.at[key] = i
		c.s.By = append(c.s.By, key)
	}
	c.s.By[i].Elements++
	c.s.By[i].Units += units
}

func (c *screenCount) sorted() *batch.Screened {
	slices.SortFunc(c.s.By, func(a, b batch.ScreenedRule) int {
		return cmp.Or(cmp.Compare(a.Regime, b.Regime), cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Verdict, b.Verdict))
	})
	if c.s.By == nil {
		c.s.By = []batch.ScreenedRule{}
	}
	return &c.s
}
