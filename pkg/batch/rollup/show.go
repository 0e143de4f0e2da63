package rollup

import (
	"fmt"
	"io"
	"strings"

	"github.com/riprep/riprep/pkg/report/grid"
)

// shownFailures is how many failures a terminal shows; the others are counted.
const shownFailures = 20

// shownWorst is how many units of each question it shows.
const shownWorst = 3

// Show writes the roll-up for people: how the units ended, the worst cases in short, what failed, and where the files are. dir is
// the folder of the results, as the user named it.
func (r *Rollup) Show(w io.Writer, width int, bold bool, dir string) error {
	p := &grid.Page{W: w, Width: width, Bold: bold}
	n := &r.Run.Counts
	p.Write(fmt.Sprintf("%s: %s done, %s without a plan, %s failed\n", plural(n.Units, "unit"), grid.Group(int64(n.Done)), grid.Group(int64(n.NoPlan)), grid.Group(int64(n.Failed))))
	p.Say("%s under %s (a scenario with the same changes)", plural(len(r.Operators), "operator"), plural(len(r.Combinations), "combination"))
	r.showWorst(p)
	r.showFailed(p, "Failed", r.Failures)
	r.showFailed(p, "Without a plan", r.NoPlans)
	if len(r.Notes) > 0 {
		p.Heading("Notes")
		for _, note := range r.Notes {
			p.Hang("- ", note)
		}
	}
	p.Heading("Files")
	p.Say("%s: summary.csv, .json, .xlsx; frontier.csv, findings.csv, failures.csv", dir)
	if len(r.Rounds) > 0 {
		p.Say("%s/demand: %s for riprep allocate", dir, plural(len(r.Rounds), "file"))
	}
	if n.Failed > 0 {
		p.Say("%s/quarantine: a folder for each unit that failed", dir)
	}
	return p.Err
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return grid.Group(int64(n)) + " " + what + "s"
}

// shortNames are the questions of Worst for a narrow column.
var shortNames = map[string]string{
	"finish": "finish", "spare_days": "spare days", "lowest_cash": "lowest cash", "own": "own money", "exposure_gap": "gap", "cost": "cost", "exposure": "exposure",
}

// shortLabel calls a field by the last part of its name where no other one ends so: tower for crews.tower.
func (r *Rollup) shortLabel(u *Unit) string {
	out := u.Scenario
	for i, v := range u.Set {
		if v == "" {
			continue
		}
		last := func(f string) string { return f[strings.LastIndexByte(f, '.')+1:] }
		name := last(r.Fields[i])
		for k, f := range r.Fields {
			if k != i && last(f) == name {
				name = r.Fields[i]
			}
		}
		out += ", " + name + "=" + v
	}
	return out
}

func (r *Rollup) showWorst(p *grid.Page) {
	if len(r.Worst) == 0 {
		return
	}
	p.Heading("Worst cases")
	t := &grid.Table{Columns: []grid.Column{grid.Left("worst"), grid.Right("figure"), grid.ID("operator"), grid.ID("scenario")}}
	for _, w := range r.Worst {
		for n, i := range w.Units[:min(len(w.Units), shownWorst)] {
			u := &r.Units[i]
			question := grid.Cell{}
			if n == 0 {
				question = grid.Text(shortNames[w.ID])
			}
			t.Add(question, w.figure(u.Plan), grid.Text(u.Operator), grid.Text(r.shortLabel(u)))
		}
	}
	p.Table(t)
}

// figure is what a question is about.
func (w *Worst) figure(p *Plan) grid.Cell {
	switch w.ID {
	case "finish":
		return grid.Date(p.Finish)
	case "spare_days":
		return known(p.SpareDays, grid.Int[int])
	case "lowest_cash":
		return grid.Money(p.LowestCash)
	case "own":
		if p.WithoutPrice > 0 && p.Own != nil {
			return grid.AtLeast(*p.Own)
		}
		return moneyOrNot(p.Own)
	case "exposure_gap":
		return p.gapCell()
	case "exposure":
		return known(p.Exposure, grid.Int[int64])
	}
	if p.WithoutPrice > 0 {
		return grid.AtLeast(p.Cost)
	}
	return grid.Money(p.Cost)
}

func (r *Rollup) showFailed(p *grid.Page, title string, list []int) {
	if len(list) == 0 {
		return
	}
	p.Heading(fmt.Sprintf("%s (%s)", title, grid.Group(int64(len(list)))))
	for _, i := range list[:min(len(list), shownFailures)] {
		u := &r.Units[i]
		f := u.Failure
		if f == nil {
			f = &Failure{}
		}
		place := ""
		if f.File != "" {
			place = f.File
			if f.Line > 0 {
				place += fmt.Sprintf(":%d", f.Line)
			}
			place += ": "
		}
		more := ""
		if f.Others > 0 {
			more = fmt.Sprintf(" (and %s)", plural(f.Others, "other"))
		}
		p.Say("%s: %s: %s%s%s", r.unitLabel(i), f.Kind, place, f.Message, more)
		if len(f.Hints) > 0 {
			p.Hang("  hint: ", f.Hints[0])
		}
	}
	if more := len(list) - shownFailures; more > 0 {
		p.Say("and %s more: failures.csv has all", grid.Group(int64(more)))
	}
}
