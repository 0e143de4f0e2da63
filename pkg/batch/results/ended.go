package results

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

// ErrNotEnded is what Ended gives for a folder that is not as a finished batch leaves it.
var ErrNotEnded = errors.New("its batch has not come to its end, or was changed since")

// Ended reports whether a folder holds a batch that has come to its end: its seal is there, and names the journal and batch.json
// as they are. A journal that has lost a line is valid in itself, and the unit would be missing from what is made of it.
func Ended(fsys FS, dir string) error {
	var sums []sum
	text, err := read(fsys, filepath.Join(dir, SumsName), maxAbout)
	if err == nil {
		sums, err = parseSums(text, maxSealed)
	}
	if err != nil {
		return fmt.Errorf("%s: %w (%s: %w)", dir, ErrNotEnded, SumsName, atomicfile.Plain(err))
	}
	sealed := map[string]string{}
	for _, s := range sums {
		sealed[s.name] = s.digest
	}
	for name, most := range map[string]int64{AboutName: maxAbout, journalName: maxRollup} {
		data, err := read(fsys, filepath.Join(dir, name), most)
		if err == nil && sealed[name] != batch.Digest(data) {
			err = errors.New("not as " + SumsName + " says")
		}
		if err != nil {
			return fmt.Errorf("%s: %w (%s: %w)", dir, ErrNotEnded, name, atomicfile.Plain(err))
		}
	}
	return nil
}
