//go:build unix

package strict

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What is no ordinary file is refused without waiting for it or reading it to an end that it does not have.
func TestSpecialFiles(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	for _, path := range []string{fifo, "/dev/zero", "/dev/null"} {
		r := &Reader{}
		if r.File(path, testKind, func(*Map) { t.Error("decoded") }) || !strings.Contains(r.Faults().Error(), "is a device or a pipe, not a file") {
			t.Errorf("%s: %v", path, r.Faults())
		}
	}
}
