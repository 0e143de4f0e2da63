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

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

const (
	maxOutcome   = 16 << 20 // bytes of an outcome.json
	usualOutcome = 8 << 10
)

// verifier reads results back. It is for one goroutine.
type verifier struct {
	fsys FS
	dir  string
	hash hash.Hash
	buf  []byte
}

func newVerifier(fsys FS, dir string) *verifier {
	return &verifier{fsys, dir, sha256.New(), make([]byte, 256<<10)}
}

// outcome reads the outcome of a unit from a folder below the folder of results. want is its digest, "" where that is not known.
func (v *verifier) outcome(folder, unit, want string) (o *batch.Outcome, text []byte, err error) {
	text, err = read(v.fsys, path.Join(v.dir, folder, batch.OutcomeName), maxOutcome)
	if err != nil {
		return nil, nil, named(path.Join(folder, batch.OutcomeName), err)
	}
	o, err = decode(text, folder, unit, want)
	return o, text, err
}

func decode(text []byte, folder, unit, want string) (*batch.Outcome, error) {
	name := path.Join(folder, batch.OutcomeName)
	if want != "" && batch.Digest(text) != want {
		return nil, named(name, errors.New("not as the journal says"))
	}
	o, err := batch.DecodeOutcome(text)
	if err != nil {
		return nil, named(name, err)
	}
	if o.Operator+"-"+o.Unit != path.Base(folder) || o.Unit != unit {
		return nil, named(name, fmt.Errorf("is of %q", o.Operator+"-"+o.Unit))
	}
	return o, nil
}

// result reads a whole result, and fails unless every file is there as the outcome says and no other is. Hidden files do not
// count: file managers leave them.
func (v *verifier) result(folder, unit, want string) (*batch.Outcome, string, error) {
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
	here := func(name string) error {
		mode, ok := modes[name]
		if !ok {
			return fs.ErrNotExist
		}
		return ordinary(mode)
	}
	name := path.Join(folder, batch.OutcomeName)
	if err := here(batch.OutcomeName); err != nil {
		return nil, "", named(name, err)
	}
	text, err := readFile(v.fsys, path.Join(v.dir, name), usualOutcome, maxOutcome)
	if err != nil {
		return nil, "", named(name, err)
	}
	o, err := decode(text, folder, unit, want)
	if err != nil {
		return nil, "", err
	}
	if o.Status == batch.StatusFailed {
		_, err := v.quarantined(folder)
		return o, batch.Digest(text), err
	}
	if len(modes) != len(o.Files)+1 {
		return nil, "", named(folder, fmt.Errorf("has %d files: its outcome says %d", len(modes), len(o.Files)+1))
	}
	for _, w := range o.Files {
		if err = here(w.Name); err == nil {
			err = v.file(path.Join(v.dir, folder, w.Name), w)
		}
		if err != nil {
			return nil, "", named(path.Join(folder, w.Name), err)
		}
	}
	return o, batch.Digest(text), nil
}

// file compares a file with what an outcome says of it.
func (v *verifier) file(name string, w batch.Written) error {
	in, err := v.fsys.Open(name)
	if err != nil {
		return atomicfile.Plain(err)
	}
	defer in.Close()
	v.hash.Reset()
	size, err := io.CopyBuffer(onlyWriter{v.hash}, onlyReader{io.LimitReader(in, w.Bytes+1)}, v.buf)
	switch {
	case err != nil:
		return atomicfile.Plain(err)
	case size != w.Bytes || hex.EncodeToString(v.hash.Sum(v.buf[:0])) != w.SHA256:
		return errors.New("not as its outcome says")
	}
	return nil
}

// onlyReader and onlyWriter keep io.CopyBuffer from passing the buffer over.
type onlyReader struct{ io.Reader }
type onlyWriter struct{ io.Writer }
