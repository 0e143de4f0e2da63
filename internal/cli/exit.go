package cli

import (
	"context"
	"errors"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
)

// exitCode is what the process ends with. They are a promise to scripts; a code that is not listed is a failure.
type exitCode int

const (
	exitDone        exitCode = 0
	exitUnexpected  exitCode = 1
	exitUsage       exitCode = 2
	exitPart        exitCode = 3 // of a batch failed
	exitCovered     exitCode = 10
	exitNoPlan      exitCode = 11
	exitInput       exitCode = 12
	exitNotOptimal  exitCode = 13
	exitPrice       exitCode = 14
	exitUnverified  exitCode = 15
	exitInterrupted exitCode = 130
)

// kinds name the codes for --json.
var kinds = map[exitCode]string{
	exitUnexpected: "unexpected", exitUsage: "usage", exitPart: "part", exitCovered: "covered", exitNoPlan: "no-plan",
	exitInput: "input", exitNotOptimal: "not-optimal", exitPrice: "unknown-price", exitUnverified: "unverified",
	exitInterrupted: "interrupted",
}

// coded is an error that knows its exit code, and what to do about it.
type coded struct {
	code exitCode
	err  error
	hint string
}

func (c *coded) Error() string { return c.err.Error() }
func (c *coded) Unwrap() error { return c.err }

// usage is an error in how riprep was called.
func usage(hint string, err error) error { return &coded{exitUsage, err, hint} }

// input is an error in what the user's files say.
func input(err error) error {
	var faults strict.Faults
	if errors.As(err, &faults) {
		return err
	}
	return &coded{exitInput, err, ""}
}

// codeOf is the exit code that an error means.
func codeOf(err error) exitCode {
	var c *coded
	var faults strict.Faults
	var none *planner.NoPlanError
	var broken *brokenPlan
	switch {
	case errors.As(err, &c):
		return c.code
	case errors.As(err, &faults):
		return exitInput
	case errors.As(err, &none):
		return exitNoPlan
	case errors.As(err, &broken), errors.Is(err, planner.ErrUnverified):
		return exitUnverified
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitUnexpected
}
