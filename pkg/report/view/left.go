package view

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/planner"
)

// Deferred lists the packages that stay in the network.
func Deferred(p *planner.Plan) []*planner.PlannedPackage {
	var out []*planner.PlannedPackage
	for i := range p.Packages {
		if p.Packages[i].Deferred() {
			out = append(out, &p.Packages[i])
		}
	}
	return out
}

// Kept lists the packages whose hardware stays while a function of it is replaced.
func Kept(p *planner.Plan) []*planner.PlannedPackage {
	var out []*planner.PlannedPackage
	for i := range p.Packages {
		if p.Packages[i].Method == "function" {
			out = append(out, &p.Packages[i])
		}
	}
	return out
}

// Staying counts the covered elements that are in no package.
func Staying(findings []planner.FindingRow) int {
	n := 0
	for i := range findings {
		if findings[i].Verdict == "covered" && findings[i].Package == "" {
			n++
		}
	}
	return n
}

// Unknown lists the findings that a person has to settle.
func Unknown(findings []planner.FindingRow) []*planner.FindingRow {
	var out []*planner.FindingRow
	for i := range findings {
		if findings[i].Verdict == "unknown" {
			out = append(out, &findings[i])
		}
	}
	return out
}

// Unpriced is a thing whose price is not known.
type Unpriced struct {
	Name   string
	Lines  int
	Source string // what is missing
}

// UnknownPrices lists them, most frequent first: what is bought for the whole network too.
func UnknownPrices(p *planner.Plan) []Unpriced {
	var out []Unpriced
	at := map[[2]string]int{}
	for l := range Lines(p) {
		if l.Known {
			continue
		}
		k := [2]string{l.Name, l.Source}
		if _, seen := at[k]; !seen {
			at[k] = len(out)
			out = append(out, Unpriced{Name: l.Name, Source: l.Source})
		}
		out[at[k]].Lines++
	}
	slices.SortStableFunc(out, func(a, b Unpriced) int { return cmp.Compare(b.Lines, a.Lines) })
	return out
}
