package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/lists"
	"github.com/riprep/riprep/pkg/report/view"
)

// tally adds up rows as they come, so that a list need not be held.
type tally struct {
	o    *screenOptions
	of   *screening
	page *page

	looked int // rows before --only
	kept   int
	counts // of all that are kept

	sites     map[string]*counts
	groups    map[[2]string]*counts // by domain and vendor
	inGroup   map[[3]string]bool    // sites of groups
	regimes   map[string]*counts
	rules     map[string]*ruleCount
	questions map[string]*question
	differ    policy.Differ

	lines  [][]grid.Cell // of the table of elements
	hidden int           // lines beyond mostLines
}

// counts are of elements.
type counts struct {
	covered, unknown, sites int
	mustGo, partly, banned  int // partly: a share, a function, or what is on certain paths
	paid, askIt             int // askIt: it is not known whether the removal is paid back
	first                   inventory.Date
}

// ruleCount is what one rule reaches.
type ruleCount struct {
	entry        *policy.Entry
	regime, rule string
	counts
}

// question is what would settle something that is open.
type question struct {
	text string
	n    int
	ids  []string
}

const (
	mostLines    = 10_000 // of the table of elements
	mostGroups   = 40
	worstSites   = 10
	mostExamples = 3
	mostAsked    = 200 // questions
)

func newTally(o *screenOptions, s *screening) *tally {
	return &tally{
		o: o, of: s, page: o.app.page(), sites: map[string]*counts{}, groups: map[[2]string]*counts{}, inGroup: map[[3]string]bool{},
		regimes: map[string]*counts{}, rules: map[string]*ruleCount{}, questions: map[string]*question{},
	}
}

// count takes a row into the sums that --fail-on looks at.
func (t *tally) count(row *lists.Screened) {
	t.kept++
	t.take(row.Finding)
}

// take counts a finding.
func (c *counts) take(f *policy.Finding) {
	c.verdict(f.Verdict)
	c.removal(f.Removal, f.RemoveBy)
	if f.Buy == policy.Yes {
		c.banned++
	}
	switch {
	case f.Reimbursable == policy.Yes:
		c.paid++
	case f.Reimbursable == policy.NotKnown && f.Verdict == policy.Covered:
		c.askIt++
	}
}

func (c *counts) verdict(v policy.Verdict) {
	switch v {
	case policy.Covered:
		c.covered++
	case policy.Unknown:
		c.unknown++
	case policy.NotCovered:
	}
}

func (c *counts) removal(r policy.Removal, by inventory.Date) {
	if r == policy.OnPath || r == policy.InShare || r == policy.FunctionOnly {
		c.partly++
	}
	if r != policy.MustGo {
		return
	}
	c.mustGo++
	if !by.IsZero() && (c.first.IsZero() || by.Before(c.first)) {
		c.first = by
	}
}

// counted finds or makes the counts of a key.
func counted[K comparable](m map[K]*counts, key K) *counts {
	c := m[key]
	if c == nil {
		c = &counts{}
		m[key] = c
	}
	return c
}

// add takes a row into everything that people see.
func (t *tally) add(row *lists.Screened) {
	t.count(row)
	f := row.Finding
	t.addRegimes(f)
	t.differ.Add(f)
	open := f.Verdict == policy.Unknown || f.Settle != ""
	if open {
		t.ask(f.Settle, row.Element)
	}
	if f.Verdict != policy.NotCovered {
		site := counted(t.sites, row.Site)
		site.take(f)
		group := [2]string{row.Domain, cmp.Or(row.Maker, row.Vendor)}
		counted(t.groups, group).take(f)
		if at := [3]string{group[0], group[1], row.Site}; f.Verdict == policy.Covered && !t.inGroup[at] {
			t.inGroup[at] = true
			t.groups[group].sites++
		}
		if f.Verdict == policy.Covered && site.covered == 1 {
			t.counts.sites++
		}
	}
	t.addRules(f)
	if f.Verdict == policy.NotCovered && f.Buy == policy.No && !t.o.all && !slices.Contains(t.o.only.verdicts, "not covered") {
		return
	}
	if len(t.lines) >= mostLines {
		t.hidden++
		return
	}
	rule := row.Rule
	if len(t.o.regimes) == 1 {
		rule = strings.TrimPrefix(rule, row.Regime+"/")
	}
	t.lines = append(t.lines, []grid.Cell{
		grid.Text(row.Element), grid.Text(row.Vendor), grid.Text(row.Model), grid.Text(row.Verdict), grid.Text(rule),
		mustGo(f.Removal, f.RemoveBy), buying(f.Buy), answer(f.Reimbursable),
	})
}

func (t *tally) addRegimes(f *policy.Finding) {
	if len(f.Regimes) == 0 {
		c := counted(t.regimes, f.Regime)
		c.take(f)
		return
	}
	for i := range f.Regimes {
		s := &f.Regimes[i]
		c := counted(t.regimes, s.Regime)
		c.verdict(s.Verdict)
		c.removal(s.Removal, s.RemoveBy)
		if s.Buy == policy.Yes {
			c.banned++
		}
	}
}

func (t *tally) addRules(f *policy.Finding) {
	for i := range f.Applied {
		a := &f.Applied[i]
		r := t.rules[a.Rule]
		if r == nil {
			r = &ruleCount{entry: a.Entry, regime: a.Regime, rule: a.Rule}
			t.rules[a.Rule] = r
		}
		r.verdict(a.Verdict)
		if a.Verdict == policy.Covered && a.Entry.Reimbursable && f.Reimbursable == policy.Yes {
			r.paid++
		}
	}
}

func (t *tally) ask(text, id string) {
	text = cmp.Or(text, "nothing that riprep knows of")
	q := t.questions[text]
	if q == nil {
		q = &question{text: text}
		t.questions[text] = q
	}
	q.n++
	if len(q.ids) < mostExamples {
		q.ids = append(q.ids, id)
	}
}

// worst sorts keys by what is covered, then by what is unknown, then by less.
func worst[K comparable](m map[K]*counts, less func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int {
		return cmp.Or(cmp.Compare(m[b].covered, m[a].covered), cmp.Compare(m[b].unknown, m[a].unknown), less(a, b))
	})
	return keys
}

// byDomain is the order of groups: from the middle of a network outwards.
func byDomain(a, b [2]string) int {
	return cmp.Or(cmp.Compare(view.DomainRank(a[0]), view.DomainRank(b[0])), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}
