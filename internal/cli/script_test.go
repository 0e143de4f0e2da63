package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/riprep/riprep/internal/cli"
	"github.com/riprep/riprep/internal/trials"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"riprep": func() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
		"idle":   idle,
	})
}

// TestScript runs what a user would type, one file for each behaviour. $DATA is the folder of sample operators. With the race
// detector those of testdata/alone.txt are left to the run without it.
func TestScript(t *testing.T) {
	data, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts(t),
		RequireExplicitExec: true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code": code,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("DATA", data)
			env.Setenv("GORACE", "atexit_sleep_ms=0") // each command would sleep a second at its end otherwise
			return nil
		},
	})
}

// scripts are the files to run: all of them, or with the race detector those that testdata/alone.txt does not name.
func scripts(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(all) < 40 {
		t.Fatalf("%d scripts: %v", len(all), err)
	}
	if !trials.Raced {
		return all
	}
	alone := strings.Fields(comment.ReplaceAllString(readFile(t, filepath.Join("testdata", "alone.txt")), ""))
	some := slices.DeleteFunc(slices.Clone(all), func(path string) bool {
		return slices.Contains(alone, strings.TrimSuffix(filepath.Base(path), ".txtar"))
	})
	t.Logf("with the race detector: %d of %d scripts; without it alone: %s", len(some), len(all), strings.Join(alone, ", "))
	return some
}

var comment = regexp.MustCompile(`(?m)^#.*$`)

// code runs riprep and checks its exit code: code 12 plan DIR.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N args...")
	}
	err := ts.Exec("riprep", args[1:]...)
	got := "0"
	if err != nil {
		got = exitText(err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
