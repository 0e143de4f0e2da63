package schedule

import "slices"

// ruins chooses what a move removes. Each neighbourhood earns reward per work; the better ones are chosen more often, and
// none is ever given up.
type ruins struct {
	reward, spent [ruinCount]float64
	near          []int32
	seen          []bool
}

const (
	ruinTime   = iota // groups that finish at about the same time
	ruinLag           // groups that are tied together by lags
	ruinBlock         // a group that is late, and what runs where it could have been
	ruinRandom        // any groups
	ruinSwap          // a heavy late group and lighter earlier ones
	ruinTree          // groups that move earlier, and others that move later, only together
	ruinCount
)

func (r *ruins) init(s *stream) {
	r.seen = make([]bool, s.m.nG)
	for i := range ruinCount {
		r.reward[i], r.spent[i] = 1, 1
	}
}

func (r *ruins) choose(g *rng) int {
	total := 0.0
	var share [ruinCount]float64
	for i := range share {
		share[i] = r.reward[i] / r.spent[i]
		total += share[i]
	}
	x := g.float()
	for i := range share {
		// a tenth is kept for every neighbourhood alike
		p := 0.9*share[i]/total + 0.1/ruinCount
		if x < p {
			return i
		}
		x -= p
	}
	return ruinRandom
}

func (r *ruins) learn(op int, gain float64, work int64) {
	const memory = 0.999
	r.reward[op] = max(memory*r.reward[op]+gain, 0.01)
	r.spent[op] = memory*r.spent[op] + float64(work)/50000
}

// ruinSpan is about how many groups a move removes at most. Small moves gain more for their work, hot or cold.
const ruinSpan = 8

// pick lists the groups that a move removes. Groups from the bank are listed too: they are to be inserted.
func (r *ruins) pick(s *stream, op int, out []int32) []int32 {
	n := s.m.nG
	most := min(n, 2+s.rng.below(min(ruinSpan, max(1, n/2))))
	if len(s.bank) > 0 {
		g := s.bank[s.rng.below(len(s.bank))]
		out = append(out, g)
		most += 2
		if s.rng.below(2) == 0 {
			op = ruinBlock
		}
	}
	seed := int32(-1)
	if len(out) > 0 {
		seed = out[0]
	} else {
		seed = r.seed(s, op)
	}
	if len(out) == 0 {
		out = append(out, seed)
	}
	r.seen[seed] = true
	switch op {
	case ruinTime:
		out = r.byTime(s, seed, most, out)
	case ruinLag:
		out = r.byLag(s, seed, most, out)
	case ruinTree:
		out = r.byTree(s, seed, most, out)
	case ruinBlock, ruinSwap:
		out = r.blocking(s, seed, most, op == ruinSwap, out)
	default:
		for len(out) < most {
			g := int32(s.rng.below(n))
			if r.seen[g] {
				most--
				continue
			}
			r.seen[g] = true
			out = append(out, g)
		}
	}
	for _, g := range out {
		r.seen[g] = false
	}
	return out
}

// seed draws a group; where lateness matters, the one of a few that loses most against its own ideal.
func (r *ruins) seed(s *stream, op int) int32 {
	n := s.m.nG
	g := int32(s.rng.below(n))
	if op != ruinBlock && op != ruinSwap && op != ruinTree {
		return g
	}
	worst := s.loss(g)
	for range 3 {
		if o := int32(s.rng.below(n)); s.loss(o) > worst {
			g, worst = o, s.loss(o)
		}
	}
	return g
}

// loss is what a placed group costs above its least possible in the focus objective.
func (s *stream) loss(g int32) int64 {
	if s.mode[g] < 0 {
		return 0
	}
	gm := s.m.gm(g, s.mode[g])
	cost := gm.fixed[s.focus]
	for _, a := range gm.present {
		cost += rate(s.m.am(a, s.mode[g]), s.focus) * int64(s.end[a])
	}
	return cost - s.guide.least[g][s.focus]
}

// finishOf is the end of the last urgent step of a placed group, or of its last step; -1 where there is none.
func (s *stream) finishOf(g int32) int32 {
	if s.mode[g] < 0 {
		return -1
	}
	return s.last[g]
}

