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

// totals add the lines up: for each application, and where there are several for all of them, as a whole, by tag, by category
// and by what the programme says.
func (b *book) totals() (iter.Seq[[]grid.Cell], error) {
	keys := []struct {
		by  string
		key func(*cost.Line) string
	}{{"all", func(*cost.Line) string { return "" }}, {"tag", cost.ByTag}, {"category", cost.ByCategory}, {"eligible", cost.ByEligible}}
	var rows [][]grid.Cell
	scopes := slices.Clone(b.applications)
	if len(scopes) > 1 {
		scopes = append(scopes, allApplications)
	}
	for i, scope := range scopes {
		every := i == len(b.applications) // the last of several
		for _, k := range keys {
			sums := map[string]*sum{}
			var order []string
			for j := range b.lines {
				l := &b.lines[j]
				if !b.wanted(l.Application) || !every && l.Application != scope {
					continue
				}
				key := k.key(&l.Line)
				if sums[key] == nil {
					sums[key] = &sum{}
					order = append(order, key)
				}
				if err := sums[key].add(l); err != nil {
					return nil, err
				}
			}
			slices.Sort(order)
			for _, key := range order {
				s := sums[key]
				rows = append(rows, []grid.Cell{
					grid.Text(scope), grid.Text(k.by), grid.Text(key), grid.Int(s.lines), grid.Int(s.unknown),
					grid.Money(s.low), grid.Money(s.total), grid.Money(s.high), grid.Money(s.counted),
				})
			}
		}
	}
	return rowsOf(rows), nil
}

