package show

import (
	"bufio"
	"io"
	"strings"

	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// page is what the sections of the table write to.
type page struct {
	grid.Page
	c *compare.Comparison
}

// table writes a comparison for people: what changed in one paragraph, then table by table, the most telling first. A table
// in which nothing differs is left out; a row that differs never is.
func table(w io.Writer, c *compare.Comparison, names Names, env view.Env) error {
	out := bufio.NewWriter(w)
	p := &page{grid.Page{W: out, Width: env.Columns(), Bold: env.Color}, c}
	p.title(names)
	p.Heading("what changed")
	p.Say("%s", c.Summary())
	for _, t := range tables(c) {
		if len(t.Rows) == 0 {
			continue
		}
		p.Heading(t.title)
		p.Table(t.Table)
		if t.note != "" {
			p.Say("%s", t.note)
		}
	}
	p.assumptions()
	p.notes()
	if p.Err != nil {
		return p.Err
	}
	return out.Flush()
}

func (p *page) title(names Names) {
	for _, side := range []struct{ label, file, operator string }{{"a: ", names.A, p.c.A.Operator.ID}, {"b: ", names.B, p.c.B.Operator.ID}} {
		p.Write(grid.Clip(side.label+grid.Clean(side.file+", "+side.operator), p.Width) + "\n")
	}
}

func (p *page) assumptions() {
	if len(p.c.Assumptions) == 0 {
		return
	}
	p.Heading("assumptions")
	for _, x := range p.c.Assumptions {
		side := func(name, value, why string) {
			p.Hang("  "+name+": ", strings.TrimSuffix(value+": "+why, ": "))
		}
		p.Say("%s", x.Field)
		if x.What != compare.Added {
			side("a", x.Value.A, x.Why.A)
		}
		if x.What != compare.Gone {
			side("b", x.Value.B, x.Why.B)
		}
	}
}

func (p *page) notes() {
	p.Heading("notes")
	for _, n := range p.c.Notes() {
		label := "- "
		if n.Warning {
			label = "warning: "
		}
		p.Hang(label, n.Text)
	}
}
