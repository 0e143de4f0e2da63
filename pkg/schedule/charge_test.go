package schedule

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// TestOverdraftByHand has every unit of the charges worked out.
func TestOverdraftByHand(t *testing.T) {
	for _, tt := range []struct {
		name     string
		own      []int64
		num, den int64
		start    int
		flows    []Flow
		want     int64
	}{
		// Balances before the charge of their period: 100, -1000, -1000-50, -400-50-53 (5 % of 1050 is 52.5, a half goes up),
		// and what 5 % of 503 is, 25.15, the last period pays: 50 + 53 + 25.
		{"draw, and most comes back", []int64{100, 100, 100, 100, 100}, 5, 100, 1, []Flow{{0, 0, -1100}, {0, 2, 600}}, 128},
		{"the last balance is charged after the horizon", []int64{0, 0, 0}, 1, 2, 2, []Flow{{0, 0, -1000}}, 0},
		{"so is the second last never", []int64{0, 0, 0}, 1, 2, 1, []Flow{{0, 0, -1000}}, 500},
		{"a half goes up", []int64{0, 0}, 1, 2, 0, []Flow{{0, 0, -1}}, 1},
		{"less than a half goes down", []int64{0, 0, 0}, 49, 100, 0, []Flow{{0, 0, -1}}, 0},
		{"nothing is charged for what is there", []int64{5, 5, 5}, 1, 1, 0, []Flow{{0, 0, -5}}, 0},
		{"a debt that nobody drew", []int64{-10, -10, 0, 0}, 1, 10, 3, nil, 2}, // the charges of 1 and 1.1 stay as a debt of 2: 0.2
		{"a release pays it back", []int64{0, 0, 100, 100}, 1, 10, 0, []Flow{{0, 0, -100}}, 10 + 11 + 2},
		{"no rate", []int64{-10, -10, -10}, 0, 7, 0, nil, 0},
		{"doubling", []int64{-1, -1, -1, -1}, 1, 1, 0, nil, 7},
		{"beyond 64 bits on the way", []int64{-1 << 50, 0}, 1<<62 - 1, 1 << 62, 0, nil, 1 << 50},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := Problem{Horizon: len(tt.own), Groups: []Group{{"g", 1}}, Activities: []Activity{{"a", 0, []Mode{{Flows: tt.flows}}}},
				Reservoirs: []Reservoir{{Name: "v", Supply: slices.Repeat([]int64{1 << 30}, len(tt.own))}},
				Objectives: []Objective{{"o", Overdraft, &Charge{0, tt.own, tt.num, tt.den}}}}
			if err := Validate(&p); err != nil {
				t.Fatal(err)
			}
			if got := Evaluate(p, []int{0}, []int{tt.start})[0]; got != tt.want {
				t.Errorf("Evaluate: %d, want %d", got, tt.want)
			}
			st := newState(compile(&p))
			st.put(0, 0, []int32{int32(tt.start)})
			if st.finish(); st.values[0] != tt.want {
				t.Errorf("search: %d, want %d", st.values[0], tt.want)
			}
			s := Solution{Modes: []int{0}, Starts: []int{tt.start}, Values: []int64{tt.want + 1}}
			if len(Check(p, s)) == 0 {
				t.Error("Check accepts a value that is one too high")
			}
		})
	}
}

// TestOverdraftEqualsEnumeration solves problems small enough to try everything, with an overdraft in each place of the
// objectives: the optimum is found and proved, or it is proved that there is no schedule.
func TestOverdraftEqualsEnumeration(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 1800)
	if testing.Short() {
		n = min(n, 600)
	}
	var optimal, infeasible, charged atomic.Int64
	const lanes = 4
	t.Run("problems", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				for seed := lane; seed < n; seed += lanes {
					p := smallDebt(uint64(seed))
					if err := Validate(&p); err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					want, _, _, feasible := enumerate(p)
					s, err := Solve(context.Background(), p, Options{Seed: uint64(seed), Workers: 1})
					if err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					if !feasible {
						infeasible.Add(1)
						if s.Status != Infeasible {
							t.Errorf("seed %d: status %v where there is no schedule", seed, s.Status)
						}
						continue
					}
					optimal.Add(1)
					for k, o := range p.Objectives {
						if o.Kind == Overdraft && want[k] > 0 {
							charged.Add(1)
							break
						}
					}
					judgeOptimal(t, seed, p, s, want)
				}
			})
		}
	})
	t.Logf("%d proved optimal, %d of these with something charged, %d infeasible", optimal.Load(), charged.Load(), infeasible.Load())
	if charged.Load()*3 < optimal.Load() {
		t.Errorf("something is charged in %d of %d optima only", charged.Load(), optimal.Load())
	}
}

// TestExactOverdrafts has the proving stream find the optimum from nothing, on its own.
func TestExactOverdrafts(t *testing.T) {
	t.Parallel()
	compared := 0
	for seed := range uint64(trials.Of(t, 600)) {
		p := smallDebt(seed)
		s, want, ok := enumerated(p)
		if !ok {
			continue
		}
		compared++
		if x := prove(t, s.m, false); x.infeasible || !slices.Equal(x.best.values, want.values) {
			t.Fatalf("seed %d: proved %v, the optimum is %v", seed, x.best, want.values)
		}
	}
	if compared < trials.Of(t, 600)/3 {
		t.Errorf("only %d compared", compared)
	}
}
