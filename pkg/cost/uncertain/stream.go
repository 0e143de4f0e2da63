package uncertain

import "math/rand/v2"

// Stream gives the random numbers of one run. Each run has a stream of its own, a function of the seed and of the run's
// number, and draws from it in a fixed order; so it does not matter which core plays which run, and when.
type Stream struct{ pcg rand.PCG }

// Begin starts the stream of a run.
func (s *Stream) Begin(seed uint64, run int) { s.pcg.Seed(seed, uint64(run)) }

// Uniform gives the next number in [0, 1): a multiple of 2⁻⁵³.
func (s *Stream) Uniform() float64 { return float64(s.pcg.Uint64()>>11) / (1 << 53) }
