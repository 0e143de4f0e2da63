package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
)

// A failure is an error in the words and the form that a user gets, the same for people and for --json.
type failure struct {
	Riprep  string     `json:"riprep"`
	Exit    exitCode   `json:"exit"`
	Kind    string     `json:"kind"`
	Errors  []said     `json:"errors"`
	More    int        `json:"more,omitempty"` // errors that are not shown
	Hints   []string   `json:"hints,omitempty"`
	Warned  []string   `json:"warnings,omitempty"`
	Changes [][]change `json:"changes,omitempty"` // each, applied as a whole, gives a plan
}

// said is one error.
type said struct {
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Hint    string `json:"hint,omitempty"`
	Limit   string `json:"limit,omitempty"`
	Package string `json:"package,omitempty"`
	Period  string `json:"period,omitempty"`
}

// change is a field of the scenario that is to be set.
type change struct {
	Field string `json:"field"`
	Value string `json:"value"`
	From  string `json:"from"`
}

// fail says what is wrong on standard error and returns the exit code.
func (a *app) fail(err error, hints ...string) int {
	f := describe(err)
	f.Hints = append(f.Hints, hints...)
	if len(f.Errors) > strict.MaxShown {
		f.More = len(f.Errors) - strict.MaxShown
		f.Errors = f.Errors[:strict.MaxShown]
	}
	if a.jsonErrors {
		f.Warned = a.warnings
		if line, err := json.Marshal(f); err == nil {
			fmt.Fprintf(a.Stderr, "%s\n", line)
		}
		return int(f.Exit)
	}
	_, _ = a.Stderr.Write([]byte(f.text()))
	return int(f.Exit)
}

// describe takes an error apart.
func describe(err error) failure {
	f := failure{Riprep: "error/v1", Exit: codeOf(err)}
	f.Kind = kinds[f.Exit]
	var c *coded
	var faults strict.Faults
	var none *planner.NoPlanError
	var broken *brokenPlan
	switch {
	case errors.As(err, &faults):
		for _, x := range faults {
			f.Errors = append(f.Errors, said{Message: x.Message, File: x.Pos.File, Line: x.Pos.Line, Column: x.Pos.Column, Hint: x.Hint})
		}
	case errors.As(err, &none):
		f.noPlan(none)
	case errors.As(err, &broken):
		for _, v := range broken.violations {
			f.Errors = append(f.Errors, said{Message: v.Text, Limit: v.Limit, Package: v.Package, Period: v.Period})
		}
	default:
		// That a context was cancelled is how riprep hears of ^C, and no news to who pressed it.
		f.Errors = []said{{Message: strings.TrimSuffix(err.Error(), ": "+context.Canceled.Error())}}
	}
	if errors.As(err, &c) && c.hint != "" {
		f.Hints = append(f.Hints, c.hint)
	}
	if errors.Is(err, planner.ErrUnverified) {
		f.Hints = append(f.Hints, "this is a defect of riprep and not of the input: please report it")
	}
	for i := range f.Errors {
		e := &f.Errors[i]
		e.Message, e.Hint, e.File = sanitize.Terminal(e.Message), sanitize.Terminal(e.Hint), sanitize.Terminal(e.File)
	}
	for i, h := range f.Hints {
		f.Hints[i] = sanitize.Terminal(h)
	}
	return f
}

// noPlan names the limits that clash and the changes that would help.
func (f *failure) noPlan(e *planner.NoPlanError) {
	text, _, _ := strings.Cut(e.Error(), "\n")
	f.Errors = append(f.Errors, said{Message: text})
	for _, c := range e.Clashes {
		f.Errors = append(f.Errors, said{Message: "limit " + c.Field + ": " + c.Text, Limit: c.Field})
	}
	for _, ch := range e.Changes {
		var set []change
		words := "this would give a plan:"
		for i, o := range ch.Set {
			set = append(set, change{o.Field, o.Value, ch.From[i]})
			words += " --set " + shell(o.String())
		}
		f.Changes = append(f.Changes, set)
		f.Hints = append(f.Hints, words+" (now "+strings.Join(ch.From, ", ")+")")
	}
	for _, advice := range e.Advice {
		if len(f.Hints) == 0 { // there is nothing before it that it could be another way for
			advice = strings.TrimPrefix(advice, "or ")
		}
		f.Hints = append(f.Hints, advice)
	}
	if len(f.Hints) == 0 {
		f.Hints = append(f.Hints, "no change of these limits that was tried gives a plan; see whether the limits fit the work at all with riprep estimate and riprep impact")
	}
}

// shell quotes a word where a shell would read it otherwise.
func shell(word string) string {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,:/=%+@") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// text is the failure in riprep's voice, a line for each error and each hint.
func (f *failure) text() string {
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
