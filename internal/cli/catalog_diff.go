package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

type catalogDiffOptions struct {
	app *app

	a, b string
	out  rowFormat
}

func newCatalogDiff(a *app) *cobra.Command {
	o := &catalogDiffOptions{app: a}
	cmd := &cobra.Command{
		Use:   "diff A B [flags]",
		Short: "compare two catalogs",
		Long: `Compares two catalogs item by item. Each is a catalog file, whose items are compared alone; an operator's folder, with
the reference catalog behind its own as in an estimate; or builtin, the reference catalog. A percentage is of the old
price, to one decimal, half away from zero. The exit code is 0 also where they differ.`,
		Args: exactly("A", "B"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.a, o.b = args[0], args[1]
			return o.run()
		},
	}
	o.out.flag(cmd)
	return cmd
}

func (o *catalogDiffOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	a, err := catalogOf(o.a)
	if err != nil {
		return err
	}
	b, err := catalogOf(o.b)
	if err != nil {
		return err
	}
	changes, equal := cost.Differ(a, b)
	t := &grid.Table{
		Columns: []grid.Column{
			grid.Left("change"), grid.ID("id"), grid.Left("field"), grid.Left("old"), grid.Left("new"), grid.Right("amount"), grid.Right("percent"),
		},
		Facts: []grid.Fact{{Name: "unchanged", Value: grid.Int(equal)}},
	}
	added, removed, changed, last := 0, 0, 0, ""
	for i := range changes {
		c := &changes[i]
		old, now := c.Old, c.New
		switch c.What {
		case "added":
			added++
			now = summed(b, c.ID)
		case "removed":
			removed++
			old = summed(a, c.ID)
		case "changed":
			if c.ID != last {
				changed++
			}
			last = c.ID
		}
		percent := grid.Cell{}
		if c.PerMille != nil {
			percent = grid.Text(tenths(*c.PerMille))
		}
		amount := price(c.Amount)
		if o.out.forPeople() && c.Amount != nil {
			amount = amountWords(c.Amount)
		}
		t.Add(grid.Text(c.What), grid.Text(c.ID), grid.Text(c.Field), grid.Text(old), grid.Text(now), amount, percent)
	}
	if !o.out.forPeople() {
		return o.out.write(o.app, t, "catalog-diff/v1")
	}
	p := o.app.page()
	p.Write(fmt.Sprintf("%d added, %d removed, %d changed, %d unchanged\n", added, removed, changed, equal))
	if len(changes) > 0 {
		p.Table(t)
	}
	return p.print()
}

// catalogOf reads what an argument names.
func catalogOf(name string) (*cost.Catalog, error) {
	if name == builtin {
		return loadCatalog("")
	}
	if st, err := os.Stat(name); err == nil && st.IsDir() {
		return loadCatalog(name)
	}
	var r strict.Reader
	cat := cost.ReadCatalog(&r, name)
	return cat, r.Faults().Err()
}

// summed is an item that has no counterpart, as what an estimate takes for it.
func summed(cat *cost.Catalog, id string) string {
	it, _ := cat.Item(id)
	price, _, ok := it.Price()
	if !ok {
		return ""
	}
	return price.String()
}

// tenths writes tenths of a percent: 333 is 33.3.
func tenths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%d", sign, n/10, n%10)
}
