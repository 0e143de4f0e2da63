package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// fibreMap is towns, by a number from 0 in the order of the file, and the spans between them, each once.
type fibreMap struct {
	towns []town
	spans [][2]int // the lower town first, ascending
}

// town is a node as the file has it.
type town struct {
	id       string
	label    string
	lat, lon string // degrees, "" where the file has none
}

// readMap reads the nodes and edges of a GML file. A span may be listed in each direction; one from a town to itself is
// none.
func readMap(path string) (*fibreMap, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, err := parseMap(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

func parseMap(text string) (*fibreMap, error) {
	p := &parser{text: text, line: 1}
	top, err := p.list(false)
	if err != nil {
		return nil, err
	}
	graph, ok := top.list("graph")
	if !ok {
		return nil, fmt.Errorf("no graph")
	}
	m := &fibreMap{}
	number := map[int]int{}
	for _, entry := range graph {
		if entry.key != "node" {
			continue
		}
		id, err := entry.number("id")
		if err != nil {
			return nil, err
		}
		if _, known := number[id]; known {
			return nil, fmt.Errorf("line %d: node %d: named twice", entry.line, id)
		}
		number[id] = len(m.towns)
		m.towns = append(m.towns, town{id: strconv.Itoa(id), label: entry.inner.word("label"), lat: entry.inner.word("Latitude"), lon: entry.inner.word("Longitude")})
	}
	for _, entry := range graph {
		if entry.key != "edge" {
			continue
		}
		var ends [2]int
		for i, key := range []string{"source", "target"} {
			id, err := entry.number(key)
			if err != nil {
				return nil, err
			}
			town, known := number[id]
			if !known {
				return nil, fmt.Errorf("line %d: %s %d: no such node", entry.line, key, id)
			}
			ends[i] = town
		}
		if ends[0] != ends[1] {
			m.spans = append(m.spans, [2]int{min(ends[0], ends[1]), max(ends[0], ends[1])})
		}
	}
	slices.SortFunc(m.spans, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	m.spans = slices.Compact(m.spans)
	return m, nil
}

// entry is a key with a word, or with a list where that is not nil.
type entry struct {
	key, word string
	inner     entries
	line      int
}

type entries []entry

func (es entries) list(key string) (entries, bool) {
	for _, e := range es {
		if e.key == key && e.inner != nil {
			return e.inner, true
		}
	}
	return nil, false
}

// word is the first value of the key, "" where there is none.
func (es entries) word(key string) string {
	for _, e := range es {
		if e.key == key {
			return e.word
		}
	}
	return ""
}

func (e *entry) number(key string) (int, error) {
	for _, in := range e.inner {
		if in.key != key {
			continue
		}
		n, err := strconv.Atoi(in.word)
		if err != nil {
			return 0, fmt.Errorf("line %d: %s %q: not a whole number", in.line, key, in.word)
		}
		return n, nil
	}
	return 0, fmt.Errorf("line %d: %s without %s", e.line, e.key, key)
}

type parser struct {
	text string
	line int
}

// list reads entries up to the bracket that closes them, or the end of the file.
func (p *parser) list(closed bool) (entries, error) {
	es := entries{}
	for {
		key := p.next()
		switch {
		case key == "" && closed:
			return nil, fmt.Errorf("line %d: a list is not closed", p.line)
		case key == "" || key == "]" && closed:
			return es, nil
		case key == "]" || key == "[":
			return nil, fmt.Errorf("line %d: %q: want a key", p.line, key)
		}
		e := entry{key: key, line: p.line}
		switch word := p.next(); word {
		case "", "]":
			return nil, fmt.Errorf("line %d: %s: no value", e.line, key)
		case "[":
			inner, err := p.list(true)
			if err != nil {
				return nil, err
			}
			e.inner = inner
		default:
			e.word = strings.Trim(word, `"`)
		}
		es = append(es, e)
	}
}

// next is the next word, text in quotes or bracket, "" at the end. A line that begins with # says nothing.
func (p *parser) next() string {
	for p.text != "" {
		c := p.text[0]
		switch {
		case c == '\n':
			p.line++
			p.text = p.text[1:]
		case unicode.IsSpace(rune(c)):
			p.text = p.text[1:]
		case c == '#':
			p.cut(strings.IndexByte(p.text, '\n'))
		case c == '[' || c == ']':
			return p.cut(1)
		case c == '"':
			return p.cut(strings.IndexByte(p.text[1:], '"') + 2)
		default:
			return p.cut(strings.IndexFunc(p.text, func(r rune) bool { return unicode.IsSpace(r) || r == '[' || r == ']' }))
		}
	}
	return ""
}

// cut takes the first bytes off the text, all of it where there are not as many.
func (p *parser) cut(n int) string {
	if n <= 0 || n > len(p.text) || n == 1 && p.text[0] == '"' {
		n = len(p.text)
	}
	word := p.text[:n]
	p.text = p.text[n:]
	p.line += strings.Count(word, "\n")
	return word
}