// sample keeps most of a list, at random.
func (r *ruins) sample(s *stream, most int, out []int32) []int32 {
	for len(out) < most && len(r.near) > 0 {
		i := s.rng.below(len(r.near))
		g := r.near[i]
		r.near[i] = r.near[len(r.near)-1]
		r.near = r.near[:len(r.near)-1]
		if !r.seen[g] {
			r.seen[g] = true
			out = append(out, g)
		}
	}
	return out
}

func (r *ruins) byTime(s *stream, seed int32, most int, out []int32) []int32 {
	at := s.finishOf(seed)
	if at < 0 {
		at = int32(s.rng.below(s.m.h))
	}
	width := int32(1 + s.rng.below(max(2, s.m.h/10)))
	r.near = r.near[:0]
	for g := range int32(s.m.nG) {
		if f := s.finishOf(g); f >= at-width && f <= at+width {
			r.near = append(r.near, g)
		}
	}
	s.work += int64(3 * s.m.nG)
	return r.sample(s, most, out)
}

// byLag walks from group to group along lags.
func (r *ruins) byLag(s *stream, seed int32, most int, out []int32) []int32 {
	for i := 0; i < len(out) && len(out) < most; i++ {
		near := s.guide.near[out[i]]
		if len(near) == 0 {
			continue
		}
		at := s.rng.below(len(near))
		for j := range near {
			g := near[(at+j)%len(near)]
			if !r.seen[g] && len(out) < most && s.rng.below(3) > 0 {
				r.seen[g] = true
				out = append(out, g)
			}
		}
	}
	if len(out) < 2 {
		return r.byTime(s, seed, most, out)
	}
	return out
}

// blocking lists groups that finish where the seed could have: between its earliest finish and its present one. With
// lighter set only those that weigh less than the seed are taken.
func (r *ruins) blocking(s *stream, seed int32, most int, lighter bool, out []int32) []int32 {
	from, to := int32(s.m.h), s.finishOf(seed)
	for mode := range s.m.modes(seed) {
		gm := s.m.gm(seed, mode)
		if gm.dead {
			continue
		}
		for i, a := range gm.present {
			x := s.m.am(a, mode)
			if gm.urgent[i] || i == len(gm.present)-1 {
				from = min(from, x.est+x.dur)
				if to < 0 {
					to = x.lst + x.dur
				}
			}
		}
	}
	if span := to - from; span > 8 {
		// a part of the way is more often possible than all of it
		from = to - 2 - int32(s.rng.below(int(span)))
	}
	weight := s.guide.rules[1]
	r.near = r.near[:0]
	for g := range int32(s.m.nG) {
		if f := s.finishOf(g); f >= from && f <= to && (!lighter || weight[g] > weight[seed]) {
			r.near = append(r.near, g)
		}
	}
	s.work += int64(3 * s.m.nG)
	out = r.sample(s, most, out)
	// those that the seed waits for often have to come along
	for _, p := range s.guide.preds[seed] {
		if !r.seen[p] && s.rng.below(2) == 0 && !slices.Contains(out, p) {
			r.seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// byTree takes the seed with those before it that stand in its way, and then others that finish a little earlier, each
// with all that waits for it: where the seed goes forward, they have to go back together.
func (r *ruins) byTree(s *stream, seed int32, most int, out []int32) []int32 {
	at := s.finishOf(seed)
	for i := len(out) - 1; i < len(out) && len(out) < most; i++ {
		out = r.reach(s, s.guide.preds[out[i]], at-int32(1+s.rng.below(10)), int32(s.m.h), most, out)
	}
	most += len(out)
	width := int32(2 + s.rng.below(max(2, s.m.h/8)))
	for try := 0; try < 30 && len(out) < most; try++ {
		o := int32(s.rng.below(s.m.nG))
		f := s.finishOf(o)
		if r.seen[o] || f > at || f < at-width {
			continue
		}
		r.seen[o] = true
		out = append(out, o)
		for i := len(out) - 1; i < len(out) && len(out) < most; i++ {
			out = r.reach(s, s.guide.succs[out[i]], 0, f+width, most, out)
		}
	}
	return out
}

// reach adds those of a list that finish from … to.
func (r *ruins) reach(s *stream, list []int32, from, to int32, most int, out []int32) []int32 {
	for _, g := range list {
		if f := s.finishOf(g); !r.seen[g] && len(out) < most && f >= from && f <= to {
			r.seen[g] = true
			out = append(out, g)
		}
	}
	return out
}
