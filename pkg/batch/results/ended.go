package results

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// ErrNotEnded is what Ended gives for a folder that is not as a finished batch leaves it.
var ErrNotEnded = errors.New("its batch has not come to its end, or was changed since")

// Ended reports whether a folder holds a batch that has come to its end: its seal is there, and names the journal and batch.json
// as they are. A journal that has lost a line is valid in itself, and the unit would be missing from what is made of it.
func Ended(fsys FS, dir string) error {
	text, err := read(fsys, filepath.Join(dir, SumsName), maxAbout)
	if err != nil {
		return fmt.Errorf("%s: %w (%s: %w)", dir, ErrNotEnded, SumsName, plain(err))
	}
	sealed := sealedSums(text)
	for name, most := range map[string]int64{AboutName: maxAbout, journalName: maxRollup} {
		data, err := read(fsys, filepath.Join(dir, name), most)
		if err == nil && sealed[name] != sumOf(data) {
			err = errors.New("not as " + SumsName + " says")
		}
		if err != nil {
			return fmt.Errorf("%s: %w (%s: %w)", dir, ErrNotEnded, name, plain(err))
		}
	}
	return nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// sealedSums reads a seal, without lines that name nothing in the folder.
func sealedSums(text []byte) map[string]string {
	sums := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && goodName(name) {
			sums[name] = sum
		}
	}
	return sums
}

// removeStale removes the files of the roll-up before that the new one does not have, such as demand/ of estimates that are not
// asked for any more: they would speak of other units. Only what is as that roll-up's seal says is riprep's to remove.
func (f *Folder) removeStale(keep map[string]bool) error {
	text, err := f.read(SumsName, maxAbout)
	if err != nil {
		return nil // none before this one
	}
	for name, sum := range sealedSums(text) {
		folder := path.Dir(name)
		if keep[name] || f.reserved(name) || strings.Contains(folder, "/") {
			continue
		}
		if st, err := f.fsys.Lstat(f.at(folder)); err != nil || !st.IsDir() { // a link leads elsewhere
			continue
		}
		if data, err := f.read(name, maxRollup); err != nil || sumOf(data) != sum {
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
