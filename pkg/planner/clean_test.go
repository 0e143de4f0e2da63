package planner

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/scenario"
)

// What a plan says of its clean paths and what it is verified with were written apart: they must agree on any network.
func TestWalkedTraffic(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	yes := true
	crossing, n := 0, trials.Of(t, 112)
	for i := range n {
		seed := uint64(i * 112 / n)
		var c *Case
		if seed < 12 {
			c = synthCase(t, 10+int(seed)*6, seed)
		} else {
			inv := synth.Random(seed)
			for i := range inv.Elements {
				if rng.IntN(30) == 0 {
					inv.Elements[i].Gateway = &yes
				}
			}
			c = caseOf(t, inv)
		}
		asked, walked := c.traffic(), c.walkTraffic()
		for s := range asked {
			if !reflect.DeepEqual(asked[s], walked[s]) {
				t.Fatalf("seed %d, site %s: the network says %+v, the walk %+v", seed, c.In.Inventory.Sites[s].ID, asked[s], walked[s])
			}
			if len(asked[s].working) > 0 {
				crossing++
			}
		}
	}
	if crossing < 3*n {
		t.Errorf("only %d sites have covered gear on their path: the test is too easy", crossing)
	}
}

// The share of clean paths never falls, and it is all of them at the end where nothing is deferred.
func TestCleanShareNeverFalls(t *testing.T) {
	t.Parallel()
	rose, stayed := 0, 0
	for seed := range uint64(trials.Of(t, 40)) {
		base := loadCase(t, firstLook(), "crews.tower=4", "crews.ip=4", "crews.core=2", "outage.subscribers=none", "outage.sites=none")
		s := base.In.Scenario
		s.Terms, s.Unlimited, s.Horizon = nil, true, 160
		base.In.Inventory = synth.Random(seed)
		if s.Deferral = seed%2 == 1; s.Deferral {
			s.Unlimited = false
			s.Funding = cost.Funding{Released: []cost.Release{{On: s.Start, Amount: 900_000_00}}}
		}
		c, err := NewCase(base.In)
		if err != nil {
			t.Fatal(err)
		}
		p, err := c.Plan(context.Background(), Options{Effort: 2000})
		if err != nil {
			var none *NoPlanError
			if errors.As(err, &none) {
				continue
			}
			t.Fatalf("seed %d: %v", seed, err)
		}
		last := [2]int{p.Totals.CleanAtStart, p.Totals.CleanEveryAtStart}
		rows := append(slices.Clone(p.Periods), PeriodRow{CleanSubscribers: p.Totals.CleanAtEnd, CleanEverySubscribers: p.Totals.CleanEveryAtEnd})
		for t0, row := range rows {
			now := [2]int{row.CleanSubscribers, row.CleanEverySubscribers}
			if now[0] < last[0] || now[1] < last[1] || now[1] > now[0] || now[0] > p.Totals.Subscribers {
				t.Fatalf("seed %d, period %d: %v after %v, of %d", seed, t0, now, last, p.Totals.Subscribers)
			}
			if now != last {
				rose++
			}
			last = now
		}
		all := p.Totals.Subscribers
		if p.Totals.Deferred == 0 && last != [2]int{all, all} {
			t.Errorf("seed %d: nothing is deferred, and %v of %d are clean at the end", seed, last, all)
		}
		held := slices.ContainsFunc(p.Assumptions, func(a Assumption) bool { return strings.Contains(a.Value, "have none at the end") })
		if held != (last[0] < all) {
			t.Errorf("seed %d: %v of %d clean at the end, said: %v", seed, last, all, held)
		}
		others := slices.ContainsFunc(p.Assumptions, func(a Assumption) bool { return strings.Contains(a.Value, "are not the only possible ones") })
		if others != (last[1] < last[0]) {
			t.Errorf("seed %d: %v clean at the end, the other paths said: %v", seed, last, others)
		}
		if held {
			stayed++
		}
	}
	if rose == 0 || stayed == 0 && !testing.Short() {
		t.Errorf("the share rose %d times and stayed below all %d times: the test is too easy", rose, stayed)
	}
}

