package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/policy"
)

// ruleAssumptions say what a plan takes for granted about the rules, and what they leave where it is.
func (m *model) ruleAssumptions() []Assumption {
	c := m.c
	out := c.stayAssumptions()
	for n := range c.duties {
		out = append(out, m.dutyAssumptions(n)...)
	}
	for _, g := range c.In.Rules.Unchecked(c.In.Scenario.Regimes, c.In.Scenario.Start) {
		out = append(out, Assumption{"regimes", fmt.Sprintf("%s as it was on %s", g.ID, g.Checked), "its data was looked after until then, and nothing later is in it"})
	}
	out = append(out, c.silentRegimes()...)
	return append(out, c.comingRules()...)
}

// silentRegimes are those that were asked for and say nothing of any gear, there or new: they bind nobody yet, or name nobody.
func (c *Case) silentRegimes() []Assumption {
	var out []Assumption
	for _, id := range c.In.Scenario.Regimes {
		g := c.In.Rules.Regime(id)
		if slices.ContainsFunc(g.Entries, func(e policy.Entry) bool { return e.Applies() && !e.From.IsZero() }) {
			continue
		}
		why := "no rule of it names a maker, or gear by where it was produced"
		if g.Status == "proposal" {
			why = "it is a proposal, and not in force"
		}
		out = append(out, Assumption{"regimes", id + " demands nothing of any element", why})
	}
	return out
}

// stayAssumptions count the covered gear for which nothing is planned, by the rule that leads.
func (c *Case) stayAssumptions() []Assumption {
	type key struct{ rule, demand string }
	stays := map[key]int{}
	var order []key
	for e, f := range c.Findings {
		if f.Verdict != policy.Covered || c.packageOf[e] >= 0 || c.demands.managed[e] {
			continue
		}
		k := key{f.Rule, f.Demand}
		if stays[k] == 0 {
			order = append(order, k)
		}
		stays[k]++
	}
	var out []Assumption
	for _, k := range order {
		why := fmt.Sprintf("%s (%s) demands nothing of gear that is there", k.rule, k.demand)
		if k.demand == "traffic_path" {
			why = fmt.Sprintf("the traffic that %s is about does not cross it", k.rule)
		}
		out = append(out, Assumption{"remove", counted(stays[k], "covered element") + " left where it is", why + "; --set remove=covered plans for all covered gear"})
	}
	return out
}

// dutyAssumptions are those of one rule.
func (m *model) dutyAssumptions(n int) []Assumption {
	c, d, start := m.c, &m.c.duties[n], m.s.Start
	var out []Assumption
	add := func(value, format string, args ...any) {
		out = append(out, Assumption{d.rule, value, fmt.Sprintf(format, args...)})
	}
	switch status := d.status(); status {
	case "policy", "proposal":
		add("is a "+status, "it is planned for as if it were law")
	}
	if !d.entry.Verified {
		add("is not verified", "its source was not read: %s confidence", d.entry.Confidence)
	}
	switch {
	case len(d.packages) == 0:
	case d.passed(start) && d.removal == policy.InShare && c.shares[n].covered > c.shares[n].allowed:
		add("its day "+d.entry.Date.String()+" has passed", "%s; the plan removes as early as its objectives say", c.shareText(n))
	case d.passed(start) && d.removal != policy.InShare:
		add("its day "+d.entry.Date.String()+" has passed", "the plan removes as early as its objectives say")
	case d.entry.Date.IsZero() && d.removal == policy.InShare, d.entry.Date.IsZero() && d.removal == policy.FunctionOnly, d.entry.Date.IsZero() && d.removal == policy.OnPath:
		why := "the rule names none"
		if d.entry.After != "" {
			why = "it waits for " + d.entry.After
		}
		add("has no day yet", "%s; the plan removes as early as its objectives say", why)
	case d.removal == policy.InShare && m.cal.wholePeriods(d.entry.Date) > m.s.Horizon:
		add("its day "+d.entry.Date.String()+" is after the horizon", "the share is not looked at on it")
	}
	if unsure := c.shares[n].unsure; unsure > 0 {
		add(counted(unsure, "element")+" not in the total", "it is not known whether the rule reaches such gear")
	}
	out = append(out, c.managedAssumption(n)...)
	if d.removal == policy.OnPath {
		for i := range c.In.Inventory.Sites {
			site := &c.In.Inventory.Sites[i]
			if site.Subscribers == 0 && slices.ContainsFunc(site.Sensitive, func(w string) bool { return slices.Contains(d.entry.Scope.SiteClasses, w) }) {
				add(fmt.Sprintf("nothing is demanded for site %q", site.ID), "it has no subscribers, so no traffic of its own")
			}
		}
	}
	return out
}

