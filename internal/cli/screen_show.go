package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

// show writes the tally for people, section by section.
func (t *tally) show() error {
	where := fmt.Sprintf(" at %s", some(t.counts.sites, "site"))
	if t.of.noSites {
		where = ""
	}
	t.page.Write(fmt.Sprintf("%d of %d %ss covered%s, %d unknown, as of %s\n", t.covered, t.kept, t.of.thing, where, t.unknown, t.o.on))
	if t.o.only.narrows() {
		t.page.Say("kept by --only %s: %s of %s", strings.Join(t.o.only.words, ","), grid.Group(int64(t.kept)), grid.Group(int64(t.looked)))
	}
	gone := grid.Group(int64(t.mustGo))
	if !t.first.IsZero() {
		gone += ", the first by " + t.first.String()
	}
	if t.partly > 0 {
		gone += fmt.Sprintf("; of %s a share, a function, or what is on certain paths", grid.Group(int64(t.partly)))
	}
	t.page.Hang("must go     ", gone)
	t.page.Hang("buying      ", fmt.Sprintf("the like of %s may not be bought", grid.Group(int64(t.banned))))
	paid := fmt.Sprintf("%s of what is covered", grid.Group(int64(t.paid)))
	if t.askIt > 0 {
		paid += fmt.Sprintf(", not known of %s", grid.Group(int64(t.askIt)))
	}
	t.page.Hang("paid back   ", paid)
	for _, section := range []func(){
		t.showRegimes, t.showGroups, t.showSites, t.showRules, t.showLines, t.showQuestions, t.showDifferences, t.showReplacements,
	} {
		section()
	}
	return t.page.print()
}

// showRegimes has the day until which each regime's data was checked.
func (t *tally) showRegimes() {
	t.page.Heading("regimes")
	table := &grid.Table{Columns: []grid.Column{
		grid.ID("regime"), grid.Left("checked until"), grid.Right("covered"), grid.Right("unknown"), grid.Right("must go"), grid.Left("first by"),
		grid.Right("banned"),
	}}
	for _, id := range t.o.regimes {
		c := counted(t.regimes, id)
		table.Add(grid.Text(id), grid.Date(t.of.rules.Regime(id).Checked), grid.Int(c.covered), grid.Int(c.unknown), grid.Int(c.mustGo),
			grid.Date(c.first), grid.Int(c.banned))
	}
	t.page.Table(table)
}

func (t *tally) showGroups() {
	if len(t.groups) == 0 {
		return
	}
	t.page.Heading("domains and vendors")
	columns := []grid.Column{grid.Left("domain"), grid.Left("vendor"), grid.Right("covered"), grid.Right("sites"), grid.Right("unknown"),
		grid.Right("must go"), grid.Right("banned"), grid.Right("paid back")}
	line := func(domain, vendor string, c *counts) []grid.Cell {
		return []grid.Cell{grid.Text(domain), grid.Text(vendor), grid.Int(c.covered), grid.Int(c.sites), grid.Int(c.unknown), grid.Int(c.mustGo),
			grid.Int(c.banned), grid.Int(c.paid)}
	}
	keys := worst(t.groups, byDomain)
	shown := slices.Clone(keys[:min(len(keys), mostGroups)])
	slices.SortFunc(shown, byDomain)
	table := &grid.Table{Columns: columns}
	for _, k := range shown {
		table.Add(line(k[0], k[1], t.groups[k])...)
	}
	t.page.Table(table)
	covered, unknown := rest(t.groups, keys[len(shown):])
	t.andMore(len(keys)-len(shown), "vendor", covered, unknown)
}

// showSites has those with most covered elements.
func (t *tally) showSites() {
	if t.of.noSites || len(t.sites) == 0 {
		return
	}
	t.page.Heading("sites")
	table := &grid.Table{Columns: []grid.Column{
		grid.ID("site"), grid.Right("covered"), grid.Right("unknown"), grid.Right("must go"), grid.Right("banned"), grid.Right("paid back"),
	}}
	keys := worst(t.sites, strings.Compare)
	shown := keys[:min(len(keys), worstSites)]
	for _, k := range shown {
		c := t.sites[k]
		table.Add(grid.Text(k), grid.Int(c.covered), grid.Int(c.unknown), grid.Int(c.mustGo), grid.Int(c.banned), grid.Int(c.paid))
	}
	t.page.Table(table)
	covered, unknown := rest(t.sites, keys[len(shown):])
	t.andMore(len(keys)-len(shown), "site", covered, unknown)
}

