package planner

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// NoPlanError says that there is no plan within the limits, which of them clash, and for each the smallest change that
// would make a plan possible, found by solving again. Exit code 11.
type NoPlanError struct {
	Proved  bool // there is none; otherwise none was found with the effort given
	Clashes []Clash
	Changes []Change // each of them alone, with all that it sets, gives a plan
	Advice  []string // what else would help, besides a field of the scenario
}

// Clash is a limit that stands in the way.
type Clash struct {
	Field string
	Text  string
}

// Change is a proposal. Set holds one override, or several where no single one helps.
type Change struct {
	Set  []scenario.Override
	From []string // what each is now
}

// Text is the change as a user would write it.
func (ch Change) Text() string {
	parts := make([]string, len(ch.Set))
	for i, o := range ch.Set {
		parts[i] = fmt.Sprintf("%s: %s → %s", o.Field, ch.From[i], o.Value)
	}
	return strings.Join(parts, ", and ")
}

func (e *NoPlanError) Error() string {
	var b strings.Builder
	if e.Proved {
		b.WriteString("there is no plan within the limits")
	} else {
		b.WriteString("no plan was found within the limits")
	}
	for _, c := range e.Clashes {
		fmt.Fprintf(&b, "\nlimit %s: %s", c.Field, c.Text)
	}
	return b.String()
}

// noPlan works out why there is none.
func (c *Case) noPlan(ctx context.Context, o Options, m *model, sol schedule.Solution) error {
	e := &NoPlanError{Proved: sol.Status == schedule.Infeasible && len(m.curbs) == 0} // see curb: a restriction proves nothing
	d := &diagnosis{c: c, ctx: ctx, o: o, s: m.s, limits: c.limits(m.s)}
	d.single()
	stands := d.helpful
	if len(stands) > 0 {
		e.Changes = d.smallest()
	} else if set, ok := d.joint(); ok {
		stands = set
		e.Changes = []Change{d.together(set)}
	}
	e.Clashes = d.ruleClashes(m)
	for _, i := range stands {
		e.Clashes = append(e.Clashes, Clash{d.limits[i].field, c.clashText(m, d.limits[i])})
	}
	if without := m.withoutOption(); len(without) > 0 {
		field, text := m.refusalText(without)
		e.Clashes = slices.DeleteFunc(e.Clashes, func(c Clash) bool { return c.Field == field })
		e.Clashes = append([]Clash{{field, text}}, e.Clashes...)
		e.Advice = append(e.Advice, m.refusalAdvice(without))
	} else if text := d.supplyClash(m); text != "" {
		e.Clashes = append(e.Clashes, Clash{anySupply, text})
	}
	if len(e.Clashes) == 0 {
		e.Clashes = d.mixed(m)
	}
	if len(e.Clashes) == 0 {
		e.Clashes = m.engineClashes(sol.Reason)
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("interrupted while looking for the limits that clash: %w", err)
	}
	return e
}

// A diagnosis tries limits out. Every question is answered by the engine with the same small effort, so that the answers
// are the same each time and a change that is proposed is one for which a plan was found.
type diagnosis struct {
	c       *Case
	ctx     context.Context
	o       Options
	s       *scenario.Scenario
	limits  []limit
	helpful []int // limits that make a plan possible when they alone are taken away
}

// feasible reports whether a plan is found when the steps of some limits are taken. steps has one entry per limit.
func (d *diagnosis) feasible(steps []int) bool { return d.possible(steps, nil) }

// possible asks the same with some rules left out.
func (d *diagnosis) possible(steps []int, without map[string]bool) bool {
	if d.ctx.Err() != nil {
		return false
	}
	s := d.s.Clone()
	for i, k := range steps {
		if k > 0 {
			if err := s.Set(d.limits[i].override(k)); err != nil {
				return false
			}
		}
	}
	m, err := d.c.buildWithout(s, without)
	if err != nil || len(m.withoutOption()) > 0 {
		return false
	}
	if m.baseline().Starts != nil || m.inCapOrder().Starts != nil {
		return true
	}
	one := d.o
	one.Workers, one.Program = 1, nil
	sol, err := m.first(d.ctx, one)
	return err == nil && sol.Starts != nil
}

