package schedule

// builder inserts whole groups into a schedule under construction. A group is placed so that the steps that matter come
// as early as they fit, what leads up to them is then moved as late as it can be (money and crews stay free longer), and
// what follows them is placed late or early as the caller wishes.
type builder struct {
	*state
	rng   rng
	blink uint32  // out of 2^32: how often a start that fits is passed over (Christiaens and Vanden Berghe 2020)
	early bool    // place followers as early as possible instead of as late as possible
	fees  *tariff // prices of the relaxation, or nil; what leads up to the steps that matter goes where it is cheapest
	dear  bool    // modes, too, are chosen by what they cost under these prices
	wait  bool    // steps that the objective counts are not placed before the relaxation has them, unless they must be
	focus int     // the objective whose cost decides between modes, before all others in their order
	owing int     // which overdraft that is, -1 for none
	ends  int32   // no step is moved behind this

	lo, hi   []int32 // per activity: window inside the present schedule
	kept     []int32 // per activity: starts of the best mode so far
	cost     []int64 // per objective: of the mode being tried
	keptCost []int64
	tried    []int32   // modes of the group being inserted
	owed     []int64   // per overdraft: its value without that group
	glance   []float64 // scratch of thriftiest
	tally    tally
}

func newBuilder(m *model, seed uint64, stream int) *builder {
	b := &builder{state: newState(m), rng: newRNG(seed, stream), lo: make([]int32, m.nA), hi: make([]int32, m.nA), kept: make([]int32, m.nA),
		cost: make([]int64, m.nK), keptCost: make([]int64, m.nK), tally: newTally(m), owed: make([]int64, len(m.charges)), glance: make([]float64, m.h+1), ends: int32(m.h)}
	b.focusOn(0)
	return b
}

// insert places group g in the mode that costs least, and reports whether any mode fits. A group that does not fit is
// left out entirely.
func (b *builder) insert(g int32) bool {
	if b.dear {
		return b.insertPriced(g)
	}
	chosen, inPlace := int32(-1), int32(-1)
	n := b.m.modes(g)
	b.tried = b.tried[:0]
	for i := range b.owed {
		b.owed[i] = b.overdraft(i)
	}
	for mode := range n {
		if b.hopeless(g, mode) || !b.openMode(g, mode) {
			continue
		}
		b.tried = append(b.tried, mode)
		b.boundCost(g, mode)
		if chosen >= 0 && !b.cheaper(b.cost, b.keptCost) {
			continue
		}
		if chosen >= 0 && b.blink > 0 && uint32(b.rng.next()>>32) < b.blink {
			continue
		}
		if inPlace >= 0 {
			b.clearGroup(g, inPlace)
			inPlace = -1
		}
		if !b.tryMode(g, mode) {
			continue
		}
		inPlace = mode
		b.ease(g, mode)
		b.placedCost(g, mode)
		if chosen < 0 || b.cheaper(b.cost, b.keptCost) {
			chosen = mode
			copy(b.keptCost, b.cost)
			for _, a := range b.m.gm(g, mode).present {
				b.kept[a] = b.start[a]
			}
		}
	}
	return b.settle(g, chosen, inPlace)
}

// insertPriced is insert with the choice of mode left to the prices of the relaxation.
func (b *builder) insertPriced(g int32) bool {
	chosen, inPlace := int32(-1), int32(-1)
	least := 0.0
	b.tried = b.tried[:0]
	for mode := range b.m.modes(g) {
		if b.hopeless(g, mode) || !b.openMode(g, mode) {
			continue
		}
		b.tried = append(b.tried, mode)
		if inPlace >= 0 {
			b.clearGroup(g, inPlace)
			inPlace = -1
		}
		if !b.tryMode(g, mode) {
			continue
		}
		inPlace = mode
		b.delayAll(g, mode)
		b.ease(g, mode)
		if price := b.fees.price(b.state, g, mode); chosen < 0 || price < least {
			chosen, least = mode, price
			for _, a := range b.m.gm(g, mode).present {
				b.kept[a] = b.start[a]
			}
		}
	}
	return b.settle(g, chosen, inPlace)
}

// hopeless reports whether a mode that asks for the same times, at no higher cost, was tried before.
func (b *builder) hopeless(g, mode int32) bool {
	class := b.m.class[b.m.gmOff[g] : b.m.gmOff[g]+b.m.modes(g)]
	for _, other := range b.tried {
		if class[other] == class[mode] && !b.cheaper(b.m.gm(g, mode).fixed, b.m.gm(g, other).fixed) {
			return true
		}
	}
	return false
}

