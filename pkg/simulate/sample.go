package simulate

import (
	"github.com/riprep/riprep/pkg/cost"
)

// outcome is what one run comes to.
type outcome struct {
	cost     cost.Cents
	counted  cost.Cents // by the programme, before proration
	own      cost.Cents // of the cost, what is not paid back, however late
	interest cost.Cents
	lowest   cost.Cents // balance
	lowestAt int        // period
	working  cost.Cents // most that was laid out and not paid back yet
	short    bool       // the balance fell below what the credit line allows
	finish   int        // periods until everything is complete
}

// The figures of a run that quantiles are taken of, in the order of a sample.
const (
	figCost = iota
	figCounted
	figOwn
	figInterest
	figWorking
	figLowest
	figLowestAt
	figFinish
	figures
)

func (o *outcome) values() [figures]int64 {
	return [figures]int64{
		figCost: int64(o.cost), figCounted: int64(o.counted), figOwn: int64(o.own), figInterest: int64(o.interest),
		figWorking: int64(o.working), figLowest: int64(o.lowest), figLowestAt: int64(o.lowestAt), figFinish: int64(o.finish),
	}
}

// sample is what is kept of all runs, by the number of the run: it does not matter who plays it. Details, which the drivers
// are read off, are kept of the first runs only, so that memory stays bounded.
type sample struct {
	values    [figures][]int64
	detailed  int         // runs with details
	factors   [][]float64 // by run: inflation, and the categories
	items     [][]float64 // by run and item: what its lines cost
	packages  [][]float64 // by run and package: what it costs
	durations [][]int32   // by run and package: periods of its activities
}

const (
	mostDetailed = 10_000    // runs with details
	mostNumbers  = 4_000_000 // of the details, as far as a hundred runs allow
	leastDetails = 100
)

func newSample(m *model, runs int) *sample {
	s := &sample{}
	for i := range s.values {
		s.values[i] = make([]int64, runs)
	}
	numbers := 1 + len(m.prices.Categories()) + len(m.prices.Items()) + 2*len(m.play.Packages)
	s.detailed = min(runs, mostDetailed, max(leastDetails, mostNumbers/numbers))
	s.factors, s.items = make([][]float64, s.detailed), make([][]float64, s.detailed)
	s.packages, s.durations = make([][]float64, s.detailed), make([][]int32, s.detailed)
	return s
}

// keep notes a run.
func (s *sample) keep(run int, p *player) {
	for i, v := range p.out.values() {
		s.values[i][run] = v
	}
	if run >= s.detailed {
		return
	}
	s.factors[run] = append([]float64{p.drawn.Inflation}, p.drawn.Categories...)
	s.items[run], s.packages[run] = floats(p.byItem), floats(p.byPackage)
	if p.m.play.Dated {
		s.durations[run] = p.durations()
	}
}

// durations are the periods that the activities of each package take.
func (p *player) durations() []int32 {
	out := make([]int32, len(p.m.play.Packages))
	for i := range p.m.acts {
		if at := p.m.acts[i].Package; at >= 0 && !p.m.acts[i].Paid {
			out[at] += int32(p.finish[i] - p.start[i])
		}
	}
	return out
}

func floats(of []int64) []float64 {
	out := make([]float64, len(of))
	for i, x := range of {
		out[i] = float64(x)
	}
	return out
}

// tally counts runs; those of all players add up.
type tally struct {
	met      []int // by due day: in time
	enough   int   // the estimate was
	covered  int   // the balance stayed within the credit line
	critical []int // by package: on a longest chain
	seen     []int // scratch: the run in which a package was counted last, plus 1
}

func newTally(m *model) *tally {
	n := len(m.play.Packages)
	return &tally{met: make([]int, len(m.play.Dues)), critical: make([]int, n), seen: make([]int, n)}
}

// count adds a run.
func (t *tally) count(run int, p *player) {
	if p.out.cost <= p.m.estimated {
		t.enough++
	}
	if !p.m.play.Dated {
		return
	}
	if !p.out.short {
		t.covered++
	}
	for i := range p.m.play.Dues {
		d := &p.m.play.Dues[i]
		in := true
		for _, a := range d.Activities {
			in = in && p.finish[a] <= d.Periods
		}
		if in {
			t.met[i]++
		}
	}
	for i := range p.m.acts {
		if at := p.m.acts[i].Package; p.critical[i] && at >= 0 && t.seen[at] != run+1 {
			t.seen[at] = run + 1
			t.critical[at]++
		}
	}
}

// add adds what another player counted.
func (t *tally) add(o *tally) {
	t.enough += o.enough
	t.covered += o.covered
	for i := range t.met {
		t.met[i] += o.met[i]
	}
	for i := range t.critical {
		t.critical[i] += o.critical[i]
	}
}
