package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/quotes"
	"github.com/riprep/riprep/pkg/products"
)

// price works out the steps and estimate lines of an option: the products with what belongs to each, the work of the method,
// what is a part of these (spares, tax, contingency), and what the programme says to each line. fit holds the successor of
// each element, nil where none is known; it is empty for a retirement.
func (c *Case) price(p *Package, o *Option, fit []*products.Product) error {
	o.Lines = c.lines[:0]
	lead := 0
	if o.Kind == "function" {
		lead, fit = c.functionLines(p, o, fit), nil
	}
	for i, product := range fit {
		if product == nil {
			c.unknownSuccessor(o, p.Elements[i])
			continue
		}
		lead = max(lead, product.LeadDays)
		if err := c.productLines(o, p.Elements[i], product); err != nil {
			return fmt.Errorf("package %q: %w", p.ID, err)
		}
	}
	equipment := len(o.Lines)
	for _, step := range c.methodSteps(p, o) {
		for _, item := range step.Items {
			if err := c.stepLine(p, o, &step, item, equipment); err != nil {
				return fmt.Errorf("package %q: %s: %w", p.ID, item.Item, err)
			}
		}
	}
	c.addTax(p, o)
	c.addContingency(p, o)
	c.lines, o.Lines = o.Lines, slices.Clone(o.Lines) // no more room than they need
	wait, _ := c.approval(o)
	return c.stepsOf(p, o, max(lead, wait))
}

func (c *Case) unknownSuccessor(o *Option, element int) {
	e := c.element(element)
	o.Lines = append(o.Lines, cost.Line{
		Item: "unknown", Name: fmt.Sprintf("successor of %s %s", e.Vendor, e.Model), Category: "equipment",
		Tag: cost.Replacement, Step: "prepare", Element: e.ID, Quantity: quantity(e.Quantity),
		Source:   fmt.Sprintf("no product for role %s in the products file", e.Role),
		Eligible: cost.Unclear, EligibleBy: "what comes in its place is not known",
	})
}

// productLines are a product in an element's place, and what is bought with each unit of it.
func (c *Case) productLines(o *Option, element int, product *products.Product) error {
	e := c.element(element)
	key := quotes.Key{Item: product.Item, Product: product.ID, Site: e.Site, Element: e.ID}
	line, quote := c.priced(key, quantity(e.Quantity), cost.Replacement, "prepare", e.ID)
	line.Name = product.Vendor + " " + product.Model
	c.judgeProduct(&line, element, product, quote)
	o.Lines = append(o.Lines, line)
	for _, with := range product.With {
		q, err := with.Quantity.Times(e.Quantity)
		if err != nil {
			return fmt.Errorf("%s: %w", with.Item, err)
		}
		key.Item = with.Item
		line, quote := c.priced(key, q, cost.Replacement, "prepare", e.ID)
		c.judgeProduct(&line, element, product, quote)
		o.Lines = append(o.Lines, line)
	}
	return nil
}

// stepLine is one item of a method's step. The first lines of the option, so many as equipment says, are its products.
func (c *Case) stepLine(p *Package, o *Option, step *products.Step, item products.StepItem, equipment int) error {
	q := item.Quantity
	switch item.Per {
	case "equipment":
		c.addPart(p, o, step.Kind, item, equipment)
		return nil
	case "element":
		times, err := q.Times(p.Units)
		if err != nil {
			return err
		}
		q = times
	}
	o.Lines = append(o.Lines, *c.workLine(p, item.Item, q, item.Tag, step.Kind))
	return nil
}

// work is all that a line for work depends on besides what is the same in the whole case.
type work struct {
	item          string
	quantity      cost.Quantity
	tag           cost.Tag
	step          string
	quote         *quotes.Price
	application   string
	gear, gearWhy string
}

