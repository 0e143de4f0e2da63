package schedule

// Status says what is known about a solution.
type Status int

const (
	Unknown    Status = iota // no schedule found, none excluded
	Feasible                 // a schedule, not proved best
	Optimal                  // a schedule, proved best in every objective in their order
	Infeasible               // it is proved that there is no schedule; Reason says why
)

// Solution is what Solve found. Starts has one entry per activity (-1 where it is absent), Modes one per group; both are
// nil when there is no schedule. Values and Bounds have one entry per objective: no schedule that is at least as good in
// the objectives before can have a value below the bound. For the first objective the bound holds for every schedule.
// BoundKnown is false where no bound is known.
type Solution struct {
	Status     Status
	Modes      []int
	Starts     []int
	Values     []int64
	Bounds     []int64
	BoundKnown []bool
	Reason     []Clash // with Infeasible: why; with Unknown: what stood in the way most often
	Work       int64   // effort spent
	Stopped    bool    // the context or the time limit ended the search before the effort was used up

	// Conflicts are what the search met of the set function, as far as Options.Conflicts asks for it: the smaller ones first,
	// none a part of another.
	Conflicts []Conflict
}

// Options steer Solve. The zero value is usable.
type Options struct {
	Seed      uint64
	Effort    int64 // work units to spend; 0 means DefaultEffort. About 1,000,000 units are one second of one core
	Workers   int   // cores to use; 0 means GOMAXPROCS. It never changes the result
	Progress  func(Progress)
	First     bool            // stop at the first schedule that is found: for questions of whether there is one
	Hint      *Hint           // a schedule to start from, or nil
	Conflicts ConflictOptions // what to report of the set function
}

// Hint is a known schedule; it is used only if Check accepts it.
type Hint struct {
	Modes  []int
	Starts []int
}

// Progress is reported from Solve's own goroutine when a better schedule or bound is known.
type Progress struct {
	Values     []int64 // nil while there is no schedule
	Bounds     []int64
	BoundKnown []bool
	Work       int64
}

// LimitKind names a kind of constraint.
type LimitKind int

const (
	LimitLag LimitKind = iota
	LimitWindow
	LimitResource
	LimitBudget
	LimitReservoir
	LimitDraw
	LimitOverlap
	LimitHorizon
	LimitMalformed // a solution that does not fit the problem (wrong length, unknown mode, present where absent)
)

// Clash is a constraint that is broken, or that takes part in a proof that there is no schedule.
type Clash struct {
	Kind       LimitKind
	Index      int   // of the resource, budget, reservoir or lag; -1 otherwise
	Period     int   // first period concerned; -1 where none
	Amount     int64 // by how much it is exceeded; 0 where that has no meaning
	Activities []int // who takes part
	Text       string
}
