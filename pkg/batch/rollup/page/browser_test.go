package page_test

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/rollup"
	"github.com/riprep/riprep/pkg/batch/rollup/page"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/browsertest"
	"github.com/riprep/riprep/pkg/report/grid"
)

func open(t testing.TB, r *rollup.Rollup) *browsertest.Browser {
	t.Helper()
	return browsertest.Open(t, 1280, 900, func(w io.Writer) error { return page.Encode(w, r) })
}

// TestBrowser opens the page of a batch as people do: on a screen, on a telephone, on paper.
func TestBrowser(t *testing.T) {
	r := sample(t, 4, 3)
	b := open(t, r)
	t.Run("figures", func(t *testing.T) { figures(t, b, r) })
	t.Run("table", func(t *testing.T) { table(t, b, r) })
	t.Run("charts", func(t *testing.T) { charts(t, b, r) })
	b.Everywhere(t, "batch")
	b.Clean(t)
}

// cells are the texts of the rows that a table shows.
func cells(t testing.TB, b *browsertest.Browser, id string) [][]string {
	t.Helper()
	return browsertest.Eval[[][]string](t, b, `[...document.querySelectorAll("#`+id+` tbody tr")].map((r) => [...r.cells].map((c) => c.textContent))`)
}

func money(c cost.Cents) string { return strings.ReplaceAll(c.Grouped(), "-", "−") }

// date is a day as the page writes it.
func date(t testing.TB, d inventory.Date) string {
	t.Helper()
	at, err := time.Parse(time.DateOnly, d.String())
	if err != nil {
		t.Fatal(err)
	}
	return at.Format("2 Jan 2006")
}

// figures compares what the page shows with the roll-up, text by text.
func figures(t *testing.T, b *browsertest.Browser, r *rollup.Rollup) {
	rows := cells(t, b, "combinations")
	if len(rows) != len(r.Combinations) {
		t.Fatalf("%d combinations, want %d", len(rows), len(r.Combinations))
	}
	for i, c := range r.Combinations {
		want := []string{"tower " + c.Set[0] + ", proration " + c.Set[1], fmt.Sprint(c.Counts.Done)}
		if r.Run.Counts.NoPlan > 0 { // there is no column of noughts
			want = append(want, fmt.Sprint(c.Counts.NoPlan))
		}
		if r.Run.Counts.Failed > 0 {
			want = append(want, fmt.Sprint(c.Counts.Failed))
		}
		want = append(want, money(*c.Planned.Cost), money(*c.Planned.Reimbursed), money(*c.Planned.Outstanding),
			money(*c.Planned.Own), date(t, c.Planned.Finish), grid.Group(*c.Planned.SubscriberHours), fmt.Sprint(c.Planned.WithoutPrice))
		if fmt.Sprint(rows[i]) != fmt.Sprint(want) {
			t.Errorf("combination %d: %q, want %q", i, rows[i], want)
		}
	}
	for _, w := range r.Worst {
		rows := cells(t, b, "worst-"+w.ID)
		if len(rows) == 0 {
			t.Errorf("no table of %s", w.Title)
		}
		for k, row := range rows {
			if u := &r.Units[w.Units[k]]; row[0] != u.Operator {
				t.Errorf("%s: place %d has %q, want %s", w.Title, k+1, row[0], u.Operator)
			}
			if u := &r.Units[w.Units[k]]; w.ID == "own" && row[2] != money(*u.Plan.Own) {
				t.Errorf("%s: place %d has %q, want %s", w.Title, k+1, row[2], money(*u.Plan.Own))
			}
		}
	}
	if got := cells(t, b, "findings-table"); len(got) != len(r.Findings) {
		t.Errorf("%d findings, want %d", len(got), len(r.Findings))
	}
	demand(t, b, r)
	if got := cells(t, b, "failed"); len(got) != r.Run.Counts.Failed {
		t.Errorf("%d failed, want %d", len(got), r.Run.Counts.Failed)
	}
	if got := cells(t, b, "no-plans"); len(got) != r.Run.Counts.NoPlan {
		t.Errorf("%d without a plan, want %d", len(got), r.Run.Counts.NoPlan)
	}
}

