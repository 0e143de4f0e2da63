package cli_test

import (
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/cli"
)

// interruptRuns sends an interrupt when the status line counts runs.
type interruptRuns struct {
	io.Writer
	signals chan os.Signal
	done    bool
}

func (w *interruptRuns) Write(b []byte) (int, error) {
	if strings.Contains(string(b), " of 1,000,000 runs") && !w.done {
		w.done = true
		w.signals <- os.Interrupt
	}
	return w.Writer.Write(b)
}

// TestInterruptSimulation: ^C ends the runs with 130, and nothing is half given.
func TestInterruptSimulation(t *testing.T) {
	r := run(t, func(e *cli.Env) {
		signals := make(chan os.Signal, 1)
		e.Interrupts, e.ErrTerminal = signals, true
		e.Stderr = &interruptRuns{Writer: e.Stderr, signals: signals}
	}, "estimate", firstLook, "--simulate", "1000000")
	if r.code != 130 || r.out != "" || len(r.exits) != 0 || !strings.Contains(r.stderr, "riprep: error: interrupted after ") || strings.Contains(r.stderr, "context") {
		t.Errorf("code %d, exits %v, standard output %q, standard error %q", r.code, r.exits, r.out, r.stderr)
	}
}

// TestSimulationJSON: the JSON form is JSON, with amounts and parts as texts and what is not there as null.
func TestSimulationJSON(t *testing.T) {
	r := run(t, nil, "estimate", firstLook, "--simulate", "50", "--seed", "18446744073709551615", "-o", "json")
	var got struct {
		Riprep, Operator, Seed string
		Runs                   int
		Rows                   []struct {
			Kind, Name string
			Typical    *string
			Chance     *string
			Kept       *int
		}
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.code != 0 {
		t.Fatalf("code %d, %v, %s", r.code, err, r.stderr)
	}
	if got.Riprep != "simulation/v1" || got.Operator != "first-look" || got.Runs != 50 || got.Seed != "18446744073709551615" {
		t.Errorf("%+v", got)
	}
	kinds := map[string]int{}
	for _, row := range got.Rows {
		kinds[row.Kind]++
		if (row.Kind == "money") != (row.Typical != nil) || (row.Kind == "chance") != (row.Chance != nil && row.Kept != nil) {
			t.Errorf("row %+v", row)
		}
	}
	if kinds["money"] != 3 || kinds["chance"] != 1 || kinds["item"] == 0 || kinds["package"] == 0 || kinds["assumption"] == 0 {
		t.Errorf("kinds %v", kinds)
	}
}

// TestSimulationWidth: the table for people keeps to 80 columns.
func TestSimulationWidth(t *testing.T) {
	file := t.TempDir() + "/plan.json"
	if r := run(t, nil, "plan", firstLook, "-q", "-o", "json="+file, "--effort", "1"); r.code != 0 {
		t.Fatal(r.stderr)
	}
	r := run(t, nil, "estimate", firstLook, "--simulate", "50", "--plan", file, "-o", "table")
	for line := range strings.Lines(r.out) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !strings.Contains(r.out, "What is kept") {
		t.Errorf("code %d: %s%s", r.code, r.out, r.stderr)
	}
}
