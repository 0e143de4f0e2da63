package lcg

// edge demands, while its condition holds, that side `to` is at least side `from` plus gap.
type edge struct {
	from, to, gap int32
	cond          Lit
}

// Edge demands y ≥ x + gap whenever the condition holds.
func (s *Solver) Edge(x, y Var, gap int, cond Lit) {
	if cond == False {
		return
	}
	id := int32(len(s.edges))
	fx, fy := 2*int32(x), 2*int32(y)
	s.edges = append(s.edges, edge{fx, fy, int32(gap), cond}, edge{fy + 1, fx + 1, int32(gap), cond})
	s.out[fx] = append(s.out[fx], id)
	s.out[fy+1] = append(s.out[fy+1], id+1)
	if cond != True {
		s.watches[cond^1] = append(s.watches[cond^1], watch{ref: ^id})
	}
	if !s.broken {
		s.broken = !s.follow(id) || !s.follow(id+1)
	}
}

// subscribe has a propagator run whenever the side moves.
func (s *Solver) subscribe(p, side int32) {
	for _, q := range s.wake[side] {
		if q == p {
			return
		}
	}
	s.wake[side] = append(s.wake[side], p)
}

// watchAtom has a propagator run when the literal's variable moves so that the literal may have changed either way.
func (s *Solver) watchAtom(p int32, l Lit) {
	if l == True || l == False {
		return
	}
	side := s.atoms[l].side
	s.subscribe(p, side)
	s.subscribe(p, side^1)
}

// register adds a propagator and returns its number.
func (s *Solver) register(p propagator) int32 {
	s.props = append(s.props, p)
	s.queued = append(s.queued, false)
	n := int32(len(s.props) - 1)
	s.enqueue(n)
	return n
}

func (s *Solver) enqueue(p int32) {
	if s.queued[p] {
		return
	}
	s.queued[p] = true
	rank := s.props[p].rank()
	s.queue[rank] = append(s.queue[rank], p)
}

// propagate narrows until nothing moves. It reports false on a conflict, which then stands in s.fail.
func (s *Solver) propagate() bool {
	for {
		for s.head < len(s.trail) {
			e := s.trail[s.head]
			s.head++
			if !s.spread(e.side, e.old, e.now) {
				return false
			}
		}
		rank := 0
		for rank < len(s.queue) && len(s.queue[rank]) == 0 {
			rank++
		}
		if rank == len(s.queue) {
			return true
		}
		p := s.queue[rank][0]
		s.queue[rank] = s.queue[rank][:copy(s.queue[rank], s.queue[rank][1:])]
		s.queued[p] = false
		if !s.props[p].propagate(s) {
			return false
		}
	}
}

// spread tells everybody that a side has moved.
func (s *Solver) spread(side, old, now int32) bool {
	out := s.out[side]
	for _, id := range out {
		e := &s.edges[id]
		if s.bound[e.to] < now+e.gap && !s.follow(id) {
			return false
		}
	}
	s.work += int64(12 + 3*len(out))
	l, stride := s.lit(side, old+1), Lit(2)
	if side&1 == 1 {
		stride = -2
	}
	for range now - old {
		if len(s.watches[l^1]) > 0 && !s.visit(l^1) {
			return false
		}
		l += stride
	}
	s.work += int64(now - old)
	for _, p := range s.wake[side] {
		s.enqueue(p)
	}
	return true
}

// follow makes an edge true, or its condition false if it cannot be.
func (s *Solver) follow(id int32) bool {
	e := &s.edges[id]
	need := s.bound[e.from] + e.gap
	if s.bound[e.to] >= need || s.Fails(e.cond) {
		return true
	}
	if s.Holds(e.cond) {
		return s.raise(e.to, need, whyEdge, id)
	}
	if need > -s.bound[e.to^1] {
		return s.raiseLit(e.cond^1, whyEdgeOff, id)
	}
	return true
}
