package compare

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// Input is a file that one of the plans, or both, were made from. Name is its path in the folder of the operator, so that a
// copy of the folder has the same names; SHA256 is empty in a plan that does not have it.
type Input struct {
	Name, Kind string
	What       What
	SHA256     Words
}

func inputs(a, b *planner.Plan) (out []Input) {
	for _, t := range join(named(a.Inputs), named(b.Inputs), func(s *strict.Source) string { return s.Path }) {
		s := t.either()
		in := Input{Name: s.Path, Kind: s.Kind, What: t.what(), SHA256: wordsOf(t, func(s *strict.Source) string { return s.SHA256 })}
		if in.What == Changed && !in.SHA256.Differ() {
			in.What = Same
		}
		out = append(out, in)
	}
	return out
}

// named are sources with their names in the folder of the inventory; what stands elsewhere keeps its path.
func named(sources []strict.Source) []strict.Source {
	out := slices.Clone(sources)
	at := slices.IndexFunc(sources, func(s strict.Source) bool { return strings.HasPrefix(s.Kind, "inventory/") })
	if at < 0 {
		return out
	}
	folder := path.Dir(filepath.ToSlash(sources[at].Path))
	for i := range out {
		slashed := filepath.ToSlash(out[i].Path)
		if inside, ok := strings.CutPrefix(slashed, folder+"/"); ok {
			slashed = inside
		}
		out[i].Path = slashed
	}
	return out
}

// Override is a change of the scenario by --set that the plans do not share.
type Override struct {
	Field string
	What  What
	Value Words
}

func overrides(a, b *planner.Plan) (out []Override) {
	for _, t := range join(a.Overrides, b.Overrides, func(o *scenario.Override) string { return o.Field }) {
		o := Override{t.either().Field, t.what(), wordsOf(t, func(o *scenario.Override) string { return o.Value })}
		if o.What != Changed || o.Value.Differ() {
			out = append(out, o)
		}
	}
	return out
}

// Assumption is something that only one of the plans takes for granted, or that each takes differently.
type Assumption struct {
	Field string
	What  What
	Value Words
	Why   Words
}

// assumptions takes away what both have word by word, and sets the rest side by side by its field.
func assumptions(a, b *planner.Plan) (out []Assumption) {
	type row = planner.Assumption
	only := func(these, others []row) (out []row) {
		left := map[row]int{}
		for _, x := range others {
			left[x]++
		}
		for _, x := range these {
			if left[x]--; left[x] < 0 {
				out = append(out, x)
			}
		}
		return out
	}
	for _, t := range join(only(a.Assumptions, b.Assumptions), only(b.Assumptions, a.Assumptions), func(x *row) string { return x.Field }) {
		out = append(out, Assumption{
			t.either().Field, t.what(), wordsOf(t, func(x *row) string { return x.Value }), wordsOf(t, func(x *row) string { return x.Why }),
		})
	}
	return out
}