// managedAssumption says which systems are replaced so that the hardware which they manage may stay.
func (c *Case) managedAssumption(n int) []Assumption {
	d, stays := &c.duties[n], 0
	if d.removal != policy.FunctionOnly {
		return nil
	}
	for _, e := range d.elements {
		if c.demands.managed[e] && c.packageOf[e] < 0 {
			stays++
		}
	}
	if stays == 0 {
		return nil
	}
	var with []string
	for _, e := range c.demands.managers[n] {
		with = append(with, c.element(e).ID)
	}
	return []Assumption{{d.rule, "hardware of " + counted(stays, "element") + " stays", "its management is replaced with " + few(with, 8)}}
}

// comingRules are those that come into force within the horizon, with the gear of today that they will reach.
func (c *Case) comingRules() []Assumption {
	s := c.In.Scenario
	end := s.PeriodEnd(s.Horizon - 1)
	type coming struct {
		entry *policy.Entry
		rule  string
	}
	var rules []coming
	for _, id := range s.Regimes {
		g := c.In.Rules.Regime(id)
		for i := range g.Entries {
			if e := &g.Entries[i]; e.Applies() && e.From.After(s.Start) && !e.From.After(end) {
				rules = append(rules, coming{e, id + "/" + e.ID})
			}
		}
	}
	if len(rules) == 0 {
		return nil
	}
	findings, err := policy.Screen(c.In.Inventory, c.In.Rules, s.Regimes, end)
	if err != nil {
		return nil // the same files were screened before
	}
	var out []Assumption
	for _, r := range rules {
		n := 0
		for _, f := range findings {
			if slices.ContainsFunc(f.Applied, func(a policy.Applied) bool { return a.Entry == r.entry && a.Verdict == policy.Covered }) {
				n++
			}
		}
		if n > 0 {
			out = append(out, Assumption{r.rule, fmt.Sprintf("is in force from %s only", r.entry.From),
				fmt.Sprintf("it is not planned for; of the gear that is there now it will reach %s (%s)", counted(n, "element"), r.entry.Demand)})
		}
	}
	return out
}

// ruleText says how a rule stands in the way, with figures.
func (m *model) ruleText(n int) string {
	d := &m.c.duties[n]
	packages := counted(len(d.packages), "package")
	switch d.removal {
	case policy.InShare:
		return m.c.shareText(n) + m.shareTooSlow(n)
	case policy.FunctionOnly:
		return fmt.Sprintf("the %s of %s must be replaced by %s%s", d.entry.Function, packages, d.entry.Date, m.tooSlow(d, m.leastToCutover))
	case policy.OnPath:
		var sites []string
		for _, path := range m.c.paths {
			if path.duty == n && len(path.elements) > 0 {
				sites = append(sites, m.c.In.Inventory.Sites[path.site].ID)
			}
		}
		return fmt.Sprintf("the traffic of %s must cross none of %s after %s%s", few(sites, 5), packages, d.entry.Date, m.tooSlow(d, m.leastToCutover))
	}
	return fmt.Sprintf("everything of %s must be complete by %s%s", packages, d.entry.Date, m.tooSlow(d, m.leastPeriods))
}

