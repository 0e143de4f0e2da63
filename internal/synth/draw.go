package synth

// Draw is a source of chance without state: a draw depends on the seed, on what is drawn and for which number, and on no
// draw before it. Adding a rule therefore changes nothing that other rules decided.
//
//	draw(what, n) = splitmix64(splitmix64(seed + n) xor fnv1a64(what))
//
// Sources: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (the finaliser and the
// increment); FNV-1a of Fowler, Noll and Vo, 64 bits.
type Draw uint64

func splitmix64(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Of returns 64 bits for the n-th draw of what.
func (d Draw) Of(what string, n int) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(what) {
		h = (h ^ uint64(what[i])) * 0x100000001b3
	}
	return splitmix64(splitmix64(uint64(d)+uint64(n)) ^ h)
}

// Below returns a number in 0…limit-1, and 0 for a limit below 1. The bias of the remainder is under 2⁻⁴⁰ for every
// limit used here.
func (d Draw) Below(limit int, what string, n int) int {
	if limit < 1 {
		return 0
	}
	return int(d.Of(what, n) % uint64(limit))
}

// Chance is true in so many of a hundred draws.
func (d Draw) Chance(percent int, what string, n int) bool { return d.Below(100, what, n) < percent }

// Between returns a number in low…high, both included.
func (d Draw) Between(low, high int, what string, n int) int {
	return low + d.Below(high-low+1, what, n)
}
