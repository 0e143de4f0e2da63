package compare

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// Quarter is what happens in the periods that begin in one quarter of a year. A quarter in which nothing happens any more
// in one of the plans counts as nothing in it; its cash is then not stated.
type Quarter struct {
	Name                                  string // 2027-Q1
	Released, Spend, Reimbursed, Interest Money
	LowestCash                            Money
	CashA, CashB                          bool // whether LowestCash is stated
	SubscribersOut, SitesOut              Count
	SubscriberHours                       Count
	ExposureDays                          Count // risk-days
	PackagesDone                          Count
}

func (q Quarter) differ() bool {
	return q.Released.Differ() || q.Spend.Differ() || q.Reimbursed.Differ() || q.Interest.Differ() || q.LowestCash.Differ() || q.CashA != q.CashB ||
		q.SubscribersOut.Differ() || q.SitesOut.Differ() || q.SubscriberHours.Differ() || q.ExposureDays.Differ() || q.PackagesDone.Differ()
}

func quarters(a, b *planner.Plan) (out []Quarter) {
	type row = view.Quarter
	for _, t := range join(view.Quarters(a), view.Quarters(b), func(q *row) string { return q.Name }) {
		q := Quarter{
			Name: t.either().Name, CashA: t.a != nil, CashB: t.b != nil,
			Released:        moneyOf(t, func(q *row) cost.Cents { return q.Released }),
			Spend:           moneyOf(t, func(q *row) cost.Cents { return q.Spend }),
			Reimbursed:      moneyOf(t, func(q *row) cost.Cents { return q.Reimbursed }),
			Interest:        moneyOf(t, func(q *row) cost.Cents { return q.Interest }),
			LowestCash:      moneyOf(t, func(q *row) cost.Cents { return q.LowestCash }),
			SubscribersOut:  countOf(t, func(q *row) int64 { return int64(q.SubscribersOut) }),
			SitesOut:        countOf(t, func(q *row) int64 { return int64(q.SitesOut) }),
			SubscriberHours: countOf(t, func(q *row) int64 { return q.SubscriberHours }),
			PackagesDone:    countOf(t, func(q *row) int64 { return int64(q.PackagesDone) }),
		}
		x, y := read(t, func(q *row) int64 { return q.Exposure })
		q.ExposureDays = Count{x * int64(a.PeriodDays), y * int64(b.PeriodDays)}
		out = append(out, q)
	}
	return out
}

// Application is the money of one reimbursement application, and its days.
type Application struct {
	ID                                                 string // "" for what is claimed in none
	What                                               What
	Packages, Deferred                                 Count
	Cost, Ineligible, Counted, Reimbursed, Outstanding Money
	Lost                                               Money // counted and not paid back: cut by the proration, or refused above the allocation
	Term, Finish                                       Days
}

func (a Application) differ() bool { return a.What != Same }

func applications(a, b *planner.Plan) (out []Application) {
	type row = planner.ApplicationRow
	for _, t := range join(a.Applications, b.Applications, func(r *row) string { return r.ID }) {
		x := Application{
			ID: t.either().ID, What: t.what(),
			Packages:    countOf(t, func(r *row) int64 { return int64(r.Packages) }),
			Deferred:    countOf(t, func(r *row) int64 { return int64(r.Deferred) }),
			Cost:        moneyOf(t, func(r *row) cost.Cents { return r.Cost }),
			Ineligible:  moneyOf(t, func(r *row) cost.Cents { return r.Ineligible }),
			Counted:     moneyOf(t, func(r *row) cost.Cents { return r.Counted }),
			Reimbursed:  moneyOf(t, func(r *row) cost.Cents { return r.Reimbursed }),
			Outstanding: moneyOf(t, func(r *row) cost.Cents { return r.Outstanding }),
			Lost:        moneyOf(t, lost),
			Term:        daysOf(t, func(r *row) inventory.Date { return r.Term }),
			Finish:      daysOf(t, func(r *row) inventory.Date { return r.Finish }),
		}
		same := x
		same.What = Same
		if x.What == Changed && !(x.Packages.Differ() || x.Deferred.Differ() || x.Cost.Differ() || x.Ineligible.Differ() || x.Counted.Differ() || x.Reimbursed.Differ() ||
			x.Outstanding.Differ() || x.Lost.Differ() || x.Term.Differ() || x.Finish.Differ()) {
			x = same
		}
		out = append(out, x)
	}
	return out
}

// lost is what is counted and will not be paid back.
func lost(r *planner.ApplicationRow) cost.Cents { return r.Cut + r.Refused }

// Category adds up the estimate lines of one cost category, those of the network too.
type Category struct {
	Name          string
	Cost, Counted Money // of the lines that have a price
	UnknownPrices Count
}

func (c Category) differ() bool {
	return c.Cost.Differ() || c.Counted.Differ() || c.UnknownPrices.Differ()
}

// category is that of one plan.
type category struct {
	name          string
	cost, counted cost.Cents
	unknown       int64
}

func categories(a, b *planner.Plan) ([]Category, error) {
	x, err := categoriesOf(a)
	if err != nil {
		return nil, fmt.Errorf("plan a: %w", err)
	}
	y, err := categoriesOf(b)
	if err != nil {
		return nil, fmt.Errorf("plan b: %w", err)
	}
	var out []Category
	for _, t := range join(x, y, func(c *category) string { return c.name }) {
		out = append(out, Category{
			Name:          t.either().name,
			Cost:          moneyOf(t, func(c *category) cost.Cents { return c.cost }),
			Counted:       moneyOf(t, func(c *category) cost.Cents { return c.counted }),
			UnknownPrices: countOf(t, func(c *category) int64 { return c.unknown }),
		})
	}
	slices.SortStableFunc(out, func(a, b Category) int {
		x, y := a.Cost.Change(), b.Cost.Change()
		return cmp.Compare(max(y, -y), max(x, -x))
	})
	return out, nil
}

func categoriesOf(p *planner.Plan) ([]category, error) {
	var out []category
	at := map[string]int{}
	for l := range view.Lines(p) {
		k, seen := at[l.Category]
		if !seen {
			k = len(out)
			at[l.Category] = k
			out = append(out, category{name: l.Category})
		}
		c := &out[k]
		if !l.Known {
			c.unknown++
			continue
		}
		var err error
		if c.cost, err = c.cost.Add(l.Total); err != nil {
			return nil, errTooLarge
		}
		if c.counted, err = c.counted.Add(l.Counted); err != nil {
			return nil, errTooLarge
		}
	}
	return out, nil
}
