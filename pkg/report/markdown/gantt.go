package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

const (
	maxBars    = 40 // of the chart; above it packages share a bar
	labelWidth = 60 // columns of a label at most
)

// bar is one row of the chart.
type bar struct {
	view.Bar
	start, finish inventory.Date
	cutover       inventory.Date // the last
}

// gantt draws the work in the language of mermaid's Gantt charts: a bar for each package, or where those are many for each
// domain of a region, or of all, or one; and the terms. It is "" where no work is planned.
func gantt(p *planner.Plan, deadlines []view.Deadline) string {
	bars, grouped := barsOf(p)
	if len(bars) == 0 {
		return ""
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("gantt")
	line("    title %s", label(view.OperatorName(p)))
	line("    dateFormat YYYY-MM-DD")
	line("    axisFormat %%Y-%%m")
	line("    todayMarker off")
	line("    inclusiveEndDates") // else a day that is stated as the last is not in the bar
	section := func(name, other string) { line("    section %s", cmp.Or(label(name), other)) }
	for i, x := range bars {
		if i == 0 || bars[i-1].Region != x.Region {
			section(x.Region, "all regions")
		}
		name := x.Label
		if grouped {
			name = count(len(x.Packages), "package")
		}
		moved := "cutover"
		if len(x.Packages) > 1 {
			moved = "last cutover"
		}
		if x.cutover.IsZero() {
			moved = "no cutover"
		}
		// The domain first: mermaid would take some words at the beginning of a line for its own.
		line("    %s %s, %s :%s, %s", label(cmp.Or(x.Domain, "other")), label(name), strings.TrimSpace(moved+" "+x.cutover.String()), x.start, x.finish)
	}
	first := true
	for i := range deadlines {
		if x := &deadlines[i]; x.Kind == "term" {
			if first {
				section("", "terms")
				first = false
			}
			line("    Term %s %s :milestone, crit, %s, %s", label(x.Application), x.By, x.By, x.By)
		}
	}
	return b.String()
}

// barsOf dates the rows that a Gantt chart has, in the order of their regions and starts.
func barsOf(p *planner.Plan) (bars []bar, grouped bool) {
	rows, grouped := view.Bars(p, maxBars)
	for _, row := range rows {
		x := bar{Bar: row}
		for _, w := range row.Packages {
			days := view.DatesOf(w)
			if x.start.IsZero() || !days.Start.IsZero() && days.Start.Before(x.start) {
				x.start = days.Start
			}
			if days.Finish.After(x.finish) {
				x.finish = days.Finish
			}
			if days.Cutover.After(x.cutover) {
				x.cutover = days.Cutover
			}
		}
		if !x.start.IsZero() { // nothing to draw of work without a day
			bars = append(bars, x)
		}
	}
	slices.SortStableFunc(bars, func(a, b bar) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), a.start.Compare(b.start), cmp.Compare(view.DomainRank(a.Domain), view.DomainRank(b.Domain)))
	})
	return bars, grouped
}

// label is a name as mermaid takes it: what its language, the HTML that it draws into, or the Markdown around it could read
// as something else is written as a number (#58; is a colon).
func label(s string) string {
	var b strings.Builder
	for _, c := range strings.TrimSpace(grid.Clip(sanitize.Terminal(s), labelWidth)) {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || strings.ContainsRune(" -._/()+…", c) {
			b.WriteRune(c)
		} else {
			fmt.Fprintf(&b, "#%d;", c)
		}
	}
	return b.String()
}
