package pool

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// apart puts a worker into a process group of its own and has it die with us. The system watches over the thread that starts
// the worker, not the process; threads of a Go program last as long as it does, unless one is locked to a goroutine that ends, and
// none of ours is.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// statm opens what the system says of a process's memory; nil where it says nothing.
func statm(pid int) *os.File {
	f, err := os.Open("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return nil
	}
	return f
}
