package main

import (
	"math/rand/v2"
	"testing"
)

// longest walks every path, which the graphs here are small enough for.
func longest(in *instance, i int) int64 {
	least := int64(in.jobs[i].modes[0].duration)
	for _, m := range in.jobs[i].modes {
		least = min(least, int64(m.duration))
	}
	rest := int64(0)
	for _, n := range in.jobs[i].next {
		rest = max(rest, longest(in, n))
	}
	return least + rest
}

func TestCriticalPath(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		in := randomInstance(r)
		want, sum := int64(0), int64(0)
		for i := range in.jobs {
			want = max(want, longest(in, i))
			most := 0
			for _, m := range in.jobs[i].modes {
				most = max(most, m.duration)
			}
			sum += int64(most)
		}
		got, at := in.criticalPath()
		if got != want || at != -1 {
			t.Fatalf("critical path %d, want %d; cycle %d", got, want, at)
		}
		if h := in.horizon(); h != max(sum, 1) {
			t.Fatalf("horizon %d, want %d", h, sum)
		}
	}
}

// randomInstance has no cycle, and jobs whose numbers say nothing about their order.
func randomInstance(r *rand.Rand) *instance {
	n := 1 + r.IntN(9)
	in := &instance{jobs: make([]job, n)}
	order := r.Perm(n)
	for k, i := range order {
		for range 1 + r.IntN(3) {
			in.jobs[i].modes = append(in.jobs[i].modes, mode{duration: r.IntN(8)})
		}
		for _, later := range order[k+1:] {
			if r.IntN(3) == 0 {
				in.jobs[i].next = append(in.jobs[i].next, later)
			}
		}
	}
	return in
}
