package atomicfile

import (
	"io"
	"io/fs"
	"os"
	"syscall"
)

// Root reads below a folder and lets no name and no link lead out, as os.Root does. OpenFile and ReadFolder take fewer calls to
// the system where it has one that holds a name below a folder itself: whoever enumerates a batch opens tens of thousands of
// small files. It may be used from many goroutines at once.
type Root struct {
	*os.Root
	dir *os.File // the folder once more; nil where os.Root does everything
}

// OpenRoot opens a folder.
func OpenRoot(dir string) (*Root, error) {
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{r, folderOf(r)}, nil
}

// Close gives the folder back. Nothing may be opened at the same time.
func (r *Root) Close() error {
	if r.dir != nil {
		r.dir.Close()
	}
	return r.Root.Close()
}

// Opened is a file that can be read. It must be closed.
type Opened struct {
	io.ReadCloser
	Size int64
	Mode fs.FileMode // its type; what is no ordinary file may be opened, too
}

// OpenFile opens a file to be read. A pipe is not waited for. Errors are those of os.Root.
func (r *Root) OpenFile(name string) (*Opened, error) {
	if f := r.quick(name); f != nil {
		return f, nil
	}
	f, err := r.Root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &Opened{f, st.Size(), st.Mode().Type()}, nil
}

// ReadFolder is what a folder holds, in no order. With an error there may be entries, too. Errors are those of os.Root.
func (r *Root) ReadFolder(name string) ([]fs.DirEntry, error) {
	d := r.quickFolder(name)
	if d == nil {
		var err error
		if d, err = r.Root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0); err != nil { // what is no folder after all must not hold us up
			return nil, err
		}
	}
	defer d.Close()
	return d.ReadDir(-1)
}
