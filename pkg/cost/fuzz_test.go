package cost

import (
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

func FuzzParseCents(f *testing.F) {
	for _, s := range []string{"2500000.00", "-0.01", "1e5", "010", "1.005", "9999999999999.99", "", "-", "1."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCents(s)
		if err != nil {
			return
		}
		if !c.bounded() {
			t.Fatalf("%q is out of range: %d", s, int64(c))
		}
		// What was read differs from what is printed at most in the decimals left out and the sign of nothing.
		want := strings.TrimPrefix(s, "-")
		whole, fraction, _ := strings.Cut(want, ".")
		want = whole + "." + (fraction + "00")[:2]
		if c < 0 {
			want = "-" + want
		}
		if c.String() != want {
			t.Fatalf("%q reads as %s", s, c)
		}
	})
}

func FuzzParseRate(f *testing.F) {
	for _, s := range []string{"0.395", "39.5%", "-1", "1e-3", "%", "0.0000000001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRate(s, -FullRate, 2*FullRate)
		if err != nil {
			return
		}
		if r < -FullRate || r > 2*FullRate {
			t.Fatalf("%q is out of range: %s", s, r)
		}
		for _, text := range []string{r.String(), r.Percent()} {
			if again, err := ParseRate(text, -FullRate, 2*FullRate); again != r || err != nil {
				t.Fatalf("%q reads as %s, which reads as %s, %v", s, r, again, err)
			}
		}
	})
}

func FuzzCatalog(f *testing.F) {
	f.Add([]byte("riprep: catalog/v1\nprice_year: 2021\nitems:\n  - {id: a, layer: core, category: c, item: n, unit: each, low: 1, high: 2, source: s}\n"))
	f.Add([]byte("riprep: catalog/v1\nitems: [{id: a, low: -1}, &x {id: a, typical: [1]}, *x, 3]\n---\nriprep: catalog/v1\nitems: {}\n"))
	f.Add(builtinCatalog[:2000])
	f.Fuzz(func(t *testing.T, data []byte) {
		var r strict.Reader
		var file catalogFile
		r.Bytes("f.yaml", data, catalogKind, file.decode)
		c := Catalog{index: map[string]int{}, behind: map[string][]Item{}}
		c.lay(file.items)
		c.sort()
		for _, it := range c.Items() {
			line := Price(&c, it.ID, One, Removal, "remove", "")
			if line.Known && len(r.Faults()) == 0 && (line.Low > line.Total || line.Total > line.High || line.Low < 0) {
				t.Fatalf("item %q without a fault: %s ≤ %s ≤ %s does not hold", it.ID, line.Low, line.Total, line.High)
			}
		}
	})
}
