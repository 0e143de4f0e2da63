package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// builtin is what the reference catalog is called on the command line.
const builtin = "builtin"

type catalogListOptions struct {
	app *app

	dir      string
	layer    string
	category string
	from     string
	match    string
	out      rowFormat
}

func newCatalogList(a *app) *cobra.Command {
	o := &catalogListOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list [DIR] [flags]",
		Short: "list prices, and which file each comes from",
		Long: `Lists the items that an estimate of the operator DIR takes, without DIR those of riprep's own reference catalog. A price
that nobody states is empty: it is unknown and not zero.`,
		Args: atMost(nil, "DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.dir = args[0]
			}
			return o.run()
		},
	}
	o.out.flag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.layer, "layer", "", "only items of the `LAYER`: "+strings.Join(cost.Layers, ", "))
	flags.StringVar(&o.category, "category", "", "only items of the `CATEGORY`, whatever its case")
	flags.StringVar(&o.from, "from", "", "only items that come from the catalog `FILE`, which goes before the others; builtin for the reference catalog")
	flags.StringVar(&o.match, "match", "", "only items with the `TEXT` in id, category, name or source, whatever its case")
	return cmd
}

func (o *catalogListOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if o.layer != "" && !slices.Contains(cost.Layers, o.layer) {
		hint := didYouMean(o.layer, cost.Layers)
		if hint == "" {
			hint = "known are " + strings.Join(cost.Layers, ", ")
		}
		return usage(hint, fmt.Errorf("layer %q: not known", o.layer))
	}
	var files []string
	if o.from != "" && o.from != builtin {
		files = append(files, o.from)
	}
	cat, err := loadCatalog(o.dir, files...)
	if err != nil {
		return err
	}
	items := slices.DeleteFunc(cat.Items(), func(it cost.Item) bool { return !o.keeps(&it) })
	if o.out.forPeople() {
		return o.show(items)
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("id"), grid.Left("layer"), grid.Left("category"), grid.Left("item"), grid.Left("unit"), grid.Right("low"), grid.Right("typical"), grid.Right("high"),
		grid.Right("year"), grid.Left("verified"), grid.Left("from"),
	}}
	for i := range items {
		it := &items[i]
		t.Add(grid.Text(it.ID), grid.Text(it.Layer), grid.Text(it.Category), grid.Text(it.Name), grid.Text(it.Unit), price(it.Low), price(it.Typical), price(it.High),
			grid.Int(it.PriceYear), grid.YesNo(it.Verified), grid.Text(it.Pos.File))
	}
	return o.out.write(o.app, t, "catalog-list/v1")
}

func (o *catalogListOptions) keeps(it *cost.Item) bool {
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(o.match)) }
	switch {
	case o.layer != "" && it.Layer != o.layer, o.category != "" && !strings.EqualFold(it.Category, o.category):
		return false
	case o.from == builtin && !it.Reference, o.from != "" && o.from != builtin && it.Pos.File != o.from:
		return false
	}
	return has(it.ID) || has(it.Category) || has(it.Name) || has(it.Source)
}

// price is an amount, empty where it is unknown.
func price(c *cost.Cents) grid.Cell {
	if c == nil {
		return grid.Cell{}
	}
	return grid.Money(*c)
}

// roomy is the width of a terminal from which on more than what and how much fits beside each other.
const roomy = 120

// show has for people what fits beside each other, and says whose prices these are. Percentages and cents count, so that
// amounts are shown whole.
func (o *catalogListOptions) show(items []cost.Item) error {
	p := o.app.page()
	p.Write(some(len(items), "item") + "\n")
	wide := p.Width >= roomy
	t := &grid.Table{Columns: []grid.Column{grid.ID("id"), grid.Left("item")}}
	if wide {
		t.Columns = append(t.Columns, grid.Left("layer"), grid.Left("unit"), grid.Right("year"), grid.Left("verified"))
	}
	t.Columns = append(t.Columns, grid.Right("low"), grid.Right("typical"), grid.Right("high"), grid.Left("from"))
	references, unverified := 0, 0
	var files []string
	for i := range items {
		it := &items[i]
		from := builtin
		if it.Reference {
			references++
		} else if from = "own"; !slices.Contains(files, it.Pos.File) {
			files = append(files, it.Pos.File)
		}
		if !it.Verified {
			unverified++
		}
		row := []grid.Cell{grid.Text(it.ID), grid.Text(it.Name)}
		if wide {
			row = append(row, grid.Text(it.Layer), grid.Text(it.Unit), grid.Text(fmt.Sprint(it.PriceYear)), grid.YesNo(it.Verified))
		}
		t.Add(append(row, amountWords(it.Low), amountWords(it.Typical), amountWords(it.High), grid.Text(from))...)
	}
	if len(items) > 0 {
		p.Table(t)
		p.Say("riprep catalog show ID has the unit, the year and the source of a price")
	}
	if len(files) > 0 {
		p.Say("own: %s", strings.Join(files, ", "))
	}
	if unverified > 0 {
		p.Say("%d of %s not verified: no public source that was read states the price", unverified, some(len(items), "item"))
	}
	if references > 0 {
		p.Say("%s", notTheProgrammes)
	}
	return p.print()
}

// amountWords is an amount with its cents where it has some: 5 percent and 26.25 a foot are no figures to round.
func amountWords(c *cost.Cents) grid.Cell {
	if c == nil {
		return grid.Text("unknown")
	}
	return grid.Text(strings.TrimSuffix(c.Grouped(), ".00"))
}
