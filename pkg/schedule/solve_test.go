package schedule

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/trials"
)

// TestSolveAgainstEnumeration compares Solve, cut short, with the truth on problems small enough to enumerate.
func TestSolveAgainstEnumeration(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 300)
	if testing.Short() {
		n = min(n, 100)
	}
	var solved, reached, proved, infeasible, shown, missed atomic.Int64
	const lanes = 4
	t.Run("problems", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				for seed := lane; seed < n; seed += lanes {
					p := small(uint64(seed))
					if err := Validate(&p); err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					want, _, _, feasible := enumerate(p)
					s, err := Solve(context.Background(), p, Options{Effort: 20_000, Seed: uint64(seed), Workers: 1})
					if err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					if !feasible {
						infeasible.Add(1)
						if s.Status == Infeasible {
							shown.Add(1)
						}
						if s.Starts != nil {
							t.Errorf("seed %d: a schedule where there is none", seed)
						}
						continue
					}
					solved.Add(1)
					judge(t, seed, p, s, want)
					switch {
					case s.Values == nil:
						missed.Add(1)
					case slices.Equal(s.Values, want):
						reached.Add(1)
					}
					if s.Status == Optimal {
						proved.Add(1)
					}
				}
			})
		}
	})
	t.Logf("%d feasible: optimum reached %d, proved %d, nothing found %d; %d infeasible: proved %d",
		solved.Load(), reached.Load(), proved.Load(), missed.Load(), infeasible.Load(), shown.Load())
	if reached.Load()*100 < solved.Load()*95 {
		t.Errorf("optimum reached in %d of %d", reached.Load(), solved.Load())
	}
}

// judge fails the test when a solution of a feasible problem contradicts its true optimum.
func judge(t *testing.T, seed int, p Problem, s Solution, want []int64) {
	t.Helper()
	if s.Status == Infeasible {
		t.Errorf("seed %d: infeasible claimed, optimum is %v: %v", seed, want, s.Reason)
		return
	}
	if s.BoundKnown[0] && s.Bounds[0] > want[0] {
		t.Errorf("seed %d: bound %d above the optimum %d", seed, s.Bounds[0], want[0])
	}
	if s.Values == nil {
		if len(s.Reason) == 0 {
			t.Errorf("seed %d: unknown without a reason", seed)
		}
		return
	}
	for _, c := range Check(p, s) {
		t.Errorf("seed %d: %s", seed, c.Text)
	}
	if slices.Compare(s.Values, want) < 0 {
		t.Errorf("seed %d: value %v below the optimum %v", seed, s.Values, want)
	}
	if len(want) > 1 && s.Values[0] == want[0] && s.BoundKnown[1] && s.Bounds[1] > want[1] {
		t.Errorf("seed %d: second bound %d above the optimum %v", seed, s.Bounds[1], want)
	}
	if s.Status == Optimal && !slices.Equal(s.Values, want) {
		t.Errorf("seed %d: %v called optimal, optimum is %v", seed, s.Values, want)
	}
}

