package schedule

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// DefaultEffort is the work that Solve spends when Options.Effort is 0: ten to fifteen seconds of two cores.
const DefaultEffort = 25_000_000

const (
	searchers  = 3       // logical streams that search; one more computes bounds. Fixed, whatever the machine has
	rounds     = 60      // full rounds between exchanges
	firstRound = 500_000 // work of the first round, in nanoseconds; rounds double from there
)

// Solve looks for the best schedule and proves how good it is. Its answer depends on the problem, the seed and the effort
// alone, not on the number of workers. It returns an error only when Validate does. When the context ends first, the best
// schedule found so far is returned with Stopped set.
func Solve(ctx context.Context, p Problem, o Options) (Solution, error) {
	if err := Validate(&p); err != nil {
		return Solution{}, err
	}
	s := &solver{p: &p, o: o, bounds: make([]int64, len(p.Objectives)), known: make([]bool, len(p.Objectives))}
	if ctx.Err() != nil {
		s.stop.Store(true)
	}
	defer context.AfterFunc(ctx, func() { s.stop.Store(true) })()
	s.useHint()
	s.m = compile(&p)
	if why := s.prepare(); len(why) > 0 {
		return Solution{Status: Infeasible, Reason: why, BoundKnown: s.known, Bounds: s.bounds}, nil
	}
	s.search()
	s.tidy()
	return s.solution(), nil
}

// solver drives the streams: it hands out work in rounds, and between rounds, alone, passes on what they found.
type solver struct {
	p    *Problem
	o    Options
	m    *model
	d    *guide
	stop atomic.Bool

	streams []*stream
	relax   *relaxation
	best    *best
	bounds  []int64
	known   []bool
	level   int   // objective in focus
	work    int64 // nanoseconds of the reference core, all streams together
}

// prepare narrows the problem down and proves what is plainly impossible.
func (s *solver) prepare() []Clash {
	m := s.m
	m.killDominated()
	m.tighten()
	for asker := newState(m); m.firstAllowed(asker); {
		m.tighten()
	}
	if why := m.proveInfeasible(); len(why) > 0 {
		return why
	}
	m.class = m.classes()
	s.d = newGuide(m)
	s.plainBounds()
	return nil
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

func (s *solver) workers() int {
	n := s.o.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	return min(n, searchers+1)
}

func (s *solver) search() {
	effort := s.o.Effort
	if effort <= 0 {
		effort = DefaultEffort
	}
	effort = min(effort, int64(1)<<50) * 1000
	s.newStreams()
	s.relax = newRelaxation(s.m, s.d, &s.stop)
	if s.best != nil {
		for _, st := range s.streams {
			if !st.apart {
				st.adopt(s.best, true)
			}
		}
		s.report()
	}
	turn := int64(firstRound)
	full := max(effort/(rounds*(searchers+1)), 1000)
	levelStart := int64(0)
	for s.work < effort && !s.stop.Load() && !s.done() {
		if s.o.First && s.best != nil {
			return
		}
		s.setLevel(effort, &levelStart)
		s.round(min(turn, full))
		turn = min(turn*2, full)
	}
	for s.level < s.m.nK && s.proved(s.level) {
		s.level++
	}
}

// setLevel moves the focus to the next objective when the present one is proved or has had its share of the work, and
// sets the temperature of the streams.
func (s *solver) setLevel(effort int64, levelStart *int64) {
	for s.best != nil && s.level+1 < s.m.nK && (s.proved(s.level) || s.work >= *levelStart+s.share(effort, *levelStart)) {
		s.level++
		*levelStart = s.work
		for _, st := range s.streams {
			st.focus, st.apart = s.level, false
			st.adopt(s.best, true)
		}
		s.relax.focusOn(s.level)
	}
	used := float64(s.work-*levelStart) / float64(max(1, s.share(effort, *levelStart)))
	for _, st := range s.streams {
		st.cool(used)
		st.apart = st.apart && used < apartUntil
		if s.best != nil {
			st.limits = s.best.values
		}
	}
}

// share is the work meant for the objective in focus: three quarters of what is left, all of it for the last.
func (s *solver) share(effort, levelStart int64) int64 {
	left := effort - levelStart
	if s.level+1 < s.m.nK {
		return left / 4 * 3
	}
	return left
}

func (s *solver) proved(k int) bool {
	return s.best != nil && s.known[k] && s.bounds[k] >= s.best.values[k]
}

// done tells whether every objective is proved.
func (s *solver) done() bool {
	for k := range s.m.nK {
		if !s.proved(k) {
			return false
		}
	}
	return true
}

// round lets every stream work once and then exchanges what they found. The streams do not see each other in between, so
// the number of workers cannot matter.
func (s *solver) round(turn int64) {
	tasks := make([]func(), 0, searchers+1)
	upper := s.best
	tasks = append(tasks, func() { s.relax.run(s.relax.work+turn, upper) })
	for _, st := range s.streams {
		tasks = append(tasks, func() { st.run(st.work + turn) })
	}
	runAll(tasks, s.workers())
	s.exchange()
}

// runAll executes the tasks on a number of goroutines.
func runAll(tasks []func(), workers int) {
	if workers <= 1 {
		for _, t := range tasks {
			t()
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, len(tasks)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(tasks) {
					return
				}
				tasks[i]()
			}
		})
	}
	wg.Wait()
}

func (s *solver) exchange() {
	improved := false
	s.work = s.relax.work
	for _, st := range s.streams {
		s.work += st.work
		if st.best != nil && (s.best == nil || slices.Compare(st.best.values, s.best.values) < 0) {
			s.best, improved = st.best, true
		}
	}
	if s.relax.known && (!s.known[s.level] || s.relax.bound > s.bounds[s.level]) {
		s.bounds[s.level], s.known[s.level], improved = s.relax.bound, true, true
	}
	for _, st := range s.streams { // the relaxation goes on writing its own
		copy(st.guide.rules[len(st.guide.rules)-1], s.relax.order)
	}
	if s.best != nil {
		for _, st := range s.streams {
			if st.best != s.best && !st.apart {
				st.adopt(s.best, st.lost(s.best))
			}
		}
	}
	if improved {
		s.report()
	}
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
	out := Solution{Status: Unknown, Bounds: s.bounds, BoundKnown: s.known, Work: s.work / 1000, Stopped: s.stop.Load()}
	if s.best == nil {
		for _, st := range s.streams[1:] {
			s.streams[0].tally.merge(&st.tally)
		}
		out.Reason = s.streams[0].tally.reasons()
		return out
	}
	out.Status, out.Values = Feasible, slices.Clone(s.best.values)
	for _, mode := range s.best.mode {
		out.Modes = append(out.Modes, int(mode))
	}
	for _, start := range s.best.start {
		out.Starts = append(out.Starts, int(start))
	}
	if s.done() {
		out.Status, out.Stopped = Optimal, false
	}
	if broken := Check(*s.p, out); len(broken) > 0 {
		// Not reached unless the set function is no function of its arguments, or not monotone. Nothing that does not pass
		// Check leaves Solve.
		return Solution{Status: Unknown, Bounds: s.bounds, BoundKnown: s.known, Work: out.Work, Stopped: out.Stopped, Reason: broken}
	}
	return out
}
