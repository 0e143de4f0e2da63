package milp

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/schedule"
)

// columnsOf is the point of the program that stands for a schedule; ok is false where it has a start without a column.
func columnsOf(m *Model, modes, starts []int) (x []int64, ok bool) {
	l := &m.layout
	x = make([]int64, l.columns)
	for g, mode := range modes {
		x[l.y[g]+mode] = 1
	}
	for a := range m.p.Activities {
		am := l.am(a, modes[m.p.Activities[a].Group])
		if am.absent {
			continue
		}
		at := am.at(starts[a])
		if at < 0 {
			return nil, false
		}
		x[at] = 1
		for n := 2; am.b >= 0 && n < len(am.starts); n++ {
			if am.starts[n-1] >= starts[a] {
				x[am.begun(n)] = 1
			}
		}
		if l.z >= 0 {
			x[l.z] = max(x[l.z], int64(starts[a]+am.dur))
		}
	}
	for v, r := range m.p.Reservoirs {
		for t := range m.p.Horizon {
			x[m.level(v, t)] = r.Supply[t]
			for a := range m.p.Activities {
				md := m.p.Activities[a].Modes[modes[m.p.Activities[a].Group]]
				for _, f := range md.Flows {
					if f.Reservoir == v && !md.Absent && starts[a]+f.Offset <= t {
						x[m.level(v, t)] += f.Amount
					}
				}
			}
		}
	}
	return x, true
}

// broken names a row that a point breaks, or a column below its bound; "" where there is none. It also gives the objective.
func broken(m *Model, x []int64) (name string, objective int64) {
	for col := m.layout.firstLevel; col < m.layout.columns; col++ {
		if x[col] < 0 {
			return string(m.appendColumn(nil, col)), 0
		}
	}
	for r := range m.rows() {
		sum := int64(0)
		for _, t := range r.terms {
			sum += t.val * x[t.col]
		}
		switch {
		case r.sense == 'N':
			objective = sum
		case r.sense == 'E' && sum != r.rhs, r.sense == 'L' && sum > r.rhs, r.sense == 'G' && sum < r.rhs:
			return string(r.name), objective
		}
	}
	return "", objective
}

// shake draws a schedule: any modes, and starts that follow from a random order of priority or are near those of a good one.
func shake(r *rand.Rand, p *schedule.Problem, good schedule.Solution) (modes, starts []int) {
	modes = make([]int, len(p.Groups))
	near := good.Starts != nil && r.IntN(4) > 0
	for g := range modes {
		modes[g] = r.IntN(p.Groups[g].Modes)
		if near && r.IntN(8) > 0 {
			modes[g] = good.Modes[g]
		}
	}
	starts = make([]int, len(p.Activities))
	for a := range starts {
		md := &p.Activities[a].Modes[modes[p.Activities[a].Group]]
		all := schedStarts(p, md)
		switch {
		case md.Absent || len(all) == 0:
			starts[a] = -1
		case near && good.Starts[a] >= 0 && r.IntN(12) > 0:
			starts[a] = good.Starts[a]
		default:
			starts[a] = all[r.IntN(len(all))]
		}
	}
	return modes, starts
}

// schedStarts are the starts that Check has nothing against, for one activity.
func schedStarts(p *schedule.Problem, md *schedule.Mode) (out []int) {
	alone := schedule.Mode{Absent: md.Absent, Duration: md.Duration, Release: md.Release, Due: md.Due, Closed: md.Closed}
	one := schedule.Problem{Horizon: p.Horizon, Objectives: []schedule.Objective{{}}, Groups: []schedule.Group{{Modes: 1}}}
	one.Activities = []schedule.Activity{{Modes: []schedule.Mode{alone}}}
	for s := 0; s <= p.Horizon && !md.Absent; s++ {
		if len(schedule.Check(one, schedule.Solution{Modes: []int{0}, Starts: []int{s}})) == 0 {
			out = append(out, s)
		}
	}
	return out
}

