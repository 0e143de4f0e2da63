// Package work does one unit of a batch: it screens, estimates and plans an operator from bytes in memory, and renders what the
// unit asks for. It opens no file, asks no clock, and gives the same bytes on any machine and any number of cores.
//
// Begin with Do in this file. screen.go, estimate.go and plan.go have a step each; document.go what the formats of a plan need;
// fail.go how an error becomes the unit's; builtins.go what is built in beside the unit's files.
package work

import (
	"context"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
)

// Do does a task. It never fails: whatever goes wrong, a defect of riprep too, is an outcome. A result that is not done or
// without a plan has no files, but the figures of the steps before. When ctx ends, the unit has failed, and may go well
// another time.
func Do(ctx context.Context, t *batch.Task) (result *batch.Result) {
	defer func() {
		if caught := recover(); caught != nil {
			result = batch.Failed(t.Unit, ofPanic(caught))
		}
	}()
	if t.Unit.Fault != nil {
		return batch.Failed(t.Unit, t.Unit.Fault)
	}
	w := &worker{task: t, unit: t.Unit, out: batch.NewOutcome(t.Unit, batch.StatusDone)}
	return w.finish(w.run(ctx))
}

// worker is a unit while it is done.
type worker struct {
	task   *batch.Task
	unit   *batch.Unit
	out    *batch.Outcome
	files  []batch.Output
	reader strict.Reader
	in     *planner.Inputs

	findings []policy.Finding // nil where the unit does not ask for them
}

// atStart is for tests of what befalls a worker.
var atStart = func(*batch.Task) {}

// run goes through the steps.
func (w *worker) run(ctx context.Context) error {
	atStart(w.task)
	if err := w.load(); err != nil {
		return err
	}
	spec := w.unit.Spec
	if spec.Has(batch.Screen) {
		if err := w.screen(); err != nil {
			return err
		}
	}
	if !spec.Has(batch.Estimate) && !spec.Has(batch.Plan) {
		return ctx.Err()
	}
	c, err := planner.NewScreened(w.in, w.findings)
	if err != nil {
		return failure.Input(err)
	}
	if spec.Has(batch.Estimate) {
		if err := w.estimate(c); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil || !spec.Has(batch.Plan) {
		return err
	}
	return w.plan(ctx, c)
}

// load reads the operator.
func (w *worker) load() error {
	r := &w.reader
	r.Files = w.task.Data
	if r.Files == nil {
		r.Files = strict.Files{} // and not those of the disk
	}
	w.in = planner.LoadFiles(r, planner.Files{Dir: w.unit.Dir, Inventory: w.unit.InventoryFile, Scenario: w.unit.ScenarioFile}, w.unit.Set)
	for _, s := range w.in.Sources {
		w.out.Inputs = append(w.out.Inputs, batch.Input{Path: s.Path, Kind: s.Kind, SHA256: s.SHA256})
	}
	if err := r.Faults().Err(); err != nil {
		return err
	}
	inv := w.in.Inventory
	o := &inv.Operator
	w.out.Carrier = &batch.Carrier{ID: o.ID, Name: o.Name, FRN: o.FRN, Customers: o.Customers, Kind: o.Kind, Sites: len(inv.Sites), Elements: len(inv.Elements)}
	return nil
}

// put adds a file to the result.
func (w *worker) put(name string, data []byte) {
	w.files = append(w.files, batch.Output{Name: name, Data: data})
}

// finish is the result that an error, or none, gives.
func (w *worker) finish(err error) *batch.Result {
	if err != nil {
		w.out.Status, w.out.Failure = describe(err)
	}
	if w.out.Status == batch.StatusFailed {
		return &batch.Result{Outcome: w.out}
	}
	slices.SortFunc(w.files, func(a, b batch.Output) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range w.files {
		w.out.Files = append(w.out.Files, batch.Written{Name: f.Name, Bytes: int64(len(f.Data)), SHA256: batch.Digest(f.Data)})
	}
	return &batch.Result{Outcome: w.out, Files: w.files}
}
