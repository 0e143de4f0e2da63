package rollup

import (
	"bytes"
	"fmt"
	"io"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost/round"
)

// Files are what the roll-up writes into the folder of the results, in this order: summary.csv, summary.json, frontier.csv,
// findings.csv, failures.csv, demand/*.yaml and summary.xlsx. Names have /. The same outcomes give the same bytes.
func (r *Rollup) Files() ([]batch.Output, error) {
	// The workbook is half of all the work, and is written beside the others.
	book := make(chan written, 1)
	go func() { book <- write("summary.xlsx", r.writeBook) }()

	all := []written{
		write("summary.csv", r.unitsTable().CSV),
		write("summary.json", r.writeJSON),
		write("frontier.csv", r.frontierTable().CSV),
		write("findings.csv", r.findingsTable().CSV),
		write("failures.csv", r.failuresTable().CSV),
	}
	for i := range r.files {
		all = append(all, write(r.Rounds[i].File, func(w io.Writer) error { return round.Write(w, &r.files[i]) }))
	}
	all = append(all, <-book)
	out := make([]batch.Output, len(all))
	for i, f := range all {
		if f.err != nil {
			return nil, f.err
		}
		out[i] = f.Output
	}
	return out, nil
}

// written is a file, or why there is none.
type written struct {
	batch.Output
	err error
}

func write(name string, encode func(io.Writer) error) written {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		return written{err: fmt.Errorf("%s: %w", name, err)}
	}
	return written{Output: batch.Output{Name: name, Data: b.Bytes()}}
}
