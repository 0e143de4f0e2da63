// Package house holds no code. Its tests keep the floors of the house, so that imports go down only and a few libraries
// stay in the one room that is theirs; docs/layout.md draws the same picture for people. They also hold together what is
// said twice: the decoders of the file kinds, the schemas in docs/schema, and the pages in docs. Begin with house_test.go.
package house
