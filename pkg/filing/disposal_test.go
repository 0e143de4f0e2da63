package filing

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// whole is a record that lacks nothing and holds.
func whole() *Units {
	day := func(n int) inventory.Date { return inventory.MustDate("2027-03-01").AddDays(n) }
	return &Units{
		Element: "e", Quantity: 1, Serials: []string{"s"}, RemovedOn: day(0), RemovedBy: "a", StoredAt: "b", StoredOn: day(1), Manifest: "m", Carrier: "c", TransportedOn: day(2),
		DestroyedOn: day(3), Method: "shred", DestroyedAt: "d", Sanitized: "yes", SanitizeMethod: "purge", Certificate: "x", Firm: "f", FirmCertificate: "R2", Photos: []string{"p"},
	}
}

// TestChain takes one thing at a time from a record that holds: each keeps it from holding, and is named.
func TestChain(t *testing.T) {
	end := inventory.MustDate("2027-12-31")
	if c := follow(whole(), end); !c.holds() || c.state != "destroyed" || c.operable || c.fails(whole()) != "" {
		t.Fatalf("%+v", c)
	}
	early := inventory.MustDate("2027-02-01")
	for _, c := range []struct {
		name, says string
		operable   bool
		change     func(*Units)
	}{
		{"not removed", "not removed", true, func(u *Units) { u.RemovedOn = inventory.MustDate("2028-01-01") }},
		{"by nobody", "missing: removed_by", false, func(u *Units) { u.RemovedBy = "" }},
		{"nowhere", "missing: stored_at", false, func(u *Units) { u.StoredAt = "" }},
		{"since when", "missing: stored_on", false, func(u *Units) { u.StoredOn = inventory.Date{} }},
		{"manifest", "missing: manifest", false, func(u *Units) { u.Manifest = "" }},
		{"carrier", "missing: carrier", false, func(u *Units) { u.Carrier = "" }},
		{"transport", "missing: transported_on", false, func(u *Units) { u.TransportedOn = inventory.Date{} }},
		{"destruction", "not destroyed", true, func(u *Units) { u.DestroyedOn = inventory.Date{} }},
		{"method", "missing: method", false, func(u *Units) { u.Method = "" }},
		{"place", "missing: destroyed_at", false, func(u *Units) { u.DestroyedAt = "" }},
		{"media", "not known whether its media are sanitized; missing: sanitized", true, func(u *Units) { u.Sanitized = "" }},
		{"media no", "media not sanitized", true, func(u *Units) { u.Sanitized = "no" }},
		{"how sanitized", "missing: sanitize_method", false, func(u *Units) { u.SanitizeMethod = "" }},
		{"certificate", "missing: certificate", false, func(u *Units) { u.Certificate = "" }},
		{"firm", "missing: firm", false, func(u *Units) { u.Firm = "" }},
		{"firm's", "missing: firm_certification", false, func(u *Units) { u.FirmCertificate = "" }},
		{"photos", "missing: photos", false, func(u *Units) { u.Photos = nil }},
		{"stored before", "stored_on 2027-02-01 is before removed_on 2027-03-01", false, func(u *Units) { u.StoredOn = early }},
		{"moved before", "transported_on 2027-02-01 is before stored_on 2027-03-02", false, func(u *Units) { u.TransportedOn = early }},
		{"destroyed before", "destroyed_on 2027-02-01 is before transported_on 2027-03-03", false, func(u *Units) { u.DestroyedOn = early }},
	} {
		u := whole()
		c.change(u)
		got := follow(u, end)
		if text := got.fails(u); got.holds() || text != c.says || got.operable != c.operable {
			t.Errorf("%s: holds %v, operable %v, %q", c.name, got.holds(), got.operable, text)
		}
	}
	none := whole()
	none.Sanitized, none.SanitizeMethod = "not-applicable", ""
	if c := follow(none, end); !c.holds() {
		t.Errorf("no media: %+v", c)
	}
	same := whole() // all on one day is in order
	same.StoredOn, same.TransportedOn, same.DestroyedOn = same.RemovedOn, same.RemovedOn, same.RemovedOn
	if c := follow(same, end); !c.holds() {
		t.Errorf("all on one day: %+v", c)
	}
	for n, state := range []string{"removed", "stored", "transported", "destroyed"} {
		u := whole()
		if c := follow(u, u.RemovedOn.AddDays(n)); c.state != state || c.outOfOrder != "" {
			t.Errorf("day %d: %+v", n, c)
		}
	}
}

