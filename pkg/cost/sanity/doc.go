// Package sanity holds an estimate against what real carriers reported of their cost per site, and warns where it is
// outside of that. It may import cost and internal/strict. Begin with PerSite in report.go; the figures stand in
// data/reported.yaml, each with its source.
//
// The band goes from the lowest to the highest amount per site among the applications that were made to the programme.
// Early estimates and studies are no part of it; they are named beside it, because an estimate that looks like one of them
// proved too low.
package sanity
