package batch

// Task is a unit with all that it takes to do it. It travels to a worker, in another process or on another machine.
type Task struct {
	Unit  *Unit
	Data  map[string][]byte // path of each of Unit.Files → its bytes
	Cores int               // that the worker may use, 1 or more; never changes the result
}

// Result is what came of a task.
type Result struct {
	Outcome *Outcome
	Files   []Output // in the order of their names; none where the outcome is no StatusDone or StatusNoPlan
}

// Output is one file of a result.
type Output struct {
	Name string // without folders
	Data []byte
}

// OutcomeName is the file of a result that has its Outcome. It is written last: where it is, and the others are as it says, the
// result is whole.
const OutcomeName = "outcome.json"

// Limits bound what hostile files can cost.
const (
	MaxFiles  = 1_000     // that a unit is read from
	MaxInput  = 256 << 20 // bytes of all of them together; strict.Limits bounds each
	MaxOutput = 512 << 20 // bytes of a result
	MaxUnits  = 1_000_000 // of a batch
)
