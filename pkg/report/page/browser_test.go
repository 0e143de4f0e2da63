package page_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/browsertest"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/page"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

// open opens the page of a document on a screen of a usual size.
func open(t testing.TB, d *view.Document) *browsertest.Browser {
	t.Helper()
	return browsertest.Open(t, 1280, 900, func(w io.Writer) error { return page.Encode(w, d, view.Env{}) })
}

// TestBrowser opens the page of a plan as people do: on a screen, on a telephone, on paper.
func TestBrowser(t *testing.T) {
	d := reporttest.Sample(t)
	b := open(t, d)
	t.Run("figures", func(t *testing.T) { figures(t, b, d) })
	if n := browsertest.Eval[int](t, b, `Object.keys(R.charts).length`); n != 10 {
		t.Errorf("%d charts, want 10: schedule, money, exposure, outage, map, estimate, and four of the risk", n)
	}
	b.Everywhere(t, "page")
	b.Clean(t)
}

// figures compares what the page shows with the plan, text by text.
func figures(t testing.TB, b *browsertest.Browser, d *view.Document) {
	shown := browsertest.Eval[map[string]string](t, b, `Object.fromEntries([...document.querySelectorAll("#summary-table tbody tr")].map((r) => [r.cells[0].textContent, r.cells[1].textContent]))`)
	for _, f := range view.Summary(d) {
		want := f.Value.String()
		switch f.Value.Kind() {
		case grid.Amounts:
			cents, _ := f.Value.Amount()
			want = strings.ReplaceAll(cost.Cents(cents).Grouped(), "-", "−")
		case grid.Whole:
			want = strings.ReplaceAll(grid.Group(f.Value.Number()), "-", "−")
		case grid.Day:
			day, err := time.Parse(time.DateOnly, want)
			if err != nil {
				t.Fatal(err)
			}
			want = day.Format("2 Jan 2006")
		case grid.Parts:
			want = fmt.Sprintf("%.1f %%", float64(f.Value.Number())/1e4)
		}
		if got, ok := shown[f.Label]; !ok || got != want {
			t.Errorf("%s: the page shows %q, want %q", f.Label, got, want)
		}
	}
}

// TestBrowserHostile: names that are markup are text, and run nothing.
func TestBrowserHostile(t *testing.T) {
	b := open(t, reporttest.Hostile(t))
	if n := browsertest.Eval[int](t, b, `document.querySelectorAll("main img, main script, main iframe").length`); n != 0 {
		t.Errorf("%d elements that a name has made", n)
	}
	if !browsertest.Eval[bool](t, b, `document.querySelector("h1").textContent.includes("<script>alert(1)</script>")`) {
		t.Error("the name of the operator is not shown as it is")
	}
	b.Look(t, "1280 px")
	b.Clean(t)
}

// TestBrowserInteraction filters, groups and zooms the schedule of 5,000 packages, and plays the map.
func TestBrowserInteraction(t *testing.T) {
	b := open(t, reporttest.Large(t, 5000))
	state := func() (s struct {
		Packages, Rows int
		Shown          []float64
	}) {
		s = browsertest.Eval[struct {
			Packages, Rows int
			Shown          []float64
		}](t, b, browsertest.AfterFrame(`R.gantt.state()`))
		if len(s.Shown) != 2 {
			t.Fatalf("the Gantt chart does not say which rows it shows: %+v", s)
		}
		return s
	}
	all := state()
	if all.Packages < 5000 {
		t.Fatalf("%d packages in the schedule", all.Packages)
	}
	input := func(text string) {
		browsertest.Eval[bool](t, b, fmt.Sprintf(`(() => { const e = document.getElementById("gantt-text"); e.value = %q; e.dispatchEvent(new Event("input")); return true; })()`, text))
	}
	input("birch-rtr-77")
	if s := state(); s.Packages != 1 {
		t.Errorf("the filter leaves %d packages, want the one", s.Packages)
	}
	if got := browsertest.Eval[string](t, b, `document.querySelector(".gantt-count").textContent`); !strings.HasPrefix(got, "1 of 5,0") {
		t.Errorf("the count says %q", got)
	}
	input("")
	if s := state(); s.Packages != all.Packages {
		t.Errorf("without the filter %d packages, want %d", s.Packages, all.Packages)
	}
	before := state()
	browsertest.Eval[bool](t, b, `(document.getElementById("gantt-rows-in").click(), true)`)
	if after := state(); after.Shown[1]-after.Shown[0] >= (before.Shown[1]-before.Shown[0])*0.6 {
		t.Errorf("rows %v after the zoom, %v before", after.Shown, before.Shown)
	}
	span := `(() => { const z = R.charts.gantt.getOption().dataZoom.find((z) => z.orient !== "vertical"); return z.end - z.start; })()`
	whole := browsertest.Eval[float64](t, b, span)
	browsertest.Eval[bool](t, b, `(document.querySelector("#figure-gantt button[title='Zoom in']").click(), true)`)
	if now := browsertest.Eval[float64](t, b, browsertest.AfterFrame(span)); now >= whole*0.6 {
		t.Errorf("%.1f %% of the time after the zoom, %.1f %% before", now, whole)
	}
	date := browsertest.Eval[string](t, b, `document.getElementById("map-date").textContent`)
	browsertest.Eval[bool](t, b, `(document.getElementById("map-on").click(), true)`)
	if next := browsertest.Eval[string](t, b, `document.getElementById("map-date").textContent`); next == date || next == "" {
		t.Errorf("the map is in %q after a step, and was in %q", next, date)
	}
	b.Look(t, "1280 px")
	b.Clean(t)
}

// BenchmarkInteraction measures what a reader of 5,000 packages waits for, from the event to the painted frame:
//
//	go test -run '^$' -bench Interaction -benchtime 20x ./pkg/report/page
func BenchmarkInteraction(b *testing.B) {
	br := open(b, reporttest.Large(b, 5000))
	for _, c := range []struct{ name, js string }{
		{"filter", `const e = document.getElementById("gantt-text"); e.value = n % 2 ? "birch" : ""; e.dispatchEvent(new Event("input"));`},
		{"group", `document.getElementById(n % 2 ? "gantt-by-crew" : "gantt-by-site").click();`},
		{"zoom rows", `document.getElementById(n % 2 ? "gantt-rows-in" : "gantt-rows-out").click();`},
		{"zoom time", `document.querySelector("#figure-gantt button[title='" + (n % 2 ? "Zoom in" : "Zoom out") + "']").click();`},
		{"map step", `document.getElementById(n % 2 ? "map-on" : "map-back").click();`},
	} {
		b.Run(c.name, func(b *testing.B) {
			browsertest.Eval[bool](b, br, `(window.n = 0, true)`)
			var spent, worst float64
			for b.Loop() {
				ms := browsertest.Eval[float64](b, br, `new Promise((done) => requestAnimationFrame(() => { const n = ++window.n, from = performance.now(); `+c.js+
					` requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))); }))`)
				spent += ms
				worst = max(worst, ms)
			}
			b.ReportMetric(spent/float64(b.N), "ms/interaction")
			b.ReportMetric(worst, "ms-worst")
		})
	}
}
