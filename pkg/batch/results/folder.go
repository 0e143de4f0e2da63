package results

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

// FS is every call to the disk.
type FS = atomicfile.FS

// System is the real disk.
func System() FS { return atomicfile.System() }

// AboutName is the file of a folder that says what its batch is.
const AboutName = "batch.json"

// About reads that file. There is fs.ErrNotExist in the error where the folder holds no batch.
func About(fsys FS, dir string) ([]byte, error) {
	text, err := read(fsys, filepath.Join(dir, AboutName), maxAbout)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, AboutName), err)
	}
	return text, nil
}

// Other names in the folder.
const (
	QuarantineName = "quarantine"
	ownName        = ".riprep"
	lockName       = ownName + "/lock"
	tempName       = ownName + "/tmp"
)

const (
	filePerm   = 0o666
	folderPerm = 0o777
)

// What Open refuses, for errors.Is.
var (
	ErrExists  = errors.New("holds a batch already")
	ErrForeign = errors.New("is not empty and holds no batch")
	ErrLink    = errors.New("is a symbolic link")
	ErrAtWork  = errors.New("another riprep is at work in it; give each shard a folder of its own")
	ErrClosed  = errors.New("the folder of results is closed")
)

// Options say how a folder is opened.
type Options struct {
	// Resume allows a folder that holds a batch already.
	Resume bool
	// About is the text of batch.json. It should depend on the batch alone, so that shards that are merged equal the whole.
	About []byte
	// Stored is called for each unit that was Put, one at a time, when its result is there to last. Where err is not nil the
	// result could not be written, and r is the failure that is on record in its place; where even that could not be
	// recorded, r is the result that was Put. It must not call Put.
	Stored func(u *batch.Unit, r *batch.Result, err error)
	// Queue bounds the bytes of results that wait to be written; 0 means 64 MiB.
	Queue int64
}

// Folder is a folder of results that this process alone has. Its methods may be called from many goroutines, but Resume comes
// before every Put and Finish after the last.
type Folder struct {
	fsys FS
	dir  string
	opts Options
	lock io.Closer

	entries    map[string]entry // as the journal has them
	appends    atomicfile.File  // the journal, open at its end; nil before the first line
	quarantine map[string]bool  // folders of units that are there
	temps      atomic.Int64     // temporary files so far: each has a number for its name

	noFlush bool              // the system has no Flush
	from    map[string]string // units that Adopt copied → the folder that they came from
	damaged int               // lines of the journal that Open dropped

	mu      sync.Mutex
	changed sync.Cond // the queue, busy or closed
	queue   []*job
	bytes   int64           // of what is in the queue or in hand
	busy    map[string]bool // units that are
	hurried int             // who waits for the writer
	closed  bool
	broken  error       // of the journal: nothing is recorded any more
	staged  chan []*job // from prepare to write
	ended   chan struct{}
	release sync.Once // of journal and lock
}

// Open makes or opens a folder of results, whose parent must be there, and locks it. It refuses one that is a link, holds
// other things, is at work, or holds a batch where o.Resume is not set. What a process that was killed left unfinished is
// cleaned up.
func Open(fsys FS, dir string, o Options) (*Folder, error) {
	if o.Queue == 0 {
		o.Queue = 64 << 20
	}
	if o.Stored == nil {
		o.Stored = func(*batch.Unit, *batch.Result, error) {}
	}
	f := &Folder{fsys: fsys, dir: filepath.Clean(dir), opts: o, busy: map[string]bool{}, from: map[string]string{}, staged: make(chan []*job), ended: make(chan struct{})}
	f.changed.L = &f.mu
	if err := f.open(); err != nil {
		if f.lock != nil {
			f.lock.Close()
		}
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	go f.prepare()
	go f.write()
	return f, nil
}

func (f *Folder) open() error {
	made, err := f.mkdir(".")
	if err != nil {
		return err
	}
	if made {
		if err := f.fsys.Sync(filepath.Dir(f.dir)); err != nil {
			return atomicfile.Plain(err)
		}
	}
	if err := f.mayOpen(); err != nil {
		return err
	}
	if _, err := f.mkdir(ownName); err != nil {
		return err
	}
	lock, err := f.fsys.Lock(f.at(lockName))
	if errors.Is(err, atomicfile.ErrLocked) {
		return ErrAtWork
	}
	if err != nil {
		return atomicfile.Plain(err)
	}
	f.lock = lock
	if err := f.mayOpen(); err != nil { // another one may have been at work until now
		return err
	}
	if err := f.removeAll(tempName); err != nil {
		return err
	}
	if _, err := f.mkdir(tempName); err != nil {
		return err
	}
	if old, err := f.read(AboutName, maxAbout); err != nil || !bytes.Equal(old, f.opts.About) {
		if err := f.replace(AboutName, f.opts.About); err != nil {
			return err
		}
	}
	if f.quarantine, err = f.units(QuarantineName); err != nil {
		return err
	}
	return f.openJournal()
}

// units are the folders of units below a folder; none where that is not there. One that is a link is refused.
func (f *Folder) units(below string) (map[string]bool, error) {
	if st, err := f.fsys.Lstat(f.at(below)); errors.Is(err, fs.ErrNotExist) {
		return map[string]bool{}, nil
	} else if err != nil {
		return nil, named(below, err)
	} else if st.Mode()&fs.ModeSymlink != 0 {
		return nil, named(below, ErrLink)
	}
	found, err := f.fsys.ReadDir(f.at(below))
	if err != nil {
		return nil, named(below, err)
	}
	units := make(map[string]bool, len(found))
	for _, e := range found {
		if _, _, ok := splitFolder(e.Name()); !ok {
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 {
			return nil, named(path.Join(below, e.Name()), ErrLink)
		}
		if e.IsDir() {
			units[e.Name()] = true
		}
	}
	return units, nil
}

const maxAbout = 1 << 20 // bytes of batch.json

// mayOpen says whether what is in the folder allows for a batch.
func (f *Folder) mayOpen() error {
	found, err := f.fsys.ReadDir(f.dir)
	if err != nil {
		return atomicfile.Plain(err)
	}
	about := false
	for _, e := range found {
		about = about || e.Name() == AboutName
	}
	switch {
	case about && !f.opts.Resume:
		return ErrExists
	case !about && len(found) > 0 && (len(found) > 1 || found[0].Name() != ownName):
		return ErrForeign
	}
	return nil
}

// openJournal reads the journal, and writes it anew where it is damaged: whoever appends to a line that is torn loses both.
func (f *Folder) openJournal() error {
	j, err := loadJournal(f.fsys, f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		f.entries = map[string]entry{}
		return f.rewrite(nil)
	}
	if err != nil {
		return err
	}
	f.entries, f.damaged = j.entries, j.damaged
	if j.damaged > 0 {
		return f.rewrite(sorted(f.entries))
	}
	return nil
}

// at is where a name of the folder, with /, is on this machine.
func (f *Folder) at(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// place is the folder of a unit's result, below the folder of results.
func place(u *batch.Unit, status string) string {
	if status == batch.StatusFailed {
		return path.Join(QuarantineName, u.Folder())
	}
	return u.Folder()
}

// splitFolder takes a unit's folder apart.
func splitFolder(name string) (operator, id string, ok bool) {
	i := strings.LastIndexByte(name, '-')
	if i < 0 {
		return "", "", false
	}
	operator, id = name[:i], name[i+1:]
	return operator, id, batch.IsName(operator) && batch.IsID(id)
}
