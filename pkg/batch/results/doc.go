// Package results is the folder of results of a batch: each unit's result is there whole or not at all, whatever ends the
// process, and a batch that was broken off goes on where it was.
//
//	batch.json                      what the batch is; the caller's
//	journal.jsonl                   a line for each unit that is settled, each with a checksum
//	<operator>-<id>/                a result: its files, and outcome.json, which names them with their digests
//	quarantine/<operator>-<id>/     a unit that failed: outcome.json, the input that it had, how to do it again,
//	                                and sha256sums, their digests
//	summary.csv, …                  the roll-up, written by WriteFile
//	.riprep/                        lock and temporary files, there while a batch is unfinished
//
// What makes it safe: a result is written below a temporary folder, made to last, and renamed. The journal only says what should be
// there; whether it is, the digests say. So no order in which a disk keeps or loses what was not yet synced can make a torn
// result count: at worst a unit is done again, and it is a pure function.
//
// Begin with Open in folder.go; put.go, stage.go and commit.go are the way in, resume.go and finish.go the two ends, and FS of
// internal/atomicfile every call to the disk. This room imports atomicfile, batch and, for the changes of a
// unit, scenario.
package results
