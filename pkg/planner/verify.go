package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
)

// Violation is one promise that a plan does not keep.
type Violation struct {
	Limit   string // crews.tower, funding, outage.subscribers, order, order.pilot, tests, calendar, term A1, totals, …
	Package string // "" where it is about a period as a whole
	Period  string // first day of the period, "" where it is about the whole plan
	Text    string
}

// Verify replays a plan against the files, period by period: the network with the gear off in it, the crews, the cash
// account, every date and rule. It believes nothing but what the plan promises, takes no number from the search, and
// returns everything that does not hold. The overrides that the plan names must be those that c was loaded with.
func Verify(c *Case, plan *Plan) []Violation {
	v := &verifier{c: c, plan: plan}
	m := c.frame(c.In.Scenario)
	m.addCrews()
	v.replay = replay{c: c, s: c.In.Scenario, m: m, verifying: true}
	v.inputs()
	if !v.frame() || !v.packages() || !v.readTests() {
		return v.found
	}
	v.chains()
	v.order()
	v.tests()
	v.dates()
	v.cleanPaths()
	v.rules()
	v.methods()
	v.supply()
	rows, account, err := v.replay.rows()
	if err != nil {
		v.add(Violation{Limit: "funding", Text: err.Error()})
		return v.found
	}
	v.crews(rows)
	v.outage(rows)
	v.cash(account)
	v.vendors()
	v.promises(rows, account)
	return v.found
}

type verifier struct {
	c      *Case
	plan   *Plan
	replay replay
	found  []Violation
}

func (v *verifier) add(x Violation) { v.found = append(v.found, x) }

// inputs compares the files with those that the plan was made from.
func (v *verifier) inputs() {
	for _, want := range v.plan.Inputs {
		i := slices.IndexFunc(v.c.In.Sources, func(s source) bool { return s.Path == want.Path })
		switch {
		case i < 0:
			v.add(Violation{Limit: "inputs", Text: fmt.Sprintf("input %s: the plan was made with it, it is not there now", want.Path)})
		case v.c.In.Sources[i].SHA256 != want.SHA256:
			v.add(Violation{Limit: "inputs", Text: fmt.Sprintf("input %s: changed since the plan was made (sha256 %.12s…, was %.12s…)", want.Path, v.c.In.Sources[i].SHA256, want.SHA256)})
		}
	}
	for _, have := range v.c.In.Sources {
		if !slices.ContainsFunc(v.plan.Inputs, func(s source) bool { return s.Path == have.Path }) {
			v.add(Violation{Limit: "inputs", Text: fmt.Sprintf("input %s: was not there when the plan was made", have.Path)})
		}
	}
}

// frame compares what the plan says it was made for: whose it is, the fields that were set, and its periods.
func (v *verifier) frame() bool {
	s, p := v.c.In.Scenario, v.plan
	v.same("operator", "", "", p.Operator, OperatorRef{v.c.In.Inventory.Operator.ID, v.c.In.Inventory.Operator.Name})
	v.same("overrides", "", "", p.Overrides, v.c.In.Overrides)
	if p.Start == s.Start && p.PeriodDays == s.PeriodDays && p.Horizon == s.Horizon {
		return true
	}
	v.add(Violation{Limit: "frame", Text: fmt.Sprintf("the plan covers %d periods of %d days from %s, the scenario %d of %d from %s",
		p.Horizon, p.PeriodDays, p.Start, s.Horizon, s.PeriodDays, s.Start)})
	return false
}

