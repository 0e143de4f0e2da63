package milp

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (s bitset) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s bitset) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

func (s bitset) join(o bitset) {
	for i, w := range o {
		s[i] |= w
	}
}

func (s bitset) meet(o bitset) {
	for i, w := range o {
		s[i] &= w
	}
}