// demand compares what is asked of programmes, as drawn by tier, with the roll-up; and the files for riprep allocate.
func demand(t *testing.T, b *browsertest.Browser, r *rollup.Rollup) {
	var want, drawn int64
	for _, d := range r.Demand {
		if d.Programme == r.Demand[0].Programme {
			want += int64(*d.Amount)
		}
	}
	series := browsertest.Eval[[][]*int64](t, b, `R.charts.demand ? R.charts.demand.getOption().series.map((s) => s.data) : []`)
	for _, tier := range series {
		for _, v := range tier {
			if v != nil {
				drawn += *v
			}
		}
	}
	if len(series) < 2 {
		t.Errorf("%d tiers drawn", len(series))
	}
	if drawn != want || want == 0 {
		t.Errorf("the bars of the demand come to %d, want %d", drawn, want)
	}
	rows := cells(t, b, "rounds-table")
	if len(rows) != min(len(r.Rounds), 10) {
		t.Fatalf("%d files for allocate, want %d", len(rows), len(r.Rounds))
	}
	for i, row := range rows {
		if x := &r.Rounds[i]; row[0] != x.File || row[3] != fmt.Sprint(x.Applications) || row[4] != fmt.Sprint(x.LeftOut) {
			t.Errorf("file %d: %q, want %s with %d applications", i, row, x.File, x.Applications)
		}
	}
}

// table filters, sorts and turns the table of all units, and opens one.
func table(t *testing.T, b *browsertest.Browser, r *rollup.Rollup) {
	rows := func() [][]string { return cells(t, b, "units-table") }
	choose := func(label, value string) {
		browsertest.Eval[bool](t, b, fmt.Sprintf(`(() => { const s = [...document.querySelectorAll("#units .pick")].find((p) => p.firstChild.textContent === %q).querySelector("select"); s.value = %q; s.dispatchEvent(new Event("change")); return true; })()`, label, value))
	}
	counted := func(keep func(u *rollup.Unit) bool) (n int) {
		for i := range r.Units {
			if keep(&r.Units[i]) {
				n++
			}
		}
		return n
	}
	if got := browsertest.Eval[int](t, b, `R.batch.table.rows().length`); got != len(r.Units) {
		t.Errorf("%d units, want %d", got, len(r.Units))
	}
	choose("Operator", "1")
	name := r.Operators[1].Name
	if want := counted(func(u *rollup.Unit) bool { return u.Operator == name }); len(rows()) != want || rows()[0][0] != name {
		t.Errorf("%d rows of %s, want %d", len(rows()), name, want)
	}
	choose("Status", "no-plan")
	if want := counted(func(u *rollup.Unit) bool { return u.Operator == name && u.Status == batch.StatusNoPlan }); len(rows()) != want || want == 0 {
		t.Errorf("%d rows of %s without a plan, want %d", len(rows()), name, want)
	}
	choose("Operator", "-1")
	choose("Status", "")
	browsertest.Eval[bool](t, b, `(R.batch.table.filter("us-carrier 0.395"), true)`)
	if want := counted(func(u *rollup.Unit) bool { return u.Operator == "us-carrier" && u.Set[1] == "0.395" }); len(rows()) != want {
		t.Errorf("%d rows of the text, want %d", len(rows()), want)
	}
	browsertest.Eval[bool](t, b, `(R.batch.table.filter(""), true)`)
	sort := `([...document.querySelectorAll("#units-table thead button")].find((h) => h.textContent === "Own money").click(), true)`
	least, most := (*rollup.Unit)(nil), (*rollup.Unit)(nil)
	for i := range r.Units {
		u := &r.Units[i]
		if u.Plan == nil {
			continue
		}
		if least == nil || *u.Plan.Own < *least.Plan.Own {
			least = u
		}
		if most == nil || *u.Plan.Own > *most.Plan.Own {
			most = u
		}
	}
	for _, want := range []*rollup.Unit{least, most} {
		browsertest.Eval[bool](t, b, sort)
		if got := strings.Join(rows()[0], "|"); !strings.HasPrefix(got, want.Operator+"|") || !strings.Contains(got, "|"+money(*want.Plan.Own)+"|") {
			t.Errorf("sorted: %s, want %s with %s", got, want.Operator, money(*want.Plan.Own))
		}
	}
	browsertest.Eval[bool](t, b, `(document.querySelector("#units-table tbody tr").click(), true)`)
	shown := browsertest.Eval[string](t, b, `document.getElementById("unit").textContent`)
	for _, want := range []string{most.ID, money(most.Plan.Cost), money(most.Plan.WorkingCapital), date(t, most.Plan.Finish)} {
		if !strings.Contains(shown, want) {
			t.Errorf("the unit in full does not show %q", want)
		}
	}
	for _, view := range []string{"money", "time", "risk", "outage", "gear", "overview"} {
		browsertest.Eval[bool](t, b, `(document.querySelector("[data-view=`+view+`]").click(), true)`)
		if len(rows()) == 0 {
			t.Errorf("view %s: no rows", view)
		}
		b.Look(t, "view "+view)
	}
	href := browsertest.Eval[string](t, b, `document.querySelector("#units-table tbody a").getAttribute("href")`)
	if u := &r.Units[0]; href != "./"+u.Folder()+"/plan.html" {
		t.Errorf("the link of %s goes to %s", u.Operator, href)
	}
}

