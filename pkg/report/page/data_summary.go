package page

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Fact is a figure of the summary. Value is as cell makes it; Kind is grid.Kind, "" where it is not known.
type Fact struct {
	ID    string    `json:"id"`
	Label string    `json:"label"`
	Kind  grid.Kind `json:"kind"`
	Value any       `json:"value"`
	Note  string    `json:"note"`
}

func newSummary(d *view.Document) []Fact {
	var out []Fact
	for _, f := range view.Summary(d) {
		out = append(out, Fact{f.ID, f.Label, f.Value.Kind(), cell(f.Value), clean(f.Note)})
	}
	return out
}

// Spread is how far figures of the headline lie off in eight of ten runs: from the tenth to the ninetieth of a hundred. A day that is 0 is
// after the last that runs are looked at.
type Spread struct {
	Runs   int           `json:"runs"`
	Cost   [2]cost.Cents `json:"cost"`
	Finish [2]int        `json:"finish"`
}

// newSpread is nil where the plan was not played.
func newSpread(d *view.Document) *Spread {
	if d.Risk == nil {
		return nil
	}
	out := &Spread{Runs: d.Risk.Runs}
	for _, a := range d.Risk.Money {
		if a.Name == "cost" {
			out.Cost = [2]cost.Cents{a.Quantiles[0], a.Quantiles[3]}
		}
	}
	for _, a := range d.Risk.Days {
		if a.Name == "finish" {
			out.Finish = [2]int{day(a.Quantiles[0]), day(a.Quantiles[3])}
		}
	}
	return out
}

// cell is the value of a cell for the scripts: a whole number, an amount in cents, a part of one in millionths, or a text; a day is a text
// YYYY-MM-DD, and what is not known is null. R.show(kind, value) writes it for people.
func cell(c grid.Cell) any {
	switch c.Kind() {
	case grid.Empty:
		return nil
	case grid.Whole, grid.Amounts, grid.Parts:
		return c.Number()
	}
	return clean(c.String())
}

// plain is the summary where no script runs.
func plain(d *view.Document) []Row {
	var out []Row
	for _, f := range view.Summary(d) {
		out = append(out, Row{f.Label, shown(f.Value), f.Note})
	}
	return out
}

func shown(c grid.Cell) string {
	if c.Kind() == grid.Empty {
		return "not known"
	}
	return c.Exact()
}
