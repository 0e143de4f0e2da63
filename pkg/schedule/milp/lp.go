package milp

import (
	"bufio"
	"io"
	"strconv"
)

// lpBreak is where a line that goes on is broken: with one more term it stays below the 255 characters that readers take.
const lpBreak = 100

// WriteLP writes the program in CPLEX LP format. Notes are lines for the comment at its head.
func (m *Model) WriteLP(w io.Writer, notes ...string) error {
	out := &lpWriter{m: m, w: bufio.NewWriterSize(w, 1<<16)}
	for _, line := range m.head(notes) {
		out.text(`\ `, line, "\n")
	}
	out.text("Minimize\n")
	for r := range m.rows() {
		if out.row(r); out.err != nil {
			return out.err
		}
	}
	if m.layout.z >= 0 {
		out.text("Bounds\n z <= ", strconv.Itoa(m.p.Horizon), "\nGenerals\n z\n")
	}
	if m.layout.firstB > 0 {
		out.text("Binaries\n")
	}
	for col := 0; col < m.layout.firstB && out.err == nil; col++ {
		out.name = append(m.appendColumn(append(out.name[:0], ' '), col), '\n')
		out.bytes(out.name)
	}
	out.text("End\n")
	if out.err == nil {
		out.err = out.w.Flush()
	}
	return out.err
}

// lpWriter keeps the first error.
type lpWriter struct {
	m    *Model
	w    *bufio.Writer
	err  error
	name []byte
	line []byte
}

func (o *lpWriter) text(parts ...string) {
	for _, s := range parts {
		if o.err == nil {
			_, o.err = o.w.WriteString(s)
		}
	}
}

func (o *lpWriter) bytes(b []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
}

func (o *lpWriter) row(r *row) {
	o.line = append(append(append(o.line[:0], ' '), r.name...), ':')
	for i, t := range r.terms {
		if len(o.line) > lpBreak {
			o.bytes(append(o.line, '\n'))
			o.line = append(o.line[:0], ' ', ' ')
		}
		o.term(t, i == 0)
	}
	switch r.sense {
	case 'N':
		o.line = append(o.line, "\nSubject To"...)
	case 'E':
		o.line = append(o.line, " = "...)
	case 'L':
		o.line = append(o.line, " <= "...)
	case 'G':
		o.line = append(o.line, " >= "...)
	}
	if r.sense != 'N' {
		o.line = strconv.AppendInt(o.line, r.rhs, 10)
	}
	o.bytes(append(o.line, '\n'))
}

// term adds a sign, a coefficient that is not one, and the name.
func (o *lpWriter) term(t term, first bool) {
	sign, val := " + ", t.val
	switch {
	case val < 0:
		sign, val = " - ", -val
	case first:
		sign = " "
	}
	o.line = append(o.line, sign...)
	if val != 1 {
		o.line = append(strconv.AppendInt(o.line, val, 10), ' ')
	}
	o.line = o.m.appendColumn(o.line, t.col)
}
