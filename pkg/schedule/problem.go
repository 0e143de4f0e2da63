package schedule

// Problem is one instance of the multi-mode resource-constrained scheduling problem that riprep plans with. Time is a
// count of periods 0 … Horizon-1; an activity with start s and duration d occupies the periods s … s+d-1 and has its
// completion at s+d. All quantities are integers; what unit an amount has is the caller's business.
type Problem struct {
	Horizon    int
	Groups     []Group
	Activities []Activity
	Lags       []Lag
	Resources  []Resource  // renewable: capacity per period
	Budgets    []Budget    // non-renewable: one total over the whole schedule
	Reservoirs []Reservoir // a level that must stay at or above zero at the end of every period
	Overlap    SetFunction // nil when any activities may overlap
	Objectives []Objective // minimised lexicographically, in this order; at least one
}

// Group is a set of activities that share one choice of mode: choosing mode m of the group chooses Modes[m] of every
// activity in it (mode identity, Salewski, Schirmer and Drexl 1997). A package with four options and five steps is one
// group of five activities with four modes each. Every activity belongs to exactly one group.
type Group struct {
	Name  string
	Modes int // how many modes there are to choose from; every activity of the group has exactly this many
}

// Activity is one step. Its modes correspond one to one to its group's modes.
type Activity struct {
	Name  string
	Group int
	Modes []Mode
}

// Mode is one way to perform an activity.
type Mode struct {
	Absent   bool // the activity does not take place in this mode: no start, no demand, use or flow, and lags from and to it do not bind
	Duration int  // periods, ≥ 0; an activity of no duration occupies nothing but has its flows and its lags

	// Window and calendar. Release is the first allowed start; Due, when positive, the last allowed completion
	// (s+Duration ≤ Due; 0 means the horizon). Closed, when not nil, has one entry per period: the activity may not
	// occupy a period that is closed. Activities are not interrupted. Slices may be shared between modes.
	Release int
	Due     int
	Closed  []bool

	Demands []Demand // of renewable resources, in every period it occupies
	Uses    []Use    // of budgets, once
	Flows   []Flow   // into and out of reservoirs, relative to its start

	// Exclusive says that the activity takes part in the set function while it runs.
	Exclusive bool

	// Costs has one entry per objective (nil means all zero).
	Costs []Cost
}

// Cost is what a mode adds to one objective when it is chosen: Fixed + Rate × completion, with completion = start +
// Duration. An absent mode adds Fixed only. Rate must be ≥ 0. Where the objective's kind is not Sum, Cost is ignored.
type Cost struct {
	Fixed int64
	Rate  int64
}

// Demand is an amount of a renewable resource that is held in every occupied period.
type Demand struct {
	Resource int
	Amount   int64
}

// Use is an amount of a budget that is consumed once.
type Use struct {
	Budget int
	Amount int64
}

// Flow changes the level of a reservoir from period start+Offset on: negative amounts draw, positive amounts give back.
// Offset must not be negative. A flow that falls at or after the horizon has no effect. For a mode the amounts into one reservoir, added up from its
// first offset to any later one, must never be positive: an activity may get back what it spent, never more, never before.
type Flow struct {
	Reservoir int
	Offset    int
	Amount    int64
}

// Lag demands start(To) ≥ completion(From) + Min where both activities are present. Min may be negative, but the graph
// of lags must have no cycle.
type Lag struct {
	From, To int
	Min      int
}

// Resource is renewable; Capacity has one entry per period.
type Resource struct {
	Name     string
	Capacity []int64
}

// Budget is non-renewable: the uses of all chosen modes must not exceed Capacity.
type Budget struct {
	Name     string
	Capacity int64
}

// Reservoir is a level. Supply has one entry per period: what has been put in, cumulatively, by the end of that period
// independent of the schedule (initial level, releases, credit line); it must not be assumed to be monotone. For every
// period t: Supply[t] + Σ flows with time ≤ t ≥ 0. MaxDraw, when not nil, caps what is drawn (negative flows only) in
// each single period.
type Reservoir struct {
	Name    string
	Supply  []int64
	MaxDraw []int64
}

// Running names an activity in the mode it runs in.
type Running struct{ Activity, Mode int }

// SetFunction says whether a set of exclusive activities may run in one period. It must be monotone (every subset of an
// allowed set is allowed), a pure function of period and set, and safe for concurrent use. The order of set carries no
// meaning; the slice is only valid during the call. Solve remembers answers by period and set; a function that does not
// depend on the period does well to remember by set alone. Before the search it is asked about single activities.
type SetFunction interface {
	Allowed(period int, set []Running) bool
}

// Steady is a SetFunction that may say that its answer is the same in every period; then it is asked once for a set
// and not once for each period.
type Steady interface {
	SetFunction
	Steady() bool
}

// Covering is a SetFunction that says a part of what it forbids in numbers: what activities take away while they run,
// sites from service for instance, and how much may be gone in a period. The bounds and the prices that guide the search rest
// on it; whether a set is allowed is asked of Allowed all the same.
type Covering interface {
	SetFunction
	Covers() []Cover
}

// Cover promises that Allowed refuses, in every period, each set of activities that together take away things that weigh
// more than the capacity. A thing that several take away is gone once.
type Cover struct {
	Weights  []int64             // per thing, not negative
	Capacity []int64             // per period, not negative
	Takes    func(Running) []int // the things that an exclusive activity takes away alone, each listed once; a pure function
}

// Classed is a set function that looks at the classes of the activities only, and at the set of them: two sets with the
// same classes have the same answer.
type Classed interface {
	SetFunction
	Class(Running) int
}

// ObjectiveKind says how an objective is computed.
type ObjectiveKind int

const (
	Sum       ObjectiveKind = iota // Σ over activities of Fixed + Rate × completion of the chosen mode
	Makespan                       // the largest completion of a present activity, 0 if there is none
	Overdraft                      // what being in debt costs: see Charge
)

// Objective is one of the quantities to minimise.
type Objective struct {
	Name   string
	Kind   ObjectiveKind
	Charge *Charge // of an Overdraft; nil for other kinds
}

// Charge is what a reservoir's debt costs. In every period after the first the debt at the end of the period before is charged
// Num/Den of it, rounded to the nearest unit and half a unit up; what is charged adds to the debt:
//
//	balance(t) = Own(t) + Σ {flow(a,v,o) : s(a)+o ≤ t} − Σ {charge(u) : u ≤ t}
//	charge(0)  = 0,  charge(t) = round(max(0, −balance(t−1)) × Num / Den)
//
// and the value of the objective is Σ charge(t) over all periods. What the last period's balance would be charged comes after
// the horizon. Charges do not count in the level of the reservoir, which its Supply alone has to keep.
type Charge struct {
	Reservoir int
	Own       []int64 // per period: what has been put in, cumulatively, that is not borrowed; it may have any sign and need not rise
	Num, Den  int64   // Num ≥ 0, Den ≥ 1
}
