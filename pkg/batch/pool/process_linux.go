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

// widen gives a pipe room for pipeBuffer bytes. Where that is not allowed, what there is will do.
func widen(pipe *os.File) {
	if c, err := pipe.SyscallConn(); err == nil {
		_ = c.Control(func(fd uintptr) { _, _, _ = syscall.Syscall(syscall.SYS_FCNTL, fd, setPipeSize, pipeBuffer) })
	}
}

// setPipeSize is F_SETPIPE_SZ, which package syscall does not have.
const setPipeSize = 1031

// statm opens what the system says of a process's memory; nil where it says nothing.
func statm(pid int) *os.File {
	f, err := os.Open("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return nil
	}
	return f
}
