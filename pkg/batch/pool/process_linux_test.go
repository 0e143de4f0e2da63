package pool

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// parent is the test binary as a program that starts a worker, gives it a task without end, and says what its number is.
func parent() {
	w, err := startWorker()
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(w.(*process).cmd.Process.Pid)
	_, err = w.Do(aTask("endless", 0, 10))
	fmt.Println(err)
}

// TestParentKilled: a worker in the middle of a task that never looks up dies with the process that started it, and so does one
// that is stopped and does not see its input end.
func TestParentKilled(t *testing.T) {
	for _, stopped := range []bool{false, true} {
		parentKilled(t, stopped)
	}
}

func parentKilled(t *testing.T, stopped bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args[0] = asParent
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	stat := "/proc/" + strconv.Itoa(pid) + "/stat"
	if gone(stat) {
		t.Fatalf("worker %q does not run", line)
	}
	if group, err := syscall.Getpgid(pid); err != nil || group != pid { // where ^C would reach it
		t.Errorf("worker %d is of the process group %d, %v", pid, group, err)
	}
	if stopped {
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	for range 500 {
		if gone(stat) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	_ = syscall.Kill(pid, syscall.SIGKILL)
	t.Errorf("the worker goes on; stopped: %t", stopped)
}

// gone reports whether a process is no more, or waits to be asked how it ended.
func gone(stat string) bool {
	text, err := os.ReadFile(stat)
	return err != nil || bytes.Contains(text, []byte(") Z "))
}
