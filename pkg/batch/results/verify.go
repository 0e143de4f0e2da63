package results

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

const maxOutcome = 16 << 20 // bytes of an outcome.json

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// verifier reads results back. It is for one goroutine.
type verifier struct {
	fsys FS
	dir  string
	hash hash.Hash
	buf  []byte
}

func newVerifier(fsys FS, dir string) *verifier {
	return &verifier{fsys, dir, sha256.New(), make([]byte, 64<<10)}
}

// outcome reads the outcome of a unit from a folder below the folder of results. want is its digest, "" where that is not known.
func (v *verifier) outcome(folder, unit, want string) (o *batch.Outcome, text []byte, err error) {
	name := path.Join(folder, batch.OutcomeName)
	text, err = read(v.fsys, path.Join(v.dir, name), maxOutcome)
	if err != nil {
		return nil, nil, named(name, err)
	}
	if want != "" && digest(text) != want {
		return nil, nil, named(name, errors.New("not as the journal says"))
	}
	o, err = batch.DecodeOutcome(text)
	if err != nil {
		return nil, nil, named(name, err)
	}
	if o.Operator+"-"+o.Unit != path.Base(folder) || unit != "" && o.Unit != unit {
		return nil, nil, named(name, fmt.Errorf("is of %q", o.Operator+"-"+o.Unit))
	}
	return o, text, nil
}

// result reads a whole result, and fails unless every file is there as the outcome says and no other is. Hidden files do not
// count: file managers leave them.
func (v *verifier) result(folder, unit, want string) (*batch.Outcome, string, error) {
	o, text, err := v.outcome(folder, unit, want)
	if err != nil {
		return nil, "", err
	}
	if o.Status == batch.StatusFailed {
		_, err := v.quarantined(folder)
		return o, digest(text), err
	}
	found, err := v.fsys.ReadDir(path.Join(v.dir, folder))
	if err != nil {
		return nil, "", named(folder, err)
	}
	modes := make(map[string]fs.FileMode, len(found))
	for _, e := range found {
		if !strings.HasPrefix(e.Name(), ".") {
			modes[e.Name()] = e.Type()
		}
	}
	if len(modes) != len(o.Files)+1 {
		return nil, "", named(folder, fmt.Errorf("has %d files: its outcome says %d", len(modes), len(o.Files)+1))
	}
	for _, w := range o.Files {
		mode, ok := modes[w.Name]
		if !ok {
			err = fs.ErrNotExist
		} else if err = ordinary(mode); err == nil {
			err = v.file(path.Join(v.dir, folder, w.Name), w)
		}
		if err != nil {
			return nil, "", named(path.Join(folder, w.Name), err)
		}
	}
	return o, digest(text), nil
}

// file compares a file with what an outcome says of it.
func (v *verifier) file(name string, w batch.Written) error {
	in, err := v.fsys.Open(name)
	if err != nil {
		return plain(err)
	}
	defer in.Close()
	v.hash.Reset()
	size, err := io.CopyBuffer(onlyWriter{v.hash}, onlyReader{io.LimitReader(in, w.Bytes+1)}, v.buf)
	switch {
	case err != nil:
		return plain(err)
	case size != w.Bytes || hex.EncodeToString(v.hash.Sum(v.buf[:0])) != w.SHA256:
		return errors.New("not as its outcome says")
	}
	return nil
}

// onlyReader and onlyWriter keep io.CopyBuffer from passing the buffer over.
type onlyReader struct{ io.Reader }
type onlyWriter struct{ io.Writer }
