package cost

import "math/bits"

// Floor is the largest whole number not above n × r: how many of n a share of r allows. It is 0 where either is not
// positive; a product that does not fit becomes the largest int64.
func (r Rate) Floor(n int64) int64 {
	if n <= 0 || r <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(n), uint64(r))
	if hi >= uint64(FullRate) {
		return 1<<63 - 1
	}
	q, _ := bits.Div64(hi, lo, uint64(FullRate))
	return int64(min(q, 1<<63-1))
}
