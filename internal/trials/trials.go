// Package trials says how many of its cases a test runs. The race detector slows down code that walks over arrays about
// twentyfold, and finds nothing in a single goroutine. So a test of one goroutine that compares thousands of random problems with
// a plain answer runs all of them without the detector, and a share of them with it; make test does both. Packages that take long and
// start no goroutine run without it alone: Main. For tests only.
package trials

import (
	"fmt"
	"testing"
)

// share is the part of the cases that runs under the race detector: one in so many.
const share = 10

// Of is how many of n cases to run: all, or under the race detector a tenth, rounded up. It says so in the log of the test.
func Of(t testing.TB, n int) int {
	t.Helper()
	if !Raced {
		return n
	}
	some := (n + share - 1) / share
	t.Logf("with the race detector: %d of %d cases; without it all of them", some, n)
	return some
}

// Alone leaves a test of one goroutine that has no cases to take a share of to the run without the race detector, and says so.
func Alone(t testing.TB) {
	t.Helper()
	if Raced {
		t.Skip("with the race detector: not run, it is about nothing that several goroutines do; without it this test runs")
	}
}

// Main is the TestMain of a package that starts no goroutine, neither itself nor in its tests, and whose tests take long: with the
// race detector none of them runs. What it shares with others, such as fonts and embedded files, the detector sees in the packages
// that call it from several goroutines, most of all in internal/cli. A test of internal/house fails where such a package starts one.
func Main(m *testing.M) {
	if Raced {
		fmt.Println("with the race detector: no test of this package, which starts no goroutine; without it all of them")
		return
	}
	m.Run() // its answer is what the process ends with
}
