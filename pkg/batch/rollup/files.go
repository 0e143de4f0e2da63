package rollup

import (
	"bytes"
	"fmt"
	"io"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost/round"
)

// Files are what the roll-up writes into the folder of the results, in this order: summary.csv, summary.json, summary.xlsx,
// frontier.csv, findings.csv, failures.csv, and demand/*.yaml. Names have /. The same outcomes give the same bytes.
func (r *Rollup) Files() ([]batch.Output, error) {
	var out []batch.Output
	add := func(name string, write func(io.Writer) error) error {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, batch.Output{Name: name, Data: b.Bytes()})
		return nil
	}
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"summary.csv", r.unitsTable().CSV},
		{"summary.json", r.writeJSON},
		{"summary.xlsx", r.writeBook},
		{"frontier.csv", r.frontierTable().CSV},
		{"findings.csv", r.findingsTable().CSV},
		{"failures.csv", r.failuresTable().CSV},
	} {
		if err := add(f.name, f.write); err != nil {
			return nil, err
		}
	}
	for i := range r.files {
		if err := add(r.Rounds[i].File, func(w io.Writer) error { return round.Write(w, &r.files[i]) }); err != nil {
			return nil, err
		}
	}
	return out, nil
}
