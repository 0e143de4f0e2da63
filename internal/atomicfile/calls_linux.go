package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// The calls of package os ask of a file what it is and whether it can be waited for, and look before they rename. Whoever
// writes or reads back a batch has tens of thousands of small files, so here each is the one call that it takes.

// open opens a file for reading, and no link to one. A pipe is not waited for.
func open(name string) (io.ReadCloser, error) {
	d, err := descriptorOf(name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	return d, nil
}

// createNew makes a file, to be written.
func createNew(name string, perm fs.FileMode) (File, error) {
	d, err := descriptorOf(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, uint32(perm.Perm()))
	if err != nil {
		return nil, err
	}
	return d, nil
}

func descriptorOf(name string, flags int, perm uint32) (descriptor, error) {
	for {
		n, err := unix.Open(name, flags|unix.O_CLOEXEC, perm)
		switch err {
		case nil:
			return descriptor(n), nil
		case unix.EINTR:
		default:
			return 0, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// rename puts a file in the place of another, never of a folder, and a folder in the place of nothing or of an empty one: all
// else the system itself refuses.
func rename(from, to string) error {
	for {
		switch err := unix.Rename(from, to); err {
		case nil:
			return nil
		case unix.EINTR:
		default:
			return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
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

// Write writes all of p, unless there is an error.
func (d descriptor) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		n, err := unix.Write(int(d), p[done:])
		switch {
		case err == unix.EINTR:
		case err != nil:
			return done, os.NewSyscallError("write", err)
		case n == 0:
			return done, io.ErrUnexpectedEOF
		default:
			done += n
		}
	}
	return done, nil
}

func (d descriptor) Sync() error {
	for {
		if err := unix.Fsync(int(d)); !errors.Is(err, unix.EINTR) {
			return os.NewSyscallError("fsync", err)
		}
	}
}

func (d descriptor) Close() error { return unix.Close(int(d)) }
