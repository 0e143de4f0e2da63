// Package rollup sets all outcomes of a batch side by side: a row for each unit, the worst cases first, the frontier of each
// operator over its scenarios, findings by vendor and regime, and what is asked of a programme, by tier.
//
// Begin with Rollup in types.go. New makes it, and Files writes it down.
package rollup
