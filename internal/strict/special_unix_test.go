//go:build unix

package strict

import (
	"os"
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

// A file that has more in it than its size says, as one that grows, is read up to the limit and no further.
func TestFileLargerThanItSays(t *testing.T) {
	const path = "/proc/self/status"
	st, err := os.Stat(path)
	if err != nil || st.Size() != 0 || !st.Mode().IsRegular() {
		t.Skip("no such file here")
	}
	r := &Reader{Limits: Limits{Bytes: 10}}
	if data, bad := r.read(path); bad == nil || !strings.Contains(bad.Message, "larger than the limit of 10 bytes") {
		t.Errorf("%d bytes, %v", len(data), bad)
	}
	r = &Reader{}
	if data, bad := r.read(path); bad != nil || len(data) < 100 {
		t.Errorf("%d bytes, %v", len(data), bad)
	}
}
