package page_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch/rollup"
	"github.com/riprep/riprep/pkg/batch/rollup/page"
	"github.com/riprep/riprep/pkg/inventory"
)

var dataIn = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// data is what these tests look at of the page's data.
type data struct {
	Operators []struct{ Name string }
	Figures   []struct{ ID, Kind string }
	Units     struct {
		ID, Status, Page    []string
		Operator, Dominator []int
		Figures             [][]*int64
	}
	Combinations []struct{ Cost, Own, Hours, Finish, WithoutPrice *int64 }
	Worst        []struct {
		ID    string
		Units []int
	}
	Failures []struct {
		Unit   int
		Folder string
	}
}

func encode(t testing.TB, r *rollup.Rollup) (text string, d data) {
	t.Helper()
	var b bytes.Buffer
	if err := page.Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	m := dataIn.FindSubmatch(b.Bytes())
	if m == nil {
		t.Fatal("no data")
	}
	if err := json.Unmarshal(m[1], &d); err != nil {
		t.Fatal(err)
	}
	return b.String(), d
}

// TestFigures: the figures of the page are those of the roll-up, to the cent and the day, null where they are not known and never 0.
func TestFigures(t *testing.T) {
	r := sample(t, 4, 4)
	r.Units[0].Plan.Own = nil
	r.Units[1].Plan.LowestCash, r.Units[1].Plan.LowestCashOn = 0, inventory.Date{}
	r.Combinations[0].Planned = rollup.Totals{}
	text, d := encode(t, r)
	if again, _ := encode(t, r); again != text {
		t.Error("other bytes the second time")
	}
	if len(d.Units.ID) != len(r.Units) {
		t.Fatalf("%d units, want %d", len(d.Units.ID), len(r.Units))
	}
	for i := range r.Units {
		u := &r.Units[i]
		if d.Units.ID[i] != u.ID || d.Units.Status[i] != u.Status || d.Operators[d.Units.Operator[i]].Name != u.Operator {
			t.Fatalf("unit %d is another one", i)
		}
		if want := map[bool]string{true: "./" + u.Folder() + "/plan.html"}[u.Page != ""]; d.Units.Page[i] != want {
			t.Errorf("unit %d: page %q, want %q", i, d.Units.Page[i], want)
		}
		for k, f := range d.Figures {
			got := d.Units.Figures[k][i]
			var want *int64
			switch p, e, s := u.Plan, u.Estimate, u.Screen; {
			case f.ID == "own" && p != nil && p.Own != nil:
				want = ptr(int64(*p.Own))
			case f.ID == "cost" && p != nil:
				want = ptr(int64(p.Cost))
			case f.ID == "lowest_cash" && p != nil && !p.LowestCashOn.IsZero():
				want = ptr(int64(p.LowestCash))
			case f.ID == "finish" && p != nil:
				want = ptr(int64(p.Finish.Sub(day(t, "1971-01-01")) + 365))
			case f.ID == "exposure" && p != nil:
				want = p.Exposure
			case f.ID == "estimate" && e != nil:
				want = ptr(int64(e.Total))
			case f.ID == "covered" && s != nil:
				want = ptr(int64(s.Covered))
			case f.ID == "own", f.ID == "cost", f.ID == "lowest_cash", f.ID == "finish", f.ID == "exposure", f.ID == "estimate", f.ID == "covered":
			default:
				continue
			}
			if (got == nil) != (want == nil) || got != nil && *got != *want {
				t.Errorf("unit %d, %s: %v, want %v", i, f.ID, got, want)
			}
		}
	}
	if c := d.Combinations[0]; c.Cost != nil || c.Own != nil || c.Hours != nil || c.Finish != nil || c.WithoutPrice != nil {
		t.Errorf("a combination without a plan: %+v", c)
	}
	if c := d.Combinations[1]; c.Cost == nil || c.Own == nil || c.Hours == nil || c.Finish == nil || c.WithoutPrice == nil {
		t.Errorf("a combination with plans: %+v", c)
	}
	for _, f := range d.Failures {
		if u := &r.Units[f.Unit]; u.Failure == nil || f.Folder != u.Folder() {
			t.Errorf("failure of unit %d in %s", f.Unit, f.Folder)
		}
	}
	if want := r.Run.Counts.Failed + r.Run.Counts.NoPlan; len(d.Failures) != want || want == 0 {
		t.Errorf("%d failures, want %d", len(d.Failures), want)
	}
}

// TestHostile: no name ends the data, no name makes a link, and the page loads nothing.
func TestHostile(t *testing.T) {
	text, d := encode(t, hostile(t))
	for _, bad := range []string{"<script>alert", "<img src=x", "\x1b", "\u202e", "\x00"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q in the page", bad)
		}
	}
	if n := strings.Count(strings.ToLower(text), "</script"); n != 3 {
		t.Errorf("%d ends of scripts", n)
	}
	markup := regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(text, "")
	if m := regexp.MustCompile(`(?i)<[a-z]+[^>]*\s(src|href)="[^#]`).FindString(markup); m != "" {
		t.Error(m)
	}
	if d.Units.Page[0] != "" {
		t.Errorf("a link to %q", d.Units.Page[0])
	}
}

// TestSize: 10,000 units are a page of less than 6 MB; above 20,000 the first ones and the worst ones are left.
func TestSize(t *testing.T) {
	if text, d := encode(t, sample(t, 500, 10)); len(d.Units.ID) != 10_000 || len(text) > 6_000_000 {
		t.Errorf("%d units in %d bytes", len(d.Units.ID), len(text))
	} else {
		t.Logf("%d units in %d bytes", len(d.Units.ID), len(text))
	}
	r := sample(t, 3500, 3)
	_, d := encode(t, r)
	if len(d.Units.ID) != 20_000 {
		t.Fatalf("%d units", len(d.Units.ID))
	}
	beyond := 0
	for k, w := range r.Worst {
		for n, i := range w.Units {
			if got := d.Units.ID[d.Worst[k].Units[n]]; got != r.Units[i].ID {
				t.Errorf("%s, place %d: unit %s, want %s", w.Title, n+1, got, r.Units[i].ID)
			}
			if i >= 20_000 {
				beyond++
			}
		}
	}
	if beyond == 0 {
		t.Error("none of the worst ones stands beyond the first 20,000: the sample shows nothing")
	}
	at := map[string]int{}
	for i := range r.Units {
		at[r.Units[i].ID] = i
	}
	for n, by := range d.Units.Dominator {
		u := &r.Units[at[d.Units.ID[n]]]
		if by >= 0 && (u.Frontier.State != rollup.FrontierDominated || d.Units.ID[by] != r.Units[u.Frontier.Dominator].ID) {
			t.Fatalf("unit %d is beaten by another one", n)
		}
	}
}
