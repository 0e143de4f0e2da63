package queue

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/riprep/riprep/pkg/batch"
)

// The server is the real one, out of its module, with its files in a folder of the test.

type serving struct {
	t       testing.TB
	options server.Options
	s       *server.Server
}

func serve(t testing.TB) *serving {
	t.Helper()
	v := &serving{t: t, options: server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true}}
	v.start()
	t.Cleanup(v.stop)
	return v
}

func (v *serving) start() {
	v.t.Helper()
	o := v.options
	s, err := server.NewServer(&o)
	if err != nil {
		v.t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(20 * time.Second) {
		v.t.Fatal("the server does not come up")
	}
	v.s, v.options.Port = s, s.Addr().(*net.TCPAddr).Port
}

func (v *serving) stop() {
	v.s.Shutdown()
	v.s.WaitForShutdown()
}

func (v *serving) url() string { return fmt.Sprintf("nats://127.0.0.1:%d", v.options.Port) }

// Waits of the tests.
const testAckWait = 1500 * time.Millisecond

var testBackoff = []time.Duration{10 * time.Millisecond, 20 * time.Millisecond}

func dial(t testing.TB, url string) *Conn {
	t.Helper()
	c, err := Connect(context.Background(), Server{URL: url}, "test", func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	c.AckWait, c.Backoff, c.poll = testAckWait, testBackoff, 20*time.Millisecond
	return c
}

var testSpec = &batch.Spec{Do: []batch.Step{batch.Screen}, Seed: 1, Effort: 10, Engine: "test", Rules: "none"}

// unitsOf makes units, each of an operator of its own and all with one scenario, and the bytes of their files. What a name begins
// with tells fakeDo what to do.
func unitsOf(names ...string) ([]*batch.Unit, func(*batch.Unit) (*batch.Task, *batch.Failure)) {
	files := map[string][]byte{"base.yaml": []byte("scenario")}
	var units []*batch.Unit
	for _, name := range names {
		path := name + "/inventory.yaml"
		files[path] = []byte("inventory of " + name)
		u := &batch.Unit{Operator: name, Scenario: "base", InventoryFile: path, ScenarioFile: "base.yaml", Dir: name, Spec: testSpec}
		for _, f := range []string{"base.yaml", path} {
			u.Files = append(u.Files, batch.File{Path: f, Size: int64(len(files[f])), SHA256: batch.Digest(files[f])})
		}
		if name < "base.yaml" {
			u.Files[0], u.Files[1] = u.Files[1], u.Files[0]
		}
		u.Identify()
		units = append(units, u)
	}
	return units, func(u *batch.Unit) (*batch.Task, *batch.Failure) {
		t := &batch.Task{Unit: u, Data: map[string][]byte{}, Cores: 1}
		for _, f := range u.Files {
			t.Data[f.Path] = files[f.Path]
		}
		return t, nil
	}
}

func numbered(prefix string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s-%04d", prefix, i))
	}
	return out
}

func submit(t testing.TB, c *Conn, name string, units []*batch.Unit, load func(*batch.Unit) (*batch.Task, *batch.Failure)) Submitted {
	t.Helper()
	got, err := c.Submit(context.Background(), name, units, SubmitOptions{Load: load})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// fakeDo does a unit by the name of its operator. Each time that it begins one it adds a line to a file of tries, for those who
// count them from outside.
func fakeDo(ctx context.Context, tries string, t *batch.Task) *batch.Result {
	name := t.Unit.Operator
	if tries != "" {
		f, err := os.OpenFile(filepath.Join(tries, name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err == nil {
			_, _ = f.WriteString("x\n")
			_ = f.Close()
		}
	}
	fail := func(kind string) *batch.Result {
		return batch.Failed(t.Unit, &batch.Failure{Kind: kind, Exit: 1, Errors: []batch.Said{{Message: kind + " of " + name}}, Hints: []string{}})
	}
	switch before, _, _ := strings.Cut(name, "-"); before {
	case "poison":
		return fail(batch.FailPanic)
	case "bad":
		return fail(batch.FailInput)
	case "deadly":
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		select {}
	case "slow":
		if !sleep(ctx, 20*time.Millisecond) {
			return nil
		}
	case "long":
		if !sleep(ctx, 4*testAckWait) {
			return nil
		}
	case "endless":
		<-ctx.Done()
		return nil
	}
	o := batch.NewOutcome(t.Unit, batch.StatusDone)
	data := append([]byte("screened: "), t.Data[t.Unit.InventoryFile]...)
	o.Files = []batch.Written{{Name: "findings.csv", Bytes: int64(len(data)), SHA256: batch.Digest(data)}}
	return &batch.Result{Outcome: o, Files: []batch.Output{{Name: "findings.csv", Data: data}}}
}

func triesOf(t testing.TB, dir, operator string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, operator))
	if err != nil {
		return 0
	}
	return strings.Count(string(text), "\n")
}

// working runs a worker in this process until the queue is empty or ctx ends.
func working(ctx context.Context, c *Conn, name string, o WorkOptions) error {
	o.Engine, o.Rules = testSpec.Engine, testSpec.Rules
	return c.Work(ctx, name, o)
}

func doing(tries string) func(context.Context, *batch.Task) *batch.Result {
	return func(ctx context.Context, t *batch.Task) *batch.Result { return fakeDo(ctx, tries, t) }
}

// home is where results come to: it minds that none comes twice.
type home struct {
	t       testing.TB
	mu      sync.Mutex
	results map[string]*batch.Result
	tries   map[string]int
	tasks   map[string]*batch.Task
}

func newHome(t testing.TB) *home {
	return &home{t: t, results: map[string]*batch.Result{}, tries: map[string]int{}, tasks: map[string]*batch.Task{}}
}

func (h *home) options(wait bool) CollectOptions {
	return CollectOptions{
		Wait: wait,
		Want: func(u *batch.Unit) bool { h.mu.Lock(); defer h.mu.Unlock(); return h.results[u.ID] == nil },
		Put: func(u *batch.Unit, t *batch.Task, r *batch.Result, tries int) error {
			h.mu.Lock()
			defer h.mu.Unlock()
			if h.results[u.ID] != nil {
				h.t.Errorf("unit %s came twice", u.Operator)
			}
			h.results[u.ID], h.tries[u.ID], h.tasks[u.ID] = r, tries, t
			return nil
		},
	}
}

func collect(t testing.TB, c *Conn, name string, h *home, wait bool) Collected {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	got, err := c.Collect(ctx, name, h.options(wait))
	if err != nil {
		t.Fatal(err)
	}
	return got
}
