package queue

import (
	"context"
	"fmt"
	"sync"
	"testing"
)

// BenchmarkUnits is what the queue costs per unit, beside the work on it: submitted, done by two workers on connections of their
// own, and brought home, over a server in this process.
//
//	go test -run - -bench Units -benchtime 1x ./pkg/batch/queue
func BenchmarkUnits(b *testing.B) {
	const n = 2000
	for range b.N {
		b.StopTimer()
		v := serve(b)
		c, workers := dial(b, v.url()), []*Conn{dial(b, v.url()), dial(b, v.url())}
		units, load := unitsOf(numbered("op", n)...)
		b.StartTimer()
		began := b.Elapsed()
		mark := func(what string) {
			b.ReportMetric(float64((b.Elapsed()-began).Microseconds())/n, "µs/"+what)
			began = b.Elapsed()
		}
		submit(b, c, "night", units, load)
		mark("submitted")
		var wg sync.WaitGroup
		for _, w := range workers {
			wg.Go(func() {
				if err := working(context.Background(), w, "night", WorkOptions{Do: doing(""), Slots: 1, UntilEmpty: true}); err != nil {
					b.Error(err)
				}
			})
		}
		wg.Wait()
		mark("worked")
		if got := collect(b, c, "night", newHome(b), true); got.Fetched != n {
			b.Errorf("collected %d", got.Fetched)
		}
		mark("collected")
	}
}

// BenchmarkSubmit puts 10,000 units on a queue.
func BenchmarkSubmit(b *testing.B) {
	for range b.N {
		b.StopTimer()
		c := dial(b, serve(b).url())
		units, load := unitsOf(numbered("op", 10_000)...)
		b.StartTimer()
		if got := submit(b, c, "night", units, load); got != (Submitted{Queued: 10_000}) {
			b.Error(fmt.Sprint(got))
		}
		b.StopTimer()
		if got := submit(b, c, "night", units, load); got != (Submitted{Waiting: 10_000}) {
			b.Error(fmt.Sprint(got))
		}
		b.StartTimer()
	}
}
