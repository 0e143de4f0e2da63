package schedule

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	turns     = 240         // that the effort is cut into: a round is one or two for every worker
	shortTurn = 500_000     // work in a turn of the first round, in nanoseconds; it doubles from round to round
	longTurn  = 250_000_000 // and no turn is longer than this: what one stream finds should reach the others soon
)

// search lets the streams work in rounds until all is proved or the effort is used up. Between rounds, alone, it passes on
// what they found; in a round they do not see each other. So the number of workers cannot matter.
func (s *solver) search() {
	effort := s.effort
	if s.stop.Load() {
		return // what was to be prepared may be half done
	}
	s.crew.gather(s)
	if s.best != nil {
		s.tell()
		s.report()
	}
	turn, full := int64(shortTurn), min(max(effort/turns, 1000), longTurn)
	levelStart := int64(0)
	for s.work < effort && !s.stop.Load() && !s.done() && !s.infeasible {
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
// tells the streams how much of that share is used up.
func (s *solver) setLevel(effort int64, levelStart *int64) {
	for s.best != nil && s.level+1 < s.m.nK && (s.proved(s.level) || s.work >= *levelStart+s.share(effort, *levelStart)) {
		s.level++
		*levelStart = s.work
		s.crew.rest, s.settledAt = rest{round: s.rounds}, 0
		for _, w := range s.crew.all {
			w.turnTo(s.level, s.best, s.bounds[s.level])
		}
	}
	used, share := s.work-*levelStart, s.share(effort, *levelStart)
	if s.settledAt > 0 { // from there on the search is a new one
		share -= s.settledAt - *levelStart
		used = s.work - s.settledAt
	}
	heat := heatAt(used, share, s.firstHeat(share))
	for _, st := range s.crew.streams {
		st.cool(heat, s.bounds[s.level])
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

// round lets every stream of the objective in focus work once and then exchanges what they found.
func (s *solver) round(turn int64) {
	var tasks []func()
	for _, w := range s.crew.at(s.level) { // the longest shifts stand first, so that the cores are done together
		if w.worker == s.crew.relax && !s.crew.rest.works(s.rounds) {
			continue
		}
		tasks = append(tasks, func() { w.run(w.spent() + w.turns*turn) })
	}
	runAll(tasks, s.workers(len(tasks)))
	s.rounds++
	if s.gatherNews() {
		s.report()
	}
	if s.best != nil && s.known[s.level] {
		s.crew.rest.judge(s.rounds, s.bounds[s.level], s.best.values[s.level])
		if s.crew.rest.idle && s.crew.relax != nil && s.crew.relax.refine() {
			s.crew.rest = rest{round: s.rounds}
		}
	}
	s.tell()
}

func (s *solver) workers(tasks int) int {
	n := s.o.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	return min(n, tasks)
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
	for range workers {
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

// gatherNews takes over the best that the streams found and proved. It reports whether anything got better.
func (s *solver) gatherNews() (better bool) {
	s.work = s.opening
	for _, w := range s.crew.all {
		s.work += w.spent()
		if b := w.found(); b != nil && (s.best == nil || slices.Compare(b.values, s.best.values) < 0) {
			s.best, better = b, true
		}
		if bound, known := w.bounded(s.level); known && (!s.known[s.level] || bound > s.bounds[s.level]) {
			s.bounds[s.level], s.known[s.level], better = bound, true, true
		}
	}
	s.infeasible = s.best == nil && s.crew.infeasible()
	return better
}

// tell passes on what is known.
func (s *solver) tell() {
	if s.crew.relax != nil {
		s.passPrices(s.crew.relax)
	}
	for _, w := range s.crew.at(s.level) { // the longest shifts stand first, so that the cores are done together
		w.hear(s.best, s.bounds[s.level])
	}
}

// passPrices gives the searchers the relaxation's order and prices, of which it goes on writing its own, and now and then has them
// build anew with these.
func (s *solver) passPrices(r *relaxation) {
	renew := r.iterations >= max(s.renewAt, renewEvery)
	if renew {
		s.renewAt = 2 * r.iterations
	}
	afresh := s.level == 0 && s.settledAt == 0 && s.crew.rest.idle && s.best != nil
	if afresh {
		s.settledAt, renew = s.work, true
	}
	copy(s.d.rules[len(s.d.rules)-1], r.order)
	r.publish(&s.d.fees)
	for _, st := range s.crew.streams {
		st.renewing, st.afresh = st.renewing || renew, st.afresh || afresh
	}
}
