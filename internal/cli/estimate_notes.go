package cli

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/sanity"
	"github.com/riprep/riprep/pkg/planner"
)

// showNotes says in words what figures alone do not: what has no price, whose prices these are, which quotes run out.
func (o *estimateOptions) showNotes(c *planner.Case, lines []cost.Line, also []string) error {
	var notes []string
	unknown := unpricedOf(lines)
	for _, u := range unknown[:min(len(unknown), mostWarned)] {
		notes = append(notes, fmt.Sprintf("no price for %s (%s): %s", u.name, some(u.lines, "line"), u.why))
	}
	if more := len(unknown) - mostWarned; more > 0 {
		notes = append(notes, fmt.Sprintf("%s more without a price", some(more, "item")))
	}
	reference, err := referenceNote(lines)
	if err != nil {
		return err
	}
	notes = slices.Concat(notes, reference, expiredNotes(c, lines), idleNotes(c), also)
	for i, note := range notes {
		note = sanitize.Terminal(note) + "\n"
		if i == 0 {
			note = "\n" + note
		}
		if err := o.app.print(note); err != nil {
			return err
		}
	}
	return nil
}

// referenceNote says how much of the estimate rests on riprep's own catalog.
func referenceNote(lines []cost.Line) ([]string, error) {
	n := 0
	var sum cost.Cents
	for i := range lines {
		if l := &lines[i]; l.Known && l.Reference {
			n++
			var err error
			if sum, err = sum.Add(l.Total); err != nil {
				return nil, fmt.Errorf("the sum of the lines: %w", err)
			}
		}
	}
	if n == 0 {
		return nil, nil
	}
	return []string{fmt.Sprintf("%s, %s in all, %s priced from riprep's own reference catalog, which is not the programme's Catalog of Eligible Expenses",
		some(n, "line"), sum.Grouped(), agree(n, "is", "are"))}, nil
}

// expiredNotes name the quotes that hold no longer when the plan begins.
func expiredNotes(c *planner.Case, lines []cost.Line) []string {
	start := c.In.Scenario.Start
	var documents []string
	for i := range lines {
		l := &lines[i]
		if l.ValidUntil.IsZero() || !l.ValidUntil.Before(start) || slices.Contains(documents, l.Document) {
			continue
		}
		documents = append(documents, l.Document)
	}
	var notes []string
	for _, d := range documents {
		i := slices.IndexFunc(lines, func(l cost.Line) bool { return l.Document == d })
		notes = append(notes, fmt.Sprintf("document %s is valid until %s, and the plan begins on %s: ask for it anew", d, lines[i].ValidUntil, start))
	}
	return notes
}

// idleNotes name the operator's own prices that no option of any package rests on.
func idleNotes(c *planner.Case) []string {
	idle := c.IdleQuotes()
	var notes []string
	for _, p := range idle[:min(len(idle), mostWarned)] {
		notes = append(notes, p.String()+": prices no line of any option")
	}
	if more := len(idle) - mostWarned; more > 0 {
		notes = append(notes, fmt.Sprintf("%s more that %s no line", some(more, "own price"), agree(more, "prices", "price")))
	}
	return notes
}

// perSite holds the cost per site beside what carriers reported. Outside of that it warns, else there is a note.
func (o *estimateOptions) perSite(e *planner.Estimate) (note []string, err error) {
	if e.Sites == 0 {
		return nil, nil
	}
	total, unknown, err := cost.Total(e.Lines())
	if err != nil {
		return nil, fmt.Errorf("the sum of the lines: %w", err)
	}
	report, err := sanity.PerSite(total, e.Sites)
	if err != nil {
		return nil, fmt.Errorf("the cost per site: %w", err)
	}
	text := report.String()
	if unknown > 0 {
		text += fmt.Sprintf("; what %s without a price %s comes on top", some(unknown, "line"), agree(unknown, "costs", "cost"))
	}
	if report.Warns() {
		o.app.warn("%s", text)
		return nil, nil
	}
	return []string{text}, nil
}
