package show_test

import (
	"io"
	"testing"

	"github.com/riprep/riprep/pkg/report/browsertest"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/view"
)

// TestBrowser opens the page of two plans as people do.
func TestBrowser(t *testing.T) {
	for name, c := range map[string]*compare.Comparison{"sample": sample(t), "hostile": hostile(t)} {
		t.Run(name, func(t *testing.T) {
			b := browsertest.Open(t, 1280, 900, func(w io.Writer) error {
				_, err := io.WriteString(w, encode(t, "html", c, view.Env{}))
				return err
			})
			if n := browsertest.Eval[int](t, b, `Object.keys(R.charts).length`); n < 3 {
				t.Errorf("%d charts", n)
			}
			b.Everywhere(t, "compare-"+name)
			b.Clean(t)
		})
	}
}
