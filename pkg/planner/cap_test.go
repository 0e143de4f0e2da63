package planner

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

const (
	capRule  = "cap: {max: 35%, of: premises}, scope: {domains: [access]}, date: "
	zeroRule = "cap: {max: 0%, of: premises}, scope: {domains: [access]}, date: "
)

// A plan keeps a share on its day and another one on the last, and says both; what comes after is as late as money and crews have it.
func TestCapOverTime(t *testing.T) {
	t.Parallel()
	dir := folder(t, fibre([]int{4000, 3000, 2000, 1000}, "Huawei"), "start: 2025-01-06\nhorizon: 60\ncrews: {ip: 1, core: 1}\n",
		law(entry("cap", "cap_share", capRule+"2025-09-30"), entry("end", "cap_share", zeroRule+"2026-02-01"), entry("buy", "ban_new", "")))
	c := loadCase(t, dir)
	p := planOf(t, c)
	row := rowOf(t, p, "law/cap")
	if row.Total != 10000 || row.Allowed != 3500 || row.AtStart != 10000 || row.AtDate > 3500 || !row.InTime() || row.AtEnd != 0 || row.Measure != "premises" {
		t.Errorf("%+v", row)
	}
	end := rowOf(t, p, "law/end")
	if end.Allowed != 0 || end.AtDate != 0 || !end.InTime() || end.MetOn != p.Totals.LastCutover {
		t.Errorf("%+v", end)
	}
	if len(p.Rules) != 2 {
		t.Errorf("a rule that demands nothing of gear that is there has a row: %+v", p.Rules)
	}
	for i := range p.Packages {
		w := &p.Packages[i]
		late := clonePlan(t, c)
		for j := range late.Packages {
			if late.Packages[j].ID == w.ID {
				late.Packages[j].shift(7 * 40)
			}
		}
		if found := Verify(c, late); !says(found, "rule law/end", "premises are covered on 2026-02-01, 0 allowed") {
			t.Errorf("%s moved beyond both days: %v", w.ID, found)
		}
		if found := Verify(c, late); says(found, "rule law/cap", "") != (w.ID == "olt0") {
			t.Errorf("%s late: %v", w.ID, found)
		}
	}
}

func clonePlan(t *testing.T, c *Case) *Plan { t.Helper(); return planOf(t, c) }

// The share that is there at the start may be within what is allowed, the day may have passed or lie beyond the horizon: nothing binds,
// and what matters is said.
func TestCapThatDoesNotBind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ makers, date, field, text string }{
		{"Huawei Nokia Nokia Nokia", "2025-02-01", "", ""},
		{"Huawei", "2024-12-31", "law/cap", "its day 2024-12-31 has passed: at most 35 % of the premises by 2024-12-31: 1400 of 4000 are allowed, 4000 are covered at the start"},
		{"Huawei", "2030-12-31", "law/cap", "its day 2030-12-31 is after the horizon"},
	} {
		c := loadCase(t, folder(t, fibre([]int{1000, 1000, 1000, 1000}, strings.Fields(tt.makers)...), fibreScenario, law(entry("cap", "cap_share", capRule+tt.date))))
		m, err := c.build(c.In.Scenario)
		if err != nil || len(m.caps) != 0 {
			t.Errorf("%s: %d caps bind, %v", tt.date, len(m.caps), err)
		}
		p := planOf(t, c)
		if tt.field != "" && !assumed(p, tt.field, tt.text) {
			t.Errorf("%s: not said in %v", tt.date, p.Assumptions)
		}
	}
}

