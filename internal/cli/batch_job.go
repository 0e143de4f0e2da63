package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/manifest"
	"github.com/riprep/riprep/pkg/batch/pool"
	"github.com/riprep/riprep/pkg/batch/results"
)

// batchJob does the units of a batch into a folder of results.
type batchJob struct {
	app      *app
	out      string
	resume   bool
	quiet    bool
	machine  batchMachine
	part     shard
	progress *batchProgress

	folder *results.Folder

	mu      sync.Mutex
	lost    []lostUnit // whose result could not be written
	written batchCounts
}

// lostUnit is a unit that was done, and whose result is not in the folder.
type lostUnit struct {
	unit *batch.Unit
	err  error
}

// do does what is not done yet, and rolls up.
func (j *batchJob) do(m *manifest.Batch) error {
	a := j.app
	ctx, end := a.searching()
	defer end()
	if err := j.open(m.Spec); err != nil {
		return err
	}
	defer j.folder.Close()
	todo, kept, err := j.begin(m.Units)
	if err != nil {
		return err
	}
	j.sayKept(kept)
	done := j.progress.begin(len(m.Units), j.written)
	ran := j.run(ctx, todo)
	if err := j.folder.Sync(); err != nil {
		ran = errors.Join(ran, err)
	}
	done()
	if ran != nil && !errors.Is(ran, pool.ErrTooMany) {
		if a.interrupted() {
			return &coded{exitInterrupted, fmt.Errorf("interrupted: %d of %s are done", j.written.settled(), some(len(m.Units), "unit")), "the same command with --resume goes on"}
		}
		return ran
	}
	if ran != nil && j.written.settled() < len(m.Units) {
		return j.stopped(m.Units)
	}
	return j.finish(m.Units, len(todo) == 0)
}

// open makes or opens the folder.
func (j *batchJob) open(spec *batch.Spec) error {
	text, err := aboutBatch(spec, j.part).encode()
	if err != nil {
		return err
	}
	j.folder, err = results.Open(results.System(), j.out, results.Options{Resume: j.resume, About: text, Stored: j.stored})
	return asOutput(err)
}

// begin finds what the folder has already, which counts as written, and what is still to do.
func (j *batchJob) begin(units []*batch.Unit) (todo []*batch.Unit, kept results.Kept, err error) {
	todo, kept, err = j.folder.Resume(units)
	j.written = batchCounts{done: kept.Done, noPlan: kept.NoPlan, failed: kept.Failed}
	return todo, kept, err
}

// asOutput says what to do about a folder that cannot be the one of the results.
func asOutput(err error) error {
	switch {
	case errors.Is(err, results.ErrExists):
		return usage("--resume goes on with it; another --out begins anew", err)
	case errors.Is(err, results.ErrForeign), errors.Is(err, results.ErrLink):
		return usage("give the name of a new folder", err)
	}
	return err
}

// run hands the units to workers.
func (j *batchJob) run(ctx context.Context, todo []*batch.Unit) error {
	if len(todo) == 0 {
		return ctx.Err()
	}
	var files batch.Loader
	defer files.Close()
	return pool.Run(ctx, todo, pool.Options{
		Slots: j.machine.workers, Cores: max(runtime.GOMAXPROCS(0), 1), Launch: j.app.launch,
		Limits:   pool.Limits{Timeout: j.machine.timeout, Memory: int64(j.machine.memory)},
		Attempts: j.machine.maxAttempts, MaxFailures: j.machine.maxFailures,
		Read: files.Load, Done: j.folder.Put,
	})
}

// stored hears that a result is in the folder, or why it is not.
func (j *batchJob) stored(u *batch.Unit, r *batch.Result, err error) {
	o := r.Outcome
	if err != nil {
		o = batch.NewOutcome(u, batch.StatusFailed)
		o.Failure = batch.NewFailure(batch.FailOutput, batch.Said{Message: err.Error()})
	}
	j.mu.Lock()
	j.written.add(o.Status)
	if err != nil {
		j.lost = append(j.lost, lostUnit{u, err})
	}
	j.mu.Unlock()
	j.progress.unit(u, o)
}

// sayKept says what was there before this run.
func (j *batchJob) sayKept(kept results.Kept) {
	if !j.resume {
		return
	}
	if n := kept.Torn; n > 0 {
		j.app.warn("%s in %s: done again", some(n, "result")+" that "+agree(n, "is", "are")+" not as written", j.out)
	}
	if n := kept.Damaged; n > 0 {
		j.app.warn("%s of the journal in %s could not be read; the results themselves were looked at", some(n, "line"), j.out)
	}
	if n := kept.Strange; n > 0 {
		j.app.warn("%s in %s of other batches: left alone, and in no sum", some(n, "result"), j.out)
	}
}
