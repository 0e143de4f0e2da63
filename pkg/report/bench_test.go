package report_test

import (
	"io"
	"testing"

	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// BenchmarkFormats renders testdata/us-carrier, 405 packages, in each format. Planning it is not counted.
func BenchmarkFormats(b *testing.B) {
	d := reporttest.Operator(b, "us-carrier", nil)
	for _, f := range report.Formats() {
		b.Run(f.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Encode(io.Discard, d, report.Env{Width: 100}); err != nil {
					b.Fatal(err)
				}
				if f.Files == nil {
					continue
				}
				files, err := f.Files(d, report.Env{Width: 100})
				if err != nil {
					b.Fatal(err)
				}
				for _, file := range files {
					if err := file.Encode(io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
