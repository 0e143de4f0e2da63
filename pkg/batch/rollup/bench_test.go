package rollup

import "testing"

// BenchmarkRollup is a batch of 10,000 units, from the outcomes to all files.
func BenchmarkRollup(b *testing.B) {
	list := sample(500, 20, 1, plainName)
	b.ReportAllocs()
	for b.Loop() {
		r, err := New(sequence(list))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := r.Files(); err != nil {
			b.Fatal(err)
		}
	}
}
