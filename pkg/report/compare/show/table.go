package show

import (
	"bufio"
	"io"
	"strings"

	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// page is what the sections of the table write to.
type page struct {
	grid.Page
	c *compare.Comparison
}

// table writes a comparison for people: what changed in one paragraph, then table by table, the most telling first. A table
// in which nothing differs is left out; a row that differs never is.
func table(w io.Writer, c *compare.Comparison, names Names, env view.Env) error {
	out := bufio.NewWriter(w)
	p := &page{grid.Page{W: out, Width: env.Columns(), Bold: env.Color}, c}
	p.title(names)
	p.Heading("what changed")
	p.Say("%s", c.Summary())
	for _, section := range []func(){
		p.totals, p.packages, p.quarters, p.applications, p.categories, p.exposure, p.outage, p.rules, p.findings, p.overrides, p.inputs, p.assumptions,
	} {
		section()
	}
	p.notes()
	if p.Err != nil {
		return p.Err
	}
	return out.Flush()
}

func (p *page) title(names Names) {
	for _, side := range []struct{ label, file, operator string }{{"a: ", names.A, p.c.A.Operator.ID}, {"b: ", names.B, p.c.B.Operator.ID}} {
		p.Write(grid.Clip(side.label+grid.Clean(side.file+", "+side.operator), p.Width) + "\n")
	}
}

// totals has the figures of the plans as a whole that differ.
func (p *page) totals() {
	t := &grid.Table{Columns: []grid.Column{grid.Left("figure"), grid.Right("a"), grid.Right("b"), grid.Right("change")}}
	add := func(label string, f figure) {
		if f.differ {
			t.Add(text(label), f.a, f.b, f.change)
		}
	}
	for _, f := range p.c.Days {
		x := days(f.Days)
		if n, ok := f.Change(); ok {
			x.change = text(shift(n))
		}
		add(f.Label, x)
	}
	for _, f := range p.c.Money {
		add(f.Label, money(f.Money))
	}
	for _, f := range p.c.Counts {
		add(f.Label, count(f.Count))
	}
	if p.c.A.Status != p.c.B.Status {
		add("Status", words(compare.Words{A: p.c.A.Status, B: p.c.B.Status}))
	}
	for i, o := range p.c.Objectives {
		r := objectiveSection(p.c).records[i]
		unit := o.Unit.B
		if unit == "" {
			unit = o.Unit.A
		}
		add("Objective "+o.Name+", "+strings.Replace(unit, "cents", "money", 1), r.figures[1])
		add("Bound of "+o.Name, r.figures[2])
	}
	p.section("totals", t)
}

// packages says of each package that differs what of it does.
func (p *page) packages() {
	t := &grid.Table{Columns: []grid.Column{grid.ID("package"), grid.Left("what"), grid.Right("cutover a"), grid.Right("cutover b"), grid.Right("moved"), grid.Right("cost change")}}
	options := &grid.Table{Columns: []grid.Column{grid.ID("package"), grid.ID("option a"), grid.ID("option b")}}
	for i := range p.c.Packages {
		x := &p.c.Packages[i]
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
		if x.Option.Differ() {
			options.Add(text(x.ID), text(x.Option.A), text(x.Option.B))
		}
	}
	p.section("packages", t)
	p.section("options", options)
	if len(t.Rows) > 0 {
		p.Say("w weeks, d days; in brackets: the cutover stays, the work before or after it moves")
	}
}

func (p *page) quarters() {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("quarter"), grid.Right("spend a"), grid.Right("b"), grid.Right("change"), grid.Right("paid back a"), grid.Right("b"), grid.Right("lowest a"), grid.Right("b"),
	}}
	for _, q := range p.c.Quarters {
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
	p.section("money by quarter", t)
}

func (p *page) applications() {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("application"), grid.Left("figure"), grid.Right("a"), grid.Right("b"), grid.Right("change"),
	}}
	s := applicationSection(p.c)
	for i, a := range p.c.Applications {
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
	p.section("applications", t)
}

// days is the change of a day in days.
func (f figure) days() (n int, ok bool) {
	return int(f.change.Number()), f.a.Kind() == grid.Day && f.b.Kind() == grid.Day
}

func (p *page) categories() {
	t := &grid.Table{Columns: []grid.Column{grid.Left("category"), grid.Right("cost a"), grid.Right("cost b"), grid.Right("change"), grid.Right("counted, change")}}
	for _, x := range p.c.Categories {
		if x.Cost.Differ() || x.Counted.Differ() {
			t.Add(text(x.Name), grid.Money(x.Cost.A), grid.Money(x.Cost.B), grid.Money(x.Cost.Change()), grid.Money(x.Counted.Change()))
		}
	}
	p.section("cost by category", t)
}

