package strict

import "sync"

// Embedded is a file that is part of the program. It is parsed and decoded once in a process, however many operators are read,
// and what was decoded is shared: nobody may change it.
type Embedded[T any] struct {
	name   string
	text   []byte
	kind   Kind
	decode func(*Map, *T)

	once   sync.Once
	value  T
	source Source
	faults Faults
}

// Embed is an embedded file of a kind; decode is called with each document in it.
func Embed[T any](name string, text []byte, k Kind, decode func(*Map, *T)) *Embedded[T] {
	return &Embedded[T]{name: name, text: text, kind: k, decode: decode}
}

// Read gives what is in the file. The reader knows the file as a source each time, and has its faults, as if it had read it
// itself; its limits are not asked, for the file is no user's.
func (e *Embedded[T]) Read(r *Reader) *T {
	e.once.Do(func() {
		var own Reader
		own.Bytes(e.name, e.text, e.kind, func(m *Map) { e.decode(m, &e.value) })
		e.source, e.faults = own.Sources()[0], own.Faults()
	})
	r.sources = append(r.sources, e.source)
	for _, f := range e.faults {
		r.keep(f)
	}
	return &e.value
}
