package planner

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/policy"
)

// fillIn puts in what the inventory leaves to the models, domains and roles, and keeps what models deny.
func (in *Inputs) fillIn(r *strict.Reader) {
	var faults strict.Faults
	in.Filled, in.Odd, faults = policy.FillIn(in.Inventory, in.Rules)
	for _, f := range faults {
		r.Fault(f.Pos, f.Hint, "%s", f.Message)
	}
}

// mostFilled is how many elements are named whose domain or role comes from the model; the others are counted.
const mostFilled = 5

// filledAssumptions say what was filled in, and what was left though the model says otherwise.
func (in *Inputs) filledAssumptions() []Assumption {
	var out []Assumption
	for _, key := range []string{"domain", "role"} {
		n := 0
		var named []string
		for _, f := range in.Filled {
			if f.Key != key {
				continue
			}
			if n++; n <= mostFilled {
				named = append(named, fmt.Sprintf("%s is %s: %s", in.Inventory.Elements[f.Element].ID, f.Value, f.Why))
			}
		}
		if n == 0 {
			continue
		}
		why := strings.Join(named, "; ")
		if n > mostFilled {
			why += fmt.Sprintf("; and %d more", n-mostFilled)
		}
		out = append(out, Assumption{"elements." + key, counted(n, "element") + " as the model says", why})
	}
	if n := len(in.Odd); n > 0 {
		why := in.Odd[0].Text
		if n > 1 {
			why += fmt.Sprintf("; and %d more", n-1)
		}
		out = append(out, Assumption{"elements", fmt.Sprintf("%s taken as the inventory has it, against the model", counted(n, "element")), why})
	}
	return out
}
