package pool

import (
	"bytes"
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

// memoryOf is how much memory of the machine a process takes: the second number of statm, in pages.
func memoryOf(pid int) (int64, bool) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0, false
	}
	fields := bytes.Fields(text)
	if len(fields) < 2 {
		return 0, false
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	return pages * int64(os.Getpagesize()), err == nil
}