// exposure shows what was gathered at the end of each quarter; all of the rows are for programs.
func (p *page) exposure() {
	t := &grid.Table{Columns: []grid.Column{grid.Left("by the end of"), grid.Right("risk-days a"), grid.Right("risk-days b"), grid.Right("change")}}
	differ := false
	for i, e := range p.c.Exposure {
		quarter := e.Before.AddDays(-1).Quarter()
		if i+1 < len(p.c.Exposure) && p.c.Exposure[i+1].Before.AddDays(-1).Quarter() == quarter {
			continue
		}
		if n := len(t.Rows); i > 0 && n > 0 && t.Rows[n-1][1].Number() == e.A && t.Rows[n-1][2].Number() == e.B {
			break // nothing is gathered any more
		}
		differ = differ || e.Differ()
		t.Add(text(quarter), grid.Int(e.A), grid.Int(e.B), grid.Int(e.Change()))
	}
	if differ {
		p.section("exposure, gathered from the start", t)
	}
}

func (p *page) outage() {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("quarter"), grid.Right("subscriber-hours a"), grid.Right("b"), grid.Right("worst a"), grid.Right("b"), grid.Right("sites a"), grid.Right("b"),
	}}
	for _, q := range p.c.Quarters {
		if q.SubscriberHours.Differ() || q.SubscribersOut.Differ() || q.SitesOut.Differ() {
			t.Add(text(q.Name), grid.Int(q.SubscriberHours.A), grid.Int(q.SubscriberHours.B), grid.Int(q.SubscribersOut.A), grid.Int(q.SubscribersOut.B),
				grid.Int(q.SitesOut.A), grid.Int(q.SitesOut.B))
		}
	}
	p.section("outage by quarter", t)
}

func (p *page) rules() {
	t := &grid.Table{Columns: []grid.Column{grid.ID("rule"), grid.Left("what"), grid.Right("by a"), grid.Right("by b"), grid.Right("met a"), grid.Right("met b")}}
	for _, r := range p.c.Rules {
		t.Add(text(r.Rule), text(string(r.What)), grid.Date(r.By.A), grid.Date(r.By.B), grid.Date(r.MetOn.A), grid.Date(r.MetOn.B))
	}
	p.section("rules", t)
}

func (p *page) findings() {
	t := &grid.Table{Columns: []grid.Column{grid.ID("element"), grid.Left("what"), grid.Left("of"), grid.ID("a"), grid.ID("b")}}
	s := findingSection(p.c)
	for i, f := range p.c.Findings {
		name, what := f.Element, string(f.What)
		for k, x := range s.records[i].figures {
			if x.differ && (f.What == compare.Changed || k < 2) { // of an element in one plan alone the verdict and the rule
				t.Add(text(name), text(what), text(strings.TrimPrefix(s.figures[k], "+")), x.a, x.b)
				name, what = "", ""
			}
		}
	}
	p.section("findings", t)
}

func (p *page) overrides() {
	t := &grid.Table{Columns: []grid.Column{grid.Left("--set"), grid.Left("a"), grid.Left("b")}}
	for _, o := range p.c.Overrides {
		t.Add(text(o.Field), text(o.Value.A), text(o.Value.B))
	}
	p.section("set", t)
}

func (p *page) inputs() {
	t := &grid.Table{Columns: []grid.Column{grid.ID("input"), grid.Left("kind"), grid.Left("what"), grid.Left("sha256 a"), grid.Left("sha256 b")}}
	short := func(digest string) grid.Cell { return text(digest[:min(12, len(digest))]) }
	for _, in := range p.c.Inputs {
		if in.What != compare.Same {
			t.Add(text(in.Name), text(in.Kind), text(string(in.What)), short(in.SHA256.A), short(in.SHA256.B))
		}
	}
	p.section("inputs", t)
}

func (p *page) assumptions() {
	if len(p.c.Assumptions) == 0 {
		return
	}
	p.Heading("assumptions")
	for _, x := range p.c.Assumptions {
		side := func(name, value, why string) {
			p.Hang("  "+name+": ", strings.TrimSuffix(value+": "+why, ": "))
		}
		p.Say("%s", x.Field)
		if x.What != compare.Added {
			side("a", x.Value.A, x.Why.A)
		}
		if x.What != compare.Gone {
			side("b", x.Value.B, x.Why.B)
		}
	}
}

func (p *page) notes() {
	p.Heading("notes")
	for _, n := range p.c.Notes() {
		label := "- "
		if n.Warning {
			label = "warning: "
		}
		p.Hang(label, n.Text)
	}
}

// section writes a table below its heading, and neither where there are no rows.
func (p *page) section(title string, t *grid.Table) {
	if len(t.Rows) > 0 {
		p.Heading(title)
		p.Table(t)
	}
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
