package cli

import (
	"context"

	"github.com/riprep/riprep/pkg/batch"
)

// A unit of this name meets a defect: the tests of batches need one that they can rely on.
const panicking = "op-panic"

func init() {
	honest := doUnit
	doUnit = func(ctx context.Context, t *batch.Task) *batch.Result {
		if t.Unit.Operator == panicking {
			dead := make(chan struct{})
			go func() { // where no recover of the unit's own goroutine reaches
				defer close(dead)
				var none *batch.Outcome
				none.Status = batch.StatusDone
			}()
			<-dead
		}
		return honest(ctx, t)
	}
}
