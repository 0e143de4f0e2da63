package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/scenario"
)

// mostNames is how many gear ids an event lists; the rest is counted.
const mostNames = 12

// places finds the site of an id, and that of an element.
type places struct{ sites, elements map[string]*inventory.Site }

func newPlaces(inv *inventory.Inventory) places {
	p := places{map[string]*inventory.Site{}, map[string]*inventory.Site{}}
	for i := range inv.Sites {
		p.sites[inv.Sites[i].ID] = &inv.Sites[i]
	}
	for i := range inv.Elements {
		p.elements[inv.Elements[i].ID] = p.sites[inv.Elements[i].Site]
	}
	return p
}

// steps makes an event of each step that a crew comes for or that takes service away, and one of each window that its outage
// may lie in.
func steps(d *view.Document, yield func(*event)) {
	at := newPlaces(d.Case.In.Inventory)
	for i := range d.Plan.Packages {
		w := &d.Plan.Packages[i]
		count := map[string]int{}
		for j := range w.Activities {
			a := &w.Activities[j]
			count[a.Kind]++
			if len(a.Crews) == 0 && a.Kind != "cutover" && a.OutageHours == 0 {
				continue // such as the wait for what was ordered
			}
			name := []string{"package", w.ID, a.Kind}
			if n := count[a.Kind]; n > 1 {
				name = append(name, strconv.Itoa(n))
			}
			e := step(w, a, at)
			e.uid = uid(d, name...)
			yield(e)
			for k, text := range a.Windows {
				if v := window(d, a, text); v != nil {
					v.uid = uid(d, append(slices.Clone(name), "window", strconv.Itoa(k+1))...)
					v.summary = "Window: " + e.summary
					v.place, v.at, v.description = e.place, e.at, e.description
					v.categories = append([]string{"window"}, e.categories...)
					yield(v)
				}
			}
		}
	}
}

func step(w *planner.PlannedPackage, a *planner.PlannedActivity, at places) *event {
	e := &event{first: a.Start, last: a.Finish}
	site := cmp.Or(w.SiteName, w.Site)
	e.summary = fmt.Sprintf("%s: %s, %s (%s)", upper(a.Kind), line(site), w.Domain, w.ID)
	e.place = site
	if s := at.sites[w.Site]; s != nil {
		e.at = s.Location
		if address := line(s.Address); address != "" {
			e.place = line(site) + ", " + address
		}
	}
	e.place = line(e.place)
	e.categories = append([]string{a.Kind, w.Domain}, crewKinds(a.Crews)...)
	if w.Region != "" {
		e.categories = append(e.categories, w.Region)
	}
	e.description = stepLines(w, a, at)
	return e
}

func stepLines(w *planner.PlannedPackage, a *planner.PlannedActivity, at places) []string {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, line(fmt.Sprintf(format, args...))) }
	add("Package %s at site %s: %s, %s", w.ID, w.Site, w.Domain, w.Option)
	add("Gear: %s", some(w.Elements))
	for _, s := range otherSites(w, at) {
		add("Also at: %s (%s)", s.Name, s.ID)
	}
	if len(a.Crews) > 0 {
		add("Crew: %s", tables.Crews(a.Crews))
	}
	if a.OutageHours > 0 {
		in := ""
		if len(a.Windows) > 0 {
			in = ", in one of the windows " + strings.Join(a.Windows, "; ") + ", local time of the site"
		}
		add("Outage: %d h%s", a.OutageHours, in)
		add("Subscribers out: %s", grid.Group(int64(a.Lost)))
	}
	if s := at.sites[w.Site]; s != nil && s.Emergency == "sole" {
		add("This site has the only 911 coverage")
	}
	if a.Kind == "cutover" {
		if len(w.After) > 0 {
			add("Cutovers before it: %s", some(w.After))
		}
		if len(w.AfterNew) > 0 {
			add("New gear before it: %s", some(w.AfterNew))
		}
		if !w.CoveredUntil.IsZero() {
			add("Covered gear carries traffic until %s", w.CoveredUntil)
		}
	}
	return lines
}

// otherSites are those of a package's gear beside its own.
func otherSites(w *planner.PlannedPackage, at places) []*inventory.Site {
	var out []*inventory.Site
	for _, id := range w.Elements {
		if s := at.elements[id]; s != nil && s.ID != w.Site && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// window is the event of a maintenance window within the days of a step: it comes again on each of them on which it begins.
// It is nil where it begins on none.
func window(d *view.Document, a *planner.PlannedActivity, text string) *event {
	all := d.Case.In.Scenario.Outage.Windows
	i := slices.IndexFunc(all, func(w scenario.Window) bool { return w.String() == text })
	if i < 0 {
		return nil
	}
	w := &all[i]
	var first inventory.Date
	days := 0
	for day := a.Start; !day.After(a.Finish); day = day.AddDays(1) {
		if len(w.Days) > 0 && !slices.Contains(w.Days, scenario.Weekdays[day.Weekday()]) {
			continue
		}
		if days++; days == 1 {
			first = day
		}
	}
	if days == 0 {
		return nil
	}
	e := &event{first: first, hours: &hours{from: int(w.From), minutes: w.Minutes()}}
	if days > 1 {
		e.hours.rule = "FREQ=DAILY;COUNT=" + strconv.Itoa(days)
		if len(w.Days) > 0 {
			var by []string
			for _, day := range scenario.Weekdays { // in their order, whatever that of the file is
				if slices.Contains(w.Days, day) {
					by = append(by, strings.ToUpper(day[:2]))
				}
			}
			e.hours.rule = "FREQ=WEEKLY;COUNT=" + strconv.Itoa(days) + ";BYDAY=" + strings.Join(by, ",")
		}
	}
	return e
}

// tests makes an event of each test of a cluster.
func tests(d *view.Document, yield func(*event)) {
	for i := range d.Plan.Tests {
		t := &d.Plan.Tests[i]
		name := cmp.Or(t.Cluster, "all sites")
		yield(&event{
			uid: uid(d, "cluster", t.Cluster, "test"), first: t.Start, last: t.Finish,
			summary:    line("Cluster test: " + name),
			categories: append([]string{"cluster test"}, crewKinds(t.Crews)...),
			description: []string{
				line("Test of 911 calls, wireless alerts and lawful intercept: " + name),
				line("Packages: " + some(t.Packages)),
				line("Crew: " + tables.Crews(t.Crews)),
			},
		})
	}
}

// crewKinds are the categories of those who come, "crew tower", by which a calendar can be filtered.
func crewKinds(crews []planner.CrewUse) []string {
	var out []string
	for _, c := range crews {
		if kind := "crew " + c.Kind; !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out
}

// some lists names, and how many more there are.
func some(names []string) string {
	if len(names) <= mostNames {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNames], ", "), len(names)-mostNames)
}

// line keeps a text that has names in it on one line.
func line(s string) string { return sanitize.Terminal(s) }

func upper(s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] }
