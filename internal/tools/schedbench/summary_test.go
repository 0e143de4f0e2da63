package main

import (
	"strings"
	"testing"
	"time"
)

func TestSummary(t *testing.T) {
	var s summary
	for _, r := range []row{
		{status: statusOptimal, makespan: known(110), bound: known(110), bestUpper: known(110), cpm: 100, took: 2 * time.Second},
		{status: statusFeasible, makespan: known(99), bestLower: known(90), bestUpper: known(100), cpm: 90, took: 4 * time.Second},
		{status: statusFeasible, makespan: known(101), bound: known(90), bestUpper: known(100), cpm: 100, took: 3 * time.Second},
		{status: statusFeasible, makespan: known(204), bound: known(90), bestUpper: known(200), cpm: 0, took: 20 * time.Second},
		{status: statusFeasible, makespan: known(50), cpm: 40, took: time.Second}, // no reference
		{status: statusUnknown, bound: known(60), bestUpper: known(60), cpm: 50},  // no schedule
		{status: statusInfeasible, cpm: 10},                                                    // nor any known
		{status: statusInfeasible, bestUpper: known(10), cpm: 10},                              // said to be, but is not
		{status: statusOptimal, makespan: known(12), bound: known(12), bestUpper: known(10)},   // proved wrongly
		{status: statusFeasible, makespan: known(8), bestLower: known(9), bestUpper: known(9)}, // too good
		{status: statusInvalid, bestUpper: known(10), cpm: 10, took: 0},
	} {
		s.add(&r)
	}
	// From the critical path: 10, 10, 1, 25 %; from the best: 0, -1, 1, 2, 20, -100/9 %.
	const want = "# instances=11 proved=2 feasible=5 infeasible=2 unknown=1 invalid=1 with_reference=9 at_or_below_best=3 " +
		"below_best=2 worse_by_more_than_1=2 deviation_from_cpm=11.500% deviation_from_best=1.815% " +
		"median_seconds=0.000 mean_seconds=2.727 max_seconds=20.000 bound_above_best=1 proved_worse_than_best=2 below_known_bound=1"
	if got := s.comment(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		took []time.Duration
		want time.Duration
	}{
		{nil, 0},
		{[]time.Duration{7}, 7},
		{[]time.Duration{9, 1}, 5},
		{[]time.Duration{9, 1, 2}, 2},
		{[]time.Duration{9, 1, 2, 4}, 3},
	} {
		s := summary{took: c.took}
		if median, _, _ := s.seconds(); median != c.want {
			t.Errorf("median of %v is %d", c.took, median)
		}
	}
}

func TestFaultsAreNotEndless(t *testing.T) {
	var out strings.Builder
	printFaults(&out, make([]error, 53))
	if n := strings.Count(out.String(), "\n"); n != 51 || !strings.HasSuffix(out.String(), "and 3 more\n") {
		t.Errorf("%d lines", n)
	}
}