// parallel runs a question for each of n things on the cores there are.
func (d *diagnosis) parallel(n int, ask func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	workers := d.o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for range workers {
		wg.Go(func() {
			for i := range next {
				ask(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// single finds the limits that help when they alone are taken away.
func (d *diagnosis) single() {
	helps := make([]bool, len(d.limits))
	d.parallel(len(d.limits), func(i int) {
		steps := make([]int, len(d.limits))
		steps[i] = d.limits[i].steps
		helps[i] = d.feasible(steps)
	})
	for i, ok := range helps {
		if ok {
			d.helpful = append(d.helpful, i)
		}
	}
}

// smallest finds for each helpful limit the least step that gives a plan.
func (d *diagnosis) smallest() []Change {
	out := make([]Change, len(d.helpful))
	d.parallel(len(d.helpful), func(n int) {
		i := d.helpful[n]
		steps := make([]int, len(d.limits))
		k := d.least(i, steps)
		out[n] = Change{Set: []scenario.Override{d.limits[i].override(k)}, From: []string{d.limits[i].from}}
	})
	return out
}

// least searches the least step of limit i with the steps of the others as they are. It leaves the step in steps. The
// last step of the limit must give a plan.
func (d *diagnosis) least(i int, steps []int) int {
	low, high := 0, d.limits[i].steps // low gives none, high gives one
	for reach := 1; reach < high; reach *= 2 {
		steps[i] = reach
		if d.feasible(steps) {
			high = reach
			break
		}
		low = reach
	}
	for high-low > 1 {
		steps[i] = (low + high) / 2
		if d.feasible(steps) {
			high = steps[i]
		} else {
			low = steps[i]
		}
	}
	steps[i] = high
	return high
}

// joint finds a set of limits that must give way together: all are taken away, then each is put back if a plan remains.
func (d *diagnosis) joint() ([]int, bool) {
	steps := make([]int, len(d.limits))
	for i, l := range d.limits {
		steps[i] = l.steps
	}
	if !d.feasible(steps) {
		return nil, false
	}
	var set []int
	for i := len(steps) - 1; i >= 0; i-- {
		kept := steps[i]
		steps[i] = 0
		if !d.feasible(steps) {
			steps[i] = kept
			set = append([]int{i}, set...)
		}
	}
	return set, len(set) > 0
}

// together finds least steps for a set one after the other.
func (d *diagnosis) together(set []int) Change {
	steps := make([]int, len(d.limits))
	for _, i := range set {
		steps[i] = d.limits[i].steps
	}
	var ch Change
	for _, i := range set {
		k := d.least(i, steps)
		ch.Set = append(ch.Set, d.limits[i].override(k))
		ch.From = append(ch.From, d.limits[i].from)
	}
	return ch
}

// clashText says how a limit stands in the way, with amounts where they follow from the packages alone.
func (c *Case) clashText(m *model, l limit) string {
	switch l.field {
	case "outage.subscribers":
		allowed := m.s.Outage.Subscribers.Of(c.total)
		if n, worst := c.above(func(p *Package) int { return p.Lost }, allowed); n > 0 {
			return fmt.Sprintf("%s allowed at once; package %q alone takes %d out of service%s", counted(allowed, "subscriber"), worst.ID, worst.Lost, others(n, "%d packages take more than the limit"))
		}
	case "outage.sites":
		allowed := *m.s.Outage.Sites
		if n, worst := c.above(func(p *Package) int { return len(p.LostSites) }, allowed); n > 0 {
			return fmt.Sprintf("%s allowed at once; package %q alone takes %d out of service%s", counted(allowed, "site"), worst.ID, len(worst.LostSites), others(n, "%d packages take more than the limit"))
		}
	case "funding.released[0].amount", "funding.credit.limit":
		return c.moneyText(m)
	case "clean_path.by":
		return m.cleanText(l.from)
	case "blackouts":
		return "the frozen days are in the way together with the other limits"
	case "horizon":
		if n, worst := c.above(m.leastPeriods, m.s.Horizon); n > 0 {
			return fmt.Sprintf("%s; package %q alone takes %d, from the order to the disposal%s%s", counted(m.s.Horizon, m.s.PeriodName()), worst.ID, m.leastPeriods(worst), c.heldUp(worst), others(n, "%d packages take more than the horizon"))
		}
	}
	return l.from + " is " + l.wrong() + " together with the other limits"
}

// wrong says on which side the value of a limit is: a number can be too small or too large, a day too early, a word in the way.
func (l limit) wrong() string {
	switch {
	case l.field == "soak_days":
		return "too much"
	case strings.HasPrefix(l.field, "terms."):
		return "too early"
	case strings.Trim(l.from, "0123456789.") != "" || l.field == "order.pilot": // a cluster may have a number for a name
		return "in the way"
	}
	return "too little"
}

// others says that the package named is one of n, where there are more.
func others(n int, text string) string {
	if n < 2 {
		return ""
	}
	return " (" + fmt.Sprintf(text, n) + ")"
}

// above counts the packages that break a limit by themselves, and names the worst.
func (c *Case) above(of func(*Package) int, allowed int) (n int, worst *Package) {
	for i := range c.Packages {
		p := &c.Packages[i]
		if of(p) > allowed {
			n++
			if worst == nil || of(p) > of(worst) {
				worst = p
			}
		}
	}
	return n, worst
}

func (c *Case) moneyText(m *model) string {
	what := "the work costs"
	if m.s.Deferral {
		what = "what may not be deferred costs"
	}
	least := c.sum(func(p *Package) cost.Cents {
		if m.s.Deferral && m.mustMove(p) == "" {
			return 0
		}
		return slices.MinFunc(p.Options, func(a, b Option) int { return cmp.Compare(a.Totals.Cost, b.Totals.Cost) }).Totals.Cost
	})
	least = min(cost.Limit-1, least+c.networkCost())
	var released cost.Cents
	if rows, err := m.s.Funding.Releases(m.s.Start, m.s.PeriodDays, m.s.Horizon); err == nil {
		if released, err = cost.Sum(rows...); err != nil {
			released = cost.Limit - 1
		}
	}
	text := fmt.Sprintf("%s at least %s; %s is released within the horizon", what, least, released)
	if released >= least {
		text += ", in all but not in time"
	}
	if re := m.s.Funding.Reimbursement; re != nil {
		text += fmt.Sprintf(", %s of eligible spending comes back %d days later", re.Proration.Percent(), re.ClaimLagDays)
		if own := m.ownTerms(); own != "" {
			text += " (" + own + ")"
		}
	}
	if m.s.Funding.Credit != nil {
		text += fmt.Sprintf(", the credit line is %s", m.s.Funding.Credit.Limit)
	}
	return text
}

// leastPeriods is how long the fastest option of a package takes if nothing holds it up.
func (m *model) leastPeriods(p *Package) int {
	least := 0
	for i, o := range p.Options {
		sum := 0
		for _, step := range o.Steps {
			sum += m.cal.periods(step.Days) + m.cal.periods(step.AfterDays)
		}
		if i == 0 || sum < least {
			least = sum
		}
	}
	return least
}

// engineClashes are the engine's reasons, those that differ in the option only once for each package.
func (m *model) engineClashes(reasons []schedule.Clash) []Clash {
	var out []Clash
	seen := map[Clash]bool{}
	for _, r := range reasons {
		c := Clash{m.clashField(r), r.Text}
		about := c
		if len(r.Activities) == 1 {
			a := &m.problem.Activities[r.Activities[0]]
			about.Text = m.problem.Groups[a.Group].Name
			if _, text, ok := strings.Cut(r.Text, ": "); ok { // what comes before names the activity and the mode by its number
				c.Text = fmt.Sprintf("package %q, step %s: %s", about.Text, strings.TrimPrefix(a.Name, about.Text+" "), text)
			}
		}
		if !seen[about] {
			seen[about] = true
			out = append(out, c)
		}
	}
	return out
}

// budgetField names the scenario's limit behind a budget.
func (m *model) budgetField(i int) string {
	switch {
	case i < 0 || i >= len(m.problem.Budgets):
		return "limits"
	case i == m.limits.allHours:
		return "outage.subscriber_hours"
	case strings.HasPrefix(m.problem.Budgets[i].Name, "rule "):
		return m.problem.Budgets[i].Name
	case strings.HasPrefix(m.problem.Budgets[i].Name, "vendors.max_share"):
		return "vendors.max_share"
	}
	return "order"
}

// clashField names the scenario's limit behind a clash of the engine.
func (m *model) clashField(r schedule.Clash) string {
	switch r.Kind {
	case schedule.LimitResource:
		if r.Index >= 0 && r.Index < len(m.problem.Resources) {
			return m.problem.Resources[r.Index].Name
		}
	case schedule.LimitBudget:
		return m.budgetField(r.Index)
	case schedule.LimitReservoir:
		return "funding"
	case schedule.LimitDraw:
		return "funding.per_period"
	case schedule.LimitOverlap:
		return "outage"
	case schedule.LimitWindow:
		return "calendar and terms"
	case schedule.LimitHorizon:
		return "horizon"
	case schedule.LimitLag:
		return "order"
	}
	return "limits"
}
