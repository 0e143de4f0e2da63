package rollup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
)

// setCombinations adds up over the operators, for each scenario's name and changes.
func (r *Rollup) setCombinations() {
	numbers := map[string]int{}
	for i := range r.Units {
		u := &r.Units[i]
		key := u.Scenario + "\x00" + strings.Join(u.Set, "\x00")
		if _, ok := numbers[key]; !ok {
			numbers[key] = len(r.Combinations)
			r.Combinations = append(r.Combinations, Combination{Scenario: u.Scenario, Set: u.Set})
		}
		u.Combination = numbers[key]
	}
	r.sortCombinations()
	taken := map[string]bool{}
	sums := make([]sums, len(r.Combinations))
	for i := range r.Combinations {
		c := &r.Combinations[i]
		c.Slug = r.slug(c, taken)
		sums[i] = newSums()
	}
	for i := range r.Units {
		u := &r.Units[i]
		c := &r.Combinations[u.Combination]
		c.Counts.add(u.Status)
		if u.Plan != nil {
			sums[u.Combination].add(u.Plan)
		}
	}
	for i := range sums {
		r.Combinations[i].Planned = sums[i].totals()
	}
}

// sortCombinations puts them in an order that the operators do not decide.
func (r *Rollup) sortCombinations() {
	order := make([]int, len(r.Combinations))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, k int) int {
		a, b := &r.Combinations[i], &r.Combinations[k]
		return cmp.Or(batch.Natural(a.Scenario, b.Scenario), slices.CompareFunc(a.Set, b.Set, batch.Natural))
	})
	sorted, now := make([]Combination, len(order)), make([]int, len(order))
	for to, from := range order {
		sorted[to], now[from] = r.Combinations[from], to
	}
	r.Combinations = sorted
	for i := range r.Units {
		r.Units[i].Combination = now[r.Units[i].Combination]
	}
}

// slugLength is how long the name of a file may be, without a number behind it and what says its kind.
const slugLength = 80

// slug makes the name of a file: small letters, digits and '-'.
func (r *Rollup) slug(c *Combination, taken map[string]bool) string {
	var b strings.Builder
	for _, ch := range strings.ToLower(r.Label(c.Scenario, c.Set)) {
		switch {
		case ch >= 'a' && ch <= 'z' || ch >= '0' && ch <= '9':
			b.WriteRune(ch)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= slugLength {
			break
		}
	}
	base := strings.Trim(b.String(), "-")
	if base == "" {
		base = "scenario"
	}
	name := base
	for n := 2; taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	taken[name] = true
	return name
}

// sums adds plans up.
type sums struct {
	t Totals
}

func newSums() sums {
	var s sums
	t := &s.t
	for _, p := range []**cost.Cents{&t.Cost, &t.Reimbursable, &t.Reimbursed, &t.Outstanding, &t.Interest, &t.Own} {
		*p = new(cost.Cents)
	}
	t.SubscriberHours = new(int64)
	return s
}

// maxHours bounds sums of hours: below 2^53, the numbers of a script are exact.
const maxHours = 1 << 53

func (s *sums) add(p *Plan) {
	t := &s.t
	t.Plans++
	sum(&t.Cost, &p.Cost)
	sum(&t.Reimbursable, &p.Reimbursable)
	sum(&t.Reimbursed, &p.Reimbursed)
	sum(&t.Outstanding, &p.Outstanding)
	sum(&t.Interest, &p.Interest)
	sum(&t.Own, p.Own)
	if h := t.SubscriberHours; h != nil {
		if p.SubscriberHours > maxHours-*h || p.SubscriberHours < 0 {
			t.SubscriberHours = nil
		} else {
			*h += p.SubscriberHours
		}
	}
	t.WithoutPrice += p.WithoutPrice
	t.Packages += p.Packages
	t.Deferred += p.Deferred
	t.Finish = later(t.Finish, p.Finish)
}

// sum adds an amount to a sum; one of them that is not known makes the sum unknown.
func sum(to **cost.Cents, c *cost.Cents) {
	if *to == nil || c == nil || add(*to, *c) != nil {
		*to = nil
	}
}

// totals are the sums. A sum over no plan is no amount: nobody knows what the work costs.
func (s *sums) totals() Totals {
	if s.t.Plans == 0 {
		return Totals{}
	}
	return s.t
}
