package cli

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/results"
	"github.com/riprep/riprep/pkg/batch/rollup"
	rolluppage "github.com/riprep/riprep/pkg/batch/rollup/page"
	"github.com/riprep/riprep/pkg/report/grid"
)

// mostLost is how many units are named whose results could not be written; the others are counted.
const mostLost = 10

// finish adds everything up, brings the folder to its last form and says what came of it. Where nothing was done and the
// roll-up that is there is whole, that one stays.
func (j *batchJob) finish(units []*batch.Unit, nothingNew bool) error {
	if len(j.lost) > 0 {
		return j.sayLost()
	}
	if nothingNew && j.folder.Sealed() {
		if err := j.folder.Finish(units); err != nil {
			return err
		}
		if !j.quiet {
			there := agree(len(units), "the unit was", "all "+some(len(units), "unit")+" were")
			if err := j.app.print(fmt.Sprintf("%s: %s there; the roll-up is %s\n", j.out, there, filepath.Join(j.out, rolluppage.Name))); err != nil {
				return err
			}
		}
		return verdict(j.written, j.out)
	}
	r, err := j.rollUp()
	if err != nil {
		return err
	}
	if err := j.folder.Finish(units); err != nil {
		return err
	}
	if !j.quiet {
		if err := j.show(r); err != nil {
			return err
		}
	}
	n := r.Run.Counts
	return verdict(batchCounts{done: n.Done, noPlan: n.NoPlan, failed: n.Failed}, j.out)
}

// show says on standard output what came of it.
func (j *batchJob) show(r *rollup.Rollup) error {
	p := j.app.page()
	if err := r.Show(p.W, p.Width, p.Bold, j.out); err != nil {
		return err
	}
	return p.print()
}

// rollUp writes what all outcomes come to.
func (j *batchJob) rollUp() (*rollup.Rollup, error) {
	r, err := rollup.New(results.Outcomes(results.System(), j.out))
	if err != nil {
		return nil, err
	}
	files, err := r.Files()
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := rolluppage.Encode(&text, r); err != nil {
		return nil, err
	}
	files = append(files, batch.Output{Name: rolluppage.Name, Data: text.Bytes()})
	for _, f := range files {
		if err := j.folder.WriteFile(f.Name, f.Data); err != nil {
			return nil, err
		}
	}
	return r, j.folder.Seal(files)
}

// sayLost names the units whose results are not in the folder. Nothing is rolled up: what is there is not all.
func (j *batchJob) sayLost() error {
	var faults strict.Faults
	slices.SortFunc(j.lost, func(a, b lostUnit) int { return batch.Compare(a.unit, b.unit) })
	for _, l := range j.lost[:min(len(j.lost), mostLost)] {
		faults = append(faults, strict.Fault{Message: fmt.Sprintf("unit %s: its result could not be written: %s", l.unit.Folder(), l.err)})
	}
	if more := len(j.lost) - mostLost; more > 0 {
		faults = append(faults, strict.Fault{Message: fmt.Sprintf("and of %s more", some(more, "unit"))})
	}
	return &coded{exitPart, faults, "see to the disk; the same command with --resume does them again"}
}

// stopped rolls up a batch that ended before its end, because more failed than may: what failed, and why, stands in the roll-up.
// The folder stays open for --resume.
func (j *batchJob) stopped(units []*batch.Unit) error {
	if len(j.lost) > 0 {
		return j.sayLost()
	}
	r, err := j.rollUp()
	if err != nil {
		return err
	}
	if !j.quiet {
		if err := j.show(r); err != nil {
			return err
		}
	}
	n := len(units) - j.written.settled()
	return &coded{exitPart, fmt.Errorf("%s failed, and --max-failures is %d: %s of %s %s not done", some(j.written.failed, "unit"), j.machine.maxFailures,
		grid.Group(int64(n)), some(len(units), "unit"), agree(n, "was", "were")), filepath.Join(j.out, "failures.csv") + " says why; the same command with --resume goes on"}
}

// verdict is the answer for a script.
func verdict(c batchCounts, out string) error {
	text := ""
	switch {
	case c.failed+c.noPlan == 0:
		return nil
	case c.failed > 0 && c.noPlan > 0:
		text = fmt.Sprintf("%s failed, and %s %s no plan", some(c.failed, "unit"), some(c.noPlan, "unit"), agree(c.noPlan, "has", "have"))
	case c.failed > 0:
		text = some(c.failed, "unit") + " failed"
	default:
		text = fmt.Sprintf("%s %s no plan", some(c.noPlan, "unit"), agree(c.noPlan, "has", "have"))
	}
	return &coded{exitPart, errors.New(text), filepath.Join(out, "failures.csv") + " says why"}
}
