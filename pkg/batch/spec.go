package batch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// Step is a kind of work on a unit.
type Step string

// The steps, in the order in which they are done.
const (
	Screen   Step = "screen"
	Estimate Step = "estimate"
	Plan     Step = "plan"
)

// Steps are all that there are, in order.
var Steps = []Step{Screen, Estimate, Plan}

// Spec says what is done with every unit of a batch.
type Spec struct {
	Do      []Step         // some of Steps, in their order, at least one
	Formats []string       // of the plan, beside plan.json: FORMAT[@VERSION] as pkg/report knows them, sorted, no one twice
	Seed    uint64         // of the search
	Effort  int64          // of the search, in its units
	Runs    int            // how often a plan is played for the formats that show its risk; 0 leaves that out
	AsOf    inventory.Date // on which it is handed on, for the formats that say so; zero where none asks
	Engine  string         // version of riprep
	Rules   string         // digest of the rules, prices, products and forms that are built in
}

// Has reports whether a step is among what is done.
func (s *Spec) Has(step Step) bool { return slices.Contains(s.Do, step) }

// ParseSteps reads screen,estimate,plan and gives it in order.
func ParseSteps(words []string) ([]Step, error) {
	var out []Step
	for _, w := range words {
		if !slices.Contains(Steps, Step(w)) {
			return nil, fmt.Errorf("%q: not known (want screen, estimate or plan)", w)
		}
	}
	for _, s := range Steps {
		if slices.Contains(words, string(s)) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%q: nothing to do (want screen, estimate or plan)", strings.Join(words, ","))
	}
	return out, nil
}
