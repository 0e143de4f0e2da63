package planner

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/scenario"
)

// playedPlan lays the plan of a sample open.
func playedPlan(t *testing.T, c *Case, p *Plan) *Play {
	t.Helper()
	play, violations := c.PlayPlan(p, 3*c.In.Scenario.Horizon)
	if len(violations) > 0 {
		t.Fatal(violations)
	}
	return play
}

// taxed gives a case a tax and a contingency.
func taxed(t *testing.T, dir string) *Case {
	t.Helper()
	var r strict.Reader
	in := Load(&r, dir, nil)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	rate := cost.FullRate * 825 / 10_000
	ten := cost.FullRate / 10
	in.Scenario.Estimate.Tax = &scenario.Tax{Other: &rate, Source: "a test"}
	in.Scenario.Estimate.Contingency = &ten
	c, err := NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A line that is a part of others is the part of just those: a tax of what is taxed in its step, contingency of all in its
// step, spares of the gear. Every line is paid once.
func TestPlayLines(t *testing.T) {
	t.Parallel()
	c := taxed(t, firstLook())
	for name, play := range map[string]*Play{"estimate": c.PlayEstimate(), "plan": playedPlan(t, c, planOf(t, c))} {
		seen := map[string]int{}
		for _, p := range play.Packages {
			for i := range p.Lines {
				l := &p.Lines[i]
				it, ok := c.In.Catalog.Item(l.Item)
				part := ok && it.PartOf() || l.Item == "sales-tax" || l.Item == "contingency"
				if part != (len(p.Of[i]) > 0) || p.SetAside[i] != (l.Item == "contingency") {
					t.Errorf("%s: %s: line %s is a part of %v, set aside %v", name, p.ID, l.Item, p.Of[i], p.SetAside[i])
				}
				if !part || !l.Known {
					continue
				}
				seen[l.Item]++
				total := 0.0
				for _, k := range p.Of[i] {
					if k >= i {
						t.Errorf("%s: line %d is a part of %d, which comes after it", p.ID, i, k)
					}
					total += float64(p.Lines[k].Total)
				}
				rate := map[string]float64{"sales-tax": 0.0825, "contingency": 0.1}[l.Item]
				if rate == 0 {
					parts, _ := it.Parts()
					rate = float64(parts.Typical) / float64(cost.FullRate)
				}
				if math.Abs(float64(l.Total)-rate*total) > 1 {
					t.Errorf("%s: %s: %s is %s, and %v of its lines is %.2f", name, p.ID, l.Item, l.Total, rate, rate*total/100)
				}
			}
		}
		if seen["sales-tax"] == 0 || seen["contingency"] == 0 || len(seen) < 3 {
			t.Errorf("%s: parts seen: %v", name, seen)
		}
		for i, p := range play.Packages {
			for k, parts := range p.Parts {
				sum := cost.Rate(0)
				for _, part := range parts {
					sum += part.Weight
					if play.Activities[part.Activity].Package != i {
						t.Errorf("%s: %s: line %d is paid in %s", name, p.ID, k, play.Activities[part.Activity].Name)
					}
				}
				if sum != cost.FullRate {
					t.Errorf("%s: %s: line %d is paid at %s", name, p.ID, k, sum.Percent())
				}
			}
		}
	}
}

// What an activity waits for stands before it and is complete before it starts; the lead time is what the method does not
// take itself; and every package is due by its term and the horizon.
func TestPlayPlan(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"first-look", "pilot-cluster", "controller-2g", "prohibited-replacement"} {
		c := loadCase(t, sample(name))
		p := planOf(t, c)
		play := playedPlan(t, c, p)
		cal := c.frame(c.In.Scenario).cal
		waits := 0
		for i, a := range play.Activities {
			for _, w := range a.After {
				before := &play.Activities[w.Activity]
				waits++
				if w.Activity >= i || before.Start+cal.periods(before.Days)+w.Wait > a.Start {
					t.Errorf("%s: %s in %d waits for %s in %d", name, a.Name, a.Start, before.Name, before.Start)
				}
			}
			if a.Lead < 0 || a.Lead > a.Days || a.Lead > 0 && a.Kind != "prepare" {
				t.Errorf("%s: %s waits %d of %d days", name, a.Name, a.Lead, a.Days)
			}
			if a.Closed != nil && len(a.Closed) != play.Limit {
				t.Errorf("%s: the calendar of %s has %d periods", name, a.Name, len(a.Closed))
			}
		}
		n := len(c.Network)
		for i := range p.Packages {
			n += len(p.Packages[i].Activities)
		}
		if len(play.Activities) != n+len(p.Tests) || waits < n-len(p.Packages) || play.Limit != 3*c.In.Scenario.Horizon {
			t.Errorf("%s: %d activities of %d and %d tests, %d waits, %d periods", name, len(play.Activities), n, len(p.Tests), waits, play.Limit)
		}
		for _, test := range p.Tests {
			at := slices.IndexFunc(play.Activities, func(a PlayActivity) bool { return a.Package < 0 && strings.HasSuffix(a.Name, " "+test.Cluster) })
			for _, id := range test.Packages {
				cutover := slices.IndexFunc(play.Activities, func(a PlayActivity) bool { return a.Name == id+" cutover" })
				if at < 0 || !slices.ContainsFunc(play.Activities[at].After, func(w PlayAfter) bool { return w.Activity == cutover }) {
					t.Errorf("%s: the test of %s does not wait for %s", name, test.Cluster, id)
				}
			}
		}
		if pilot := c.In.Scenario.Order.Pilot; pilot != nil {
			wait := PlayAfter{slices.IndexFunc(play.Activities, func(a PlayActivity) bool { return a.Name == "test of "+pilot.Cluster }), cal.periods(pilot.SoakDays)}
			n := 0
			for _, a := range play.Activities {
				if slices.Contains(a.After, wait) && a.Kind == "cutover" {
					n++
				}
			}
			if n == 0 {
				t.Errorf("%s: nothing waits for the pilot", name)
			}
		}
		last := play.Dues[len(play.Dues)-1]
		if len(last.Activities) != len(play.Activities) || last.Periods != c.In.Scenario.Horizon {
			t.Errorf("%s: due by the horizon %d of %d activities", name, len(last.Activities), len(play.Activities))
		}
		for _, d := range play.Dues {
			for _, a := range d.Activities {
				if x := &play.Activities[a]; x.Start+cal.periods(x.Days) > d.Periods {
					t.Errorf("%s: %s is late for %s", name, x.Name, d.Name)
				}
			}
		}
	}
	c := loadCase(t, firstLook())
	play := playedPlan(t, c, planOf(t, c))
	at := slices.IndexFunc(play.Activities, func(a PlayActivity) bool { return a.Name == "birch-bbu prepare" })
	if at < 0 || play.Activities[at].Lead != 84 {
		t.Errorf("the lead time of a radio: %+v", play.Activities[max(at, 0)].Lead)
	}
	if i := slices.IndexFunc(play.Dues, func(d PlayDue) bool { return d.Name == "term A1" }); i < 0 || len(play.Dues[i].Activities) < 12 {
		t.Errorf("dues %+v", play.Dues)
	}
}

