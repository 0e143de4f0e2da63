// Package atomicfile writes files so that a reader, a crash or a full disk never meets half of one, and joins names from
// outside to a folder without leaving it. Begin with Write in this file; Inside is in inside.go, and Root, which opens such
// names, in root.go. Replace and Stage are the same steps for those who write many files, over any disk: FS in fs.go.
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
func Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	path, err := target(path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, Plain(err))
	}
	return Replace(System(), beside(path), path, perm, write)
}

// Replace is Write for a path that is known to be no link and no folder, on any disk, with a temporary file of the name temp.
// That must be on the same file system, and not there yet.
func Replace(fsys FS, temp, path string, perm fs.FileMode, write func(io.Writer) error) error {
	err := create(fsys, temp, perm, func(f File) error { return fill(f, write) })
	if err != nil {
		return fmt.Errorf("write %s: %w", path, Plain(err))
	}
	if err := fsys.Rename(temp, path); err != nil {
		fsys.Remove(temp)
		return fmt.Errorf("write %s: %w", path, Plain(err))
	}
	if err := fsys.Sync(filepath.Dir(path)); err != nil {
		return fmt.Errorf("write %s: the folder: %w", path, Plain(err))
	}
	return nil
}

// Stage is the first half of Replace for many files at once: a new file of the name temp with that content, closed, and removed
// again on a fault. Before it is renamed it must be made to last, by Sync or by one Flush for all.
func Stage(fsys FS, temp string, perm fs.FileMode, content []byte) error {
	return create(fsys, temp, perm, func(f File) error {
		n, err := f.Write(content)
		if err == nil && n < len(content) {
			err = io.ErrShortWrite
		}
		return err
	})
}

// create makes a new file and calls write with it, then closes it.
func create(fsys FS, name string, perm fs.FileMode, write func(File) error) error {
	f, err := fsys.Create(name, perm)
	if err != nil {
		return err
	}
	open, whole := true, false
	defer func() { // also on the way of a panic
		if open {
			f.Close()
		}
		if !whole {
			fsys.Remove(name)
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	open = false
	if err := f.Close(); err != nil {
		return err
	}
	whole = true
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

// beside names the temporary file. The name is random and must not exist yet, so a link that somebody laid there is never
// followed.
func beside(path string) string {
	const most = 100 // bytes of the name that are kept, for it to stay under the usual 255
	dir, base := filepath.Split(path)
	if len(base) > most {
		base = base[:most]
	}
	return filepath.Join(dir, "."+base+"."+rand.Text()+".tmp")
}

func fill(f File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 64<<10)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// Plain drops the operation and the path, which may be that of the temporary file, from an error of the system.
func Plain(err error) error {
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
