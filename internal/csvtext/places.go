package csvtext

import (
	"bytes"
	"unicode/utf8"
)

// Places finds characters in a text by the lines and bytes that encoding/csv counts. Places that are asked for in their
// order cost one walk over the text, however long its lines are.
type Places struct {
	Text []byte

	line, start  int // the line begins at this byte of the text
	seen, column int // a byte of the line from 0, and its character from 1
}

// Column is the character, from 1, at a byte of a line, both from 1. What lies outside of the text is brought inside.
func (p *Places) Column(line, at int) int {
	if line < p.line || p.line == 0 {
		p.line, p.start, p.seen, p.column = 1, 0, 0, 1
	}
	for p.line < line {
		next := bytes.IndexByte(p.Text[p.start:], '\n')
		if next < 0 {
			break
		}
		p.line, p.start, p.seen, p.column = p.line+1, p.start+next+1, 0, 1
	}
	to := min(max(at-1, 0), len(p.Text)-p.start)
	if to < p.seen {
		p.seen, p.column = 0, 1
	}
	p.column += utf8.RuneCount(p.Text[p.start+p.seen : p.start+to])
	p.seen = to
	return p.column
}
