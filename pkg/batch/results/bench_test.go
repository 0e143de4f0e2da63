package results

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
)

// benchResult is three files of 4 KB.
func benchResult(u *batch.Unit) *batch.Result {
	r := &batch.Result{Outcome: batch.NewOutcome(u, batch.StatusDone)}
	for _, name := range []string{"estimate.csv", "findings.csv", "plan.json"} {
		r.Files = append(r.Files, batch.Output{Name: name, Data: bytes.Repeat([]byte(u.ID[:16]), 256)})
	}
	return r
}

func benchBatch(b *testing.B, dir string, units []*batch.Unit) {
	f, err := Open(System(), dir, Options{Resume: true})
	if err != nil {
		b.Fatal(err)
	}
	todo, _, err := f.Resume(units)
	if err != nil {
		b.Fatal(err)
	}
	for _, u := range todo {
		f.Put(u, nil, benchResult(u), 1)
	}
	if err := f.Finish(units); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPut is a whole batch, per unit: written to last, and finished.
func BenchmarkPut(b *testing.B) {
	units := fakeUnits(b.N)
	dir := filepath.Join(b.TempDir(), "results")
	b.ReportAllocs()
	b.ResetTimer()
	benchBatch(b, dir, units)
}

// BenchmarkResume checks 10,000 units of 3 files that are all there, and BenchmarkOutcomes reads them.
func BenchmarkResume(b *testing.B) {
	units := fakeUnits(10_000)
	dir := filepath.Join(b.TempDir(), "results")
	benchBatch(b, dir, units)
	b.Run("resume", func(b *testing.B) {
		for b.Loop() {
			benchBatch(b, dir, units)
		}
	})
	b.Run("outcomes", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, err := range Outcomes(System(), dir) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != len(units) {
				b.Fatal(n)
			}
		}
	})
}