// tooSlow says which package alone cannot be done by the day of a rule, if any.
func (m *model) tooSlow(d *duty, least func(*Package) int) string {
	due := max(m.cal.wholePeriods(d.entry.Date), 0)
	var worst *Package
	n, most := 0, 0
	for _, i := range d.packages {
		p := &m.c.Packages[i]
		if takes := least(p); takes > due {
			if n++; takes > most {
				worst, most = p, takes
			}
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; that is in %s, and package %q alone takes %d%s%s", counted(due, m.s.PeriodName()), worst.ID, most, m.c.heldUp(worst), others(n, "%d packages take longer"))
}

// shareTooSlow says how much cannot move by the day of a cap whatever the limits, where that is more than is allowed.
func (m *model) shareTooSlow(n int) string {
	d, s := &m.c.duties[n], &m.c.shares[n]
	due := max(m.cal.wholePeriods(d.entry.Date), 0)
	var stuck int64
	for _, l := range s.lots {
		if slices.ContainsFunc(l.packages, func(i int) bool { return m.leastToCutover(&m.c.Packages[i]) > due }) {
			stuck += l.weight
		}
	}
	if stuck <= s.allowed {
		return ""
	}
	return fmt.Sprintf("; that is in %s, and %d cannot move by then however fast the work is", counted(due, m.s.PeriodName()), stuck)
}

// ruleClashes finds the rules without which there would be a plan: each alone, or where none is enough, those that only together are.
// Nothing about a rule can be changed; what can be are the scenario's limits.
func (d *diagnosis) ruleClashes(m *model) []Clash {
	rules := d.rules()
	steps := make([]int, len(d.limits))
	all := map[string]bool{}
	stands := make([]bool, len(rules))
	d.parallel(len(rules), func(i int) {
		stands[i] = d.possible(steps, map[string]bool{d.c.duties[rules[i]].rule: true})
	})
	if !slices.Contains(stands, true) && len(rules) > 1 {
		for _, n := range rules {
			all[d.c.duties[n].rule] = true
		}
		if d.possible(steps, all) {
			for i := len(rules) - 1; i >= 0; i-- {
				rule := d.c.duties[rules[i]].rule
				delete(all, rule)
				if stands[i] = !d.possible(steps, all); stands[i] {
					all[rule] = true
				}
			}
		}
	}
	var out []Clash
	for i, n := range rules {
		if stands[i] {
			out = append(out, Clash{d.c.duties[n].name(), m.ruleText(n)})
		}
	}
	return out
}

// rules are those that can be in the way.
func (d *diagnosis) rules() []int {
	var out []int
	for n := range d.c.duties {
		if r := &d.c.duties[n]; r.binds(d.s.Start) && len(r.packages) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// mixed finds rules and limits that only together are in the way: all are taken away, then each is put back if a plan remains, the limits
// first. A change of the limits alone would not help, so none is proposed.
func (d *diagnosis) mixed(m *model) []Clash {
	rules, without := d.rules(), map[string]bool{}
	for _, n := range rules {
		without[d.c.duties[n].rule] = true
	}
	steps := make([]int, len(d.limits))
	for i, l := range d.limits {
		steps[i] = l.steps
	}
	if !d.possible(steps, without) {
		return nil
	}
	var out []Clash
	for i := len(steps) - 1; i >= 0; i-- {
		kept := steps[i]
		steps[i] = 0
		if !d.possible(steps, without) {
			steps[i] = kept
			out = append([]Clash{{d.limits[i].field, d.c.clashText(m, d.limits[i])}}, out...)
		}
	}
	for i := len(rules) - 1; i >= 0; i-- {
		rule := &d.c.duties[rules[i]]
		delete(without, rule.rule)
		if !d.possible(steps, without) {
			without[rule.rule] = true
			out = append([]Clash{{rule.name(), m.ruleText(rules[i])}}, out...)
		}
	}
	return out
}
