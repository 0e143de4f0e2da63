package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

type explainOptions struct {
	app *app

	plan, pkg string
	dir       string
}

func newExplain(a *app) *cobra.Command {
	o := &explainOptions{app: a}
	cmd := &cobra.Command{
		Use:   "explain PLAN PACKAGE [flags]",
		Short: "tell why a package is done when it is",
		Long: `Shows the activities of a work package in a plan, what has to come before it and what waits for it, and what stands
against doing it one period earlier: the package is moved and the plan replayed against its inputs, everything
else as it is.`,
		Args: exactly("PLAN", "PACKAGE"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.plan, o.pkg = args[0], args[1]
			return o.run()
		},
	}
	cmd.Flags().StringVar(&o.dir, "dir", "", "`DIR` of the inputs, where they are not where the plan says")
	return cmd
}

func (o *explainOptions) run() error {
	p, err := o.app.readPlan(o.plan)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(p.Packages, func(w planner.PlannedPackage) bool { return w.ID == o.pkg })
	if at < 0 {
		return strict.Faults{{
			Pos: strict.Pos{File: o.plan}, Message: fmt.Sprintf("package %q: not in the plan", o.pkg),
			Hint: "a package has the id of its first element; the plan's schedule lists them",
		}}
	}
	c, err := caseOf(p, o.plan, o.dir)
	if err != nil {
		return err
	}
	if violations := planner.Verify(c, p); len(violations) > 0 {
		return &failure.Broken{Violations: violations}
	}
	e := &explanation{width: max(80, o.app.Width), p: p, w: &p.Packages[at], c: c}
	return o.app.print(e.text())
}

// explanation is what is said of one package.
type explanation struct {
	out   strings.Builder
	width int
	p     *planner.Plan
	w     *planner.PlannedPackage
	c     *planner.Case
}

func (e *explanation) say(format string, args ...any) { e.hang("", format, args...) }

// hang writes a wrapped text after a sign, below which its lines stand.
func (e *explanation) hang(sign, format string, args ...any) {
	for i, line := range grid.Wrap(grid.Clean(fmt.Sprintf(format, args...)), e.width-len(sign)) {
		if i == 1 {
			sign = strings.Repeat(" ", len(sign))
		}
		e.out.WriteString(sign + line + "\n")
	}
}

func (e *explanation) text() string {
	w := e.w
	e.say("package %s at %s (%s), %s: %s by %s", w.ID, w.Site, w.SiteName, w.Domain, strings.Join(w.Elements, ", "), w.Option)
	e.risk()
	e.say("cost %s", w.Cost.Grouped())
	if w.Deferred() {
		e.say("it is deferred: covered gear stays in the network to the horizon")
		return e.out.String()
	}
	for _, a := range w.Activities {
		text := fmt.Sprintf("%s: %s to %s", a.Kind, a.Start, a.Finish)
		for _, crew := range a.Crews {
			text += fmt.Sprintf(", %d %s crew", crew.Count, crew.Kind)
		}
		if a.OutageHours > 0 {
			text += fmt.Sprintf(", off for %d h, which takes %s subscribers out of service", a.OutageHours, grid.Group(int64(a.Lost)))
			if len(a.Windows) > 0 {
				text += fmt.Sprintf(", in a window (%s)", strings.Join(a.Windows, "; "))
			}
		}
		e.hang("- ", "%s, pays %s", text, a.Spend.Grouped())
	}
	for _, reason := range e.c.Reasons(w.ID) {
		e.hang("- ", "%s", reason)
	}
	e.neighbours()
	e.test()
	if by, ok := e.c.In.Scenario.Term(w.Application); ok {
		last := w.Activities[len(w.Activities)-1].Finish
		e.say("term of %s: %s, %d days after its last activity", w.Application, by, by.Sub(last))
	}
	if by, site, ok := e.c.CleanDemand(w.ID); ok {
		e.say("clean path of %s demanded by %s, %d days after its cutover", site, by, by.Sub(w.CoveredUntil))
	}
	e.earlier()
	return e.out.String()
}

// test is that of its cluster.
func (e *explanation) test() {
	for _, t := range e.p.Tests {
		if slices.Contains(t.Packages, e.w.ID) {
			e.say("its cluster is tested for 911 calls, wireless alerts and lawful intercept from %s to %s", t.Start, t.Finish)
		}
	}
}

