package planjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// place is where in the file a value stands: a key of the object, or of an item of its list, that its parent is.
type place struct {
	in    *place
	key   string
	index int // of a list's item below key
	item  bool
}

func (p place) String() string {
	s := p.key
	if p.item {
		s = fmt.Sprintf("%s[%d]", p.key, p.index)
	}
	if p.in != nil {
		return p.in.String() + "." + s
	}
	return s
}

// of is an item of the list below a key.
func (p *place) of(key string, index int) *place {
	return &place{in: p, key: key, index: index, item: true}
}

// at is line and column of an offset in the text; columns count characters.
func (d *decoder) at(offset int) strict.Pos {
	before := d.data[:min(max(offset, 0), len(d.data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return strict.Pos{File: d.name, Line: bytes.Count(before, []byte("\n")) + 1, Column: len(bytes.Runes(before[start:])) + 1}
}

// start is where a value begins of which the library tells the end; of an object or a list it tells the beginning.
func (d *decoder) start(end int) int {
	i := min(end, len(d.data)) - 1
	switch {
	case i > 0 && d.data[i] == '"':
		for i--; i > 0 && (d.data[i] != '"' || d.data[i-1] == '\\'); i-- {
		}
	default:
		for i > 0 && bytes.IndexByte([]byte("+-.0123456789aeflnrstuE"), d.data[i-1]) >= 0 {
			i--
		}
	}
	return i
}

// find walks the text to a place. It is called for faults alone; the text is known to be JSON.
func (d *decoder) find(p place) strict.Pos {
	var path []any
	for q := &p; q != nil; q = q.in {
		if q.item {
			path = append(path, q.index)
		}
		path = append(path, q.key)
	}
	dec := json.NewDecoder(bytes.NewReader(d.data))
	for len(path) > 0 {
		step := path[len(path)-1]
		path = path[:len(path)-1]
		if !enter(dec, step) {
			return d.at(int(dec.InputOffset())) // a key that is missing: where its object ends
		}
	}
	offset := int(dec.InputOffset())
	for offset < len(d.data) && bytes.IndexByte([]byte(" \t\r\n:,"), d.data[offset]) >= 0 {
		offset++
	}
	return d.at(offset)
}

// enter goes to the value of a key, or of an item, of the object or list that comes next.
func enter(dec *json.Decoder, step any) bool {
	if _, err := dec.Token(); err != nil {
		return false
	}
	for i := 0; dec.More(); i++ {
		if key, ok := step.(string); ok {
			token, err := dec.Token()
			if err != nil {
				return false
			}
			if token == key {
				return true
			}
		} else if i == step {
			return true
		}
		var skipped json.RawMessage
		if dec.Decode(&skipped) != nil {
			return false
		}
	}
	return false
}

// tooDeep finds where objects and lists nest deeper than maxDepth, in text that need not be JSON.
func tooDeep(data []byte) (offset int, deep bool) {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return i, true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return 0, false
}

// found is what the library calls a value, in a reader's words.
func found(value string) string {
	switch kind, number, _ := strings.Cut(value, " "); {
	case kind == "number" && number != "":
		return "the number " + number
	case kind == "array":
		return "a list"
	case kind == "object":
		return "an object"
	case kind == "bool":
		return "true or false"
	default:
		return "a " + kind
	}
}

// wanted is a kind of value in a reader's words.
func wanted(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Struct:
		return "an object"
	case reflect.Uint64:
		return "a whole number of 0 or more"
	}
	return "a whole number"
}
