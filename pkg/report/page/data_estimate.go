package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// Estimate is what the plan costs, added up in several ways, and each price once with all that it is paid for.
type Estimate struct {
	Total        Sum           `json:"total"`
	Category     []Sum         `json:"category"`
	Tag          []Sum         `json:"tag"` // removal | replacement | disposal
	Eligible     []Sum         `json:"eligible"`
	Basis        []Sum         `json:"basis"` // "" of lines without a price
	Refused      []Refusal     `json:"refused"`
	Lines        EstimateLines `json:"lines"`
	Applications []Application `json:"applications"`
}

// Sum adds lines up; those without a price are in no amount. What is counted is before proration.
type Sum struct {
	Key     int        `json:"key"`
	Low     cost.Cents `json:"low"`
	Total   cost.Cents `json:"total"`
	High    cost.Cents `json:"high"`
	Counted cost.Cents `json:"counted"`
	Lines   int        `json:"lines"`
	Unknown int        `json:"unknown"`
}

// Refusal is what the programme does not count, by the rule that says so, or by what is not clear.
type Refusal struct {
	Eligible int        `json:"eligible"`
	By       int        `json:"by"`
	Lines    int        `json:"lines"`
	Total    cost.Cents `json:"total"`
	Refused  cost.Cents `json:"refused"` // of Total
}

// EstimateLines are the estimate lines, those that are alike in all but what they are for in one row, column by column. Price is null
// where it is not known, and where a row has several; then Known tells which.
type EstimateLines struct {
	Item       []int         `json:"item"`
	Name       []int         `json:"name"`
	Category   []int         `json:"category"`
	Tag        []int         `json:"tag"`
	Unit       []int         `json:"unit"`
	Price      []*cost.Cents `json:"price"`
	Quantity   []string      `json:"quantity"` // "" where it says nothing: of parts of other lines
	Known      []int         `json:"known"`    // 1 or 0
	Low        []cost.Cents  `json:"low"`
	Total      []cost.Cents  `json:"total"`
	High       []cost.Cents  `json:"high"`
	Counted    []cost.Cents  `json:"counted"`
	Eligible   []int         `json:"eligible"`
	EligibleBy []int         `json:"eligibleBy"`
	Basis      []int         `json:"basis"`
	Source     []int         `json:"source"`
	Verified   []int         `json:"verified"` // 1 or 0
	Lines      []int         `json:"lines"`
	Packages   []int         `json:"packages"`
}

// Application is what becomes of the money of one reimbursement application.
type Application struct {
	ID          int         `json:"id"`
	Packages    int         `json:"packages"`
	Deferred    int         `json:"deferred"`
	Cost        cost.Cents  `json:"cost"`
	Ineligible  cost.Cents  `json:"ineligible"`
	Counted     cost.Cents  `json:"counted"`
	Proration   string      `json:"proration"` // such as 39.5%, "" where nothing is reimbursed
	Cut         cost.Cents  `json:"cut"`
	Claimed     cost.Cents  `json:"claimed"`
	Refused     cost.Cents  `json:"refused"`
	Reimbursed  cost.Cents  `json:"reimbursed"`
	Outstanding cost.Cents  `json:"outstanding"`
	Allocation  *cost.Cents `json:"allocation"`
	Left        *cost.Cents `json:"left"`
	Term        int         `json:"term"`
	Finish      int         `json:"finish"`
}

func newEstimate(d *view.Document, w *words) (*Estimate, error) {
	var lines []cost.Line
	for l := range view.Lines(d.Plan) {
		lines = append(lines, *l.Line)
	}
	e := &Estimate{}
	for _, by := range []struct {
		to  *[]Sum
		key func(*cost.Line) string
	}{
		{&e.Category, cost.ByCategory}, {&e.Tag, cost.ByTag}, {&e.Eligible, cost.ByEligible}, {&e.Basis, cost.ByBasis},
	} {
		sums, err := sumsOf(lines, by.key, w)
		if err != nil {
			return nil, err
		}
		*by.to = sums
	}
	all, err := sumsOf(lines, func(*cost.Line) string { return "" }, w)
	if err != nil {
		return nil, err
	}
	if len(all) > 0 {
		e.Total = all[0]
	}
	if e.Refused, err = refusals(lines, w); err != nil {
		return nil, err
	}
	if err := e.Lines.add(d.Plan, w); err != nil {
		return nil, err
	}
	e.Applications = applications(d.Plan, w)
	return e, nil
}

// sumsOf adds lines up by a key, the dearest group first.
func sumsOf(lines []cost.Line, key func(*cost.Line) string, w *words) ([]Sum, error) {
	groups, err := cost.GroupBy(lines, key)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(groups, func(a, b cost.Subtotal) int { return cmp.Compare(b.Total, a.Total) })
	out := make([]Sum, len(groups))
	for i, g := range groups {
		out[i] = Sum{w.of(g.Key), g.Low, g.Total, g.High, g.Counted, g.Lines, g.Unknown}
	}
	return out, nil
}

