package grid

import (
	"fmt"
	"io"
	"strings"
)

// Indent stands before everything below a heading.
const Indent = "  "

// Page is text for people, section by section: headings, and below them sentences and tables, none wider than the
// terminal. It keeps the first error in Err and writes nothing after it.
type Page struct {
	W     io.Writer
	Width int
	Bold  bool // headings may be sent as bold text
	Err   error
}

// Write writes a text as it is.
func (p *Page) Write(s string) {
	if p.Err == nil {
		_, p.Err = io.WriteString(p.W, s)
	}
}

// Heading begins a section.
func (p *Page) Heading(s string) {
	if s = Clip(Clean(s), p.Width); p.Bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	p.Write("\n" + s + "\n")
}

// Say writes a sentence, wrapped.
func (p *Page) Say(format string, args ...any) { p.Hang("", fmt.Sprintf(format, args...)) }

// Hang writes a text, wrapped, after a label that stands before its first line.
func (p *Page) Hang(label, text string) {
	room := p.Width - len(Indent) - Width(label)
	for i, line := range Wrap(Clean(text), room) {
		if i == 1 {
			label = strings.Repeat(" ", Width(label))
		}
		p.Write(Indent + label + line + "\n")
	}
}

// Table writes a table below a heading.
func (p *Page) Table(t *Table) {
	if p.Err != nil {
		return
	}
	var b strings.Builder
	if p.Err = t.Terminal(&b, p.Width-len(Indent)); p.Err != nil {
		return
	}
	for line := range strings.Lines(b.String()) {
		p.Write(Indent + line)
	}
}
