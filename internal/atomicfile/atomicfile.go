// Package atomicfile writes files so that a reader, a crash or a full disk never meets half of one, and joins names from
// outside to a folder without leaving it. Begin with Write in this file; Inside is in inside.go.
package atomicfile

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// Write calls write with a buffered writer and puts what it wrote in place of the file at path, with the permissions
// perm (before umask). On any fault, and on a panic in write, the old file is as it was and no other file is left behind.
//
// The steps are: a new file beside the target, of a name that nobody can know before; write; flush; fsync; close;
// rename over the target; fsync of the folder, so that the rename itself survives a crash. Where path is a symbolic link
// the file that it leads to is replaced and the link stays.
//
// An error of write is returned wrapped, so that errors.Is and errors.As find it. An error of the last step alone (the
// folder cannot be synced) leaves the new file in place and complete.
func Write(path string, perm fs.FileMode, write func(io.Writer) error) (err error) {
	path, err = target(path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, plain(err))
	}
	dir, base := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	f, err := create(dir, base, perm)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, plain(err))
	}
	renamed := false
	defer func() { // also on the way of a panic
		if !renamed {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := fill(f, write); err != nil {
		return fmt.Errorf("write %s: %w", path, plain(err))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, plain(err))
	}
	renamed = true
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("write %s: the folder: %w", path, plain(err))
	}
	return nil
}

// target follows symbolic links to the file that is to be replaced, and refuses what is there and no ordinary file:
// renaming over a device or a pipe would put a file in its place.
func target(path string) (string, error) {
	st, err := os.Lstat(path)
	if err == nil && st.Mode()&fs.ModeSymlink != 0 {
		to, err := filepath.EvalSymlinks(path)
		if err != nil {
			return path, err // a link to nothing: whose file that would be is not ours to guess
		}
		path = to
		st, err = os.Lstat(path)
		if err != nil {
			return path, err
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	case err != nil:
		return path, err
	case st.IsDir():
		return path, errors.New("is a folder, not a file")
	case !st.Mode().IsRegular():
		return path, errors.New("is a device or a pipe, not a file")
	}
	return path, nil
}

// create makes the temporary file. Its name is random and must not exist yet, so a link that somebody laid there is
// never followed.
func create(dir, base string, perm fs.FileMode) (*os.File, error) {
	const most = 100 // bytes of the name that are kept, for it to stay under the usual 255
	if len(base) > most {
		base = base[:most]
	}
	name := filepath.Join(dir, "."+base+"."+rand.Text()+".tmp")
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}

func fill(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 64<<10)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// syncDir makes a rename in the folder last. Not every system can open a folder, or sync one; those keep renames in order
// by other means or not at all, so only a fault of the disk itself counts.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return plain(err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return plain(err)
	}
	return nil
}

// plain drops the operation and the path, which may be that of the temporary file, from an error of the system.
func plain(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe) && err == error(pe):
		return pe.Err
	case errors.As(err, &le) && err == error(le):
		return le.Err
	}
	return err
}
