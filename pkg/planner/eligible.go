package planner

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/cost/quotes"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// What the programme says to a line is asked of it with the facts of the line: the gear that it is for, what comes in its
// place, and what is known of its price.

func keyOf(item string) quotes.Key { return quotes.Key{Item: item} }

// judge asks the programme of an application.
func (c *Case) judge(application string, f programme.Facts) programme.Answer {
	p := c.In.Programme(application)
	return p.Judge(c.In.Provider(p.ID), f)
}

// enter judges a line by its facts and its price.
func (c *Case) enter(application string, line *cost.Line, f programme.Facts, quote *quotes.Price) {
	if quote != nil {
		if quote.Comparable != nil {
			f.Comparable = &programme.Comparable{UnitPrice: *quote.Comparable, Document: quote.ComparableDocument}
		}
		if quote.Document.Basis == cost.FromActual {
			f.IncurredOn = quote.Document.Issued
		}
	}
	answer := c.judge(application, f)
	line.Judge(answer.Eligible, answer.By, answer.Counted)
}

// judgeProduct judges a line for a product, or for what is bought with it, in an element's place.
func (c *Case) judgeProduct(line *cost.Line, element int, product *products.Product, quote *quotes.Price) {
	e := c.element(element)
	f := factsOf(line)
	f.Gear = c.reimbursable(element)
	f.Old = programme.Kit{Domain: e.Domain, Role: e.Role, Generations: e.Generations}
	f.New = programme.Kit{Domain: product.Domain, Role: e.Role, Generations: product.Generations, Medium: product.Medium}
	f.Upgrade = product.Upgrade
	c.enter(c.siteOf(element).Application, line, f, quote)
}

// judgeWork judges a line for the work on a package.
func (c *Case) judgeWork(p *Package, line *cost.Line, quote *quotes.Price) {
	c.enter(p.Site.Application, line, c.facts(p, line), quote)
}

// facts of a line for a package as a whole, or for the whole network where there is none.
func (c *Case) facts(p *Package, line *cost.Line) programme.Facts {
	f := factsOf(line)
	f.Gear, f.GearWhy = c.gearAnswer(p)
	return f
}

func factsOf(line *cost.Line) programme.Facts {
	return programme.Facts{
		Tag: line.Tag, Layer: line.Layer, Category: line.Category, Item: line.Item, Known: line.Known, Basis: line.Basis, Quantity: line.Quantity, Total: line.Total,
	}
}

// reimbursable says for one element whether its removal is paid back. What a proprietary interface ties to covered gear
// without being covered itself has to be argued.
func (c *Case) reimbursable(element int) string {
	if c.Findings[element].Verdict != policy.Covered {
		return "unknown"
	}
	return c.Findings[element].Reimbursable.String()
}

// gearAnswer is the answer for the work on a package, or on all of them: yes or no only where all covered elements agree.
func (c *Case) gearAnswer(p *Package) (answer, why string) {
	var elements []int
	if p != nil {
		elements = p.Elements
	} else {
		for i := range c.Packages {
			elements = append(elements, c.Packages[i].Elements...)
		}
	}
	agree := true
	for _, e := range elements {
		if c.Findings[e].Verdict == policy.Covered {
			says := c.reimbursable(e)
			agree = agree && (answer == "" || answer == says)
			answer = says
		}
	}
	switch {
	case agree && answer != "":
		return answer, ""
	case p == nil:
		return "unknown", "the plan holds gear whose removal is paid back and gear for which that is not so or not known"
	}
	return "unknown", "the package holds gear whose removal is paid back and gear for which that is not so or not known"
}
