package workbook

import (
	"io"
	"testing"

	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

// BenchmarkCarrier is the workbook of a carrier of 211 sites.
func BenchmarkCarrier(b *testing.B) {
	d := reporttest.Operator(b, "us-carrier", nil)
	b.ReportAllocs()
	for b.Loop() {
		if err := Encode(io.Discard, d, view.Env{}); err != nil {
			b.Fatal(err)
		}
	}
}
