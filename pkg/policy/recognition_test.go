package policy

import (
	"cmp"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// A recognitionCase is a row of testdata/recognition*.tsv. The cells, separated by tabs, are: vendor, model, part number,
// object identifier; parts as vendor/model/part number/role, separated by "; "; acquired; uses, separated by spaces;
// origin; role (router where empty, from which the domain follows); the day (2026-01-01 where empty); regimes, separated by
// commas (us-scrp where empty); the verdict and the maker expected; and why. A cell that begins with a quote is a Go
// string, repeated where *N follows it. Lines that begin with # are headings.
type recognitionCase struct {
	line    int
	el      inventory.Element
	asOf    string
	regimes []string
	verdict string
	maker   string
	why     string
}

func TestRecognition(t *testing.T) {
	cases := recognitionCases(t, "testdata/recognition.tsv")
	if len(cases) < 900 {
		t.Errorf("%d rows, want 900", len(cases))
	}
	runRecognition(t, cases)
}

// TestRecognitionDecider has the rows that hang on what gear is used for and where it was produced.
func TestRecognitionDecider(t *testing.T) {
	cases := recognitionCases(t, "testdata/recognition_decider.tsv")
	if len(cases) < 80 {
		t.Errorf("%d rows, want 80", len(cases))
	}
	runRecognition(t, cases)
}

func runRecognition(t *testing.T, cases []recognitionCase) {
	t.Helper()
	rules := builtin(t)
	for _, c := range cases {
		f := one(t, rules, c.el, c.asOf, c.regimes...)
		name := fmt.Sprintf("line %d: %s %s (%s)", c.line, quote(c.el.Vendor), quote(c.el.Model), c.why)
		if f.Verdict == Covered && c.verdict != Covered.String() {
			t.Errorf("%s: FALSE COVERED", name)
		}
		if f.Verdict.String() != c.verdict || f.Vendor != c.maker {
			t.Errorf("%s: %s, %q; want %s, %q\n\t%s: %s", name, f.Verdict, f.Vendor, c.verdict, c.maker, f.Method, f.Evidence)
		}
		if f.Confidence == "" {
			t.Errorf("%s: no confidence", name)
		}
		checkFinding(t, name, f)
	}
}

func recognitionCases(t *testing.T, path string) []recognitionCase {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []recognitionCase
	header := false
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "# ") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 14 {
			t.Fatalf("%s:%d: %d cells", path, i+1, len(cells))
		}
		if !header {
			header = true
			continue
		}
		for k := range cells {
			cells[k] = cellText(t, i+1, cells[k])
		}
		c := recognitionCase{
			line: i + 1,
			el: inventory.Element{
				ID: "x", Vendor: cells[0], Model: cells[1], PartNumber: cells[2], SysObjectID: cells[3], Acquired: day(cells[5]),
				Uses: strings.Fields(cells[6]), Origin: cells[7], Role: cmp.Or(cells[8], "router"), Quantity: 1,
			},
			asOf: cmp.Or(cells[9], "2026-01-01"), regimes: strings.Split(cmp.Or(cells[10], "us-scrp"), ","),
			verdict: cells[11], maker: cells[12], why: cells[13],
		}
		c.el.Domain = cmp.Or(homes[c.el.Role], "support")
		for _, p := range strings.Split(cells[4], "; ") {
			if p == "" {
				continue
			}
			f := strings.Split(p, "/")
			if len(f) != 4 {
				t.Fatalf("line %d: part %q", i+1, p)
			}
			c.el.Parts = append(c.el.Parts, inventory.Part{Vendor: f[0], Model: f[1], PartNumber: f[2], Role: f[3]})
		}
		if c.why == "" || c.verdict != Covered.String() && c.verdict != NotCovered.String() && c.verdict != Unknown.String() {
			t.Fatalf("line %d: verdict %q, why %q", i+1, c.verdict, c.why)
		}
		out = append(out, c)
	}
	return out
}

// cellText reads a cell: as it is, or a Go string with how often it is repeated.
func cellText(t *testing.T, line int, cell string) string {
	t.Helper()
	if !strings.HasPrefix(cell, `"`) {
		return cell
	}
	end := strings.LastIndexByte(cell, '"') + 1
	text, err := strconv.Unquote(cell[:end])
	if err != nil {
		t.Fatalf("line %d: %s: %s", line, clip(cell), err)
	}
	if times, ok := strings.CutPrefix(cell[end:], "*"); ok {
		n, err := strconv.Atoi(times)
		if err != nil {
			t.Fatalf("line %d: %s: %s", line, clip(cell), err)
		}
		text = strings.Repeat(text, n)
	}
	return text
}