// refusals gathers the lines of which the programme does not count all, the most money first.
func refusals(lines []cost.Line, w *words) ([]Refusal, error) {
	type key struct {
		answer cost.Eligible
		by     string
	}
	at, out := map[key]int{}, []Refusal{}
	for i := range lines {
		l := &lines[i]
		if !l.Known || l.Counted == l.Total {
			continue
		}
		k := key{l.Eligible, l.EligibleBy}
		n, seen := at[k]
		if !seen {
			n = len(out)
			at[k] = n
			out = append(out, Refusal{Eligible: w.of(string(k.answer)), By: w.of(k.by)})
		}
		r := &out[n]
		r.Lines++
		var err error
		if r.Total, err = r.Total.Add(l.Total); err != nil {
			return nil, err
		}
		if r.Refused, err = r.Refused.Add(l.Total - l.Counted); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Refusal) int { return cmp.Compare(b.Refused, a.Refused) })
	return out, nil
}

// priced is what lines have in common that stand in one row.
type priced struct {
	item, name, category, unit string
	tag                        cost.Tag
	price                      cost.Cents
	known                      bool
	eligible                   cost.Eligible
	eligibleBy, source         string
	basis                      string
	verified                   bool
}

// rowKey is that of a line. One that is a part of others has a price of its own wherever it stands; its unit, "5% of 9000.00",
// says so, and it goes by the percentage alone.
func rowKey(l *cost.Line) (k priced, part bool) {
	k = priced{l.Item, l.Name, l.Category, l.Unit, l.Tag, l.UnitPrice, l.Known, l.Eligible, l.EligibleBy, l.Source, cost.ByBasis(l), l.Verified}
	percent, _, part := strings.Cut(l.Unit, "% of ")
	if part {
		k.unit, k.price = percent+"% of other lines", 0
	}
	return k, part
}

func (e *EstimateLines) add(p *planner.Plan, w *words) error {
	at, last := map[priced]int{}, map[int]*planner.PlannedPackage{}
	var quantities []cost.Quantity
	for l := range view.Lines(p) {
		k, part := rowKey(l.Line)
		n, seen := at[k]
		if !seen {
			n = len(e.Item)
			at[k] = n
			e.row(k, part, w)
			quantities = append(quantities, 0)
		}
		var errs [5]error
		quantities[n], errs[0] = quantities[n].Add(l.Quantity)
		if l.Known {
			e.Low[n], errs[1] = e.Low[n].Add(l.Low)
			e.Total[n], errs[2] = e.Total[n].Add(l.Total)
			e.High[n], errs[3] = e.High[n].Add(l.High)
			e.Counted[n], errs[4] = e.Counted[n].Add(l.Counted)
		}
		if err := cmp.Or(errs[:]...); err != nil {
			return err
		}
		e.Lines[n]++
		if l.Package != nil && last[n] != l.Package { // lines come package by package
			last[n] = l.Package
			e.Packages[n]++
		}
		if e.Quantity[n] = quantities[n].String(); part {
			e.Quantity[n] = ""
		}
	}
	return nil
}

func (e *EstimateLines) row(k priced, part bool, w *words) {
	var price *cost.Cents
	if k.known && !part {
		price = &k.price
	}
	flag := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	e.Item = append(e.Item, w.of(k.item))
	e.Name = append(e.Name, w.of(k.name))
	e.Category = append(e.Category, w.of(k.category))
	e.Tag = append(e.Tag, w.of(string(k.tag)))
	e.Unit = append(e.Unit, w.of(k.unit))
	e.Price = append(e.Price, price)
	e.Quantity = append(e.Quantity, "")
	e.Known = append(e.Known, flag(k.known))
	e.Low, e.Total, e.High, e.Counted = append(e.Low, 0), append(e.Total, 0), append(e.High, 0), append(e.Counted, 0)
	e.Eligible = append(e.Eligible, w.of(string(k.eligible)))
	e.EligibleBy = append(e.EligibleBy, w.of(k.eligibleBy))
	e.Basis = append(e.Basis, w.of(k.basis))
	e.Source = append(e.Source, w.of(k.source))
	e.Verified = append(e.Verified, flag(k.verified))
	e.Lines, e.Packages = append(e.Lines, 0), append(e.Packages, 0)
}

func applications(p *planner.Plan, w *words) []Application {
	out := []Application{}
	for i := range p.Applications {
		a := &p.Applications[i]
		row := Application{
			w.of(a.ID), a.Packages, a.Deferred, a.Cost, a.Ineligible, a.Counted, "", a.Cut, a.Claimed, a.Refused, a.Reimbursed, a.Outstanding,
			a.Allocation, a.Left, day(a.Term), day(a.Finish),
		}
		if a.Proration != nil {
			row.Proration = a.Proration.Percent()
		}
		out = append(out, row)
	}
	return out
}
