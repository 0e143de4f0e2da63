// Package failure puts an error into riprep's words: what is wrong, where, what to do about it, and which exit code it means.
// The command line says it so, with --json as an object, and a batch keeps it with the unit that failed.
//
// Begin with Describe in describe.go; exit codes stand in code.go. The package imports planner for the errors that it takes
// apart; it prints nothing.
package failure
