package schedule

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// medium makes a problem of 8 to 20 activities that uses every part of the model: too large to enumerate, small enough to be
// proved.
func medium(seed uint64) Problem {
	g := &maker{Rand: rand.New(rand.NewPCG(seed, 4711))}
	h := g.between(14, 22)
	g.p = Problem{Horizon: h, Objectives: []Objective{{Name: "first"}, {Name: "second"}}}
	if g.IntN(3) == 0 {
		g.p.Objectives[g.IntN(2)].Kind = Makespan
	}
	for range g.between(1, 2) {
		g.p.Resources = append(g.p.Resources, Resource{"crew", g.series(2, 4)})
	}
	if g.IntN(3) == 0 {
		g.p.Budgets = append(g.p.Budgets, Budget{"budget", int64(g.between(14, 40))})
	}
	if g.IntN(2) == 0 {
		cash := Reservoir{Name: "cash", Supply: g.series(15, 60)}
		slices.Sort(cash.Supply)
		if g.IntN(3) == 0 {
			cash.MaxDraw = g.series(5, 12)
		}
		g.p.Reservoirs = append(g.p.Reservoirs, cash)
	}
	g.closed = make([]bool, h)
	for t := range g.closed {
		g.closed[t] = g.IntN(6) == 0
	}
	acts := 8 + min(g.IntN(13), g.IntN(13))
	groups := g.between(acts/2, acts)
	for range groups {
		g.p.Groups = append(g.p.Groups, Group{"group", 1 + g.IntN(4)/3 + g.IntN(4)/3})
	}
	for a := range acts {
		act := Activity{Name: fmt.Sprint(a), Group: a}
		if a >= groups {
			act.Group = g.IntN(groups)
		}
		for range g.p.Groups[act.Group].Modes {
			act.Modes = append(act.Modes, g.mode())
		}
		g.p.Activities = append(g.p.Activities, act)
	}
	g.relate(acts)
	return g.p
}

// maker makes random problems.
type maker struct {
	*rand.Rand
	p      Problem
	closed []bool
}

func (g *maker) between(lo, hi int) int { return lo + g.IntN(hi-lo+1) }

func (g *maker) series(lo, hi int) []int64 {
	out := make([]int64, g.p.Horizon)
	for t := range out {
		out[t] = int64(g.between(lo, hi))
	}
	return out
}

func (g *maker) mode() Mode {
	md := Mode{Duration: g.IntN(4), Absent: g.IntN(12) == 0, Exclusive: g.IntN(3) == 0}
	if g.IntN(6) == 0 {
		md.Release = g.IntN(5)
	}
	if g.IntN(6) == 0 {
		md.Due = g.p.Horizon - g.IntN(4)
	}
	if g.IntN(4) == 0 {
		md.Closed = g.closed
	}
	for r := range g.p.Resources {
		if g.IntN(2) == 0 {
			md.Demands = append(md.Demands, Demand{r, int64(g.between(1, 2))})
		}
	}
	for b := range g.p.Budgets {
		md.Uses = append(md.Uses, Use{b, int64(g.IntN(4))})
	}
	for v := range g.p.Reservoirs {
		if out := g.IntN(6); out > 0 {
			md.Flows = append(md.Flows, Flow{v, g.IntN(2), int64(-out)}, Flow{v, g.between(2, 6), int64(g.IntN(out + 1))})
		}
	}
	md.Costs = []Cost{{int64(g.between(-3, 9)), int64(g.IntN(5))}, {int64(g.IntN(9)), int64(g.IntN(3))}}
	return md
}

// relate adds lags and a set function.
func (g *maker) relate(acts int) {
	f := pairs{bad: map[[2]int]bool{}, few: g.IntN(3) == 0, not: -1}
	for b := range acts {
		for a := range b {
			if g.IntN(acts) == 0 {
				g.p.Lags = append(g.p.Lags, Lag{a, b, g.between(-2, 1)})
			}
			f.bad[[2]int{a, b}] = g.IntN(5) == 0
		}
	}
	if g.IntN(2) == 0 {
		g.p.Overlap = f
	}
}

// change is a way to alter a problem, and what that may do to its optimum.
type change struct {
	name    string
	make    func(p Problem, r *rand.Rand) Problem
	want    func(p Problem, before, after []int64) bool
	loosens bool // it may make a problem feasible
}

func noWorse(_ Problem, before, after []int64) bool { return slices.Compare(after, before) <= 0 }
func same(_ Problem, before, after []int64) bool    { return slices.Equal(after, before) }

