package show

import (
	"strings"

	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
)

// titled is a table for people, on a terminal or on a page. ID is good for an anchor.
type titled struct {
	id, title string
	*grid.Table
	note string // said below it
}

// tables are what differs, for people, the most telling first; a table without rows is one in which nothing does.
func tables(c *compare.Comparison) []titled {
	return []titled{
		{"totals", "totals", totals(c), ""},
		{"packages", "packages", packages(c), "w weeks, d days; in brackets: the cutover stays, the work before or after it moves"},
		{"options", "options", options(c), ""},
		{"quarters", "money by quarter", quarters(c), ""},
		{"applications", "applications", applications(c), ""},
		{"categories", "cost by category", categories(c), ""},
		{"exposure", "exposure, gathered from the start", exposure(c), ""},
		{"outage", "outage by quarter", outage(c), ""},
		{"rules", "rules", rules(c), ""},
		{"findings", "findings", findings(c), ""},
		{"set", "set", overrides(c), ""},
		{"inputs", "inputs", inputs(c), ""},
	}
}

// totals has the figures of the plans as a whole that differ.
func totals(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left("figure"), grid.Right("a"), grid.Right("b"), grid.Right("change")}}
	add := func(label string, f figure) {
		if f.differ {
			t.Add(text(label), f.a, f.b, f.change)
		}
	}
	for _, f := range c.Days {
		x := days(f.Days)
		if n, ok := f.Change(); ok {
			x.change = text(shift(n))
		}
		add(f.Label, x)
	}
	for _, f := range c.Money {
		add(f.Label, money(f.Money))
	}
	for _, f := range c.Counts {
		add(f.Label, count(f.Count))
	}
	if c.A.Status != c.B.Status {
		add("Status", words(compare.Words{A: c.A.Status, B: c.B.Status}))
	}
	for i, o := range c.Objectives {
		r := objectiveSection(c).records[i]
		unit := o.Unit.B
		if unit == "" {
			unit = o.Unit.A
		}
		add("Objective "+o.Name+", "+strings.Replace(unit, "cents", "money", 1), r.figures[1])
		add("Bound of "+o.Name, r.figures[2])
	}
	return t
}

// packages says of each package that differs what of it does.
func packages(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("package"), grid.Left("what"), grid.Right("cutover a"), grid.Right("cutover b"), grid.Right("moved"), grid.Right("cost change")}}
	for i := range c.Packages {
		x := &c.Packages[i]
		what, moved := string(x.What), ""
		if len(x.Changes) > 0 {
			what = strings.Join(x.Changes, ", ")
		}
		if n, ok := x.Cutover.Change(); ok && n != 0 {
			moved = shift(n)
		} else if n := x.Shift(); n != 0 {
			moved = "(" + shift(n) + ")" // the work around the cutover, not it
		}
		cost := only(x.What, money(x.Cost))[0].change
		if !x.Cost.Differ() {
			cost = grid.Cell{}
		}
		if x.What == compare.Added || x.What == compare.Gone {
			cost = grid.Money(x.Cost.Change())
		}
		t.Add(text(x.ID), text(what), grid.Date(x.Cutover.A), grid.Date(x.Cutover.B), text(moved), cost)
	}
	return t
}

// options are those that packages take in one plan and not in the other.
func options(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("package"), grid.ID("option a"), grid.ID("option b")}}
	for i := range c.Packages {
		if x := &c.Packages[i]; x.Option.Differ() {
			t.Add(text(x.ID), text(x.Option.A), text(x.Option.B))
		}
	}
	return t
}

func quarters(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("quarter"), grid.Right("spend a"), grid.Right("b"), grid.Right("change"), grid.Right("paid back a"), grid.Right("b"), grid.Right("lowest a"), grid.Right("b"),
	}}
	for _, q := range c.Quarters {
		if !q.Spend.Differ() && !q.Reimbursed.Differ() && !q.LowestCash.Differ() && q.CashA == q.CashB {
			continue
		}
		lowA, lowB := grid.Money(q.LowestCash.A), grid.Money(q.LowestCash.B)
		if !q.CashA {
			lowA = grid.Cell{}
		}
		if !q.CashB {
			lowB = grid.Cell{}
		}
		t.Add(text(q.Name), grid.Money(q.Spend.A), grid.Money(q.Spend.B), grid.Money(q.Spend.Change()), grid.Money(q.Reimbursed.A), grid.Money(q.Reimbursed.B), lowA, lowB)
	}
	return t
}

