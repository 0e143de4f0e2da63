package main

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// instance is one of PSPLIB's: jobs with modes, precedence without lags, resources of constant capacity, and the makespan
// to minimise.
type instance struct {
	name         string
	jobs         []job
	renewable    []int64 // capacity of each
	nonrenewable []int64
}

type job struct {
	modes []mode
	next  []int // successors
}

type mode struct {
	duration int
	requests []int64 // of the renewable resources, then of the non-renewable ones
}

// horizon is the sum of the longest durations. Every choice of modes that has any schedule has one within it, the jobs one
// after the other, so the optimum fits, whatever the file says.
func (in *instance) horizon() int64 {
	total := int64(0)
	for i := range in.jobs {
		longest := 0
		for _, m := range in.jobs[i].modes {
			longest = max(longest, m.duration)
		}
		total += int64(longest)
	}
	return max(total, 1)
}

// criticalPath is the length of the longest chain of jobs, each in its shortest mode. onCycle is -1, or a job that the
// precedence relations let wait for itself; then there is no length.
func (in *instance) criticalPath() (length int64, onCycle int) {
	waits := make([]int, len(in.jobs)) // predecessors that are not ready yet
	for i := range in.jobs {
		for _, n := range in.jobs[i].next {
			waits[n]++
		}
	}
	start := make([]int64, len(in.jobs))
	ready := make([]int, 0, len(in.jobs))
	for i, n := range waits {
		if n == 0 {
			ready = append(ready, i)
		}
	}
	for k := 0; k < len(ready); k++ {
		i := ready[k]
		end := start[i] + in.jobs[i].shortest()
		length = max(length, end)
		for _, n := range in.jobs[i].next {
			start[n] = max(start[n], end)
			if waits[n]--; waits[n] == 0 {
				ready = append(ready, n)
			}
		}
	}
	if len(ready) < len(in.jobs) {
		return 0, in.cycleFrom(waits)
	}
	return length, -1
}

// cycleFrom goes back from a job that is still waiting to one that waits, until it has been somewhere before.
func (in *instance) cycleFrom(waits []int) int {
	before := make([]int, len(in.jobs))
	at := -1
	for i := range in.jobs {
		if waits[i] == 0 {
			continue
		}
		at = i
		for _, n := range in.jobs[i].next {
			before[n] = i
		}
	}
	seen := make([]bool, len(in.jobs))
	for !seen[at] {
		seen[at] = true
		at = before[at]
	}
	return at
}

func (j *job) shortest() int64 {
	least := j.modes[0].duration
	for _, m := range j.modes[1:] {
		least = min(least, m.duration)
	}
	return int64(least)
}

// problem is the instance as the optimizer takes it: a group of its own for every job.
func (in *instance) problem() schedule.Problem {
	h := int(in.horizon())
	p := schedule.Problem{Horizon: h, Objectives: []schedule.Objective{{Name: "makespan", Kind: schedule.Makespan}}}
	for r, capacity := range in.renewable {
		p.Resources = append(p.Resources, schedule.Resource{Name: numbered("R", r), Capacity: slices.Repeat([]int64{capacity}, h)})
	}
	for b, capacity := range in.nonrenewable {
		p.Budgets = append(p.Budgets, schedule.Budget{Name: numbered("N", b), Capacity: capacity})
	}
	for i := range in.jobs {
		j := &in.jobs[i]
		name := numbered("job", i)
		p.Groups = append(p.Groups, schedule.Group{Name: name, Modes: len(j.modes)})
		p.Activities = append(p.Activities, schedule.Activity{Name: name, Group: i, Modes: in.modes(j)})
		for _, n := range j.next {
			p.Lags = append(p.Lags, schedule.Lag{From: i, To: n})
		}
	}
	return p
}

func (in *instance) modes(j *job) []schedule.Mode {
	out := make([]schedule.Mode, len(j.modes))
	for i, m := range j.modes {
		out[i].Duration = m.duration
		for r, amount := range m.requests {
			switch b := r - len(in.renewable); {
			case amount == 0:
			case b < 0:
				out[i].Demands = append(out[i].Demands, schedule.Demand{Resource: r, Amount: amount})
			default:
				out[i].Uses = append(out[i].Uses, schedule.Use{Budget: b, Amount: amount})
			}
		}
	}
	return out
}

// numbered names things as the files do, from 1.
func numbered(kind string, i int) string { return fmt.Sprintf("%s %d", kind, i+1) }
