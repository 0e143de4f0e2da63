package filing

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

const good = `riprep: progress/v1
as_of: 2027-08-31
steps: [{package: hill-bbu, installed_on: 2027-02-12, cut_over_on: 2027-02-19}]
orders: [{order: PO-1, package: hill-bbu, item: radio, ordered_on: 2027-01-05, promised_on: 2028-01-01}]
units:
  - {element: hill-rru, serials: ["2102350001"], removed_on: 2027-03-26}
  - {element: hill-rru, extra_serials: [X-9], quantity: 2, removed_on: 2027-03-26}
invoices:
  - {invoice: a, vendor: v, application: A1, date: 2027-03-01, claimed_on: 2027-03-02, decided_on: 2027-03-03, lines: [{package: hill-bbu, element: hill-rru, item: radio, tag: replacement, quantity: 1.5, unit_price: 0.33, amount: 0.50, approved: 0.50}]}
delays: [{reason: weather, from: 2027-03-01, packages: [hill-bbu], sites: [hill]}]
`

// faultsOf reads and checks a progress of the small operator.
func faultsOf(t *testing.T, text string) strict.Faults {
	t.Helper()
	var r strict.Reader
	p := ParseProgress(&r, "progress.yaml", []byte(text))
	if len(r.Faults()) == 0 {
		p.Check(&r, caseOf(t, "filing-small"))
	}
	return r.Faults()
}

// TestFaults changes one thing of a progress that has no faults; what is wrong is said at its place.
func TestFaults(t *testing.T) {
	if faults := faultsOf(t, good); len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, c := range []struct{ old, new, want string }{
		{"installed_on", "instaled_on", `unknown key "instaled_on"`},
		{"package: hill-bbu, installed_on", "package: hill-bu, installed_on", `package "hill-bu": no such package`},
		{"package: hill-bbu, installed_on", "package: hill-rru, installed_on", `package "hill-rru": no such package`},
		{", installed_on: 2027-02-12, cut_over_on: 2027-02-19", "", `package "hill-bbu": no day`},
		{"cut_over_on: 2027-02-19", "cut_over_on: 2027-02-11", "cut_over_on 2027-02-11: before installed_on 2027-02-12"},
		{"cut_over_on: 2027-02-19", "cut_over_on: 2027-09-01", "cut_over_on 2027-09-01: after as_of 2027-08-31"},
		{"steps: [", "steps: [{package: hill-bbu, removed_on: 2027-03-01}, ", "stands twice"},
		{"promised_on: 2028-01-01", "promised_on: 2027-01-01", "promised_on 2027-01-01: before ordered_on 2027-01-05"},
		{"item: radio, ordered", "item: raido, ordered", `order "PO-1": item "raido": no catalog has it`},
		{"orders: [", "orders: [{order: PO-1, ordered_on: 2027-01-01}, ", `order "PO-1": stands twice`},
		{"element: hill-rru, serials", "element: hill-rrus, serials", `element "hill-rrus": no such element`},
		{`["2102350001"]`, `["2102350009"]`, `serial "2102350009": not in the inventory`},
		{"[X-9]", `["2102350002"]`, `extra serial "2102350002": the inventory has it`},
		{"[X-9]", `[X-9, X-9]`, `extra_serials "X-9": stands twice`},
		{"quantity: 2, removed", "quantity: 3, removed", `element "hill-rru": 4 units recorded, the inventory has 3`},
		{`["2102350001"]`, `["2102350001"], quantity: 0`, "quantity 0: want 1 to 1000000"},
		{"[X-9], quantity: 2", "[X-9, X-8], quantity: 1", "quantity 1: 2 serial numbers"},
		{"removed_on: 2027-03-26}", "removed_on: 2027-03-26, certificate: C}", "a destruction without destroyed_on"},
		{"removed_on: 2027-03-26}", "removed_on: 2027-03-26, sanitized: perhaps}", `sanitized "perhaps": not known`},
		{"removed_on: 2027-03-26}", "removed_on: 2027-03-26, sanitized: no, sanitize_method: purge}", "with sanitized: no"},
		{"amount: 0.50, a", "amount: 0.49, a", "amount 0.49: 1.5 × 0.33 is 0.50"},
		{"approved: 0.50", "approved: 0.51", "approved 0.51: above the amount 0.50"},
		{", approved: 0.50", "", "approved and decided_on go together"},
		{"claimed_on: 2027-03-02, ", "", "decided_on without claimed_on"},
		{"decided_on: 2027-03-03", "decided_on: 2027-03-01", "decided_on 2027-03-01: before claimed_on 2027-03-02"},
		{"item: radio, tag", "tag", "neither item nor category"},
		{"package: hill-bbu, element", "network: true, element", "element \"hill-rru\" without package"},
		{"package: hill-bbu, element", "network: true, package: hill-bbu, element", "both package and network"},
		{"element: hill-rru, item", "element: lake-rru, item", `element "lake-rru": not in package "hill-bbu"`},
		{"application: A1, date", "application: A2, date", `package "hill-bbu" belongs to application "A1", not "A2"`},
		{"application: A1, date", "application: A9, date", `application "A9": no site belongs to it`},
		{"invoices:\n", "invoices:\n  - {invoice: a, vendor: v, date: 2027-03-01, lines: [{category: x, tag: removal, amount: 1}]}\n", `invoice "a": stands twice for vendor "v"`},
		{"lines: [{package: hill-bbu, element: hill-rru, item: radio, tag: replacement, quantity: 1.5, unit_price: 0.33, amount: 0.50, approved: 0.50}]", "lines: []", "no lines"},
		{"reason: weather", "reason: rain", `reason "rain": not known`},
		{"sites: [hill]", "sites: [hil]", `site "hil": no such site`},
		{"progress/v1", "progress/v2", "a version that is not known"},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("no %q in the text", c.old)
		}
		faults := faultsOf(t, strings.Replace(good, c.old, c.new, 1))
		if len(faults) == 0 || !strings.Contains(faults.Error(), c.want) {
			t.Errorf("%s → %s: got %v, want %q", c.old, c.new, faults, c.want)
		}
		for _, f := range faults {
			if f.Pos.File != "progress.yaml" || f.Pos.Line == 0 {
				t.Errorf("%s: a fault at %v", c.new, f.Pos)
			}
		}
	}
}

