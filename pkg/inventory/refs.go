package inventory

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
)

// ref is one reference between sites and elements. What it leads to may stand further down in the file, so references
// are looked up at the end. A large fleet has hundreds of thousands, so a ref is kept small.
type ref struct {
	from, to     string // ids; from is empty for a link
	line, column int32
	as           refKey
}

// refKey is the key that a reference stands under.
type refKey uint8

const (
	asSite refKey = iota
	asNeighbor
	asCoupled
	asUplink
	asNeed
	asA
	asB
)

func (k refKey) String() string {
	return [...]string{"site", "neighbors", "coupled_with", "uplinks", "on", "a", "b"}[k]
}

// toSite reports whether the key refers to a site; the others refer to elements.
func (k refKey) toSite() bool { return k <= asNeighbor }

// String says whose reference it is: site "nahunta": neighbors "waycross".
func (r ref) String() string {
	switch r.as {
	case asA, asB:
		return fmt.Sprintf("link: %s %q", r.as, r.to)
	case asNeighbor:
		return fmt.Sprintf("site %q: %s %q", r.from, r.as, r.to)
	default:
		return fmt.Sprintf("element %q: %s %q", r.from, r.as, r.to)
	}
}

func (l *loader) keep(from, to string, as refKey, at strict.Pos) {
	l.file = at.File
	l.refs = append(l.refs, ref{from: from, to: to, as: as, line: int32(at.Line), column: int32(at.Column)})
}

func (l *loader) at(r ref) strict.Pos {
	return strict.Pos{File: l.file, Line: int(r.line), Column: int(r.column)}
}

// idRef reads a required reference.
func (l *loader) idRef(m *strict.Map, as refKey, from string) string {
	to := m.ID(as.String(), strict.Required)
	if to != "" {
		l.keep(from, to, as, m.At(as.String()))
	}
	return to
}

// idRefs reads a list of references; one to the owner itself, or one that stands twice, is a fault and left out.
func (l *loader) idRefs(m *strict.Map, as refKey, from string, opts ...strict.Option) []string {
	var out []string
	var known map[string]bool // for lists so long that looking through them takes time
	m.EachID(as.String(), func(id string, at strict.Pos) {
		twice := known[id]
		if known == nil {
			twice = slices.Contains(out, id)
		}
		switch {
		case id == from:
			l.r.Fault(at, "", "%s: refers to itself", ref{from: from, to: id, as: as})
			return
		case twice:
			l.r.Fault(at, "", "%s: stands twice", ref{from: from, to: id, as: as})
			return
		}
		out = append(out, id)
		l.keep(from, id, as, at)
		switch {
		case known != nil:
			known[id] = true
		case len(out) == 64:
			known = make(map[string]bool, 2*len(out))
			for _, id := range out {
				known[id] = true
			}
		}
	}, opts...)
	return out
}

// resolve reports the references that lead nowhere, or where they must not.
func (l *loader) resolve() {
	hints := hinter{left: strict.MaxShown}
	for _, r := range l.refs {
		if r.as.toSite() {
			if _, ok := l.siteAt[r.to]; !ok {
				l.r.Fault(l.at(r), hints.site(l.inv, r.to), "%s: no such site", r)
			}
			continue
		}
		if _, ok := l.elementAt[r.to]; !ok {
			l.r.Fault(l.at(r), hints.element(l.inv, r.to), "%s: no such element", r)
		}
	}
}

// hinter looks for what a reference to nothing was meant to be. That costs a pass over all ids, so only as many faults
// get a hint as are shown.
type hinter struct {
	left            int
	sites, elements []string // ids in file order, made when first wanted
}

func (h *hinter) site(inv *Inventory, id string) string {
	if h.sites == nil {
		for i := range inv.Sites {
			h.sites = append(h.sites, inv.Sites[i].ID)
		}
	}
	return h.near(id, h.sites)
}

func (h *hinter) element(inv *Inventory, id string) string {
	if h.elements == nil {
		for i := range inv.Elements {
			h.elements = append(h.elements, inv.Elements[i].ID)
		}
	}
	return h.near(id, h.elements)
}

func (h *hinter) near(id string, known []string) string {
	if h.left == 0 {
		return ""
	}
	h.left--
	if near := strict.Nearest(id, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}
