package schedule

import (
	"context"
	"fmt"
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
