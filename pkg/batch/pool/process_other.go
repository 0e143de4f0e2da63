//go:build !unix

package pool

import (
	"os"
	"os/exec"
)

// apart does nothing: a worker does not listen to ^C, and dies with us because its standard input ends then.
func apart(*exec.Cmd) {}

// statm is not there.
func statm(int) *os.File { return nil }

// widen leaves a pipe as it is.
func widen(*os.File) {}