func rest[K comparable](m map[K]*counts, keys []K) (covered, unknown int) {
	for _, k := range keys {
		covered, unknown = covered+m[k].covered, unknown+m[k].unknown
	}
	return covered, unknown
}

func (t *tally) andMore(n int, one string, covered, unknown int) {
	if n > 0 {
		t.page.Say("and %s with %s covered, %s unknown", some(n, "more "+one), grid.Group(int64(covered)), grid.Group(int64(unknown)))
	}
}

// showRules is what each rule demands of what it reaches.
func (t *tally) showRules() {
	if len(t.rules) == 0 {
		return
	}
	t.page.Heading("what the rules demand")
	table := &grid.Table{Columns: []grid.Column{
		grid.ID("rule"), grid.Left("demand"), grid.Left("by"), grid.Right("covered"), grid.Right("unknown"), grid.Right("paid back"),
	}}
	rules := slices.SortedFunc(maps.Values(t.rules), func(a, b *ruleCount) int {
		regime := func(r *ruleCount) int { return slices.Index(t.o.regimes, r.regime) }
		return cmp.Or(cmp.Compare(regime(a), regime(b)), cmp.Compare(b.covered, a.covered), cmp.Compare(b.unknown, a.unknown), strings.Compare(a.rule, b.rule))
	})
	for _, r := range rules {
		by := grid.Date(r.entry.Date)
		switch {
		case !r.entry.Date.IsZero():
		case r.entry.After != "":
			by = grid.Text("not set")
		case r.entry.Demand == "remove_by":
			by = grid.Text("term")
		}
		table.Add(grid.Text(r.rule), grid.Text(r.entry.Demand), by, grid.Int(r.covered), grid.Int(r.unknown), grid.Int(r.paid))
	}
	t.page.Table(table)
	for _, r := range rules {
		if r.entry.Date.IsZero() && r.entry.After != "" {
			t.page.Say("the day of %s is not set: it waits for %s", r.rule, r.entry.After)
		}
	}
	t.page.Say("term: each operator's own; riprep policy show REGIME tells what stands behind a rule")
}

func (t *tally) showLines() {
	if len(t.lines) == 0 {
		return
	}
	t.page.Heading(t.of.thing + "s")
	t.page.Table(&grid.Table{
		Columns: []grid.Column{
			grid.ID(t.of.thing), grid.Left("vendor"), grid.Left("model"), grid.Left("verdict"), grid.ID("rule"), grid.Left("must go"),
			grid.Left("buying"), grid.Left("paid"),
		},
		Rows: t.lines,
	})
	t.page.Say("?: not known; -o csv has the evidence of each")
	if t.hidden > 0 {
		t.page.Say("and %s that -o csv has", some(t.hidden, "more "+t.of.thing))
	}
}

func (t *tally) showQuestions() {
	if len(t.questions) == 0 {
		return
	}
	t.page.Heading("what would settle it")
	all := slices.SortedFunc(maps.Values(t.questions), func(a, b *question) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.text, b.text))
	})
	for i, q := range all {
		if i == mostAsked {
			t.page.Say("and %s that -o csv has", some(len(all)-i, "more question"))
			break
		}
		t.page.Hang(label(q.n), q.text+" ("+examples(q.ids, q.n)+")")
	}
}

// label is a number before a text.
func label(n int) string { return grid.Pad(grid.Group(int64(n)), 5, true) + "  " }

// examples names some of n things.
func examples(ids []string, n int) string {
	var short []string
	for _, id := range ids {
		short = append(short, grid.Clip(grid.Clean(id), 40))
	}
	text := strings.Join(short, ", ")
	if n > len(ids) {
		text += ", …"
	}
	return text
}

func (t *tally) showDifferences() {
	if len(t.o.regimes) < 2 {
		return
	}
	t.page.Heading("where regimes differ")
	all := t.differ.Differences()
	if len(all) == 0 {
		t.page.Say("they say the same of every %s", t.of.thing)
		return
	}
	for i := range all {
		d := &all[i]
		t.page.Hang(label(d.Elements), d.String()+" ("+examples(t.namesOf(d), d.Elements)+")")
	}
}

func (t *tally) namesOf(d *policy.Difference) []string {
	var ids []string
	for _, i := range d.Examples {
		ids = append(ids, t.of.name(i))
	}
	return ids
}
