package show

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Kind and Version name what the file is: "riprep": "compare/v1".
const (
	Kind    = "compare"
	Version = 1
)

// head is what compare/v1 has before its lists.
type head struct {
	Riprep  string `json:"riprep"`
	A       side   `json:"a"`
	B       side   `json:"b"`
	Same    bool   `json:"same"`
	Summary string `json:"summary"`
	Notes   []note `json:"notes"`
	Tally   tally  `json:"tally"`
}

// side is one of the plans.
type side struct {
	File       string `json:"file"`
	Operator   string `json:"operator"`
	Name       string `json:"operator_name"`
	Start      string `json:"start"`
	PeriodDays int    `json:"period_days"`
	Horizon    int    `json:"horizon"`
	Status     string `json:"status"`
	Version    string `json:"version"`
	Seed       uint64 `json:"seed"`
	Effort     int64  `json:"effort"`
	Stopped    bool   `json:"stopped"`
}

type note struct {
	Warning bool   `json:"warning"`
	Text    string `json:"text"`
}

// tally counts packages. One that moved and has another cost counts in both.
type tally struct {
	New       int `json:"new"`
	Gone      int `json:"gone"`
	Deferred  int `json:"deferred"`
	Planned   int `json:"planned"`
	Moved     int `json:"moved"`
	Earlier   int `json:"earlier"`
	Later     int `json:"later"`
	Option    int `json:"option"`
	Cost      int `json:"cost"`
	Unchanged int `json:"unchanged"`
}

func headOf(c *compare.Comparison, names Names) head {
	n := c.Tally()
	h := head{
		Riprep: Kind + "/v" + strconv.Itoa(Version), A: sideOf(c.A, names.A), B: sideOf(c.B, names.B), Same: c.Same(), Summary: grid.Clean(c.Summary()), Notes: []note{},
		Tally: tally{n.New, n.Gone, n.Deferred, n.Planned, n.Moved, n.Earlier, n.Later, n.Option, n.Cost, c.Unchanged},
	}
	for _, x := range c.Notes() {
		h.Notes = append(h.Notes, note{x.Warning, grid.Clean(x.Text)})
	}
	return h
}

func sideOf(p *planner.Plan, file string) side {
	e := p.Engine
	return side{
		File: grid.Clean(file), Operator: grid.Clean(p.Operator.ID), Name: grid.Clean(p.Operator.Name), Start: p.Start.String(), PeriodDays: p.PeriodDays, Horizon: p.Horizon,
		Status: grid.Clean(p.Status), Version: grid.Clean(e.Version), Seed: e.Seed, Effort: e.Effort, Stopped: e.Stopped,
	}
}

// wide has a row for each record: the columns a_X, b_X and X_change for a figure X, or a, b and change for the only one.
func (s *section) wide() *grid.Table {
	t := &grid.Table{}
	for _, name := range s.subjects {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for _, name := range s.figures {
		name, changes := strings.CutPrefix(name, "+")
		a, b, change := "a", "b", "change"
		if name != "" {
			a, b, change = "a_"+name, "b_"+name, name+"_change"
		}
		t.Columns = append(t.Columns, grid.Right(a), grid.Right(b))
		if changes {
			t.Columns = append(t.Columns, grid.Right(change))
		}
	}
	for _, r := range s.records {
		row := append([]grid.Cell(nil), r.subjects...)
		for i, f := range r.figures {
			row = append(row, f.a, f.b)
			if strings.HasPrefix(s.figures[i], "+") {
				row = append(row, f.change)
			}
		}
		t.Add(row...)
	}
	return t
}

// encodeJSON writes compare/v1: what the plans are, and a list for each section.
func encodeJSON(w io.Writer, c *compare.Comparison, names Names, _ view.Env) error {
	text, err := json.MarshalIndent(headOf(c, names), "", "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	_, _ = out.Write(text[:len(text)-2]) // without the line's end and the brace; Flush tells of an error
	for _, s := range sections(c) {
		_, _ = out.WriteString(",\n  \"" + s.id + "\": ")
		s.wide().RowsJSON(out, "  ")
	}
	_, _ = out.WriteString("\n}\n")
	return out.Flush()
}
