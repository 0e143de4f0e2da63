package work

import (
	"context"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
)

// BenchmarkSmall is a small operator screened and estimated, as a batch does ten thousand times.
func BenchmarkSmall(b *testing.B) {
	task := taskOf(b, "first-look", specOf(batch.Screen, batch.Estimate))
	b.ReportAllocs()
	for b.Loop() {
		if r := Do(context.Background(), task); r.Outcome.Status != batch.StatusDone {
			b.Fatal(story(r))
		}
	}
}