func applications(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("application"), grid.Left("figure"), grid.Right("a"), grid.Right("b"), grid.Right("change"),
	}}
	s := applicationSection(c)
	for i, a := range c.Applications {
		name := a.ID
		if name == "" {
			name = "none"
		}
		for k, f := range s.records[i].figures {
			if !f.differ {
				continue
			}
			if n, ok := f.days(); ok {
				f.change = text(shift(n))
			}
			t.Add(text(name), text(strings.TrimPrefix(s.figures[k], "+")), f.a, f.b, f.change)
			name = ""
		}
	}
	return t
}

// days is the change of a day in days.
func (f figure) days() (n int, ok bool) {
	return int(f.change.Number()), f.a.Kind() == grid.Day && f.b.Kind() == grid.Day
}

func categories(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left("category"), grid.Right("cost a"), grid.Right("cost b"), grid.Right("change"), grid.Right("counted, change")}}
	for _, x := range c.Categories {
		if x.Cost.Differ() || x.Counted.Differ() {
			t.Add(text(x.Name), grid.Money(x.Cost.A), grid.Money(x.Cost.B), grid.Money(x.Cost.Change()), grid.Money(x.Counted.Change()))
		}
	}
	return t
}

// exposure shows what was gathered at the end of each quarter; all of the rows are for programs.
func exposure(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left("by the end of"), grid.Right("risk-days a"), grid.Right("risk-days b"), grid.Right("change")}}
	differ := false
	for i, e := range c.Exposure {
		quarter := e.Before.AddDays(-1).Quarter()
		if i+1 < len(c.Exposure) && c.Exposure[i+1].Before.AddDays(-1).Quarter() == quarter {
			continue
		}
		if n := len(t.Rows); i > 0 && n > 0 && t.Rows[n-1][1].Number() == e.A && t.Rows[n-1][2].Number() == e.B {
			continue // nothing was gathered in it
		}
		differ = differ || e.Differ()
		t.Add(text(quarter), grid.Int(e.A), grid.Int(e.B), grid.Int(e.Change()))
	}
	if !differ {
		t.Rows = nil
	}
	return t
}

func outage(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("quarter"), grid.Right("subscriber-hours a"), grid.Right("b"), grid.Right("worst a"), grid.Right("b"), grid.Right("sites a"), grid.Right("b"),
	}}
	for _, q := range c.Quarters {
		if q.SubscriberHours.Differ() || q.SubscribersOut.Differ() || q.SitesOut.Differ() {
			t.Add(text(q.Name), grid.Int(q.SubscriberHours.A), grid.Int(q.SubscriberHours.B), grid.Int(q.SubscribersOut.A), grid.Int(q.SubscribersOut.B),
				grid.Int(q.SitesOut.A), grid.Int(q.SitesOut.B))
		}
	}
	return t
}

func rules(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("rule"), grid.Left("what"), grid.Right("by a"), grid.Right("by b"), grid.Right("met a"), grid.Right("met b")}}
	for _, r := range c.Rules {
		t.Add(text(r.Rule), text(string(r.What)), grid.Date(r.By.A), grid.Date(r.By.B), grid.Date(r.MetOn.A), grid.Date(r.MetOn.B))
	}
	return t
}

func findings(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("element"), grid.Left("what"), grid.Left("of"), grid.ID("a"), grid.ID("b")}}
	s := findingSection(c)
	for i, f := range c.Findings {
		name, what := f.Element, string(f.What)
		for k, x := range s.records[i].figures {
			if x.differ && (f.What == compare.Changed || k < 2) { // of an element in one plan alone the verdict and the rule
				t.Add(text(name), text(what), text(strings.TrimPrefix(s.figures[k], "+")), x.a, x.b)
				name, what = "", ""
			}
		}
	}
	return t
}

func overrides(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left("--set"), grid.Left("a"), grid.Left("b")}}
	for _, o := range c.Overrides {
		t.Add(text(o.Field), text(o.Value.A), text(o.Value.B))
	}
	return t
}

func inputs(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("input"), grid.Left("kind"), grid.Left("what"), grid.Left("sha256 a"), grid.Left("sha256 b")}}
	short := func(digest string) grid.Cell { return text(digest[:min(12, len(digest))]) }
	for _, in := range c.Inputs {
		if in.What != compare.Same {
			t.Add(text(in.Name), text(in.Kind), text(string(in.What)), short(in.SHA256.A), short(in.SHA256.B))
		}
	}
	return t
}

// shift writes by how many days something is later, in weeks where they are whole: +3w, -10d, 0.
func shift(n int) string {
	sign, unit := "+", "d"
	switch {
	case n == 0:
		return "0"
	case n < 0:
		sign, n = "-", -n
	}
	if n%7 == 0 {
		n, unit = n/7, "w"
	}
	return sign + grid.Group(int64(n)) + unit
}
