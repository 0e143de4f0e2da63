package results

import (
	"fmt"
	"path"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

// SumsName is the file that seals the roll-up: the digests of its files and of the journal that it was made from, as sha256sum
// writes and checks them.
const SumsName = "SHA256SUMS"

// maxRollup bounds what is read of a file of the roll-up to see whether it is whole, and maxSealed how many files it may have.
const (
	maxRollup = 1 << 30
	maxSealed = 10_000
)

// Seal writes the digests of the roll-up's files, which are there, and of the journal as Finish leaves it. It is for between
// the last WriteFile and Finish.
func (f *Folder) Seal(files []batch.Output) error {
	text := appendSum(nil, AboutName, f.opts.About)
	text = appendSum(text, journalName, f.final())
	keep := map[string]bool{}
	for _, file := range files {
		text = appendSum(text, file.Name, file.Data)
		keep[file.Name] = true
	}
	if err := f.removeStale(keep); err != nil {
		return err
	}
	return f.WriteFile(SumsName, text)
}

// Sealed reports whether the roll-up that is there is whole and was made from just these results: then it need not be made
// again.
func (f *Folder) Sealed() bool {
	text, err := f.read(SumsName, maxAbout)
	if err != nil {
		return false
	}
	sealed, err := parseSums(text, maxSealed)
	if err != nil {
		return false
	}
	of := 0
	for _, s := range sealed {
		var data []byte
		switch s.name {
		case AboutName:
			data = f.opts.About
		case journalName:
			data = f.final()
			of++
		default:
			if data, err = f.read(s.name, maxRollup); err != nil {
				return false
			}
		}
		if batch.Digest(data) != s.digest {
			return false
		}
	}
	return of == 1
}

// removeStale removes the files of the roll-up before that the new one does not have, such as demand/ of estimates that are not
// asked for any more: they would speak of other units. Only what is as that roll-up's seal says is riprep's to remove.
func (f *Folder) removeStale(keep map[string]bool) error {
	text, err := f.read(SumsName, maxAbout)
	if err != nil {
		return nil // none before this one
	}
	sealed, err := parseSums(text, maxSealed)
	if err != nil {
		return nil // none that riprep wrote
	}
	for _, s := range sealed {
		name := s.name
		folder := path.Dir(name)
		if keep[name] || f.reserved(name) || strings.Contains(folder, "/") {
			continue
		}
		if st, err := f.fsys.Lstat(f.at(folder)); err != nil || !st.IsDir() { // a link leads elsewhere
			continue
		}
		if data, err := f.read(name, maxRollup); err != nil || batch.Digest(data) != s.digest {
			continue
		}
		if err := f.fsys.Remove(f.at(name)); err != nil {
			return fmt.Errorf("%s: %w", f.dir, named(name, err))
		}
		if folder != "." {
			f.fsys.Remove(f.at(folder)) // not empty is fine
		}
	}
	return nil
}

// final is the journal as Finish leaves it.
func (f *Folder) final() []byte {
	entries := make(map[string]entry, len(f.entries))
	for id, e := range f.entries {
		e.Attempts = 0
		entries[id] = e
	}
	return encodeJournal(sorted(entries))
}
