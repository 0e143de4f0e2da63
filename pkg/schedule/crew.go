package schedule

import "slices"

// worker is a logical stream of the driver. How many there are depends on the problem and never on the machine.
type worker interface {
	run(until int64)                             // work until the count of work reaches the mark
	spent() int64                                // that count
	found() *best                                // the best schedule it knows, nil if none
	bounded(level int) (bound int64, known bool) // what it proved about an objective
	hear(b *best, bound int64)                   // what all together know about the objective in focus; b is nil while there is no schedule
	turnTo(level int, b *best, bound int64)      // another objective comes into focus
}

// crew is who works on a problem.
type crew struct {
	m       *model
	all     []worker
	streams []*stream
	relax   *relaxation // nil when every objective is a makespan, or the prices would be too many
	prover  *exact      // nil when the problem is too large to be proved by search
	climber *exact      // likewise: it raises the bound of a makespan

	rest  rest    // of the relaxation
	sums  []shift // who works on a Sum objective
	spans []shift // who works on a makespan
}

// shift is how many turns a worker has in a round.
type shift struct {
	worker
	turns int64
}

const (
	searchers  = 2 // streams of large neighbourhood search
	relaxTurns = 2 // the bound takes longest to settle
)

// gather makes the streams. A Sum objective has the relaxation and all searchers at work, the polisher and the prover if the
// problem is small enough for them; a makespan has searchers that suit it, and provers for the rest.
func (c *crew) gather(s *solver) {
	c.m = s.m
	seed, stop := s.o.Seed, &s.stop
	if stop.Load() {
		return
	}
	for _, is := range s.m.makespan {
		if !is && c.relax == nil && s.m.relaxable() {
			c.relax = newRelaxation(s.m, s.d, stop)
			c.sums = append(c.sums, shift{c.relax, relaxTurns})
		}
	}
	for id := range searchers {
		c.streams = append(c.streams, newStream(s.m, s.d, seed, id, stop))
		c.sums = append(c.sums, shift{c.streams[id], 1})
	}
	if s.m.polishable() && c.relax != nil && s.m.countable() {
		c.sums = append(c.sums, shift{newPolisher(s.m, seed, stop), 1})
	}
	var seekers []worker
	for id := range searchers {
		if s.m.evolvable() {
			seekers = append(seekers, newEvolver(s.m, seed, id, stop))
		} else {
			seekers = append(seekers, c.streams[id])
		}
		c.spans = append(c.spans, shift{seekers[id], 1})
	}
	for _, sh := range c.sums {
		c.all = append(c.all, sh.worker)
	}
	if s.m.exactable() {
		c.prover = newExact(s.m, s.bounds[0], false, stop)
		c.sums = append(c.sums, shift{c.prover, 1})
		c.climber = newExact(s.m, s.bounds[0], true, stop)
		both := newRelay(seekers[0], c.climber)
		c.spans = []shift{{both, 1}, {c.prover, 1}}
		c.all = append(c.all, c.prover, c.climber)
		seekers = seekers[:1]
	}
	if s.m.evolvable() {
		c.all = append(c.all, seekers...)
	}
}

// at is who works on the objective.
func (c *crew) at(level int) []shift {
	if c.m.makespan[level] {
		return c.spans
	}
	return c.sums
}

// infeasible tells whether it is proved that there is no schedule.
func (c *crew) infeasible() bool {
	return c.prover != nil && (c.prover.infeasible || c.climber.infeasible)
}

// reasons says what stood in the way when no schedule was found.
func (c *crew) reasons() []Clash {
	if len(c.streams) == 0 {
		return nil
	}
	for _, st := range c.streams[1:] {
		c.streams[0].tally.merge(&st.tally)
	}
	return c.streams[0].tally.reasons()
}

// How each of them takes part.

func (s *stream) spent() int64              { return s.work }
func (s *stream) found() *best              { return s.best }
func (s *stream) bounded(int) (int64, bool) { return 0, false }

func (s *stream) hear(b *best, _ int64) {
	switch {
	case b == nil:
	case s.astray(b):
		s.adopt(b, true)
	case s.best != b:
		s.adopt(b, s.lost(b))
	}
}

func (s *stream) turnTo(level int, b *best, _ int64) {
	s.focusOn(level)
	s.adopt(b, true)
}

func (p *polisher) spent() int64              { return p.work }
func (p *polisher) found() *best              { return p.best }
func (p *polisher) bounded(int) (int64, bool) { return 0, false }

func (p *polisher) hear(b *best, _ int64) {
	if b != nil && (p.best == nil || slices.Compare(b.values, p.best.values) < 0) {
		p.best = b
	}
}

func (p *polisher) turnTo(level int, b *best, _ int64) { p.focus, p.best = level, b }

func (e *evolver) spent() int64              { return e.work }
func (e *evolver) found() *best              { return e.best }
func (e *evolver) bounded(int) (int64, bool) { return 0, false }

func (e *evolver) hear(b *best, _ int64) {
	if b != nil {
		e.adopt(b)
	}
}

func (e *evolver) turnTo(int, *best, int64) {} // later objectives only break its ties

func (r *relaxation) spent() int64 { return r.work }
func (r *relaxation) found() *best { return nil }

func (r *relaxation) bounded(level int) (int64, bool) { return r.bound, r.known && level == r.k }

func (r *relaxation) hear(b *best, _ int64) { r.upper = b }

func (r *relaxation) turnTo(level int, b *best, _ int64) {
	r.upper = b
	r.cutBelow(level)
	r.focusOn(level)
}

func (x *exact) spent() int64 { return x.work }
func (x *exact) found() *best { return x.best }

func (x *exact) bounded(level int) (int64, bool) {
	return x.bound, level == x.level && (x.proof || x.m.makespan[level])
}

func (x *exact) hear(b *best, bound int64) {
	if b != nil && b != x.best {
		x.adopt(b)
	}
	x.raise(bound)
}

func (x *exact) turnTo(level int, b *best, bound int64) {
	x.best = b
	x.focusOn(level, bound)
}
