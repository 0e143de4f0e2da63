package work

import "github.com/riprep/riprep/pkg/batch"

// AtStart has f called when a task begins, until the test puts it back.
func AtStart(f func(*batch.Task)) (back func()) {
	was := atStart
	atStart = f
	return func() { atStart = was }
}
