package cli

import (
	"errors"
	"fmt"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/results"
	"github.com/riprep/riprep/pkg/batch/rollup"
)

// finish brings the folder to its last form, adds everything up and says what came of it. Where nothing was done and the
// roll-up that is there is whole, it stays.
func (j *batchJob) finish(units []*batch.Unit, nothingNew bool) error {
	if len(j.lost) > 0 {
		return j.sayLost()
	}
	if err := j.folder.Finish(units); err != nil {
		return err
	}
	if !nothingNew || !j.folder.Sealed() {
		if err := j.rollUp(); err != nil {
			return err
		}
	}
	return j.verdict()
}

// rollUp writes what all outcomes come to.
func (j *batchJob) rollUp() error {
	r, err := rollup.New(results.Outcomes(results.System(), j.out))
	if err != nil {
		return err
	}
	files, err := r.Files()
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := j.folder.WriteFile(f.Name, f.Data); err != nil {
			return err
		}
	}
	if err := j.folder.Seal(files); err != nil {
		return err
	}
	if j.quiet {
		return nil
	}
	return nil
}

// verdict is the answer for a script.
func (j *batchJob) verdict() error {
	c := j.written
	if c.failed+c.noPlan == 0 {
		return nil
	}
	text := ""
	switch {
	case c.failed > 0 && c.noPlan > 0:
		text = fmt.Sprintf("%s failed, and %s no plan", some(c.failed, "unit"), some(c.noPlan, "unit"))
	case c.failed > 0:
		text = some(c.failed, "unit") + " failed"
	default:
		text = fmt.Sprintf("%s %s no plan", some(c.noPlan, "unit"), agree(c.noPlan, "has", "have"))
	}
	return &coded{exitPart, errors.New(text), "failures.csv in " + j.out + " says why"}
}
