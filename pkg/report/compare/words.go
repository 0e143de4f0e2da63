package compare

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Note is what a reader has to know beside the figures. Warning is of what makes them hard to compare.
type Note struct {
	Warning bool
	Text    string
}

// Notes say what the comparison rests on, warnings first.
func (c *Comparison) Notes() (out []Note) {
	a, b := c.A, c.B
	say := func(warning bool, format string, args ...any) {
		out = append(out, Note{warning, fmt.Sprintf(format, args...)})
	}
	if a.Operator.ID != b.Operator.ID {
		say(true, "the plans are of different operators, %q and %q: packages and elements of the same id need not be the same", a.Operator.ID, b.Operator.ID)
	}
	if a.PeriodDays != b.PeriodDays {
		say(true, "plan a counts in periods of %s and b in periods of %s: they are compared by their days, exposure in risk-days; what is worst in a period, and objectives in other units, are as each states them",
			count(a.PeriodDays, "day"), count(b.PeriodDays, "day"))
	}
	if a.Start != b.Start || horizonEnd(a) != horizonEnd(b) {
		say(true, "plan a reaches from %s to %s and b from %s to %s: exposure and what is paid back count within that alone", a.Start, horizonEnd(a), b.Start, horizonEnd(b))
	}
	if n := c.count("unknown_prices"); n.A != 0 || n.B != 0 {
		say(true, "lines without a price: %s in a, %s in b; what they cost is in no amount", grid.Group(n.A), grid.Group(n.B))
	}
	for _, side := range []struct {
		name    string
		stopped bool
	}{{"a", a.Engine.Stopped}, {"b", b.Engine.Stopped}} {
		if side.stopped {
			say(true, "the search of plan %s was stopped before its effort was spent", side.name)
		}
	}
	say(false, "the plans are compared as they state themselves; neither was replayed against its inputs, which may have changed since (riprep verify does that)")
	say(false, "%s", c.inputWords())
	if a.Engine.Version != b.Engine.Version {
		say(false, "plan a was made by riprep %s, b by riprep %s", a.Engine.Version, b.Engine.Version)
	}
	if a.Engine.Seed != b.Engine.Seed || a.Engine.Effort != b.Engine.Effort {
		say(false, "plan a was searched with seed %d and effort %s, b with seed %d and effort %s", a.Engine.Seed, grid.Group(a.Engine.Effort), b.Engine.Seed, grid.Group(b.Engine.Effort))
	}
	return out
}

// inputWords tells how many inputs are the same.
func (c *Comparison) inputWords() string {
	same := 0
	var others []string
	for _, in := range c.Inputs {
		if in.What == Same {
			same++
			continue
		}
		others = append(others, in.Name+" ("+string(in.What)+")")
	}
	if len(others) == 0 {
		return fmt.Sprintf("both were made from the same %s", count(same, "input"))
	}
	const most = 5
	more := ""
	if len(others) > most {
		others, more = others[:most], fmt.Sprintf(" and %d more", len(others)-most)
	}
	return fmt.Sprintf("%s the same by digest; not: %s%s", count(same, "input"), strings.Join(others, ", "), more)
}

// Summary tells in one paragraph what changed from a to b.
func (c *Comparison) Summary() string {
	if c.Same() {
		return "The plans are the same in all that is compared."
	}
	s := []string{c.finishWords(), c.packageWords(), c.costWords()}
	for _, id := range []struct{ id, words string }{{"reimbursed", "Paid back within the horizon"}, {"shortfall", "Not paid back of what is counted"}, {"lowest_cash", "The lowest cash"}, {"working_capital", "The working capital"}} {
		if m := c.money(id.id); m.Differ() {
			s = append(s, fmt.Sprintf("%s is %s instead of %s.", id.words, m.B.Grouped(), m.A.Grouped()))
		}
	}
	s = append(s, c.exposureWords())
	if n := c.count("subscriber_hours"); n.Differ() {
		s = append(s, fmt.Sprintf("Subscriber-hours without service are %s instead of %s.", grid.Group(n.B), grid.Group(n.A)))
	}
	if len(c.Findings) > 0 {
		s = append(s, fmt.Sprintf("Verdicts differ on %s.", count(len(c.Findings), "element")))
	}
	return strings.Join(s, " ")
}

