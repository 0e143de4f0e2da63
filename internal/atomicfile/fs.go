package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

// FS is every call to the disk that writing files safely takes. System is the real one; tests put others in its place, that
// fail at the n-th call or lose power.
type FS interface {
	// Create makes a new file, and fails with fs.ErrExist where there is something of that name, a link included.
	Create(name string, perm fs.FileMode) (File, error)
	// Append opens a file that is there, to write at its end.
	Append(name string) (File, error)
	// Open opens an ordinary file to be read. Whether it is one and no link, the caller has seen.
	Open(name string) (io.ReadCloser, error)
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Mkdir(name string, perm fs.FileMode) error
	// Rename puts a file in the place of another, or a folder where nothing is. It fails where a folder with something in it is
	// there.
	Rename(from, to string) error
	Remove(name string) error
	// Sync makes the content of a file last, or the names in a folder.
	Sync(name string) error
	// Flush makes all last that was written to the file system of a folder until now. It costs about as much as one Sync,
	// however many files there are. Where the system has no such call it fails with errors.ErrUnsupported.
	Flush(dir string) error
	// Lock takes the file of that name, made where it is not there, for this process alone. It fails with ErrLocked where
	// another has it, and the system gives it back when its process ends, however that ends.
	Lock(name string) (io.Closer, error)
}

// File is a file that is being written.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// ErrLocked is the error of Lock where another process has the file.
var ErrLocked = errors.New("is in use by another process")

// System is the real disk.
func System() FS { return system{} }

type system struct{}

func (system) Create(name string, perm fs.FileMode) (File, error) {
	return createNew(name, perm)
}

func (system) Append(name string) (File, error)           { return os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0) }
func (system) Open(name string) (io.ReadCloser, error)    { return open(name) }
func (system) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (system) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (system) Mkdir(name string, perm fs.FileMode) error  { return os.Mkdir(name, perm) }
func (system) Rename(from, to string) error               { return rename(from, to) }
func (system) Remove(name string) error                   { return os.Remove(name) }
func (system) Flush(dir string) error                     { return flush(dir) }
func (system) Lock(name string) (io.Closer, error)        { return lock(name) }

// Sync of a folder: not every system can open one, or sync one; those keep renames in order by other means or not at all, so
// only a fault of the disk itself counts.
func (system) Sync(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
