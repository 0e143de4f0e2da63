package cli

import "github.com/spf13/cobra"

func newBatch(a *app) *cobra.Command {
	return group(&cobra.Command{Use: "batch", Short: "many operators", Hidden: true}, newBatchChild(a))
}
