package page_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/page"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

// browser is a headless Chromium with one page open, and what that page did that it must not.
type browser struct {
	ctx    context.Context
	mu     sync.Mutex
	faults []string
}

// chromium is the path of a browser. Where there is none the test is skipped, unless RIPREP_BROWSER says that it must run.
func chromium(t testing.TB) string {
	t.Helper()
	if trials.Raced {
		t.Skip("with the race detector no page is opened: it has nothing to find in a browser; without it this test runs")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("RIPREP_BROWSER") == "required" {
		t.Fatal("RIPREP_BROWSER=required, and there is no chromium")
	}
	t.Skip("no chromium on this machine: the page is not opened in a browser")
	return ""
}

// open writes the page to a file and opens that as somebody would from an e-mail.
func open(t testing.TB, d *view.Document, width, height int64) *browser {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.html")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := page.Encode(f, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(2*time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute) // against a browser that hangs, not a measure of anything
	t.Cleanup(cancel)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // waits for the browser's end, before its folder is taken away
	b := &browser{ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	b.run(t, network.Enable(), log.Enable(), cdpruntime.Enable(),
		chromedp.EmulateViewport(width, height), chromedp.Navigate("file://"+path))
	eval[bool](t, b, `R.ready.then(() => true)`)
	return b
}

// listen writes down requests that leave the page, errors and warnings.
func (b *browser) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "blob:") && !strings.HasSuffix(url, "/plan.html") {
			b.faults = append(b.faults, "request: "+url)
		}
	case *cdpruntime.EventExceptionThrown:
		b.faults = append(b.faults, "exception: "+e.ExceptionDetails.Error())
	case *cdpruntime.EventConsoleAPICalled:
		if e.Type == cdpruntime.APITypeError || e.Type == cdpruntime.APITypeWarning {
			text := ""
			for _, a := range e.Args {
				text += " " + string(a.Value) + a.Description
			}
			b.faults = append(b.faults, "console:"+text)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			b.faults = append(b.faults, "log: "+e.Entry.Text)
		}
	}
}

