package results

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing/fstest"

	"github.com/riprep/riprep/internal/atomicfile"
)

// memDisk is a disk in memory that can fail at a chosen call and lose power. Of every file and every folder it knows what is
// there and what is there to last.
type memDisk struct {
	mu     sync.Mutex
	root   *inode
	locked map[*inode]bool

	flushes bool                                 // it has Flush
	fault   func(call string, name string) error // nil: none
	calls   map[string]int
	dead    bool // the process was killed: nothing more happens
}

// inode is a file or a folder, as it is and as it would be after a loss of power.
type inode struct {
	dir          bool
	data, kept   []byte
	names, saved map[string]*inode
}

func newMemDisk() *memDisk {
	d := &memDisk{root: newDir(), locked: map[*inode]bool{}, flushes: true, calls: map[string]int{}}
	d.root.names["w"] = newDir()
	d.root.saved["w"] = d.root.names["w"]
	return d
}

func newDir() *inode {
	return &inode{dir: true, names: map[string]*inode{}, saved: map[string]*inode{}}
}

var errKilled = fmt.Errorf("killed")

// call counts a call, and fails it where that is wanted.
func (d *memDisk) call(kind, name string) error {
	if d.dead {
		return errKilled
	}
	d.calls[kind]++
	if d.fault != nil {
		if err := d.fault(kind, name); err != nil {
			return &fs.PathError{Op: kind, Path: name, Err: err}
		}
	}
	return nil
}

func parts(name string) []string {
	return strings.Split(strings.Trim(filepath.ToSlash(name), "/"), "/")
}

func (d *memDisk) find(name string) *inode {
	n := d.root
	for _, p := range parts(name) {
		if n == nil || !n.dir {
			return nil
		}
		n = n.names[p]
	}
	return n
}

func missing(op, name string) error { return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist} }

// in finds the folder that a name is in.
func (d *memDisk) in(op, name string) (*inode, string, error) {
	all := parts(name)
	dir := d.root
	if len(all) > 1 {
		dir = d.find(strings.Join(all[:len(all)-1], "/"))
	}
	if dir == nil || !dir.dir {
		return nil, "", missing(op, name)
	}
	return dir, all[len(all)-1], nil
}

func (d *memDisk) Create(name string, _ fs.FileMode) (atomicfile.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("create", name); err != nil {
		return nil, err
	}
	dir, base, err := d.in("create", name)
	if err != nil {
		return nil, err
	}
	if dir.names[base] != nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	n := &inode{}
	dir.names[base] = n
	return &memFile{d, name, n}, nil
}

func (d *memDisk) Append(name string) (atomicfile.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("append", name); err != nil {
		return nil, err
	}
	n := d.find(name)
	if n == nil {
		return nil, missing("append", name)
	}
	return &memFile{d, name, n}, nil
}

func (d *memDisk) Open(name string) (io.ReadCloser, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("open", name); err != nil {
		return nil, err
	}
	n := d.find(name)
	if n == nil {
		return nil, missing("open", name)
	}
	return io.NopCloser(bytes.NewReader(slices.Clone(n.data))), nil
}

func (d *memDisk) info(name string, n *inode) fs.FileInfo {
	f := &fstest.MapFile{Data: n.data}
	if n.dir {
		f.Mode = fs.ModeDir
	}
	st, _ := fstest.MapFS{name: f}.Stat(name)
	return st
}

func (d *memDisk) Lstat(name string) (fs.FileInfo, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("lstat", name); err != nil {
		return nil, err
	}
	n := d.find(name)
	if n == nil {
		return nil, missing("lstat", name)
	}
	return d.info(filepath.Base(name), n), nil
}

func (d *memDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("readdir", name); err != nil {
		return nil, err
	}
	n := d.find(name)
	if n == nil || !n.dir {
		return nil, missing("readdir", name)
	}
	var out []fs.DirEntry
	for base, child := range n.names {
		out = append(out, fs.FileInfoToDirEntry(d.info(base, child)))
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

func (d *memDisk) Mkdir(name string, _ fs.FileMode) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("mkdir", name); err != nil {
		return err
	}
	dir, base, err := d.in("mkdir", name)
	if err != nil {
		return err
	}
	if dir.names[base] != nil {
		return &fs.PathError{Op: "mkdir", Path: name, Err: fs.ErrExist}
	}
	dir.names[base] = newDir()
	return nil
}

func (d *memDisk) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("rename", to); err != nil {
		return err
	}
	a, x, err := d.in("rename", from)
	if err != nil {
		return err
	}
	b, y, err := d.in("rename", to)
	if err != nil {
		return err
	}
	if a.names[x] == nil {
		return missing("rename", from)
	}
	if old := b.names[y]; old != nil && (old.dir != a.names[x].dir || len(old.names) > 0) {
		return &fs.PathError{Op: "rename", Path: to, Err: syscall.ENOTEMPTY}
	}
	b.names[y] = a.names[x]
	delete(a.names, x)
	return nil
}

