// Package strict reads the files that a user writes: YAML or JSON text of a known kind, decoded key by key with every
// fault kept at its file, line and column. It is the only package that imports the YAML library.
//
// A file kind's decoder is a plain function over a *Map: it asks for each key it knows (m.String, m.Enum, m.List …) and
// ends with m.Done(), which reports what nobody asked for. Faults do not stop a decoder; they are collected in the
// Reader and returned together. Begin with Reader in reader.go, then Map in map.go.
//
// What a hostile file can cost is bounded by Limits: its size, its depth, the number of its values, and how far its aliases
// unfold.
package strict

import "fmt"

// Pos is a place in an input file. Line and Column count from 1; the zero Pos is no place.
type Pos struct {
	File         string
	Line, Column int
}

func (p Pos) String() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// Source is one file that was read: the name it was asked for by, what kind it is and the SHA-256 of its bytes in hex.
type Source struct {
	Path   string
	Kind   string // inventory/v1, scenario/v1, …
	SHA256 string
}
