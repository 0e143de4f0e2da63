package results

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/scenario"
)

const (
	journalName = "journal.jsonl"
	journalKind = "batch-journal/v1"
	maxLine     = 1 << 20 // bytes; a longer one is damage
)

// entry is a line of the journal: how a unit ended. Operator, scenario and set are there for the order of units.
type entry struct {
	Unit     string         `json:"unit"`
	Operator string         `json:"operator"`
	Scenario string         `json:"scenario"`
	Set      []batch.Change `json:"set,omitempty"`
	Status   string         `json:"status"`
	Kind     string         `json:"kind,omitempty"` // of its failure
	Attempts int            `json:"attempts,omitempty"`
	SHA256   string         `json:"outcome_sha256"`   // "" where not even its failure could be written down
	Content  string         `json:"crc32c,omitempty"` // of all files of a result; "" of a failure
}

// unit has what batch.Compare and Folder want, and no more.
func (e *entry) asUnit() *batch.Unit {
	u := &batch.Unit{ID: e.Unit, Operator: e.Operator, Scenario: e.Scenario}
	for _, c := range e.Set {
		u.Set = append(u.Set, scenario.Override{Field: c.Field, Value: c.Value})
	}
	return u
}

// folder is where its result is, below the folder of results.
func (e *entry) folder() string { return place(e.asUnit(), e.Status) }

func entryOf(o *batch.Outcome, attempts int, sum string) entry {
	e := entry{Unit: o.Unit, Operator: o.Operator, Scenario: o.Scenario, Status: o.Status, Attempts: attempts, SHA256: sum}
	if len(o.Set) > 0 {
		e.Set = o.Set
	}
	if o.Status == batch.StatusFailed && o.Failure != nil {
		e.Kind = o.Failure.Kind
	}
	return e
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendLine writes one line: the checksum of the rest in eight hexadecimal digits, a blank, JSON without line ends.
func appendLine(to []byte, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and numbers
	}
	to = fmt.Appendf(to, "%08x ", crc32.Checksum(text, castagnoli))
	return append(append(to, text...), '\n')
}

// header is the first line.
type header struct {
	Riprep string `json:"riprep"`
}

// encodeJournal is the text of a whole journal.
func encodeJournal(entries []entry) []byte {
	text := appendLine(nil, header{journalKind})
	for i := range entries {
		text = appendLine(text, &entries[i])
	}
	return text
}

// journal is what a journal's text says.
type journal struct {
	entries map[string]entry // by id of unit; the last valid line of each
	lines   int              // valid ones, without the header
	damaged int              // lines that are not as they were written, a torn one at the end among them
}

var errJournal = errors.New("not a journal that this riprep reads")

// readJournal reads a journal as far as it is whole. It fails only where the text cannot be read, or is of a kind that this
// riprep does not know.
func readJournal(r io.Reader) (*journal, error) {
	j := &journal{entries: map[string]entry{}}
	in := bufio.NewReaderSize(r, 64<<10)
	names := map[string]string{} // operators and scenarios have thousands of units each: their names are kept once
	for first := true; ; first = false {
		line, err := readLine(in)
		if err == io.EOF && len(line) == 0 {
			if first {
				j.damaged++ // no header
			}
			return j, nil
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		text, ok := checked(line)
		if first {
			var h header
			switch {
			case !ok || json.Unmarshal(text, &h) != nil:
				j.damaged++
			case h.Riprep != journalKind:
				return nil, fmt.Errorf("%w: riprep %q: want %s", errJournal, h.Riprep, journalKind)
			}
			continue
		}
		var e entry
		if !ok || json.Unmarshal(text, &e) != nil || !e.valid() {
			j.damaged++
			continue
		}
		e.Operator, e.Scenario = once(names, e.Operator), once(names, e.Scenario)
		j.lines++
		if _, again := j.entries[e.Unit]; !again && len(j.entries) == batch.MaxUnits {
			return nil, fmt.Errorf("%w: more than %d units", errJournal, batch.MaxUnits)
		}
		j.entries[e.Unit] = e
	}
}

func once(names map[string]string, s string) string {
	if kept, ok := names[s]; ok {
		return kept
	}
	names[s] = s
	return s
}

// readLine reads to the end of a line, without keeping more of it than maxLine. A line that the text ends in the midst of
// comes without its end, with io.EOF.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if room := maxLine + 1 - len(line); room > 0 {
			line = append(line, part[:min(len(part), room)]...)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// checked takes the checksum off a line.
func checked(line []byte) (text []byte, ok bool) {
	line, whole := bytes.CutSuffix(line, []byte{'\n'})
	if !whole || len(line) > maxLine || len(line) < 9 || line[8] != ' ' {
		return nil, false
	}
	sum, err := strconv.ParseUint(string(line[:8]), 16, 32)
	return line[9:], err == nil && uint32(sum) == crc32.Checksum(line[9:], castagnoli)
}

func (e *entry) valid() bool {
	switch e.Status {
	case batch.StatusDone, batch.StatusNoPlan, batch.StatusFailed:
	default:
		return false
	}
	return batch.IsID(e.Unit) && batch.IsName(e.Operator) && (e.SHA256 == "" || len(e.SHA256) == 64) && (e.Content == "" || len(e.Content) == 8)
}
