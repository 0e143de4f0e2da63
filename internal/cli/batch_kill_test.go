package cli_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
)

// riprep is this program as a process of its own.
func riprep(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Args[0] = "riprep"
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	return cmd
}

// kills is how often TestBatchKilled kills, and of how many units; RIPREP_KILLS=200 makes it 200 and 500.
func kills(t *testing.T) (n, units int) {
	if text := os.Getenv("RIPREP_KILLS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("RIPREP_KILLS=%q: %v", text, err)
		}
		return n, 500
	}
	return 15, 40
}

// TestBatchKilled: a batch is killed at random moments and resumed each time. At the end every unit has one valid result, and
// the folder equals, byte for byte, that of a run that nobody disturbed; no temporary file is left.
func TestBatchKilled(t *testing.T) {
	t.Parallel()
	if trials.Raced {
		t.Skip("with the race detector: not, what is killed shares no memory with anybody; without it it runs")
	}
	n, units := kills(t)
	root, work := t.TempDir(), t.TempDir()
	tinies(t, root, units)
	writeFile(t, filepath.Join(root, "op-broken", "inventory.yaml"), "riprep: inventory/v1\n") // what fails must be there once too
	args := func(out string) []string {
		return []string{"batch", root, "--do", "screen,estimate", "-q", "--resume", "--out", filepath.Join(work, out)}
	}
	began := time.Now()
	code := exitOf(t, riprep(t, args("calm")...).Run())
	took := time.Since(began)
	if code != 3 {
		t.Fatalf("undisturbed: code %d", code)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	finished := 0
	for range n {
		cmd := riprep(t, args("killed")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Anywhere in a run's life, more often early: each run has less to do than the one before.
		time.Sleep(time.Duration(r.Float64() * r.Float64() * float64(took)))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); err == nil || errors.As(err, &exit) && exit.Exited() {
			if c := exitOf(t, err); c != 3 {
				t.Fatalf("a run that was not killed in time: code %d", c)
			}
			finished++
			if finished*2 > n { // begin anew, so that there is something to kill
				if err := os.RemoveAll(filepath.Join(work, "killed")); err != nil {
					t.Fatal(err)
				}
				finished = 0
			}
		}
	}
	if code := exitOf(t, riprep(t, args("killed")...).Run()); code != 3 {
		t.Fatalf("the last run: code %d", code)
	}
	calm, killed := tree(t, filepath.Join(work, "calm")), tree(t, filepath.Join(work, "killed"))
	if diff := cmp.Diff(calm, killed); diff != "" {
		t.Errorf("the folder that was killed %d times differs:\n%s", n, diff)
	}
	outcomes := 0
	for name := range killed {
		if strings.Contains(name, ".riprep") || strings.HasSuffix(name, ".tmp") {
			t.Errorf("%s is left", name)
		}
		if filepath.Base(name) == "outcome.json" {
			outcomes++
		}
	}
	if outcomes != units+1 {
		t.Errorf("%d outcomes, want %d", outcomes, units+1)
	}
}

// exitOf is the exit code of a process.
func exitOf(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	t.Fatal(err)
	return 0
}

// TestBatchInterrupted: ^C ends a batch with 130, says how far it is, and --resume does the rest.
func TestBatchInterrupted(t *testing.T) {
	t.Parallel()
	root, out := t.TempDir(), filepath.Join(t.TempDir(), "results")
	tinies(t, root, 4)
	if err := os.CopyFS(filepath.Join(root, "op-endless"), os.DirFS(firstLook)); err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	cmd := riprep(t, "batch", root, "--out", out, "--effort", "1000000000000", "--progress", "json", "--workers", "2")
	pipe, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	sent := false
	buf := make([]byte, 4096)
	for {
		k, err := pipe.Read(buf)
		errs.Write(buf[:k])
		if !sent && strings.Contains(errs.String(), `"done":4`) { // all but the endless one
			sent = true
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil {
			break
		}
	}
	if code := exitOf(t, cmd.Wait()); code != 130 || !strings.Contains(errs.String(), "interrupted: 4 of 5 units are done") {
		t.Fatalf("code %d: %s", code, errs.String())
	}
	got := run(t, nil, "batch", root, "--out", out, "--effort", "1000000000000", "--timeout", "1s", "--max-attempts", "1", "--resume", "-q")
	if got.code != 3 || !strings.Contains(got.stderr, "1 unit failed") {
		t.Errorf("resumed: code %d: %s", got.code, got.stderr)
	}
	if n := len(rows(t, filepath.Join(out, "summary.csv"))); n != 5 {
		t.Errorf("%d units", n)
	}
}
