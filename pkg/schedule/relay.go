package schedule

// relay shares one stream's work between a searcher and a prover: the searcher has it while it gets anywhere, and
// then a quarter.
type relay struct {
	first  worker
	second *exact
	since  int64 // work of the searcher when it last found something
	turns  int64
}

func newRelay(first worker, second *exact) *relay { return &relay{first: first, second: second} }

const (
	relayPatience = 300_000_000 // work that the searcher may spend without finding anything, at least
	relayFactor   = 2           // and as a multiple of what it had spent when it last did
)

func (r *relay) run(until int64) {
	turn := until - r.spent()
	before := r.first.found()
	r.turns++
	if spent := r.first.spent(); spent > relayFactor*r.since+relayPatience && r.turns%4 != 0 {
		r.second.run(r.second.work + turn)
		return
	}
	r.first.run(r.first.spent() + turn)
	if r.first.found() != before {
		r.since = r.first.spent()
	}
}

func (r *relay) spent() int64 { return r.first.spent() + r.second.spent() }

func (r *relay) found() *best { return nil } // both are asked on their own

func (r *relay) bounded(int) (int64, bool) { return 0, false }

func (r *relay) hear(b *best, bound int64) {
	r.first.hear(b, bound)
	r.second.hear(b, bound)
}

func (r *relay) turnTo(int, *best, int64) {}