// A limit that the calendar of dates does not reach ends with it.
func TestPlayLimit(t *testing.T) {
	c := loadCase(t, firstLook())
	play, violations := c.PlayPlan(planOf(t, c), 1<<40)
	if len(violations) > 0 || play.Limit != lastPeriod(c.In.Scenario) {
		t.Errorf("%d periods, %v", play.Limit, violations)
	}
	if short, _ := c.PlayPlan(planOf(t, c), 1); short.Limit != c.In.Scenario.Horizon {
		t.Errorf("%d periods", short.Limit)
	}
}

// Every wait that verifying a plan knows of is among those of its activities.
func TestPlayWaits(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"first-look", "controller-2g", "management-function", "ring-of-six"} {
		c := loadCase(t, sample(name), "soak_days=30")
		p := planOf(t, c)
		play := playedPlan(t, c, p)
		m := c.frame(c.In.Scenario)
		at := map[string]int{}
		for i := range play.Activities {
			at[play.Activities[i].Name] = i
		}
		waits := func(then, first string, wait int) {
			a, ok := at[then]
			b, there := at[first]
			if ok && there && !slices.Contains(play.Activities[a].After, PlayAfter{b, wait}) {
				t.Errorf("%s: %s does not wait for %s and %d periods more", name, then, first, wait)
			}
		}
		for i := range c.Packages {
			id := c.Packages[i].ID
			for _, k := range m.order.after[i] {
				waits(id+" cutover", c.Packages[k].ID+" cutover", 0)
			}
			for _, k := range m.order.newFirst[i] {
				waits(id+" cutover", c.Packages[k].ID+" install", 0)
			}
			option := p.of(t, id).Option
			o := slices.IndexFunc(c.Packages[i].Options, func(o Option) bool { return o.ID == option })
			for k, step := range c.Packages[i].Options[o].Steps {
				for j := range k {
					before := c.Packages[i].Options[o].Steps[j].Kind
					wait := step.AfterDays
					if step.Kind == "remove" && before == "cutover" {
						wait = max(wait, 30)
					}
					waits(id+" "+step.Kind, id+" "+before, m.cal.periods(wait))
				}
			}
		}
	}
}
