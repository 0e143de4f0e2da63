package failure

import (
	"context"
	"errors"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
)

// Failure is an error in the words and the form that a user gets, the same for people and for programs; its tags are those of
// error/v1. No text in it holds what would steer a terminal.
type Failure struct {
	Riprep  string     `json:"riprep"`
	Exit    Code       `json:"exit"`
	Kind    string     `json:"kind"`
	Errors  []Said     `json:"errors"`
	More    int        `json:"more,omitempty"` // errors that are not shown
	Hints   []string   `json:"hints,omitempty"`
	Warned  []string   `json:"warnings,omitempty"`
	Changes [][]Change `json:"changes,omitempty"` // each, applied as a whole, gives a plan
}

// Said is one error.
type Said struct {
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Hint    string `json:"hint,omitempty"`
	Limit   string `json:"limit,omitempty"`
	Package string `json:"package,omitempty"`
	Period  string `json:"period,omitempty"`
}

// Change is a field of the scenario that is to be set.
type Change struct {
	Field string `json:"field"`
	Value string `json:"value"`
	From  string `json:"from"`
}

// Describe takes an error apart. Hints are added behind those that the error brings.
func Describe(err error, hints ...string) *Failure {
	f := &Failure{Riprep: "error/v1", Exit: CodeOf(err)}
	f.Kind = f.Exit.Kind()
	var coded Coded
	var faults strict.Faults
	var none *planner.NoPlanError
	var broken *Broken
	switch {
	case errors.As(err, &faults):
		for _, x := range faults {
			f.Errors = append(f.Errors, Said{Message: x.Message, File: x.Pos.File, Line: x.Pos.Line, Column: x.Pos.Column, Hint: x.Hint})
		}
	case errors.As(err, &none):
		f.noPlan(none)
	case errors.As(err, &broken):
		for _, v := range broken.Violations {
			f.Errors = append(f.Errors, Said{Message: v.Text, Limit: v.Limit, Package: v.Package, Period: v.Period})
		}
	default:
		// That a context was cancelled is how riprep hears of ^C, and no news to who pressed it.
		f.Errors = []Said{{Message: strings.TrimSuffix(err.Error(), ": "+context.Canceled.Error())}}
	}
	if errors.As(err, &coded) && coded.Hint() != "" {
		f.Hints = append(f.Hints, coded.Hint())
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
	f.Hints = append(f.Hints, hints...)
	return f.short()
}

// short keeps strict.MaxShown errors and counts the others.
func (f *Failure) short() *Failure {
	if len(f.Errors) > strict.MaxShown {
		f.More = len(f.Errors) - strict.MaxShown
		f.Errors = f.Errors[:strict.MaxShown]
	}
	return f
}

// noPlan names the limits that clash and the changes that would help.
func (f *Failure) noPlan(e *planner.NoPlanError) {
	text, _, _ := strings.Cut(e.Error(), "\n")
	f.Errors = append(f.Errors, Said{Message: text})
	for _, c := range e.Clashes {
		f.Errors = append(f.Errors, Said{Message: "limit " + c.Field + ": " + c.Text, Limit: c.Field})
	}
	for _, ch := range e.Changes {
		var set []Change
		words := "this would give a plan:"
		for i, o := range ch.Set {
			set = append(set, Change{o.Field, o.Value, ch.From[i]})
			words += " --set " + sanitize.Shell(o.String())
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