var changes = []change{
	{"more capacity", moreCapacity, noWorse, true},
	{"more money", moreMoney, noWorse, true},
	{"a later horizon", laterHorizon, noWorse, true},
	{"another order", permuted, same, false},
	{"an idle activity", withIdle, same, false},
	{"a redundant lag", redundantLag, same, false},
	{"costs in another unit", scaled, func(p Problem, before, after []int64) bool {
		want := slices.Clone(before)
		for k, o := range p.Objectives {
			if o.Kind == Sum {
				want[k] *= 7
			}
		}
		return slices.Equal(after, want)
	}, false},
}

func moreCapacity(p Problem, r *rand.Rand) Problem {
	p.Resources = slices.Clone(p.Resources)
	for i := range p.Resources {
		p.Resources[i].Capacity = raised(p.Resources[i].Capacity, r)
	}
	return p
}

func raised(in []int64, r *rand.Rand) []int64 {
	out := slices.Clone(in)
	for t := range out {
		out[t] += r.Int64N(2)
	}
	return out
}

func moreMoney(p Problem, r *rand.Rand) Problem {
	p.Budgets, p.Reservoirs = slices.Clone(p.Budgets), slices.Clone(p.Reservoirs)
	for b := range p.Budgets {
		p.Budgets[b].Capacity += r.Int64N(5)
	}
	for v := range p.Reservoirs {
		p.Reservoirs[v].Supply = raised(p.Reservoirs[v].Supply, r)
		if p.Reservoirs[v].MaxDraw != nil {
			p.Reservoirs[v].MaxDraw = raised(p.Reservoirs[v].MaxDraw, r)
		}
	}
	return p
}

// laterHorizon adds periods. Draws that used to fall behind the horizon count then, so there must be enough for them.
func laterHorizon(p Problem, r *rand.Rand) Problem {
	more := 1 + r.IntN(4)
	p.Horizon += more
	p.Resources, p.Reservoirs = slices.Clone(p.Resources), slices.Clone(p.Reservoirs)
	for i := range p.Resources {
		p.Resources[i].Capacity = extended(p.Resources[i].Capacity, more, r.Int64N(4))
	}
	for v := range p.Reservoirs {
		p.Reservoirs[v].Supply = extended(p.Reservoirs[v].Supply, more, 1000)
		if p.Reservoirs[v].MaxDraw != nil {
			p.Reservoirs[v].MaxDraw = extended(p.Reservoirs[v].MaxDraw, more, 1000)
		}
	}
	return withModes(p, func(md *Mode) {
		if md.Closed != nil {
			md.Closed = extended(md.Closed, more, false)
		}
	})
}

func extended[T any](in []T, n int, x T) []T {
	return append(slices.Clone(in), slices.Repeat([]T{x}, n)...)
}

// withModes is the problem with every mode altered.
func withModes(p Problem, alter func(md *Mode)) Problem {
	p.Activities = slices.Clone(p.Activities)
	for a := range p.Activities {
		p.Activities[a].Modes = slices.Clone(p.Activities[a].Modes)
		for m := range p.Activities[a].Modes {
			alter(&p.Activities[a].Modes[m])
		}
	}
	return p
}

func withIdle(p Problem, r *rand.Rand) Problem {
	p.Groups = append(slices.Clone(p.Groups), Group{"idle", 1})
	p.Activities = append(slices.Clone(p.Activities), Activity{"idle", len(p.Groups) - 1, []Mode{{Release: 0}}})
	return p
}

// redundantLag adds what a chain of two lags implies, and a weaker copy of a lag.
func redundantLag(p Problem, r *rand.Rand) Problem {
	lags := slices.Clone(p.Lags)
	for _, l := range p.Lags {
		for _, n := range p.Lags {
			if d, always := leastDuration(&p.Activities[l.To]); n.From == l.To && always {
				lags = append(lags, Lag{l.From, n.To, l.Min + d + n.Min})
			}
		}
		lags = append(lags, Lag{l.From, l.To, l.Min - r.IntN(2)})
	}
	p.Lags = lags
	return p
}

// leastDuration is the least duration of an activity, if it takes place in every mode.
func leastDuration(a *Activity) (d int, always bool) {
	d = a.Modes[0].Duration
	for _, md := range a.Modes {
		if md.Absent {
			return 0, false
		}
		d = min(d, md.Duration)
	}
	return d, true
}

