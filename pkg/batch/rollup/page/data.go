package page

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/rollup"
	"github.com/riprep/riprep/pkg/report/grid"
)

// most is how many units a page has at the most; above that a browser is slow and a mail too large. What is added up counts
// all of them, and the page says how many it leaves to the other files.
const most = 20_000

// data is what the scripts of the page read. Units are named by their number among those of the page, days are days since
// 1970-01-01, amounts cents. No name is markup: the scripts set them as text.
type data struct {
	Run          run           `json:"run"`
	Notes        []string      `json:"notes"`
	Fields       []string      `json:"fields"`
	Operators    []operator    `json:"operators"`
	Combinations []combination `json:"combinations"`
	Figures      []figure      `json:"figures"`
	Units        columns       `json:"units"`
	Worst        []worst       `json:"worst"`
	Findings     [][]any       `json:"findings"` // regime, vendor, verdict, operators, elements, pieces
	Failures     []failure     `json:"failures"` // failed ones, then those without a plan
	Demand       [][]any       `json:"demand"`   // combination, programme, tier, its words, applications, amount, lines without a price
	Rounds       [][]any       `json:"rounds"`   // combination, programme, file, applications, left out
}

type run struct {
	Engines []string     `json:"engines"`
	Seeds   []string     `json:"seeds"` // as text: they may have more digits than a number of the scripts
	Efforts []int64      `json:"efforts"`
	Do      []batch.Step `json:"do"`
	Formats []string     `json:"formats"`
	Counts  counts       `json:"counts"`
}

type counts struct {
	Units  int `json:"units"`
	Done   int `json:"done"`
	NoPlan int `json:"noPlan"`
	Failed int `json:"failed"`
}

type operator struct {
	Name    string `json:"name"`
	Carrier string `json:"carrier"`
	Counts  counts `json:"counts"`
}

// combination has the totals over all operators, null where they are not known.
type combination struct {
	Label        string   `json:"label"`
	Scenario     string   `json:"scenario"`
	Set          []string `json:"set"`
	Counts       counts   `json:"counts"`
	Cost         any      `json:"cost"`
	Back         any      `json:"back"` // reimbursed within the horizon
	Outstanding  any      `json:"outstanding"`
	Own          any      `json:"own"`
	Hours        any      `json:"hours"`
	Finish       any      `json:"finish"`
	WithoutPrice any      `json:"withoutPrice"`
}

// columns has all units, column by column.
type columns struct {
	ID          []string `json:"id"`
	Operator    []int    `json:"operator"`
	Combination []int    `json:"combination"`
	Status      []string `json:"status"`
	Optimal     []int    `json:"optimal"` // 1 where its plan is proved to be best
	Term        []string `json:"term"`    // the application whose term is tightest
	Measure     []string `json:"measure"` // of the exposure, such as risk-weeks
	Page        []string `json:"page"`    // of its plan, relative to this one; "" where there is none
	State       []string `json:"state"`   // on the frontier of its operator, or not
	Dominator   []int    `json:"dominator"`
	Group       []int    `json:"group"`   // what was compared
	Figures     [][]any  `json:"figures"` // a column for each of data.Figures, null where a unit has none
}

type worst struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Units []int  `json:"units"`
}

