package results

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

// Finish ends a batch of which every unit is settled: the journal says of each how it ended, in the order of batch.Compare and
// without how often it was tried, and lock and temporary files are gone. A folder that is finished depends on its units alone,
// byte for byte. Nothing can be written to it any more but by Open with Resume.
func (f *Folder) Finish(units []*batch.Unit) error {
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.finish(units); err != nil {
		return fmt.Errorf("%s: %w", f.dir, err)
	}
	return f.Close()
}

func (f *Folder) finish(units []*batch.Unit) error {
	entries := make(map[string]entry, len(units))
	missing := 0
	for _, u := range units {
		e, ok := f.entries[u.ID]
		if !ok {
			missing++
			continue
		}
		e.Attempts = 0
		entries[u.ID] = e
	}
	if missing > 0 {
		return fmt.Errorf("%d of %d units are not settled", missing, len(units))
	}
	if err := f.finishQuarantine(entries); err != nil {
		return err
	}
	want := sorted(entries)
	if have, err := f.read(journalName, maxJournal); err != nil || !bytes.Equal(have, encodeJournal(want)) {
		if err := f.rewrite(want); err != nil {
			return err
		}
	}
	f.entries = entries
	f.mu.Lock()
	f.closed = true // the temporary folder goes
	f.mu.Unlock()
	f.changed.Broadcast()
	if err := f.removeAll(ownName); err != nil {
		return err
	}
	return atomicfile.Plain(f.fsys.Sync(f.dir))
}

// maxJournal is how much of a journal is read to see whether it has to be written anew.
const maxJournal = 64 << 20

// finishQuarantine removes what an error kept from being removed before, and the folder itself where nothing is left in it.
func (f *Folder) finishQuarantine(entries map[string]entry) error {
	there, err := f.units(QuarantineName)
	if err != nil {
		return err
	}
	for folder := range there {
		_, id, _ := splitFolder(folder)
		if e, ok := entries[id]; ok && e.Status != batch.StatusFailed {
			if err := f.removeAll(path.Join(QuarantineName, folder)); err != nil {
				return err
			}
			delete(there, folder)
		}
	}
	if len(there) == 0 {
		f.fsys.Remove(f.at(QuarantineName)) // not there, or not empty: both are fine
	}
	return nil
}

// WriteFile puts a file of the roll-up in place as a whole, such as summary.csv or demand/us.yaml. It is for before Finish.
func (f *Folder) WriteFile(name string, data []byte) error {
	var err error
	switch {
	case !goodName(name):
		err = fmt.Errorf("file name %q: leaves the folder, or has characters that no file name should", name)
	case f.reserved(name):
		err = fmt.Errorf("file name %q: the batch's own", name)
	case f.isClosed():
		err = ErrClosed
	default:
		if _, err = f.mkdirs(name); err == nil {
			err = f.replace(name, data)
		}
		if err == nil {
			return nil
		}
	}
	return fmt.Errorf("%s: %w", f.dir, err)
}

// reserved reports whether a name is that of a unit's result or of the batch's own files, and of no roll-up.
func (f *Folder) reserved(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	_, _, isUnit := splitFolder(first)
	return isUnit || first == QuarantineName || first == ownName || first == journalName || first == AboutName
}

func (f *Folder) isClosed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.closed
}
