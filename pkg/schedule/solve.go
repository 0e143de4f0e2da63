package schedule

import (
	"context"
	"slices"
	"sync/atomic"
)

// DefaultEffort is the work that Solve spends when Options.Effort is 0: ten to fifteen seconds of two cores.
const DefaultEffort = 26_000_000

// Solve looks for the best schedule and proves how good it is. Its answer depends on the problem, the seed and the effort
// alone, not on the number of workers. It returns an error only when Validate does. When the context ends first, the best
// schedule found so far is returned with Stopped set, whatever was going on, and what follows from there on is not looked at:
// no more faults of the problem, no more reasons.
func Solve(ctx context.Context, p Problem, o Options) (Solution, error) {
	s := newSolver(&p, o)
	if ctx.Err() != nil {
		s.stop.Store(true)
	}
	defer context.AfterFunc(ctx, func() { s.stop.Store(true) })()
	if err := s.validate(); err != nil {
		return Solution{}, err
	}
	s.useHint()
	s.m = compileUntil(&p, &s.stop)
	if s.m.overlap != nil {
		s.m.overlap.report = o.Conflicts
	}
	if why := s.prepare(); len(why) > 0 {
		return Solution{Status: Infeasible, Reason: why, BoundKnown: s.known, Bounds: s.bounds}, nil
	}
	s.search()
	s.tidy()
	out := s.solution()
	out.Conflicts = s.conflicts()
	return out, nil
}

// solver is what Solve knows so far. The driver (driver.go) hands out work in rounds.
type solver struct {
	p    *Problem
	o    Options
	m    *model
	d    *guide
	stop atomic.Bool

	crew       crew
	best       *best
	bounds     []int64
	known      []bool
	level      int   // objective in focus
	rounds     int   // so far
	settledAt  int64 // work at which the relaxation had nothing more to gain for the objective in focus; 0 if it still has
	renewAt    int   // iterations of the relaxation at which the streams build anew
	work       int64 // nanoseconds of the reference core, all streams together
	effort     int64 // how much of it there is to spend
	opening    int64 // how much went into proveOpening
	infeasible bool
}

func newSolver(p *Problem, o Options) *solver {
	s := &solver{p: p, o: o, bounds: make([]int64, len(p.Objectives)), known: make([]bool, len(p.Objectives)), effort: DefaultEffort * 1000}
	if o.Effort > 0 {
		s.effort = min(o.Effort, int64(1)<<50) * 1000
	}
	return s
}

// prepare narrows the problem down and proves what is plainly impossible.
func (s *solver) prepare() []Clash {
	m := s.m
	var why []Clash
	for _, step := range []func(){
		m.killDominated,
		m.tighten,
		m.startAllowed,
		func() { why = m.proveInfeasible() },
		func() { m.class = m.classes() },
		func() { s.d = newGuide(m) },
		s.proveOpening,
		s.plainBounds,
	} {
		if s.stop.Load() || len(why) > 0 {
			break
		}
		step()
	}
	return why
}

// validate looks for faults until the search is stopped; or, where there is a hint, to the end: the hint is what a search
// without any time gives back, and only a problem without faults can be used to check it.
func (s *solver) validate() error {
	if s.o.Hint != nil {
		return Validate(s.p)
	}
	return validateUntil(s.p, &s.stop)
}

// useHint takes the caller's schedule as the first one if it is one.
func (s *solver) useHint() {
	h := s.o.Hint
	if h == nil || len(Check(*s.p, Solution{Modes: h.Modes, Starts: h.Starts})) > 0 {
		return
	}
	b := &best{mode: make([]int32, len(h.Modes)), start: make([]int32, len(h.Starts)), values: Evaluate(*s.p, h.Modes, h.Starts)}
	for g, mode := range h.Modes {
		b.mode[g] = int32(mode)
	}
	for a, start := range h.Starts {
		b.start[a] = int32(start)
	}
	s.best = b
}

func (s *solver) report() {
	if s.o.Progress == nil {
		return
	}
	pr := Progress{Bounds: slices.Clone(s.bounds), BoundKnown: slices.Clone(s.known), Work: s.work / 1000}
	if s.best != nil {
		pr.Values = slices.Clone(s.best.values)
	}
	s.o.Progress(pr)
}

func (s *solver) solution() Solution {
	out := Solution{Status: Unknown}
	switch {
	case s.infeasible:
		out.Status, out.Reason = Infeasible, s.whyInfeasible()
	case s.best == nil:
		out.Reason = s.crew.reasons()
	default:
		out = s.best.solution()
		out.Status = Feasible
	}
	out.Bounds, out.BoundKnown, out.Work, out.Stopped = s.bounds, s.known, s.work/1000, s.stop.Load()
	if s.done() {
		out.Status, out.Stopped = Optimal, false
	}
	if s.best == nil {
		return out
	}
	if broken := Check(*s.p, out); len(broken) > 0 {
		// Not reached unless the set function is no function of its arguments, or not monotone. Nothing that does not pass
		// Check leaves Solve.
		return Solution{Status: Unknown, Bounds: s.bounds, BoundKnown: s.known, Work: out.Work, Stopped: out.Stopped, Reason: broken}
	}
	return out
}
