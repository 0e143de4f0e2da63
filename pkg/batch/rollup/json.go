package rollup

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/report/grid"
)

// Kind and Version name what summary.json is: "riprep": "batch-summary/v1".
const (
	Kind    = "batch-summary"
	Version = 1
)

// head is what batch-summary/v1 has before its lists.
type head struct {
	Riprep  string       `json:"riprep"`
	Engines []string     `json:"engines"`
	Seeds   []uint64     `json:"seeds"`
	Efforts []int64      `json:"efforts"`
	Do      []batch.Step `json:"do"`
	Formats []string     `json:"formats"`
	Fields  []string     `json:"fields"`
	Counts  counts       `json:"counts"`
	Notes   []string     `json:"notes"`
}

type counts struct {
	Units     int `json:"units"`
	Done      int `json:"done"`
	NoPlan    int `json:"no_plan"`
	Failed    int `json:"failed"`
	Operators int `json:"operators"`
}

func (r *Rollup) head() head {
	n := &r.Run.Counts
	return head{
		Riprep: Kind + "/v" + strconv.Itoa(Version), Engines: clean(r.Run.Engines), Seeds: list(r.Run.Seeds), Efforts: list(r.Run.Efforts), Do: list(r.Run.Do), Formats: clean(r.Run.Formats),
		Fields: clean(r.Fields), Counts: counts{n.Units, n.Done, n.NoPlan, n.Failed, len(r.Operators)}, Notes: clean(r.Notes),
	}
}

// list is a list that JSON has as one where it is empty, too.
func list[T any](l []T) []T { return append([]T{}, l...) }

func clean(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = grid.Clean(w)
	}
	return out
}

// writeJSON writes batch-summary/v1: what was asked for, and a list for each table.
func (r *Rollup) writeJSON(w io.Writer) error {
	text, err := json.MarshalIndent(r.head(), "", "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	_, _ = out.Write(text[:len(text)-2]) // without the line's end and the brace; Flush tells of an error
	for _, s := range r.sections() {
		_, _ = out.WriteString(",\n  \"" + s.id + "\": ")
		s.table.RowsJSON(out, "  ")
	}
	_, _ = out.WriteString("\n}\n")
	return out.Flush()
}
