package rollup

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// maxFields is how many fields of scenarios may vary in a batch: each is a column of its own, of which a spreadsheet has 16,384.
const maxFields = 1_000

// New sets the outcomes of a batch side by side. They may come in any order; of each is kept what its row needs. The error is
// the first that comes with an outcome, or says that a unit stands twice or that too many fields vary.
func New(outcomes iter.Seq2[*batch.Outcome, error]) (*Rollup, error) {
	b := builder{findings: map[tally]count{}, words: map[string]string{}}
	for o, err := range outcomes {
		if err != nil {
			return nil, err
		}
		b.add(o)
	}
	slices.SortFunc(b.rows, compareRows)
	for i := 1; i < len(b.rows); i++ {
		if b.rows[i].unit.ID == b.rows[i-1].unit.ID {
			return nil, fmt.Errorf("unit %q: stands twice among the outcomes", b.rows[i].unit.ID)
		}
	}
	r := &Rollup{Run: b.run()}
	if err := r.setFields(b.rows); err != nil {
		return nil, err
	}
	r.Units, r.sources = make([]Unit, len(b.rows)), make([]source, len(b.rows))
	for i := range b.rows {
		r.Units[i], r.sources[i] = b.rows[i].unit, b.rows[i].source
		u := &r.Units[i]
		switch r.Run.Counts.add(u.Status); u.Status {
		case batch.StatusFailed:
			r.Failures = append(r.Failures, i)
		case batch.StatusNoPlan:
			r.NoPlans = append(r.NoPlans, i)
		}
	}
	r.setOperators()
	r.setCombinations()
	r.setWorst()
	r.setFrontier()
	r.Findings = findingsOf(b.findings)
	r.setDemand()
	r.setNotes(b.differ)
	return r, nil
}

// row is a unit while outcomes come in.
type row struct {
	unit   Unit
	set    []batch.Change
	source source
}

// source is what demand is made from.
type source struct {
	carrier      *batch.Carrier
	applications []batch.Application // nil where there is no estimate
}

// compareRows is batch.Compare of what an outcome has.
func compareRows(a, b row) int {
	return cmp.Or(
		batch.Natural(a.unit.Operator, b.unit.Operator), batch.Natural(a.unit.Scenario, b.unit.Scenario),
		slices.CompareFunc(a.set, b.set, func(x, y batch.Change) int {
			return cmp.Or(strings.Compare(x.Field, y.Field), batch.Natural(x.Value, y.Value))
		}),
		strings.Compare(a.unit.ID, b.unit.ID),
	)
}

// builder gathers outcomes.
type builder struct {
	rows     []row
	findings map[tally]count
	differ   map[string]bool // operators whose units found different gear
	words    map[string]string
	engines  []string
	seeds    []uint64
	efforts  []int64
	do       []batch.Step
	formats  []string
}

// keep gives a word of which there is one copy for all rows: names of operators and scenarios stand in many.
func (b *builder) keep(s string) string {
	if kept, ok := b.words[s]; ok {
		return kept
	}
	b.words[s] = s
	return s
}

func addNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

func (b *builder) add(o *batch.Outcome) {
	b.engines, b.seeds, b.efforts = addNew(b.engines, o.Engine), addNew(b.seeds, o.Seed), addNew(b.efforts, o.Effort)
	for _, s := range o.Do {
		b.do = addNew(b.do, s)
	}
	for _, f := range o.Formats {
		b.formats = addNew(b.formats, f)
	}
	u := Unit{ID: o.Unit, Operator: b.keep(o.Operator), Scenario: b.keep(o.Scenario), Status: b.keep(o.Status)}
	for _, f := range o.Files {
		if f.Name == pageName {
			u.Page = pageName
		}
	}
	r := row{set: o.Set}
	for i := range r.set {
		r.set[i] = batch.Change{Field: b.keep(r.set[i].Field), Value: b.keep(r.set[i].Value)}
	}
	if c := o.Carrier; c != nil {
		u.Name = b.keep(c.Name)
		r.source.carrier = &batch.Carrier{Name: u.Name, FRN: b.keep(c.FRN), Kind: b.keep(c.Kind), Customers: c.Customers}
	}
	if s := o.Screened; s != nil {
		u.Screen = &Screen{s.Covered, s.Unknown, s.NotCovered}
		b.found(u.Operator, s.By)
	}
	if e := o.Estimated; e != nil {
		u.Estimate = &Estimate{Low: cost.Cents(e.Low), Total: cost.Cents(e.Total), High: cost.Cents(e.High), Counted: cost.Cents(e.Counted), WithoutPrice: e.WithoutPrice}
		r.source.applications = e.Applications
	}
	if o.Planned != nil {
		u.Plan = planOf(o.Planned)
	}
	if o.Failure != nil {
		u.Failure = failureOf(o.Failure)
	}
	r.unit = u
	b.rows = append(b.rows, r)
}

