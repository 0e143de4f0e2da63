package work

import (
	"fmt"

	"github.com/riprep/riprep/pkg/batch"
)

// For tests of what they say, without a task that comes to it.
var (
	Describe       = describe
	Planned        = planned
	BuiltinSources = builtinSources
	DigestOf       = digestOf
)

// ErrTooLarge is the error of a result past batch.MaxOutput.
var ErrTooLarge = fmt.Errorf("plan.html: %w", tooLarge{})

// AtStart has f called when a task begins, until the test puts it back.
func AtStart(f func(*batch.Task)) (back func()) {
	was := atStart
	atStart = f
	return func() { atStart = was }
}

// FileName is the file that a format is written to.
func FileName(format string) (string, error) {
	r, err := renderingOf(format)
	return r.name, err
}
