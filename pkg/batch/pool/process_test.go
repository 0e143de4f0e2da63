package pool

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// asWorker is the name by which this test binary is a worker.
const asWorker = "pool-worker"

// asParent is the name by which it is a program that starts a worker.
const asParent = "pool-parent"

func TestMain(m *testing.M) {
	if os.Args[0] == asWorker {
		if err := Serve(os.Stdin, os.Stdout, misbehave); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if os.Args[0] == asParent {
		parent()
		return
	}
	os.Exit(m.Run())
}

// misbehave does what the name of the operator says.
func misbehave(ctx context.Context, t *batch.Task) *batch.Result {
	runtime.GOMAXPROCS(t.Cores)
	switch t.Unit.Operator {
	case "panic":
		fmt.Fprintln(os.Stderr, strings.Repeat("noise ", 10_000))
		go func() { panic("index out of luck") }()
		select {}
	case "exit":
		fmt.Fprint(os.Stderr, "a last\x1b[31m word\n\n")
		os.Exit(7)
	case "kill":
		self, _ := os.FindProcess(os.Getpid())
		_ = self.Kill()
		select {}
	case "overflow":
		debug.SetMaxStack(16 << 20) // which is a gigabyte otherwise, and takes long to fill
		return deep(t, 1)
	case "endless":
		for {
			runtime.Gosched()
		}
	case "hog":
		var all [][]byte
		for range 300 {
			all = append(all, bytes.Repeat([]byte{1}, 1<<20))
			time.Sleep(time.Millisecond)
		}
		<-ctx.Done() // holds it
		runtime.KeepAlive(all)
	case "garbage":
		fmt.Println("progress: 50 %, and this is no result")
		<-ctx.Done()
	case "other":
		return echo(&batch.Task{Unit: some("echo", 1, 0)[0]})
	case "mutter":
		fmt.Fprintln(os.Stderr, "words of another unit")
	case "silent":
		os.Exit(7)
	case "close":
		os.Stdout.Close()
		<-ctx.Done()
	case "half":
		var b bytes.Buffer
		_ = batch.WriteResult(&b, echo(t))
		_, _ = os.Stdout.Write(b.Bytes()[:b.Len()/2])
		os.Exit(0)
	case "large":
		r := echo(t)
		r.Files[0].Data = make([]byte, batch.MaxOutput+1)
		return r
	case "nothing":
		return nil
	}
	return echo(t)
}

// deep calls itself until the stack ends.
func deep(t *batch.Task, n int) *batch.Result {
	if n == 0 {
		return nil
	}
	r := deep(t, n+1)
	r.Outcome.Seed++
	return r
}

// echo is a result that has the input as its file.
func echo(t *batch.Task) *batch.Result {
	r := done(t)
	r.Files = []batch.Output{{Name: "echo", Data: t.Data["inventory.yaml"]}}
	return r
}

func startWorker() (Worker, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self)
	cmd.Args[0] = asWorker
	return Start(cmd)
}

// aTask has that many bytes of input.
func aTask(operator string, scenario, size int) *batch.Task {
	data := bytes.Repeat([]byte{byte(scenario)}, size)
	sum := sha256.Sum256(data)
	u := &batch.Unit{
		Operator: operator, Scenario: fmt.Sprint(scenario), InventoryFile: "inventory.yaml", Spec: &batch.Spec{Do: []batch.Step{batch.Screen}},
		Files: []batch.File{{Path: "inventory.yaml", Size: int64(size), SHA256: hex.EncodeToString(sum[:])}},
	}
	u.Identify()
	return &batch.Task{Unit: u, Data: map[string][]byte{"inventory.yaml": data}, Cores: 1}
}

