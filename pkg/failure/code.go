package failure

import (
	"context"
	"errors"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
)

// Code is what a process ends with. They are a promise to scripts; a code that is not listed is a failure.
type Code int

// The codes.
const (
	Done        Code = 0
	Unexpected  Code = 1
	Usage       Code = 2
	Part        Code = 3 // of a batch failed
	Covered     Code = 10
	NoPlan      Code = 11
	Invalid     Code = 12 // input
	NotOptimal  Code = 13
	Price       Code = 14
	Unverified  Code = 15
	Interrupted Code = 130
)

// kinds name the codes for programs.
var kinds = map[Code]string{
	Unexpected: "unexpected", Usage: "usage", Part: "part", Covered: "covered", NoPlan: "no-plan",
	Invalid: "input", NotOptimal: "not-optimal", Price: "unknown-price", Unverified: "unverified",
	Interrupted: "interrupted",
}

// Kind is the word for a code, "" for Done.
func (c Code) Kind() string { return kinds[c] }

// Coded is an error that knows its exit code, and what to do about it: "" where there is nothing to say.
type Coded interface {
	error
	Code() Code
	Hint() string
}

// Broken is a plan that does not hold.
type Broken struct{ Violations []planner.Violation }

func (b *Broken) Error() string {
	texts := make([]string, len(b.Violations))
	for i, v := range b.Violations {
		texts[i] = v.Text
	}
	return "the plan does not verify: " + strings.Join(texts, "; ")
}

// Input marks an error as one in what the user's files say.
func Input(err error) error {
	var faults strict.Faults
	if err == nil || errors.As(err, &faults) {
		return err
	}
	return &inputError{err}
}

type inputError struct{ err error }

func (e *inputError) Error() string { return e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }
func (e *inputError) Code() Code    { return Invalid }
func (e *inputError) Hint() string  { return "" }

// CodeOf is the exit code that an error means.
func CodeOf(err error) Code {
	var coded Coded
	var faults strict.Faults
	var none *planner.NoPlanError
	var broken *Broken
	switch {
	case errors.As(err, &coded):
		return coded.Code()
	case errors.As(err, &faults):
		return Invalid
	case errors.As(err, &none):
		return NoPlan
	case errors.As(err, &broken), errors.Is(err, planner.ErrUnverified):
		return Unverified
	case errors.Is(err, context.Canceled):
		return Interrupted
	}
	return Unexpected
}