type failure struct {
	Unit    int      `json:"unit"`
	Kind    string   `json:"kind"`
	Message string   `json:"message"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Others  int      `json:"others"`
	Hints   []string `json:"hints"`
	Folder  string   `json:"folder"`
}

func dataOf(r *rollup.Rollup) *data {
	d := &data{
		Run: run{
			Engines: clean(r.Run.Engines), Seeds: []string{}, Efforts: append([]int64{}, r.Run.Efforts...),
			Do: append([]batch.Step{}, r.Run.Do...), Formats: clean(r.Run.Formats), Counts: counts(r.Run.Counts),
		},
		Notes: clean(r.Notes), Fields: clean(r.Fields), Operators: []operator{}, Combinations: []combination{}, Figures: figures,
		Worst: []worst{}, Findings: [][]any{}, Failures: []failure{}, Demand: [][]any{}, Rounds: [][]any{},
	}
	for _, s := range r.Run.Seeds {
		d.Run.Seeds = append(d.Run.Seeds, strconv.FormatUint(s, 10))
	}
	shown, place := choose(r)
	owner := make([]int, len(r.Units)) // number of the operator of each unit
	for n := range r.Operators {
		o := &r.Operators[n]
		d.Operators = append(d.Operators, operator{grid.Clean(o.Name), grid.Clean(o.Carrier), counts(o.Counts)})
		for i := o.First; i < o.Last; i++ {
			owner[i] = n
		}
	}
	for i := range r.Combinations {
		d.Combinations = append(d.Combinations, combinationOf(r, &r.Combinations[i]))
	}
	d.Units = unitsOf(r, shown, place, owner)
	for _, w := range r.Worst {
		d.Worst = append(d.Worst, worst{w.ID, grid.Clean(w.Title), placed(w.Units, place)})
	}
	for _, f := range r.Findings {
		d.Findings = append(d.Findings, []any{grid.Clean(f.Regime), grid.Clean(f.Vendor), grid.Clean(f.Verdict), f.Operators, f.Elements, f.Pieces})
	}
	for _, list := range [][]int{r.Failures, r.NoPlans} {
		for _, i := range list {
			if at, ok := place(i); ok {
				d.Failures = append(d.Failures, failureOf(&r.Units[i], at))
			}
		}
	}
	for _, x := range r.Demand {
		d.Demand = append(d.Demand, []any{x.Combination, grid.Clean(x.Programme), grid.Clean(x.Tier), grid.Clean(x.Says), x.Applications, orNil(x.Amount), x.WithoutPrice})
	}
	for _, x := range r.Rounds {
		d.Rounds = append(d.Rounds, []any{x.Combination, grid.Clean(x.Programme), grid.Clean(x.File), x.Applications, x.LeftOut})
	}
	return d
}

// choose is which units the page shows, in order, and the place of each among them: the worst ones, and then the first.
func choose(r *rollup.Rollup) (shown []int, place func(unit int) (int, bool)) {
	if len(r.Units) <= most {
		shown = make([]int, len(r.Units))
		for i := range shown {
			shown[i] = i
		}
		return shown, func(unit int) (int, bool) { return unit, true }
	}
	keep := map[int]bool{}
	for _, w := range r.Worst {
		for _, i := range w.Units {
			keep[i] = true
		}
	}
	for i := 0; len(keep) < most; i++ {
		keep[i] = true
	}
	for i := range keep {
		shown = append(shown, i)
	}
	slices.Sort(shown)
	return shown, func(unit int) (int, bool) { return slices.BinarySearch(shown, unit) }
}

func placed(units []int, place func(int) (int, bool)) []int {
	out := []int{}
	for _, i := range units {
		if at, ok := place(i); ok {
			out = append(out, at)
		}
	}
	return out
}

func combinationOf(r *rollup.Rollup, c *rollup.Combination) combination {
	t := &c.Planned
	out := combination{Label: grid.Clean(r.Label(c.Scenario, c.Set)), Scenario: grid.Clean(c.Scenario), Set: clean(c.Set), Counts: counts(c.Counts)}
	if t.Plans > 0 {
		out.Cost, out.Back, out.Outstanding, out.Own, out.Hours = orNil(t.Cost), orNil(t.Reimbursed), orNil(t.Outstanding), orNil(t.Own), orNil(t.SubscriberHours)
		out.Finish, out.WithoutPrice = dayOf(t.Finish), t.WithoutPrice
	}
	return out
}

func unitsOf(r *rollup.Rollup, shown []int, place func(int) (int, bool), owner []int) columns {
	c := columns{
		ID: []string{}, Operator: []int{}, Combination: []int{}, Status: []string{}, Optimal: []int{}, Term: []string{}, Measure: []string{}, Page: []string{},
		State: []string{}, Dominator: []int{}, Group: []int{}, Figures: make([][]any, len(figures)),
	}
	for _, i := range shown {
		u := &r.Units[i]
		optimal, term, measure := 0, "", ""
		if p := u.Plan; p != nil {
			term, measure = grid.Clean(p.TightestTerm), grid.Clean(p.ExposureUnit)
			if p.Optimal {
				optimal = 1
			}
		}
		dominator := -1
		if at, ok := place(u.Frontier.Dominator); ok && u.Frontier.State == rollup.FrontierDominated {
			dominator = at
		}
		c.ID, c.Operator, c.Combination, c.Status = append(c.ID, grid.Clean(u.ID)), append(c.Operator, owner[i]), append(c.Combination, u.Combination), append(c.Status, u.Status)
		c.Optimal, c.Term, c.Measure, c.Page = append(c.Optimal, optimal), append(c.Term, term), append(c.Measure, measure), append(c.Page, address(u))
		c.State, c.Dominator, c.Group = append(c.State, u.Frontier.State), append(c.Dominator, dominator), append(c.Group, u.Frontier.Group)
	}
	for k, f := range figures {
		c.Figures[k] = make([]any, len(shown))
		for n, i := range shown {
			c.Figures[k][n] = f.of(&r.Units[i])
		}
	}
	return c
}

// address is the address of a unit's plan beside this page. Names that no folder of results can have get none.
func address(u *rollup.Unit) string {
	if u.Page == "" || !batch.IsName(u.Page) || !batch.IsName(u.Operator) || !batch.IsID(u.ID) {
		return ""
	}
	return "./" + url.PathEscape(u.Folder()) + "/" + url.PathEscape(u.Page)
}

func failureOf(u *rollup.Unit, at int) failure {
	out := failure{Unit: at, Hints: []string{}, Folder: grid.Clean(u.Folder())}
	if f := u.Failure; f != nil {
		out.Kind, out.Message, out.File, out.Line, out.Others, out.Hints = grid.Clean(f.Kind), grid.Clean(f.Message), grid.Clean(f.File), f.Line, f.Others, clean(f.Hints)
	}
	return out
}

// clean makes words harmless for the page, as grid.Clean does.
func clean(words []string) []string {
	out := make([]string, len(words))
	for i, s := range words {
		out[i] = grid.Clean(s)
	}
	return out
}
