package strict

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

// Option says more about a key.
type Option int

// Required makes the absence of a key a fault.
const Required Option = 1

// Map is one mapping of a document while it is decoded. A nil *Map answers every question with "absent" and keeps
// silent, so that an optional part needs no extra branch.
type Map struct {
	r     *Reader // nil in a recording map of Asked
	file  string
	node  *yaml.Node
	depth int
	next  int       // where the next key is looked for first: decoders ask in the order that files are written in
	seen  [2]uint64 // by pair: somebody asked for it
	more  []bool    // the same, for pairs past the 128th
	asked []string  // for hints
	of    owner
}

// owner is what the values belong to, such as element "nahunta-bbu"; it goes before every message.
type owner struct{ what, id string }

func (o owner) String() string {
	if o.id == "" {
		return ""
	}
	return fmt.Sprintf("%s %q: ", o.what, o.id)
}

// Label names what the mapping describes in the messages of later faults, also of those in the mappings under it.
func (m *Map) Label(what, id string) {
	if m != nil {
		m.of = owner{what, id}
	}
}

// mapping returns nil where n is no mapping, or where the limits are reached.
func (r *Reader) mapping(file string, n *yaml.Node, depth int, of owner) *Map {
	n = follow(n)
	if n == nil || n.Kind != yaml.MappingNode || !r.visit(file, n, depth) {
		return nil
	}
	m := &Map{r: r, file: file, node: n, depth: depth, of: of, asked: r.borrow()}
	if pairs := len(n.Content) / 2; pairs > 128 {
		m.more = make([]bool, pairs-128)
	}
	return m
}

// follow replaces an alias by what it stands for.
func follow(n *yaml.Node) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.AliasNode; i++ {
		if i == 10 {
			return nil
		}
		n = n.Alias
	}
	return n
}

// visit counts a node against the limits each time it is used, so that a few aliases of aliases cannot unfold into
// billions of values, and an alias inside of what it stands for comes to an end.
func (r *Reader) visit(file string, n *yaml.Node, depth int) bool {
	r.visited += 1 + len(n.Content)
	switch {
	case r.full:
		return false
	case r.visited > r.maxExpand():
		r.full = true
		r.add(pos(file, n), hintAliases, "the file unfolds into more than %d values", r.maxExpand())
		return false
	case depth > r.maxDepth():
		r.add(pos(file, n), "", "nested deeper than %d levels", r.maxDepth())
		return false
	}
	return true
}

// find returns the value of a key, nil where it is absent or null, and marks the key as known.
func (m *Map) find(key string, opts ...Option) *yaml.Node {
	if m == nil {
		return nil
	}
	m.asked = append(m.asked, key)
	if m.node == nil {
		return nil
	}
	if i := m.index(key); i >= 0 {
		m.mark(i)
		m.next = i + 2
		if n := follow(m.node.Content[i+1]); n != nil && n.Tag != "!!null" {
			return n
		}
	}
	if slices.Contains(opts, Required) {
		m.fault(m.Pos(), "", "no key %q", key)
	}
	return nil
}

// index is where the key stands among the contents, -1 where it is absent. Looking begins after the last hit, so that a
// decoder which asks in the order of the file finds each key at once.
func (m *Map) index(key string) int {
	if i := m.indexIn(key, 0, m.next); i >= 0 { // asked for twice: the same value again, also where the key stands twice
		return i
	}
	return m.indexIn(key, m.next, len(m.node.Content))
}

func (m *Map) indexIn(key string, from, to int) int {
	c := m.node.Content
	for i := from; i < to && i+1 < len(c); i += 2 {
		if c[i].Value == key && c[i].Kind == yaml.ScalarNode {
			return i
		}
	}
	return -1
}

func (m *Map) mark(i int) {
	if pair := i / 2; pair < 128 {
		m.seen[pair/64] |= 1 << (pair % 64)
	} else {
		m.more[pair-128] = true
	}
}

func (m *Map) marked(i int) bool {
	if pair := i / 2; pair < 128 {
		return m.seen[pair/64]>>(pair%64)&1 != 0
	}
	return m.more[i/2-128]
}

// Pos is where the mapping begins.
func (m *Map) Pos() Pos {
	if m == nil || m.node == nil {
		return Pos{}
	}
	return pos(m.file, m.node)
}

// At is where the value of a key stands, or the mapping itself where the key is absent. Asking does not make the key a
// known one.
func (m *Map) At(key string) Pos {
	if m == nil || m.node == nil {
		return Pos{}
	}
	if i := m.index(key); i >= 0 {
		return pos(m.file, m.node.Content[i+1])
	}
	return m.Pos()
}

// Has reports whether the key is there with a value.
func (m *Map) Has(key string) bool { return m.find(key) != nil }

// Fault adds a fault at the value of a key.
func (m *Map) Fault(key, hint, format string, args ...any) {
	if m != nil && m.r != nil {
		m.fault(m.At(key), hint, format, args...)
	}
}

