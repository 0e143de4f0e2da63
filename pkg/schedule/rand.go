package schedule

import "math"

// rng is splitmix64 (Steele, Lea and Flood 2014): eight bytes of state, the same numbers on every machine, and nothing
// shared between streams.
type rng struct{ x uint64 }

func splitmix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

func newRNG(seed uint64, stream int) rng {
	return rng{splitmix(seed) ^ splitmix(uint64(stream)*0x2545f4914f6cdd1d+1)}
}

func (r *rng) next() uint64 {
	v := splitmix(r.x)
	r.x += 0x9e3779b97f4a7c15
	return v
}

// below gives a number in 0 … n-1; n must be positive. The bias of the multiplication is below n/2^32.
func (r *rng) below(n int) int { return int((r.next() >> 32) * uint64(n) >> 32) }

// float gives a number in [0, 1).
func (r *rng) float() float64 { return float64(r.next()>>11) / (1 << 53) }

// exp gives an exponentially distributed number of mean 1.
func (r *rng) exp() float64 { return -math.Log(1 - r.float()) }
