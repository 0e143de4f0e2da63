package work

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/simulate"
)

// fileWidth is for how many columns a table is laid out that goes to a file, as on the command line.
const fileWidth = 100

// rendering is a format and the file that it fills.
type rendering struct {
	spec report.Spec
	name string
}

// renderingOf reads FORMAT[@VERSION]. Its file is plan.html, or in a version that is not the newest plan-1.6.cdx.json, so that two
// of them stand beside each other. The error says what is wrong with the format.
func renderingOf(format string) (rendering, error) {
	spec, err := report.Parse(format)
	switch {
	case err != nil:
		return rendering{}, err
	case spec.File != "":
		return rendering{}, fmt.Errorf("format %q: the file has a name already (want FORMAT or FORMAT@VERSION)", format)
	}
	name := "plan." + spec.Format.Ext
	if spec.Version != "" && spec.Version != spec.Format.Versions[0] { // the newest has the plain name
		name = "plan-" + spec.Version + "." + spec.Format.Ext
	}
	return rendering{spec, name}, nil
}

// renderings are plan.json and each format that is asked for; two names of one format are one file.
func (w *worker) renderings() (all []rendering, err error) {
	for _, format := range slices.Concat([]string{"json"}, w.unit.Spec.Formats) {
		r, err := renderingOf(format)
		if err != nil {
			return nil, fault(err.Error(), "riprep report --list says what each format is for")
		}
		if !slices.ContainsFunc(all, func(o rendering) bool { return o.name == r.name }) {
			all = append(all, r)
		}
	}
	return all, nil
}

// render writes a document down in each form.
func (w *worker) render(ctx context.Context, d *report.Document, all []rendering) error {
	size := 0
	for _, r := range all {
		var text bytes.Buffer
		if err := r.spec.Format.Encode(&text, d, report.Env{Width: fileWidth, Version: r.spec.Version, Chart: view.Charts[0]}); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		if size += text.Len(); size > batch.MaxOutput {
			return tooLarge{}
		}
		w.put(r.name, text.Bytes())
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// document has what the formats need beside the plan, so that what is missing is said before a search of minutes. risk is
// whether the plan is to be played.
func (w *worker) document(c *planner.Case, all []rendering) (d *report.Document, risk bool, err error) {
	d = &report.Document{Case: c}
	var needs report.Needs
	for _, r := range all {
		n := r.spec.Format.Needs
		needs.Risk = needs.Risk || n.Risk && r.spec.Format.Files == nil // a format that can fill a folder shows it there alone
		needs.Filing, needs.Day = needs.Filing || n.Filing, needs.Day || n.Day
	}
	if needs.Filing {
		if file := planner.FindOwn(&w.reader, w.unit.Dir, "progress"); file != "" {
			before := len(w.reader.Sources())
			d.Progress = filing.LoadProgress(&w.reader, file)
			if len(w.reader.Faults()) == 0 {
				d.Progress.Check(&w.reader, c)
			}
			for _, s := range w.reader.Sources()[before:] {
				w.out.Inputs = append(w.out.Inputs, batch.Input{Path: s.Path, Kind: s.Kind, SHA256: s.SHA256})
			}
			if err := w.reader.Faults().Err(); err != nil {
				return nil, false, err
			}
		}
	}
	if needs.Filing || needs.Day {
		d.AsOf = w.unit.Spec.AsOf
		if d.AsOf.IsZero() && d.Progress != nil {
			d.AsOf = d.Progress.AsOf
		}
		if d.AsOf.IsZero() {
			return nil, false, fault("a format says on which day it is handed on, and no day is known", "give the batch --as-of, or the operator a progress.yaml with as_of")
		}
	}
	return d, needs.Risk, nil
}

// play simulates the plan. What cannot be simulated is a plan all the same: the document then says why it has no risk.
func (w *worker) play(ctx context.Context, d *report.Document) error {
	runs := w.unit.Spec.Runs
	if runs == 0 {
		d.NoRisk = "not simulated: --simulate 0"
		return nil
	}
	play, violations := d.Case.PlayPlan(d.Plan, simulate.Limit(d.Case.In.Scenario))
	if len(violations) > 0 {
		d.NoRisk = "not simulated: " + violations[0].Text
		return nil
	}
	var err error
	if d.Risk, err = simulate.Run(ctx, play, simulate.Options{Runs: runs, Seed: d.Plan.Engine.Seed, Workers: max(1, w.task.Cores)}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d.NoRisk = "not simulated: " + err.Error()
	}
	return nil
}

// fault is what is wrong with a unit, and at no place of its files.
func fault(message, hint string) error { return strict.Faults{{Message: message, Hint: hint}} }

// tooLarge is a result past batch.MaxOutput.
type tooLarge struct{}

func (tooLarge) Error() string {
	return fmt.Sprintf("the result is larger than %d bytes", int64(batch.MaxOutput))
}
