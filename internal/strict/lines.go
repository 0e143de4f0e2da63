package strict

import (
	"bytes"

	"gopkg.in/yaml.v3"
)

const hintLines = "each line is one JSON object, such as {\"operator\": \"noel\", …}"

// Lines gives the object in each line of a text to the caller, as PlainText returns one: JSON lines, which have no key riprep.
// Lines that are empty are left out; a line that is broken is a fault, and the next one is read. It reports whether there was
// no such line. Limits hold for each line, not for all of them together.
func (r *Reader) Lines(name string, text []byte, each func(*Map)) bool {
	good := true
	for line := 1; len(text) > 0; line++ {
		var one []byte
		one, text, _ = bytes.Cut(text, []byte{'\n'})
		if len(bytes.TrimSpace(one)) > 0 && !r.line(name, line, one, each) {
			good = false
		}
	}
	return good
}

func (r *Reader) line(name string, line int, text []byte, each func(*Map)) bool {
	r.visited, r.full = 0, false
	bad := survey(text, r.maxValues())
	if bad != nil && bad.Pos.Line > 0 {
		bad.Pos.Line = line
	}
	var roots []*yaml.Node
	if bad == nil {
		bad = parseJSON(text, line, r.maxDepth(), func(root *yaml.Node) bool {
			roots = append(roots, root)
			return len(roots) < 2
		})
	}
	if bad == nil && (len(roots) != 1 || roots[0].Kind != yaml.MappingNode) {
		bad = &Fault{Pos: Pos{Line: line, Column: 1}, Message: "not one JSON object"}
	}
	if bad != nil {
		if bad.Hint == "" || bad.Hint == notJSON {
			bad.Hint = hintLines
		}
		bad.Pos.File = name
		r.keep(*bad)
		return false
	}
	m := r.mapping(name, roots[0], 1, owner{})
	if m != nil {
		each(m)
	}
	return m != nil
}