// settle books the chosen mode; inPlace is the mode whose activities are placed at the moment, or -1.
func (b *builder) settle(g, chosen, inPlace int32) bool {
	if inPlace >= 0 && inPlace != chosen {
		b.clearGroup(g, inPlace)
		inPlace = -1
	}
	if chosen < 0 {
		b.mode[g] = -1
		return false
	}
	if inPlace < 0 {
		b.put(g, chosen, b.kept)
	} else {
		b.choose(g, chosen)
		b.addRates(g, 1)
	}
	if b.owing < 0 { // else they stand where they cost least
		b.delayAll(g, chosen)
	}
	return true
}

// delayAll moves what leads up to the steps that matter late: steps without a rate, so no value changes.
func (b *builder) delayAll(g, mode int32) {
	gm := b.m.gm(g, mode)
	for i := len(gm.present) - 1; i >= 0; i-- {
		if a := gm.present[i]; gm.before[i] && len(b.m.am(a, mode).profiles) > 0 {
			b.delay(a, mode)
		}
	}
}

// clearGroup takes the placed activities of a trial out again.
func (b *builder) clearGroup(g, mode int32) {
	for _, a := range b.m.gm(g, mode).present {
		if b.start[a] >= 0 {
			b.unplace(a, b.m.am(a, mode))
		}
	}
	b.mode[g] = -1
}

func (b *builder) cheaper(x, y []int64) bool {
	if x[b.focus] != y[b.focus] {
		return x[b.focus] < y[b.focus]
	}
	for k := range x {
		if x[k] != y[k] {
			return x[k] < y[k]
		}
	}
	return false
}

// openMode computes the windows that budgets and the lags to placed activities leave to each step, and reports whether
// there is room at all.
func (b *builder) openMode(g, mode int32) bool {
	m := b.m
	gm := m.gm(g, mode)
	if gm.dead {
		return false
	}
	for i, u := range gm.uses {
		if u > 0 && !b.affords(g, i, u) {
			b.tally.add(blocker{LimitBudget, int32(i), -1}, -1)
			return false
		}
	}
	b.work += 10 + 25*int64(len(gm.present))
	for _, a := range gm.present {
		x := m.am(a, mode)
		lo, hi := x.est, x.lst
		for _, e := range m.preds[a] {
			if m.groupOf[e.other] == g { // in another mode it may be placed at the moment
				if y := m.am(e.other, mode); !y.absent {
					lo = max(lo, b.lo[e.other]+y.dur+e.min)
				}
			} else if b.start[e.other] >= 0 {
				lo = max(lo, b.end[e.other]+e.min)
			}
		}
		for _, e := range m.succs[a] {
			if m.groupOf[e.other] != g && b.start[e.other] >= 0 {
				hi = min(hi, b.start[e.other]-e.min-x.dur)
			}
		}
		if b.wait && rate(x, b.focus) > 0 {
			lo = max(lo, min(b.goal(g, x), hi))
		}
		if lo > hi {
			b.tally.add(blocker{LimitLag, -1, lo}, a)
			return false
		}
		b.lo[a], b.hi[a] = x.next[lo], hi
	}
	for i := len(gm.present) - 1; i >= 0; i-- {
		a := gm.present[i]
		x := m.am(a, mode)
		hi := b.hi[a]
		for _, e := range m.succs[a] {
			if m.groupOf[e.other] == g && !m.am(e.other, mode).absent {
				hi = min(hi, b.hi[e.other]-e.min-x.dur)
			}
		}
		if hi < b.lo[a] {
			b.tally.add(blocker{LimitLag, -1, b.lo[a]}, a)
			return false
		}
		b.hi[a] = x.prev[hi]
		if b.hi[a] < b.lo[a] {
			b.tally.add(blocker{LimitWindow, -1, b.lo[a]}, a)
			return false
		}
	}
	return true
}

// goal is the start from which on a step is complete when the relaxation has it complete, or the last before that.
func (b *builder) goal(g int32, x *actMode) int32 {
	return max(0, x.prev[max(0, min(int32(b.fees.finish[g]+0.5)-x.dur, int32(b.m.h)))])
}

// boundCost fills cost with the least that the mode can add, given the windows of openMode.
func (b *builder) boundCost(g, mode int32) {
	b.sumCost(g, mode, b.lo)
	for i, c := range b.m.charges {
		b.cost[c.k] = b.owed[i]
	}
}

// placedCost fills cost with what the placed mode adds; for an overdraft, with what it comes to.
func (b *builder) placedCost(g, mode int32) {
	b.sumCost(g, mode, b.start)
	for i, c := range b.m.charges {
		b.cost[c.k] = b.overdraft(i)
	}
}

func (b *builder) sumCost(g, mode int32, starts []int32) {
	gm := b.m.gm(g, mode)
	copy(b.cost, gm.fixed)
	last := int64(0)
	for _, a := range gm.present {
		x := b.m.am(a, mode)
		done := int64(starts[a] + x.dur)
		last = max(last, done)
		for k, r := range x.rate {
			b.cost[k] += r * done
		}
	}
	for k, is := range b.m.makespan {
		if is {
			b.cost[k] = last
		}
	}
}