func (d *memDisk) Remove(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("remove", name); err != nil {
		return err
	}
	dir, base, err := d.in("remove", name)
	if err != nil {
		return err
	}
	n := dir.names[base]
	if n == nil {
		return missing("remove", name)
	}
	if len(n.names) > 0 {
		return &fs.PathError{Op: "remove", Path: name, Err: fmt.Errorf("folder not empty")}
	}
	delete(dir.names, base)
	return nil
}

func (n *inode) last() {
	n.kept = slices.Clone(n.data)
	if n.dir {
		n.saved = map[string]*inode{}
		for base, child := range n.names {
			n.saved[base] = child
		}
	}
}

func (d *memDisk) Sync(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("sync", name); err != nil {
		return err
	}
	n := d.find(name)
	if n == nil {
		return missing("sync", name)
	}
	n.last()
	return nil
}

func (d *memDisk) Flush(string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.flushes {
		return fmt.Errorf("flush: %w", errors.ErrUnsupported)
	}
	if err := d.call("flush", "."); err != nil {
		return err
	}
	var all func(n *inode)
	all = func(n *inode) {
		n.last()
		for _, child := range n.names {
			all(child)
		}
	}
	all(d.root)
	return nil
}

func (d *memDisk) Lock(name string) (io.Closer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.call("lock", name); err != nil {
		return nil, err
	}
	dir, base, err := d.in("lock", name)
	if err != nil {
		return nil, err
	}
	if dir.names[base] == nil {
		dir.names[base] = &inode{}
	}
	n := dir.names[base]
	if d.locked[n] {
		return nil, atomicfile.ErrLocked
	}
	d.locked[n] = true
	return unlocker{d, n}, nil
}

type unlocker struct {
	d *memDisk
	n *inode
}

func (u unlocker) Close() error {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	delete(u.d.locked, u.n)
	return nil
}

type memFile struct {
	d    *memDisk
	name string
	n    *inode
}

// Write writes a half where it fails.
func (f *memFile) Write(p []byte) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.call("write", f.name); err != nil {
		f.n.data = append(f.n.data, p[:len(p)/2]...)
		return len(p) / 2, err
	}
	f.n.data = append(f.n.data, p...)
	return len(p), nil
}

func (f *memFile) Sync() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.call("sync", f.name); err != nil {
		return err
	}
	f.n.last()
	return nil
}

func (f *memFile) Close() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	return f.d.call("close", f.name)
}

// powerLoss turns the disk into what might be found after one: every name in a folder as it was last synced or as it is now,
// each by chance; every file that was not synced as it was, as it is, cut short or with zeros at its end.
func (d *memDisk) powerLoss(r *rand.Rand) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dead = false
	d.locked = map[*inode]bool{}
	seen := map[*inode]bool{}
	var lose func(n *inode)
	lose = func(n *inode) {
		if seen[n] {
			return
		}
		seen[n] = true
		if !n.dir {
			if !bytes.Equal(n.data, n.kept) {
				switch r.IntN(4) {
				case 0:
					n.data = n.kept
				case 1:
					n.data = n.data[:r.IntN(len(n.data)+1)]
				case 2:
					cut := r.IntN(len(n.data) + 1)
					n.data = append(slices.Clone(n.data[:cut]), make([]byte, len(n.data)-cut)...)
				}
			}
			n.data = slices.Clone(n.data)
			n.last()
			return
		}
		after := map[string]*inode{}
		var bases []string
		for base := range n.names {
			bases = append(bases, base)
		}
		for base := range n.saved {
			if n.names[base] == nil {
				bases = append(bases, base)
			}
		}
		slices.Sort(bases)
		for _, base := range bases {
			child := n.names[base]
			if n.saved[base] != child && r.IntN(2) == 0 {
				child = n.saved[base]
			}
			if child != nil {
				after[base] = child
				lose(child)
			}
		}
		n.names = after
		n.last()
	}
	lose(d.root)
}

// files gives all files by name, and folders that are empty with nil.
func (d *memDisk) files() map[string][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := map[string][]byte{}
	var walk func(name string, n *inode)
	walk = func(name string, n *inode) {
		if !n.dir {
			out[name] = n.data
			return
		}
		if len(n.names) == 0 {
			out[name+"/"] = nil
		}
		for base, child := range n.names {
			walk(name+"/"+base, child)
		}
	}
	walk("", d.root)
	return out
}
