package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/results"
	"github.com/riprep/riprep/pkg/batch/rollup"
)

type batchMergeOptions struct {
	app *app

	dirs  []string
	out   string
	quiet bool
}

func newBatchMerge(a *app) *cobra.Command {
	o := &batchMergeOptions{app: a}
	cmd := &cobra.Command{
		Use:   "merge DIR... --out FOLDER [flags]",
		Short: "join the results of the parts of a batch",
		Long: `Copies the results of folders that riprep batch --shard wrote into one, with every digest checked on the way, and rolls
them up. What comes out equals, byte for byte, what one machine would have written. Folders that are not of one batch
(another version of riprep, other rules, options or shards) are refused; so is one whose part has not come to its end.
Where parts are missing, those that are there are joined, and the exit code is 3.`,
		Example: `  riprep batch merge results-0 results-1 results-2 --out results`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("usage: "+cmd.UseLine(), errors.New("merge: no DIR given"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			o.dirs = args
			return o.run()
		},
	}
	cmd.Flags().StringVar(&o.out, "out", "", "write the joined results into `FOLDER`, which must be new or empty")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "nothing on standard output")
	return cmd
}

func (o *batchMergeOptions) run() error {
	if o.out == "" {
		return usage("--out results", errors.New("merge: no --out FOLDER given"))
	}
	about, missing, err := o.together()
	if err != nil {
		return err
	}
	j := &batchJob{app: o.app, out: o.out, quiet: o.quiet}
	if j.folder, err = results.Open(results.System(), o.out, results.Options{About: about}); err != nil {
		if errors.Is(err, results.ErrExists) {
			return usage("give the name of a new folder", err)
		}
		return asOutput(err)
	}
	defer j.folder.Close()
	var units []*batch.Unit
	for _, dir := range o.dirs {
		found, err := j.folder.Adopt(dir)
		if err != nil {
			return &coded{exitInput, err, fmt.Sprintf("run the riprep batch of %s again with --resume, and merge into a new folder: %s is not whole", dir, o.out)}
		}
		units = append(units, found...)
	}
	if err := j.finish(units, false); err != nil {
		return err
	}
	if missing > 0 {
		return &coded{exitPart, fmt.Errorf("%s of the batch %s not in %s", some(missing, "part"), agree(missing, "is", "are"), o.out), "merge all parts into a new folder when they are there"}
	}
	return nil
}

// together checks that the folders are parts of one batch, and gives the batch.json of the whole, and how many parts are missing.
func (o *batchMergeOptions) together() (about []byte, missing int, err error) {
	var shards []rollup.Shard
	var whole batchAbout
	for _, dir := range o.dirs {
		name := filepath.Join(dir, results.AboutName)
		text, err := results.About(results.System(), dir)
		if err == nil {
			if whole, err = decodeAbout(text); err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
		}
		if err != nil {
			return nil, 0, &coded{exitInput, err, "give folders that riprep batch --out wrote"}
		}
		if err := results.Ended(results.System(), dir); err != nil {
			return nil, 0, &coded{exitInput, err, "run its riprep batch again with --resume"}
		}
		shards = append(shards, rollup.Shard{Dir: dir, About: text})
	}
	absent, n, err := rollup.Check(shards)
	switch {
	case err != nil:
		return nil, 0, input(err)
	case len(absent) > 0:
		o.app.warn("%s of %d %s not among these folders, the first is %d/%d: what is joined is not all of the batch", some(len(absent), "part"), n, agree(len(absent), "is", "are"), absent[0], n)
	}
	whole.Shard = ""
	about, err = whole.encode()
	return about, len(absent), err
}