// TestWorkerDies: every way in which a worker can go wrong is a failure of its unit in words, and the next unit has a worker again.
func TestWorkerDies(t *testing.T) {
	before := runtime.NumGoroutine()
	slot := NewSlot(startWorker, Limits{Timeout: time.Minute, Memory: 150 << 20})
	endless := NewSlot(startWorker, Limits{Timeout: 500 * time.Millisecond})
	for _, c := range []struct{ does, kind, says string }{
		{"panic", batch.FailCrash, "the worker died: exit status 2: panic: index out of luck, in pool.misbehave.func1 (process_test.go:"},
		{"exit", batch.FailCrash, "the worker died: exit status 7: a last [31m word"},
		{"kill", batch.FailCrash, "the worker died: signal: killed, from outside"},
		{"endless", batch.FailTimeout, "ran over its time of 500ms"},
		{"hog", batch.FailMemory, "took more than its 150 MB of memory"},
		{"garbage", batch.FailCrash, "the worker died: it answered with what is no result: not a frame: it begins with \"progre\""},
		{"other", batch.FailCrash, "the worker died: it answered for unit "},
		{"close", batch.FailCrash, "the worker died: it closed its output and went on"},
		{"half", batch.FailCrash, "the worker died: exit status 0"},
		{"large", batch.FailOutput, "its result cannot be handed over: not a frame: file \"echo\": too large"},
		{"nothing", batch.FailOutput, "its result cannot be handed over: not a frame: a result without an outcome"},
		{"overflow", batch.FailCrash, "fatal error: stack overflow, in pool.deep (process_test.go:"},
	} {
		if c.does == "hog" && runtime.GOOS != "linux" {
			continue // how much it takes is not known
		}
		s := slot
		if c.does == "endless" {
			s = endless
		}
		r := s.Do(t.Context(), aTask(c.does, 0, 10))
		if f := r.Outcome.Failure; f == nil || f.Kind != c.kind || !strings.Contains(f.Errors[0].Message, c.says) || len(f.Errors[0].Message) > 600 {
			t.Errorf("%s: %+v, want %s: %s", c.does, f, c.kind, c.says)
		}
		again := s.Do(t.Context(), aTask("echo", 3, 100_000))
		if s == slot && (again.Outcome.Status != batch.StatusDone || len(again.Files) != 1 || len(again.Files[0].Data) != 100_000) {
			t.Errorf("after %s: %+v", c.does, again.Outcome.Failure)
		}
		s.Close()
	}
	slot.Close()
	endless.Close()
	settle(t, before)
}

