// Package house holds no code: its test keeps the floors of the house, so that imports go down only and a few libraries
// stay in the one room that is theirs. docs/layout.md draws the same picture for people.
package house
