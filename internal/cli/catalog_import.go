package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/pricebook"
)

type catalogImportOptions struct {
	app *app

	file, mapping string
	out           string
	force         bool
}

func newCatalogImport(a *app) *cobra.Command {
	o := &catalogImportOptions{app: a}
	cmd := &cobra.Command{
		Use:   "import FILE --map MAP [flags]",
		Short: "make a catalog of a price book: a workbook (.xlsx) or a CSV",
		Long: `Reads a table of prices, such as the programme's own or a company's price book, and writes a catalog (catalog/v1). MAP
(catalog-map/v1) says which column is what; docs/catalog.md has an example. Nothing is written where a row has a fault.`,
		Args: exactly("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.file = args[0]
			return o.run()
		},
	}
	cmd.Flags().StringVar(&o.mapping, "map", "", "the `MAP` that says which column is what")
	cmd.Flags().StringVarP(&o.out, "output", "o", "", "write the catalog to `FILE`, such as my-network/catalog.yaml (default: standard output)")
	cmd.Flags().BoolVar(&o.force, "force", false, "write over a file that is there")
	return cmd
}

func (o *catalogImportOptions) run() error {
	if o.mapping == "" {
		return usage("docs/catalog.md has a map to start from", errors.New("import: no --map given"))
	}
	if err := o.check(); err != nil {
		return err
	}
	var r strict.Reader
	m := pricebook.LoadMap(&r, o.mapping)
	if err := r.Faults().Err(); err != nil {
		return err
	}
	b := pricebook.Import(&r, o.file, m)
	if err := r.Faults().Err(); err != nil {
		return err
	}
	text, err := encoded(cost.Document{Title: m.Title, Note: m.Note, Items: b.Items})
	if err != nil {
		return err
	}
	for _, note := range b.Notes() {
		o.app.warn("%s: %s", o.file, note)
	}
	if o.out == "" {
		return o.app.print(string(text))
	}
	if err := o.app.writeFile(o.out, text); err != nil {
		return err
	}
	return o.app.print(fmt.Sprintf("wrote %s: %s\n", o.out, some(len(b.Items), "item")))
}

// check finds before the work what would stop the writing after it.
func (o *catalogImportOptions) check() error {
	if o.out == "" {
		return nil
	}
	if err := checkFile(o.out, ""); err != nil {
		return err
	}
	st, err := os.Stat(o.out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, in := range []string{o.file, o.mapping} {
		if other, bad := os.Stat(in); err == nil && bad == nil && os.SameFile(st, other) {
			return usage("give the output another name", fmt.Errorf("output %q: is one of the inputs", o.out))
		}
	}
	if !o.force {
		return usage("give another name, or --force", fmt.Errorf("output %q: is there already, and is not overwritten", o.out))
	}
	return nil
}

// encoded is a catalog file, read back before anybody gets it: what riprep writes it can load.
func encoded(d cost.Document) ([]byte, error) {
	var out bytes.Buffer
	if err := cost.WriteCatalog(&out, d); err != nil {
		return nil, input(err)
	}
	var r strict.Reader
	again := cost.ParseCatalog(&r, "catalog.yaml", out.Bytes())
	if err := r.Faults().Err(); err != nil {
		return nil, &coded{exitInput, fmt.Errorf("the catalog of %s cannot be read back: %s", some(len(d.Items), "item"), r.Faults()[0].Message), "divide the price book"}
	}
	if n := len(again.Items()); n != len(d.Items) {
		return nil, fmt.Errorf("the catalog has %d items, and %d when it is read back", len(d.Items), n)
	}
	return out.Bytes(), nil
}