// settle waits until goroutines that have nothing left to do are gone, and fails where some stay.
func settle(t *testing.T, before int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// TestTaskRefused: a task that cannot travel costs no worker.
func TestTaskRefused(t *testing.T) {
	slot := NewSlot(startWorker, Limits{})
	defer slot.Close()
	task := aTask("echo", 0, 10)
	task.Data["inventory.yaml"] = nil
	if f := slot.Do(t.Context(), task).Outcome.Failure; f == nil || f.Kind != batch.FailInput || f.Exit != 12 {
		t.Errorf("%+v", f)
	}
	first := slot.worker
	if r := slot.Do(t.Context(), aTask("echo", 0, 10)); r.Outcome.Status != batch.StatusDone || slot.worker != first {
		t.Errorf("%+v", r.Outcome.Failure)
	}
}

// TestRunProcesses: a batch with poison in it is done but for the poison, and no process or goroutine is left of it.
func TestRunProcesses(t *testing.T) {
	before := runtime.NumGoroutine()
	var units []*batch.Unit
	tasks := map[*batch.Unit]*batch.Task{}
	add := func(operator string, n, size int) {
		for i := range n {
			task := aTask(operator, i, size)
			tasks[task.Unit] = task
			units = append(units, task.Unit)
		}
	}
	add("echo", 94, 5_000)
	for _, poison := range []string{"panic", "exit", "kill", "garbage", "half", "endless"} {
		add(poison, 1, 5_000)
	}
	var mu sync.Mutex
	var workers []*process
	statuses := map[string]int{}
	err := Run(t.Context(), units, Options{
		Slots: 2, Cores: 2, Attempts: 2, MaxFailures: -1, Limits: Limits{Timeout: 3 * time.Second},
		Launch: func() (Worker, error) {
			w, err := startWorker()
			mu.Lock()
			defer mu.Unlock()
			workers = append(workers, w.(*process))
			return w, err
		},
		Read: func(u *batch.Unit) (*batch.Task, *batch.Failure) {
			copied := *tasks[u]
			return &copied, nil
		},
		Done: func(u *batch.Unit, task *batch.Task, r *batch.Result, attempts int) {
			statuses[r.Outcome.Status]++
			switch {
			case u.Operator == "echo" && (len(r.Files) != 1 || !bytes.Equal(r.Files[0].Data, tasks[u].Data["inventory.yaml"]) || attempts != 1):
				t.Errorf("%s %s: %+v after %d", u.Operator, u.Scenario, r.Outcome.Failure, attempts)
			case u.Operator != "echo" && attempts != 2:
				t.Errorf("%s: %d attempts", u.Operator, attempts)
			}
		},
	})
	if err != nil || statuses[batch.StatusDone] != 94 || statuses[batch.StatusFailed] != 6 {
		t.Errorf("%v, %v", err, statuses)
	}
	if len(workers) < 12 {
		t.Errorf("%d workers for 12 deaths", len(workers))
	}
	for _, w := range workers {
		select {
		case <-w.gone:
		default:
			t.Errorf("process %d is still there", w.cmd.Process.Pid)
		}
	}
	settle(t, before)
}

// TestServeEnds: a worker ends when its input does, even in the middle of a task, and says when what comes is no task.
func TestServeEnds(t *testing.T) {
	in, to := io.Pipe()
	begun := make(chan struct{})
	served := make(chan error)
	go func() {
		served <- Serve(in, io.Discard, func(ctx context.Context, t *batch.Task) *batch.Result {
			close(begun)
			<-ctx.Done()
			return done(t)
		})
	}()
	if err := batch.WriteTask(to, aTask("echo", 0, 10)); err != nil {
		t.Fatal(err)
	}
	<-begun
	to.Close()
	if err := <-served; err != nil {
		t.Errorf("in the middle of a task: %v", err)
	}
	if err := Serve(strings.NewReader(""), io.Discard, nil); err != nil {
		t.Errorf("at the beginning: %v", err)
	}
	if err := Serve(strings.NewReader("GET / HTTP/1.1\r\n"), io.Discard, nil); err == nil || !strings.Contains(err.Error(), "not a frame") {
		t.Errorf("what is no task: %v", err)
	}
}

// TestStartFails: a program that is not there is an error, and leaves nothing open.
func TestStartFails(t *testing.T) {
	before := runtime.NumGoroutine()
	if w, err := Start(exec.Command("/nowhere/riprep")); err == nil {
		w.Kill()
		t.Error("started")
	}
	settle(t, before)
}

// TestWords: of much that is said the beginning and the end are kept.
func TestWords(t *testing.T) {
	var w words
	for i := range 100_000 {
		fmt.Fprintf(&w, "line %d\n", i)
	}
	got := w.String()
	if len(got) > 2*keep+10 || !strings.HasPrefix(got, "line 0\nline 1\n") || !strings.HasSuffix(got, "line 99999\n") || strings.Count(got, "…") != 1 {
		t.Errorf("%d bytes, %.40q … %q", len(got), got, got[len(got)-20:])
	}
	w.reset()
	fmt.Fprint(&w, "short")
	if w.String() != "short" {
		t.Errorf("%q", w.String())
	}
}

// TestWordsOfOthers: what a worker said while it did one unit is not held against the next.
func TestWordsOfOthers(t *testing.T) {
	slot := NewSlot(startWorker, Limits{})
	defer slot.Close()
	if r := slot.Do(t.Context(), aTask("mutter", 0, 10)); r.Outcome.Status != batch.StatusDone {
		t.Fatalf("%+v", r.Outcome.Failure)
	}
	for !strings.Contains(slot.worker.Words(), "another unit") { // they come by another pipe than the result
		time.Sleep(time.Millisecond)
	}
	r := slot.Do(t.Context(), aTask("silent", 0, 10))
	if f := r.Outcome.Failure; f == nil || f.Kind != batch.FailCrash || strings.Contains(f.Errors[0].Message, "another unit") {
		t.Errorf("%+v", f)
	}
}

// BenchmarkUnit is what a unit costs beside its work: 10 KB there and 10 KB back, through two processes that only hand it back.
func BenchmarkUnit(b *testing.B) {
	var units []*batch.Unit
	tasks := map[*batch.Unit]*batch.Task{}
	for i := range 500 {
		task := aTask(fmt.Sprint("op-", i), 0, 10_000)
		tasks[task.Unit] = task
		units = append(units, task.Unit)
	}
	for len(units) < b.N {
		units = append(units, units[:min(len(units), b.N-len(units))]...)
	}
	units = units[:b.N]
	n := 0
	b.ResetTimer()
	err := Run(b.Context(), units, Options{
		Slots: 2, Cores: 2, Launch: startWorker, Limits: Limits{Timeout: time.Minute, Memory: 1 << 30}, MaxFailures: -1,
		Read: func(u *batch.Unit) (*batch.Task, *batch.Failure) {
			copied := *tasks[u]
			return &copied, nil
		},
		Done: func(_ *batch.Unit, _ *batch.Task, r *batch.Result, _ int) {
			if r.Outcome.Status == batch.StatusDone {
				n++
			}
		},
	})
	if err != nil || n != b.N {
		b.Fatalf("%v, %d of %d done", err, n, b.N)
	}
}
