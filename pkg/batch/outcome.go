package batch

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// The ways in which a unit ends.
const (
	StatusDone   = "done"
	StatusNoPlan = "no-plan" // there is no plan within its limits: an answer, and the same each time
	StatusFailed = "failed"
)

// The kinds of Failure. What is Final is so each time; the others may go well another time.
const (
	FailInput      = "input"      // the input is not valid, too large, not there, or leads out of the batch
	FailPanic      = "panic"      // a defect of riprep
	FailCrash      = "crash"      // the worker's process ended
	FailTimeout    = "timeout"    // it ran over its time
	FailMemory     = "memory"     // it took more memory than it may
	FailUnverified = "unverified" // the plan does not verify: a defect of riprep
	FailOutput     = "output"     // the result cannot be written, or is too large
	FailUnexpected = "unexpected"
)

// Outcome is what became of a unit, for people and for the roll-up. It is also a file, outcome/v1, and its tags are that
// file's. It has no clock and nothing of the machine, so the same unit has the same bytes everywhere.
type Outcome struct {
	Riprep    string     `json:"riprep"` // outcome/v1
	Unit      string     `json:"unit"`
	Operator  string     `json:"operator"`
	Scenario  string     `json:"scenario"`
	Set       []Change   `json:"set"`
	Status    string     `json:"status"`
	Do        []Step     `json:"do"`
	Formats   []string   `json:"formats"`
	Engine    string     `json:"engine"`
	Seed      uint64     `json:"seed"`
	Effort    int64      `json:"effort"`
	Inputs    []Input    `json:"inputs"` // files of the operator and what is built in, as a plan has them
	Carrier   *Carrier   `json:"carrier"`
	Screened  *Screened  `json:"screen"`
	Estimated *Estimated `json:"estimate"`
	Planned   *Planned   `json:"plan"`
	Failure   *Failure   `json:"failure"` // also of StatusNoPlan: which limits clash, and what would help
	Files     []Written  `json:"files"`   // of the result, without this one
}

// OutcomeKind is what an outcome's file says that it is.
const OutcomeKind = "outcome/v1"

// Change is a field of the scenario that was given another value.
type Change struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Input is a file that was read.
type Input struct {
	Path   string `json:"path"`
	Kind   string `json:"kind"`
	SHA256 string `json:"sha256"`
}

// Written is a file of a result.
type Written struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Carrier is whose network it is.
type Carrier struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	FRN       string `json:"frn"`
	Customers *int   `json:"customers"` // null where not stated
	Kind      string `json:"kind"`
	Sites     int    `json:"sites"`
	Elements  int    `json:"elements"`
}

// Screened counts elements by verdict.
type Screened struct {
	AsOf       Day            `json:"as_of"`
	Regimes    []string       `json:"regimes"`
	Covered    int            `json:"covered"`
	Unknown    int            `json:"unknown"`
	NotCovered int            `json:"not_covered"`
	By         []ScreenedRule `json:"by"` // covered and unknown, sorted by regime, vendor and verdict
}

// ScreenedRule counts the elements of one vendor under one regime with one verdict.
type ScreenedRule struct {
	Regime   string `json:"regime"`
	Vendor   string `json:"vendor"` // as the rules call it, or as the inventory has it where they do not
	Verdict  string `json:"verdict"`
	Elements int    `json:"elements"`
	Units    int64  `json:"units"`
}

// Estimated is what the work costs, every package in its cheapest option.
type Estimated struct {
	Low          Money         `json:"low"`
	Total        Money         `json:"total"`
	High         Money         `json:"high"`
	Counted      Money         `json:"counted"` // what the programme counts, before proration
	WithoutPrice int           `json:"without_price"`
	Sites        int           `json:"sites"`
	Applications []Application `json:"applications"`
}

// Application is what one reimbursement application comes to in the estimate. ID is "" for what belongs to none.
type Application struct {
	ID           string `json:"id"`
	Programme    string `json:"programme"` // id of the programme that pays it, such as us-scrp; "" where that is not known
	Total        Money  `json:"total"`
	Counted      Money  `json:"counted"`
	WithoutPrice int    `json:"without_price"`
}

// Planned is what a verified plan comes to. The names are those of planner.Totals.
type Planned struct {
	Status           string      `json:"status"` // optimal | feasible
	Start            Day         `json:"start"`
	Finish           Day         `json:"finish"`
	LastCutover      Day         `json:"last_cutover"`
	Packages         int         `json:"packages"`
	Deferred         int         `json:"deferred"`
	Cost             Money       `json:"cost"`
	Reimbursable     Money       `json:"reimbursable"`
	Ineligible       Money       `json:"ineligible"`
	Reimbursed       Money       `json:"reimbursed"`
	Outstanding      Money       `json:"outstanding"`
	Shortfall        Money       `json:"shortfall"`
	Interest         Money       `json:"interest"`
	LowestCash       Money       `json:"lowest_cash"`
	LowestCashOn     Day         `json:"lowest_cash_on"`
	WorkingCapital   Money       `json:"working_capital"`
	WorkingCapitalOn Day         `json:"working_capital_on"`
	SubscribersOut   int         `json:"subscribers_out"`
	SubscriberHours  int64       `json:"subscriber_hours"`
	WithoutPrice     int         `json:"without_price"`
	Objectives       []Objective `json:"objectives"`
	Terms            []Term      `json:"terms"`
}

