// Package planjson writes and reads plan/v1, a plan as JSON. Its types are those of the file, apart from the domain types
// of pkg/planner, so that either can change without the other; what the file has is frozen by a test.
//
// Money is a string of plain decimals, such as "2500000.00", and so are quantities: neither ever passes through a float.
// Days are "YYYY-MM-DD", null where there is none. The value and the bound of an objective are whole numbers in the unit
// that stands beside them. A field that a later minor version adds is ignored by Decode; an unknown major version is
// refused.
//
// Begin with file in wire.go. encode.go goes from a plan to it, decode.go and back.go the other way, place.go finds where
// in the text a fault stands.
package planjson