func scaled(p Problem, _ *rand.Rand) Problem {
	return withModes(p, func(md *Mode) {
		md.Costs = slices.Clone(md.Costs)
		for k := range md.Costs {
			md.Costs[k].Fixed, md.Costs[k].Rate = md.Costs[k].Fixed*7, md.Costs[k].Rate*7
		}
	})
}

// permuted is the same problem with everything in another order.
func permuted(p Problem, r *rand.Rand) Problem {
	q := Problem{Horizon: p.Horizon, Objectives: p.Objectives}
	act, group, res := r.Perm(len(p.Activities)), r.Perm(len(p.Groups)), r.Perm(len(p.Resources))
	q.Budgets, q.Reservoirs = p.Budgets, p.Reservoirs // one each at most
	modes := make([][]int, len(p.Groups))
	for _, g := range group {
		modes[g] = r.Perm(p.Groups[g].Modes)
		q.Groups = append(q.Groups, p.Groups[g])
	}
	for _, i := range res {
		q.Resources = append(q.Resources, p.Resources[i])
	}
	for _, a := range act {
		from := &p.Activities[a]
		to := Activity{from.Name, slices.Index(group, from.Group), nil}
		for _, m := range modes[from.Group] {
			md := from.Modes[m]
			md.Demands = slices.Clone(md.Demands)
			for d := range md.Demands {
				md.Demands[d].Resource = slices.Index(res, md.Demands[d].Resource)
			}
			r.Shuffle(len(md.Demands), func(i, j int) { md.Demands[i], md.Demands[j] = md.Demands[j], md.Demands[i] })
			to.Modes = append(to.Modes, md)
		}
		q.Activities = append(q.Activities, to)
	}
	for _, l := range p.Lags {
		q.Lags = append(q.Lags, Lag{slices.Index(act, l.From), slices.Index(act, l.To), l.Min})
	}
	r.Shuffle(len(q.Lags), func(i, j int) { q.Lags[i], q.Lags[j] = q.Lags[j], q.Lags[i] })
	if p.Overlap != nil {
		q.Overlap = renamed{p.Overlap, act, modes, q.Activities, group}
	}
	return q
}

// renamed asks a set function under the names that activities and modes had before.
type renamed struct {
	fn    SetFunction
	act   []int   // old number of an activity
	modes [][]int // old number of a mode, per old group
	now   []Activity
	group []int // old number of a group
}

func (f renamed) Allowed(t int, set []Running) bool {
	old := make([]Running, len(set))
	for i, x := range set {
		old[i] = Running{f.act[x.Activity], f.modes[f.group[f.now[x.Activity].Group]][x.Mode]}
	}
	return f.fn.Allowed(t, old)
}

// TestMetamorphic alters problems in ways that have a known effect on the optimum. All are solved to the end before and after.
func TestMetamorphic(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 1000)
	if testing.Short() {
		n = min(n, 100)
	}
	const lanes = 4
	var optimal, infeasible, open atomic.Int64
	t.Run("problems", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				for seed := lane; seed < n; seed += lanes {
					p, r := medium(uint64(seed)), rand.New(rand.NewPCG(uint64(seed), 12))
					before, c := settle(t, seed, p), changes[seed%len(changes)]
					after := settle(t, seed, c.make(p, r))
					switch {
					case before.Status == Optimal && after.Status == Optimal:
						optimal.Add(1)
						if !c.want(p, before.Values, after.Values) {
							t.Errorf("seed %d: %s: %v, then %v", seed, c.name, before.Values, after.Values)
						}
					case before.Status == Infeasible && (after.Status == Infeasible || c.loosens):
						infeasible.Add(1)
					case before.Status == Unknown || after.Status == Unknown || before.Status == Feasible || after.Status == Feasible:
						open.Add(1)
					default:
						t.Errorf("seed %d: %s: status %v, then %v", seed, c.name, before.Status, after.Status)
					}
				}
			})
		}
	})
	t.Logf("%d optimal before and after, %d infeasible at first, %d not settled", optimal.Load(), infeasible.Load(), open.Load())
	if open.Load()*100 > int64(n) || optimal.Load()*2 < int64(n) {
		t.Errorf("of %d problems %d were proved, %d not settled", n, optimal.Load(), open.Load())
	}
}

// settle solves a problem to the end.
func settle(t *testing.T, seed int, p Problem) Solution {
	t.Helper()
	if err := Validate(&p); err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	s, err := Solve(context.Background(), p, Options{Seed: uint64(seed), Workers: 1, Effort: 2_000_000})
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	if s.Values != nil && len(Check(p, s)) > 0 {
		t.Errorf("seed %d: %v", seed, Check(p, s))
	}
	return s
}