func (c *Comparison) finishWords() string {
	d := c.day("finish")
	n, ok := d.Change()
	switch {
	case d.A.IsZero() && d.B.IsZero():
		return "Neither plan has work in it."
	case !ok && d.B.IsZero():
		return fmt.Sprintf("Plan b has no work in it, and a finishes on %s.", d.A)
	case !ok:
		return fmt.Sprintf("Plan b finishes on %s, and a has no work in it.", d.B)
	case n == 0:
		return fmt.Sprintf("Both finish on %s.", d.B)
	case n < 0:
		return fmt.Sprintf("Plan b finishes %s earlier, on %s instead of %s.", Span(-n), d.B, d.A)
	}
	return fmt.Sprintf("Plan b finishes %s later, on %s instead of %s.", Span(n), d.B, d.A)
}

func (c *Comparison) packageWords() string {
	if len(c.Packages) == 0 {
		return fmt.Sprintf("All %s are the same.", count(c.Unchanged, "package"))
	}
	n := c.Tally()
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{
		{n.New, "%d new"}, {n.Gone, "%d gone"}, {n.Deferred, "%d deferred now"}, {n.Planned, "%d planned that was deferred"},
		{n.Moved, fmt.Sprintf("%%d moved (%d earlier, %d later)", n.Earlier, n.Later)}, {n.Option, "%d with another option"}, {n.Cost, "%d with another cost"}, {c.Unchanged, "%d unchanged"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf(part.text, part.n))
		}
	}
	return "Packages: " + strings.Join(parts, ", ") + "."
}

func (c *Comparison) costWords() string {
	m := c.money("cost")
	switch change := m.Change(); {
	case change > 0:
		return fmt.Sprintf("It costs %s more, %s instead of %s.", change.Grouped(), m.B.Grouped(), m.A.Grouped())
	case change < 0:
		return fmt.Sprintf("It costs %s less, %s instead of %s.", (-change).Grouped(), m.B.Grouped(), m.A.Grouped())
	}
	return fmt.Sprintf("The cost is the same, %s.", m.B.Grouped())
}

// exposureWords gives it in the unit of the plans where they share one.
func (c *Comparison) exposureWords() string {
	n, unit := c.TotalExposure(), "risk-days"
	if days := int64(c.A.PeriodDays); c.A.PeriodDays == c.B.PeriodDays { // whole periods were added up
		n, unit = Count{n.A / days, n.B / days}, "risk-"+view.PeriodName(c.A)+"s"
	}
	if !n.Differ() {
		return fmt.Sprintf("The exposure is the same, %s %s.", grid.Group(n.B), unit)
	}
	return fmt.Sprintf("The exposure is %s %s instead of %s.", grid.Group(n.B), unit, grid.Group(n.A))
}

// Span writes days as weeks where they are whole weeks.
func Span(days int) string {
	if days != 0 && days%7 == 0 {
		return count(days/7, "week")
	}
	return count(days, "day")
}

func count(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return grid.Group(int64(n)) + " " + one
}

// money, day and count give a figure by its id.
func (c *Comparison) money(id string) Money {
	for _, f := range c.Money {
		if f.ID == id {
			return f.Money
		}
	}
	return Money{}
}

func (c *Comparison) day(id string) Days {
	for _, f := range c.Days {
		if f.ID == id {
			return f.Days
		}
	}
	return Days{}
}

func (c *Comparison) count(id string) Count {
	for _, f := range c.Counts {
		if f.ID == id {
			return f.Count
		}
	}
	return Count{}
}
