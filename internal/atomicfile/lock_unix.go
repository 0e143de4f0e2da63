//go:build unix && !solaris && !aix

package atomicfile

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// lock holds a lock on the file that has the name at the end: who had it may have removed it in the moment between our
// opening it and its being given back, and then the next one to come would make another.
func lock(name string) (io.Closer, error) {
	for {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o666)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			f.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, ErrLocked
			}
			return nil, os.NewSyscallError("flock", err)
		}
		ours, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		if named, err := os.Lstat(name); err == nil && os.SameFile(ours, named) {
			return f, nil
		}
		f.Close()
	}
}
