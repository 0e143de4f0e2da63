package results

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

// SumsName is the file that seals the roll-up: the digests of its files and of the journal that it was made from, as sha256sum
// writes and checks them.
const SumsName = "SHA256SUMS"

// maxRollup bounds what is read of a file of the roll-up to see whether it is whole.
const maxRollup = 1 << 30

// Seal writes the digests of the roll-up's files, which are there, and of the journal as Finish leaves it. It is for between
// the last WriteFile and Finish.
func (f *Folder) Seal(files []batch.Output) error {
	var text bytes.Buffer
	line := func(name string, data []byte) {
		sum := sha256.Sum256(data)
		fmt.Fprintf(&text, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	}
	line(AboutName, f.opts.About)
	line(journalName, f.final())
	keep := map[string]bool{}
	for _, file := range files {
		line(file.Name, file.Data)
		keep[file.Name] = true
	}
	if err := f.removeStale(keep); err != nil {
		return err
	}
	return f.WriteFile(SumsName, text.Bytes())
}

// Sealed reports whether the roll-up that is there is whole and was made from just these results: then it need not be made
// again.
func (f *Folder) Sealed() bool {
	text, err := f.read(SumsName, maxAbout)
	if err != nil {
		return false
	}
	of := 0
	for line := range strings.Lines(string(text)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || !goodName(name) {
			return false
		}
		var data []byte
		switch name {
		case AboutName:
			data = f.opts.About
		case journalName:
			data = f.final()
			of++
		default:
			if data, err = f.read(name, maxRollup); err != nil {
				return false
			}
		}
		if have := sha256.Sum256(data); hex.EncodeToString(have[:]) != sum {
			return false
		}
	}
	return of == 1
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