// One chain, by hand: what is clean when, period by period.
func TestCleanByHand(t *testing.T) {
	t.Parallel()
	c := loadCase(t, firstLook())
	p := planOf(t, c)
	if tot := p.Totals; tot.Subscribers != 4200 || tot.CleanAtStart != 0 || tot.CleanAtEnd != 4200 || tot.CleanEveryAtEnd != 4200 || tot.CleanUnknown != 0 {
		t.Errorf("totals %+v", tot)
	}
	// Depot is clean itself; on its way stand the router at Alder and the first packet core, and on the way round the ring
	// all of the ring too.
	depot := c.traffic()[c.sites["depot"]]
	var names []string
	for _, i := range depot.working {
		names = append(names, c.Packages[i].ID)
	}
	if got := strings.Join(names, " "); got != "cedar-core-1 alder-rtr" {
		t.Errorf("depot crosses %s", got)
	}
	var until inventory.Date
	for i := range p.Packages {
		if slices.Contains(names, p.Packages[i].ID) && p.Packages[i].CoveredUntil.After(until) {
			until = p.Packages[i].CoveredUntil
		}
	}
	for t0 := range p.Periods {
		row, clean := &p.Periods[t0], 0
		for s := range c.In.Inventory.Sites {
			if r := (&replay{c: c, s: c.In.Scenario, played: playedOf(t, c, p)}); r.cleaning().from(c.traffic()[s].working) <= t0 {
				clean += c.In.Inventory.Sites[s].Subscribers
			}
		}
		if row.CleanSubscribers != clean {
			t.Errorf("period %d: %d clean, want %d", t0, row.CleanSubscribers, clean)
		}
		if row.Start.After(until) != (c.replayFrom(t, p, "depot") <= t0) {
			t.Errorf("period from %s: depot is covered until %s", row.Start, until)
		}
	}
}

// playedOf reads a plan back as verify does.
func playedOf(t *testing.T, c *Case, p *Plan) []played {
	t.Helper()
	v := verifierOf(c, p)
	if !v.packages() {
		t.Fatal(v.found)
	}
	return v.replay.played
}

func (c *Case) replayFrom(t *testing.T, p *Plan, site string) int {
	t.Helper()
	r := &replay{c: c, s: c.In.Scenario, played: playedOf(t, c, p)}
	return r.cleaning().from(c.traffic()[c.sites[site]].working)
}

func verifierOf(c *Case, p *Plan) *verifier {
	m := c.frame(c.In.Scenario)
	return &verifier{c: c, plan: p, replay: replay{c: c, s: c.In.Scenario, m: m, verifying: true}}
}

// Covered gear with an unknown neighbour: the unknown one does not count as covered, and is said.
func TestCleanUnknown(t *testing.T) {
	t.Parallel()
	base := loadCase(t, firstLook())
	for i := range base.In.Inventory.Elements {
		if e := &base.In.Inventory.Elements[i]; e.ID == "ridge-csr" {
			e.Vendor = "unknown"
		}
	}
	c, err := NewCase(base.In)
	if err != nil {
		t.Fatal(err)
	}
	p := planOf(t, c)
	if p.Totals.CleanAtEnd != 4200 || p.Totals.CleanUnknown != 420 {
		t.Errorf("at the end %d, of them over unknown gear %d", p.Totals.CleanAtEnd, p.Totals.CleanUnknown)
	}
	if !slices.ContainsFunc(p.Assumptions, func(a Assumption) bool {
		return a.Field == "clean paths" && strings.Contains(a.Why, "420 subscribers")
	}) {
		t.Errorf("assumptions %v", p.Assumptions)
	}
	if f := c.Findings[slices.IndexFunc(c.In.Inventory.Elements, func(e inventory.Element) bool { return e.ID == "ridge-csr" })]; f.Verdict != policy.Unknown {
		t.Errorf("ridge-csr is %s", f.Verdict)
	}
}

