package lcg

// Answer is what Solve found out.
type Answer int

const (
	Unknown     Answer = iota // the work was used up, or stop was set
	Satisfied                 // a solution: Value gives it
	Impossible                // there is no solution at all
	Conflicting               // there is none under the assumptions; Core gives those that clash
)

// Solve looks for a solution in which the assumptions hold, until Work reaches the mark. What it learns holds without the
// assumptions and is kept for the next call.
func (s *Solver) Solve(assume []Lit, until int64) Answer {
	s.backTo(0)
	s.core = s.core[:0]
	for {
		if s.broken {
			return Impossible
		}
		if !s.propagate() {
			s.onConflict()
			continue
		}
		if s.Work() >= until || s.stop != nil && s.stop.Load() {
			s.backTo(0)
			return Unknown
		}
		if s.restart.due(s.conflicts) {
			s.restartNow()
			continue
		}
		l, more := s.next(assume)
		if len(s.core) > 0 {
			s.backTo(0)
			return Conflicting
		}
		if !more {
			s.save()
			return Satisfied
		}
		s.starts = append(s.starts, int32(len(s.trail)))
		s.raiseLit(l, whyDecision, int32(True))
		s.work += 20
	}
}

// next is the next assumption that does not hold yet, then a decision. If an assumption is false it fills the core.
func (s *Solver) next(assume []Lit) (Lit, bool) {
	for _, l := range assume {
		if s.Fails(l) {
			s.findCore(assume, l)
			return l, false
		}
		if !s.Holds(l) {
			return l, true
		}
	}
	return s.decide()
}

func (s *Solver) onConflict() {
	s.conflicts++
	s.clearQueue()
	if s.level() == 0 {
		s.broken = true
		return
	}
	if s.auditor != nil {
		s.auditor.conflict(s)
	}
	s.learn()
	s.bumpBy *= decay
}

func (s *Solver) restartNow() {
	s.backTo(0)
	s.restart.next(s.conflicts)
	if len(s.learned) > s.room {
		s.forget()
		s.room += s.room / 20
	}
}

// save keeps the present bounds as the solution.
func (s *Solver) save() {
	s.value = s.value[:0]
	for x := range s.lo {
		s.value = append(s.value, s.bound[2*x])
	}
	s.backTo(0)
}

// Value is the value of a variable in the last solution.
func (s *Solver) Value(x Var) int { return int(s.value[x]) }

// Values is the last solution, one value per variable, valid until the next call of Solve.
func (s *Solver) Values() []int32 { return s.value }

// Core is a set of assumptions that cannot hold together, after Conflicting.
func (s *Solver) Core() []Lit { return s.core }

// findCore traces a false assumption back to the assumptions that made it so.
func (s *Solver) findCore(assume []Lit, l Lit) {
	s.core = append(s.core, l)
	s.sides, s.recent, s.floor = s.sides[:0], 0, 0
	s.requireLit(l ^ 1)
	for len(s.starts) > 0 && len(s.trail) > int(s.starts[0]) {
		e := s.trail[len(s.trail)-1]
		need := s.want[e.side]
		s.undo()
		if need <= e.old {
			continue
		}
		s.want[e.side] = unwanted
		if e.kind != whyDecision {
			s.explain(&e, need)
			continue
		}
		for _, a := range assume { // the assumption that was decided here
			if at := s.atoms[a]; at.side == e.side && at.need == e.now {
				s.core = append(s.core, a)
				break
			}
		}
	}
	s.clearWants()
}

// restarts come after as many conflicts as the Luby sequence says, times a hundred.
type restarts struct {
	at, unit int64
	u, v     int64
}

const lubyUnit = 100

func (r *restarts) init(unit int64) { r.at, r.unit, r.u, r.v = unit, unit, 1, 1 }

func (r *restarts) due(conflicts int64) bool { return conflicts >= r.at }

// next advances the sequence by Knuth's reluctant doubling.
func (r *restarts) next(conflicts int64) {
	if r.u&-r.u == r.v {
		r.u, r.v = r.u+1, 1
	} else {
		r.v *= 2
	}
	r.at = conflicts + r.v*r.unit
}
