package pool

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
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

// TestParentKilled: a worker in the middle of a task that never looks up dies with the process that started it.
func TestParentKilled(t *testing.T) {
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
	stat := "/proc/" + strings.TrimSpace(line) + "/stat"
	if gone(stat) {
		t.Fatalf("worker %q does not run", line)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	for range 500 {
		if gone(stat) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the worker goes on")
}

// gone reports whether a process is no more, or waits to be asked how it ended.
func gone(stat string) bool {
	text, err := os.ReadFile(stat)
	return err != nil || bytes.Contains(text, []byte(") Z "))
}