// TestCancel ends the context while the search runs: the best so far comes back, and soon.
func TestCancel(t *testing.T) {
	p := network(60, 1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var at time.Time
	s, err := Solve(ctx, p, Options{Effort: 1 << 40, Progress: func(pr Progress) {
		if pr.Values != nil && at.IsZero() {
			at = time.Now()
			cancel()
		}
	}})
	if err != nil || !s.Stopped || s.Status != Feasible || len(Check(p, s)) > 0 {
		t.Fatalf("stopped %v, status %v, err %v", s.Stopped, s.Status, err)
	}
	t.Logf("came back after %v", time.Since(at)) // 100 ms is the promise; a loaded machine must not fail the test
	if took := time.Since(at); took > 5*time.Second {
		t.Errorf("came back after %v", took)
	}
	cancel()
	s, err = Solve(ctx, p, Options{})
	if err != nil || !s.Stopped || s.Status != Unknown {
		t.Errorf("with a dead context: stopped %v, status %v, err %v", s.Stopped, s.Status, err)
	}
}

// TestFirst wants any schedule, soon, where there is one, and a reason where there is none.
func TestFirst(t *testing.T) {
	p := network(80, 2)
	s, err := Solve(context.Background(), p, Options{First: true})
	if err != nil || s.Values == nil || len(Check(p, s)) > 0 {
		t.Fatalf("status %v, err %v", s.Status, err)
	}
	t.Logf("work until the first schedule: %d", s.Work)
	for t := range p.Reservoirs[0].Supply {
		p.Reservoirs[0].Supply[t] /= 5
	}
	s, err = Solve(context.Background(), p, Options{First: true})
	if err != nil || s.Status != Infeasible || len(s.Reason) == 0 || s.Reason[0].Kind != LimitReservoir || s.Reason[0].Amount <= 0 {
		t.Errorf("a fifth of the money: status %v, reason %v, err %v", s.Status, s.Reason, err)
	}
}

// TestInfeasibleNamesTheLimit makes one limit impossible at a time.
func TestInfeasibleNamesTheLimit(t *testing.T) {
	for _, tt := range []struct {
		name  string
		wreck func(p *Problem)
		want  LimitKind
	}{
		{"horizon", func(p *Problem) { p.Activities[2].Modes[0].Duration = 9 }, LimitHorizon},
		{"window", func(p *Problem) { p.Activities[2].Modes[0].Release, p.Activities[2].Modes[0].Due = 4, 5 }, LimitWindow},
		{"closed", func(p *Problem) {
			p.Activities[2].Modes[0].Closed = []bool{false, true, false, true, false, true, false, true}
		}, LimitWindow},
		{"resource", func(p *Problem) { clear(p.Resources[0].Capacity) }, LimitResource},
		{"work", func(p *Problem) {
			for t := range p.Resources[0].Capacity {
				p.Resources[0].Capacity[t] = int64(1 - t/3%2)
			}
			p.Activities[2].Modes[0].Duration, p.Activities[2].Modes[0].Closed = 4, nil
		}, LimitResource},
		{"budget", func(p *Problem) { p.Budgets[0].Capacity = 2 }, LimitBudget},
		{"reservoir", func(p *Problem) { p.Reservoirs[0].Supply[7] = 3 }, LimitReservoir},
		{"draw", func(p *Problem) {
			for t := range p.Reservoirs[0].MaxDraw {
				p.Reservoirs[0].MaxDraw[t] = 3
			}
		}, LimitDraw},
		{"overlap", func(p *Problem) { p.Overlap = never{} }, LimitOverlap},
		{"lag", func(p *Problem) { p.Lags = append(p.Lags, Lag{2, 0, 4}); p.Activities[0].Modes[1].Duration = 6 }, LimitLag},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, _ := plain()
			tt.wreck(&p)
			s, err := Solve(context.Background(), p, Options{Effort: 10_000})
			if err != nil || s.Status != Infeasible || len(s.Reason) == 0 || s.Reason[0].Kind != tt.want {
				t.Fatalf("status %v, reason %+v, err %v; want kind %v", s.Status, s.Reason, err, tt.want)
			}
			if r := s.Reason[0]; len(r.Activities) == 0 || r.Text == "" {
				t.Errorf("bare reason %+v", r)
			}
			if _, _, _, found := enumerate(p); found {
				t.Error("enumeration finds a schedule")
			}
		})
	}
}

// never forbids everything.
type never struct{}

func (never) Allowed(int, []Running) bool { return false }

