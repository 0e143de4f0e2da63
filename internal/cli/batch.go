package cli

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/manifest"
	"github.com/riprep/riprep/pkg/batch/work"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/schedule"
	"github.com/riprep/riprep/pkg/simulate"
)

// batchUnits are the flags that say what the units of a batch are and what is done with each.
type batchUnits struct {
	paths    []string
	do       []string
	formats  []string
	set      []string
	seed     uint64
	effort   int64
	simulate int
	asOf     string
	shard    string
	given    map[string]bool // keys of a manifest that a flag goes before
}

// keys are the flags by the key of a manifest that they go before.
var batchKeys = map[string]string{"do": "do", "output": "formats", "seed": "seed", "effort": "effort", "simulate": "simulate", "as-of": "as_of"}

func (b *batchUnits) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&b.do, "do", []string{"screen", "estimate", "plan"}, "`STEPS` to do with each unit, of screen, estimate, plan")
	f.StringArrayVarP(&b.formats, "output", "o", nil, "write each plan as `FORMAT[@VERSION]` too, beside plan.json (repeatable; riprep report --list lists them)")
	f.StringArrayVar(&b.set, "set", nil, "give a `FIELD=VALUES` of the scenarios one value, several (0.395|1.0) or a range (2..6): each is a unit of its own (repeatable)")
	f.Uint64Var(&b.seed, "seed", 1, "seed of the searches")
	f.Int64Var(&b.effort, "effort", schedule.DefaultEffort, "work `UNITS` to spend on each search; about a million are a second of one core")
	f.IntVar(&b.simulate, "simulate", documentRuns, "play each plan `N` times for the formats that show how far it may lie off; 0 to leave that out")
	f.StringVar(&b.asOf, "as-of", "", "`DATE` (YYYY-MM-DD) on which the plans are handed on, for the formats that say so")
	f.StringVar(&b.shard, "shard", "", "do part `I/N` of the units, from 0/N; /N or nothing where a scheduler's variables say it, all for everything")
}

// read makes the units of this run, which are those of one part.
func (b *batchUnits) read(a *app, cmd *cobra.Command) (m *manifest.Batch, part shard, err error) {
	b.given = map[string]bool{}
	for flag, key := range batchKeys {
		b.given[key] = cmd.Flags().Changed(flag)
	}
	spec := batch.Spec{Seed: b.seed, Effort: b.effort, Runs: b.simulate, Engine: version(), Rules: work.Builtins()}
	if spec.Do, err = batch.ParseSteps(b.do); err != nil {
		return nil, part, usage("", fmt.Errorf("--do %w", err))
	}
	if spec.Formats, err = manifest.ParseFormats(b.formats); err != nil {
		return nil, part, usage("riprep report --list says what each format is for", err)
	}
	if len(spec.Formats) > 0 && !spec.Has(batch.Plan) {
		return nil, part, usage("add plan to --do", fmt.Errorf("-o %s: a format of a plan, and none is made", spec.Formats[0]))
	}
	if b.asOf != "" {
		if spec.AsOf, err = inventory.ParseDate(b.asOf); err != nil {
			return nil, part, usage("", fmt.Errorf("--as-of %w", err))
		}
	}
	switch {
	case b.effort < 1:
		return nil, part, usage("leave it out for the usual effort", fmt.Errorf("--effort %d: want 1 or more", b.effort))
	case b.simulate < 0 || b.simulate > simulate.MaxRuns:
		return nil, part, usage("0 leaves it out", fmt.Errorf("--simulate %d: want 0 to %d", b.simulate, simulate.MaxRuns))
	}
	part, from, err := parseShard(b.shard, a.Getenv)
	if err != nil {
		return nil, part, err
	}
	o := manifest.Options{Defaults: spec, Given: b.given}
	if _, err = (&settings{b.set}).overrides(); err != nil {
		return nil, part, err
	}
	if o.Set, err = manifest.ParseSet(b.set); err != nil {
		return nil, part, input(err)
	}
	if m, err = manifest.Read(b.paths, o); err != nil {
		return nil, part, err
	}
	for _, note := range m.Notes {
		a.warn("%s", note)
	}
	if part.Count > 0 {
		m.Units = slices.DeleteFunc(m.Units, func(u *batch.Unit) bool { return batch.Shard(u.ID, part.Count) != part.Index })
		if from != "" {
			a.warn("part %s of the batch, as %s says", part, from)
		}
	}
	return m, part, nil
}

// batchMachine are the flags that say what a unit may cost this machine. They change no result.
type batchMachine struct {
	workers     int
	timeout     time.Duration
	memory      memory
	maxAttempts int
	maxFailures int
}

