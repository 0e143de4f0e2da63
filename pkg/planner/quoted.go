package planner

import "github.com/riprep/riprep/pkg/cost/quotes"

// IdleQuotes are the operator's own prices that no line rests on, in no option of any package and not for the network:
// for gear that stays, for an item that nothing needs, or behind a narrower price everywhere. They are in no amount, which
// whoever entered them should know. By item, the narrowest first.
func (c *Case) IdleQuotes() []*quotes.Price {
	var out []*quotes.Price
	for _, p := range c.In.Quotes.Prices() {
		if !c.quoted[p] {
			out = append(out, p)
		}
	}
	return out
}
