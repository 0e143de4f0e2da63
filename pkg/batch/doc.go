// Package batch is many operators: thousands of units of work, each one operator's inventory under one scenario, done on the
// cores of a machine or of several, and added up.
//
// A unit is a pure function: the bytes of its files, its changes and its Spec go in, an Outcome and result files come out, the
// same on any machine. Its id is a hash of all of that, so a result that is there need not be made again, and one that is
// there twice is one. What may fail (a panic, a search without end, a disk that is full) is kept to the unit that it befalls.
//
// The rooms, from the files to the roll-up:
//
//	pkg/batch           what a unit, its task and its outcome are; frame.go is how they travel
//	pkg/batch/manifest  folders, patterns and batch/v1 files to units
//	pkg/batch/work      one task done: screened, estimated, planned, rendered
//	pkg/batch/pool      workers in processes of their own, watched; which unit comes next
//	pkg/batch/results   the folder of results: whole or not at all, with a journal to resume from
//	pkg/batch/rollup    all outcomes side by side: summary, frontier, demand; folders of shards merged
//	pkg/batch/queue     the same units over NATS JetStream
//
// Begin with Unit in unit.go. This room imports scenario, cost and inventory for their words, and no other room of batch.
package batch
