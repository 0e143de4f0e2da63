package inventory

import "github.com/riprep/riprep/internal/strict"

// Kind is what an inventory file says of itself in its first key.
var kind = strict.Kind{Name: "inventory", Major: 1}

// Load reads the inventory of one operator. The file may hold several documents; their sites, elements and links are
// appended in order, and exactly one of them says who the operator is.
//
// Faults go to r, with their places. The result is never nil, but is fit for use only where r has gathered no fault.
func Load(r *strict.Reader, path string) *Inventory {
	return load(r, path, func(decode func(*strict.Map)) bool { return r.File(path, kind, decode) })
}

// Parse is Load for text that is already in memory; name stands for the path in faults and among the sources.
func Parse(r *strict.Reader, name string, data []byte) *Inventory {
	return load(r, name, func(decode func(*strict.Map)) bool { return r.Bytes(name, data, kind, decode) })
}

func load(r *strict.Reader, name string, read func(decode func(*strict.Map)) bool) *Inventory {
	l := newLoader(r)
	before := len(r.Sources())
	if read(l.document) && l.documents > 0 {
		l.check(strict.Pos{File: name, Line: 1, Column: 1})
	}
	l.inv.Sources = append(l.inv.Sources, r.Sources()[before:]...)
	return l.inv
}

// loader is the state of one Load: the inventory so far, and what can only be checked when all of it is there.
type loader struct {
	r   *strict.Reader
	inv *Inventory

	documents int        // of the right kind
	operator  strict.Pos // of the first one; zero while there was none

	siteAt    map[string]int32 // id → index
	elementAt map[string]int32
	unstated  []bool // by site: no key subscribers

	file   string // that the references stand in
	refs   []ref
	broken bool // a site or an element was dropped for its id, so a reference to nothing may be a consequence
}

func newLoader(r *strict.Reader) *loader {
	return &loader{r: r, inv: &Inventory{}, siteAt: map[string]int32{}, elementAt: map[string]int32{}}
}

// document decodes one document of the file.
func (l *loader) document(m *strict.Map) {
	l.documents++
	m.Has("riprep")
	if m.Has("operator") {
		l.setOperator(m)
	}
	l.inv.Sites = grow(l.inv.Sites, m.Len("sites"))
	m.List("sites", l.addSite)
	l.inv.Elements = grow(l.inv.Elements, m.Len("elements"))
	m.List("elements", l.addElement)
	l.inv.Links = grow(l.inv.Links, m.Len("links"))
	m.List("links", l.addLink)
	m.Done()
}

func (l *loader) setOperator(m *strict.Map) {
	at := m.At("operator")
	if l.operator.Line > 0 {
		m.Fault("operator", "an inventory is of one operator; give each carrier a folder of its own",
			"a second operator (first at line %d)", l.operator.Line)
	}
	op := m.Map("operator")
	if l.operator.Line > 0 {
		decodeOperator(op) // its other faults are worth knowing all the same
		return
	}
	l.operator = at
	l.inv.Operator = decodeOperator(op)
}

func (l *loader) addSite(m *strict.Map) {
	s, stated := l.decodeSite(m)
	if s.ID == "" {
		l.broken = true
		return
	}
	if first, twice := l.siteAt[s.ID]; twice {
		m.Fault("id", "give each site an id of its own", "stands twice (first at line %d)", l.inv.Sites[first].Pos.Line)
		return
	}
	l.siteAt[s.ID] = int32(len(l.inv.Sites))
	l.inv.Sites = append(l.inv.Sites, s)
	l.unstated = append(l.unstated, !stated)
}

func (l *loader) addElement(m *strict.Map) {
	e := l.decodeElement(m)
	if e.ID == "" {
		l.broken = true
		return
	}
	if first, twice := l.elementAt[e.ID]; twice {
		m.Fault("id", "give each element an id of its own", "stands twice (first at line %d)", l.inv.Elements[first].Pos.Line)
		return
	}
	l.elementAt[e.ID] = int32(len(l.inv.Elements))
	l.inv.Elements = append(l.inv.Elements, e)
}

func (l *loader) addLink(m *strict.Map) {
	k := l.decodeLink(m)
	if k.A != "" && k.B != "" {
		l.inv.Links = append(l.inv.Links, k)
	}
}

// grow makes room for n more without changing what is there.
func grow[T any](s []T, n int) []T {
	if cap(s)-len(s) >= n {
		return s
	}
	return append(make([]T, 0, len(s)+n), s...)
}
