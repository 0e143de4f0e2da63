package sanity

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// TestBuiltin holds the data to the figures of the sources once more.
func TestBuiltin(t *testing.T) {
	var r strict.Reader
	Load(&r, filepath.Join("data", "reported.yaml"))
	if len(r.Faults()) > 0 {
		t.Fatal(r.Faults())
	}
	want := map[string][2]string{
		"all-2022": {"666666.67", "666666.67"}, "viaero-2022": {"1326666.67", "1326666.67"}, "union-2022": {"1645933.01", "1645933.01"},
		"pine-belt-2022": {"1117256.58", "1117256.58"}, "union-2019": {"263157.89", "263157.89"}, "pine-belt-2019": {"83333.33", "166666.67"},
		"abi-2020": {"500000.00", "500000.00"},
	}
	if got := len(Builtin().Points); got != len(want) {
		t.Errorf("%d points", got)
	}
	for _, p := range Builtin().Points {
		if w := want[p.ID]; p.PerLow.String() != w[0] || p.PerHigh.String() != w[1] {
			t.Errorf("%s: %s to %s, want %s to %s", p.ID, p.PerLow, p.PerHigh, w[0], w[1])
		}
		if p.Source == "" || p.Holds == "" {
			t.Errorf("%s says not where it comes from or what it holds", p.ID)
		}
	}
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		total   cost.Cents
		sites   int
		verdict Verdict
		under   string
		over    string
		text    string
	}{
		{142_300_00 * 10, 10, Below, "", "union-2019", "142,300 per site: below what carriers reported (666,667 to 1,645,933); " +
			"the estimates of 2019 that proved 6 to 13 times too low were 83,333 to 263,158"},
		{666_666_66, 1, Below, "abi-2020", "all-2022", "666,667 per site: below"},
		{666_666_67, 1, Inside, "all-2022", "pine-belt-2022", "666,667 per site: within what carriers reported (666,667 to 1,645,933)"},
		{1_645_933_01, 1, Inside, "union-2022", "", "within"},
		{1_645_933_02, 1, Above, "union-2022", "", "1,645,933 per site: above what carriers reported"},
		{0, 3, Below, "", "pine-belt-2019", "0 per site: below"},
	} {
		r, err := PerSite(c.total, c.sites)
		if err != nil {
			t.Fatal(err)
		}
		id := func(p *Point) string {
			if p == nil {
				return ""
			}
			return p.ID
		}
		if r.Verdict != c.verdict || r.Warns() != (c.verdict != Inside) || !strings.Contains(r.String(), c.text) || id(r.Over) != c.over || id(r.Under) != c.under {
			t.Errorf("%s: %s, between %q and %q: %s", c.total, r.Verdict, id(r.Under), id(r.Over), r)
		}
	}
	if _, err := PerSite(1, 0); !errors.Is(err, cost.ErrDivisor) {
		t.Errorf("no sites: %v", err)
	}
	if _, err := (&Reported{}).PerSite(1, 1); !errors.Is(err, ErrNoBand) {
		t.Errorf("nothing reported: %v", err)
	}
}

// TestVerdictMovesOneWay: with more money an estimate never falls from above to within, or from within to below.
func TestVerdictMovesOneWay(t *testing.T) {
	order := map[Verdict]int{Below: 0, Inside: 1, Above: 2}
	rapid.Check(t, func(t *rapid.T) {
		sites := rapid.IntRange(1, 1000).Draw(t, "sites")
		a := cost.Cents(rapid.Int64Range(0, 3e8*int64(sites)).Draw(t, "a"))
		b := cost.Cents(rapid.Int64Range(int64(a), 3e8*int64(sites)).Draw(t, "b"))
		one, err := PerSite(a, sites)
		if err != nil {
			t.Fatal(err)
		}
		two, err := PerSite(b, sites)
		if err != nil {
			t.Fatal(err)
		}
		if order[one.Verdict] > order[two.Verdict] {
			t.Fatalf("%s is %s and %s is %s", a, one.Verdict, b, two.Verdict)
		}
		if one.Under != nil && one.Under.PerHigh > one.PerSite || one.Over != nil && one.Over.PerLow <= one.PerSite {
			t.Fatalf("%s lies between %+v and %+v", one.PerSite, one.Under, one.Over)
		}
	})
}

func TestFaults(t *testing.T) {
	const point = "riprep: reported/v1\npoints:\n  - {id: a, who: w, year: 2020, kind: application, low: 10, sites: 2, source: s}\n"
	for text, want := range map[string]string{
		strings.Replace(point, "sites: 2", "sites: 0", 1):                                     `point "a": sites 0: want 1 to 10000000`,
		strings.Replace(point, "low: 10", "low: 10, high: 9.99", 1):                           `point "a": high 9.99 is below low 10.00`,
		strings.Replace(point, "application", "guess", 1):                                     `point "a": kind "guess": not known`,
		strings.Replace(point, "source: s", "source: s, later: b", 1):                         `point "a": later "b": no point has that id`,
		strings.Replace(point, "source: s", "source: s, later: a", 1):                         `point "a": later "a": only an early estimate becomes an application`,
		point + "  - {id: a, who: w, year: 2020, kind: study, low: 1, sites: 1, source: s}\n": `:4:5: point "a" stands twice (first at line 3)`,
		"riprep: reported/v1\npoints:\n  - {id: a}\n":                                         `point "a": no key "sites"`,
	} {
		path := filepath.Join(t.TempDir(), "r.yaml")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		var r strict.Reader
		Load(&r, path)
		if !strings.Contains(r.Faults().Error(), want) {
			t.Errorf("%v; want %s", r.Faults(), want)
		}
	}
}

// FuzzReported decodes any text: no panic, and an estimate can be held against what was read.
func FuzzReported(f *testing.F) {
	f.Add(string(builtin), int64(1), 1)
	f.Add("riprep: reported/v1\npoints: [{id: a, kind: early-estimate, later: a, low: 0, sites: 1}, {id: a, kind: application, low: 1}]\n", int64(-1), 0)
	f.Fuzz(func(t *testing.T, text string, total int64, sites int) {
		var r strict.Reader
		var in file
		r.Bytes("fuzz.yaml", []byte(text), reportedKind, in.decode)
		in.check(&r)
		rep, err := in.PerSite(cost.Cents(total), sites)
		if err == nil && rep.String() == "" {
			t.Fatal("nothing said")
		}
	})
}

func ExamplePerSite() {
	report, err := PerSite(54_742_556_00, 181)
	fmt.Println(report.Verdict, err)
	fmt.Println(report)
	// Output:
	// below <nil>
	// 302,445 per site: below what carriers reported (666,667 to 1,645,933); the estimates of 2019 that proved 6 to 13 times too low were 83,333 to 263,158
}
