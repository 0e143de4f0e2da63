package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/report/grid"
)

type catalogShowOptions struct {
	app *app

	id, dir string
	out     string
}

func newCatalogShow(a *app) *cobra.Command {
	o := &catalogShowOptions{app: a}
	cmd := &cobra.Command{
		Use:   "show ID [DIR] [flags]",
		Short: "show all that is known of one price",
		Long: `Shows one item: its prices, where they come from, which file it stands in, which items of the same id it stands in
front of, and which products and methods use it.`,
		Args: atMost([]string{"ID"}, "DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.id = args[0]
			if len(args) > 1 {
				o.dir = args[1]
			}
			return o.run()
		},
	}
	cmd.Flags().StringVarP(&o.out, "output", "o", "table", "`FORMAT` on standard output: table (text for people) or json")
	return cmd
}

func (o *catalogShowOptions) run() error {
	if o.out != "table" && o.out != "json" {
		return usage("", fmt.Errorf("format %q: not known (want table or json)", o.out))
	}
	cat, err := loadCatalog(o.dir)
	if err != nil {
		return err
	}
	it, ok := cat.Item(o.id)
	if !ok {
		return usage(unknownItem(cat, o.id), fmt.Errorf("item %q: not known", o.id))
	}
	uses, err := o.uses()
	if err != nil {
		return err
	}
	if o.out == "json" {
		return o.app.printJSON(wireItemPage(&it, cat.Behind(o.id), uses))
	}
	return o.show(&it, cat.Behind(o.id), uses)
}

// unknownItem is a hint at the id that was meant: one that is nearly the same, or those that hold the word.
func unknownItem(cat *cost.Catalog, id string) string {
	var ids, holding []string
	for _, it := range cat.Items() {
		ids = append(ids, it.ID)
		if strings.Contains(it.ID, strings.ToLower(id)) && len(holding) < 8 {
			holding = append(holding, it.ID)
		}
	}
	if hint := didYouMean(id, ids); hint != "" {
		return hint
	}
	if len(holding) > 0 {
		return "there are " + strings.Join(holding, ", ")
	}
	return "riprep catalog list --match TEXT looks for words"
}

// uses are the products and methods that name the item, those of the operator and the built-in ones.
func (o *catalogShowOptions) uses() ([]string, error) {
	var files []string
	if o.dir != "" {
		var err error
		if files, err = folderFile(o.dir, "products"); err != nil {
			return nil, err
		}
	}
	var r strict.Reader
	set := products.Load(&r, files...)
	var out []string
	for i := range set.Products {
		p := &set.Products[i]
		if p.Item == o.id {
			out = append(out, "product "+p.ID)
		}
		for _, w := range p.With {
			if w.Item == o.id {
				out = append(out, "product "+p.ID+", with each unit")
			}
		}
	}
	for i := range set.Methods {
		m := &set.Methods[i]
		for _, step := range m.Steps {
			for _, x := range step.Items {
				if x.Item == o.id {
					out = append(out, fmt.Sprintf("method %s, %s: %s per %s", m.ID, step.Kind, x.Quantity, x.Per))
				}
			}
		}
	}
	return slices.Compact(out), r.Faults().Err()
}

func (o *catalogShowOptions) show(it *cost.Item, behind []cost.Item, uses []string) error {
	p := &policyPage{o.app.page()}
	for _, line := range grid.Wrap(grid.Clean(it.ID+": "+it.Name), p.Width) {
		p.Write(line + "\n")
	}
	p.item("layer", it.Layer)
	p.item("category", it.Category)
	p.item("unit", it.Unit)
	p.item("low", priceWords(it, it.Low))
	p.item("typical", priceWords(it, it.Typical))
	p.item("high", priceWords(it, it.High))
	p.item("estimates take", taken(it))
	p.item("price year", fmt.Sprint(it.PriceYear))
	p.item("source", it.Source)
	p.item("verified", grid.YesNo(it.Verified).String())
	p.item("confidence", it.Confidence)
	p.item("file", it.Pos.String())
	for i := range behind {
		b := &behind[i]
		p.item("in front of", fmt.Sprintf("%s: %s, of %d", b.Pos, taken(b), b.PriceYear))
	}
	for _, use := range uses {
		p.item("used by", use)
	}
	if len(uses) == 0 {
		p.item("used by", "no product and no method")
	}
	if it.Reference || slices.ContainsFunc(behind, func(b cost.Item) bool { return b.Reference }) {
		p.Write("\n")
		p.Say("%s", notTheProgrammes)
	}
	return p.print()
}

func priceWords(it *cost.Item, c *cost.Cents) string {
	switch {
	case c == nil:
		return "unknown"
	case it.PartOf():
		return c.Grouped() + " percent of the equipment"
	}
	return c.Grouped() + " " + it.Currency
}

// taken is the price that an estimate takes.
func taken(it *cost.Item) string {
	price, mean, ok := it.Price()
	switch {
	case !ok:
		return "an unknown price"
	case mean:
		return priceWords(it, &price) + ", the mean of low and high"
	}
	return priceWords(it, &price)
}

type wireItem struct {
	ID         string  `json:"id"`
	Layer      string  `json:"layer"`
	Category   string  `json:"category"`
	Item       string  `json:"item"`
	Unit       string  `json:"unit"`
	Low        *string `json:"low"`
	Typical    *string `json:"typical"`
	High       *string `json:"high"`
	Currency   string  `json:"currency"`
	PriceYear  int     `json:"price_year"`
	Source     string  `json:"source"`
	Verified   bool    `json:"verified"`
	Confidence string  `json:"confidence"`
	Reference  bool    `json:"reference"` // riprep's own, and not the programme's
	File       string  `json:"file"`
	Line       int     `json:"line"`
}

type wireItemPageV1 struct {
	Riprep string `json:"riprep"`
	wireItem
	Behind []wireItem `json:"behind"`
	Uses   []string   `json:"uses"`
}

func wireItemPage(it *cost.Item, behind []cost.Item, uses []string) wireItemPageV1 {
	page := wireItemPageV1{Riprep: "catalog-item/v1", wireItem: wireOf(it), Behind: []wireItem{}, Uses: append([]string{}, uses...)}
	for i := range behind {
		page.Behind = append(page.Behind, wireOf(&behind[i]))
	}
	return page
}

func wireOf(it *cost.Item) wireItem {
	price := func(c *cost.Cents) *string {
		if c == nil {
			return nil
		}
		s := c.String()
		return &s
	}
	return wireItem{
		ID: it.ID, Layer: it.Layer, Category: it.Category, Item: it.Name, Unit: it.Unit, Low: price(it.Low), Typical: price(it.Typical), High: price(it.High),
		Currency: it.Currency, PriceYear: it.PriceYear, Source: it.Source, Verified: it.Verified, Confidence: it.Confidence, Reference: it.Reference,
		File: it.Pos.File, Line: it.Pos.Line,
	}
}
