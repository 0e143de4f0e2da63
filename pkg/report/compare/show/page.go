package show

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
	rippage "github.com/riprep/riprep/pkg/report/page"
	"github.com/riprep/riprep/pkg/report/view"
)

//go:embed assets
var assets embed.FS

// data is what the scripts of the page read. Days are days since 1970-01-01, amounts cents.
type data struct {
	Summary     string        `json:"summary"`
	Notes       []note        `json:"notes"`
	A           curves        `json:"a"`
	B           curves        `json:"b"`
	Exposure    exposureCurve `json:"exposure"`
	Moved       []moved       `json:"moved"`
	Tables      []pageTable   `json:"tables"`
	Assumptions [][5]string   `json:"assumptions"`
}

// curves are the periods of a plan, from its first to the last in which something happens.
type curves struct {
	File       string       `json:"file"`
	PeriodDays int          `json:"periodDays"`
	Start      []int        `json:"start"`
	Cash       []cost.Cents `json:"cash"`
	Out        []int        `json:"out"`
	Sites      []int        `json:"sites"`
	Hours      []int64      `json:"hours"`
}

// exposureCurve is compare.Exposure column by column.
type exposureCurve struct {
	Before []int   `json:"before"`
	A      []int64 `json:"a"`
	B      []int64 `json:"b"`
}

// moved is a package whose cutover has another day.
type moved struct {
	ID   string `json:"id"`
	A    int    `json:"a"`
	B    int    `json:"b"`
	Days int    `json:"days"`
}

// pageTable is a table for people.
type pageTable struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Note    string   `json:"note"`
	Columns []column `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

type column struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
}

// html writes the page: the frame of a plan's page, with both plans laid over each other.
func html(w io.Writer, c *compare.Comparison, names Names, _ view.Env) error {
	parts, err := fs.Sub(assets, "assets")
	if err != nil {
		return err
	}
	d := dataOf(c, names)
	return rippage.Write(w, rippage.Content{
		Title: "Two plans: " + operatorName(c), Lead: fmt.Sprintf("a: %s, b: %s. A change is b less a.", names.A, names.B),
		Foot:  fmt.Sprintf("riprep compare; a was made by riprep %s, b by riprep %s.", c.A.Engine.Version, c.B.Engine.Version),
		Plain: plain(c), Data: d, Parts: parts,
	})
}

func operatorName(c *compare.Comparison) string {
	a, b := view.OperatorName(c.A), view.OperatorName(c.B)
	if a != b {
		return a + ", " + b
	}
	return a
}

// plain is what is read where scripts do not run.
func plain(c *compare.Comparison) []rippage.Row {
	rows := []rippage.Row{{Label: "What changed", Value: c.Summary()}}
	for _, r := range totals(c).Rows {
		rows = append(rows, rippage.Row{Label: r[0].String(), Value: r[2].String(), Note: "instead of " + r[1].String()})
	}
	for _, n := range c.Notes() {
		rows = append(rows, rippage.Row{Label: "Note", Value: n.Text})
	}
	return rows
}

func dataOf(c *compare.Comparison, names Names) *data {
	h := headOf(c, names)
	d := &data{Summary: h.Summary, Notes: h.Notes, A: curvesOf(c.A, names.A), B: curvesOf(c.B, names.B), Moved: []moved{}, Tables: []pageTable{}, Assumptions: [][5]string{}}
	last := 0
	for i, e := range c.Exposure {
		if i == 0 || e.A != c.Exposure[i-1].A || e.B != c.Exposure[i-1].B {
			last = i
		}
	}
	for i, e := range c.Exposure {
		if i > last+1 {
			break // nothing is gathered any more
		}
		x := &d.Exposure
		x.Before, x.A, x.B = append(x.Before, number(e.Before)), append(x.A, e.A), append(x.B, e.B)
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		if days, ok := p.Cutover.Change(); ok && days != 0 {
			d.Moved = append(d.Moved, moved{grid.Clean(p.ID), number(p.Cutover.A), number(p.Cutover.B), days})
		}
	}
	for _, t := range tables(c) {
		if len(t.Rows) > 0 {
			d.Tables = append(d.Tables, tableOf(t))
		}
	}
	for _, x := range c.Assumptions {
		d.Assumptions = append(d.Assumptions, [5]string{
			grid.Clean(x.Field), grid.Clean(x.Value.A), grid.Clean(x.Why.A), grid.Clean(x.Value.B), grid.Clean(x.Why.B),
		})
	}
	return d
}

func curvesOf(p *planner.Plan, file string) curves {
	out := curves{File: grid.Clean(file), PeriodDays: p.PeriodDays, Start: []int{}}
	quarters := view.Quarters(p)
	if len(quarters) == 0 {
		return out
	}
	for t := range p.Periods[:quarters[len(quarters)-1].AfterPeriod] {
		r := &p.Periods[t]
		out.Start, out.Cash, out.Out = append(out.Start, number(r.Start)), append(out.Cash, r.Cash), append(out.Out, r.SubscribersOut)
		out.Sites, out.Hours = append(out.Sites, r.SitesOut), append(out.Hours, r.SubscriberHours)
	}
	return out
}

// number is a day as the scripts have it.
func number(d inventory.Date) int { return d.Sub(inventory.Date{}) }

// tableOf gives a table its kinds, and columns that stand under another one's name a whole name of their own.
func tableOf(t titled) pageTable {
	out := pageTable{ID: t.id, Title: strings.ToUpper(t.title[:1]) + t.title[1:], Note: t.note}
	of := ""
	for i, c := range t.Columns {
		title := c.Name
		if base, ok := strings.CutSuffix(title, " a"); ok {
			of = base + " "
		} else if title == "b" || title == "change" {
			title = of + title
		}
		if len(title) > 1 {
			title = strings.ToUpper(title[:1]) + title[1:]
		}
		out.Columns = append(out.Columns, column{title, string(kindOf(t, i))})
	}
	for _, row := range t.Rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = value(c, out.Columns[i].Kind)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// kindOf is the kind of all cells of a column; where there are several it is that of figures, or of words where those stand in it.
func kindOf(t titled, column int) grid.Kind {
	kind := grid.Empty
	for _, row := range t.Rows {
		switch k := row[column].Kind(); {
		case k == grid.Empty || k == kind:
		case kind == grid.Empty:
			kind = k
		case t.Columns[column].Right:
			return grid.Plain
		default:
			return grid.Words
		}
	}
	if kind == grid.Words && t.Columns[column].Right || kind == grid.Empty {
		return grid.Plain
	}
	return kind
}

// value is a cell for the scripts: a number where the whole column is numbers, and else a text for people.
func value(c grid.Cell, kind string) any {
	switch {
	case c.Kind() == grid.Empty:
		return nil
	case kind == string(grid.Amounts), kind == string(grid.Whole):
		return c.Number()
	}
	return grid.Clean(c.Exact())
}
