// Package products knows what can take the place of covered gear and how the work is done: replacement products of
// trusted vendors by role, and methods, each a chain of steps with durations, crews, outages and what they cost. Both are
// data, in files of the kind products/v1; data/products.yaml is built in and a user's files go before it. The package may
// import cost, inventory and internal/strict. Begin with types.go; load.go reads the files, find.go chooses.
package products
