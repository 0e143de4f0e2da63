package calendar_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/calendar"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/scenario"
)

func encode(t testing.TB, d *view.Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := calendar.Encode(&out, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// events are those of a calendar by their UID without the operator; the calendar has passed the strict reader.
func events(t testing.TB, d *view.Document) map[string]*component {
	t.Helper()
	c, err := parse(encode(t, d))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*component{}
	for _, e := range c.parts {
		id := strings.TrimSuffix(strings.TrimPrefix(e.text("UID"), d.Plan.Operator.ID+"/"), "@riprep")
		out[id] = e
	}
	return out
}

// days are the first and the last day of an event of whole days.
func days(t testing.TB, e *component) (first, last inventory.Date) {
	t.Helper()
	all, err := occurrences(e)
	if err != nil || len(all) != 1 || e.get("DTSTART").params["VALUE"] != "DATE" {
		t.Fatalf("%s: not whole days: %v", e.text("UID"), err)
	}
	return inventory.MustDate(all[0].from.Format(time.DateOnly)), inventory.MustDate(all[0].until.AddDate(0, 0, -1).Format(time.DateOnly))
}

// withWindows is the sample with maintenance windows.
func withWindows(t testing.TB) *view.Document {
	return reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
		in.Scenario.Outage.Windows = []scenario.Window{
			{From: 0, To: 5 * 60, Days: []string{"thu", "mon", "tue", "wed"}},
			{From: 22 * 60, To: 4 * 60, Days: []string{"sat"}},
			{From: 60, To: 9 * 60},
		}
	})
}

func TestGolden(t *testing.T) {
	reporttest.Golden(t, "sample.ics", []byte(encode(t, reporttest.Sample(t))))
	reporttest.Golden(t, "hostile.ics", []byte(encode(t, reporttest.Hostile(t))))
}

