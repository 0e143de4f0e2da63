package table

import (
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

const (
	maxBars    = 40 // rows of the chart; above it packages share a row
	labelWidth = 20 // columns of a row's name at most
)

// marks are how activities are drawn; a later one of the list is drawn over an earlier one where both fall into one
// column.
var marks = []struct {
	kind string
	mark byte
}{
	{"prepare", '.'}, {"dispose", '~'}, {"remove", '-'}, {"test", '+'}, {"install", '='}, {"cutover", '#'},
}

// A chart maps the days of a plan to columns.
type chart struct {
	p       *planner.Plan
	periods int // that are drawn: from the start to the end of the last activity
	columns int
}

// column is where a period is drawn.
func (c *chart) column(period int) int {
	return min(max(period*c.columns/c.periods, 0), c.columns-1)
}

// gantt draws the work over time: a row for each package, or where those are many for each domain and region.
func gantt(pg *page, p *planner.Plan) {
	if p.Totals.Finish.IsZero() || p.PeriodDays < 1 || len(p.Packages) == 0 {
		return
	}
	bars, grouped := view.Bars(p, maxBars)
	label := 0
	for _, b := range bars {
		label = max(label, min(labelWidth, grid.Width(b.Label)))
	}
	c := &chart{p: p, periods: max(1, (p.Totals.Finish.Sub(p.Start)+p.PeriodDays)/p.PeriodDays)}
	room := pg.Width - len(indent) - label - 2
	c.columns = min(c.periods, room)
	if c.periods*2 <= room {
		c.columns = c.periods * 2
	}
	pg.heading("chart")
	pg.write(strings.TrimRight(indent+strings.Repeat(" ", label+2)+c.header(), " ") + "\n")
	for _, b := range bars {
		line := c.draw(b, grouped)
		pg.write(strings.TrimRight(indent+grid.Pad(grid.Clip(b.Label, label), label, false)+"  "+line, " ") + "\n")
	}
	test := ""
	if view.Tested(p) {
		test = ", + test"
	}
	if grouped {
		pg.say("1-9: cutovers in the column (*: 10 or more), = install%s, - remove, . prepare, ~ dispose", test)
	} else {
		pg.say(". prepare, = install, # cutover%s, - remove, ~ dispose", test)
	}
}

// header writes the quarters above the columns in which they begin: 2027-Q1, or 27-Q1 where that is too long for a
// quarter, and only those that have the room.
func (c *chart) header() string {
	line := []byte(strings.Repeat(" ", c.columns))
	quarters := max(1, c.periods*c.p.PeriodDays/91)
	drop := 0
	if c.columns/quarters <= len("2027-Q1") {
		drop = len("20")
	}
	free, last := 0, ""
	for t := range c.periods {
		name := c.p.Start.AddDays(t * c.p.PeriodDays).Quarter()
		if name == last || len(name) < drop {
			continue
		}
		last = name
		if at := c.column(t); at >= free && at+len(name)-drop <= c.columns {
			copy(line[at:], name[drop:])
			free = at + len(name) - drop + 1
		}
	}
	return string(line)
}

// draw fills the columns of a row.
func (c *chart) draw(b view.Bar, grouped bool) string {
	line := []byte(strings.Repeat(" ", c.columns))
	for _, m := range marks {
		for _, w := range b.Packages {
			for i := range w.Activities {
				a := &w.Activities[i]
				if a.Kind != m.kind || grouped && a.Kind == "cutover" {
					continue // cutovers of a group are counted instead
				}
				first, last := c.column(c.period(a.Start.Sub(c.p.Start))), c.lastColumn(a)
				for x := first; x <= last; x++ {
					line[x] = m.mark
				}
			}
		}
	}
	if grouped {
		c.countCutovers(b, line)
	}
	return strings.TrimRight(string(line), " ")
}

// lastColumn is the last column that an activity reaches into.
func (c *chart) lastColumn(a *planner.PlannedActivity) int {
	after := c.period(a.Finish.Sub(c.p.Start)) + 1
	return min((after*c.columns+c.periods-1)/c.periods-1, c.columns-1)
}

func (c *chart) period(days int) int { return days / c.p.PeriodDays }

// countCutovers writes how many cutovers begin in each column.
func (c *chart) countCutovers(b view.Bar, line []byte) {
	n := make([]int, len(line))
	for _, w := range b.Packages {
		if a := w.Cutover(); a != nil {
			n[c.column(c.period(a.Start.Sub(c.p.Start)))]++
		}
	}
	for i, k := range n {
		switch {
		case k > 9:
			line[i] = '*'
		case k > 0:
			line[i] = byte('0' + k)
		}
	}
}
