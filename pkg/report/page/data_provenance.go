package page

import (
	"strconv"

	"github.com/riprep/riprep/pkg/planner"
)

// Provenance is what the plan was made from, and by what. Numbers that may be above 2^53 are texts.
type Provenance struct {
	Version string      `json:"version"`
	Seed    string      `json:"seed"`
	Effort  string      `json:"effort"`
	Stopped bool        `json:"stopped"` // the search was ended early: another run may end elsewhere
	Inputs  [][3]string `json:"inputs"`  // path, kind, SHA-256
	Set     [][2]string `json:"set"`     // field, value
}

func newProvenance(p *planner.Plan) *Provenance {
	out := &Provenance{
		Version: clean(p.Engine.Version), Seed: uintText(p.Engine.Seed), Effort: strconv.FormatInt(p.Engine.Effort, 10), Stopped: p.Engine.Stopped,
		Inputs: [][3]string{}, Set: [][2]string{},
	}
	for _, in := range p.Inputs {
		out.Inputs = append(out.Inputs, [3]string{clean(in.Path), clean(in.Kind), clean(in.SHA256)})
	}
	for _, o := range p.Overrides {
		out.Set = append(out.Set, [2]string{clean(o.Field), clean(o.Value)})
	}
	return out
}

func uintText(n uint64) string { return strconv.FormatUint(n, 10) }
