//go:build !race

package trials

// Raced tells whether the race detector is at work.
const Raced = false
