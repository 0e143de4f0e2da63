package schedule

// overlap is the set function with what it says of itself.
type overlap struct {
	fn     SetFunction
	steady bool // the period makes no difference
	covers []Cover
	report ConflictOptions
}

func newOverlap(fn SetFunction) *overlap {
	steady, ok := fn.(Steady)
	o := &overlap{fn: fn, steady: ok && steady.Steady()}
	if covering, ok := fn.(Covering); ok {
		o.covers = covering.Covers()
	}
	return o
}

// overlapCache remembers a stream's latest answers, which may cost a network computation each: direct-mapped, no lock.
// Keys are 64-bit hashes of set and period; the probability that two different sets ever meet is about (number of sets)²
// / 2^65, and the final schedule is checked against the function itself.
type overlapCache struct {
	slots []uint64 // key with the answer in the lowest bit; 0 is empty
	set   []Running
}

const cacheBits = 17

func newOverlapCache() *overlapCache { return &overlapCache{slots: make([]uint64, 1<<cacheBits)} }

// allowed asks whether activity-in-mode x may join those that run in period t.
func (st *state) allowed(a, mode int32, x *actMode, t int) bool {
	key := splitmix(st.exclHash[t] + x.key)
	if !st.m.overlap.steady {
		key ^= splitmix(uint64(t) + 0x1234567)
	}
	key &^= 1
	slot := &st.cache.slots[key>>(64-cacheBits)]
	if *slot&^1 == key && *slot != 0 {
		st.work += 20
		return *slot&1 == 1
	}
	st.work += 300 + 150*int64(len(st.excl[t])) // a network with so much of it off, measured on us-carrier
	set := st.cache.set[:0]
	for _, b := range st.excl[t] {
		set = append(set, Running{Activity: int(b), Mode: int(st.mode[st.m.groupOf[b]])})
	}
	set = append(set, Running{Activity: int(a), Mode: int(mode)})
	st.cache.set = set
	ok := st.m.overlap.fn.Allowed(t, set)
	*slot = key
	if ok {
		*slot |= 1
	} else {
		st.met.meet(t, set)
	}
	return ok
}

// overlapAsker answers for the lazy-clause solver, which names activities in modes by their number. It remembers by hash as the
// cache does.
type overlapAsker struct {
	m     *model
	who   []Running
	keys  []uint64
	known map[uint64]bool
	set   []Running
	met   *conflictRecord
}

func (o *overlapAsker) allowed(t int, set []int32) bool {
	key := uint64(0)
	for _, i := range set {
		key += o.keys[i]
	}
	if key = splitmix(key); !o.m.overlap.steady {
		key ^= splitmix(uint64(t) + 0x1234567)
	}
	ok, known := o.known[key]
	if !known {
		o.set = o.set[:0]
		for _, i := range set {
			o.set = append(o.set, o.who[i])
		}
		ok = o.m.overlap.fn.Allowed(t, o.set)
		o.known[key] = ok
		if !ok {
			o.met.meet(t, o.set)
		}
	}
	return ok
}
