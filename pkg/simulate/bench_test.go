package simulate

import (
	"cmp"
	"context"
	"testing"

	"github.com/riprep/riprep/pkg/planner"
)

// BenchmarkRun is one run of the plan of the sample carrier, with 405 packages.
func BenchmarkRun(b *testing.B) {
	c := caseOf(b, "us-carrier")
	p, err := c.Plan(context.Background(), planner.Options{Effort: 1})
	if err != nil {
		b.Fatal(err)
	}
	m, err := newModel(playOf(b, c, p))
	if err != nil {
		b.Fatal(err)
	}
	player := m.player()
	run := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := cmp.Or(player.draw(1, run), player.run()); err != nil {
			b.Fatal(err)
		}
		run++
	}
}
