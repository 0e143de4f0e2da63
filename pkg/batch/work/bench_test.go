package work_test

import (
	"context"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/work"
)

// BenchmarkSmall is a small operator screened and estimated, as a batch does ten thousand times.
func BenchmarkSmall(b *testing.B) {
	task := taskOf(b, "first-look", specOf(batch.Screen, batch.Estimate))
	b.ReportAllocs()
	for b.Loop() {
		if r := work.Do(context.Background(), task); r.Outcome.Status != batch.StatusDone {
			b.Fatal(story(r))
		}
	}
}
