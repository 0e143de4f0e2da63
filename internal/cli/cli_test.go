package cli_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/riprep/riprep/internal/cli"
)

// TestTerminal: a person gets a table and a status line that is gone at the end, a program gets lines and silence.
func TestTerminal(t *testing.T) {
	person := run(t, func(e *cli.Env) { e.OutTerminal, e.ErrTerminal = true, true }, "plan", firstLook, "--effort", "1")
	if person.code != 0 || !strings.Contains(person.out, "\x1b[1mschedule\x1b[0m\n") {
		t.Errorf("code %d, no table with bold headings:\n%s", person.code, person.out)
	}
	if !strings.Contains(person.stderr, "riprep: best ") || !strings.HasSuffix(person.stderr, "\r\x1b[2K") {
		t.Errorf("status line: %q", person.stderr)
	}
	plain := run(t, func(e *cli.Env) {
		e.OutTerminal = true
		e.Getenv = func(name string) string { return map[string]string{"NO_COLOR": "1"}[name] }
	}, "plan", firstLook, "--effort", "1")
	if strings.Contains(plain.out, "\x1b") || !strings.Contains(plain.out, "\nschedule\n") {
		t.Error("NO_COLOR is not obeyed")
	}
	program := run(t, nil, "plan", firstLook, "--effort", "1")
	if program.stderr != "" || !strings.HasPrefix(program.out, "package\tsite\t") {
		t.Errorf("stderr %q, out %q", program.stderr, program.out[:min(80, len(program.out))])
	}
}

// interruptAt writes to standard error and interrupts when the status line tells of at: "best " that a plan is there, " runs"
// that one is played.
type interruptAt struct {
	io.Writer
	at      string
	signals chan os.Signal
	done    bool
}

func (w *interruptAt) Write(b []byte) (int, error) {
	if strings.Contains(string(b), w.at) && !w.done {
		w.done = true
		w.signals <- os.Interrupt
	}
	return w.Writer.Write(b)
}

// TestInterrupt: the first ^C ends the search, and the best verified plan so far is given, which is not played then.
func TestInterrupt(t *testing.T) {
	file, page := filepath.Join(t.TempDir(), "plan.json"), filepath.Join(t.TempDir(), "page.md")
	// An effort that nobody would wait for, on an operator whose optimum is not proved soon.
	r := run(t, func(e *cli.Env) {
		signals := make(chan os.Signal, 1)
		e.Interrupts, e.ErrTerminal = signals, true
		e.Stderr = &interruptAt{Writer: e.Stderr, at: "best ", signals: signals}
	}, "plan", firstLook, "-o", "tsv", "-o", "json="+file, "-o", "md="+page, "--effort", "1000000000000")
	if r.code != 130 || !strings.HasSuffix(r.stderr, "riprep: error: interrupted: this is the best verified plan found until then\n") {
		t.Fatalf("code %d, stderr %q", r.code, r.stderr)
	}
	if len(r.exits) != 0 {
		t.Error("the first interrupt ended the process at once")
	}
	if !strings.Contains(readFile(t, page), "not simulated: interrupted") {
		t.Error("it was played after the interrupt")
	}
	if strings.Count(r.out, "\n") != 13 {
		t.Errorf("no plan on standard output: %q", r.out)
	}
	var plan struct {
		Engine      struct{ Stopped bool }
		Assumptions []struct{ Field string }
	}
	if err := json.Unmarshal([]byte(readFile(t, file)), &plan); err != nil || !plan.Engine.Stopped {
		t.Fatalf("the plan does not say that it was stopped: %v", err)
	}
	if last := plan.Assumptions[len(plan.Assumptions)-1].Field; last != "interrupt" {
		t.Errorf("last assumption %q", last)
	}
	if v := run(t, nil, "verify", file); v.code != 0 {
		t.Errorf("it does not verify: %s", v.stderr)
	}
}

// TestInterruptPlaying: ^C while a plan is played for a document ends report without a file; plan gives what it has found.
func TestInterruptPlaying(t *testing.T) {
	dir := t.TempDir()
	plan, page := filepath.Join(dir, "plan.json"), filepath.Join(dir, "page.md")
	if r := run(t, nil, "plan", firstLook, "-q", "-o", "json="+plan, "--effort", "1"); r.code != 0 {
		t.Fatal(r.stderr)
	}
	interrupt := func(e *cli.Env) {
		signals := make(chan os.Signal, 1)
		e.Interrupts, e.ErrTerminal = signals, true
		e.Stderr = &interruptAt{Writer: e.Stderr, at: " runs", signals: signals}
	}
	r := run(t, interrupt, "report", plan, "-o", "md="+page, "--simulate", "1000000")
	if r.code != 130 || !strings.Contains(r.stderr, "riprep: error: interrupted: nothing was written\n") {
		t.Errorf("report: code %d, stderr %q", r.code, r.stderr)
	}
	if _, err := os.Stat(page); err == nil {
		t.Error("report wrote a file")
	}
	r = run(t, interrupt, "plan", firstLook, "-o", "md="+page, "--simulate", "1000000", "--effort", "1")
	if r.code != 130 || !strings.HasSuffix(r.stderr, "riprep: error: interrupted: the search was over, the plan was not simulated\n") {
		t.Errorf("plan: code %d, stderr %q", r.code, r.stderr)
	}
	if !strings.Contains(readFile(t, page), "not simulated: interrupted") {
		t.Error("the page does not say that nothing was simulated")
	}
}

