package synth

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// hostile texts are those that a naive writer of YAML gets wrong.
var hostile = []string{
	"no", "Yes", "null", "~", "true", "1", "1.5", "0x1f", "1e3", ".inf", "NaN", "0012345678", "2016-05-01", "12:30", "=", "<<",
	" leading", "trailing ", "a: b", "a #b", "#a", "- a", "-", "?", "? a", ": a", "a:", "[a]", "{a}", "a,b", "&a", "*a", "!a", "|", ">",
	"%a", "@a", "`a", `"quoted"`, "it's", `back\slash`, `C:\new`, "naïve Ω 漢字", "😀", "---", "...", "=cmd()", strings.Repeat("long ", 200),
}

func TestHostileTextsReadBack(t *testing.T) {
	for _, s := range hostile {
		zero := 0.0
		inv := &inventory.Inventory{
			Operator: inventory.Operator{ID: "x", Name: s, Source: s},
			Sites: []inventory.Site{{
				ID: "s", Name: s, Kind: "tower", CoverageKM: &zero,
				Closed: []inventory.Closure{{From: inventory.MonthDay{Month: 2, Day: 29}, To: inventory.MonthDay{Month: 3, Day: 1}, Why: s}},
			}},
			Elements: []inventory.Element{{
				ID: "e", Site: "s", Domain: "ran", Role: "radio", Vendor: s, Model: s, PartNumber: s, Quantity: 2,
				Serials: []string{s, "2102"}, Parts: []inventory.Part{{Vendor: s, Model: s, Role: s}},
			}},
		}
		if diff := alike(inv, reload(t, inv)); diff != "" {
			t.Errorf("%q (-written +loaded):\n%s", s, diff)
		}
	}
}

func TestEveryFieldReadsBack(t *testing.T) {
	n, km, yes, no := 17, 0.1, true, false
	inv := &inventory.Inventory{
		Operator: inventory.Operator{ID: "op", Name: "An Operator", FRN: "0012345678", Customers: &n, Kind: "isp", Source: "here"},
		Sites: []inventory.Site{
			{
				ID: "s1", Name: "One", Kind: "tower", Location: &inventory.Location{Lat: -0.1, Lon: 179.99999}, Region: "r", Country: "CA", Subscribers: 5,
				Emergency: "sole", Sensitive: []string{"military", "no"}, Application: "A1", Neighbors: []string{"s2"}, CoverageKM: &km,
				Closed: []inventory.Closure{
					{From: inventory.MonthDay{Month: 12, Day: 1}, To: inventory.MonthDay{Month: 3, Day: 15}, Work: []string{"tower", "cutover"}, Why: "snow: deep"},
					{From: inventory.MonthDay{Month: 7, Day: 4}, To: inventory.MonthDay{Month: 7, Day: 4}},
				},
			},
			{ID: "s2", Name: "s2", Kind: "shelter"},
		},
		Elements: []inventory.Element{
			{
				ID: "e1", Site: "s1", Domain: "ran", Role: "baseband", Vendor: "Huawei", Model: "BBU3910", PartNumber: "0235", Quantity: 3,
				Generations: []string{"2g", "5g"}, Acquired: inventory.MustDate("2016-02-29"), Serials: []string{"1", "1e5"},
				Parts:   []inventory.Part{{Vendor: "HiSilicon", Model: "SD5116", Role: "chipset"}, {Vendor: "x"}},
				Uplinks: []string{"e2", "e3"}, CoupledWith: []string{"e4"}, Gateway: &no,
			},
			{ID: "e2", Site: "s2", Domain: "transport", Role: "router", Vendor: "unknown", Quantity: 1, Gateway: &yes},
			{ID: "e3", Site: "s2", Domain: "core", Role: "packet-core", Vendor: "Nokia", Quantity: 1},
			{ID: "e4", Site: "s1", Domain: "ran", Role: "radio", Vendor: "Huawei", Quantity: 1},
		},
		Links: []inventory.Link{{A: "e2", B: "e3", Kind: "fiber", KM: &km}, {A: "e1", B: "e3"}},
	}
	if diff := alike(inv, reload(t, inv)); diff != "" {
		t.Errorf("(-written +loaded):\n%s", diff)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	bad, nan := "\xff", math.NaN()
	for want, inv := range map[string]*inventory.Inventory{
		`site "a": location lat NaN: not a finite number`: {Sites: []inventory.Site{{ID: "a", Location: &inventory.Location{Lat: nan}}}},
		`site "a": name "\xff": not valid UTF-8`:          {Sites: []inventory.Site{{ID: "a", Name: bad}}},
		`element "e": serials "\xff": not valid UTF-8`:    {Elements: []inventory.Element{{ID: "e", Quantity: 1, Serials: []string{bad}}}},
		`element "e": parts vendor "\xff": not valid`:     {Elements: []inventory.Element{{ID: "e", Parts: []inventory.Part{{Vendor: bad}}}}},
		`link of "e": km NaN`:                             {Links: []inventory.Link{{A: "e", KM: &nan}}},
	} {
		if err := WriteYAML(io.Discard, inv); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestWriteErrorIsReported(t *testing.T) {
	want := errors.New("disk full")
	if err := WriteYAML(full{want}, Operator(Options{Sites: 40})); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }
