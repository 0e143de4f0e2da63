package planner

import (
	"fmt"
	"slices"
)

// order checks that service moves first where it must, and that what it moves to is there.
func (v *verifier) order() {
	at := make([]*played, len(v.c.Packages))
	for i := range v.replay.played {
		at[v.replay.played[i].index] = &v.replay.played[i]
	}
	for i := range v.replay.played {
		pl := &v.replay.played[i]
		cutover := pl.activity("cutover")
		if cutover == nil {
			continue
		}
		for _, k := range v.replay.m.order.kept[pl.index] {
			if at[k].option == nil {
				v.add(Violation{Limit: "order", Package: pl.p.ID, Period: v.day(cutover.start), Text: fmt.Sprintf(
					"package %q: goes on %s, and package %q, which needs it, stays", pl.p.ID, v.day(cutover.start), at[k].p.ID)})
			}
		}
		for _, k := range v.replay.m.order.newFirst[pl.index] {
			if at[k].option == nil {
				v.add(Violation{Limit: "order", Package: pl.p.ID, Period: v.day(cutover.start), Text: fmt.Sprintf(
					"package %q: moves on %s, and package %q, whose new gear it needs, stays", pl.p.ID, v.day(cutover.start), at[k].p.ID)})
			}
		}
		for _, k := range v.replay.m.order.after[pl.index] {
			v.before(pl, cutover.start, at[k], "cutover", "before that of package %q is complete on %s")
		}
		for _, k := range v.replay.m.order.newFirst[pl.index] {
			v.before(pl, cutover.start, at[k], "install", "before the new gear of package %q is in place on %s")
		}
	}
}

// before checks that an activity of a first package is complete when the cutover of another starts.
func (v *verifier) before(pl *played, start int, first *played, kind, text string) {
	a := first.activity(kind)
	if a == nil {
		return
	}
	if done := a.start + a.periods; start < done {
		v.add(Violation{Limit: "order", Package: pl.p.ID, Period: v.day(start), Text: fmt.Sprintf(
			"package %q: cutover starts on %s, "+text+" (%s too early)",
			pl.p.ID, v.day(start), first.p.ID, v.c.In.Scenario.PeriodEnd(done-1), periods(done-start))})
	}
}

// activity returns the step of a kind, nil where there is none.
func (pl *played) activity(kind string) *playedActivity {
	for i := range pl.activities {
		if pl.activities[i].step.Kind == kind {
			return &pl.activities[i]
		}
	}
	return nil
}

// readTests puts the tests of the clusters on the grid of periods. It reports false where that is not possible.
func (v *verifier) readTests() bool {
	s := v.c.In.Scenario
	before := len(v.found)
	bad := func(cluster, format string, args ...any) {
		v.add(Violation{Limit: "tests", Text: fmt.Sprintf("test of cluster %q: ", cluster) + fmt.Sprintf(format, args...)})
	}
	for n := range v.c.clusters {
		cl := &v.c.clusters[n]
		if cl.test == nil {
			continue
		}
		i := slices.IndexFunc(v.plan.Tests, func(t PlannedTest) bool { return t.Cluster == cl.id })
		if i < 0 {
			bad(cl.id, "the plan leaves it out")
			continue
		}
		pt := &v.plan.Tests[i]
		days := pt.Start.Sub(s.Start)
		if days < 0 || days%s.PeriodDays != 0 {
			bad(cl.id, "starts on %s: not the first day of a period", pt.Start)
			continue
		}
		v.replay.tests = append(v.replay.tests, playedTest{cl, v.replay.m.activity(&cl.as, cl.test, days/s.PeriodDays)})
	}
	if want := len(v.replay.tests); len(v.found) == before && len(v.plan.Tests) != want {
		v.add(Violation{Limit: "tests", Text: fmt.Sprintf("%d tests of clusters, there are %d", len(v.plan.Tests), want)})
	}
	return len(v.found) == before
}

// tests checks that each cluster is tested after the last of its cutovers, on days when that can be done, and that the rest
// waits for the pilot.
func (v *verifier) tests() {
	s, m := v.c.In.Scenario, v.replay.m
	for _, test := range v.replay.tests {
		bad := func(format string, args ...any) {
			v.add(Violation{Limit: "tests", Period: v.day(test.start), Text: fmt.Sprintf("test of cluster %q: ", test.cl.id) + fmt.Sprintf(format, args...)})
		}
		wait := m.cal.periods(test.step.AfterDays)
		for i := range v.replay.played {
			pl := &v.replay.played[i]
			cutover := pl.activity("cutover")
			if cutover == nil {
				continue
			}
			if slices.Contains(test.cl.packages, pl.index) && test.start < cutover.start+cutover.periods+wait {
				text := ""
				if wait > 0 {
					text = fmt.Sprintf(" and a wait of %s is over", periods(wait))
				}
				bad("starts on %s, before package %q has moved on %s%s", v.day(test.start), pl.p.ID, s.PeriodEnd(cutover.start+cutover.periods-1), text)
			}
			if pilot := s.Order.Pilot; pilot != nil && pilot.Cluster == test.cl.id && m.order.rest[pl.index] {
				if done := test.start + test.periods + m.cal.periods(pilot.SoakDays); cutover.start < done {
					v.add(Violation{Limit: "order.pilot", Package: pl.p.ID, Period: v.day(cutover.start), Text: fmt.Sprintf(
						"package %q: cutover starts on %s, before the pilot cluster %q is tested and the wait over on %s (%s too early)",
						pl.p.ID, v.day(cutover.start), test.cl.id, s.PeriodEnd(done-1), periods(done-cutover.start))})
				}
			}
		}
		if end := test.start + test.periods; end > s.Horizon {
			bad("ends on %s, %s after the horizon", s.PeriodEnd(end-1), periods(end-s.Horizon))
		}
		v.openDays(&played{p: &test.cl.as}, test.playedActivity)
	}
	v.same("tests", "", "", v.plan.Tests, v.replay.plannedTests())
}