// demanding is first-look with clean paths demanded.
func demanding(t *testing.T, demands []scenario.CleanPath, set ...string) *Case {
	t.Helper()
	c := loadCase(t, firstLook(), set...)
	c.In.Scenario.CleanPaths = demands
	c, err := NewCase(c.In)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// cleanSince is the last day on which the traffic of a site crosses covered gear.
func cleanSince(t *testing.T, c *Case, p *Plan, site, paths string) inventory.Date {
	t.Helper()
	var until inventory.Date
	tr := c.walkTraffic()[c.sites[site]]
	for _, i := range tr.of(paths) {
		for j := range p.Packages {
			if pp := &p.Packages[j]; pp.ID == c.Packages[i].ID {
				if pp.Deferred() {
					t.Errorf("%s is deferred", pp.ID)
				}
				until = later(until, pp.CoveredUntil)
			}
		}
	}
	return until
}

func TestCleanPathDemanded(t *testing.T) {
	t.Parallel()
	free := loadCase(t, firstLook(), "crews.core=2")
	open := planOf(t, free)
	for _, paths := range scenario.PathWords {
		usual := cleanSince(t, free, open, "birch", paths)
		by := usual.AddDays(-7)
		c := demanding(t, []scenario.CleanPath{{Sites: []string{"birch"}, By: by, Paths: paths}}, "crews.core=2")
		p, err := c.Plan(context.Background(), Options{Effort: testEffort})
		if err != nil {
			t.Errorf("%s by %s: %v", paths, by, err)
			continue
		}
		if got := cleanSince(t, c, p, "birch", paths); got.After(by) {
			t.Errorf("%s: clean after %s, demanded by %s", paths, got, by)
		}
		// The plan that did not know of the demand does not keep it.
		want := fmt.Sprintf(`the traffic of site "birch" that crosses it must be clean by %s (7 days late)`, by)
		found := Verify(c, open)
		if !slices.ContainsFunc(found, func(v Violation) bool { return v.Limit == "clean_path" && strings.Contains(v.Text, want) }) {
			t.Errorf("%s: %v", paths, found)
		}
	}
}

// Where packages may be deferred, those that a demanded path crosses may not.
func TestCleanPathIsNotDeferred(t *testing.T) {
	t.Parallel()
	set := []string{"funding.released[0].amount=600000.00", "funding.released[1].amount=300000.00", "funding.reimbursement.proration=0.395", "deferral=true"}
	c := demanding(t, []scenario.CleanPath{{Sites: []string{"mill"}, By: inventory.MustDate("2028-12-24"), Paths: "working"}}, set...)
	p := planOf(t, c)
	if p.Totals.Deferred == 0 {
		t.Fatal("nothing is deferred: the test is too easy")
	}
	if cleanSince(t, c, p, "mill", "working").IsZero() {
		t.Error("nothing covered on the way of mill")
	}
	for i := range p.Packages {
		if _, site, ok := c.CleanDemand(p.Packages[i].ID); ok && site == "mill" {
			p.Packages[i].Option, p.Packages[i].Method = "defer", "defer"
			p.Packages[i].Activities, p.Packages[i].CoveredUntil = nil, inventory.Date{}
			break
		}
	}
	found := Verify(c, p)
	if !slices.ContainsFunc(found, func(v Violation) bool { return v.Limit == "clean_path" && strings.Contains(v.Text, "is deferred") }) {
		t.Errorf("deferred against the demand: %v", found)
	}
}

// A day that is too early: the limit is named, and what is proposed gives a plan.
func TestCleanPathTooEarly(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	for name, days := range map[string][]string{"one": {"2027-02-07"}, "two": {"2027-02-07", "2027-06-27"}, "the first week": {"2027-01-05"}} {
		var demands []scenario.CleanPath
		for i, d := range days {
			demands = append(demands, scenario.CleanPath{Sites: []string{[]string{"birch", "mill"}[i]}, By: inventory.MustDate(d), Paths: "working"})
		}
		c := demanding(t, demands)
		_, err := c.Plan(context.Background(), Options{Effort: testEffort})
		var none *NoPlanError
		if !errors.As(err, &none) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		i := slices.IndexFunc(none.Clashes, func(c Clash) bool { return c.Field == "clean_path.by" })
		if i < 0 || !strings.Contains(none.Clashes[i].Text, "clean path of birch demanded by "+days[0]) || !strings.Contains(none.Clashes[i].Text, "weeks short") {
			t.Errorf("%s: clashes %v", name, none.Clashes)
		}
		found := false
		for _, ch := range none.Changes {
			if len(ch.Set) != 1 || ch.Set[0].Field != "clean_path.by" {
				continue
			}
			found = true
			changed := demanding(t, demands)
			if err := changed.In.Scenario.Set(ch.Set[0]); err != nil {
				t.Fatal(err)
			}
			p, err := changed.Plan(context.Background(), Options{Effort: 1})
			if err != nil || len(Verify(changed, p)) > 0 {
				t.Errorf("%s: %s gives no plan: %v", name, ch.Text(), err)
			}
		}
		if !found {
			t.Errorf("%s: changes %v", name, none.Changes)
		}
	}
}

func TestCleanPathFaults(t *testing.T) {
	t.Parallel()
	c := loadCase(t, firstLook())
	c.In.Scenario.Pos["clean_path[0].sites"] = strict.Pos{File: "scenario.yaml", Line: 7, Column: 1}
	c.In.Scenario.Pos["clean_path[1].by"] = strict.Pos{File: "scenario.yaml", Line: 8, Column: 1}
	c.In.Scenario.CleanPaths = []scenario.CleanPath{
		{Sites: []string{"birch", "mil"}, By: inventory.MustDate("2027-06-27")},
		{Sites: []string{"depot"}, By: inventory.MustDate("2027-01-03")},
	}
	var r strict.Reader
	checkScenario(&r, c.In)
	got := r.Faults()
	if len(got) != 2 || got[0].Pos.Line != 7 || !strings.Contains(got[0].Message, `clean_path of site "mil"`) || got[0].Hint != `did you mean "mill"?` ||
		got[1].Pos.Line != 8 || !strings.Contains(got[1].Message, "clean_path by 2027-01-03: before the start 2027-01-04") {
		t.Errorf("faults %v", got)
	}
}
