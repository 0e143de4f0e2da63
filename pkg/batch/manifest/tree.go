package manifest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// tree is the folder that the paths of units are below. What is read of it is read through a Root, so no path and no link leads
// out, and once.
type tree struct {
	dir  string // on this machine
	root *atomicfile.Root
	bad  error // why there is no root

	mu      sync.Mutex
	folders map[string]*folder // by path below the root
	owns    map[string]*own    // likewise
	files   map[string]*file   // likewise
}

// folder is what a folder holds.
type folder struct {
	entries []fs.DirEntry // sorted by name
	bad     error
}

// file is a file of a unit, when it has been looked at.
type file struct {
	regular bool // its folder says so; else it is looked at before it is opened
	size    int64
	sum     string
	fault   *batch.Said
}

// tree returns the one of a folder on this machine.
func (rd *reader) tree(dir string) *tree {
	t := rd.trees[dir]
	if t == nil {
		t = &tree{dir: dir, folders: map[string]*folder{}, owns: map[string]*own{}, files: map[string]*file{}}
		t.root, t.bad = atomicfile.OpenRoot(dir)
		rd.trees[dir] = t
	}
	return t
}

func (t *tree) close() {
	if t.root != nil {
		t.root.Close()
	}
}

// list reads a folder, once.
func (t *tree) list(path string) *folder {
	t.mu.Lock()
	f := t.folders[path]
	t.mu.Unlock()
	if f == nil {
		f = t.read(path)
		t.mu.Lock()
		t.folders[path] = f
		t.mu.Unlock()
	}
	return f
}

func (t *tree) read(path string) *folder {
	if t.bad != nil {
		return &folder{bad: t.bad}
	}
	entries, err := t.root.ReadFolder(path)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return &folder{entries, err}
}

// find returns the entry of a name, nil where there is none.
func (f *folder) find(name string) fs.DirEntry {
	i, ok := slices.BinarySearchFunc(f.entries, name, func(e fs.DirEntry, name string) int { return cmp.Compare(e.Name(), name) })
	if !ok {
		return nil
	}
	return f.entries[i]
}

// want returns the file of a path, which digest fills in later.
func (t *tree) want(path string, regular bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f := t.files[path]; f != nil {
		f.regular = f.regular || regular
		return
	}
	t.files[path] = &file{regular: regular}
}

// digest reads a file for its size and digest, bit by bit. A file larger than a reader takes is not read.
func (t *tree) digest(path string, f *file, buffer []byte) {
	fault := func(size int64, hint, format string, args ...any) {
		*f = file{size: size, fault: &batch.Said{File: path, Message: fmt.Sprintf(format, args...), Hint: hint}}
	}
	if t.bad != nil {
		fault(0, "", "cannot open: %s", because(t.bad))
		return
	}
	if !f.regular { // looking first: to open a device may do something
		st, err := t.root.Stat(path)
		if err != nil {
			fault(0, hintFor(err), "cannot open: %s", because(err))
			return
		}
		if words := irregular(st.Mode()); words != "" {
			fault(0, "", "%s", words)
			return
		}
	}
	in, err := t.root.OpenFile(path)
	if err != nil {
		fault(0, hintFor(err), "cannot open: %s", because(err))
		return
	}
	defer in.Close()
	if words := irregular(in.Mode); words != "" {
		fault(0, "", "%s", words)
		return
	}
	h := sha256.New()
	size, large := int64(0), in.Size > strict.MaxFile // of which not a byte is read
	for !large {
		n, err := in.Read(buffer)
		size += int64(n)
		h.Write(buffer[:n])
		if errors.Is(err, io.EOF) || size == in.Size { // what is added from now on, batch.Load finds
			f.size, f.sum = size, hex.EncodeToString(h.Sum(nil))
			return
		}
		if err != nil {
			fault(in.Size, "", "cannot read: %s", because(err))
			return
		}
		large = size > strict.MaxFile
	}
	fault(max(size, in.Size), "give each carrier a file of its own", "%d bytes, larger than the limit of %d", max(size, in.Size), strict.MaxFile)
}

// irregular says why something is no ordinary file, "" where it is one.
func irregular(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "is a folder, not a file"
	case !mode.IsRegular():
		return "is a device or a pipe, not a file"
	}
	return ""
}

// because is an error in words that are the same on any machine.
func because(err error) string {
	var pe *fs.PathError
	switch {
	case batch.LeadsOut(err):
		return "a link that leads out of the batch's folder"
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	case errors.As(err, &pe):
		return pe.Err.Error()
	}
	return err.Error()
}

func hintFor(err error) string {
	if batch.LeadsOut(err) {
		return "copy what it leads to into the batch's folder; a link must be relative and stay within"
	}
	return ""
}
