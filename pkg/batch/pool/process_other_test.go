//go:build !linux

package pool

// parent is for Linux alone, where a worker is killed with the process that started it.
func parent() {}
