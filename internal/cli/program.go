package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/schedule/milp"
)

// programOutput is the flag --write-model: the scheduling problem as an integer program, for other solvers.
type programOutput struct {
	cmd       *cobra.Command
	file      string
	objective string
	index     int // of the objective
	program   *planner.Program
}

func (o *programOutput) flag(cmd *cobra.Command) {
	o.cmd = cmd
	f := cmd.Flags()
	f.StringVar(&o.file, "write-model", "",
		"write the problem as an integer program to a `FILE`, .mps or .lp, for another solver to confirm values and bounds")
	f.StringVar(&o.objective, "model-objective", "",
		"`NAME` of the objective in that file, those before it held at the plan's values (default: the first)")
}

func (o *programOutput) asked() bool { return o.cmd.Flags().Changed("write-model") }

// check finds before the work what would stop the writing after it.
func (o *programOutput) check(dir string, others *outputs) error {
	if !o.asked() {
		if o.objective != "" {
			return usage("add --write-model FILE", errors.New("--model-objective: there is no --write-model"))
		}
		return nil
	}
	if ext := strings.ToLower(filepath.Ext(o.file)); ext != ".mps" && ext != ".lp" {
		return usage("call it model.mps or model.lp", fmt.Errorf("--write-model %q: want a name that ends in .mps or .lp", o.file))
	}
	for i, spec := range others.specs {
		if spec.File != "" && absolute(spec.File) == absolute(o.file) {
			err := fmt.Errorf("outputs %q and --write-model %q: the same file", others.texts[i], o.file)
			return usage("give each output a file of its own", err)
		}
	}
	return checkFile(o.file, dir)
}

// state lays the program out before the search, so that one that is too large costs no search.
func (o *programOutput) state(a *app, c *planner.Case) error {
	if !o.asked() {
		return nil
	}
	if o.objective != "" {
		if o.index = slices.Index(c.In.Scenario.Objectives, o.objective); o.index < 0 {
			hint := "the scenario's objectives are " + strings.Join(c.In.Scenario.Objectives, ", ")
			return usage(hint, fmt.Errorf("--model-objective %q: not known", o.objective))
		}
	}
	ctx, end := a.searching()
	defer end()
	program, err := c.Program(ctx)
	switch {
	case err != nil && a.interrupted():
		return &coded{exitInterrupted, err, ""}
	case errors.Is(err, planner.ErrNoOption):
		return nil // the search says which package, and what would help
	case errors.Is(err, milp.ErrOverdraft):
		return usage("take interest out of the objectives, or put it after the one that is written", err)
	case errors.Is(err, milp.ErrTooLarge):
		return &coded{exitUnexpected, err, "a shorter horizon, or weeks for days, makes it smaller"}
	}
	o.program = program
	return err
}

// write writes the program after the search, with what the plan says of its objectives. Where there is no plan, the
// program is all the more of use.
func (o *programOutput) write(a *app, p *planner.Plan, err error) error {
	var none *planner.NoPlanError
	if !o.asked() || p == nil && !errors.As(err, &none) {
		return err
	}
	if o.program == nil {
		return &coded{exitNoPlan, err, fmt.Sprintf("%s was not written: a package without an option has no column", o.file)}
	}
	a.writing.Lock()
	defer a.writing.Unlock()
	written := atomicfile.Write(o.file, 0o666, func(w io.Writer) error {
		return o.program.Write(w, strings.EqualFold(filepath.Ext(o.file), ".lp"), o.index, p)
	})
	if written != nil {
		return written
	}
	return err
}
