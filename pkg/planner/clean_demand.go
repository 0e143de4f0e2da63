package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// of is the traffic that a demand is about, with -1 for covered gear that is in no package.
func (tr *traffic) of(paths string) []int {
	switch {
	case paths != "every":
		return tr.working
	case tr.stays:
		return append([]int{-1}, tr.any.list()...)
	}
	return tr.any.list()
}

// A cleanDemand is the earliest day by which a package must have moved so that the traffic of a site is clean.
type cleanDemand struct {
	by   inventory.Date
	site string
	rule string // that demands it, "" for the scenario
}

// cleanDemands has one entry for each package; its day is zero where nothing is demanded. Some rules are left out.
func (c *Case) cleanDemands(s *scenario.Scenario, without map[string]bool) []cleanDemand {
	out := make([]cleanDemand, len(c.Packages))
	demand := func(p int, d cleanDemand) {
		if p >= 0 && (out[p].by.IsZero() || d.by.Before(out[p].by)) {
			out[p] = d
		}
	}
	for _, d := range s.CleanPaths {
		for _, id := range d.Sites {
			site, ok := c.sites[id]
			if !ok {
				continue // a fault of the input, which checkScenario finds
			}
			for _, p := range c.traffic()[site].of(d.Paths) {
				demand(p, cleanDemand{by: d.By, site: id})
			}
		}
	}
	for _, path := range c.paths {
		d := &c.duties[path.duty]
		if !d.binds(s.Start) || without[d.rule] {
			continue
		}
		for _, e := range path.elements {
			demand(c.packageOf[e], cleanDemand{d.entry.Date, c.In.Inventory.Sites[path.site].ID, d.rule})
		}
	}
	return out
}

// CleanDemand is the day by which a package must have moved for a clean path that the scenario or a rule demands, and the site whose
// path it is; ok is false where nothing is demanded of it.
func (c *Case) CleanDemand(pkg string) (by inventory.Date, site string, ok bool) {
	i := slices.IndexFunc(c.Packages, func(p Package) bool { return p.ID == pkg })
	if i < 0 {
		return by, "", false
	}
	d := c.cleanDemands(c.In.Scenario, nil)[i]
	return d.by, d.site, !d.by.IsZero()
}

// cleanDue is the number of periods by whose end the cutover of the package must be complete so that the paths which the
// scenario or a rule demands are clean, and what demands it; 0 and "" where nothing does. A day before the end of the first
// period gives -1.
func (k *calendar) cleanDue(p *Package) (periods int, why string) {
	if len(k.s.CleanPaths)+len(k.c.paths) == 0 {
		return 0, ""
	}
	if k.clean == nil {
		k.clean = k.c.cleanDemands(k.s, k.without)
	}
	d := k.clean[k.c.packageOf[p.Elements[0]]]
	if d.by.IsZero() {
		return 0, ""
	}
	why = fmt.Sprintf("clean path of %s demanded by %s", d.site, d.by)
	if d.rule != "" {
		why = fmt.Sprintf("clean path of %s demanded by rule %s by %s", d.site, d.rule, d.by)
	}
	if periods = k.wholePeriods(d.by); periods < 1 {
		return -1, why
	}
	return periods, why
}

// mustMove says why a package may not be deferred, "" where it may: it stands in a clean path that the scenario or a rule
// demands, is too much of a share, or belongs to the pilot cluster.
func (m *model) mustMove(p *Package) string {
	if _, why := m.cal.cleanDue(p); why != "" {
		return why
	}
	if why := m.tooMuch(p); why != "" {
		return why
	}
	if m.isPilot(p) {
		return "pilot cluster " + m.s.Order.Pilot.Cluster
	}
	return ""
}

// cutoverDue gives the cutover of a package its day. Where that has passed before any cutover could be complete, the cutover
// may never run.
func (m *model) cutoverDue(p *Package, cutover *schedule.Mode) {
	due, why := m.cal.cutoverDue(p)
	switch {
	case why == "":
	case due < 0:
		cutover.Closed = m.never()
	case cutover.Due == 0 || due < cutover.Due:
		cutover.Due = min(due, m.s.Horizon)
	}
}

