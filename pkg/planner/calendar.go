package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// calendar turns the days of a scenario into periods. Every rounding is to the safe side: work takes whole periods, a
// period in which one day is closed is closed, a term must be met by the last day of a period.
type calendar struct {
	c       *Case
	s       *scenario.Scenario
	windows *windows
	closed  map[string][]bool
	clean   []cleanDemand   // of each package; nil until it is asked for
	without map[string]bool // rules that are left out, to see whether there is a plan then
}

func newCalendar(c *Case, s *scenario.Scenario, w *windows) *calendar {
	return &calendar{c: c, s: s, windows: w, closed: map[string][]bool{}}
}

// periods is how many periods some days take.
func (k *calendar) periods(days int) int { return (days + k.s.PeriodDays - 1) / k.s.PeriodDays }

// onSite are the kinds of work that a closure without a list of its own forbids.
var onSite = []string{"install", "cutover", "remove"}

// forbids reports whether a list of kinds of work hits a step.
func forbids(work []string, step *Step) bool {
	if len(work) == 0 {
		return slices.Contains(onSite, step.Kind)
	}
	if slices.Contains(work, step.Kind) {
		return true
	}
	for _, crew := range step.Crews {
		if slices.Contains(work, crew.Kind) {
			return true
		}
	}
	return false
}

// reason says why a step of a package may not run on a day, "" where it may.
func (k *calendar) reason(p *Package, step *Step, day inventory.Date) string {
	for _, b := range k.s.Blackouts {
		if day.Before(b.From) || day.After(b.To) || !forbids(b.Work, step) || !k.inRegions(p, b.Regions) {
			continue
		}
		return fmt.Sprintf("blackout %s to %s %s", b.From, b.To, b.Why)
	}
	for _, s := range p.Sites {
		site := &k.c.In.Inventory.Sites[s]
		for i := range site.Closed {
			if forbids(site.Closed[i].Work, step) && site.Closed[i].Contains(day) {
				return fmt.Sprintf("site %s closed %s to %s %s", site.ID, site.Closed[i].From, site.Closed[i].To, site.Closed[i].Why)
			}
		}
	}
	if k.s.PeriodDays == 1 && !k.windows.anyDay(step) && !k.windows.begins(k.windows.of(p, step), day.Weekday()) {
		return "no maintenance window for it begins on that day of the week"
	}
	return ""
}

func (k *calendar) inRegions(p *Package, regions []string) bool {
	return len(regions) == 0 || slices.ContainsFunc(p.Sites, func(s int) bool {
		return slices.Contains(regions, k.c.In.Inventory.Sites[s].Region)
	})
}

// closedPeriods has one entry per period, nil where the step may always run. Equal calendars share one slice.
func (k *calendar) closedPeriods(p *Package, step *Step) []bool {
	key := k.key(p, step)
	if closed, ok := k.closed[key]; ok {
		return closed
	}
	closed := make([]bool, k.s.Horizon)
	for t := range closed {
		for d := range k.s.PeriodDays {
			if k.reason(p, step, k.s.PeriodStart(t).AddDays(d)) != "" {
				closed[t] = true
				break
			}
		}
	}
	if !slices.Contains(closed, true) {
		closed = nil
	}
	k.closed[key] = closed
	return closed
}

// key names everything that closedPeriods depends on.
func (k *calendar) key(p *Package, step *Step) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %x", step.Kind, k.windows.of(p, step))
	for _, crew := range step.Crews {
		b.WriteString(" " + crew.Kind)
	}
	for _, s := range p.Sites {
		site := &k.c.In.Inventory.Sites[s]
		fmt.Fprintf(&b, "|%s", site.Region)
		for i := range site.Closed {
			if c := &site.Closed[i]; forbids(c.Work, step) {
				fmt.Fprintf(&b, ";%s-%s", c.From, c.To)
			}
		}
	}
	return b.String()
}

// due is the number of periods by whose end everything of the package must be complete, and what demands it; 0 and ""
// where only the horizon does. A due date before the first period has passed gives -1.
func (k *calendar) due(p *Package) (periods int, why string) {
	var by inventory.Date
	earliest := func(d inventory.Date, what string) {
		if !d.IsZero() && (by.IsZero() || d.Before(by)) {
			by, why = d, what
		}
	}
	for _, app := range p.Applications {
		if d, ok := k.s.Term(app); ok {
			earliest(d, "term "+app)
		}
	}
	earliest(k.ruleDue(p))
	if by.IsZero() {
		return 0, ""
	}
	if periods = k.wholePeriods(by); periods < 1 {
		return -1, why
	}
	return periods, why
}

// crewCount is how many crews of a kind and region there are in a period.
func (k *calendar) crewCount(kind, region string, t int) int {
	count := 0
	for _, c := range k.s.Crews {
		if c.Kind == kind && c.Region == region {
			count = c.Count
		}
	}
	first, last := k.s.PeriodStart(t), k.s.PeriodEnd(t)
	for _, ch := range k.s.CrewChanges {
		if ch.Kind == kind && ch.Region == region && !ch.To.Before(first) && !ch.From.After(last) {
			if whole := !ch.From.After(first) && !ch.To.Before(last); whole || ch.Count < count {
				count = ch.Count // more crews count only where they are there all period
			}
		}
	}
	return count
}

// crewDays is how many days of work the crews of a kind and region give in a period.
func (k *calendar) crewDays(kind, region string, t int) int {
	return k.crewCount(kind, region, t) * k.s.PeriodDays
}

// crewRegion says which crews serve a package: those of its region where the kind is split by region, else all.
func (k *calendar) crewRegion(kind string, p *Package) string {
	for _, c := range k.s.Crews {
		if c.Kind == kind && c.Region != "" && c.Region == p.Site.Region {
			return c.Region
		}
	}
	return ""
}