// workLine prices and judges work on a package. Packages, and all the more the options of one, have most of it in common, so
// each line is made once and copied.
func (c *Case) workLine(p *Package, item string, q cost.Quantity, tag cost.Tag, step string) *cost.Line {
	key := quotes.Key{Item: item, Site: p.Site.ID}
	w := work{item: item, quantity: q, tag: tag, step: step, quote: c.In.Quotes.Find(key), application: p.Site.Application}
	w.gear, w.gearWhy = c.gearAnswer(p)
	line := c.worked[w]
	if line == nil {
		made, quote := c.priced(key, q, tag, step, "")
		c.judgeWork(p, &made, quote)
		line = &made
		c.worked[w] = line
	}
	return line
}

// addPart adds a line for an item that is priced as a part of what the products cost; where there are none there is no line.
func (c *Case) addPart(p *Package, o *Option, step string, item products.StepItem, equipment int) {
	if equipment == 0 {
		return
	}
	line, quote := c.priced(quotes.Key{Item: item.Item, Site: p.Site.ID}, cost.One, item.Tag, step, "")
	it, ok := c.In.Catalog.Item(item.Item)
	if quote != nil {
		it = quote.Apply(it)
	}
	parts, stated := it.Parts()
	if !ok || !stated { // its price is unknown, and it says so
		c.judgeWork(p, &line, nil)
		o.Lines = append(o.Lines, line)
		return
	}
	of := make([]int, equipment)
	for i := range of {
		of[i] = i
	}
	c.part(p, o, line, of, parts)
}

// part prices a line as a part of others of the option and judges it by them, where the programme counts such lines at all.
func (c *Case) part(p *Package, o *Option, line cost.Line, of []int, parts cost.Parts) {
	base := c.base[:0]
	for _, at := range of {
		base = append(base, o.Lines[at])
	}
	c.base = base
	line.PriceOf(base, parts)
	if answer := c.judge(p.Site.Application, c.facts(p, &line)); answer.Eligible == cost.EligibleYes {
		line.Follow(base, parts, answer.By)
	} else {
		line.Judge(answer.Eligible, answer.By, answer.Counted)
	}
	if o.parts == nil {
		o.parts = map[int][]int{}
	}
	o.parts[len(o.Lines)] = of
	o.Lines = append(o.Lines, line)
}

// priced is the line for an item: by the operator's own price where there is one, else by the catalog's, brought to the
// plan's year.
func (c *Case) priced(key quotes.Key, q cost.Quantity, tag cost.Tag, step, element string) (cost.Line, *quotes.Price) {
	it, ok := c.In.Catalog.Item(key.Item)
	if !ok {
		return cost.Price(c.In.Catalog, key.Item, q, tag, step, element), nil
	}
	if quote := c.In.Quotes.Find(key); quote != nil {
		line := cost.PriceItem(quote.Apply(it), q, tag, step, element)
		quote.Enter(&line)
		c.quoted[quote] = true
		return line, quote
	}
	year := c.In.Scenario.Estimate.Year
	index := c.In.Scenario.Estimate.Index
	if index == nil || it.PartOf() || it.PriceYear == year {
		return cost.PriceItem(it, q, tag, step, element), nil
	}
	brought, err := index.Item(it, year)
	if err != nil {
		if !slices.Contains(c.unindexed[it.PriceYear], it.ID) {
			c.unindexed[it.PriceYear] = append(c.unindexed[it.PriceYear], it.ID)
		}
		brought.Low, brought.Typical, brought.High = nil, nil, nil
	}
	line := cost.PriceItem(brought, q, tag, step, element)
	if line.Known {
		line.Indexed = index.Text(it.PriceYear, year)
	}
	return line, nil
}

// methodSteps are the steps of the option's method, with the test that follows every cutover of the core.
func (c *Case) methodSteps(p *Package, o *Option) []products.Step {
	steps := o.Method.Steps
	test := c.coreTest()
	if p.Domain != "core" || test == nil || slices.ContainsFunc(steps, func(s products.Step) bool { return s.Kind == "test" }) {
		return steps
	}
	after := slices.IndexFunc(steps, func(s products.Step) bool { return s.Kind == "cutover" }) + 1
	return slices.Insert(slices.Clone(steps), after, *test)
}
