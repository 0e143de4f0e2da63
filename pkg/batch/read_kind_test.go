package batch

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"
)

// What stays as it is when a file is read again is the input's fault; what a machine is short of for a moment is not.
func TestKindOf(t *testing.T) {
	for err, want := range map[error]string{
		ErrChanged: FailInput, fs.ErrNotExist: FailInput, syscall.EACCES: FailInput, syscall.EPERM: FailInput, syscall.ENOENT: FailInput,
		syscall.EIO: FailUnexpected, syscall.EMFILE: FailUnexpected, syscall.ENOMEM: FailUnexpected,
	} {
		if got := kindOf(fmt.Errorf("reading: %w", &fs.PathError{Op: "open", Path: "a", Err: err})); got != want {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}
