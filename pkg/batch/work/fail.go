package work

import (
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/failure"
)

// noPlan is the kind of the failure of batch.StatusNoPlan, which says what clashes.
const noPlan = "no-plan"

// describe puts an error into the words of an outcome.
func describe(err error) (status string, f *batch.Failure) {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return batch.StatusFailed, batch.NewFailure(batch.FailUnexpected, batch.Said{Message: "ended before it was done"})
	}
	if large := (tooLarge{}); errors.As(err, &large) {
		return batch.StatusFailed, batch.NewFailure(batch.FailOutput, batch.Said{Message: err.Error()})
	}
	told := failure.Describe(err)
	f = &batch.Failure{Exit: int(told.Exit), Hints: append([]string{}, told.Hints...)}
	for _, e := range told.Errors {
		f.Errors = append(f.Errors, batch.Said{Message: e.Message, File: e.File, Line: e.Line, Column: e.Column, Hint: e.Hint})
	}
	if told.More > 0 {
		f.Errors = append(f.Errors, batch.Said{Message: fmt.Sprintf("and %d more", told.More)})
	}
	switch told.Exit {
	case failure.NoPlan:
		f.Kind = noPlan
		return batch.StatusNoPlan, f
	case failure.Invalid:
		f.Kind = batch.FailInput
	case failure.Unverified:
		f.Kind = batch.FailUnverified
	default:
		f.Kind, f.Exit = batch.FailUnexpected, int(failure.Unexpected)
	}
	return batch.StatusFailed, f
}

// ofPanic is a defect of riprep, with where it is: the functions, and lines of files, which are the same wherever the program
// runs, as addresses would not be.
func ofPanic(caught any) *batch.Failure {
	var at []string
	calls := make([]uintptr, 64)
	frames := runtime.CallersFrames(calls[:runtime.Callers(3, calls)]) // without Callers, this function and the deferred one
	for more := true; more && len(at) < 12; {
		var f runtime.Frame
		f, more = frames.Next()
		if name := path.Base(f.Function); !strings.HasPrefix(name, "runtime.") {
			at = append(at, fmt.Sprintf("%s (%s:%d)", name, path.Base(f.File), f.Line))
		}
	}
	f := batch.NewFailure(batch.FailPanic,
		batch.Said{Message: sanitize.Terminal(fmt.Sprintf("a defect of riprep: %v", caught))},
		batch.Said{Message: "it happened in " + strings.Join(at, ", called by ")})
	f.Hints = append(f.Hints, "please report it, with the input")
	return f
}
