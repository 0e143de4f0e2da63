package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/riprep/riprep/pkg/inventory"
)

// dependencies say of each component what it hands service on to, and what else it cannot work without: the uplinks and needs
// of the inventory. New gear depends on what the gear in whose place it comes depends on, and where that goes too, on what
// comes in its place. The network depends on what nothing else does. Parts have none.
func (b *builder) dependencies(root string, shown func(ref string) bool) *[]cdx.Dependency {
	var out []cdx.Dependency
	used := map[string]bool{}
	add := func(ref string, e *inventory.Element) {
		if !shown(ref) {
			return
		}
		on := slices.DeleteFunc(b.dependsOn(ref, e), func(r string) bool { return !shown(r) || r == ref })
		slices.Sort(on)
		on = slices.Compact(on)
		d := cdx.Dependency{Ref: ref}
		if len(on) > 0 {
			d.Dependencies = &on
		}
		for _, r := range on {
			used[r] = true
		}
		out = append(out, d)
	}
	elements := b.d.Case.In.Inventory.Elements
	for i := range elements {
		add(elementRef(elements[i].ID), &elements[i])
	}
	for i := range elements {
		for _, ref := range b.came[elements[i].ID] {
			add(ref, &elements[i])
		}
	}
	var first []string
	for i := range out {
		if !used[out[i].Ref] {
			first = append(first, out[i].Ref)
		}
	}
	slices.Sort(first)
	top := cdx.Dependency{Ref: root}
	if len(first) > 0 {
		top.Dependencies = &first
	}
	out = slices.Insert(out, 0, top)
	return &out
}

// dependsOn gives the refs, in the state of the component: gear that goes depends on what was there, gear that comes on what
// will be, gear that stays on both.
func (b *builder) dependsOn(ref string, e *inventory.Element) []string {
	state := b.state[ref]
	var out []string
	on := func(id string) {
		old := elementRef(id)
		if state != stateAfter || b.state[old] == stateBoth {
			out = append(out, old)
		}
		if state != stateBefore {
			out = append(out, b.came[id]...)
		}
	}
	for _, id := range e.Uplinks {
		on(id)
	}
	for _, need := range e.Needs {
		for _, id := range need.On {
			on(id)
		}
	}
	return out
}
