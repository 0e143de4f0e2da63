package compare

import (
	"maps"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Money is an amount as either plan states it.
type Money struct{ A, B cost.Cents }

// Change is b less a. Amounts are below cost.Limit, so it is exact.
func (m Money) Change() cost.Cents { return m.B - m.A }

// Differ reports whether the amounts are not the same.
func (m Money) Differ() bool { return m.A != m.B }

// Count is a whole number as either plan states it.
type Count struct{ A, B int64 }

// Change is b less a. Counts are below maxCount, so it is exact.
func (n Count) Change() int64 { return n.B - n.A }

// Differ reports whether the counts are not the same.
func (n Count) Differ() bool { return n.A != n.B }

// Days is a day as either plan states it; zero where it states none.
type Days struct{ A, B inventory.Date }

// Change is by how many days b is later than a; ok is false where one of them is not stated.
func (d Days) Change() (days int, ok bool) {
	if d.A.IsZero() || d.B.IsZero() {
		return 0, false
	}
	return d.B.Sub(d.A), true
}

// Differ reports whether the days are not the same.
func (d Days) Differ() bool { return d.A != d.B }

// Words is a text as either plan states it.
type Words struct{ A, B string }

// Differ reports whether the texts are not the same.
func (w Words) Differ() bool { return w.A != w.B }

// What says in which plan a row stands.
type What string

// The words for it. Same is used where rows are listed that do not differ.
const (
	Added   What = "new"  // in b alone
	Gone    What = "gone" // in a alone
	Changed What = "changed"
	Same    What = "same"
)

// two is a thing of a and its counterpart of b; one of them is nil where there is none.
type two[T any] struct{ a, b *T }

// what is Changed where both are there.
func (t two[T]) what() What {
	switch {
	case t.a == nil:
		return Added
	case t.b == nil:
		return Gone
	}
	return Changed
}

// either is the one that is there, a's first.
func (t two[T]) either() *T {
	if t.a != nil {
		return t.a
	}
	return t.b
}

// join finds counterparts by a key, in the order of the keys. Where a key stands twice in a plan, the first of it goes with
// the first of the other plan, and so on.
func join[T any](a, b []T, key func(*T) string) []two[T] {
	of := map[string]*[2][]*T{}
	for side, list := range [2][]T{a, b} {
		for i := range list {
			k := key(&list[i])
			if of[k] == nil {
				of[k] = &[2][]*T{}
			}
			of[k][side] = append(of[k][side], &list[i])
		}
	}
	var out []two[T]
	for _, k := range slices.Sorted(maps.Keys(of)) {
		sides := of[k]
		for i := range max(len(sides[0]), len(sides[1])) {
			var t two[T]
			if i < len(sides[0]) {
				t.a = sides[0][i]
			}
			if i < len(sides[1]) {
				t.b = sides[1][i]
			}
			out = append(out, t)
		}
	}
	return out
}

// read gives a value of each side, the zero value where it is not there.
func read[T, V any](t two[T], get func(*T) V) (a, b V) {
	if t.a != nil {
		a = get(t.a)
	}
	if t.b != nil {
		b = get(t.b)
	}
	return a, b
}

func moneyOf[T any](t two[T], get func(*T) cost.Cents) Money {
	a, b := read(t, get)
	return Money{a, b}
}

func countOf[T any](t two[T], get func(*T) int64) Count {
	a, b := read(t, get)
	return Count{a, b}
}

func daysOf[T any](t two[T], get func(*T) inventory.Date) Days {
	a, b := read(t, get)
	return Days{a, b}
}

func wordsOf[T any](t two[T], get func(*T) string) Words {
	a, b := read(t, get)
	return Words{a, b}
}