func (b *browser) run(t testing.TB, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval evaluates an expression, waiting where it is a promise.
func eval[T any](t testing.TB, b *browser, js string) T {
	t.Helper()
	var out T
	wait := func(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams { return p.WithAwaitPromise(true) }
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(js, &out, wait)); err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return out
}

// clean fails where the page did what it must not.
func (b *browser) clean(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.faults {
		t.Error(f)
	}
}

// overlaps is JavaScript that lists texts that lie over one another, and what is wider than the page. A text counts as far as its
// ancestors show it.
const overlaps = `(() => {
	const out = [];
	const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
	if (wide > 1) {
		const who = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && getComputedStyle(e.closest('.table-scroll') || e).overflowX !== 'auto')
			.slice(0, 5).map(e => e.tagName + '.' + e.className + '#' + e.id);
		out.push('the page is ' + wide + ' px too wide: ' + who.join(' '));
	}
	const boxes = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const n = walk.currentNode;
		if (!n.data.trim()) continue;
		const e = n.parentElement;
		if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true}) || e.closest('script,style,noscript,option,select,.unseen,.skip')) continue;
		const range = document.createRange();
		range.selectNodeContents(n);
		for (const r of range.getClientRects()) {
			let box = {l: r.left, t: r.top, r: r.right, b: r.bottom};
			for (let p = e; p; p = p.parentElement) {
				const s = getComputedStyle(p);
				if (s.overflowX === 'visible' && s.overflowY === 'visible') continue;
				const q = p.getBoundingClientRect();
				if (p === document.documentElement || p === document.body) continue;
				box = {l: Math.max(box.l, q.left), t: Math.max(box.t, q.top), r: Math.min(box.r, q.right), b: Math.min(box.b, q.bottom)};
			}
			let fixed = false;
			for (let p = e; p; p = p.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(p).position)) fixed = true;
			if (fixed || box.r - box.l < 2 || box.b - box.t < 2) continue;
			boxes.push({...box, text: n.data.trim().slice(0, 40), e});
		}
	}
	boxes.sort((a, b) => a.t - b.t);
	for (let i = 0; i < boxes.length && out.length < 20; i++) {
		for (let j = i + 1; j < boxes.length && boxes[j].t < boxes[i].b; j++) {
			const a = boxes[i], b = boxes[j];
			const w = Math.min(a.r, b.r) - Math.max(a.l, b.l), h = Math.min(a.b, b.b) - Math.max(a.t, b.t);
			if (w > 2 && h > 4 && a.e !== b.e) out.push(JSON.stringify(a.text) + ' over ' + JSON.stringify(b.text));
		}
	}
	return out;
})()`

// blank is JavaScript that lists charts with nothing drawn in them: fewer than 4 colours in all.
const blank = `(() => {
	const out = [];
	for (const [id, chart] of Object.entries(R.charts)) {
		const box = chart.getDom().getBoundingClientRect();
		if (box.width < 100 || box.height < 80) { out.push(id + ': ' + box.width + ' by ' + box.height + ' px'); continue; }
		const colours = new Set();
		const copy = document.createElement('canvas');
		copy.width = 300;
		copy.height = 200;
		const ground = copy.getContext('2d', {willReadFrequently: true});
		for (const canvas of chart.getDom().querySelectorAll('canvas')) ground.drawImage(canvas, 0, 0, copy.width, copy.height);
		for (const px of new Uint32Array(ground.getImageData(0, 0, copy.width, copy.height).data.buffer)) colours.add(px);
		if (colours.size < 4) out.push(id + ': ' + colours.size + ' colours');
	}
	if (Object.keys(R.charts).length < 5) out.push('only ' + Object.keys(R.charts).length + ' charts');
	return out;
})()`

// TestBrowser opens the page of a plan as people do: on a screen, on a telephone, on paper.
func TestBrowser(t *testing.T) {
	d := reporttest.Sample(t)
	b := open(t, d, 1280, 900)
	t.Run("figures", func(t *testing.T) { figures(t, b, d) })
	t.Run("charts", func(t *testing.T) {
		for _, fault := range eval[[]string](t, b, blank) {
			t.Error(fault)
		}
	})
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprintf("%d px", width), func(t *testing.T) {
			b.run(t, chromedp.EmulateViewport(width, 900), chromedp.Sleep(settle))
			for _, theme := range []string{"light", "dark"} {
				eval[bool](t, b, `(R.setTheme("`+theme+`"), true)`)
				for _, fault := range eval[[]string](t, b, overlaps) {
					t.Error(theme, fault)
				}
				for _, fault := range eval[[]string](t, b, blank) {
					t.Error(theme, fault)
				}
			}
			shot(t, b, fmt.Sprintf("page-%d", width))
		})
	}
	t.Run("paper", func(t *testing.T) {
		b.run(t, chromedp.EmulateViewport(760, 1000), emulation.SetEmulatedMedia().WithMedia("print"))
		eval[bool](t, b, `(window.dispatchEvent(new Event("beforeprint")), true)`)
		b.run(t, chromedp.Sleep(settle))
		for _, fault := range eval[[]string](t, b, overlaps) {
			t.Error(fault)
		}
		shot(t, b, "page-paper")
		eval[bool](t, b, `(window.dispatchEvent(new Event("afterprint")), true)`)
		b.run(t, emulation.SetEmulatedMedia().WithMedia(""))
	})
	b.clean(t)
}

// settle is what the page is given to lay itself out anew after its size has changed: it does so in the next frames.
const settle = 400 * time.Millisecond

// shot keeps a picture of the page where RIPREP_SHOTS names a folder, for people to look at.
func shot(t testing.TB, b *browser, name string) {
	t.Helper()
	folder := os.Getenv("RIPREP_SHOTS")
	if folder == "" {
		return
	}
	var png []byte
	b.run(t, chromedp.FullScreenshot(&png, 100))
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o666); err != nil {
		t.Fatal(err)
	}
}

// figures compares what the page shows with the plan, text by text.
func figures(t testing.TB, b *browser, d *view.Document) {
	shown := eval[map[string]string](t, b, `Object.fromEntries([...document.querySelectorAll("#summary-table tbody tr")].map((r) => [r.cells[0].textContent, r.cells[1].textContent]))`)
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
	b := open(t, reporttest.Hostile(t), 1280, 900)
	if n := eval[int](t, b, `document.querySelectorAll("main img, main script, main iframe").length`); n != 0 {
		t.Errorf("%d elements that a name has made", n)
	}
	if !eval[bool](t, b, `document.querySelector("h1").textContent.includes("<script>alert(1)</script>")`) {
		t.Error("the name of the operator is not shown as it is")
	}
	for _, fault := range eval[[]string](t, b, overlaps) {
		t.Error(fault)
	}
	b.clean(t)
}

