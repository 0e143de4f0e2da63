package results

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/batch"
)

func fakeEntries(n int) []entry {
	var all []entry
	for _, u := range fakeUnits(n) {
		_, r := fakeResult(u)
		all = append(all, entryOf(r.Outcome, 1, batch.Digest([]byte(u.ID))))
	}
	return all
}

// A journal that is cut off anywhere has the lines before, and says whether one is torn.
func TestJournalCut(t *testing.T) {
	entries := fakeEntries(9)
	text := encodeJournal(entries)
	for cut := range len(text) + 1 {
		j, err := readJournal(bytes.NewReader(text[:cut]))
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(text[:cut], []byte{'\n'}) - 1
		torn := cut == 0 || text[cut-1] != '\n'
		if j.lines != max(lines, 0) || len(j.entries) != j.lines || (j.damaged > 0) != torn {
			t.Errorf("cut at %d: %d lines, %d damaged", cut, j.lines, j.damaged)
		}
	}
}

// Any byte that is another one costs the line that it is in, or two where it was the end of one, and no line says what was
// not written.
func TestJournalFlipped(t *testing.T) {
	entries := fakeEntries(9)
	text := encodeJournal(entries)
	written := map[string]entry{}
	for _, e := range entries {
		written[e.Unit] = e
	}
	for i := range text {
		spoilt := bytes.Clone(text)
		spoilt[i] ^= 1 << (i % 8)
		j, err := readJournal(bytes.NewReader(spoilt))
		if err != nil {
			t.Fatal(err)
		}
		// a blank may have taken the place of a letter's case in the checksum, and then nothing is lost
		if len(j.entries) < len(entries)-2 || j.damaged == 0 && !maps.EqualFunc(j.entries, written, func(a, b entry) bool { return cmp.Equal(a, b) }) {
			t.Errorf("byte %d: %d entries, %d damaged", i, len(j.entries), j.damaged)
		}
		for id, e := range j.entries {
			if !cmp.Equal(e, written[id]) {
				t.Errorf("byte %d: %+v", i, e)
			}
		}
	}
}

// Of a unit that is there twice the last line counts.
func TestJournalTwice(t *testing.T) {
	e := fakeEntries(1)[0]
	first, last := e, e
	first.Status, last.Status = batch.StatusFailed, batch.StatusDone
	j, err := readJournal(bytes.NewReader(encodeJournal([]entry{first, last})))
	if err != nil || j.entries[e.Unit].Status != batch.StatusDone || j.lines != 2 {
		t.Errorf("%+v, %v", j, err)
	}
}

func TestJournalRefused(t *testing.T) {
	if _, err := readJournal(bytes.NewReader(appendLine(nil, header{"batch-journal/v2"}))); err == nil || !strings.Contains(err.Error(), "batch-journal/v2") {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*entry){
		"unit":     func(e *entry) { e.Unit = "../x" },
		"operator": func(e *entry) { e.Operator = "../x" },
		"status":   func(e *entry) { e.Status = "fine" },
		"digest":   func(e *entry) { e.SHA256 = "x" },
	} {
		e := fakeEntries(1)[0]
		spoil(&e)
		if j, err := readJournal(bytes.NewReader(encodeJournal([]entry{e}))); err != nil || j.damaged != 1 || len(j.entries) > 0 {
			t.Errorf("%s: %+v, %v", name, j, err)
		}
	}
	// a line without end costs no memory beyond its bound, and the next one is read
	long := append(appendLine(nil, header{journalKind}), bytes.Repeat([]byte("x"), 3*maxLine)...)
	long = append(long, '\n')
	e := fakeEntries(1)[0]
	if j, err := readJournal(bytes.NewReader(appendLine(long, &e))); err != nil || j.damaged != 1 || len(j.entries) != 1 {
		t.Errorf("%+v, %v", j, err)
	}
}

func FuzzJournal(f *testing.F) {
	text := encodeJournal(fakeEntries(3))
	f.Add(text)
	f.Add(text[:len(text)-5])
	f.Add([]byte("00000000 {}\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, text []byte) {
		j, err := readJournal(bytes.NewReader(text))
		if err != nil {
			return
		}
		for id, e := range j.entries {
			if id != e.Unit || !e.valid() || strings.ContainsAny(e.folder(), "\\\x00") || strings.Contains(e.folder(), "..") {
				t.Errorf("%+v", e)
			}
		}
		again, err := readJournal(bytes.NewReader(encodeJournal(sorted(j.entries))))
		if err != nil || again.damaged > 0 || len(again.entries) != len(j.entries) {
			t.Errorf("written and read again: %+v, %v", again, err)
		}
	})
}

func FuzzSums(f *testing.F) {
	f.Add([]byte(strings.Repeat("0", 64) + "  input/op/inventory.yaml\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		sums, err := parseSums(text, batch.MaxFiles)
		if err != nil {
			return
		}
		for _, s := range sums {
			if !goodName(s.name) || strings.HasPrefix(s.name, "/") || strings.Contains("/"+s.name+"/", "/../") {
				t.Errorf("%q", s.name)
			}
		}
	})
}
