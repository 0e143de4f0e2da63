// Package rollup sets all outcomes of a batch side by side: a row for each unit, the worst cases first, the frontier of each
// operator over its scenarios, findings by vendor and regime, and what is asked of a programme, by tier. Of each outcome only
// what its row needs is kept, so that 100,000 units fit.
//
// Begin with Rollup in types.go. New makes it, Files writes it down, Show tells it to people:
//
//	types.go         what a roll-up has
//	new.go           outcomes to rows, in the order of batch.Compare whatever order they come in
//	findings.go      gear by regime and vendor, each operator once
//	combinations.go  sums over operators, for each scenario with the same changes
//	worst.go         the worst cases
//	frontier.go      which units of an operator no other one beats
//	demand.go        what is asked of programmes; files for riprep allocate
//	notes.go         what the figures rest on
//	tables.go        the tables that all writers share; tables_units.go has that of the units
//	json.go, book.go, files.go, show.go   the writers
//	merge.go         whether the folders of shards belong together
//
// It may import pkg/batch, cost with round, scenario, and pkg/report for its tables and workbooks. What is not known is nil or
// empty everywhere, never 0. There is no float beside the gap of exposure, which is a part of it.
package rollup
