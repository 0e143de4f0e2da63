package rollup

import (
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/round"
	"github.com/riprep/riprep/pkg/inventory"
)

// Rollup is all units of a batch side by side. What is not known is nil, a zero Date or "", and never 0.
type Rollup struct {
	Run          Run
	Fields       []string      // of scenarios that some unit changes, sorted; Unit.Set has a value for each
	Units        []Unit        // in the order of batch.Compare
	Combinations []Combination // what the units of one scenario and the same changes come to together, by their names and values
	Operators    []Operator    // in the order of their units
	Worst        []Worst       // worst cases first, one list for each question
	Findings     []Finding     // by regime, vendor and verdict, each operator counted once
	Failures     []int         // units that failed, by their number in Units
	NoPlans      []int         // units without a plan within their limits, likewise
	Demand       []Demand      // what is asked of programmes, by combination, programme and tier
	Rounds       []Round       // files of kind round/v1, one for each combination and programme
	Notes        []string      // what a reader has to know beside the figures, such as what was left out

	sources []source          // as Units
	files   []round.Programme // as Rounds
}

// Run is what was asked of all units. A list has more than one value only where folders of different batches were joined.
type Run struct {
	Engines []string // versions of riprep
	Seeds   []uint64
	Efforts []int64
	Do      []batch.Step
	Formats []string
	Counts  Counts
}

// Counts says how many units ended how.
type Counts struct{ Units, Done, NoPlan, Failed int }

// Unit is one row: an operator under one scenario, with changes.
type Unit struct {
	ID          string
	Operator    string   // its name in the batch
	Name        string   // of the carrier, as its inventory has it; "" where that was not read
	Scenario    string   // its name
	Set         []string // a value for each of Rollup.Fields; "" where the unit does not change it
	Status      string   // batch.Status*
	Page        string   // name of the plan's page in Folder, "" where the unit has none
	Combination int      // number in Rollup.Combinations
	Screen      *Screen
	Estimate    *Estimate
	Plan        *Plan
	Failure     *Failure // of a unit that failed or has no plan
	Frontier    Frontier
}

// Folder is where its result stands below the folder of the results, with /.
func (u *Unit) Folder() string {
	if u.Status == batch.StatusFailed {
		return "quarantine/" + u.Operator + "-" + u.ID
	}
	return u.Operator + "-" + u.ID
}

// Screen counts elements by verdict.
type Screen struct{ Covered, Unknown, NotCovered int }

// Estimate is what the work costs, every package in its cheapest option.
type Estimate struct {
	Low, Total, High cost.Cents
	Counted          cost.Cents // by the programme, before proration
	WithoutPrice     int        // lines, which are in no amount
}

// Plan is what a verified plan comes to.
type Plan struct {
	Optimal          bool // proved
	Start, Finish    inventory.Date
	LastCutover      inventory.Date // zero where nothing is cut over
	Cost             cost.Cents
	Reimbursable     cost.Cents
	Reimbursed       cost.Cents // within the horizon
	Outstanding      cost.Cents // to be reimbursed after it
	Interest         cost.Cents
	Own              *cost.Cents // Cost + Interest − Reimbursed − Outstanding: what the operator pays itself; nil where that has no place below cost.Limit
	LowestCash       cost.Cents
	LowestCashOn     inventory.Date // zero where there is no account
	WorkingCapital   cost.Cents     // the most that is out of pocket
	WorkingCapitalOn inventory.Date
	Exposure         *int64 // nil where it is no objective
	ExposureBound    *int64 // nil where no valid bound is known
	ExposureUnit     string // such as risk-weeks
	SubscribersOut   int    // worst moment
	SubscriberHours  int64
	Packages         int
	Deferred         int    // of them
	SpareDays        *int   // of the term with the fewest, less than 0 where it is missed; nil where there is none
	TightestTerm     string // its application
	WithoutPrice     int    // lines, which are in no amount
}

