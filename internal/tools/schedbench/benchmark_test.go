package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/schedule"
)

// solver stands in for the optimizer.
type solver func(context.Context, schedule.Problem, schedule.Options) (schedule.Solution, error)

// with runs the benchmark over another optimizer.
func with(t *testing.T, ctx context.Context, solve solver, jobs int, ref string, paths ...string) (
	faults []error, interrupted bool, stdout string,
) {
	t.Helper()
	var out bytes.Buffer
	b := &benchmark{options: options{cores: 1, jobs: jobs, ref: ref, paths: paths}, solve: solve, stdout: &out, status: &status{}}
	faults, interrupted = b.run(ctx)
	return faults, interrupted, out.String()
}

// right is the optimum of tiny.sm.
func right() schedule.Solution {
	return schedule.Solution{Status: schedule.Optimal, Modes: make([]int, 6), Starts: []int{0, 0, 3, 0, 4, 6},
		Values: []int64{6}, Bounds: []int64{6}, BoundKnown: []bool{true}}
}

// What an optimizer says that is not true is found out, whatever its status, and its row holds none of it.
func TestWrongSolutions(t *testing.T) {
	const invalid, unproved = "tiny,invalid,,,", "said to be optimal, but value 6 meets no bound"
	for _, c := range []struct {
		name   string
		change func(*schedule.Solution)
		want   string // "": nothing wrong
		row    string
	}{
		{"right", func(*schedule.Solution) {}, "", "tiny,optimal,6,6,"},
		{"no bound", func(s *schedule.Solution) { s.Status, s.BoundKnown[0] = schedule.Feasible, false }, "", "tiny,feasible,6,,"},
		{"too early", func(s *schedule.Solution) { s.Starts[4] = 3 }, "no schedule: ", invalid},
		{"another value", func(s *schedule.Solution) { s.Values[0], s.Bounds[0] = 5, 5 }, "no schedule: ", invalid},
		{"half a schedule", func(s *schedule.Solution) { s.Starts = s.Starts[:3] }, "no schedule: ", invalid},
		{"no value", func(s *schedule.Solution) { s.Values = nil }, "0 values for 1 objectives", invalid},
		{"no bounds", func(s *schedule.Solution) { s.Bounds = nil }, "0 bounds for 1 objectives", invalid},
		{"bound above the value", func(s *schedule.Solution) {
			s.Status, s.Bounds[0] = schedule.Feasible, 7
		}, "bound 7 is above its own value 6", invalid},
		{"optimal without proof", func(s *schedule.Solution) { s.Bounds[0] = 5 }, unproved, invalid},
		{"optimal without bound", func(s *schedule.Solution) { s.BoundKnown[0] = false }, unproved, invalid},
		{"infeasible with a schedule", func(s *schedule.Solution) {
			s.Status = schedule.Infeasible
		}, "status infeasible, and yet a schedule", invalid},
		{"worse, and called best", func(s *schedule.Solution) {
			s.Starts[4], s.Starts[5], s.Values[0], s.Bounds[0] = 5, 7, 7, 7
		}, "wrong proof: bound 7, but a makespan of 6 is known", "tiny,optimal,7,7,"},
		{"worse", func(s *schedule.Solution) {
			s.Status, s.Starts[4], s.Starts[5], s.Values[0] = schedule.Feasible, 5, 7, 7
		}, "", "tiny,feasible,7,6,"},
		{"infeasible", func(s *schedule.Solution) {
			*s = schedule.Solution{Status: schedule.Infeasible, Bounds: []int64{0}, BoundKnown: []bool{false}}
		}, "wrong proof: no schedule, but a makespan of 6 is known", "tiny,infeasible,,,"},
		{"unknown", func(s *schedule.Solution) {
			*s = schedule.Solution{Bounds: []int64{5}, BoundKnown: []bool{true}}
		}, "", "tiny,unknown,,5,"},
	} {
		s := right()
		c.change(&s)
		solve := func(context.Context, schedule.Problem, schedule.Options) (schedule.Solution, error) { return s, nil }
		faults, interrupted, stdout := with(t, t.Context(), solve, 1, "testdata/single/tiny.csv", tinyFile)
		got := errors.Join(faults...)
		if got == nil {
			got = errors.New("tiny: ")
		}
		if text := got.Error(); !strings.HasPrefix(text, "tiny: "+c.want) && !strings.HasPrefix(text, "tiny: makespan: "+c.want) {
			t.Errorf("%s:\ngot  %v\nwant %s", c.name, got, c.want)
		}
		if (c.want == "") != (len(faults) == 0) {
			t.Errorf("%s: %v", c.name, faults)
		}
		if interrupted || !strings.Contains(stdout, "\n"+c.row) {
			t.Errorf("%s:\n%swant the row %s", c.name, stdout, c.row)
		}
	}
}