// TestBrowserInteraction filters, groups and zooms the schedule of 5,000 packages, and plays the map.
func TestBrowserInteraction(t *testing.T) {
	b := open(t, reporttest.Large(t, 5000), 1280, 900)
	state := func() (s struct {
		Packages, Rows int
		Shown          []float64
	}) {
		s = eval[struct {
			Packages, Rows int
			Shown          []float64
		}](t, b, afterFrame(`R.gantt.state()`))
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
		eval[bool](t, b, fmt.Sprintf(`(() => { const e = document.getElementById("gantt-text"); e.value = %q; e.dispatchEvent(new Event("input")); return true; })()`, text))
	}
	input("birch-rtr-77")
	if s := state(); s.Packages != 1 {
		t.Errorf("the filter leaves %d packages, want the one", s.Packages)
	}
	if got := eval[string](t, b, `document.querySelector(".gantt-count").textContent`); !strings.HasPrefix(got, "1 of 5,0") {
		t.Errorf("the count says %q", got)
	}
	input("")
	if s := state(); s.Packages != all.Packages {
		t.Errorf("without the filter %d packages, want %d", s.Packages, all.Packages)
	}
	before := state()
	eval[bool](t, b, `(document.getElementById("gantt-rows-in").click(), true)`)
	if after := state(); after.Shown[1]-after.Shown[0] >= (before.Shown[1]-before.Shown[0])*0.6 {
		t.Errorf("rows %v after the zoom, %v before", after.Shown, before.Shown)
	}
	span := `(() => { const z = R.charts.gantt.getOption().dataZoom.find((z) => z.orient !== "vertical"); return z.end - z.start; })()`
	whole := eval[float64](t, b, span)
	eval[bool](t, b, `(document.querySelector("#figure-gantt button[title='Zoom in']").click(), true)`)
	if now := eval[float64](t, b, afterFrame(span)); now >= whole*0.6 {
		t.Errorf("%.1f %% of the time after the zoom, %.1f %% before", now, whole)
	}
	date := eval[string](t, b, `document.getElementById("map-date").textContent`)
	eval[bool](t, b, `(document.getElementById("map-on").click(), true)`)
	if next := eval[string](t, b, `document.getElementById("map-date").textContent`); next == date || next == "" {
		t.Errorf("the map is in %q after a step, and was in %q", next, date)
	}
	for _, fault := range eval[[]string](t, b, blank) {
		t.Error(fault)
	}
	b.clean(t)
}

// afterFrame evaluates an expression when what was asked for before has been painted.
func afterFrame(js string) string {
	return `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(` + js + `))))`
}

// BenchmarkInteraction measures what a reader of 5,000 packages waits for, from the event to the painted frame:
//
//	go test -run '^$' -bench Interaction -benchtime 20x ./pkg/report/page
func BenchmarkInteraction(b *testing.B) {
	br := open(b, reporttest.Large(b, 5000), 1280, 900)
	for _, c := range []struct{ name, js string }{
		{"filter", `const e = document.getElementById("gantt-text"); e.value = n % 2 ? "birch" : ""; e.dispatchEvent(new Event("input"));`},
		{"group", `document.getElementById(n % 2 ? "gantt-by-crew" : "gantt-by-site").click();`},
		{"zoom rows", `document.getElementById(n % 2 ? "gantt-rows-in" : "gantt-rows-out").click();`},
		{"zoom time", `document.querySelector("#figure-gantt button[title='" + (n % 2 ? "Zoom in" : "Zoom out") + "']").click();`},
		{"map step", `document.getElementById(n % 2 ? "map-on" : "map-back").click();`},
	} {
		b.Run(c.name, func(b *testing.B) {
			eval[bool](b, br, `(window.n = 0, true)`)
			var spent, worst float64
			for b.Loop() {
				ms := eval[float64](b, br, `new Promise((done) => requestAnimationFrame(() => { const n = ++window.n, from = performance.now(); `+c.js+
					` requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))); }))`)
				spent += ms
				worst = max(worst, ms)
			}
			b.ReportMetric(spent/float64(b.N), "ms/interaction")
			b.ReportMetric(worst, "ms-worst")
		})
	}
}