// charts compares what is drawn with the roll-up, for each operator.
func charts(t *testing.T, b *browsertest.Browser, r *rollup.Rollup) {
	for n, o := range r.Operators {
		browsertest.Eval[bool](t, b, fmt.Sprintf(`R.batch.choose(%d).then(() => true)`, n))
		on, off := 0, 0
		for i := o.First; i < o.Last; i++ {
			switch r.Units[i].Frontier.State {
			case rollup.FrontierOn:
				on++
			case rollup.FrontierDominated:
				off++
			}
		}
		drawn := browsertest.Eval[[]int](t, b, `["diamond", "circle"].map((s) => R.charts.frontier.getOption().series.filter((x) => x.type === "scatter" && x.symbol === s).flatMap((x) => x.data.flatMap((p) => p.units)).length)`)
		if drawn[0] != on || drawn[1] != off {
			t.Errorf("%s: %v units on the frontier and beaten, want %d and %d", o.Name, drawn, on, off)
		}
		finishes := map[string]bool{}
		for i := o.First; i < o.Last; i++ {
			if p := r.Units[i].Plan; p != nil {
				finishes[p.Finish.String()] = true
			}
		}
		lines := browsertest.Eval[[]string](t, b, `R.charts.sweep.getOption().series.flatMap((s) => s.data).filter((v) => v !== null).map((v) => R.day(v))`)
		if len(lines) != on+off {
			t.Errorf("%s: %d finishes drawn, want %d", o.Name, len(lines), on+off)
		}
		for _, d := range lines {
			if !finishes[d] {
				t.Errorf("%s: no plan finishes on %s", o.Name, d)
			}
		}
	}
	bars := browsertest.Eval[[]int64](t, b, `R.charts.operators.getOption().series[0].data`)
	var want []int64
	for i := range r.Units {
		if u := &r.Units[i]; u.Combination == 0 && u.Plan != nil {
			want = append(want, int64(*u.Plan.Own))
		}
	}
	slices.Sort(want)
	slices.Reverse(want)
	if !slices.Equal(bars, want) {
		t.Errorf("bars %v, want %v", bars, want)
	}
}