// cleanPaths checks the clean paths that the scenario demands.
func (v *verifier) cleanPaths() {
	s := v.c.In.Scenario
	at := make([]*played, len(v.c.Packages))
	for i := range v.replay.played {
		at[v.replay.played[i].index] = &v.replay.played[i]
	}
	for _, d := range s.CleanPaths {
		late := map[int][]string{} // package → the sites whose path it is on
		for _, id := range d.Sites {
			site, ok := v.c.sites[id]
			if !ok {
				continue
			}
			for _, p := range v.replay.sitesTraffic()[site].of(d.Paths) {
				if p < 0 || !at[p].goes() || s.PeriodEnd(at[p].completion(0)-1).After(d.By) {
					late[p] = append(late[p], id)
				}
			}
		}
		for _, p := range sortedKeys(late) {
			sites := fmt.Sprintf("site %q", late[p][0])
			if more := len(late[p]) - 1; more > 0 {
				sites += fmt.Sprintf(" and %d more", more)
			}
			if p < 0 {
				v.add(Violation{Limit: "clean_path", Text: fmt.Sprintf("covered gear for which nothing is planned is on the path of %s, which must be clean by %s", sites, d.By)})
				continue
			}
			id, text := v.c.Packages[p].ID, ""
			switch {
			case at[p].option == nil:
				text = fmt.Sprintf("package %q: is deferred, and the traffic of %s that crosses it must be clean by %s", id, sites, d.By)
			case !at[p].goes():
				text = fmt.Sprintf("package %q: its hardware stays, and the traffic of %s that crosses it must be clean by %s", id, sites, d.By)
			default:
				end := s.PeriodEnd(at[p].completion(0) - 1)
				text = fmt.Sprintf("package %q: cutover ends on %s, and the traffic of %s that crosses it must be clean by %s (%d days late)", id, end, sites, d.By, end.Sub(d.By))
			}
			v.add(Violation{Limit: "clean_path", Package: id, Text: text})
		}
	}
}

// checkCleanPaths finds clean paths that are demanded for no site, or for a day before the plan.
func checkCleanPaths(r *strict.Reader, in *Inputs) {
	s := in.Scenario
	ids := make([]string, len(in.Inventory.Sites))
	for i := range ids {
		ids[i] = in.Inventory.Sites[i].ID
	}
	for i, d := range s.CleanPaths {
		at := func(key string) strict.Pos { return s.Pos[fmt.Sprintf("clean_path[%d].%s", i, key)] }
		for _, id := range d.Sites {
			if slices.Contains(ids, id) {
				continue
			}
			hint := "name sites of the inventory"
			if near := strict.Nearest(id, ids); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.Fault(at("sites"), hint, "clean_path of site %q: there is no such site", id)
		}
		if d.By.Before(s.Start) {
			r.Fault(at("by"), "", "clean_path by %s: before the start %s", d.By, s.Start)
		}
	}
}

// cleanLimits are the days by which paths must be clean: they can be moved, all to one day, and in the end taken away.
func cleanLimits(s *scenario.Scenario) []limit {
	var days []inventory.Date
	for _, d := range s.CleanPaths {
		days = append(days, d.By)
	}
	if len(days) == 0 {
		return nil
	}
	slices.SortFunc(days, inventory.Date.Compare)
	days = slices.Compact(days)
	texts := make([]string, len(days))
	for i, d := range days {
		texts[i] = d.String()
	}
	// With several days the first step moves them all to the last: a step must not make any of them harder to keep.
	last, first := days[len(days)-1], min(len(days), 2)-1
	end := s.PeriodEnd(s.Horizon - 1)
	moves := max((end.Sub(last)+s.PeriodDays-1)/s.PeriodDays, 0) + first
	return []limit{{"clean_path.by", strings.Join(texts, ", "), moves + 1, func(k int) string {
		if k > moves {
			return "none"
		}
		return last.AddDays((k - first) * s.PeriodDays).String()
	}}}
}

// cleanText says which package cannot move by the day on which a path across it must be clean, whatever else is limited.
// from is the limit as it is.
func (m *model) cleanText(from string) string {
	n, worst, late, why := 0, "", 0, ""
	for i := range m.c.Packages {
		p := &m.c.Packages[i]
		due, by := m.cal.cleanDue(p)
		if by == "" || m.cal.clean[i].rule != "" {
			continue
		}
		if over := m.leastToCutover(p) - max(due, 0); over > 0 {
			if n++; over > late {
				worst, late, why = p.ID, over, by
			}
		}
	}
	if n == 0 {
		return fmt.Sprintf("%s is too early together with the other limits", from)
	}
	return fmt.Sprintf("%s, and the cutover of package %q on it cannot be complete by then: it is %s short%s",
		why, worst, counted(late, m.s.PeriodName()), others(n, "%d packages are too slow"))
}

// leastToCutover is how many periods the fastest option of a package takes to the end of its cutover if nothing holds it up.
func (m *model) leastToCutover(p *Package) int {
	least := 0
	for i, o := range p.Options {
		sum := 0
		for _, step := range o.Steps {
			if sum += m.cal.periods(step.Days) + m.cal.periods(step.AfterDays); step.Kind == "cutover" {
				break
			}
		}
		if i == 0 || sum < least {
			least = sum
		}
	}
	return least
}
