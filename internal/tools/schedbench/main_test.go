package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// command runs the whole of it and gives what it printed.
func command(t *testing.T, ctx context.Context, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(ctx, args, &out, &errs)
	return code, out.String(), errs.String()
}

var seconds = regexp.MustCompile(`\d+\.\d{3}(,|$| )`)

// untimed is a table without its times.
func untimed(table string) string {
	var out strings.Builder
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			line = regexp.MustCompile(`_seconds=\S+`).ReplaceAllString(line, "_seconds=T")
		} else {
			line = seconds.ReplaceAllString(line, "T$1")
		}
		out.WriteString(line)
	}
	return out.String()
}

func TestSingleMode(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.csv")
	args := []string{"-effort", "100000", "-ref", "testdata/single/tiny.csv", "-out", file, "testdata/single"}
	code, stdout, stderr := command(t, t.Context(), args...)
	if code != exitDone || stderr != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	const want = "instance,status,makespan,bound,seconds,best_lb,best_ub,cpm\n" +
		"tiny,optimal,6,6,T,6,6,5\n" +
		"# instances=1 proved=1 feasible=0 infeasible=0 unknown=0 invalid=0 with_reference=1 at_or_below_best=1 below_best=0 " +
		"worse_by_more_than_1=0 deviation_from_cpm=20.000% deviation_from_best=0.000% median_seconds=T mean_seconds=T max_seconds=T " +
		"bound_above_best=0 proved_worse_than_best=0 below_known_bound=0\n"
	if got := untimed(stdout); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if saved := text(t, file); saved != stdout {
		t.Errorf("-out has\n%s", saved)
	}
}

func TestSeveralModes(t *testing.T) {
	code, stdout, stderr := command(t, t.Context(), "-effort", "20000", "-ref", "testdata/modes/modes.csv", "testdata/modes")
	if code != exitDone || stderr != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	for _, want := range []string{
		`(?m)^pair,(optimal|feasible),5,\d,T,5,5,3$`, `(?m)^tight,infeasible,,,T,,,3$`,
		`^.*\n.*\n.*\n# instances=2 .* with_reference=1 at_or_below_best=1 `,
	} {
		if !regexp.MustCompile(want).MatchString(untimed(stdout)) {
			t.Errorf("%s is not in\n%s", want, stdout)
		}
	}
}

// The same effort gives the same table, on any number of cores and side by side or not.
func TestSameTable(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	var first string
	for _, flags := range []string{"-cores 1", "-cores 2", "-cores 8", "-cores 1 -jobs 3"} {
		_, stdout, _ := command(t, t.Context(), strings.Fields(flags+" -effort 5000 testdata/modes testdata/single")...)
		if first == "" {
			first = untimed(stdout)
		}
		if got := untimed(stdout); got != first {
			t.Errorf("%s:\n%s\nwant\n%s", flags, got, first)
		}
	}
	if now := runtime.GOMAXPROCS(0); now != procs {
		t.Errorf("GOMAXPROCS is %d and was %d", now, procs)
	}
}

func TestExitCodes(t *testing.T) {
	low := filepath.Join(t.TempDir(), "low.csv")
	if err := os.WriteFile(low, []byte("instance,best_lb,best_ub\ntiny,5,5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args         string
		code         int
		stdout, want string
	}{
		{"-h", exitDone, "", "usage: schedbench"},
		{"-no-such-flag x.sm", exitUsage, "", "flag provided but not defined"},
		{"", exitUsage, "", "schedbench: error: no instance"},
		{"gone.sm", exitFault, "", "schedbench: error: stat gone.sm"},
		{"-ref gone.csv testdata/single", exitFault, "", "schedbench: error: stat gone.csv"},
		{"-ref testdata/modes/modes.csv testdata/single", exitFault, "", "none of the 1 instances is in this table"},
		{"-effort 100000 -ref " + low + " testdata/single", exitFault, "proved_worse_than_best=1",
			"schedbench: error: tiny: wrong proof: makespan 6, but 5 is known"},
	} {
		code, stdout, stderr := command(t, t.Context(), strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: exit code %d, want %d\n%s%s", c.args, code, c.code, stdout, stderr)
		}
		if c.stdout == "" && stdout != "" {
			t.Errorf("%q: on standard output: %s", c.args, stdout)
		}
	}
}

func TestGenerate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.csv")
	code, stdout, stderr := command(t, t.Context(), "-effort", "5000", "-out", file, "-generate", "weighted:24:40:2:1")
	if code != exitDone || stderr != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	const row = `weighted:24:40:2:1,\w+,(optimal|feasible),\d+,\d*,(\d+\.\d{3})?,\d+\.\d{3},\d+\.\d{3},\d+,\d+\n`
	want := regexp.MustCompile(`^` + generatedHeading + `\n(` + row + `)+$`)
	if !want.MatchString(stdout) {
		t.Errorf("got\n%s", stdout)
	}
	if saved := text(t, file); saved != stdout {
		t.Errorf("-out has\n%s", saved)
	}
}

func TestInterruptedBeforeTheFirst(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, stdout, stderr := command(t, ctx, "testdata/single")
	if code != exitInterrupted || stderr != "" || !strings.Contains(stdout, "\n# instances=0 ") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	if !strings.Contains(stdout, "deviation_from_cpm=- deviation_from_best=- ") {
		t.Errorf("an average of nothing: %s", stdout)
	}
	code, stdout, _ = command(t, ctx, "-generate", "weighted:24:40:2:1")
	if code != exitInterrupted || !strings.Contains(stdout, ",unknown,,") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
}
