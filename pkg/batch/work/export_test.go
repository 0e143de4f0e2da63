package work

import "github.com/riprep/riprep/pkg/batch"

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
