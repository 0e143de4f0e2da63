package strict

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// yamlFault takes the library's error text apart into a place and what is wrong, in our words where we know better ones.
func yamlFault(err error, text []byte) *Fault {
	words := err.Error()
	f := &Fault{Pos: Pos{Line: 1, Column: 1}}
	if m := yamlLine.FindStringSubmatch(words); m != nil {
		words = words[len(m[0]):]
		if n, err := strconv.Atoi(m[1]); err == nil {
			f.Pos.Line = n
			if fromParser(words) {
				f.Pos.Line++ // the library counts these from 0
			}
		}
	}
	if name, ok := strings.CutPrefix(words, "unknown anchor '"); ok {
		name = strings.TrimSuffix(name, "' referenced")
		if i := bytes.Index(text, []byte("*"+name)); i >= 0 {
			f.Pos = place(text, i)
		}
		f.Message = "not valid YAML: *" + name + " refers to no anchor above it"
		f.Hint = "write &" + name + " before the first use, or quote a value that begins with *"
		return f
	}
	if n := bytes.Count(text, []byte{'\n'}) + 1; f.Pos.Line > n {
		f.Pos.Line = n
	}
	f.Pos.Column = 1 + blanks(lineAt(text, f.Pos.Line))
	f.Message = "not valid YAML: " + words
	if at, ok := tabAt(text, f.Pos.Line); ok && (strings.Contains(words, "tab character") || strings.Contains(words, "cannot start any token")) {
		f.Pos, f.Hint = at, "indent with spaces, not with tabs"
		return f
	}
	for _, h := range yamlHints {
		if strings.Contains(words, h.words) {
			f.Hint = h.hint
			break
		}
	}
	return f
}

// fromParser tells the errors of the library's parser from those of its scanner: they count lines differently.
func fromParser(words string) bool {
	for _, p := range []string{"expected key", "expected ',' or", "expected '-' indicator", "expected node content", "expected <", "duplicate %", "incompatible YAML", "undefined tag handle"} {
		if strings.Contains(words, p) {
			return true
		}
	}
	return false
}

var yamlHints = []struct{ words, hint string }{
	{"expected ',' or", "a bracket that opens here is not closed; was the file cut off?"},
	{"unexpected end of stream", "a quote that opens here is not closed; was the file cut off?"},
	{"could not find expected ':'", "a line of a mapping is key: value; was the file cut off?"},
	{"mapping values are not allowed", "quote a value that has a colon and a space in it, and check the indentation"},
	{"cannot start any token", "quote a value that begins with @, ` or %"},
	{"expected key", "check the indentation: keys of one mapping stand in one column"},
	{"expected '-' indicator", "check the indentation: the dashes of one list stand in one column"},
	{"exceeded max depth", "no file of riprep nests that deep"},
}

// tabAt is where the first tab stands that indents a line, at the line or below it. The library names the line before.
func tabAt(text []byte, line int) (Pos, bool) {
	for rest := lineAt(text, line); len(rest) > 0; line++ {
		if i := bytes.IndexByte(rest[:blanks(rest)], '\t'); i >= 0 {
			return Pos{Line: line, Column: 1 + i}, true
		}
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
	}
	return Pos{}, false
}

// lineAt is the text from a line on, counted from 1.
func lineAt(text []byte, line int) []byte {
	for ; line > 1; line-- {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return nil
		}
		text = text[i+1:]
	}
	return text
}

// blanks is how many blanks and tabs the text begins with.
func blanks(text []byte) int {
	return len(text) - len(bytes.TrimLeft(text, " \t"))
}
