package schedule

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// mediumDebt is a problem too large to enumerate and small enough to be proved, with an overdraft.
func mediumDebt(seed uint64) Problem {
	return indebted(medium(seed), int(seed%2), rand.New(rand.NewPCG(seed, 41)))
}

// onCharges is the problem with every charge altered.
func onCharges(p Problem, alter func(c *Charge)) Problem {
	p.Objectives = slices.Clone(p.Objectives)
	for k := range p.Objectives {
		if c := p.Objectives[k].Charge; c != nil {
			now := *c
			now.Own = slices.Clone(c.Own)
			alter(&now)
			p.Objectives[k].Charge = &now
		}
	}
	return p
}

// debtChanges are ways to alter a problem with an overdraft. loosens means that it may become feasible.
var debtChanges = []change{
	{"the rate in other terms", func(p Problem, _ *rand.Rand) Problem {
		return onCharges(p, func(c *Charge) { c.Num, c.Den = 7*c.Num, 7*c.Den })
	}, same, false},
	{"more of its own", func(p Problem, r *rand.Rand) Problem {
		return onCharges(p, func(c *Charge) { c.Own = raised(c.Own, r) })
	}, noWorse, false},
	{"a lower rate", func(p Problem, r *rand.Rand) Problem {
		return onCharges(p, func(c *Charge) { c.Num = r.Int64N(c.Num + 1) })
	}, noWorse, false},
	{"all of it later", later, func(p Problem, before, after []int64) bool {
		return p.Objectives[0].Kind != Overdraft || before[0] == after[0]
	}, false},
	{"another order", permuted, same, false},
	{"an idle activity", withIdle, same, false},
	{"in units of a thousandth, doubling", func(p Problem, _ *rand.Rand) Problem { return p }, nil, false}, // see TestOverdraftChanges
}

// later puts two periods in front of everything in which nothing can be done. Sums and makespans grow by what that delays,
// and other modes may be best for them; what is charged does not, because nothing is owed there.
func later(p Problem, _ *rand.Rand) Problem {
	const more = 2
	p.Horizon += more
	front := func(in []int64, x int64) []int64 { return append(slices.Repeat([]int64{x}, more), in...) }
	p.Resources, p.Reservoirs = slices.Clone(p.Resources), slices.Clone(p.Reservoirs)
	for i := range p.Resources {
		p.Resources[i].Capacity = front(p.Resources[i].Capacity, 0)
	}
	for v := range p.Reservoirs {
		p.Reservoirs[v].Supply = front(p.Reservoirs[v].Supply, 0)
		if p.Reservoirs[v].MaxDraw != nil {
			p.Reservoirs[v].MaxDraw = front(p.Reservoirs[v].MaxDraw, 0)
		}
	}
	p = onCharges(p, func(c *Charge) { c.Own = front(c.Own, 0) })
	if p.Overlap != nil {
		p.Overlap = delayed{p.Overlap, more}
	}
	return withModes(p, func(md *Mode) {
		md.Release += more
		if md.Due > 0 {
			md.Due += more
		}
		if md.Closed != nil {
			md.Closed = append(make([]bool, more), md.Closed...)
		}
	})
}

// delayed asks a set function about the period that one was before.
type delayed struct {
	fn   SetFunction
	more int
}

func (f delayed) Allowed(t int, set []Running) bool { return t < f.more || f.fn.Allowed(t-f.more, set) }

// TestOverdraftChanges alters problems with overdrafts in ways that have a known effect on the optimum.
func TestOverdraftChanges(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 280)
	if testing.Short() {
		n = min(n, 70)
	}
	const lanes = 2
	for lane := range lanes {
		t.Run(fmt.Sprint(lane), func(t *testing.T) {
			t.Parallel()
			optimal, open := 0, 0
			for seed := lane; seed < n; seed += lanes {
				p, r := mediumDebt(uint64(seed)), rand.New(rand.NewPCG(uint64(seed), 12))
				c := debtChanges[seed/lanes%len(debtChanges)]
				if c.want == nil { // a rate of 1 rounds nothing, so all amounts may be in any unit
					p = onCharges(p, func(c *Charge) { c.Num, c.Den = 1, 1 })
					c.make = func(p Problem, _ *rand.Rand) Problem { return inflated(p, 1000) }
					c.want = func(p Problem, before, after []int64) bool {
						want := slices.Clone(before)
						for k, o := range p.Objectives {
							if o.Kind == Overdraft {
								want[k] *= 1000
							}
						}
						return slices.Equal(after, want)
					}
				}
				before, after := settle(t, seed, p), settle(t, seed, c.make(p, r))
				switch {
				case before.Status == Optimal && after.Status == Optimal:
					optimal++
					if !c.want(p, before.Values, after.Values) {
						t.Errorf("seed %d: %s: %v, then %v", seed, c.name, before.Values, after.Values)
					}
				case before.Status == Infeasible && after.Status == Infeasible:
				case before.Status == Unknown || after.Status == Unknown || before.Status == Feasible || after.Status == Feasible:
					open++
				default:
					t.Errorf("seed %d: %s: status %v, then %v", seed, c.name, before.Status, after.Status)
				}
			}
			t.Logf("%d optimal before and after, %d not settled", optimal, open)
			if optimal*4 < n/lanes {
				t.Errorf("of %d only %d are optimal before and after, %d not settled", n/lanes, optimal, open)
			}
		})
	}
}

// TestTidyKeepsOverdrafts wants the last pass of Solve, which brings forward what matters to nobody, to cost nothing: a step
// that could be early is late where its money would have to be borrowed.
func TestTidyKeepsOverdrafts(t *testing.T) {
	p := Problem{Horizon: 10, Groups: []Group{{"g", 1}}, Activities: []Activity{{"a", 0, []Mode{{Duration: 1, Flows: []Flow{{0, 0, -100}}}}}},
		Reservoirs: []Reservoir{{Name: "v", Supply: slices.Repeat([]int64{100}, 10)}},
		Objectives: []Objective{{"o", Overdraft, &Charge{0, []int64{0, 0, 0, 0, 0, 0, 100, 100, 100, 100}, 1, 10}}}}
	s, err := Solve(context.Background(), p, Options{Effort: 20_000})
	if err != nil || s.Status != Optimal || s.Values[0] != 0 || s.Starts[0] != 6 {
		t.Errorf("status %v, values %v, starts %v, %v: want a start in period 6, the first that costs nothing", s.Status, s.Values, s.Starts, err)
	}
}
