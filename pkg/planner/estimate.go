package planner

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
)

// Estimate is what the work costs, without a plan: every package in its cheapest option, and what is bought for the whole
// network.
type Estimate struct {
	Rows    []EstimateRow
	Network []NetworkLine
	Sites   int // that packages stand at
}

// EstimateRow is the estimate of one package in its cheapest option.
type EstimateRow struct {
	Package, Site, Domain, Application, Option string
	Lines                                      []cost.Line
	Cost, Low, High, Reimbursable              cost.Cents
	Unknown                                    int

	option *Option
}

// Estimate prices every package in the cheapest option that the scenario allows; one without unknown prices is preferred
// to a cheaper one that has some. Where the scenario allows none, all are looked at.
func (c *Case) Estimate() *Estimate {
	m := c.frame(c.In.Scenario)
	out := &Estimate{Rows: make([]EstimateRow, 0, len(c.Packages)), Network: c.Network}
	sites := map[int]bool{}
	for i := range c.Packages {
		p := &c.Packages[i]
		all := make([]*Option, len(p.Options))
		for k := range p.Options {
			all[k] = &p.Options[k]
		}
		options := slices.DeleteFunc(slices.Clone(all), func(o *Option) bool { return !m.allows(p, o) })
		if len(options) == 0 {
			options = all
		}
		best := slices.MinFunc(options, func(a, b *Option) int {
			return cmp.Or(cmp.Compare(a.Totals.Unknown, b.Totals.Unknown), cmp.Compare(a.Totals.Cost, b.Totals.Cost))
		})
		out.Rows = append(out.Rows, EstimateRow{
			Package: p.ID, Site: p.Site.ID, Domain: p.Domain, Application: p.Site.Application, Option: best.ID, Lines: best.Lines,
			Cost: best.Totals.Cost, Low: best.Totals.Low, High: best.Totals.High,
			Reimbursable: best.Totals.Reimbursable, Unknown: best.Totals.Unknown, option: best,
		})
		for _, s := range p.Sites {
			sites[s] = true
		}
	}
	out.Sites = len(sites)
	return out
}

// Len is how many lines there are.
func (e *Estimate) Len() int {
	n := len(e.Network)
	for i := range e.Rows {
		n += len(e.Rows[i].Lines)
	}
	return n
}

// Lines are all lines of the estimate, those of the network last.
func (e *Estimate) Lines() []cost.Line {
	out := make([]cost.Line, 0, e.Len())
	for i := range e.Rows {
		out = append(out, e.Rows[i].Lines...)
	}
	for i := range e.Network {
		out = append(out, e.Network[i].Line)
	}
	return out
}

// ByApplication adds the lines of each application up, sorted by its id; what belongs to none has the key "".
func (e *Estimate) ByApplication() ([]cost.Subtotal, error) {
	return cost.GroupEach(func(yield func(*cost.Line, string) bool) {
		for i := range e.Rows {
			for k := range e.Rows[i].Lines {
				if !yield(&e.Rows[i].Lines[k], e.Rows[i].Application) {
					return
				}
			}
		}
		for i := range e.Network {
			if !yield(&e.Network[i].Line, e.Network[i].Application) {
				return
			}
		}
	})
}