// TestInterruptElsewhere: when nothing is searched an interrupt ends the process at once.
func TestInterruptElsewhere(t *testing.T) {
	signals := make(chan os.Signal)
	in, feed := io.Pipe()
	ended := make(chan struct{})
	go func() {
		signals <- os.Interrupt
		<-ended
		feed.Close()
	}()
	r := run(t, func(e *cli.Env) {
		e.Interrupts, e.Stdin = signals, in
		exit := e.Exit
		e.Exit = func(code int) { exit(code); close(ended) }
	}, "verify", "-")
	if len(r.exits) != 1 || r.exits[0] != 130 {
		t.Errorf("exits %v", r.exits)
	}
}

// TestTimeLimit: a plan that the clock ended says so; where the clock left no time for any plan that is said. A limit
// that is over before the search begins makes this the same on every machine.
func TestTimeLimit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	r := run(t, nil, "plan", firstLook, "-q", "-o", "json="+file, "--time-limit", "1ns")
	if r.code != 0 || !strings.Contains(readFile(t, file), `"field": "time-limit"`) {
		t.Errorf("code %d, %s", r.code, r.stderr)
	}
	if v := run(t, nil, "verify", file); v.code != 0 {
		t.Errorf("it does not verify: %s", v.stderr)
	}
	r = run(t, nil, "plan", firstLook, "--time-limit", "1ns", "--set", "outage.subscribers=1")
	if r.code != 1 || !strings.HasPrefix(r.stderr, "riprep: error: no plan was found within the time limit of 1ns\n") {
		t.Errorf("code %d, %s", r.code, r.stderr)
	}
}

// failing is a writer that fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestBrokenPipe(t *testing.T) {
	r := run(t, func(e *cli.Env) { e.Stdout = failing{syscall.EPIPE} }, "screen", firstLook, "--fail-on", "covered")
	if r.code != 10 || strings.Contains(r.stderr, "pipe") {
		t.Errorf("code %d, stderr %q", r.code, r.stderr)
	}
	r = run(t, func(e *cli.Env) { e.Stdout = failing{syscall.ENOSPC} }, "screen", firstLook)
	if r.code != 1 || !strings.Contains(r.stderr, "standard output: no space left on device") {
		t.Errorf("code %d, stderr %q", r.code, r.stderr)
	}
}

// panicking stands for a defect.
type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic(errors.New("out of order")) }

func TestPanic(t *testing.T) {
	r := run(t, func(e *cli.Env) { e.Stdout = panicking{} }, "version")
	if r.code != 1 || !strings.HasPrefix(r.stderr, "riprep: error: a defect of riprep: out of order\nriprep: hint: ") || strings.Contains(r.stderr, "goroutine") {
		t.Errorf("code %d, stderr %q", r.code, r.stderr)
	}
	r = run(t, func(e *cli.Env) {
		e.Stdout = panicking{}
		e.Getenv = func(name string) string { return map[string]string{"RIPREP_DEBUG": "1"}[name] }
	}, "version")
	if !strings.Contains(r.stderr, "goroutine") {
		t.Error("RIPREP_DEBUG shows no stack")
	}
}

// TestJSONErrors: each kind of failure is an object with its exit code.
func TestJSONErrors(t *testing.T) {
	for _, c := range []struct {
		code int
		kind string
		args []string
	}{
		{2, "usage", []string{"--json", "plan"}},
		{2, "usage", []string{"plan", firstLook, "--jsn", "--json"}},
		{12, "input", []string{"plan", "nowhere", "--json"}},
		{11, "no-plan", []string{"plan", firstLook, "--set", "outage.subscribers=1", "--json"}},
		{10, "covered", []string{"screen", firstLook, "--fail-on", "unknown", "--json"}},
	} {
		r := run(t, nil, c.args...)
		var got struct {
			Riprep, Kind string
			Exit         int
			Errors       []struct{ Message string }
		}
		if err := json.Unmarshal([]byte(r.stderr), &got); err != nil {
			t.Errorf("%v: %v: %q", c.args, err, r.stderr)
			continue
		}
		if r.code != c.code || got.Exit != c.code || got.Kind != c.kind || got.Riprep != "error/v1" || len(got.Errors) == 0 || got.Errors[0].Message == "" {
			t.Errorf("%v: code %d: %+v", c.args, r.code, got)
		}
	}
}

// TestSame: one input, seed and effort give one plan, byte for byte.
func TestSame(t *testing.T) {
	args := []string{"plan", firstLook, "-o", "json", "--effort", "20000", "--seed", "7"}
	first := run(t, nil, args...)
	if second := run(t, nil, args...); first.out != second.out || first.code != 0 {
		t.Error("two runs differ")
	}
}
