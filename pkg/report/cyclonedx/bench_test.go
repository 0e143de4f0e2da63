package cyclonedx_test

import (
	"io"
	"testing"

	"github.com/riprep/riprep/pkg/report/cyclonedx"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func BenchmarkEncode(b *testing.B) {
	d := reporttest.Operator(b, "us-carrier", nil)
	for b.Loop() {
		if err := cyclonedx.Encode(io.Discard, d, view.Env{}); err != nil {
			b.Fatal(err)
		}
	}
}
