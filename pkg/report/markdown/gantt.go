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
	region, domain string
	packages       int
	name           string // of the only package
	start, finish  inventory.Date
	cutover        inventory.Date // the last
}

// gantt draws the work in the language of mermaid's Gantt charts: a bar for each package, or where those are many for each
// domain of a region, or of all; and the terms. It is "" where no work is planned.
func gantt(p *planner.Plan, deadlines []view.Deadline) string {
	bars := barsOf(p, func(w *planner.PlannedPackage) [3]string { return [3]string{w.Region, w.Domain, w.ID} })
	if len(bars) > maxBars {
		bars = barsOf(p, func(w *planner.PlannedPackage) [3]string { return [3]string{w.Region, w.Domain, ""} })
	}
	if len(bars) > maxBars {
		bars = barsOf(p, func(w *planner.PlannedPackage) [3]string { return [3]string{"", w.Domain, ""} })
	}
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
		if i == 0 || bars[i-1].region != x.region {
			section(x.region, "all regions")
		}
		name := x.name
		if x.packages > 1 || name == "" {
			name = count(x.packages, "package")
		}
		moved := "cutover"
		if x.packages > 1 {
			moved = "last cutover"
		}
		if x.cutover.IsZero() {
			moved = "no cutover"
		}
		// The domain first: mermaid would take some words at the beginning of a line for its own.
		line("    %s %s, %s :%s, %s", label(cmp.Or(x.domain, "other")), label(name), strings.TrimSpace(moved+" "+x.cutover.String()), x.start, x.finish)
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

// barsOf joins the packages that share region, domain and name, in the order of their regions and domains.
func barsOf(p *planner.Plan, key func(*planner.PlannedPackage) [3]string) []bar {
	var bars []bar
	at := map[[3]string]int{}
	for i := range p.Packages {
		w := &p.Packages[i]
		if w.Deferred() || len(w.Activities) == 0 {
			continue
		}
		k := key(w)
		if _, ok := at[k]; !ok {
			at[k] = len(bars)
			bars = append(bars, bar{region: k[0], domain: k[1], name: k[2]})
		}
		x, days := &bars[at[k]], view.DatesOf(w)
		x.packages++
		if x.start.IsZero() || days.Start.Before(x.start) {
			x.start = days.Start
		}
		if days.Finish.After(x.finish) {
			x.finish = days.Finish
		}
		if days.Cutover.After(x.cutover) {
			x.cutover = days.Cutover
		}
	}
	slices.SortStableFunc(bars, func(a, b bar) int {
		return cmp.Or(cmp.Compare(a.region, b.region), a.start.Compare(b.start), cmp.Compare(view.DomainRank(a.domain), view.DomainRank(b.domain)))
	})
	return bars
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
