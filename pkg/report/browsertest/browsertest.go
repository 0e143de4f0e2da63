// Package browsertest opens pages in a headless Chromium and looks for what a reader would see wrong: requests that leave the page, errors,
// charts without anything in them, texts over one another. It is for tests alone. Begin with Open.
package browsertest

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/riprep/riprep/internal/trials"
)

// Browser is a headless Chromium with one page open, and what that page did that it must not.
type Browser struct {
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

// Open writes a page to a file and opens that as somebody would from an e-mail, in a window of a size. It comes back when R.ready
// has: when every section is drawn.
func Open(t testing.TB, width, height int64, encode func(io.Writer) error) *Browser {
	t.Helper()
	exe := chromium(t)
	path := filepath.Join(t.TempDir(), "plan.html")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := encode(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(exe), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(2*time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute) // against a browser that hangs, not a measure of anything
	t.Cleanup(cancel)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // waits for the browser's end, before its folder is taken away
	b := &Browser{ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	b.Run(t, network.Enable(), log.Enable(), cdpruntime.Enable(),
		chromedp.EmulateViewport(width, height), chromedp.Navigate("file://"+path))
	Eval[bool](t, b, `R.ready.then(() => true)`)
	return b
}

// listen writes down requests that leave the page, errors and warnings.
func (b *Browser) listen(event any) {
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

// Run performs actions of the library.
func (b *Browser) Run(t testing.TB, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// Eval evaluates an expression, waiting where it is a promise.
func Eval[T any](t testing.TB, b *Browser, js string) T {
	t.Helper()
	var out T
	wait := func(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams { return p.WithAwaitPromise(true) }
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(js, &out, wait)); err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return out
}

// Clean fails where the page did what it must not.
func (b *Browser) Clean(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.faults {
		t.Error(f)
	}
}

// settle is what the page is given to lay itself out anew after its size has changed: it does so in the next frames.
const settle = 400 * time.Millisecond

// Shot keeps a picture of the page where RIPREP_SHOTS names a folder, for people to look at.
func (b *Browser) Shot(t testing.TB, name string) {
	t.Helper()
	folder := os.Getenv("RIPREP_SHOTS")
	if folder == "" {
		return
	}
	var png []byte
	b.Run(t, chromedp.FullScreenshot(&png, 100))
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o666); err != nil {
		t.Fatal(err)
	}
}

// AfterFrame evaluates an expression when what was asked for before has been painted.
func AfterFrame(js string) string {
	return `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(` + js + `))))`
}

// Busy is how long the page's thread has worked so far, in milliseconds of processor time: other than a clock it does not count what
// the machine did for others meanwhile.
func (b *Browser) Busy(t testing.TB) float64 {
	t.Helper()
	var ms float64
	b.Run(t, performance.Enable().WithTimeDomain(performance.EnableTimeDomainThreadTicks), chromedp.ActionFunc(func(ctx context.Context) error {
		list, err := performance.GetMetrics().Do(ctx)
		for _, m := range list {
			if m.Name == "TaskDuration" {
				ms = m.Value * 1000
			}
		}
		return err
	}))
	return ms
}
