package milp

import (
	"bufio"
	"io"
	"strconv"
)

// mpsBatch is how many coefficients are held at a time while rows are turned into columns.
const mpsBatch = 4_000_000

// WriteMPS writes the program in free MPS format. Notes are lines for the comment at its head.
//
// The format goes by columns, the program is made by rows. So the rows are made again for each batch of columns that
// fits into memory: once for all but the largest programs.
func (m *Model) WriteMPS(w io.Writer, notes ...string) error {
	return m.writeMPS(w, mpsBatch, notes)
}

func (m *Model) writeMPS(w io.Writer, batch int, notes []string) error {
	out := &mpsWriter{m: m, w: bufio.NewWriterSize(w, 1<<16)}
	for _, line := range m.head(notes) {
		out.line("*", line)
	}
	out.line("NAME riprep FREE")
	out.line("ROWS")
	counts := out.rows()
	out.line("COLUMNS")
	for first := 0; first < len(counts) && out.err == nil; {
		last, size := first, 0
		for last < len(counts) && (last == first || size+int(counts[last]) <= batch) {
			size += int(counts[last])
			last++
		}
		out.columns(first, counts[first:last], size)
		first = last
	}
	out.marker(false)
	out.line("RHS")
	for r := range m.rows() {
		if r.rhs != 0 && out.err == nil {
			out.entry(" rhs ", r.name, r.rhs)
		}
	}
	out.bounds()
	out.line("ENDATA")
	if out.err == nil {
		out.err = out.w.Flush()
	}
	return out.err
}

// mpsWriter keeps the first error.
type mpsWriter struct {
	m     *Model
	w     *bufio.Writer
	err   error
	buf   []byte
	names []byte   // of all rows, one after the other
	ends  []uint32 // per row: where its name ends

	integers bool // the column written last is an integer
}

func (o *mpsWriter) line(parts ...string) {
	for i, s := range parts {
		if i > 0 {
			s = " " + s
		}
		if o.err == nil {
			_, o.err = o.w.WriteString(s)
		}
	}
	o.bytes([]byte{'\n'})
}

func (o *mpsWriter) bytes(b []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
}

// entry writes a coefficient of a row.
func (o *mpsWriter) entry(before string, row []byte, val int64) {
	o.buf = append(append(append(o.buf[:0], before...), row...), ' ')
	o.bytes(append(strconv.AppendInt(o.buf, val, 10), '\n'))
}

// rows writes the names of the rows, keeps them, and counts the coefficients of each column.
func (o *mpsWriter) rows() []int32 {
	counts := make([]int32, o.m.layout.columns)
	for r := range o.m.rows() {
		o.buf = append(append(append(o.buf[:0], ' ', r.sense, ' '), r.name...), '\n')
		o.bytes(o.buf)
		o.names = append(o.names, r.name...)
		o.ends = append(o.ends, uint32(len(o.names)))
		for _, t := range r.terms {
			counts[t.col]++
		}
		if o.err != nil {
			break
		}
	}
	return counts
}

func (o *mpsWriter) rowName(i int32) []byte {
	begin := uint32(0)
	if i > 0 {
		begin = o.ends[i-1]
	}
	return o.names[begin:o.ends[i]]
}

// columns writes a batch of columns, of which each has so many coefficients, size in all.
func (o *mpsWriter) columns(first int, counts []int32, size int) {
	next := make([]int, len(counts)) // where the next coefficient of each column goes
	for i := 1; i < len(counts); i++ {
		next[i] = next[i-1] + int(counts[i-1])
	}
	rows, vals := make([]int32, size), make([]int64, size)
	index := int32(0)
	for r := range o.m.rows() {
		for _, t := range r.terms {
			if c := t.col - first; c >= 0 && c < len(counts) {
				rows[next[c]], vals[next[c]] = index, t.val
				next[c]++
			}
		}
		index++
	}
	var name []byte
	for c, n := range counts {
		o.marker(first+c < o.m.layout.firstB || first+c == o.m.layout.z)
		name = append(o.m.appendColumn(append(name[:0], ' '), first+c), ' ')
		for i := next[c] - int(n); i < next[c] && o.err == nil; i++ {
			o.entry(string(name), o.rowName(rows[i]), vals[i])
		}
	}
}

// marker begins and ends runs of integer columns.
func (o *mpsWriter) marker(integer bool) {
	switch {
	case integer && !o.integers:
		o.line(" m 'MARKER' 'INTORG'")
	case !integer && o.integers:
		o.line(" m 'MARKER' 'INTEND'")
	}
	o.integers = integer
}

// bounds writes the upper bounds of integer columns; all others are at least 0 and no more is said of them.
func (o *mpsWriter) bounds() {
	o.line("BOUNDS")
	for col := 0; col < o.m.layout.columns && o.err == nil; col++ {
		upper := int64(1)
		switch {
		case col == o.m.layout.z:
			upper = int64(o.m.p.Horizon)
		case col >= o.m.layout.firstB:
			continue
		}
		o.entry(" UP bound ", o.m.appendColumn(nil, col), upper)
	}
}
