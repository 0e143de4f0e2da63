package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// follow shows what the traffic of a site crosses.
func (o *impactOptions) follow(c *planner.Case) error {
	p, err := c.PathsOf(o.paths)
	if err != nil {
		hint := "give a site of the inventory with subscribers"
		var unknown *planner.UnknownSite
		if errors.As(err, &unknown) && unknown.Near != "" {
			hint = fmt.Sprintf("did you mean %q?", unknown.Near)
		}
		return usage(hint, fmt.Errorf("--paths: %w", err))
	}
	if !o.out.forPeople() {
		return o.out.write(o.app, pathsTable(p), "impact-paths/v1")
	}
	if err := o.say(fmt.Sprintf("%s (%s), %s subscribers", p.Site, p.SiteName, grid.Group(int64(p.Subscribers)))); err != nil {
		return err
	}
	if err := o.app.print("\n"); err != nil {
		return err
	}
	if err := o.out.write(o.app, pathsForPeople(p, o.app.Width >= roomForRoles), ""); err != nil {
		return err
	}
	if err := o.app.print("\n"); err != nil {
		return err
	}
	return o.say(pathsText(p)...)
}

// roomForRoles is the width from which people see roles and rules as well; below it they would cost the other words their
// ends.
const roomForRoles = 120

func pathsForPeople(p *planner.SitePaths, wide bool) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Right("#"), grid.ID("element"), grid.ID("site")}}
	for _, c := range []struct {
		name string
		only bool // where there is room
	}{{"role", true}, {"function", false}, {"vendor", false}, {"model", false}, {"verdict", false}, {"rule", true}, {"via", false}} {
		if !c.only || wide {
			t.Columns = append(t.Columns, grid.Left(c.name))
		}
	}
	for i, r := range p.Rows {
		cells := []grid.Cell{grid.Int(i + 1), grid.Text(r.Element), grid.Text(r.Site)}
		if wide {
			cells = append(cells, grid.Text(r.Role))
		}
		cells = append(cells, grid.Text(r.Function), grid.Text(r.Vendor), grid.Text(r.Model), grid.Text(r.Verdict))
		if wide {
			cells = append(cells, grid.Text(r.Rule))
		}
		t.Add(append(cells, grid.Text(r.Via))...)
	}
	return t
}

// rulesText counts the elements that each rule covers, in the order in which the traffic meets them.
func rulesText(p *planner.SitePaths) string {
	var rules []string
	count := map[string]int{}
	for _, r := range p.Rows {
		if r.Verdict == "covered" {
			if count[r.Rule] == 0 {
				rules = append(rules, r.Rule)
			}
			count[r.Rule]++
		}
	}
	for i, rule := range rules {
		rules[i] = fmt.Sprintf("%s (%d)", rule, count[rule])
	}
	return strings.Join(rules, ", ")
}

// pathsText says how clean the paths are.
func pathsText(p *planner.SitePaths) []string {
	working := "working path: clean"
	if !p.Working {
		working = fmt.Sprintf("working path: not clean, %d of its %d elements are covered, by %s", p.Covered, len(p.Rows), rulesText(p))
	}
	if p.Unknown > 0 {
		working += fmt.Sprintf("; of %d it is not known", p.Unknown)
	}
	possible := "a clean path: there is one"
	if !p.Possible {
		possible = "a clean path: there is none"
	}
	every := "every possible path: clean"
	if !p.Every {
		every = fmt.Sprintf("every possible path: not clean, %d of the %d elements on any are covered", p.AnyCovered, p.Any)
	}
	return []string{working, possible, every}
}

// pathsTable has a row for each element, in the order in which the traffic crosses them.
func pathsTable(p *planner.SitePaths) *grid.Table {
	word := func(is bool) grid.Cell {
		if is {
			return grid.Text("yes")
		}
		return grid.Text("no")
	}
	t := &grid.Table{Facts: []grid.Fact{
		{Name: "site", Value: grid.Text(p.Site)}, {Name: "subscribers", Value: grid.Int(p.Subscribers)},
		{Name: "working_clean", Value: word(p.Working)}, {Name: "clean_path", Value: word(p.Possible)}, {Name: "every_clean", Value: word(p.Every)},
	}}
	for _, name := range []string{"order", "element", "site", "domain", "role", "function", "vendor", "model", "verdict", "rule", "via"} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for i, r := range p.Rows {
		t.Add(grid.Int(i+1), grid.Text(r.Element), grid.Text(r.Site), grid.Text(r.Domain), grid.Text(r.Role), grid.Text(r.Function),
			grid.Text(r.Vendor), grid.Text(r.Model), grid.Text(r.Verdict), grid.Text(r.Rule), grid.Text(r.Via))
	}
	return t
}
