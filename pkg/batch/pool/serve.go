package pool

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/riprep/riprep/pkg/batch"
)

// Serve is the worker's side: it reads tasks from in, does them one after the other, and writes their results to out, where
// nobody else may write. It returns nil when in ends between two tasks, at once, even while a task is being done: whoever wanted
// its result is gone. The context of do ends then too; the process is to end with it. Any other error says that what came is no
// task, or that out takes nothing more.
//
// A result that cannot travel, because it is too large for one, is a failure of its unit.
func Serve(in io.Reader, out io.Writer, do func(context.Context, *batch.Task) *batch.Result) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	tasks, end := make(chan *batch.Task), make(chan error, 2)
	go func() {
		from := bufio.NewReaderSize(in, pipeBuffer)
		for {
			t, err := batch.ReadTask(from)
			if err != nil {
				if err == io.EOF {
					err = nil
				}
				end <- err
				return
			}
			select {
			case tasks <- t:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		to := bufio.NewWriterSize(out, pipeBuffer)
		for {
			select {
			case t := <-tasks:
				if err := answerWith(to, t.Unit, do(ctx, t)); err != nil {
					end <- err
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return <-end
}

func answerWith(to *bufio.Writer, u *batch.Unit, r *batch.Result) error {
	err := batch.WriteResult(to, r)
	if errors.Is(err, batch.ErrFrame) {
		err = batch.WriteResult(to, batch.Failed(u, batch.NewFailure(batch.FailOutput, batch.Said{Message: "its result cannot be handed over: " + err.Error()})))
	}
	if err != nil {
		return err
	}
	return to.Flush()
}
