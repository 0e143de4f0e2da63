package page

import "github.com/riprep/riprep/pkg/planner"

// Compared is the plan beside what the order of a spreadsheet would give under the same limits.
type Compared struct {
	Found      bool        `json:"found"`
	Why        string      `json:"why"`    // not found
	Finish     int         `json:"finish"` // day, of the spreadsheet's order
	Objectives []Objective `json:"objectives"`
}

// Objective is one objective of the plan. Baseline and Bound are null where they are not known. Unit is cents for money.
type Objective struct {
	Name     string `json:"name"`
	Unit     string `json:"unit"`
	Value    int64  `json:"value"`
	Bound    *int64 `json:"bound"`
	Baseline *int64 `json:"baseline"`
}

func newCompared(p *planner.Plan) Compared {
	b := &p.Baseline
	out := Compared{Found: b.Found, Why: clean(b.Why), Finish: day(b.Finish), Objectives: []Objective{}}
	for i := range p.Objectives {
		o := &p.Objectives[i]
		row := Objective{Name: clean(o.Name), Unit: clean(o.Unit), Value: o.Value, Bound: o.Bound}
		if b.Found && i < len(b.Values) {
			row.Baseline = &b.Values[i]
		}
		out.Objectives = append(out.Objectives, row)
	}
	return out
}
