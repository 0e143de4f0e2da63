package batch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/atomicfile"
)

// ErrChanged is what is said of a file that is not as it was when the batch began.
var ErrChanged = errors.New("changed since the batch began")

// Load is Loader.Load for one unit alone.
func Load(u *Unit) (*Task, *Failure) {
	var l Loader
	defer l.Close()
	return l.Load(u)
}

// Loader reads the files of units, and keeps their roots open between them. The zero one is ready. It may be used from many
// goroutines at once.
type Loader struct {
	mu    sync.Mutex
	roots map[string]*atomicfile.Root
}

// maxRoots is how many roots stay open; the others are opened unit by unit. Most batches have one.
const maxRoots = 64

// Close closes the roots. No unit may be in the midst of being read.
func (l *Loader) Close() {
	for _, r := range l.roots {
		r.Close()
	}
	l.roots = nil
}

// root opens a root, or has it; done must be called after its use.
func (l *Loader) root(dir string) (r *atomicfile.Root, done func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r := l.roots[dir]; r != nil {
		return r, func() {}, nil
	}
	if r, err = atomicfile.OpenRoot(dir); err != nil {
		return nil, nil, err
	}
	if len(l.roots) == maxRoots {
		return r, func() { r.Close() }, nil
	}
	if l.roots == nil {
		l.roots = map[string]*atomicfile.Root{}
	}
	l.roots[dir] = r
	return r, func() {}, nil
}

// Load reads the files of a unit into a task of one core. It opens nothing outside of the unit's root, and takes a file only with
// the size and digest that the unit's id is made of. A unit that has a Fault cannot be loaded, and that is the failure.
func (l *Loader) Load(u *Unit) (*Task, *Failure) {
	if u.Fault != nil {
		return nil, u.Fault
	}
	if n := u.Size(); n > MaxInput || len(u.Files) > MaxFiles {
		return nil, unreadable(FailInput, u.Dir, fmt.Errorf("%d files with %d bytes, more than the limits of %d and %d", len(u.Files), n, MaxFiles, int64(MaxInput)))
	}
	root, done, err := l.root(u.Root)
	if err != nil {
		return nil, unreadable(kindOf(err), u.Dir, err)
	}
	defer done()
	t := &Task{Unit: u, Data: make(map[string][]byte, len(u.Files)), Cores: 1}
	for _, f := range u.Files {
		data, err := read(root, f)
		if err != nil {
			return nil, unreadable(kindOf(err), f.Path, err)
		}
		t.Data[f.Path] = data
	}
	return t, nil
}

// read reads one file, and never more of it than its size. What is added to it from now on is no part of the unit: its digest says
// so.
func read(root *atomicfile.Root, f File) ([]byte, error) {
	in, err := root.OpenFile(f.Path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if !in.Mode.IsRegular() || in.Size != f.Size {
		return nil, ErrChanged
	}
	data := make([]byte, f.Size)
	switch _, err := io.ReadFull(in, data); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF): // it has become shorter
		return nil, ErrChanged
	case err != nil:
		return nil, err
	case Digest(data) != f.SHA256:
		return nil, ErrChanged
	}
	return data, nil
}

// LeadsOut reports whether an error is os.Root's refusal of a link that leads out, which has no value of its own to compare with;
// tests hold the words to it.
func LeadsOut(err error) bool {
	return err != nil && strings.Contains(err.Error(), "path escapes from parent")
}

// kindOf tells what stays as it is, a file that changed or is gone, from what may go well another time.
func kindOf(err error) string {
	if LeadsOut(err) || errors.Is(err, ErrChanged) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return FailInput
	}
	return FailUnexpected
}

func unreadable(kind, file string, err error) *Failure {
	said := Said{File: file, Message: "cannot read: " + err.Error()}
	var pe *fs.PathError
	switch {
	case errors.Is(err, ErrChanged):
		said = Said{File: file, Message: ErrChanged.Error(), Hint: "run the batch again: what changed becomes a unit of its own"}
	case LeadsOut(err):
		said.Message = "cannot read: a link that leads out of the batch's folder"
	case errors.As(err, &pe):
		said.Message = "cannot read: " + pe.Err.Error()
	}
	return NewFailure(kind, said)
}
