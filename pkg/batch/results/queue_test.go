package results

import (
	"runtime"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
)

// gated is a disk on which nothing is made to last before its gate is open.
type gated struct {
	*memDisk
	gate chan struct{}
}

func (g gated) Flush(dir string) error {
	<-g.gate
	return g.memDisk.Flush(dir)
}

// What waits for the disk is bounded, in bytes and in units, and whoever brings more waits.
func TestQueueBounds(t *testing.T) {
	const size = 10 << 10
	result := func(u *batch.Unit, size int) *batch.Result {
		return &batch.Result{Outcome: batch.NewOutcome(u, batch.StatusDone), Files: []batch.Output{{Name: "a.csv", Data: []byte(strings.Repeat("x", size))}}}
	}
	for name, c := range map[string]struct {
		units, size int
		queue       int64
		most        int // units that are taken over before the first waits
	}{
		"bytes":                   {40, size, 10*size + size/2, 10}, // beside each there is its outcome
		"units":                   {maxQueue + 3*maxGroup, 0, 1 << 30, maxQueue + 2*maxGroup},
		"a result that is larger": {3, 5 * size, size, 1},
	} {
		t.Run(name, func(t *testing.T) {
			d := gated{newMemDisk(), make(chan struct{})}
			stored := 0
			f, err := Open(d, "/w/r", Options{Queue: c.queue, Stored: func(_ *batch.Unit, _ *batch.Result, err error) {
				if err != nil {
					t.Error(err)
				}
				stored++
			}})
			if err != nil {
				t.Fatal(err)
			}
			all := make(chan struct{})
			taken := 0
			go func() {
				defer close(all)
				for _, u := range fakeUnits(c.units) {
					f.Put(u, nil, result(u, c.size), 1)
					f.mu.Lock()
					taken++
					f.mu.Unlock()
				}
			}()
			for waits := false; !waits; runtime.Gosched() {
				select {
				case <-all:
					t.Fatalf("%d units were taken over, and nobody waited", taken)
				default:
				}
				f.mu.Lock()
				waits = f.hurried > 0
				if n := taken; n > c.most {
					t.Errorf("%d units were taken over, at most %d may be", n, c.most)
					waits = true
				}
				f.mu.Unlock()
			}
			close(d.gate)
			<-all
			if err := f.Sync(); err != nil {
				t.Fatal(err)
			}
			if stored != c.units || f.bytes != 0 || len(f.busy) != 0 {
				t.Errorf("%d of %d stored; %d bytes and %d units in hand", stored, c.units, f.bytes, len(f.busy))
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
