// Package queue is a batch on more than one machine: units wait in NATS JetStream, an engine that is there already, workers
// on any number of machines take them, and what comes of them is brought home.
//
//	server.go    where the queue is, and what must be so before a byte goes there
//	conn.go      a connection, which outlives a server that starts again
//	streams.go   what a batch has on the server: the list at the end of this comment
//	ledger.go    which units there are and what became of each: the truth of a batch
//	objects.go   files and results, named by their SHA-256
//	submit.go    units go there, each once
//	work.go      units are taken; attempt.go is one of them done
//	lost.go      units that took their worker with them
//	collect.go   results come home
//	retry.go     what is tried again while a server is away
//
// A unit is acknowledged only after its result is stored and entered in the ledger. The ledger is written by comparison and swap,
// so the first result of a unit stands, and one that comes later is the same or is reported. On the server a batch called night
// has
//
//	RIPREP-night           work-queue stream, riprep.night.unit.ID.0 and .1: units that are to be done
//	RIPREP-night_ledger    stream, riprep.night.known.ID, .settled.ID and .conflict.ID, the last message of each
//	RIPREP-night_lost      stream: advisories of the server on units that were delivered as often as they may
//	RIPREP-night_inputs    object store: each distinct file once
//	RIPREP-night_results   object store: frames of batch.WriteResult
//
// Nothing that comes from the queue is trusted: units, entries and results are decoded strictly and bounded, and whatever has a
// digest is held to it. Begin with Submit, Work and Collect. This room imports batch alone, and is the only one that knows NATS.
package queue