// TestUnits: each unit of covered gear that has to go has one row, whatever is recorded; no serial number stands twice, none of
// the inventory is lost, and the summary counts the rows.
func TestUnits(t *testing.T) {
	s := small(t)
	want := map[string]int{}
	for i := range s.Case.Findings {
		if e := &s.Case.In.Inventory.Elements[i]; s.Case.PackageOf(i) >= 0 {
			want[e.ID] = e.Quantity
		}
	}
	for _, p := range []*Progress{s.Progress, nil, progressOf(t, s.Case, "riprep: progress/v1\nunits: [{element: hill-rru, quantity: 3, removed_on: 2027-03-01}]\n"),
		progressOf(t, s.Case, "riprep: progress/v1\nunits: [{element: hill-rru, serials: [\"2102350002\"], removed_on: 2027-03-01}]\n")} {
		d := fill(t, "disposal", &Source{Case: s.Case, Progress: p, AsOf: s.AsOf})
		got := map[string]int{}
		serials := map[string]bool{}
		removed, units := 0, 0
		for _, r := range rows(t, d, "units") {
			e := r["element"].String()
			got[e]++
			units++
			if n := r["unit"].String(); n != fmt.Sprint(got[e]) {
				t.Errorf("%s: unit %s after %d", e, n, got[e]-1)
			}
			if r["state"].String() != "in network" {
				removed++
			}
			if serial := r["serial"].String(); serial != missing {
				if serials[e+" "+serial] {
					t.Errorf("%s: serial %s twice", e, serial)
				}
				serials[e+" "+serial] = true
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, want %v", got, want)
		}
		sumUnits, sumRemoved := 0, 0
		for _, r := range rows(t, d, "summary") {
			sumUnits += number(t, r["units"].String())
			sumRemoved += number(t, r["removed"].String())
		}
		if sumUnits != units || sumRemoved != removed {
			t.Errorf("summary %d of %d, log %d of %d", sumRemoved, sumUnits, removed, units)
		}
		if p == s.Progress && !serials["hill-rru X-9"] {
			t.Error("the extra serial number is not in the log")
		}
	}
}

func number(t *testing.T, s string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(s, &n); err != nil {
		t.Fatalf("%q: %s", s, err)
	}
	return n
}

// TestCertified: with everything done in time, recorded and paid back, every statement is complied with; and one thing less of any
// of them is in process.
func TestCertified(t *testing.T) {
	s := small(t)
	s.Application = "A1"
	var b strings.Builder
	b.WriteString("riprep: progress/v1\nsteps:\n")
	for _, p := range s.Plan.Packages {
		fmt.Fprintf(&b, "  - {package: %s", p.ID)
		for _, phase := range Phases {
			if a := p.Activity(phase.Kind); a != nil {
				fmt.Fprintf(&b, ", %s: %s", phase.Key, a.Finish)
			}
		}
		b.WriteString("}\n")
	}
	b.WriteString("units:\n")
	inv := s.Case.In.Inventory
	for i := range inv.Elements {
		if e := &inv.Elements[i]; s.Case.PackageOf(i) >= 0 {
			fmt.Fprintf(&b, "  - {element: %s, serials: [%s], extra_serials: [%s], removed_on: 2027-02-21, removed_by: a, stored_at: b, stored_on: 2027-02-22, manifest: m, carrier: c,"+
				" transported_on: 2027-02-23, destroyed_on: 2027-02-24, method: d, destroyed_at: e, sanitized: not-applicable, certificate: f, firm: g, firm_certification: h, photos: [i]}\n",
				e.ID, quoted(e.Serials), extra(e))
		}
	}
	states := func(text string) string {
		s.Progress = progressOf(t, s.Case, text)
		var out []string
		for _, r := range rows(t, fill(t, "certification", s), "statements") {
			if r["state"].String() != "complied" {
				out = append(out, r["statement"].String())
			}
		}
		return strings.Join(out, " ")
	}
	s.AsOf = inventory.MustDate("2027-07-01") // nothing is overdue on it
	text := b.String()
	if got := states(text); got != "" {
		t.Fatalf("in process: %s: %v", got, rows(t, fill(t, "certification", s), "fails"))
	}
	late := func(key string) string { return moved(text, "lake-bbu", key, 1) }
	for _, c := range []struct{ name, text, want string }{
		{"a certificate missing", strings.Replace(text, "certificate: f, ", "", 2), "terms removal"},
		{"media not sanitized", strings.Replace(text, "sanitized: not-applicable", "sanitized: no", 2), "terms removal"},
		{"cut over a day late", late("cut_over_on"), "terms timeline"},
		{"a claim open", text + "invoices: [{invoice: a, vendor: v, date: 2027-03-01, lines: [{package: hill-bbu, item: take-down, tag: removal, amount: 1}]}]\n", "terms"},
		{"an order open", text + "orders: [{order: a, package: hill-bbu, ordered_on: 2027-01-05}]\n", "terms commitments"},
	} {
		if got := states(c.text); got != c.want {
			t.Errorf("%s: in process %q, want %q", c.name, got, c.want)
		}
	}
	s.AsOf = inventory.MustDate("2027-08-01")
	if got := states(text); got != "terms" {
		t.Errorf("a status update overdue: in process %q", got)
	}
	plan := s.Plan
	s.Plan, s.AsOf = nil, inventory.MustDate("2027-07-01")
	if got := states(text); got != "terms timeline" {
		t.Errorf("no plan: in process %q", got)
	}
	s.Plan = plan
}

func quoted(ids []string) string {
	out := slices.Clone(ids)
	for i := range out {
		out[i] = `"` + out[i] + `"`
	}
	return strings.Join(out, ", ")
}

func extra(e *inventory.Element) string {
	var out []string
	for i := range e.Quantity - len(e.Serials) {
		out = append(out, fmt.Sprintf("x%d", i))
	}
	return strings.Join(out, ", ")
}

// moved moves a day of a package by some days.
func moved(text, pkg, key string, days int) string {
	at := strings.Index(text, "{package: "+pkg+",")
	at += strings.Index(text[at:], key+": ") + len(key) + 2
	day := inventory.MustDate(text[at : at+10])
	return text[:at] + day.AddDays(days).String() + text[at+10:]
}

// TestMany: a log of 100,000 units is written row by row.
func TestMany(t *testing.T) {
	var r strict.Reader
	in := planner.Load(&r, "../../testdata/filing-small", nil)
	for i := range in.Inventory.Elements {
		if e := &in.Inventory.Elements[i]; e.ID == "hill-rru" {
			e.Quantity = 100_000
		}
	}
	c, err := planner.NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	p := progressOf(t, c, "riprep: progress/v1\nunits: [{element: hill-rru, quantity: 60000, removed_on: 2027-03-01}]\n")
	d := fill(t, "disposal", &Source{Case: c, Progress: p, AsOf: inventory.MustDate("2027-08-31")})
	var out bytes.Buffer
	if err := d.Section("").Table().CSV(&out); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(out.Bytes(), []byte("\n")); n != 100_000+9+1 {
		t.Errorf("%d lines", n)
	}
	if n := bytes.Count(out.Bytes(), []byte(`,removed,yes,4,"not destroyed; missing: serial, `)); n != 60_000 {
		t.Errorf("%d are removed", n)
	}
}
