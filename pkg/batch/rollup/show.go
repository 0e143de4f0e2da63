package rollup

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/report/grid"
)

// shownFailures is how many failures a terminal shows; the others are counted.
const shownFailures = 20

// shownCombinations is how many combinations it shows.
const shownCombinations = 12

// shownWorst is how many units of each question it shows.
const shownWorst = 3

// Show writes the roll-up for people: how the units ended, the worst cases in short, what failed, and where the files are. dir is
// the folder of the results, as the user named it.
func (r *Rollup) Show(w io.Writer, width int, bold bool, dir string) error {
	p := &grid.Page{W: w, Width: width, Bold: bold}
	n := &r.Run.Counts
	p.Write(fmt.Sprintf("%s: %s done, %s without a plan, %s failed\n", plural(n.Units, "unit"), grid.Group(int64(n.Done)), grid.Group(int64(n.NoPlan)), grid.Group(int64(n.Failed))))
	p.Say("%s under %s of scenario and changes; in US dollars", plural(len(r.Operators), "operator"), plural(len(r.Combinations), "combination"))
	r.showCombinations(p)
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
	p.Say("%s: summary.html, .xlsx, .csv, .json; frontier.csv, findings.csv, failures.csv", dir)
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

// shortLabel is Label in fewer words: without a scenario that all have, and with fields by the last part of their name where no other
// one ends so, such as tower for crews.tower.
func (r *Rollup) shortLabel(scenario string, set []string) string {
	var out []string
	if slices.ContainsFunc(r.Combinations, func(c Combination) bool { return c.Scenario != scenario }) {
		out = append(out, scenario)
	}
	for i, v := range set {
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
		out = append(out, name+"="+v)
	}
	if len(out) == 0 {
		return scenario
	}
	return strings.Join(out, ", ")
}

// showCombinations sets side by side what all operators come to together.
func (r *Rollup) showCombinations(p *grid.Page) {
	planned := false
	for i := range r.Combinations {
		planned = planned || r.Combinations[i].Planned.Plans > 0
	}
	if !planned {
		return
	}
	p.Heading("All operators together, where they have a plan")
	t := &grid.Table{Columns: []grid.Column{grid.ID("combination"), grid.Right("plans"), grid.Right("cost"), grid.Right("own money"), grid.Right("last finish")}}
	for i := range r.Combinations[:min(len(r.Combinations), shownCombinations)] {
		c := &r.Combinations[i]
		own, cost := moneyOrNot(c.Planned.Own), moneyOrNot(c.Planned.Cost)
		if c.Planned.WithoutPrice > 0 && c.Planned.Own != nil && c.Planned.Cost != nil {
			own, cost = grid.AtLeast(*c.Planned.Own), grid.AtLeast(*c.Planned.Cost)
		}
		t.Add(grid.Text(r.shortLabel(c.Scenario, c.Set)), grid.Int(c.Planned.Plans), cost, own, grid.Date(c.Planned.Finish))
	}
	p.Table(t)
	if more := len(r.Combinations) - shownCombinations; more > 0 {
		p.Say("and %s more: summary.xlsx has all", grid.Group(int64(more)))
	}
}

func (r *Rollup) showWorst(p *grid.Page) {
	if len(r.Worst) == 0 {
		return
	}
	if len(r.Operators) > 1 {
		p.Heading("Worst cases, each operator once")
	} else {
		p.Heading("Worst cases")
	}
	t := &grid.Table{Columns: []grid.Column{grid.Left("worst"), grid.Right("figure"), grid.ID("operator"), grid.ID("combination")}}
	for _, w := range r.Worst {
		for n, i := range w.Units[:min(len(w.Units), shownWorst)] {
			u := &r.Units[i]
			question := grid.Cell{}
			if n == 0 {
				question = grid.Text(shortNames[w.ID])
				if w.ID == "exposure" && u.Plan.ExposureUnit != "" {
					question = grid.Text(shortNames[w.ID] + ", " + u.Plan.ExposureUnit)
				}
			}
			t.Add(question, w.figure(u.Plan), grid.Text(u.Operator), grid.Text(r.shortLabel(u.Scenario, u.Set)))
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