func TestRefusedProblem(t *testing.T) {
	solve := func(context.Context, schedule.Problem, schedule.Options) (schedule.Solution, error) {
		return schedule.Solution{}, errors.New("no such problem")
	}
	faults, _, stdout := with(t, t.Context(), solve, 1, "", tinyFile)
	if len(faults) != 1 || faults[0].Error() != "tiny: no such problem" || !strings.Contains(stdout, "\ntiny,invalid,,,") {
		t.Errorf("%v\n%s", faults, stdout)
	}
}

// A makespan below a bound that others proved is no feat but a fault somewhere.
func TestBelowTheKnownBound(t *testing.T) {
	r := &row{status: statusFeasible, makespan: known(6), bestLower: known(7), bestUpper: known(8)}
	if found := r.contradictions(); len(found) != 1 || !strings.HasPrefix(found[0], "makespan 6 is below the bound 7") {
		t.Error(found)
	}
}

// Rows come in the order of the instances, whichever is done first.
func TestRowsInOrder(t *testing.T) {
	quick := make(chan struct{})
	solve := func(_ context.Context, p schedule.Problem, _ schedule.Options) (schedule.Solution, error) {
		if len(p.Activities) == 6 { // tiny, the first
			<-quick
		} else {
			defer func() { quick <- struct{}{} }()
		}
		return schedule.Solution{Bounds: []int64{0}, BoundKnown: []bool{false}}, nil
	}
	_, _, stdout := with(t, t.Context(), solve, 2, "", tinyFile, pairFile)
	lines := strings.Split(stdout, "\n")
	if len(lines) != 5 || !strings.HasPrefix(lines[1], "tiny,") || !strings.HasPrefix(lines[2], "pair,") {
		t.Errorf("got\n%s", stdout)
	}
}

// Interrupted, the run keeps the rows that are whole, and counts those.
func TestInterrupted(t *testing.T) {
	for jobs := 1; jobs <= 2; jobs++ {
		ctx, cancel := context.WithCancel(t.Context())
		var begun atomic.Int64
		solve := func(ctx context.Context, p schedule.Problem, _ schedule.Options) (schedule.Solution, error) {
			begun.Add(1)
			if len(p.Activities) == 6 {
				return right(), nil
			}
			cancel()
			<-ctx.Done()
			return schedule.Solution{Bounds: []int64{0}, BoundKnown: []bool{false}, Stopped: true}, nil
		}
		faults, interrupted, stdout := with(t, ctx, solve, jobs, "", tinyFile, pairFile, "testdata/modes/tight.mm")
		rows := strings.Count(stdout, "\n") - 2
		if jobs == 1 && (rows != 1 || begun.Load() != 2 || !strings.Contains(stdout, "\ntiny,optimal,6,6,")) {
			t.Errorf("%d begun\n%s", begun.Load(), stdout)
		}
		if len(faults) > 0 || !interrupted || !strings.Contains(stdout, fmt.Sprintf("\n# instances=%d ", rows)) {
			t.Errorf("%d jobs: %v, interrupted %v\n%s", jobs, faults, interrupted, stdout)
		}
	}
}

// The time of an instance is a deadline for the search, and what was found by then is a result.
func TestDeadline(t *testing.T) {
	solve := func(ctx context.Context, _ schedule.Problem, _ schedule.Options) (schedule.Solution, error) {
		<-ctx.Done()
		s := right()
		s.Status, s.Stopped, s.Bounds[0] = schedule.Feasible, true, 5
		return s, nil
	}
	var out bytes.Buffer
	o := options{limit: time.Millisecond, cores: 1, jobs: 1, paths: []string{tinyFile}}
	b := &benchmark{options: o, solve: solve, stdout: &out, status: &status{}}
	faults, interrupted := b.run(t.Context())
	if len(faults) > 0 || interrupted || !strings.Contains(out.String(), "\ntiny,feasible,6,5,") {
		t.Errorf("%v, interrupted %v\n%s", faults, interrupted, out.String())
	}
}