// TestBrowserHostile: names that are markup are text, and run nothing.
func TestBrowserHostile(t *testing.T) {
	b := open(t, hostile(t))
	if n := browsertest.Eval[int](t, b, `document.querySelectorAll("main img, main script, main iframe, main [onclick], main [onerror]").length`); n != 0 {
		t.Errorf("%d elements that a name has made", n)
	}
	for _, href := range browsertest.Eval[[]string](t, b, `[...document.querySelectorAll("main a")].map((a) => a.getAttribute("href"))`) {
		if !link.MatchString(href) {
			t.Errorf("a link to %q", href)
		}
	}
	b.Look(t, "1280 px")
	b.Shot(t, "batch-hostile")
	b.Run(t, chromedp.EmulateViewport(390, 900), chromedp.Sleep(400*time.Millisecond))
	b.Look(t, "390 px")
	b.Clean(t)
}

// link is what a link of the page may be.
var link = regexp.MustCompile(`^\./[A-Za-z0-9._-]+/plan\.html$`)

// TestBrowserFew: a batch that only screened, one of a single unit, and one of nothing are pages too.
func TestBrowserFew(t *testing.T) {
	screened := sample(t, 2, 1)
	for i := range screened.Units {
		screened.Units[i].Plan, screened.Units[i].Estimate, screened.Units[i].Frontier = nil, nil, rollup.Frontier{}
	}
	screened.Worst = nil
	for name, r := range map[string]*rollup.Rollup{"screened": screened, "one": sample(t, 1, 1), "none": sample(t, 0, 1)} {
		t.Run(name, func(t *testing.T) {
			b := open(t, r)
			b.Look(t, name)
			b.Shot(t, "batch-"+name)
			b.Clean(t)
		})
	}
}

// TestBrowserMany: above as many units as a browser bears, the page says how many it leaves out, and has the worst ones.
func TestBrowserMany(t *testing.T) {
	r := sample(t, 3500, 3)
	b := open(t, r)
	if got := browsertest.Eval[string](t, b, `document.querySelector(".notes").textContent`); !strings.Contains(got, "20,000 of 21,000 units") {
		t.Errorf("the notes say %q", got)
	}
	for _, w := range r.Worst {
		if rows := cells(t, b, "worst-"+w.ID); rows[0][0] != r.Units[w.Units[0]].Operator {
			t.Errorf("%s: %q", w.Title, rows[0])
		}
	}
	b.Look(t, "many")
	b.Clean(t)
}

// BenchmarkInteraction measures what a reader of 10,000 units waits for, from the event to the painted frame:
//
//	go test -run '^$' -bench Interaction -benchtime 20x ./pkg/batch/rollup/page
func BenchmarkInteraction(b *testing.B) {
	br := open(b, sample(b, 500, 10))
	// A reader who turns from operator to operator looks at their frontier; the table is above it.
	look := map[string]string{"operator": "frontier"}
	b.Logf("drawn %.0f ms after the navigation began", browsertest.Eval[float64](b, br, `performance.getEntriesByName("ready")[0].startTime`))
	for _, c := range []struct{ name, js string }{
		{"filter", `R.batch.table.filter(n % 2 ? "operator-12" : "");`},
		{"choose", `const s = document.querySelector("#units select"); s.value = n % 2 ? "7" : "-1"; s.dispatchEvent(new Event("change"));`},
		{"sort", `document.querySelectorAll("#units-table thead button")[4].click();`},
		{"view", `document.querySelector("[data-view=" + (n % 2 ? "money" : "overview") + "]").click();`},
		{"operator", `R.batch.choose(n % 500);`},
	} {
		b.Run(c.name, func(b *testing.B) {
			browsertest.Eval[bool](b, br, `(window.n = 0, document.getElementById("`+cmp.Or(look[c.name], "units")+`").scrollIntoView(), true)`)
			var spent, worst float64
			busy := br.Busy(b)
			for b.Loop() {
				ms := browsertest.Eval[float64](b, br, `new Promise((done) => requestAnimationFrame(() => { const n = ++window.n, from = performance.now(); `+c.js+
					` requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))); }))`)
				spent += ms
				worst = max(worst, ms)
			}
			b.ReportMetric((br.Busy(b)-busy)/float64(b.N), "cpu-ms/interaction")
			b.ReportMetric(spent/float64(b.N), "ms/interaction")
			b.ReportMetric(worst, "ms-worst")
		})
	}
}