// TestDegenerate solves problems with nothing in them.
func TestDegenerate(t *testing.T) {
	one := []Objective{{Name: "o", Kind: Sum}}
	for name, p := range map[string]Problem{
		"empty":           {Horizon: 1, Objectives: one},
		"empty group":     {Horizon: 3, Objectives: []Objective{{Name: "o", Kind: Makespan}}, Groups: []Group{{"g", 2}}},
		"all absent":      {Horizon: 2, Objectives: one, Groups: []Group{{"g", 1}}, Activities: []Activity{{"a", 0, []Mode{{Absent: true, Costs: []Cost{{7, 9}}}}}}},
		"no duration":     {Horizon: 2, Objectives: one, Groups: []Group{{"g", 1}}, Activities: []Activity{{"a", 0, []Mode{{Release: 2, Costs: []Cost{{0, 1}}}}}}},
		"nothing to gain": {Horizon: 5, Objectives: one, Groups: []Group{{"g", 1}, {"h", 1}}, Activities: []Activity{{"a", 0, []Mode{{Duration: 2}}}, {"b", 1, []Mode{{Duration: 2}}}}, Lags: []Lag{{0, 1, -1}}},
	} {
		s, err := Solve(context.Background(), p, Options{Effort: 10_000})
		if err != nil || s.Status != Optimal || len(Check(p, s)) > 0 {
			t.Errorf("%s: status %v, %v, err %v", name, s.Status, Check(p, s), err)
		}
		if in, ok := InOrder(p, nil, slices.Repeat([]int{-1}, len(p.Groups))); !ok || len(Check(p, in)) > 0 {
			t.Errorf("%s: in order: %v %v", name, ok, Check(p, in))
		}
	}
}

// TestModesMatterToOverlap has two modes that differ in nothing but what the set function says: neither replaces the other.
func TestModesMatterToOverlap(t *testing.T) {
	md := Mode{Duration: 1, Exclusive: true, Costs: []Cost{{0, 1}}}
	p := Problem{Horizon: 2, Objectives: []Objective{{Name: "o", Kind: Sum}}, Groups: []Group{{"g", 2}}, Activities: []Activity{{"a", 0, []Mode{md, md}}}, Overlap: onlyMode(1)}
	s, err := Solve(context.Background(), p, Options{Effort: 1_000})
	if err != nil || s.Status != Optimal || s.Modes[0] != 1 || s.Starts[0] != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// onlyMode allows activities in one mode only.
type onlyMode int

func (f onlyMode) Allowed(_ int, set []Running) bool {
	return !slices.ContainsFunc(set, func(r Running) bool { return r.Mode != int(f) })
}

// TestBoundWhereThePredecessorIsAbsent has a lag from an activity that one mode leaves out: the lag must cost that mode
// nothing. The crew makes the relaxation work; a bound that forgets the exception exceeds the optimum.
func TestBoundWhereThePredecessorIsAbsent(t *testing.T) {
	p := Problem{Horizon: 6, Objectives: []Objective{{Name: "o", Kind: Sum}}, Resources: []Resource{{"crew", []int64{1, 1, 1, 1, 1, 1}}}}
	for g := range 3 {
		crew := []Demand{{0, 1}}
		p.Groups = append(p.Groups, Group{"hub", 2}, Group{"tail", 1})
		p.Activities = append(p.Activities,
			Activity{"hub", 2 * g, []Mode{{Duration: 2, Demands: crew}, {Absent: true, Costs: []Cost{{3, 0}}}}},
			Activity{"tail", 2*g + 1, []Mode{{Duration: 1, Demands: crew, Costs: []Cost{{0, 2}}}}})
		p.Lags = append(p.Lags, Lag{2 * g, 2*g + 1, 0})
	}
	want, _, _, _ := enumerate(p)
	s, err := Solve(context.Background(), p, Options{Effort: 50_000})
	if err != nil {
		t.Fatal(err)
	}
	judge(t, 0, p, s, want)
	if !slices.Equal(s.Values, want) {
		t.Errorf("value %v, optimum %v, bound %d", s.Values, want, s.Bounds[0])
	}
}