// packages reads the plan's packages as the case knows them. It reports false where that is not possible.
func (v *verifier) packages() bool {
	at := map[string]int{}
	for i := range v.c.Packages {
		at[v.c.Packages[i].ID] = i
	}
	done := make([]bool, len(v.c.Packages))
	before := len(v.found)
	for i := range v.plan.Packages {
		pp := &v.plan.Packages[i]
		index, ok := at[pp.ID]
		switch {
		case !ok:
			v.add(Violation{Limit: "packages", Package: pp.ID, Text: fmt.Sprintf("package %q: there is no such work package", pp.ID)})
		case done[index]:
			v.add(Violation{Limit: "packages", Package: pp.ID, Text: fmt.Sprintf("package %q: stands twice", pp.ID)})
		default:
			done[index] = true
			if pl, ok := v.read(index, pp); ok {
				v.replay.played = append(v.replay.played, pl)
			}
		}
	}
	for i, ok := range done {
		if !ok {
			v.add(Violation{Limit: "packages", Package: v.c.Packages[i].ID, Text: fmt.Sprintf("package %q: covered gear that the plan leaves out", v.c.Packages[i].ID)})
		}
	}
	return len(v.found) == before
}

// read finds the option of a planned package and puts its activities on the grid of periods.
func (v *verifier) read(index int, pp *PlannedPackage) (played, bool) {
	s, p := v.c.In.Scenario, &v.c.Packages[index]
	pl := played{index: index, p: p}
	bad := func(limit, format string, args ...any) (played, bool) {
		v.add(Violation{Limit: limit, Package: p.ID, Text: fmt.Sprintf("package %q: ", p.ID) + fmt.Sprintf(format, args...)})
		return pl, false
	}
	if pp.Deferred() {
		if !s.Deferral {
			return bad("deferral", "is deferred, and the scenario does not allow that")
		}
		if v.replay.m.isPilot(p) {
			return bad("order.pilot", "is deferred, and the rest waits for its cluster")
		}
		return pl, true
	}
	o := slices.IndexFunc(p.Options, func(o Option) bool { return o.ID == pp.Option })
	if o < 0 {
		return bad("packages", "option %q: there is no such option", pp.Option)
	}
	pl.option = &p.Options[o]
	if len(pp.Activities) != len(pl.option.Steps) {
		return bad("packages", "%d activities, its option has %d", len(pp.Activities), len(pl.option.Steps))
	}
	for i := range pp.Activities {
		pa, step := &pp.Activities[i], &pl.option.Steps[i]
		if pa.Kind != step.Kind {
			return bad("packages", "activity %q where its option has %q", pa.Kind, step.Kind)
		}
		days := pa.Start.Sub(s.Start)
		if days < 0 || days%s.PeriodDays != 0 {
			return bad("calendar", "%s starts on %s: not the first day of a period", pa.Kind, pa.Start)
		}
		a := v.replay.m.activity(p, step, days/s.PeriodDays)
		if end := s.PeriodEnd(a.start + a.periods - 1); pa.Finish != end {
			return bad("duration", "%s finishes on %s, it takes until %s", pa.Kind, pa.Finish, end)
		}
		pl.activities = append(pl.activities, a)
	}
	return pl, true
}

// chains checks the order inside each package, with its waits.
func (v *verifier) chains() {
	for _, pl := range v.replay.played {
		for i := 1; i < len(pl.activities); i++ {
			for j := range i {
				a, b := pl.activities[j], pl.activities[i]
				earliest := a.start + a.periods + v.replay.m.cal.periods(v.replay.m.afterDays(a.step.Kind, b.step))
				if b.start < earliest {
					v.add(Violation{Limit: "order", Package: pl.p.ID, Period: v.day(b.start), Text: fmt.Sprintf(
						"package %q: %s starts on %s, %s too early: after %s it may start on %s",
						pl.p.ID, b.step.Kind, v.day(b.start), periods(earliest-b.start), a.step.Kind, v.day(earliest))})
				}
			}
		}
	}
}

func periods(n int) string { return counted(n, "period") }

// counted is a number of things for people.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (v *verifier) day(t int) string { return v.c.In.Scenario.PeriodStart(t).String() }

