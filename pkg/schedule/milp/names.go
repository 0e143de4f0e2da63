package milp

import (
	"sort"
	"strconv"
)

// Names are made of indices and so are unique, whatever the problem's own names are. For people a tag of the problem's
// name follows: letters, digits and underscores, shortened. They begin with a letter that starts no number in LP format
// (not e), have no more than maxName characters, below the 100 that the strictest reader takes, and are no keyword.
const (
	maxTag  = 24
	maxName = 80
)

// appendTag adds a dot and the tag of a name, nothing where the name has no letter or digit.
func appendTag(out []byte, name string) []byte {
	begin, gap := len(out), false
	for i := 0; i < len(name) && len(out) <= begin+maxTag; i++ {
		c := name[i]
		if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' {
			gap = len(out) > begin
			continue
		}
		switch {
		case len(out) == begin:
			out = append(out, '.')
		case gap:
			out = append(out, '_')
		}
		out, gap = append(out, c), false
	}
	return out
}

// appendColumn adds the name of a column.
func (m *Model) appendColumn(out []byte, col int) []byte {
	l := &m.layout
	switch {
	case l.empty:
		return append(out, "none"...)
	case col == l.z:
		return append(out, 'z')
	case col >= l.firstLevel:
		out = appendIndex(out, "level", (col-l.firstLevel)/m.p.Horizon)
		return appendIndex(out, "_t", (col-l.firstLevel)%m.p.Horizon)
	case col < l.firstX:
		g := last(len(l.y), func(g int) bool { return l.y[g] <= col })
		out = appendTag(appendIndex(out, "y", g), m.p.Groups[g].Name)
		return appendIndex(out, "_m", col-l.y[g])
	case col < l.firstB:
		am := &l.ams[last(len(l.ams), func(i int) bool { return l.ams[i].x <= col })]
		out = appendTag(appendIndex(out, "x", am.activity), m.p.Activities[am.activity].Name)
		return appendIndex(appendIndex(out, "_m", am.mode), "_s", am.starts[col-am.x])
	}
	am := &l.ams[l.withB[last(len(l.withB), func(i int) bool { return l.ams[l.withB[i]].b <= col })]]
	return appendIndex(appendIndex(appendIndex(out, "b", am.activity), "_m", am.mode), "_s", am.starts[col-am.b+1])
}

func appendIndex(out []byte, text string, n int) []byte {
	return strconv.AppendInt(append(out, text...), int64(n), 10)
}

// last is the last of n indices for which ok holds; it holds for the first.
func last(n int, ok func(int) bool) int {
	return sort.Search(n, func(i int) bool { return !ok(i) }) - 1
}