// Premises that are not stated are no zero.
func TestCapOfWhatIsNotStated(t *testing.T) {
	t.Parallel()
	inv := strings.Replace(fibre([]int{4000, 3000}, "Huawei", "Nokia"), ", premises: 3000", "", 1)
	in, err := readInputs(t, folder(t, inv, fibreScenario, law(entry("cap", "cap_share", capRule+"2025-09-30"))), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = NewCase(in)
	if err == nil || !strings.Contains(err.Error(), `the share that rule law/cap caps cannot be measured: element "olt1" states no premises`) {
		t.Errorf("got %v", err)
	}
}

// What a rule measures: each site once, its subscribers once, units with their quantity.
func TestCapMeasures(t *testing.T) {
	t.Parallel()
	inv := fibre([]int{1, 1, 1}, "Huawei") + "  - {id: spare, site: x0, domain: access, role: olt, vendor: Huawei, model: MA5800, quantity: 3, premises: 0}\n"
	for of, want := range map[string][3]int64{"sites": {3, 1, 3}, "subscribers": {60, 21, 60}, "units": {6, 2, 6}, "premises": {3, 1, 3}} {
		c := loadCase(t, folder(t, inv, fibreScenario, law(entry("cap", "cap_share", "cap: {max: 35%, of: "+of+"}, scope: {domains: [access]}, date: 2025-10-01"))))
		row := rowOf(t, planOf(t, c), "law/cap")
		if got := [3]int64{row.Total, row.Allowed, row.AtStart}; got != want || row.AtDate > row.Allowed {
			t.Errorf("%s: %+v, want %v", of, row, want)
		}
	}
}

// TestCapExact takes small operators at random, with caps of every measure, and asks of many assignments of periods to cutovers both the
// modes of the problem and a plan's verification: they accept exactly the same.
func TestCapExact(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(11, 7))
	allowed, refused, lots := 0, 0, 0
	for range trials.Of(t, 60) {
		c := loadCase(t, randomFibre(t, rng))
		m, err := c.build(c.In.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			when := make([]int, len(c.Packages)) // the cutover's completion; -1 for deferral
			for i := range when {
				if when[i] = 1 + rng.IntN(m.s.Horizon); m.s.Deferral && rng.IntN(4) == 0 {
					when[i] = -1
				}
			}
			played := make([]*played, len(c.Packages))
			v := &verifier{c: c, replay: replay{c: c, s: c.In.Scenario, m: m}}
			for i := range when {
				played[i] = playedAt(c, i, when[i])
			}
			for n := range c.duties {
				if d := &c.duties[n]; d.binds(c.In.Scenario.Start) && c.shares[n].lots != nil {
					v.share(d, played)
				}
			}
			want := len(v.found) == 0
			if got := m.capsAccept(when); got != want {
				t.Fatalf("%v: the problem says %v, the plan %v\n%v\ncaps %+v\nshares %+v", when, got, want, v.found, m.caps, c.shares)
			}
			if want {
				allowed++
			} else {
				refused++
			}
		}
		for _, b := range m.caps {
			for _, budget := range b.lots {
				if budget >= 0 {
					lots++
				}
			}
		}
	}
	if !trials.Raced && (allowed < 100 || refused < 100 || lots < 10) { // a tenth of the trials says little by itself
		t.Errorf("%d assignments allowed, %d refused, %d lots of several packages: the trials say little", allowed, refused, lots)
	}
}

// playedAt is a package whose cutover is complete after some periods.
func playedAt(c *Case, i, when int) *played {
	pl := &played{index: i, p: &c.Packages[i]}
	if when >= 0 {
		o := &c.Packages[i].Options[0]
		pl.option = o
		pl.activities = []playedActivity{{step: o.step("cutover"), start: when - 1, periods: 1}}
	}
	return pl
}

// capsAccept asks whether there is a choice of modes in which every cutover is complete when it is, and every budget of the caps holds. It
// tries all choices.
func (m *model) capsAccept(when []int) bool {
	var free []int // groups with a choice
	for g := range m.problem.Groups {
		if g < len(when) || strings.HasPrefix(m.problem.Groups[g].Name, "rule ") {
			free = append(free, g)
		}
	}
	used := make([]int64, len(m.problem.Budgets))
	fits := func() bool {
		for b := range used {
			if strings.HasPrefix(m.problem.Budgets[b].Name, "rule ") && used[b] > m.problem.Budgets[b].Capacity {
				return false
			}
		}
		return true
	}
	var try func(k int) bool
	try = func(k int) bool {
		if !fits() {
			return false
		}
		if k == len(free) {
			return true
		}
		g := free[k]
		for mode := range m.problem.Groups[g].Modes {
			if !m.modeHolds(g, mode, when) {
				continue
			}
			m.use(used, g, mode, 1)
			if ok := try(k + 1); ok {
				return true
			}
			m.use(used, g, mode, -1)
		}
		return false
	}
	return try(0)
}