// risk writes the weight as the product that it is, with the reason for each factor that is not 1.
func (e *explanation) risk() {
	f := &e.w.RiskFactors
	period := "week"
	if e.p.PeriodDays == 1 {
		period = "day"
	}
	role, place, software, traffic := f.Role, "", "", ""
	if f.Role == "other" {
		role = "other gear"
	}
	if f.Place != "" {
		place = fmt.Sprintf(" (%s at %s)", f.Word, f.Place)
	}
	if f.UnsupportedElement != "" {
		software = fmt.Sprintf(" (software of %s is mended no more)", f.UnsupportedElement)
	}
	if f.Traffic != 1 || f.Subscribers == 0 {
		traffic = " (" + crossing(f.Subscribers) + ")"
	}
	e.say("risk %s per %s = %d (%s) × %d%s × %d%s × %d%s",
		grid.Group(e.w.Risk), period, f.RoleFactor, role, f.Sensitivity, place, f.Software, software, f.Traffic, traffic)
}

func crossing(subscribers int) string {
	switch subscribers {
	case 0:
		return "no subscribers cross it"
	case 1:
		return "1 subscriber crosses it"
	}
	return grid.Group(int64(subscribers)) + " subscribers cross it"
}

// neighbours are the packages before and behind it.
func (e *explanation) neighbours() {
	for i := range e.p.Packages {
		other := &e.p.Packages[i]
		cut := other.Cutover()
		if cut == nil {
			continue
		}
		if slices.Contains(e.w.After, other.ID) {
			e.say("after %s: its service moves by %s", other.ID, cut.Finish)
		}
		if install := other.Activity("install"); install != nil && slices.Contains(e.w.AfterNew, other.ID) {
			e.say("after %s: its new gear is in place by %s", other.ID, install.Finish)
		}
		if install := e.w.Activity("install"); install != nil && slices.Contains(other.AfterNew, e.w.ID) {
			e.say("before %s: its cutover begins on %s, with this new gear in place since %s", other.ID, cut.Start, install.Finish)
		}
		if slices.Contains(other.After, e.w.ID) {
			e.say("before %s: its cutover begins on %s", other.ID, cut.Start)
		}
	}
}

// figures are what the plan says of itself. They change with any move; what counts is which limit breaks.
var figures = []string{"totals", "periods", "packages", "objectives", "findings", "inputs", "assumptions"}

// earlier moves the cutover one period ahead, and of the activities before it those that leave it no room, and tells
// what breaks.
func (e *explanation) earlier() {
	cut := slices.IndexFunc(e.w.Activities, func(a planner.PlannedActivity) bool { return a.Kind == "cutover" })
	first := e.pushed(cut)
	if !e.w.Activities[first].Start.After(e.p.Start) {
		e.say("its cutover cannot be a period earlier: the work before it begins on the first day of the plan and takes until then")
		return
	}
	moved := *e.p
	moved.Packages = slices.Clone(e.p.Packages)
	w := &moved.Packages[slices.IndexFunc(moved.Packages, func(w planner.PlannedPackage) bool { return w.ID == e.w.ID })]
	w.Activities = slices.Clone(w.Activities)
	for i := first; i <= cut; i++ {
		a := &w.Activities[i]
		a.Start, a.Finish = a.Start.AddDays(-e.p.PeriodDays), a.Finish.AddDays(-e.p.PeriodDays)
	}
	broken := slices.DeleteFunc(planner.Verify(e.c, &moved), func(v planner.Violation) bool { return slices.Contains(figures, v.Limit) })
	if len(broken) == 0 {
		e.say("its cutover one period earlier would break no limit: the search preferred this plan, or did not get to that one")
		return
	}
	e.say("its cutover one period earlier, with everything else as it is, would break:")
	for _, v := range broken {
		e.hang("- ", "%s", v.Text)
	}
}

// pushed is the first of the activities that have to move when the one at cut moves a period ahead.
func (e *explanation) pushed(cut int) int {
	steps := e.steps()
	first := cut
	for first > 0 {
		a, before := &e.w.Activities[first], &e.w.Activities[first-1]
		wait := 0
		if first < len(steps) {
			wait = (steps[first].AfterDays + e.p.PeriodDays - 1) / e.p.PeriodDays * e.p.PeriodDays
		}
		if a.Start.Sub(before.Finish)-1-wait >= e.p.PeriodDays {
			break
		}
		first--
	}
	return first
}

// steps are those of the package's option, in the files.
func (e *explanation) steps() []planner.Step {
	for i := range e.c.Packages {
		if p := &e.c.Packages[i]; p.ID == e.w.ID {
			for j := range p.Options {
				if p.Options[j].ID == e.w.Option {
					return p.Options[j].Steps
				}
			}
		}
	}
	return nil
}
