package cli_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/cli"
)

// exitText is the exit code of a process that failed.
func exitText(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

const firstLook = "../../testdata/first-look"

// result is what a command in this process gave.
type result struct {
	code        int
	out, stderr string
	exits       []int // codes that the process would have ended with at once
}

// run runs a command in this process. change may put a terminal, signals and the like into its environment.
func run(t *testing.T, change func(*cli.Env), args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	var r result
	env := cli.Env{
		Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Width: 80,
		Getenv: func(string) string { return "" },
		Now:    func() time.Time { return time.Unix(0, 0) },
		Exit:   func(code int) { r.exits = append(r.exits, code) },
	}
	if change != nil {
		change(&env)
	}
	r.code = cli.Main(env)
	r.out, r.stderr = out.String(), errs.String()
	return r
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