// Gap is how far the exposure may be above the best possible, as a part of it; ok is false where that is not known.
func (p *Plan) Gap() (gap float64, ok bool) {
	if p.Exposure == nil || p.ExposureBound == nil {
		return 0, false
	}
	if *p.Exposure == 0 {
		return 0, true
	}
	return float64(*p.Exposure-*p.ExposureBound) / float64(*p.Exposure), true
}

// Failure is why a unit has no result, or no plan.
type Failure struct {
	Kind    string   // batch.Fail*; of a unit without a plan, what its outcome says
	Message string   // the first error
	File    string   // "" where it has no place
	Line    int      // 0 likewise
	Others  int      // errors beside the first
	Hints   []string // what would help, the first change first
}

// Frontier is how a unit stands among those of its operator.
type Frontier struct {
	State     string // FrontierOn | FrontierDominated | "" where there is no plan
	Dominator int    // of a dominated one: a unit that stands on the frontier and beats it, by its number in Units
	Group     int    // units with the same Group were compared; from 0, over all operators
	Exposure  bool   // exposure was compared beside finish and own money: every unit of the group has it
}

// States of a unit among the others of its operator.
const (
	FrontierOn        = "frontier"  // no other is as good in all and better in one
	FrontierDominated = "dominated" // another one is
)

// Combination is a scenario's name with the same changes, over all operators.
type Combination struct {
	Scenario string
	Set      []string // a value for each of Rollup.Fields
	Slug     string   // good for the name of a file, no two alike
	Counts   Counts
	Planned  Totals // of the units with a plan
}

// Totals are figures of plans added up. An amount is nil where there is no plan, or the sum has no place below cost.Limit.
type Totals struct {
	Plans                                                      int // how many there are
	Cost, Reimbursable, Reimbursed, Outstanding, Interest, Own *cost.Cents
	SubscriberHours                                            *int64
	WithoutPrice                                               int            // lines, which are in no amount
	Finish                                                     inventory.Date // of the last one to finish
	Packages, Deferred                                         int
}

// Label is how people call a combination, such as "base, crews.tower=3".
func (r *Rollup) Label(scenario string, set []string) string {
	for i, v := range set {
		if v != "" {
			scenario += ", " + r.Fields[i] + "=" + v
		}
	}
	return scenario
}

// Operator is one operator with its units, which stand one after the other in Rollup.Units.
type Operator struct {
	Name        string // in the batch
	Carrier     string // as its inventory has it, "" where none of its units was read
	First, Last int    // units First ≤ i < Last
	Counts      Counts
}

// Worst is one question and the units that answer it worst, worst first; equal ones in the order of Units. Of several operators each
// stands there once, with its worst unit; of a single one its units do.
type Worst struct {
	ID    string // finish | spare_days | lowest_cash | own | exposure_gap | cost | exposure
	Title string // such as "Latest finish"
	Units []int  // at most WorstRows
}

// WorstRows is how many units a list of Worst has.
const WorstRows = 10

// Finding counts the gear of one vendor under one regime with one verdict. An operator counts once, however many units it has,
// with the most that any of them has.
type Finding struct {
	Regime, Vendor, Verdict string
	Operators               int
	Elements                int64
	Pieces                  int64 // of gear: elements times their quantity
}

// Demand is what the applications of one tier ask of a programme under one combination. A tier that is not known has Tier "".
type Demand struct {
	Combination  int
	Programme    string
	Tier         string
	Says         string      // the tier in the words of the rule
	Applications int         // with an amount
	Amount       *cost.Cents // nil where the sum has no place below cost.Limit
	WithoutPrice int         // lines, which are in no amount: where there are some, the amount is at least that much
}

// Round is a file of kind round/v1: the applications of one combination to one programme, without money to divide yet.
type Round struct {
	Combination  int
	Programme    string
	File         string // below the folder of the results: demand/SLUG.yaml
	Applications int
	LeftOut      int // applications whose tier is not known, for want of customers or kind
}
