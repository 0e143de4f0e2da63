// Package planner makes the plan: it groups covered gear into work packages, finds the options for each, states the
// scheduling problem, has it solved, and turns the solution into a dated, priced and verified Plan.
//
// The way through is
//
//	Load → NewCase → (Case).Plan → Plan → Verify
//
// Load reads what a folder holds; a Case is everything that follows from the files without any search: the network, the
// findings, the packages with their options and prices. Begin with Case in case.go. What stands where:
//
//	inputs.go              the files of an operator
//	case.go, packages.go   what must go, and what goes together; netfaults.go what the network cannot be
//	demand.go, function.go what the rules demand of it: by when, of what alone, and on whose paths
//	share.go, cap.go       what share of a network may be covered from a day on, and how the search keeps to it; cap_first.go a first schedule that does
//	rule_rows.go           whether a plan meets each rule; rule_texts.go what is said of them
//	risk.go                what a package weighs in the exposure
//	options.go, price.go   how it can be done, and what that costs
//	overlay.go, allow.go   whether new gear can stand beside the old, and what the scenario allows
//	precede.go, cluster.go which package must come before which; the pilot, and the tests of clusters
//	supply.go, delivery.go what the regimes say to what an option brings in, and when that may be delivered; supply_texts.go,
//	                       replacements.go in words and as rows
//	calendar.go, window.go dates to periods, when work is not possible, and in which hours service may be off
//	model.go, mode.go      the problem as pkg/schedule wants it; tie.go what can only be deferred together
//	steps.go, cash.go      what is paid when, and with which application; cash_model.go the same for pkg/schedule, cash_rows.go
//	                       for the account and the plan
//	overlap.go, near.go    what may be off together
//	clean.go               whose traffic crosses no covered gear, and when
//	clean_demand.go        by when the scenario demands that of a site
//	solve.go, assemble.go  solving, and the way back to dates and money
//	program.go             the same problem for other solvers
//	replay.go, verify*.go  a plan played again from the files, trusting nothing
//	walk.go, walk_clean.go who is cut off, and what is crossed, walked from the inventory's text for that
//	impact.go              who loses service while something is off, and what cuts anybody off
//	sitepaths.go           what a site's traffic crosses
//	plansteps.go           what the dates of a plan follow from, for programs that keep a schedule themselves
//	reasons.go             what the network and the scenario demand of a package, in words
//	noplan.go, relax.go    when there is none: which limits clash, and the least that would help
//
// It may import every room below internal/cli but report and batch.
package planner
