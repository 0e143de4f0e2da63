package results

import (
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

// sumsName is the file of a quarantined unit that names the others with their digests, in the form that sha256sum -c checks. A
// result has that in its outcome; what stands in the quarantine is no part of one.
const sumsName = "sha256sums"

const maxSums = 4 << 20 // bytes of it

// withSums adds the digests of files to them.
func withSums(files []file) []file {
	var text []byte
	for _, f := range files {
		text = appendSum(text, f.name, f.data)
	}
	return append(files, file{sumsName, text})
}

// appendSum writes a line in the form that sha256sum -c checks.
func appendSum(to []byte, name string, data []byte) []byte {
	return fmt.Appendf(to, "%s  %s\n", batch.Digest(data), name)
}

// sum is a line of that form.
type sum struct{ digest, name string }

// parseSums reads what appendSum wrote, at most so many lines and at least one.
func parseSums(text []byte, most int) ([]sum, error) {
	var out []sum
	for line := range strings.Lines(string(text)) {
		hash, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if _, err := hex.DecodeString(hash); !ok || err != nil || len(hash) != 64 || !goodName(name) || !strings.HasSuffix(line, "\n") || len(out) == most {
			return nil, fmt.Errorf("line %d: not a digest and a name", len(out)+1)
		}
		out = append(out, sum{hash, name})
	}
	if len(out) == 0 {
		return nil, errors.New("is empty")
	}
	return out, nil
}

// quarantined reads what stands beside the outcome of a quarantined unit, and fails unless it is as the digests say.
func (v *verifier) quarantined(folder string) ([]file, error) {
	name := path.Join(folder, sumsName)
	text, err := read(v.fsys, path.Join(v.dir, name), maxSums)
	if err != nil {
		return nil, named(name, err)
	}
	sums, err := parseSums(text, batch.MaxFiles+1)
	if err != nil {
		return nil, named(name, err)
	}
	var files []file
	room := int64(maxKept + maxOutcome)
	for _, s := range sums {
		name := path.Join(folder, s.name)
		if s.name == batch.OutcomeName || s.name == sumsName {
			return nil, named(name, errors.New("not one of those that "+sumsName+" names"))
		}
		data, err := read(v.fsys, path.Join(v.dir, name), room)
		if err == nil && batch.Digest(data) != s.digest {
			err = errors.New("not as " + sumsName + " says")
		}
		if err != nil {
			return nil, named(name, err)
		}
		room -= int64(len(data))
		files = append(files, file{s.name, data})
	}
	return append(files, file{sumsName, text}), nil
}
