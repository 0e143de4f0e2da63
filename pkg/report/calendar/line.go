package calendar

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/riprep/riprep/internal/sanitize"
)

// maxOctets is how long a line may be, its end not counted.
const maxOctets = 75

// writer writes content lines: NAME:VALUE, folded, each ended by CR LF.
type writer struct{ out *bufio.Writer }

func newWriter(w io.Writer) *writer { return &writer{bufio.NewWriter(w)} }

func (w *writer) flush() error { return w.out.Flush() } // it tells of an error in any line

// raw writes a value that has no character to escape.
func (w *writer) raw(name, value string) { w.fold(name + ":" + value) }

// text writes a value of words.
func (w *writer) text(name, value string) { w.fold(name + ":" + escape(value)) }

// list writes several values of words, none where there are none.
func (w *writer) list(name string, values []string) {
	if len(values) == 0 {
		return
	}
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = escape(v)
	}
	w.fold(name + ":" + strings.Join(escaped, ","))
}

// escape is a TEXT value (RFC 5545, 3.3.11). Each of its lines is made harmless for who reads it; a line's end in a name is
// not one of them.
func escape(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = escaper.Replace(sanitize.Terminal(lines[i]))
	}
	return strings.Join(lines, `\n`)
}

var escaper = strings.NewReplacer(`\`, `\\`, `;`, `\;`, `,`, `\,`)

// fold breaks a line into pieces of at most 75 octets, each but the first after a space, and no character in two.
func (w *writer) fold(line string) {
	room := maxOctets
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		_, _ = w.out.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], maxOctets-1
	}
	_, _ = w.out.WriteString(line + "\r\n")
}
