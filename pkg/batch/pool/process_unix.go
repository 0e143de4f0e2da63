//go:build unix && !linux

package pool

import (
	"os"
	"os/exec"
	"syscall"
)

// apart puts a worker into a process group of its own. It dies with us because its standard input ends then.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// statm is not there.
func statm(int) *os.File { return nil }

// widen leaves a pipe as it is.
func widen(*os.File) {}
