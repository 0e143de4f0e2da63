package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// isJSON reports whether the text is JSON: its first character opens an object or an array.
func isJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[')
}

const notJSON = "a file that begins with { or [ is read as JSON"

// jsonParser makes the tree that YAML text would have given, with the place of every value.
type jsonParser struct {
	dec      *json.Decoder
	text     []byte
	maxDepth int
	first    int // line that the text begins in
	// The place of offset, which only moves forward.
	offset, line, column int
}

// parseJSON gives each of the values that stand one after the other in the text to the caller. The text begins in line first
// of its file.
func parseJSON(text []byte, first, maxDepth int, each func(root *yaml.Node) bool) *Fault {
	p := &jsonParser{dec: json.NewDecoder(bytes.NewReader(text)), text: text, maxDepth: maxDepth, first: first, line: first, column: 1}
	p.dec.UseNumber()
	for {
		root, bad := p.value(1)
		if bad != nil || root == nil {
			return bad
		}
		if root.Tag != nullTag && !each(root) {
			return nil
		}
	}
}

// value parses the next value, nil at the end of the text.
func (p *jsonParser) value(depth int) (*yaml.Node, *Fault) {
	p.skip()
	tok, err := p.dec.Token()
	if errors.Is(err, io.EOF) && depth == 1 {
		return nil, nil
	}
	if err != nil {
		return nil, p.fault(err)
	}
	return p.node(tok, depth)
}

func (p *jsonParser) node(tok json.Token, depth int) (*yaml.Node, *Fault) {
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: p.line, Column: p.column}
	switch v := tok.(type) {
	case string:
		n.Tag, n.Value, n.Style = "!!str", v, yaml.DoubleQuotedStyle
	case json.Number:
		n.Tag, n.Value = "!!float", v.String()
		if !strings.ContainsAny(n.Value, ".eE") {
			n.Tag = "!!int"
		}
	case bool:
		n.Tag, n.Value = "!!bool", "false"
		if v {
			n.Value = "true"
		}
	case nil:
		n.Tag, n.Value = nullTag, "null"
	case json.Delim:
		if depth > p.maxDepth {
			return nil, &Fault{Pos: p.here(), Message: fmt.Sprintf("nested deeper than %d levels", p.maxDepth)}
		}
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
		if v == '{' {
			n.Kind, n.Tag = yaml.MappingNode, "!!map"
		}
		return n, p.fill(n, depth+1)
	}
	return n, nil
}

// fill parses what stands in an object or an array, and its end. In an object the token stream gives keys and values in
// turn and refuses a key that is no string.
func (p *jsonParser) fill(n *yaml.Node, depth int) *Fault {
	for p.dec.More() {
		child, bad := p.value(depth)
		if bad != nil {
			return bad
		}
		n.Content = append(n.Content, child)
	}
	p.skip()
	if _, err := p.dec.Token(); err != nil {
		return p.fault(err)
	}
	return nil
}

// skip moves the place to the start of the next token.
func (p *jsonParser) skip() {
	end := int(p.dec.InputOffset())
	for end < len(p.text) && strings.IndexByte(" \t\r\n,:", p.text[end]) >= 0 {
		end++
	}
	p.move(end)
}

func (p *jsonParser) move(to int) {
	for p.offset < to {
		c, size := utf8.DecodeRune(p.text[p.offset:])
		p.offset += size
		p.column++
		if c == '\n' {
			p.line, p.column = p.line+1, 1
		}
	}
}

func (p *jsonParser) here() Pos { return Pos{Line: p.line, Column: p.column} }

// fault says what is wrong at the token that skip went to. The library's own offsets count from another place for values
// that follow one another.
func (p *jsonParser) fault(err error) *Fault {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		at := place(p.text, len(bytes.TrimRight(p.text, " \t\r\n")))
		at.Line += p.first - 1
		return &Fault{
			Pos:     at,
			Message: "not valid JSON: the text ends in the middle",
			Hint:    "was the file cut off?",
		}
	}
	return &Fault{Pos: p.here(), Message: "not valid JSON: " + err.Error(), Hint: notJSON}
}
