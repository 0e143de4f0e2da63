package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// group makes a command of commands. Alone it shows its help; one that it does not have is a fault of use, with the nearest.
func group(cmd *cobra.Command, commands ...*cobra.Command) *cobra.Command {
	name := cmd.Name()
	cmd.Args = cobra.ArbitraryArgs
	cmd.SuggestionsMinimumDistance = 2
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		hint := "riprep " + name + " --help lists the commands"
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			hint = "did you mean riprep " + name + " " + strings.Join(near, " or riprep "+name+" ") + "?"
		}
		return usage(hint, fmt.Errorf("command %q: not known", name+" "+args[0]))
	}
	cmd.AddCommand(commands...)
	return cmd
}