// pageName is the plan's page among the files of a result.
const pageName = "plan.html"

// planOf is what a row has of a plan.
func planOf(p *batch.Planned) *Plan {
	out := &Plan{
		Optimal: p.Status == "optimal", Start: p.Start.Date, Finish: p.Finish.Date, LastCutover: p.LastCutover.Date,
		Cost: cost.Cents(p.Cost), Reimbursable: cost.Cents(p.Reimbursable), Reimbursed: cost.Cents(p.Reimbursed), Outstanding: cost.Cents(p.Outstanding),
		Interest: cost.Cents(p.Interest), LowestCash: cost.Cents(p.LowestCash), LowestCashOn: p.LowestCashOn.Date,
		WorkingCapital: cost.Cents(p.WorkingCapital), WorkingCapitalOn: p.WorkingCapitalOn.Date,
		SubscribersOut: p.SubscribersOut, SubscriberHours: p.SubscriberHours, Packages: p.Packages, Deferred: p.Deferred, WithoutPrice: p.WithoutPrice,
	}
	out.Own = own(out)
	if x := p.Objective("exposure"); x != nil {
		out.Exposure, out.ExposureBound, out.ExposureUnit = &x.Value, x.Bound, x.Unit
	}
	for i := range p.Terms {
		if t := &p.Terms[i]; out.SpareDays == nil || t.SpareDays < *out.SpareDays {
			out.SpareDays, out.TightestTerm = &t.SpareDays, t.Application
		}
	}
	return out
}

// own is what the operator pays itself.
func own(p *Plan) *cost.Cents {
	sum := p.Cost
	for _, err := range []error{add(&sum, p.Interest), add(&sum, -p.Reimbursed), add(&sum, -p.Outstanding)} {
		if err != nil {
			return nil
		}
	}
	return &sum
}

func add(sum *cost.Cents, c cost.Cents) (err error) {
	*sum, err = sum.Add(c)
	return err
}

// failureOf is what a row has of a failure.
func failureOf(f *batch.Failure) *Failure {
	out := &Failure{Kind: f.Kind, Others: max(0, len(f.Errors)-1)}
	if len(f.Errors) > 0 {
		first := &f.Errors[0]
		out.Message, out.File, out.Line = first.Message, first.File, first.Line
		if first.Hint != "" {
			out.Hints = append(out.Hints, first.Hint)
		}
	}
	for _, h := range f.Hints {
		out.Hints = addNew(out.Hints, h)
	}
	return out
}

// run is what was asked of all units.
func (b *builder) run() Run {
	r := Run{Engines: b.engines, Seeds: b.seeds, Efforts: b.efforts, Formats: b.formats}
	slices.Sort(r.Engines)
	slices.Sort(r.Seeds)
	slices.Sort(r.Efforts)
	slices.Sort(r.Formats)
	for _, s := range batch.Steps {
		if slices.Contains(b.do, s) {
			r.Do = append(r.Do, s)
		}
	}
	return r
}

func (n *Counts) add(status string) {
	n.Units++
	switch status {
	case batch.StatusDone:
		n.Done++
	case batch.StatusNoPlan:
		n.NoPlan++
	default:
		n.Failed++
	}
}

// setFields finds the fields that vary, and gives each unit its values.
func (r *Rollup) setFields(rows []row) error {
	place := map[string]int{}
	for i := range rows {
		for _, c := range rows[i].set {
			if _, ok := place[c.Field]; !ok {
				place[c.Field] = 0
				r.Fields = append(r.Fields, c.Field)
			}
		}
	}
	if len(r.Fields) > maxFields {
		return fmt.Errorf("the units change %d fields of their scenarios: the roll-up has a column for each, and at most %d", len(r.Fields), maxFields)
	}
	slices.SortFunc(r.Fields, batch.Natural)
	for i, f := range r.Fields {
		place[f] = i
		r.Fields[i] = grid.Clean(f) // names of columns
	}
	all := make([]string, len(rows)*len(r.Fields))
	for i := range rows {
		set := all[i*len(r.Fields) : (i+1)*len(r.Fields) : (i+1)*len(r.Fields)]
		for _, c := range rows[i].set {
			set[place[c.Field]] = c.Value
		}
		rows[i].unit.Set = set
	}
	return nil
}

// setOperators finds where the units of each operator begin and end.
func (r *Rollup) setOperators() {
	for i := range r.Units {
		u := &r.Units[i]
		if n := len(r.Operators); n == 0 || r.Operators[n-1].Name != u.Operator {
			r.Operators = append(r.Operators, Operator{Name: u.Operator, First: i})
		}
		o := &r.Operators[len(r.Operators)-1]
		o.Last = i + 1
		o.Counts.add(u.Status)
		if o.Carrier == "" {
			o.Carrier = u.Name
		}
	}
}

// later is the later of two days.
func later(a, b inventory.Date) inventory.Date {
	if b.After(a) {
		return b
	}
	return a
}
