package results

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/batch"
)

// loadJournal reads the journal of a folder.
func loadJournal(fsys FS, dir string) (*journal, error) {
	f := &Folder{fsys: fsys, dir: dir}
	st, err := fsys.Lstat(f.at(journalName))
	if err != nil {
		return nil, named(journalName, err)
	}
	if err := ordinary(st.Mode()); err != nil {
		return nil, named(journalName, err)
	}
	in, err := fsys.Open(f.at(journalName))
	if err != nil {
		return nil, named(journalName, err)
	}
	defer in.Close()
	j, err := readJournal(in)
	if err != nil {
		return nil, named(journalName, err)
	}
	return j, nil
}

// sorted gives entries in the order of their units.
func sorted(entries map[string]entry) []entry {
	type both struct {
		unit  *batch.Unit
		entry entry
	}
	all := make([]both, 0, len(entries))
	for _, e := range entries {
		all = append(all, both{e.asUnit(), e})
	}
	slices.SortFunc(all, func(a, b both) int { return batch.Compare(a.unit, b.unit) })
	out := make([]entry, len(all))
	for i := range all {
		out[i] = all[i].entry
	}
	return out
}

// rewrite puts a whole journal in the place of the one that is there.
func (f *Folder) rewrite(entries []entry) error {
	if f.appends != nil { // its file is about to be nobody's
		f.appends.Close()
		f.appends = nil
	}
	return f.replace(journalName, encodeJournal(entries))
}

// record appends lines to the journal. They are not made to last yet. After an error the journal may end in half a line, so
// nothing may be appended to it again.
func (f *Folder) record(lines []entry) error {
	if f.appends == nil {
		out, err := f.fsys.Append(f.at(journalName))
		if err != nil {
			return named(journalName, err)
		}
		f.appends = out
	}
	var text []byte
	for i := range lines {
		text = appendLine(text, &lines[i])
	}
	n, err := f.appends.Write(text)
	if err == nil && n < len(text) {
		err = fmt.Errorf("%d of %d bytes were written", n, len(text))
	}
	if err != nil {
		return named(journalName, err)
	}
	return nil
}
