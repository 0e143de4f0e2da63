package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// summary counts the rows of a run.
type summary struct {
	instances int
	statuses  map[string]int

	referenced     int // with a makespan that is known
	atBest         int // at it or below
	belowBest      int
	worseByMore    int // above it by more than one period
	boundAboveBest int
	provedWorse    int
	belowLower     int

	overPath mean // excess over the critical path, in per cent
	overBest mean // excess over the best makespan known, in per cent
	took     []time.Duration
}

// mean adds up what an average is taken of.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64) { m.sum, m.n = m.sum+x, m.n+1 }

// String is a dash where there is nothing to take the average of.
func (m mean) String() string {
	if m.n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f%%", m.sum/float64(m.n))
}

// excess is by how much a makespan is above a base, in per cent of the base.
func excess(makespan, base int64) float64 { return 100 * float64(makespan-base) / float64(base) }

func (s *summary) add(r *row) {
	if s.statuses == nil {
		s.statuses = map[string]int{}
	}
	s.instances++
	s.statuses[r.status]++
	s.took = append(s.took, r.took)
	count(&s.boundAboveBest, r.boundAboveBest())
	count(&s.provedWorse, r.provedWorse())
	count(&s.belowLower, r.belowLower())
	count(&s.referenced, r.bestUpper.known)
	if !r.makespan.known {
		return
	}
	if r.cpm > 0 {
		s.overPath.add(excess(r.makespan.n, r.cpm))
	}
	if r.bestUpper.known {
		s.compare(r.makespan.n, r.bestUpper.n)
	}
}

// compare counts a schedule against the best that is known.
func (s *summary) compare(makespan, best int64) {
	count(&s.atBest, makespan <= best)
	count(&s.belowBest, makespan < best)
	count(&s.worseByMore, makespan > best+1)
	if best > 0 {
		s.overBest.add(excess(makespan, best))
	}
}

func count(n *int, when bool) {
	if when {
		*n++
	}
}

// comment is the last line of a table, name=value by name=value. A deviation is the average over the instances with a
// schedule (and, from the best, a reference), not over all: the other counts tell how many that are.
func (s *summary) comment() string {
	median, average, most := s.seconds()
	fields := []string{
		fmt.Sprintf("instances=%d", s.instances),
		fmt.Sprintf("proved=%d", s.statuses[statusOptimal]),
		fmt.Sprintf("feasible=%d", s.statuses[statusFeasible]),
		fmt.Sprintf("infeasible=%d", s.statuses[statusInfeasible]),
		fmt.Sprintf("unknown=%d", s.statuses[statusUnknown]),
		fmt.Sprintf("invalid=%d", s.statuses[statusInvalid]),
		fmt.Sprintf("with_reference=%d", s.referenced),
		fmt.Sprintf("at_or_below_best=%d", s.atBest),
		fmt.Sprintf("below_best=%d", s.belowBest),
		fmt.Sprintf("worse_by_more_than_1=%d", s.worseByMore),
		fmt.Sprintf("deviation_from_cpm=%v", s.overPath),
		fmt.Sprintf("deviation_from_best=%v", s.overBest),
		fmt.Sprintf("median_seconds=%.3f", median.Seconds()),
		fmt.Sprintf("mean_seconds=%.3f", average.Seconds()),
		fmt.Sprintf("max_seconds=%.3f", most.Seconds()),
		fmt.Sprintf("bound_above_best=%d", s.boundAboveBest),
		fmt.Sprintf("proved_worse_than_best=%d", s.provedWorse),
		fmt.Sprintf("below_known_bound=%d", s.belowLower),
	}
	return "# " + strings.Join(fields, " ")
}

func (s *summary) seconds() (median, average, most time.Duration) {
	n := len(s.took)
	if n == 0 {
		return 0, 0, 0
	}
	sorted := slices.Sorted(slices.Values(s.took))
	var sum time.Duration
	for _, t := range sorted {
		sum += t
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2, sum / time.Duration(n), sorted[n-1]
}
