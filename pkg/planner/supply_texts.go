package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// bar is a run of days on which a rule prohibits what is bought.
type bar struct {
	from, to inventory.Date
	says     *policy.Supply
}

// bars lists the runs within the horizon, those of one rule together, ascending.
func (m *model) bars(b *bought) []bar {
	days, end := m.c.supply.days, m.s.PeriodEnd(m.s.Horizon-1)
	var out []bar
	for k := range days {
		says := &b.says[k]
		if days[k].After(end) || says.Prohibited != policy.Yes {
			continue
		}
		to := end
		if k+1 < len(days) && !days[k+1].After(end) {
			to = days[k+1].AddDays(-1)
		}
		if n := len(out); n > 0 && out[n-1].to.AddDays(1) == days[k] && out[n-1].says.Rule == says.Rule {
			out[n-1].to = to
			continue
		}
		out = append(out, bar{days[k], to, says})
	}
	return out
}

// undeliverable says why an option can be delivered on no day: the product that may be brought in on none, or where each may on some, all
// that are in the way.
func (m *model) undeliverable(o *Option) string {
	var texts []string
	for i := range o.brings {
		b := &o.brings[i]
		bars := m.bars(b)
		if len(bars) == 0 {
			continue
		}
		text := m.c.barText(b, bars)
		if m.whole(bars) {
			texts = []string{text}
			break
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	text := "brings in " + strings.Join(texts, ", and ")
	if slices.Contains(m.barred(o), false) {
		step := o.delivered()
		return text + fmt.Sprintf(", and cannot be delivered on another day within the horizon: its %s takes %s", step.Kind, counted(m.cal.periods(step.Days), m.s.PeriodName()))
	}
	return text + ", and no delivery date within the horizon is free of that"
}

// whole reports whether runs leave no day of the horizon.
func (m *model) whole(bars []bar) bool {
	next := m.s.Start
	for _, x := range bars {
		if x.from.After(next) {
			return false
		}
		next = x.to.AddDays(1)
	}
	return next.After(m.s.PeriodEnd(m.s.Horizon - 1))
}

// barText names a product and what prohibits it when.
func (c *Case) barText(b *bought, bars []bar) string {
	var texts []string
	for _, x := range bars {
		texts = append(texts, fmt.Sprintf("%s prohibits from %s to %s (%s)", named(x.says.Rule), x.from, x.to, c.told(x.says)))
	}
	return b.name() + ", which " + strings.Join(texts, " and ")
}

// name is how messages call what is bought.
func (b *bought) name() string {
	return fmt.Sprintf("%s %s (product %q)", b.product.Vendor, b.product.Model, b.product.ID)
}

// named is a rule as messages call it.
func named(rule string) string {
	if rule == "" {
		return "a rule"
	}
	return "rule " + rule
}

// told is a rule's title, and what was recognised.
func (c *Case) told(says *policy.Supply) string {
	title := c.titleOf(says.Rule)
	switch {
	case title == "":
		return says.Why
	case says.Why == "":
		return title
	}
	return title + ": " + says.Why
}

// titleOf is the title of a rule, "" where there is none of that name.
func (c *Case) titleOf(rule string) string {
	regime, entry, _ := strings.Cut(rule, "/")
	g := c.In.Rules.Regime(regime)
	if g == nil {
		return ""
	}
	at := slices.IndexFunc(g.Entries, func(e policy.Entry) bool { return e.ID == entry })
	if at < 0 {
		return ""
	}
	return g.Entries[at].Title
}

// approvable names the rule that a product could be approved under so that it may be brought in, "" where a rule leaves no room for that.
func (m *model) approvable(o *Option) string {
	for i := range o.brings {
		for _, x := range m.bars(&o.brings[i]) {
			if rule := m.c.approvable(x.says.Rule); rule != "" {
				return rule
			}
		}
	}
	return ""
}

// approvable is the rule where an approval lifts what it prohibits: one that names nobody, or has a list of those who are trusted.
func (c *Case) approvable(rule string) string {
	regime, entry, _ := strings.Cut(rule, "/")
	if g := c.In.Rules.Regime(regime); g != nil {
		for i := range g.Entries {
			if e := &g.Entries[i]; e.ID == entry && (e.Demand == "allow_list" || len(e.Vendors) == 0) {
				return rule
			}
		}
	}
	return ""
}

// supplyRefusal says that nothing which is known for a package may be brought in, each product once, and what else is refused why.
func (m *model) supplyRefusal(p *Package) string {
	var texts []string
	for i := range p.Options {
		o := &p.Options[i]
		r := m.refuses(p, o)
		text := r.why
		if r.field != anySupply {
			text = fmt.Sprintf("option %s %s (%s)", o.ID, r.why, r.field)
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	shown := strings.Join(texts[:min(len(texts), mostRefusals)], "; ")
	if n := len(texts) - mostRefusals; n > 0 {
		shown += fmt.Sprintf("; and %d more", n)
	}
	return fmt.Sprintf("package %q %s", p.ID, shown)
}

// mostRefusals is how many are told of one package.
const mostRefusals = 3

// supplyAdvice is what helps then.
func (m *model) supplyAdvice(p *Package) string {
	text := fmt.Sprintf("or name another product for %s in products.yaml", m.c.gearOf(p))
	for i := range p.Options {
		if len(m.deliveries(&p.Options[i])) > 0 {
			continue
		}
		if rule := m.approvable(&p.Options[i]); rule != "" {
			return text + fmt.Sprintf(", or state %s in the product's approved where there is the approval", rule)
		}
	}
	return text
}

// supplyClash says what is in the way of the deliveries, "" where there would be no plan without that either.
func (d *diagnosis) supplyClash(m *model) string {
	text, n := "", 0
	for i := range m.c.Packages {
		p := &m.c.Packages[i]
		for k := range p.Options {
			if o := &p.Options[k]; m.barred(o) != nil {
				if n++; n == 1 {
					text = fmt.Sprintf("option %s of package %q brings in %s", o.ID, p.ID, m.firstBar(o))
				}
				break
			}
		}
	}
	if n == 0 || !d.possible(make([]int, len(d.limits)), map[string]bool{anySupply: true}) {
		return ""
	}
	return text + others(n, "%d packages have such options") + "; without such days there would be a plan"
}

// firstBar names the first product of an option that may not be brought in on some day.
func (m *model) firstBar(o *Option) string {
	for i := range o.brings {
		if bars := m.bars(&o.brings[i]); len(bars) > 0 {
			return m.c.barText(&o.brings[i], bars)
		}
	}
	return ""
}
