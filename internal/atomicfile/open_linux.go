package atomicfile

import (
	"io"
	"io/fs"

	"golang.org/x/sys/unix"
)

// open opens a file for reading, and no link to one. os.Open would ask what it is and whether it can be waited for: three calls
// where one does, and whoever reads back a batch opens tens of thousands of small files. A pipe is not waited for.
func open(name string) (io.ReadCloser, error) {
	for {
		n, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
		switch err {
		case nil:
			return descriptor(n), nil
		case unix.EINTR:
		default:
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// descriptor is an open file. It must be closed: no one does it when it is forgotten.
type descriptor int

func (d descriptor) Read(p []byte) (int, error) {
	for {
		n, err := unix.Read(int(d), p)
		switch {
		case err == unix.EINTR:
		case err != nil:
			return 0, err
		case n == 0 && len(p) > 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}

func (d descriptor) Close() error { return unix.Close(int(d)) }
