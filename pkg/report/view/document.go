package view

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/simulate"
)

// Document is what is handed on: a plan with the case that it was verified against, and what was worked out from the two.
// It is made once and rendered many times; a format does not change it.
type Document struct {
	Plan *planner.Plan
	Case *planner.Case

	Risk   *simulate.Result // the plan played many times; nil where it was not
	NoRisk string           // why Risk is nil, for people

	Progress *filing.Progress // what has happened; nil where nothing is known of it
	AsOf     inventory.Date   // the day on which the document is handed on
}

// Line is an estimate line with what it belongs to: Package is nil for what is bought for the whole network.
type Line struct {
	*cost.Line
	Package     *planner.PlannedPackage
	Application string
}

// Lines gives every estimate line of the plan: package by package in the order of the plan, those of the network last.
func Lines(p *planner.Plan) func(yield func(Line) bool) {
	return func(yield func(Line) bool) {
		for i := range p.Packages {
			w := &p.Packages[i]
			for j := range w.Lines {
				if !yield(Line{&w.Lines[j], w, w.Application}) {
					return
				}
			}
		}
		for i := range p.Network {
			if !yield(Line{&p.Network[i].Line, nil, p.Network[i].Application}) {
				return
			}
		}
	}
}