// Every schedule that Check accepts satisfies all rows, with the objective that Evaluate gives; every other one breaks a
// row. With and without columns b, so for long horizons and for short ones.
func TestRowsSayWhatCheckSays(t *testing.T) {
	t.Parallel()
	valid, alone := 0, map[schedule.LimitKind]int{} // alone: how often a kind of limit was the only one broken
	for seed := range uint64(trials.Of(t, 60)) {
		p := random(seed, 3+int(seed%9))
		good, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: 2000, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, sums := range []int{0, direct} {
			m, err := build(context.Background(), &p, Options{}, sums)
			if err != nil || !m.Complete() {
				t.Fatalf("seed %d: only sets of %d are known, %v", seed, m.overlap.size, err)
			}
			r := rand.New(rand.NewPCG(seed, 5))
			for range 300 {
				modes, starts := shake(r, &p, good)
				clashes := compare(t, m, modes, starts)
				if len(clashes) == 1 {
					alone[clashes[0].Kind]++
				}
				if len(clashes) == 0 {
					valid++
				}
			}
		}
	}
	for _, kind := range []schedule.LimitKind{schedule.LimitLag, schedule.LimitResource, schedule.LimitBudget,
		schedule.LimitReservoir, schedule.LimitDraw, schedule.LimitOverlap} {
		if alone[kind] < 10 && !trials.Raced {
			t.Errorf("kind %d was the only thing wrong with %d schedules: the test does not see it", kind, alone[kind])
		}
	}
	if valid < 500 && !trials.Raced {
		t.Errorf("only %d schedules were valid", valid)
	}
}

// compare asks the rows and Check about a schedule, and returns what Check says.
func compare(t *testing.T, m *Model, modes, starts []int) []schedule.Clash {
	t.Helper()
	clashes := schedule.Check(*m.p, schedule.Solution{Modes: modes, Starts: starts})
	x, ok := columnsOf(m, modes, starts)
	name, objective := "no column", int64(0)
	if ok {
		name, objective = broken(m, x)
	}
	if (name == "") != (len(clashes) == 0) {
		t.Fatalf("modes %v, starts %v: row %q, Check says %v", modes, starts, name, clashes)
	}
	if want := schedule.Evaluate(*m.p, modes, starts)[0]; name == "" && objective != want {
		t.Fatalf("modes %v, starts %v: objective %d, want %d", modes, starts, objective, want)
	}
	return clashes
}

// The columns x are the starts that Check has nothing against.
func TestStarts(t *testing.T) {
	for seed := range uint64(40) {
		p := random(seed, 12)
		for a := range p.Activities {
			for i := range p.Activities[a].Modes {
				md := &p.Activities[a].Modes[i]
				if got, want := starts(&p, md), schedStarts(&p, md); !slices.Equal(got, want) {
					t.Fatalf("seed %d, %+v: %v, want %v", seed, *md, got, want)
				}
			}
		}
	}
}

// With the first objective held, the program is of the second, and has room for what is no worse in the first.
func TestAfter(t *testing.T) {
	for seed := range uint64(20) {
		p := random(seed, 8)
		good, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: 2000})
		if err != nil || good.Starts == nil {
			continue
		}
		first, err := New(context.Background(), &p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for less := range int64(2) {
			m, err := first.After([]int64{good.Values[0] - less})
			if err != nil {
				t.Fatal(err)
			}
			x, _ := columnsOf(m, good.Modes, good.Starts)
			name, objective := broken(m, x)
			if less == 0 && (name != "" || objective != good.Values[1]) {
				t.Errorf("seed %d: row %q, objective %d, want %d", seed, name, objective, good.Values[1])
			}
			if less == 1 && name == "" {
				t.Errorf("seed %d: the first objective is not held", seed)
			}
		}
		if _, err := first.After([]int64{1, 2}); err == nil {
			t.Errorf("seed %d: nothing is left to minimise", seed)
		}
	}
}

// What is too large is refused before it is laid out.
func TestTooLarge(t *testing.T) {
	p := random(1, 20)
	m, err := New(context.Background(), &p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, _, n := m.Size()
	if _, err := New(context.Background(), &p, Options{Nonzeros: n}); err != nil {
		t.Error(err)
	}
	if _, err := New(context.Background(), &p, Options{Nonzeros: n - 1}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d coefficients, %d allowed: %v", n, n-1, err)
	}
	long := schedule.Problem{Horizon: schedule.MaxHorizon, Objectives: []schedule.Objective{{}}}
	for range 5000 {
		long.Groups = append(long.Groups, schedule.Group{Modes: 1})
		long.Activities = append(long.Activities, schedule.Activity{Group: len(long.Activities), Modes: []schedule.Mode{{}}})
	}
	if _, err := New(context.Background(), &long, Options{}); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func TestRefused(t *testing.T) {
	if _, err := New(context.Background(), &schedule.Problem{}, Options{}); err == nil {
		t.Error("took a problem that is not valid")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := random(3, 20)
	if _, err := New(ctx, &p, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}