// Objective is one objective of a plan. Bound is null where no valid bound is known.
type Objective struct {
	Name  string `json:"name"`
	Unit  string `json:"unit"`
	Value int64  `json:"value"`
	Bound *int64 `json:"bound"`
}

// Objective finds one by its name, nil where the plan has none of it.
func (p *Planned) Objective(name string) *Objective {
	for i := range p.Objectives {
		if p.Objectives[i].Name == name {
			return &p.Objectives[i]
		}
	}
	return nil
}

// Term is the day by which an application must be complete, and the day on which its work ends.
type Term struct {
	Application string `json:"application"`
	By          Day    `json:"by"`
	Finish      Day    `json:"finish"`
	SpareDays   int    `json:"spare_days"`
}

// Failure is what went wrong, in the words that riprep has for it on a command line.
type Failure struct {
	Kind   string   `json:"kind"`
	Exit   int      `json:"exit"` // exit code of the command that does the same for one operator
	Errors []Said   `json:"errors"`
	Hints  []string `json:"hints"`
}

// Said is one error.
type Said struct {
	Message string `json:"message"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Hint    string `json:"hint"`
}

// NewFailure is a failure with the exit code that its kind has on a command line.
func NewFailure(kind string, said ...Said) *Failure {
	exit := 1
	switch kind {
	case FailInput:
		exit = 12
	case FailUnverified:
		exit = 15
	}
	return &Failure{Kind: kind, Exit: exit, Errors: said, Hints: []string{}}
}

// Final reports whether another try is bound to end the same.
func (f *Failure) Final() bool { return f.Kind == FailInput }

// Money is an amount as text in plain decimals, such as "2500000.00".
type Money cost.Cents

// MarshalJSON writes the amount.
func (m Money) MarshalJSON() ([]byte, error) { return json.Marshal(cost.Cents(m).String()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Money) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	c, err := cost.ParseCents(s)
	*m = Money(c)
	return err
}

// Day is a day as text, null for none.
type Day struct{ inventory.Date }

// MarshalJSON writes the day.
func (d Day) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(text []byte) error {
	var s *string
	if err := json.Unmarshal(text, &s); err != nil || s == nil {
		d.Date = inventory.Date{}
		return err
	}
	var err error
	d.Date, err = inventory.ParseDate(*s)
	return err
}

// NewOutcome begins the outcome of a unit with what is known before any work.
func NewOutcome(u *Unit, status string) *Outcome {
	o := &Outcome{
		Riprep: OutcomeKind, Unit: u.ID, Operator: u.Operator, Scenario: u.Scenario, Set: []Change{}, Status: status,
		Do: u.Spec.Do, Formats: append([]string{}, u.Spec.Formats...), Engine: u.Spec.Engine, Seed: u.Spec.Seed, Effort: u.Spec.Effort,
		Inputs: []Input{}, Files: []Written{},
	}
	for _, s := range u.Set {
		o.Set = append(o.Set, Change{s.Field, s.Value})
	}
	return o
}

// Failed is the result of a unit that failed.
func Failed(u *Unit, f *Failure) *Result {
	o := NewOutcome(u, StatusFailed)
	o.Failure = f
	return &Result{Outcome: o}
}

// Encode writes an outcome as its file has it.
func (o *Outcome) Encode() ([]byte, error) {
	text, err := json.MarshalIndent(o, "", " ")
	return append(text, '\n'), err
}

// ErrOutcome is wrapped by what DecodeOutcome refuses.
var ErrOutcome = errors.New("not an outcome")

// DecodeOutcome reads an outcome back.
func DecodeOutcome(text []byte) (*Outcome, error) {
	var o Outcome
	if err := json.Unmarshal(text, &o); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOutcome, err)
	}
	switch {
	case o.Riprep != OutcomeKind:
		return nil, fmt.Errorf("%w: riprep %q: want %s", ErrOutcome, o.Riprep, OutcomeKind)
	case !IsID(o.Unit):
		return nil, fmt.Errorf("%w: unit %q", ErrOutcome, o.Unit)
	case !IsName(o.Operator):
		return nil, fmt.Errorf("%w: operator %q", ErrOutcome, o.Operator)
	}
	for _, f := range o.Files {
		if !IsName(f.Name) {
			return nil, fmt.Errorf("%w: file %q", ErrOutcome, f.Name)
		}
	}
	return &o, nil
}