// What is read back has the starts and the finishes of the plan: nothing is left out, nothing is added.
func TestPlan(t *testing.T) {
	d := withWindows(t)
	got := events(t, d)
	type stay struct{ First, Last inventory.Date }
	want, have := map[string]stay{}, map[string]stay{}
	for i := range d.Plan.Packages {
		w := &d.Plan.Packages[i]
		for j := range w.Activities {
			if a := &w.Activities[j]; len(a.Crews) > 0 || a.OutageHours > 0 || a.Kind == "cutover" {
				want["package/"+w.ID+"/"+a.Kind] = stay{a.Start, a.Finish}
			}
		}
	}
	for i := range d.Plan.Tests {
		x := &d.Plan.Tests[i]
		want["cluster/"+x.Cluster+"/test"] = stay{x.Start, x.Finish}
	}
	for i, b := range d.Case.In.Scenario.Blackouts {
		want[fmt.Sprintf("frozen/%d", i+1)] = stay{b.From, b.To}
	}
	want["term/A1"] = stay{inventory.MustDate("2028-10-31"), inventory.MustDate("2028-10-31")}
	for i := range d.Plan.Rules {
		if r := &d.Plan.Rules[i]; !r.By.IsZero() {
			want["rule/"+strings.ReplaceAll(r.Rule, "/", "%2F")] = stay{r.By, r.By}
		}
	}
	for id, e := range got {
		if !strings.Contains(id, "/window/") {
			first, last := days(t, e)
			have[id] = stay{first, last}
		}
	}
	if diff := cmp.Diff(want, have, cmp.Comparer(func(a, b inventory.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if len(want) < 40 {
		t.Errorf("only %d events", len(want))
	}
	cut := got["package/birch-bbu/cutover"]
	for _, part := range []string{"Crew: 1 ip", "Subscribers out: ", "Outage: ", "Covered gear carries traffic until "} {
		if text := cut.text("DESCRIPTION"); !strings.Contains(text, part) {
			t.Errorf("cutover of Birch does not say %q: %q", part, text)
		}
	}
	if cut.text("SUMMARY") != "Cutover: Birch, ran (birch-bbu)" || cut.get("GEO").value != "45.290000;-110.380000" || cut.text("LOCATION") != "Birch" {
		t.Errorf("cutover of Birch: %q at %q", cut.text("SUMMARY"), cut.text("LOCATION"))
	}
	if got := cut.get("CATEGORIES").value; got != "cutover,ran,crew ip,valley" {
		t.Errorf("categories %q", got)
	}
	if text := got["package/birch-mw/cutover"].text("DESCRIPTION"); !strings.Contains(text, "Also at: Saddle (saddle)") {
		t.Errorf("the hop does not name its other end: %q", text)
	}
}

// The windows of an outage are those of its days, hour by hour.
func TestWindows(t *testing.T) {
	d := withWindows(t)
	got := events(t, d)
	found := 0
	for i := range d.Plan.Packages {
		w := &d.Plan.Packages[i]
		for j := range w.Activities {
			a := &w.Activities[j]
			for k, text := range a.Windows {
				found++
				e := got[fmt.Sprintf("package/%s/%s/window/%d", w.ID, a.Kind, k+1)]
				if e == nil {
					t.Fatalf("%s %s: no event of window %s", w.ID, a.Kind, text)
				}
				if e.get("DTSTART").params["TZID"] != "" || strings.HasSuffix(e.get("DTSTART").value, "Z") {
					t.Errorf("%s is in a zone", e.text("UID"))
				}
				all, _ := occurrences(e)
				var want, have []string
				for day := a.Start; !day.After(a.Finish); day = day.AddDays(1) {
					weekday := scenario.Weekdays[day.Weekday()]
					switch {
					case text == "mon-thu 00:00-05:00" && slices.Contains([]string{"mon", "tue", "wed", "thu"}, weekday):
						want = append(want, fmt.Sprintf("%sT00:00 to %sT05:00", day, day))
					case text == "sat 22:00-04:00" && weekday == "sat":
						want = append(want, fmt.Sprintf("%sT22:00 to %sT04:00", day, day.AddDays(1)))
					case text == "daily 01:00-09:00":
						want = append(want, fmt.Sprintf("%sT01:00 to %sT09:00", day, day))
					}
				}
				for _, s := range all {
					have = append(have, s.from.Format("2006-01-02T15:04")+" to "+s.until.Format("2006-01-02T15:04"))
				}
				if diff := cmp.Diff(want, have); diff != "" {
					t.Errorf("%s, window %s:\n%s", e.text("UID"), text, diff)
				}
			}
		}
	}
	for id := range got {
		if strings.Contains(id, "/window/") {
			found--
		}
	}
	if found != 0 {
		t.Errorf("%d windows more in the plan than in the calendar", found)
	}
	if !strings.Contains(encode(t, d), "FREQ=WEEKLY;COUNT=4;BYDAY=MO,TU,WE,TH\r\n") {
		t.Error("no window of four nights")
	}
}

// A later plan moves the events of an earlier one: the names of the events hang on nothing but what they are of.
func TestStable(t *testing.T) {
	d := reporttest.Operator(t, "filing-small", nil)
	before := events(t, d)
	for i := range d.Plan.Packages {
		for j := range d.Plan.Packages[i].Activities {
			a := &d.Plan.Packages[i].Activities[j]
			a.Start, a.Finish = a.Start.AddDays(7), a.Finish.AddDays(14)
		}
	}
	d.AsOf = d.AsOf.AddDays(30)
	after := events(t, d)
	if len(before) != len(after) {
		t.Errorf("%d events, then %d", len(before), len(after))
	}
	moved := 0
	for id, a := range before {
		b := after[id]
		if b == nil {
			t.Errorf("%s is gone", id)
			continue
		}
		if a.get("DTSTART").value != b.get("DTSTART").value {
			moved++
		}
		if a.get("SEQUENCE").value >= b.get("SEQUENCE").value || a.get("DTSTAMP").value >= b.get("DTSTAMP").value {
			t.Errorf("%s: SEQUENCE %s then %s", id, a.get("SEQUENCE").value, b.get("SEQUENCE").value)
		}
	}
	if moved == 0 {
		t.Error("nothing moved")
	}
	if got := before["term/A1"]; got == nil || got.get("DTSTAMP").value != "20261201T000000Z" {
		t.Errorf("the term is stamped %v", got)
	}
}

// Ids hold any character but spaces, and a kind of step may come twice in a package: every event has an UID of its own all the
// same, and what separates its parts is escaped in them.
func TestUID(t *testing.T) {
	d := reporttest.Sample(t)
	w := &d.Plan.Packages[0]
	w.ID, w.Activities = "a/b%c", slices.Concat(w.Activities, w.Activities)
	d.Plan.Packages[1].ID = "a"
	got := events(t, d) // the reader refuses two of one UID
	for _, id := range []string{"package/a%2Fb%25c/cutover", "package/a%2Fb%25c/cutover/2", "package/a/cutover"} {
		if got[id] == nil {
			t.Errorf("no %s", id)
		}
	}
}

// The due dates of the programme stand in the calendar with their state.
func TestDeadlines(t *testing.T) {
	d := reporttest.Operator(t, "filing-small", nil)
	got := events(t, d)
	n := 0
	for _, x := range view.Deadlines(d) {
		if x.Kind != "programme" {
			continue
		}
		n++
		e := got[fmt.Sprintf("application/%s/%s/%d", x.Application, x.ID, x.N)]
		if e == nil {
			t.Errorf("no event of %s of %s", x.ID, x.Application)
			continue
		}
		if first, last := days(t, e); first != x.By || last != x.By {
			t.Errorf("%s: %s to %s, want %s", x.ID, first, last, x.By)
		}
		if text := e.text("DESCRIPTION"); !strings.Contains(text, "On 2026-12-01: "+x.State) || x.Verified == strings.Contains(text, "not verified") {
			t.Errorf("%s: %q", x.ID, text)
		}
	}
	if n < 10 {
		t.Errorf("only %d due dates", n)
	}
}

func TestHostile(t *testing.T) {
	text := encode(t, reporttest.Hostile(t))
	c, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range text {
		if r != '\r' && r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
			t.Fatalf("character %U", r)
		}
	}
	all := c.text("NAME")
	for _, e := range c.parts {
		all += "\n" + e.text("SUMMARY") + "\n" + e.text("LOCATION")
	}
	for _, want := range []string{"<script>alert(1)</script>", "华为技术有限公司基站一号机房", strings.Repeat("long", 75), "red", "=1", "a|b`c`*d*_e_[f](http://g)"} {
		if !strings.Contains(all, want) {
			t.Errorf("no name %q", want)
		}
	}
}

func TestSame(t *testing.T) {
	if a, b := encode(t, reporttest.Sample(t)), encode(t, reporttest.Sample(t)); a != b {
		t.Error("the same document gives other bytes")
	}
}

func TestNoDay(t *testing.T) {
	d := reporttest.Sample(t)
	d.AsOf = inventory.Date{}
	var out bytes.Buffer
	if err := calendar.Encode(&out, d, view.Env{}); err == nil || out.Len() > 0 {
		t.Errorf("a calendar of no day: %v", err)
	}
}

// Whatever a name is, the calendar can be read and has it as text.
func TestAnyName(t *testing.T) {
	d := reporttest.Sample(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		d.Plan.Packages[0].SiteName = "x" + name
		d.Case.In.Scenario.Blackouts[0].Why = ",;\\" + name
		var out bytes.Buffer
		if err := calendar.Encode(&out, d, view.Env{}); err != nil {
			t.Fatal(err)
		}
		c, err := parse(out.String())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.parts {
			if e.text("UID") == "first-look/frozen/1@riprep" && !strings.HasPrefix(e.text("SUMMARY"), "Frozen: ,;\\") {
				t.Fatalf("summary %q", e.text("SUMMARY"))
			}
		}
	})
}

// The reader of these tests refuses what is wrong, so that what it lets pass is right.
func TestReaderIsStrict(t *testing.T) {
	const event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260102\r\nSUMMARY:s\r\nEND:VEVENT\r\n"
	const zone = "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:20250101T000000\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
	const head, end = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", "END:VCALENDAR\r\n"
	zoned := strings.NewReplacer("DTSTART;VALUE=DATE:20260101", "DTSTART;TZID=Here:20260101T010000", "DTEND;VALUE=DATE:20260102", "DTEND;TZID=Here:20260101T020000").Replace(event)
	for _, good := range []string{head + event + end, head + zone + zoned + end} {
		if _, err := parse(good); err != nil {
			t.Fatal(err)
		}
	}
	for _, change := range [][2]string{
		{"\r\nSUMMARY", "\nSUMMARY"}, {"SUMMARY:s", "SUMMARY:a,b"}, {"SUMMARY:s", "SUMMARY:a\\b"}, {"SUMMARY:s", "SUMMARY:" + strings.Repeat("x", 70)},
		{"SUMMARY:s", "SUMMARY:\xff"}, {"SUMMARY:s\r\n", ""}, {"UID:a\r\n", ""}, {"UID:a\r\n", "UID:a\r\nUID:b\r\n"}, {"DTEND;VALUE=DATE:20260102", "DTEND;VALUE=DATE:20260101"},
		{"DTEND;VALUE=DATE:20260102", "DTEND:20260102T000000"}, {"20260101\r\n", "20260132\r\n"}, {"20260101T000000Z", "20260101T000000"},
		{"SUMMARY:s", "SUMMARY:s\r\nCOLOUR:red"}, {"SUMMARY:s", "SUMMARY:s\r\nGEO:91;0"}, {"SUMMARY:s", "SUMMARY:s\r\nSEQUENCE:-1"},
		{"SUMMARY:s", "SUMMARY:s\r\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO"}, {"END:VEVENT\r\n", ""}, {"END:VCALENDAR\r\n", ""}, {event, event + event}, {"VERSION:2.0", "VERSION:1.0"},
		{"SUMMARY:s", "SUMMARY:\x07"}, {"SUMMARY:s", "SUMMARY s"},
	} {
		bad := strings.Replace(head+event+end, change[0], change[1], 1)
		if _, err := parse(bad); err == nil || bad == head+event+end {
			t.Errorf("%q in place of %q passes", change[1], change[0])
		}
	}
	if _, err := parse(head + zoned + end); err == nil {
		t.Error("a zone that is not there passes")
	}
}
