package cyclonedx_test

import (
	"maps"
	"slices"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/riprep/riprep/pkg/report/view"
)

// TestDependencies: every ref is there, once; from the network all are reached; in the bill of the state after nothing depends
// on what is gone.
func TestDependencies(t *testing.T) {
	for name, d := range documents(t) {
		all := files(t, d, "")
		all["both"] = encode(t, d, "")
		for file, text := range all {
			bom := decode(t, text)
			there, deps := byRef(bom), map[string][]string{}
			for _, dep := range *bom.Dependencies {
				if _, twice := deps[dep.Ref]; twice {
					t.Errorf("%s: %s: %s stands twice", name, file, dep.Ref)
				}
				deps[dep.Ref] = []string{}
				if dep.Dependencies != nil {
					deps[dep.Ref] = *dep.Dependencies
				}
				for _, on := range deps[dep.Ref] {
					if there[on] == nil {
						t.Errorf("%s: %s: %s depends on %s, which is not there", name, file, dep.Ref, on)
					}
				}
			}
			compareUplinks(t, name+", "+file, d, there, deps)
			root := bom.Metadata.Component.BOMRef
			reached := map[string]bool{root: true}
			for stack := []string{root}; len(stack) > 0; {
				next := deps[stack[len(stack)-1]]
				stack = stack[:len(stack)-1]
				for _, ref := range next {
					if !reached[ref] {
						reached[ref] = true
						stack = append(stack, ref)
					}
				}
			}
			for ref := range there {
				if !reached[ref] {
					t.Errorf("%s: %s: %s is not reached", name, file, ref)
				}
			}
		}
	}
}

// compareUplinks holds what a component depends on to the uplinks of the inventory: those that are in the bill, and in their
// place what replaces them, but nothing that is gone for what comes, and nothing that comes for what goes.
func compareUplinks(t *testing.T, what string, d *view.Document, there map[string]*cdx.Component, deps map[string][]string) {
	t.Helper()
	came := map[string][]string{}
	for ref, c := range there {
		for _, old := range values(c, "riprep:replaces") {
			came[old] = append(came[old], ref)
		}
	}
	state := func(ref string) string { return values(there[ref], "riprep:state")[0] }
	inv := d.Case.In.Inventory
	for i := range inv.Elements {
		e := &inv.Elements[i]
		for _, ref := range append([]string{"element:" + e.ID}, came[e.ID]...) {
			if there[ref] == nil {
				continue
			}
			want := map[string]bool{}
			on := slices.Clone(e.Uplinks)
			for _, n := range e.Needs {
				on = append(on, n.On...)
			}
			for _, id := range on {
				for _, other := range append([]string{"element:" + id}, came[id]...) {
					if there[other] != nil && state(ref)+state(other) != "afterbefore" && state(ref)+state(other) != "beforeafter" {
						want[other] = true
					}
				}
			}
			if got := deps[ref]; !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
				t.Errorf("%s: %s depends on %q, want %v", what, ref, got, want)
			}
		}
	}
}