// TestAllFaults: several faults are said at once.
func TestAllFaults(t *testing.T) {
	text := strings.NewReplacer("sites: [hill]", "sites: [hil]", "hill-rru, serials", "hill-rr, serials", "item: radio, ordered", "item: raido, ordered").Replace(good)
	if faults := faultsOf(t, text); len(faults) != 3 {
		t.Errorf("%d faults: %v", len(faults), faults)
	}
}

// FuzzProgress: no text makes the decoder, the check or a form panic, and what has no fault can be filled in.
func FuzzProgress(f *testing.F) {
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "filing-small", "progress.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(good))
	f.Add([]byte("riprep: progress/v1\nunits: [{element: hill-rru, quantity: 3, removed_on: 1971-01-01, photos: [a, a]}]\ninvoices: [{invoice: [], lines: [&a {}, *a]}]\n"))
	s := small(f)
	forms, _ := Forms()
	f.Fuzz(func(t *testing.T, data []byte) {
		var r strict.Reader
		p := ParseProgress(&r, "progress.yaml", data)
		if len(r.Faults()) == 0 {
			p.Check(&r, s.Case)
		}
		if len(r.Faults()) > 0 {
			return
		}
		for _, asOf := range []string{"1971-01-01", "2027-06-30", "2200-12-31"} {
			for i := range forms {
				d, err := Fill(&forms[i], &Source{Case: s.Case, Plan: s.Plan, Progress: p, AsOf: inventory.MustDate(asOf)})
				if err != nil {
					continue // amounts that have no sum
				}
				for _, section := range d.Sections {
					rows(t, d, section.ID)
				}
			}
		}
	})
}
