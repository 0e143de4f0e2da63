package network

import (
	"cmp"
	"slices"
)

// arc is a directed edge between two numbered things.
type arc struct{ from, to int32 }

// csr holds the rows of a sparse matrix one after another (compressed sparse rows): row i is to[start[i]:start[i+1]],
// ascending and without duplicates. It is what everything hot in this package runs on.
type csr struct {
	start []int32
	to    []int32
}

// newCSR sorts arcs in place and packs them into n rows; duplicates are merged.
func newCSR(n int, arcs []arc) csr {
	slices.SortFunc(arcs, func(a, b arc) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	arcs = slices.Compact(arcs)
	c := csr{start: make([]int32, n+1), to: make([]int32, len(arcs))}
	for i, a := range arcs {
		c.start[a.from+1]++
		c.to[i] = a.to
	}
	for i := range n {
		c.start[i+1] += c.start[i]
	}
	return c
}

// rows is the number of rows.
func (c csr) rows() int { return len(c.start) - 1 }

// row is the slice of row i; it belongs to c.
func (c csr) row(i int32) []int32 { return c.to[c.start[i]:c.start[i+1]] }

// transposed returns the matrix with rows and columns exchanged; c must be square.
func (c csr) transposed() csr {
	n := c.rows()
	t := csr{start: make([]int32, n+1), to: make([]int32, len(c.to))}
	for _, j := range c.to {
		t.start[j+1]++
	}
	for i := range n {
		t.start[i+1] += t.start[i]
	}
	fill := slices.Clone(t.start[:n])
	for i := range int32(n) {
		for _, j := range c.row(i) {
			t.to[fill[j]] = i
			fill[j]++
		}
	}
	return t
}

// ints widens a row into a slice of its own.
func ints(row []int32) []int {
	if len(row) == 0 {
		return nil
	}
	out := make([]int, len(row))
	for i, v := range row {
		out[i] = int(v)
	}
	return out
}
