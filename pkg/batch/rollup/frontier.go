package rollup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// A unit is dominated where another of the same operator is as good in finish, own money and exposure, and better in one of
// them. Only plans that begin on the same day and have their exposure in the same unit are compared. Where exposure is no
// objective, the number of packages that are left in the network stands in its place: to leave gear where it is would else
// look like a way to finish early and cheap. A plan whose own money is not known is compared with none.
//
// The fields that the operator does not choose must have the same values too: that the programme pays all is better than that it
// pays a part, and no answer to how the work should be done.

// peers is what units must share to be compared.
type peers struct {
	start    inventory.Date
	exposure bool
	unit     string
	given    string // values of the fields that others decide
}

// givens are the fields, by how they begin, that others than the operator decide: what is released and paid back, and by when.
var givens = []string{"funding.released", "funding.reimbursement.", "applications.", "terms."}

// given joins the values that a unit has of fields that others decide.
func (r *Rollup) given(u *Unit) string {
	var text strings.Builder
	for i, field := range r.Fields {
		if slices.ContainsFunc(givens, func(g string) bool { return strings.HasPrefix(field, g) }) {
			fmt.Fprintf(&text, "%q", u.Set[i])
		}
	}
	return text.String()
}

// setFrontier finds the frontier of each operator.
func (r *Rollup) setFrontier() {
	groups := 0
	for o := range r.Operators {
		places := map[peers]int{}
		var lists [][]int
		for i := r.Operators[o].First; i < r.Operators[o].Last; i++ {
			p := r.Units[i].Plan
			if p == nil || p.Own == nil {
				continue
			}
			key := peers{p.Start, p.Exposure != nil, p.ExposureUnit, r.given(&r.Units[i])}
			if _, ok := places[key]; !ok {
				places[key] = len(lists)
				lists = append(lists, nil)
			}
			lists[places[key]] = append(lists[places[key]], i)
		}
		for _, list := range lists {
			for _, i := range list {
				r.Units[i].Frontier = Frontier{State: FrontierOn, Group: groups, Exposure: r.Units[i].Plan.Exposure != nil}
			}
			r.compareGroup(list)
			groups++
		}
	}
}

// third is what is compared beside finish and own money.
func (p *Plan) third() int64 {
	if p.Exposure != nil {
		return *p.Exposure
	}
	return int64(p.Deferred)
}

func compareDays(a, b inventory.Date) int {
	switch {
	case b.After(a):
		return -1
	case a.After(b):
		return 1
	}
	return 0
}

// compareGroup goes through the units by finish, own money and the third figure, and keeps the stairs of those before: own money
// ascending, the third figure descending. Of the stairs with no more own money the last has the least of the third figure; where
// that is no more than the unit's, it dominates the unit, and else none does. It takes n·log n comparisons.
func (r *Rollup) compareGroup(list []int) {
	plan := func(i int) *Plan { return r.Units[i].Plan }
	compare := func(i, k int) int {
		a, b := plan(i), plan(k)
		return cmp.Or(compareDays(a.Finish, b.Finish), cmp.Compare(*a.Own, *b.Own), cmp.Compare(a.third(), b.third()))
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, compare)
	var stairs []int
	for n, i := range sorted {
		if n > 0 && compare(sorted[n-1], i) == 0 { // of equal ones none is better
			r.Units[i].Frontier = r.Units[sorted[n-1]].Frontier
			continue
		}
		p := plan(i)
		at, _ := slices.BinarySearchFunc(stairs, p, func(s int, p *Plan) int { // first with more own money
			if *plan(s).Own <= *p.Own {
				return -1
			}
			return 1
		})
		if at > 0 && plan(stairs[at-1]).third() <= p.third() {
			r.Units[i].Frontier.State, r.Units[i].Frontier.Dominator = FrontierDominated, stairs[at-1]
			continue
		}
		from, to := at, at
		if from > 0 && *plan(stairs[from-1]).Own == *p.Own {
			from-- // as much own money, and more of the third figure
		}
		for to < len(stairs) && plan(stairs[to]).third() >= p.third() {
			to++
		}
		stairs = slices.Replace(stairs, from, to, i)
	}
}
