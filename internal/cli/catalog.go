package cli

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
)

// notTheProgrammes is said wherever the reference catalog is shown.
const notTheProgrammes = "the reference catalog (" + cost.BuiltinCatalog + ") is riprep's own: it is not the programme's Catalog of Eligible Expenses, " +
	"and none of its figures is the programme's"

func newCatalog(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "catalog COMMAND",
		Short: "show prices and where they come from, bring a price book in, compare two catalogs",
		Long: `Unit prices stand in catalogs (catalog/v1). Of an operator's folder catalog.yaml goes before riprep's own reference
catalog, item by item. The reference catalog is not the programme's: each of its figures says where it comes from, or
that it is a placeholder.`,
		Example: `  riprep catalog list my-network --layer radio
  riprep catalog show baseband my-network
  riprep catalog import prices.xlsx --map map.yaml -o my-network/catalog.yaml
  riprep catalog diff builtin my-network`,
	}
	return group(cmd, newCatalogList(a), newCatalogShow(a), newCatalogDiff(a), newCatalogImport(a))
}

// atMost takes the arguments that a command must have, and as many of those that it may have as are given.
func atMost(must []string, may ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= len(must) && len(args) <= len(must)+len(may) {
			return nil
		}
		names := must
		if len(args) > len(must) {
			names = append(append([]string{}, must...), may...)
		}
		return exactly(names...)(cmd, args)
	}
}

// folderFile is the file of a name in an operator's folder, nothing where there is none.
func folderFile(dir, name string) ([]string, error) {
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return nil, strict.Faults{{Pos: strict.Pos{File: dir}, Message: "no such folder", Hint: "give an operator's folder, or nothing for the reference catalog alone"}}
	}
	return planner.OwnFile(dir, name), nil
}

// loadCatalog reads the reference catalog, before it that of an operator's folder unless dir is "", and before that files.
func loadCatalog(dir string, files ...string) (*cost.Catalog, error) {
	if dir != "" {
		more, err := folderFile(dir, "catalog")
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	var r strict.Reader
	cat := cost.LoadCatalog(&r, files...)
	return cat, r.Faults().Err()
}
