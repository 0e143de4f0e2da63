package main

import (
	"fmt"
	"time"

	"github.com/riprep/riprep/pkg/schedule"
)

const heading = "instance,status,makespan,bound,seconds,best_lb,best_ub,cpm"

// What a row says of an instance.
const (
	statusOptimal    = "optimal"
	statusFeasible   = "feasible"
	statusInfeasible = "infeasible"
	statusUnknown    = "unknown"
	statusInvalid    = "invalid" // what the optimizer gave is no schedule, or contradicts itself
)

var statuses = map[schedule.Status]string{
	schedule.Unknown: statusUnknown, schedule.Feasible: statusFeasible,
	schedule.Optimal: statusOptimal, schedule.Infeasible: statusInfeasible,
}

// row is the result of one instance.
type row struct {
	name                 string
	status               string
	makespan, bound      figure
	took                 time.Duration
	bestLower, bestUpper figure
	cpm                  int64 // critical path
	faults               []string
}

func (r *row) csv() string {
	return fmt.Sprintf("%s,%s,%s,%s,%.3f,%s,%s,%d",
		r.name, r.status, r.makespan, r.bound, r.took.Seconds(), r.bestLower, r.bestUpper, r.cpm)
}

// judge takes over what holds of a solution.
func (r *row) judge(p schedule.Problem, s schedule.Solution) {
	if r.faults = verify(p, s); len(r.faults) > 0 {
		r.status = statusInvalid
		return
	}
	r.status = statuses[s.Status]
	if len(s.Values) > 0 {
		r.makespan = known(s.Values[0])
	}
	if len(s.BoundKnown) > 0 && s.BoundKnown[0] {
		r.bound = known(s.Bounds[0])
	}
	r.faults = r.contradictions()
}

// contradictions names what cannot be true at the same time as the best results known.
func (r *row) contradictions() (found []string) {
	if r.boundAboveBest() {
		found = append(found, fmt.Sprintf("wrong proof: bound %s, but a makespan of %s is known", r.bound, r.bestUpper))
	}
	switch {
	case !r.provedWorse():
	case r.status == statusInfeasible:
		found = append(found, fmt.Sprintf("wrong proof: no schedule, but a makespan of %s is known", r.bestUpper))
	default:
		found = append(found, fmt.Sprintf("wrong proof: makespan %s, but %s is known", r.makespan, r.bestUpper))
	}
	if r.belowLower() {
		found = append(found, fmt.Sprintf(
			"makespan %s is below the bound %s that is known: the reader, the check or the table is wrong", r.makespan, r.bestLower))
	}
	return found
}

func (r *row) boundAboveBest() bool {
	return r.bound.known && r.bestUpper.known && r.bound.n > r.bestUpper.n
}

// provedWorse also holds for an instance that is said to have no schedule where one is known.
func (r *row) provedWorse() bool {
	return r.bestUpper.known && (r.status == statusInfeasible || r.status == statusOptimal && r.makespan.n > r.bestUpper.n)
}

func (r *row) belowLower() bool {
	return r.makespan.known && r.bestLower.known && r.makespan.n < r.bestLower.n
}