// FaultAt adds a fault of something below the mapping, whose place was kept.
func (m *Map) FaultAt(at Pos, hint, format string, args ...any) {
	if m != nil && m.r != nil {
		m.fault(at, hint, format, args...)
	}
}

// fault adds a fault of something in the mapping.
func (m *Map) fault(at Pos, hint, format string, args ...any) {
	m.r.add(at, hint, "%s%s", m.of, fmt.Sprintf(format, args...))
}

// Map returns the mapping under a key, nil where it is absent.
func (m *Map) Map(key string, opts ...Option) *Map {
	n := m.find(key, opts...)
	if n == nil {
		return nil
	}
	sub := m.r.mapping(m.file, n, m.depth+1, m.of)
	if sub == nil && n.Kind != yaml.MappingNode {
		m.fault(pos(m.file, n), "", "%s: want keys with values", key)
	}
	return sub
}

// items returns the nodes of a list, aliases not yet followed.
func (m *Map) items(key string, opts ...Option) []*yaml.Node {
	n := m.find(key, opts...)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		m.fault(pos(m.file, n), fmt.Sprintf("write %s: [ … ], or one line with a dash for each", key), "%s: want a list", key)
		return nil
	}
	if !m.r.visit(m.file, n, m.depth+1) {
		return nil
	}
	return n.Content
}

// List calls each for every mapping in the list under a key.
func (m *Map) List(key string, each func(*Map), opts ...Option) {
	for _, n := range m.items(key, opts...) {
		sub := m.r.mapping(m.file, n, m.depth+2, m.of)
		if sub != nil {
			each(sub)
			continue
		}
		if m.r.full {
			return
		}
		if to := follow(n); to == nil || to.Kind != yaml.MappingNode {
			m.fault(pos(m.file, n), "", "%s: want keys with values", key)
		}
	}
}

// Len is how many items the list under a key has, so that a decoder can make room.
func (m *Map) Len(key string) int {
	if n := m.find(key); n != nil && n.Kind == yaml.SequenceNode {
		return len(n.Content)
	}
	return 0
}

// Keys returns the keys of the mapping in their order, for mappings whose keys are the user's own words (crews: {tower:
// 3}). The caller then asks for each. A key that is no plain word is left out; Done reports it.
func (m *Map) Keys() []string {
	if m == nil || m.node == nil {
		return nil
	}
	keys := make([]string, 0, len(m.node.Content)/2)
	for i := 0; i+1 < len(m.node.Content); i += 2 {
		if badKey(m.node.Content[i]) == "" {
			keys = append(keys, m.node.Content[i].Value)
		}
	}
	return keys
}

// IsMap reports whether the value of a key is a mapping; IsList, whether it is a list.
func (m *Map) IsMap(key string) bool {
	n := m.find(key)
	return n != nil && n.Kind == yaml.MappingNode
}

// IsList reports whether the value of a key is a list.
func (m *Map) IsList(key string) bool {
	n := m.find(key)
	return n != nil && n.Kind == yaml.SequenceNode
}

// Done reports keys that nobody asked for, and keys that stand twice. Every decoder ends with it.
func (m *Map) Done() {
	if m == nil || m.node == nil {
		return
	}
	for i := 0; i+1 < len(m.node.Content); i += 2 {
		if !m.marked(i) {
			m.strange()
			break
		}
	}
	m.r.giveBack(m.asked)
	m.asked = nil
}

// strange reports every key that does not belong.
func (m *Map) strange() {
	type fact struct {
		first int  // index of the first pair with the key
		known bool // somebody asked for it
	}
	c := m.node.Content
	facts := make(map[string]fact, len(c)/2)
	for i := 0; i+1 < len(c); i += 2 {
		f, twice := facts[c[i].Value]
		if !twice {
			f.first = i
		}
		f.known = f.known || m.marked(i)
		facts[c[i].Value] = f
	}
	for i := 0; i+1 < len(c); i += 2 {
		k, at := c[i], pos(m.file, c[i])
		f := facts[k.Value]
		what := badKey(k)
		switch {
		case what != "":
			m.fault(at, "a key is one plain word", "a key that is %s", what)
		case k.Tag == mergeTag && !f.known:
			m.fault(at, "merge keys are not read here; write the keys out", "unknown key %q", k.Value)
		case f.first != i:
			m.fault(at, "", "key %q stands twice (first at line %d)", clip(k.Value), c[f.first].Line)
		case !f.known:
			hint := ""
			if near := Nearest(k.Value, m.asked); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			m.fault(at, hint, "unknown key %q", clip(k.Value))
		}
	}
}

// badKey says what a key is that is no plain word, "" for one that is.
func badKey(k *yaml.Node) string {
	switch k.Kind {
	case yaml.ScalarNode:
		return ""
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	default:
		return "an alias"
	}
}

// Asked runs a decoder on nothing and returns the keys it asks for, sorted: what the schema of the kind must list.
func Asked(decode func(*Map)) []string {
	m := &Map{}
	decode(m)
	slices.Sort(m.asked)
	return slices.Compact(m.asked)
}
