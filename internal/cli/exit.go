package cli

import "github.com/riprep/riprep/pkg/failure"

// exitCode is what the process ends with.
type exitCode = failure.Code

const (
	exitUnexpected  = failure.Unexpected
	exitUsage       = failure.Usage
	exitPart        = failure.Part // of a batch failed
	exitCovered     = failure.Covered
	exitNoPlan      = failure.NoPlan
	exitInput       = failure.Invalid
	exitNotOptimal  = failure.NotOptimal
	exitPrice       = failure.Price
	exitInterrupted = failure.Interrupted
)

// coded is an error that knows its exit code, and what to do about it.
type coded struct {
	code exitCode
	err  error
	hint string
}

func (c *coded) Error() string  { return c.err.Error() }
func (c *coded) Unwrap() error  { return c.err }
func (c *coded) Code() exitCode { return c.code }
func (c *coded) Hint() string   { return c.hint }

// usage is an error in how riprep was called.
func usage(hint string, err error) error { return &coded{exitUsage, err, hint} }

// input is an error in what the user's files say.
func input(err error) error { return failure.Input(err) }