func (b *batchMachine) flags(cmd *cobra.Command) {
	b.limits(cmd)
	f := cmd.Flags()
	f.IntVar(&b.maxAttempts, "max-attempts", 3, "try a unit `N` times where its worker crashed, ran over its time or could not write")
	f.IntVar(&b.maxFailures, "max-failures", -1, "begin no more units when more than `N` have failed (default: any number may)")
}

// limits are the flags that concern the workers of one machine, whoever says what is tried again.
func (b *batchMachine) limits(cmd *cobra.Command) {
	f := cmd.Flags()
	b.memory, b.maxAttempts = 4<<30, 1
	f.IntVar(&b.workers, "workers", 0, "do `N` units at once, each in a process of its own (default: as many as there are cores)")
	f.DurationVar(&b.timeout, "timeout", time.Hour, "end a unit after a `DURATION` such as 10m; 0 for none")
	f.Var(&b.memory, "memory", "end a unit that takes more memory than `SIZE`; 0 for no limit (Linux)")
}

// maxWorkers bounds the processes that are started.
const maxWorkers = 1024

func (b *batchMachine) check(cmd *cobra.Command) error {
	if !cmd.Flags().Changed("workers") {
		b.workers = min(runtime.GOMAXPROCS(0), maxWorkers)
	}
	switch {
	case b.workers < 1 || b.workers > maxWorkers:
		return usage("leave it out for one a core", fmt.Errorf("--workers %d: want 1 to %d", b.workers, maxWorkers))
	case b.timeout < 0:
		return usage("0 is no limit", fmt.Errorf("--timeout %s: want 0 or more", b.timeout))
	case b.maxAttempts < 1:
		return usage("", fmt.Errorf("--max-attempts %d: want 1 or more", b.maxAttempts))
	case cmd.Flags().Changed("max-failures") && b.maxFailures < 0:
		return usage("leave it out for any number", fmt.Errorf("--max-failures %d: want 0 or more", b.maxFailures))
	}
	return nil
}

const batchLong = `Does the same for many operators, and under many scenarios: screens, estimates and plans each, on all cores, each in a
process that can do the others no harm, and adds everything up.

A PATH is an operator's folder, a folder of such folders, a pattern such as 'carriers/*/', or a manifest: batch/v1 as YAML,
CSV or lines of JSON (docs/files.md); a folder with batch.yaml is that manifest. A unit is one operator under one scenario
(scenario.yaml, and each file in scenarios/) with one value for each field that --set or the manifest varies.

The folder of --out has a folder for each unit, quarantine/ for those that failed, with what it takes to see why, and the
roll-up over all of them: summary.html, .xlsx, .csv and .json. After ^C, a crash or a loss of power, --resume goes on
where it was; what is done and whole is not done again. The exit code is 3 where a unit failed or has no plan.`

type batchOptions struct {
	app *app

	units    batchUnits
	machine  batchMachine
	out      string
	resume   bool
	list     bool
	quiet    bool
	progress string
}

func newBatch(a *app) *cobra.Command {
	o := &batchOptions{app: a}
	cmd := group(&cobra.Command{
		Use:   "batch PATH... --out FOLDER [flags]",
		Short: "do the same for many operators and scenarios",
		Long:  batchLong,
		Example: `  riprep batch testdata/networks --out results
  riprep batch carriers --out results --set crews.tower=2..6 --set 'funding.reimbursement.proration=0.395|1.0'
  riprep batch carriers --out results --resume
  riprep batch carriers --out results-0 --shard 0/3`,
	}, newBatchMerge(a), newBatchSubmit(a), newBatchWork(a), newBatchCollect(a), newBatchChild(a))
	unknown := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			if o.out != "" || o.list {
				return usage("usage: "+cmd.UseLine(), errors.New("batch: no PATH given"))
			}
			return unknown(cmd, args)
		}
		o.units.paths = args
		return o.run(cmd)
	}
	o.units.flags(cmd)
	o.machine.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.out, "out", "", "write the results into `FOLDER`")
	f.BoolVar(&o.resume, "resume", false, "go on with the batch that --out holds")
	f.BoolVar(&o.list, "list", false, "list the units and do nothing")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no status line, and nothing on standard output")
	progressFlag(cmd, &o.progress)
	return cmd
}

func (o *batchOptions) run(cmd *cobra.Command) error {
	if err := o.machine.check(cmd); err != nil {
		return err
	}
	progress, err := newProgress(o.app, o.progress, o.quiet)
	switch {
	case err != nil:
		return err
	case o.out == "" && !o.list:
		return usage("--out results; --list shows the units without doing them", fmt.Errorf("batch: no --out FOLDER given"))
	}
	m, part, err := o.units.read(o.app, cmd)
	if err != nil {
		return err
	}
	if o.list {
		return o.listUnits(m.Units)
	}
	job := &batchJob{app: o.app, out: o.out, resume: o.resume, machine: o.machine, quiet: o.quiet, part: part, progress: progress}
	return job.do(m)
}
