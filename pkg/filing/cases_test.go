package filing

import (
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// one finds the only row of a section in which a field has a value.
func one(t *testing.T, d *Document, section, field, value string) map[string]grid.Cell {
	t.Helper()
	var found []map[string]grid.Cell
	for _, r := range rows(t, d, section) {
		if r[field].String() == value {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s %s: %d rows with %s %q", d.Form.ID, section, len(found), field, value)
	}
	return found[0]
}

// TestNotReadyDrawsNothing: a line that cannot be claimed yet leaves the allocation to one that can, wherever it stands.
func TestNotReadyDrawsNothing(t *testing.T) {
	s := small(t)
	text := `riprep: progress/v1
invoices:
  - {invoice: a, vendor: v, date: 2027-01-05, lines: [{package: hill-bbu, item: radio, tag: replacement, amount: 190000.00}]}
  - {invoice: b, vendor: v, date: 2027-01-06, lines: [{package: lake-bbu, item: baseband, tag: replacement, amount: 40000.00}]}
`
	s.Progress = progressOf(t, s.Case, text)
	if r := one(t, fill(t, "claims", s), "lines", "invoice", "b"); r["asked"].String() != "15800.00" || r["state"].String() != "ready" {
		t.Errorf("asked %s, %s", r["asked"], r["state"])
	}
	s.Progress = progressOf(t, s.Case, strings.Replace(text, "amount: 190000.00", "amount: 190000.00, reason: dearer", 1))
	if r := one(t, fill(t, "claims", s), "lines", "invoice", "b"); r["asked"].String() != "4950.00" || r["above_allocation"].String() != "10850.00" {
		t.Errorf("behind one that is ready (75050.00 of 80000.00): asked %s, above %s", r["asked"], r["above_allocation"])
	}
}

// TestPartly: of an upgrade the comparable is counted once, however many invoices there are.
func TestPartly(t *testing.T) {
	c := caseOf(t, "by-hand")
	p := progressOf(t, c, `riprep: progress/v1
invoices:
  - {invoice: a, vendor: v, date: 2027-01-05, lines: [{package: ridge-bbu, item: baseband, tag: replacement, amount: 30000.00}]}
  - {invoice: b, vendor: v, date: 2027-01-06, lines: [{package: ridge-bbu, item: baseband, tag: replacement, amount: 22500.00}]}
`)
	d := fill(t, "claims", &Source{Case: c, Progress: p, AsOf: inventory.MustDate("2027-02-01")})
	for invoice, want := range map[string]string{"a": "30000.00", "b": "11000.00"} { // 41,000.00 in all
		if r := one(t, d, "lines", "invoice", invoice); r["countable"].String() != want || r["eligible"].String() != "partly" {
			t.Errorf("%s: %s counted, want %s (%s)", invoice, r["countable"], want, r["eligible"])
		}
	}
}

// TestHardwareStays: where only a function has to be another maker's, no unit has to go.
func TestHardwareStays(t *testing.T) {
	c := caseOf(t, "management-function")
	stays := map[string]bool{}
	for i := range c.Findings {
		if p := c.PackageOf(i); p >= 0 && c.Packages[p].Function {
			stays[c.In.Inventory.Elements[i].ID] = true
		}
	}
	if len(stays) == 0 {
		t.Fatal("no such gear in the sample")
	}
	d := fill(t, "disposal", &Source{Case: c, AsOf: inventory.MustDate("2027-02-01")})
	for _, r := range rows(t, d, "units") {
		if stays[r["element"].String()] {
			t.Errorf("%s is in the log", r["element"])
		}
	}
	if !strings.Contains(strings.Join(d.Notes, "; "), "of covered gear stay by the rules") {
		t.Errorf("nothing is said of it: %q", d.Notes)
	}
}

// TestPeriod: what was paid, paid back or ordered before, in and after a period.
func TestPeriod(t *testing.T) {
	s := small(t)
	s.AsOf = inventory.MustDate("2027-09-30") // the period is February to July
	invoice := func(n, day string) string {
		return "  - {invoice: " + n + ", vendor: v, date: 2026-12-01, paid_on: " + day + ", claimed_on: 2026-12-02, decided_on: 2026-12-03, paid_back_on: " + day +
			", lines: [{package: hill-bbu, item: radio, tag: replacement, amount: 1000.00, approved: 300.00}]}\n"
	}
	s.Progress = progressOf(t, s.Case, "riprep: progress/v1\norders:\n  - {order: a, package: hill-bbu, item: radio, amount: 7.00, ordered_on: 2027-07-31}\n"+
		"  - {order: b, package: hill-bbu, item: radio, amount: 8.00, ordered_on: 2027-08-01}\ninvoices:\n"+
		invoice("a", "2027-01-31")+invoice("b", "2027-02-01")+invoice("c", "2027-07-31")+invoice("d", "2027-08-01"))
	r := one(t, fill(t, "spending", s), "applications", "application", "A1")
	for field, want := range map[string]string{
		"period_from": "2027-02-01", "period_to": "2027-07-31", "ordered": "7.00", "invoiced": "4000.00", "paid": "3000.00", "paid_in_period": "2000.00", "approved": "1200.00",
		"reimbursed": "900.00", "reimbursed_in_period": "600.00", "left": "79100.00",
	} {
		if got := r[field].String(); got != want {
			t.Errorf("%s %s, want %s", field, got, want)
		}
	}
}

// TestJustification: a price is justified above the range, not at its end; and a quote that holds needs nothing said.
func TestJustification(t *testing.T) {
	s := small(t)
	for i := range s.Case.Packages {
		for j := range s.Case.Packages[i].Options {
			for k := range s.Case.Packages[i].Options[j].Lines {
				if l := &s.Case.Packages[i].Options[j].Lines[k]; l.Document == "Q-17" {
					l.UnitPrice = 50_000_00 // the high price of the catalog
				}
			}
		}
	}
	s.Plan, s.AsOf = nil, inventory.MustDate("2027-03-31")
	if r := one(t, fill(t, "application", s), "lines", "document", "Q-17"); r["justification"].String() != "" || r["vendor"].String() != "Nokia" {
		t.Errorf("at the high price: %s", r["justification"])
	}
	reference := 0
	for _, r := range rows(t, fill(t, "application", &Source{Case: caseOf(t, "first-look"), AsOf: s.AsOf}), "lines") {
		if strings.Contains(r["justification"].String(), "riprep's own reference catalog") {
			reference++
		}
	}
	if reference == 0 {
		t.Error("prices of the reference catalog are taken for the programme's")
	}
}

// TestNewGear: covered gear that was obtained the day after the approval is a thing that fails; that of the day is none.
func TestNewGear(t *testing.T) {
	for day, want := range map[string]string{"2026-08-03": "complied", "2026-08-04": "in process"} {
		s := small(t)
		for i := range s.Case.In.Inventory.Elements {
			if e := &s.Case.In.Inventory.Elements[i]; e.ID == "pass-csr" {
				e.Acquired = inventory.MustDate(day)
			}
		}
		s.Application = "A2"
		if r := one(t, fill(t, "status", s), "commitments", "statement", "no-new-covered-gear"); r["state"].String() != want {
			t.Errorf("%s: %s (%s)", day, r["state"], r["detail"])
		}
	}
}

// TestReasons: a late step has the codes of the delays of its package, its site and its application, and of no other.
func TestReasons(t *testing.T) {
	s := small(t)
	s.Progress = progressOf(t, s.Case, `riprep: progress/v1
delays:
  - {reason: weather, from: 2027-01-05, sites: [pass]}
  - {reason: funding, from: 2027-01-05, application: A1}
  - {reason: labour, from: 2027-01-05, packages: [lake-bbu]}
  - {reason: permitting, from: 2028-01-05}
`)
	for _, r := range rows(t, fill(t, "status", s), "timeline") {
		want := map[string]string{"hill-bbu": "funding", "lake-bbu": "funding labour", "pass-bbu": "weather", "pass-csr": "weather"}[r["package"].String()]
		if got := r["reasons"].String(); got != want {
			t.Errorf("%s %s: %q, want %q", r["package"], r["phase"], got, want)
		}
	}
}
