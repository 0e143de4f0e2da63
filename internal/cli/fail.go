package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/failure"
)

// fail says what is wrong on standard error and returns the exit code.
func (a *app) fail(err error, hints ...string) int {
	f := failure.Describe(err, hints...)
	if a.jsonErrors {
		f.Warned = a.warnings
		if line, err := json.Marshal(f); err == nil {
			fmt.Fprintf(a.Stderr, "%s\n", line)
		}
		return int(f.Exit)
	}
	_, _ = a.Stderr.Write([]byte(failureText(f)))
	return int(f.Exit)
}

// failureText is a failure in riprep's voice, a line for each error and each hint.
func failureText(f *failure.Failure) string {
	var b strings.Builder
	last := ""
	for _, e := range f.Errors {
		b.WriteString("riprep: error: ")
		if at := (strict.Pos{File: e.File, Line: e.Line, Column: e.Column}).String(); at != "" {
			b.WriteString(at + ": ")
		}
		b.WriteString(e.Message + "\n")
		if e.Hint != "" && e.Hint != last {
			b.WriteString("riprep: hint: " + e.Hint + "\n")
		}
		last = e.Hint
	}
	if f.More > 0 {
		fmt.Fprintf(&b, "riprep: error: and %d more\n", f.More)
	}
	for _, h := range f.Hints {
		b.WriteString("riprep: hint: " + h + "\n")
	}
	return b.String()
}

// wantsJSON looks for --json before the flags are parsed, so that errors of the flags obey it too.
func wantsJSON(args []string) bool {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}
