package work

import (
	"bytes"
	"fmt"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/lists"
)

// lineBytes is about as much as a line of estimate.csv takes.
const lineBytes = 480

// estimate writes estimate.csv, as riprep estimate DIR -o csv does, and adds it up.
func (w *worker) estimate(c *planner.Case) error {
	e := c.Estimate()
	table, err := lists.EstimateLines(e)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	text.Grow(lineBytes * e.Len())
	if err := table.CSV(&text); err != nil {
		return fmt.Errorf("estimate.csv: %w", err)
	}
	sum, err := lists.EstimateTotal(e)
	if err != nil {
		return err
	}
	parts, err := e.ByApplication()
	if err != nil {
		return err
	}
	out := &batch.Estimated{
		Low: batch.Money(sum.Low), Total: batch.Money(sum.Cost), High: batch.Money(sum.High), Counted: batch.Money(sum.Counted),
		WithoutPrice: sum.Unknown, Sites: e.Sites, Applications: []batch.Application{},
	}
	for _, p := range parts {
		a := batch.Application{ID: p.Key, Total: batch.Money(p.Total), Counted: batch.Money(p.Counted), WithoutPrice: p.Unknown}
		if of := c.In.Programme(p.Key); of != nil && p.Key != "" {
			a.Programme = of.ID
		}
		out.Applications = append(out.Applications, a)
	}
	w.out.Estimated = out
	w.put("estimate.csv", text.Bytes())
	return nil
}