// modeHolds reports whether a package can move when it does in a mode.
func (m *model) modeHolds(g, mode int, when []int) bool {
	if g >= len(when) {
		return true
	}
	if w := m.ways[g][mode]; w.option < 0 || when[g] < 0 {
		return w.option < 0 && when[g] < 0
	}
	cutover := &m.problem.Activities[m.cutover(g)].Modes[mode]
	return (cutover.Due == 0 || when[g] <= cutover.Due) && (cutover.Closed == nil || !cutover.Closed[when[g]-1])
}

func (m *model) use(used []int64, g, mode int, sign int64) {
	for a := range m.problem.Activities {
		if act := &m.problem.Activities[a]; act.Group == g && !act.Modes[mode].Absent {
			for _, u := range act.Modes[mode].Uses {
				used[u.Budget] += sign * u.Amount
			}
		}
	}
}

// randomFibre is an operator of a few terminals at few sites, with up to three caps.
func randomFibre(t *testing.T, rng *rand.Rand) string {
	var b strings.Builder
	sites := 2 + rng.IntN(2)
	b.WriteString("sites:\n  - {id: town, kind: data-center}\n")
	for i := range sites {
		fmt.Fprintf(&b, "  - {id: x%d, kind: central-office, subscribers: %d}\n", i, rng.IntN(50))
	}
	b.WriteString("elements:\n  - {id: core, site: town, domain: core, role: packet-core, vendor: Ericsson, model: EPG}\n")
	for i := range sites + 1 + rng.IntN(3) {
		fmt.Fprintf(&b, "  - {id: olt%d, site: x%d, domain: access, role: olt, vendor: %s, model: MA5800, quantity: %d, premises: %d, uplinks: [core]}\n",
			i, map[bool]int{true: i, false: rng.IntN(sites)}[i < sites], []string{"Huawei", "Huawei", "Nokia"}[rng.IntN(3)], 1+rng.IntN(3), rng.IntN(9))
	}
	b.WriteString("  - {id: last, site: x0, domain: access, role: olt, vendor: Huawei, model: MA5800, premises: 4, uplinks: [core]}\n")
	var rules []string
	for i := range 1 + rng.IntN(3) {
		of := []string{"premises", "sites", "units", "subscribers"}[rng.IntN(4)]
		rules = append(rules, entry(fmt.Sprintf("cap%d", i), "cap_share", fmt.Sprintf("cap: {max: %d%%, of: %s}, scope: {domains: [access]}, date: 2025-0%d-%d", rng.IntN(7)*10, of, 1+rng.IntN(3), 10+rng.IntN(18))))
	}
	return folder(t, b.String(), fmt.Sprintf("start: 2025-01-06\nhorizon: 12\ndeferral: %v\n", rng.IntN(2) == 0), law(rules...))
}

// Where the share cannot be kept the message names the rule with figures, and what would help.
func TestCapNoPlan(t *testing.T) {
	t.Parallel()
	dir := folder(t, fibre([]int{4000, 3000, 2000, 1000}, "Huawei"), "start: 2025-01-06\nhorizon: 200\ncrews: {ip: 1, core: 1}\nblackouts: [{from: 2025-01-06, to: 2025-12-31, work: [cutover]}]\n",
		law(entry("cap", "cap_share", capRule+"2025-09-30")))
	c := loadCase(t, dir)
	_, err := c.Plan(context.Background(), Options{Effort: testEffort})
	var none *NoPlanError
	if !errors.As(err, &none) {
		t.Fatalf("got %v", err)
	}
	text := none.Error()
	for _, want := range []string{"limit rule law/cap: at most 35 % of the premises by 2025-09-30: 3500 of 10000 are allowed, 10000 are covered at the start", "limit blackouts: "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if len(none.Changes) == 0 || none.Changes[0].Set[0].Field != "blackouts" {
		t.Errorf("changes %+v", none.Changes)
	}
	soon := loadCase(t, folder(t, fibre([]int{4000}, "Huawei"), fibreScenario, law(entry("end", "cap_share", zeroRule+"2025-01-20"))))
	_, err = soon.Plan(context.Background(), Options{Effort: testEffort})
	if err == nil || !strings.Contains(err.Error(), `limit rule law/end: at most 0 % of the premises by 2025-01-20: 0 of 4000 are allowed, 4000 are covered at the start; that is in 2 weeks, and 4000 cannot move by then however fast the work is`) {
		t.Errorf("got %v", err)
	}
}
