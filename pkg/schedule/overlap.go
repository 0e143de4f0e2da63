package schedule

import "sync"

// overlapMemo remembers the answers of the set function, which may cost a network computation each. Keys are 64-bit
// hashes of period and set; the probability that two different sets ever meet is about (number of sets)² / 2^65, and the
// final schedule is checked against the function itself. The memo is shared by all streams; because the function is pure,
// who asks first makes no difference to any answer.
type overlapMemo struct {
	fn     SetFunction
	steady bool // the period makes no difference
	shards [64]struct {
		sync.Mutex
		known map[uint64]bool
	}
}

// shardSize bounds the memory of the memo: a full shard is forgotten as a whole.
const shardSize = 1 << 14

func newOverlapMemo(fn SetFunction) *overlapMemo {
	steady, ok := fn.(Steady)
	return &overlapMemo{fn: fn, steady: ok && steady.Steady()}
}

func (o *overlapMemo) allowed(key uint64, period int, set []Running) bool {
	s := &o.shards[key>>58]
	s.Lock()
	ok, seen := s.known[key]
	s.Unlock()
	if seen {
		return ok
	}
	ok = o.fn.Allowed(period, set)
	s.Lock()
	if s.known == nil || len(s.known) >= shardSize {
		s.known = make(map[uint64]bool)
	}
	s.known[key] = ok
	s.Unlock()
	return ok
}

// overlapCache is a stream's own small front of the memo: direct-mapped, no lock.
type overlapCache struct {
	slots []uint64 // key with the answer in the lowest bit; 0 is empty
	set   []Running
}

const cacheBits = 15

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
	st.work += 400
	set := st.cache.set[:0]
	for _, b := range st.excl[t] {
		set = append(set, Running{Activity: int(b), Mode: int(st.mode[st.m.groupOf[b]])})
	}
	set = append(set, Running{Activity: int(a), Mode: int(mode)})
	st.cache.set = set
	ok := st.m.overlap.allowed(key, t, set)
	*slot = key
	if ok {
		*slot |= 1
	}
	return ok
}
