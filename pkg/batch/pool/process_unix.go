//go:build unix && !linux

package pool

import (
	"os/exec"
	"syscall"
)

// apart puts a worker into a process group of its own. It dies with us because its standard input ends then.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// memoryOf is not known here.
func memoryOf(int) (int64, bool) { return 0, false }
