package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

const about = `riprep plans the removal and replacement of covered telecom equipment: what must go, in which order and by
when, what that costs, what the programme pays back and when, and how close to the best possible that order is.

  riprep init my-network                 write a first operator to start from
  riprep plan my-network                 plan it
  riprep batch carriers --out results    the same for many operators and scenarios

Results go to standard output, everything else to standard error: a table on a terminal, tab-separated lines
when piped, -o FORMAT=FILE for the rest. riprep opens no network connection but to the --nats URL that you give it.`

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "riprep",
		Short:         "plan the removal and replacement of covered telecom equipment",
		Long:          about,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			hint := "riprep --help lists the commands"
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				hint = "did you mean riprep " + strings.Join(near, " or riprep ") + "?"
			}
			return usage(hint, fmt.Errorf("command %q: not known", args[0]))
		},
		SuggestionsMinimumDistance: 2,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetIn(a.Stdin)
	root.SetVersionTemplate("riprep {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if flag, why, ok := strings.Cut(err.Error(), " flag: strconv."); ok { // the name of a Go function says nothing to a user
			err = fmt.Errorf("%s flag: %s", flag, why[strings.LastIndex(why, ": ")+len(": "):])
		}
		return usage(cmd.CommandPath()+" --help lists the flags", err)
	})
	root.PersistentFlags().Bool("json", false, "give errors as a JSON object on standard error")
	root.AddCommand(newPlan(a), newScreen(a), newEstimate(a), newAllocate(a), newImpact(a), newForms(a), newDates(a), newPolicy(a), newCatalog(a), newReport(a), newCompare(a), newVerify(a), newExplain(a), newInit(a), newVersion(a), newBatch(a))
	plainUse(root)
	return root
}

// plainUse leaves "[flags]" to those who write a command's use line.
func plainUse(of *cobra.Command) {
	for _, cmd := range of.Commands() {
		cmd.DisableFlagsInUseLine = true
		plainUse(cmd)
	}
}

// exactly takes as many arguments as a command has, by name.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		hint := "usage: " + cmd.UseLine()
		switch {
		case len(args) < len(names):
			return usage(hint, fmt.Errorf("%s: no %s given", cmd.Name(), names[len(args)]))
		case len(args) > len(names):
			return usage(hint, fmt.Errorf("%s: %q: one argument too many", cmd.Name(), args[len(names)]))
		}
		return nil
	}
}
