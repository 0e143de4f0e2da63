// Package inventory holds what one operator has: its sites, the gear on them and the links between, read from a file of
// kind inventory/v1 in YAML or JSON.
//
// Begin with Inventory in types.go, then Load in load.go. Loading is strict: an unknown key, an id that stands twice, a
// reference to nothing is a fault with file, line and column, and all of them are reported at once. What needs the whole
// network to be seen, such as a cycle in what hangs on what or a site without path to a gateway, is not checked here but
// in package network.
//
// The package imports internal/strict and nothing else of the module; it is the ground floor.
package inventory
