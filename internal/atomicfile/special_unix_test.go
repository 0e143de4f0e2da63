//go:build unix

package atomicfile

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe stays a pipe. The test makes its own: one on a real device would, on the day that it fails, put a file in the
// place of that device.
func TestWriteOverPipe(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	if err := Write(fifo, 0o600, text("x")); err == nil {
		t.Error("put a file in the place of a pipe")
	}
	if st, err := os.Lstat(fifo); err != nil || st.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is gone: %v, %v", st.Mode(), err)
	}
}