// dates checks the horizon, the terms and every day on which work is not possible.
func (v *verifier) dates() {
	s := v.c.In.Scenario
	for _, pl := range v.replay.played {
		due, why := v.replay.m.cal.due(pl.p)
		for _, a := range pl.activities {
			end := a.start + a.periods
			if end > s.Horizon {
				v.add(Violation{Limit: "horizon", Package: pl.p.ID, Period: v.day(a.start), Text: fmt.Sprintf(
					"package %q: %s ends on %s, %s after the horizon", pl.p.ID, a.step.Kind, s.PeriodEnd(end-1), periods(end-s.Horizon))})
			}
			if why != "" && end > due {
				v.add(Violation{Limit: why, Package: pl.p.ID, Period: v.day(a.start), Text: fmt.Sprintf(
					"package %q: %s ends on %s, after the %s (%s late)", pl.p.ID, a.step.Kind, s.PeriodEnd(end-1), why, periods(end-max(due, 0)))})
			}
			v.openDays(&pl, a)
		}
	}
}

func (v *verifier) openDays(pl *played, a playedActivity) {
	s := v.c.In.Scenario
	for day := s.PeriodStart(a.start); !day.After(s.PeriodEnd(a.start + a.periods - 1)); day = day.AddDays(1) {
		if why := v.replay.m.cal.reason(pl.p, a.step, day); why != "" {
			v.add(Violation{Limit: "calendar", Package: pl.p.ID, Period: day.String(), Text: fmt.Sprintf(
				"package %q: %s runs on %s: %s", pl.p.ID, a.step.Kind, day, why)})
			return
		}
	}
}

// methods checks that each package is done in a way that the scenario allows.
func (v *verifier) methods() {
	for _, pl := range v.replay.played {
		if pl.option == nil {
			continue
		}
		if r := v.replay.m.refuses(pl.p, pl.option); r.field != "" && r.field != anySupply { // for that see supply
			v.add(Violation{Limit: r.field, Package: pl.p.ID, Text: fmt.Sprintf("package %q: option %s: %s", pl.p.ID, pl.option.ID, r.why)})
		}
	}
}

func (v *verifier) crews(rows []PeriodRow) {
	for t, row := range rows {
		for _, use := range row.Crews {
			if use.Days > use.There {
				v.add(Violation{Limit: crewKey{use.Kind, use.Region}.field(), Period: v.day(t), Text: fmt.Sprintf(
					"crews %s: %d crew-days needed in the period from %s, %d there (%d too many)", use.Kind, use.Days, v.day(t), use.There, use.Days-use.There)})
			}
		}
	}
}

func (v *verifier) cash(account []cost.Row) {
	s := v.c.In.Scenario
	if s.Unlimited {
		return
	}
	var line cost.Cents
	if s.Funding.Credit != nil {
		line = s.Funding.Credit.Limit
	}
	for _, b := range s.Funding.Breaches(account) {
		day := v.day(b.Period)
		if b.Limit == "per_period" {
			v.add(Violation{Limit: "funding.per_period", Period: day, Text: fmt.Sprintf(
				"funding: %s spent in the period from %s, %s allowed (%s too much)", account[b.Period].Spent, day, *s.Funding.PerPeriod, b.Over)})
			continue
		}
		v.add(Violation{Limit: "funding", Period: day, Text: fmt.Sprintf(
			"funding: cash is %s at the end of the period from %s, the credit line allows %s (%s short)", account[b.Period].Cash, day, -line, b.Over)})
	}
}

// vendors checks the largest share of any one vendor among the units.
func (v *verifier) vendors() {
	s := v.c.In.Scenario
	if s.MaxShare == nil {
		return
	}
	units, total := map[string]int{}, 0
	for _, p := range v.c.Packages {
		total += p.Units
	}
	for _, pl := range v.replay.played {
		if pl.goes() && pl.option.Vendor != "" {
			units[pl.option.Vendor] += pl.p.Units
		}
	}
	limit := shareOf(s.MaxShare, total)
	for _, vendor := range sortedKeys(units) {
		if units[vendor] > limit {
			v.add(Violation{Limit: "vendors.max_share", Text: fmt.Sprintf(
				"vendor %s: takes over %d of %d units, %d allowed (%d too many)", vendor, units[vendor], total, limit, units[vendor]-limit)})
		}
	}
}
