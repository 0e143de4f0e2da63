// Package synth makes operators: inventories whose gear nobody owns, on networks of the shapes that rural carriers
// build. Tests and benchmarks plan with them, and the us-carrier sample in testdata is assembled from the same parts.
//
// Begin with Operator in operator.go, which draws a whole carrier of a given size. It puts gear on sites with a Builder
// (builder.go, cell.go, hop.go), which is also what a generator with a map of its own uses. models.go holds the product
// families, draw.go the source of chance, spread.go the heavy-tailed subscribers, yaml.go and scalar.go the one encoder
// of inventories.
//
// Everything here is a pure function of its arguments: the same options and seed give the same inventory, byte for byte,
// on any machine. The package imports pkg/inventory alone, and nothing that riprep ships imports it.
package synth