// tryMode places the steps of a group in a mode whose windows openMode has computed. On failure nothing stays placed.
func (b *builder) tryMode(g, mode int32) bool {
	gm := b.m.gm(g, mode)
	b.mode[g] = mode
	for i, a := range gm.present {
		if !gm.urgent[i] && !gm.before[i] {
			continue
		}
		if !b.placeEarly(a, mode) {
			b.clearGroup(g, mode)
			return false
		}
	}
	if !b.early && b.followLate(g, mode, gm) {
		return true
	}
	for i, a := range gm.present {
		if !gm.urgent[i] && !gm.before[i] && !b.placeEarly(a, mode) {
			b.clearGroup(g, mode)
			return false
		}
	}
	return true
}

// after is the earliest start that placed activities leave to a.
func (b *builder) after(a int32) int32 {
	lo := b.lo[a]
	for _, e := range b.m.preds[a] {
		if b.start[e.other] >= 0 {
			lo = max(lo, b.end[e.other]+e.min)
		}
	}
	return lo
}

// until is the latest start that placed activities leave to a.
func (b *builder) until(a int32, x *actMode) int32 {
	hi := b.hi[a]
	for _, e := range b.m.succs[a] {
		if b.start[e.other] >= 0 {
			hi = min(hi, b.start[e.other]-e.min-x.dur)
		}
	}
	return hi
}

func (b *builder) placeEarly(a, mode int32) bool {
	x := b.m.am(a, mode)
	lo, hi := b.after(a), b.until(a, x)
	why := blocker{LimitWindow, -1, lo}
	for s := x.next[max(0, min(lo, int32(b.m.h+1)))]; s <= hi; {
		ok, later, blocked := b.fits(a, mode, x, s)
		if ok {
			if b.blink == 0 || uint32(b.rng.next()>>32) >= b.blink {
				b.place(a, x, s)
				return true
			}
			later = s + 1
		} else {
			why = blocked
		}
		s = x.next[later]
	}
	b.tally.add(why, a)
	return false
}

// delay moves a placed activity as late as what follows it allows, or to where it costs least.
func (b *builder) delay(a, mode int32) {
	x := b.m.am(a, mode)
	from := b.start[a]
	to := x.lst
	for _, e := range b.m.succs[a] {
		if b.start[e.other] >= 0 {
			to = min(to, b.start[e.other]-e.min-x.dur)
		}
	}
	if to <= from {
		return
	}
	b.unplace(a, x)
	if b.fees != nil {
		from = b.cheapest(a, mode, x, from, to)
	} else if s := b.latest(a, mode, x, from, to); s >= 0 {
		from = s
	}
	b.place(a, x, from)
}

// cheapest finds the start in from … to that costs least under the prices, the last of those that cost the same. Late is
// not always best: where money comes back some time after it was spent, it is worth spending that long before it is short.
// from is known to fit.
func (b *builder) cheapest(a, mode int32, x *actMode, from, to int32) int32 {
	best, least := from, b.fees.step(b.m, a, mode, x, from)
	for s := x.prev[to]; s > from; s = x.prev[s-1] {
		b.work += 20
		price := b.fees.step(b.m, a, mode, x, s)
		if price > least || best != from && price >= least {
			continue
		}
		if ok, _, _ := b.fits(a, mode, x, s); ok {
			best, least = s, price
		}
	}
	return best
}

// followLate places the steps that nobody waits for, the last one first, each as late as it fits. On failure it leaves
// them all out.
func (b *builder) followLate(g, mode int32, gm *groupMode) bool {
	none := true
	for i, a := range gm.present {
		if gm.urgent[i] || gm.before[i] {
			continue
		}
		none = false
		lo := b.after(a)
		for _, e := range b.m.preds[a] {
			if b.start[e.other] < 0 && b.m.groupOf[e.other] == g {
				if y := b.m.am(e.other, mode); !y.absent {
					lo = max(lo, b.lo[e.other]+y.dur+e.min)
				}
			}
		}
		if lo > int32(b.m.h) {
			return false
		}
		b.lo[a] = lo
	}
	if none {
		return true
	}
	for i := len(gm.present) - 1; i >= 0; i-- {
		if gm.urgent[i] || gm.before[i] {
			continue
		}
		a := gm.present[i]
		x := b.m.am(a, mode)
		s := int32(-1)
		if hi := b.until(a, x); hi >= 0 {
			s = b.latest(a, mode, x, b.lo[a], hi)
		}
		if s < 0 {
			for j := i + 1; j < len(gm.present); j++ {
				if c := gm.present[j]; !gm.urgent[j] && !gm.before[j] {
					b.unplace(c, b.m.am(c, mode))
				}
			}
			return false
		}
		b.place(a, x, s)
	}
	return true
}
