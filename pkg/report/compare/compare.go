// Package compare sets two plans side by side: packages that moved, money, days, outage, exposure, verdicts, inputs and
// assumptions, exact to the cent and the day. It reads what each plan states of itself and replays neither, so that an old
// plan can be compared whose inputs have changed since; Notes says so.
//
// Begin with Comparison and New. A plan is a or b; a change is always b less a. The order of every list depends on the pair
// alone: a with b is the mirror image of b with a. What is shown of it stands in the folder show.
package compare

import (
	"fmt"

	"github.com/riprep/riprep/pkg/planner"
)

// Comparison is two plans side by side. Lists whose rows are changes (Packages, Findings, Rules, Overrides, Assumptions)
// hold what differs; the others hold every row, whether it differs or not.
type Comparison struct {
	A, B *planner.Plan

	Money  []MoneyFigure // of the plans as a whole
	Days   []DayFigure
	Counts []CountFigure

	Objectives   []Objective
	Packages     []Package // most telling first: in one plan only, deferred in one only, then by how far the cutover moved
	Unchanged    int       // packages that are the same in both
	Quarters     []Quarter
	Applications []Application
	Categories   []Category // of estimate lines, the largest change first
	Exposure     []Exposure // added up from the first day of either plan
	Findings     []Finding
	Rules        []Rule
	Inputs       []Input
	Overrides    []Override
	Assumptions  []Assumption
}

// New compares two plans. The error is of a plan that nobody could have made, such as one whose figures are too large to be
// added up; it says which of the two it is.
func New(a, b *planner.Plan) (*Comparison, error) {
	if err := sound(a); err != nil {
		return nil, fmt.Errorf("plan a: %w", err)
	}
	if err := sound(b); err != nil {
		return nil, fmt.Errorf("plan b: %w", err)
	}
	c := &Comparison{A: a, B: b}
	c.Money, c.Days, c.Counts = moneyFigures(a, b), dayFigures(a, b), countFigures(a, b)
	c.Objectives = objectives(a, b)
	c.Packages, c.Unchanged = packages(a, b)
	c.Quarters = quarters(a, b)
	c.Applications = applications(a, b)
	var err error
	if c.Categories, err = categories(a, b); err != nil {
		return nil, err
	}
	c.Exposure = exposure(a, b)
	c.Findings, c.Rules = findings(a, b), rules(a, b)
	c.Inputs, c.Overrides, c.Assumptions = inputs(a, b), overrides(a, b), assumptions(a, b)
	return c, nil
}

// Same reports whether nothing that is compared differs. Plans of the same inputs made by other versions or seeds may be the
// same.
func (c *Comparison) Same() bool {
	if len(c.Packages)+len(c.Findings)+len(c.Rules)+len(c.Overrides)+len(c.Assumptions) > 0 || c.A.Operator != c.B.Operator || c.A.Status != c.B.Status {
		return false
	}
	return none(c.Money, func(f MoneyFigure) bool { return f.Differ() }) &&
		none(c.Days, func(f DayFigure) bool { return f.Differ() }) &&
		none(c.Counts, func(f CountFigure) bool { return f.Differ() }) &&
		none(c.Objectives, Objective.differ) && none(c.Quarters, Quarter.differ) &&
		none(c.Applications, Application.differ) && none(c.Categories, Category.differ) &&
		none(c.Exposure, func(e Exposure) bool { return e.Differ() }) &&
		none(c.Inputs, func(i Input) bool { return i.What != Same })
}

func none[T any](all []T, is func(T) bool) bool {
	for _, x := range all {
		if is(x) {
			return false
		}
	}
	return true
}
