package schedule

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
)

func gapOf(s Solution, k int) float64 {
	if s.Values == nil || !s.BoundKnown[k] || s.Values[k] == 0 {
		return 100
	}
	return 100 * float64(s.Values[k]-s.Bounds[k]) / float64(s.Values[k])
}

// BenchmarkNetwork solves generated plans at the default effort and a tenth of it; the gap of each objective is a metric.
func BenchmarkNetwork(b *testing.B) {
	for _, n := range []int{200, 1000} {
		for _, effort := range []int64{DefaultEffort / 10, DefaultEffort} {
			b.Run(fmt.Sprintf("groups=%d/effort=%d", n, effort), func(b *testing.B) {
				p := network(n, 1)
				var s Solution
				for b.Loop() {
					s, _ = Solve(context.Background(), p, Options{Effort: effort})
				}
				b.ReportMetric(gapOf(s, 0), "%gap0")
				b.ReportMetric(gapOf(s, 1), "%gap1")
			})
		}
	}
}

// BenchmarkFirst measures how long the first schedule of a tight plan takes.
func BenchmarkFirst(b *testing.B) {
	for _, n := range []int{200, 1000} {
		b.Run(fmt.Sprintf("groups=%d", n), func(b *testing.B) {
			p := network(n, 1)
			for b.Loop() {
				if s, _ := Solve(context.Background(), p, Options{First: true}); s.Values == nil {
					b.Fatal("none found")
				}
			}
		})
	}
}

// BenchmarkMoves5000 counts the moves of the search, accepted or rejected, on a plan of 5,000 activities with a
// relaxation behind it.
func BenchmarkMoves5000(b *testing.B) {
	s := prepared(b, network(1000, 1))
	stop := new(atomic.Bool)
	r := newRelaxation(s.m, s.d, stop)
	r.run(300_000_000)
	copy(s.d.rules[len(s.d.rules)-1], r.order)
	r.publish(&s.d.fees)
	st := newStream(s.m, s.d, 1, 0, stop)
	for st.best == nil && st.work < 20_000_000_000 {
		st.run(st.work + 100_000_000)
	}
	if st.best == nil {
		b.Fatal("no schedule")
	}
	st.renew()
	st.startSearch()
	before := st.moves
	for b.Loop() {
		st.move()
	}
	b.ReportMetric(float64(st.moves-before)/b.Elapsed().Seconds(), "moves/s")
}
