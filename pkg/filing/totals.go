package filing

import (
	"fmt"
	"iter"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// allApplications stands in the place of an application where several are added up; no id has a blank.
const allApplications = "all applications"

// sum is what lines add up to.
type sum struct {
	lines, unknown            int
	low, total, high, counted cost.Cents
}

func (s *sum) add(l *Line) error {
	s.lines++
	if !l.Known {
		s.unknown++
		return nil
	}
	for _, pair := range []struct {
		to   *cost.Cents
		more cost.Cents
	}{{&s.low, l.Low}, {&s.total, l.Total}, {&s.high, l.High}, {&s.counted, l.Counted}} {
		if err := plus(pair.to, pair.more); err != nil {
			return err
		}
	}
	return nil
}

// plus adds to an amount.
func plus(to *cost.Cents, more cost.Cents) error {
	total, err := to.Add(more)
	if err != nil {
		return fmt.Errorf("%s + %s: %w", *to, more, err)
	}
	*to = total
	return nil
}

// sums are what the lines of an application add up to, by what they are grouped by.
type sums map[[2]string]*sum // by, key → sum

// groupings are the ways in which the lines are added up.
var groupings = []struct {
	by  string
	key func(*cost.Line) string
}{{"all", func(*cost.Line) string { return "" }}, {"tag", cost.ByTag}, {"category", cost.ByCategory}, {"eligible", cost.ByEligible}}

func (s sums) add(l *Line) error {
	for _, g := range groupings {
		at := [2]string{g.by, g.key(&l.Line)}
		if s[at] == nil {
			s[at] = &sum{}
		}
		if err := s[at].add(l); err != nil {
			return err
		}
	}
	return nil
}

// rows are the sums in the order of the groupings, and in each sorted by key.
func (s sums) rows(scope string) (out [][]grid.Cell) {
	for _, g := range groupings {
		var keys []string
		for at := range s {
			if at[0] == g.by {
				keys = append(keys, at[1])
			}
		}
		slices.Sort(keys)
		for _, key := range keys {
			x := s[[2]string{g.by, key}]
			out = append(out, []grid.Cell{
				grid.Text(scope), grid.Text(g.by), grid.Text(key), grid.Int(x.lines), grid.Int(x.unknown),
				grid.Money(x.low), grid.Money(x.total), grid.Money(x.high), grid.Money(x.counted),
			})
		}
	}
	return out
}

// totals add the lines up: for each application, and where there are several for all of them, as a whole, by tag, by category
// and by what the programme says.
func (b *book) totals() (iter.Seq[[]grid.Cell], error) {
	of, every := map[string]sums{}, sums{}
	for i := range b.lines {
		l := &b.lines[i]
		if !b.wanted(l.Application) {
			continue
		}
		if of[l.Application] == nil {
			of[l.Application] = sums{}
		}
		if err := of[l.Application].add(l); err != nil {
			return nil, err
		}
		if err := every.add(l); err != nil {
			return nil, err
		}
	}
	var rows [][]grid.Cell
	for _, a := range b.applications {
		rows = append(rows, of[a].rows(a)...)
	}
	if len(b.applications) > 1 {
		rows = append(rows, every.rows(allApplications)...)
	}
	return rowsOf(rows), nil
}
