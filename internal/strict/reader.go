package strict

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"gopkg.in/yaml.v3"
)

// Limits bound what a hostile file can cost. The zero value of a field means its default.
type Limits struct {
	Bytes  int64 // size of one file; default 64 MiB
	Depth  int   // nesting of maps and lists; default 64
	Values int   // marks in the text of one file that may begin a value; default 2,000,000
	Expand int   // values visited, aliases counted each time they are used; default 5,000,000
}

// MaxFile is how many bytes a file may have where Limits says nothing else.
const MaxFile = 64 << 20

// maxFaults is how many faults are kept; the rest is counted.
const maxFaults = 10_000

// Reader reads input files and gathers their faults and digests. It is not safe for concurrent use.
type Reader struct {
	Limits  Limits
	Files   Files // where not nil, these are all files that there are
	faults  Faults
	lost    int // faults past maxFaults
	sources []Source
	visited int
	full    bool // the expansion limit was reported
	spare   [][]string
}

// Kind is what a file must say of itself in its first key, riprep: NAME/vMAJOR.
type Kind struct {
	Name   string // inventory, scenario, …
	Major  int
	Single bool // only one document may stand in the file
}

func (k Kind) String() string { return k.Name + "/v" + strconv.Itoa(k.Major) }

func (k Kind) hint() string { return fmt.Sprintf("begin it with the line: riprep: %s", k) }

// File reads one file and calls decode for each document in it. Faults, also those of opening and reading, are kept. It
// reports whether the file could be read and parsed.
func (r *Reader) File(path string, k Kind, decode func(*Map)) bool {
	data, bad := r.read(path)
	if bad != nil {
		bad.Pos.File = path
		r.keep(*bad)
		return false
	}
	return r.Bytes(path, data, k, decode)
}

// read returns what is in a regular file, and never more than the limit and one byte.
func (r *Reader) read(path string) ([]byte, *Fault) {
	if r.Files != nil {
		data, bad := r.Files.text(path)
		if int64(len(data)) > r.maxBytes() {
			return nil, r.tooLarge()
		}
		return data, bad
	}
	// Looking before opening, and opening without waiting, so that a FIFO nobody writes to cannot hold us up.
	st, err := os.Stat(path)
	if err != nil {
		return nil, &Fault{Message: "cannot open: " + plainPathError(err)}
	}
	if bad := irregular(st); bad != nil {
		return nil, bad
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, &Fault{Message: "cannot open: " + plainPathError(err)}
	}
	defer f.Close()
	if st, err = f.Stat(); err != nil {
		return nil, &Fault{Message: "cannot read: " + plainPathError(err)}
	}
	if bad := irregular(st); bad != nil {
		return nil, bad
	}
	if st.Size() > r.maxBytes() {
		return nil, r.tooLarge()
	}
	data := make([]byte, 0, st.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, &Fault{Message: "cannot read: " + plainPathError(err)}
		case int64(len(data)) > r.maxBytes():
			return nil, r.tooLarge()
		}
		data = slices.Grow(data, 1)
	}
}

// irregular reports what is not an ordinary file: a device may never end, and a FIFO may never begin.
func irregular(st os.FileInfo) *Fault {
	switch {
	case st.IsDir():
		return isFolder()
	case !st.Mode().IsRegular():
		return &Fault{Message: "is a device or a pipe, not a file", Hint: "save what it gives to a file first"}
	}
	return nil
}

func isFolder() *Fault { return &Fault{Message: "is a folder, not a file"} }

func (r *Reader) tooLarge() *Fault {
	return &Fault{Message: fmt.Sprintf("larger than the limit of %d bytes", r.maxBytes()), Hint: "give each carrier a file of its own"}
}

// Bytes is File for text that is already in memory, such as an embedded file.
func (r *Reader) Bytes(name string, data []byte, k Kind, decode func(*Map)) bool {
	if int64(len(data)) > r.maxBytes() {
		bad := r.tooLarge()
		bad.Pos.File = name
		r.keep(*bad)
		return false
	}
	sum := sha256.Sum256(data)
	r.sources = append(r.sources, Source{Path: name, Kind: k.String(), SHA256: hex.EncodeToString(sum[:])})
	r.visited, r.full = 0, false
	docs, fit := 0, true
	parsed := r.parse(name, data, func(root *yaml.Node) bool {
		docs++
		if docs > 1 && k.Single {
			r.add(pos(name, root), "put each in a file of its own", "a second document in a file of kind %s", k)
			fit = false
			return false
		}
		r.document(name, root, k, decode)
		return !r.full
	})
	if parsed && docs == 0 {
		r.add(Pos{File: name}, k.hint(), "the file is empty")
	}
	return parsed && fit && docs > 0 && !r.full
}

func (r *Reader) document(name string, root *yaml.Node, k Kind, decode func(*Map)) {
	m := r.mapping(name, root, 1, owner{})
	if m == nil {
		if !r.full {
			r.add(pos(name, root), k.hint(), "the document is not a mapping of keys to values")
		}
		return
	}
	if r.kind(m, k) {
		decode(m)
	}
}

func (r *Reader) kind(m *Map, k Kind) bool {
	if m.find("riprep") == nil {
		r.add(m.Pos(), k.hint(), "no key \"riprep\" that says what the file is")
		return false
	}
	text, at, ok := m.Text("riprep")
	if !ok {
		return false
	}
	name, major, found := strings.Cut(text, "/v")
	major, _, _ = strings.Cut(major, ".") // a minor version is ignored
	n, err := strconv.Atoi(major)
	switch {
	case !found || err != nil || name != k.Name:
		r.add(at, "", "riprep %q: want %s", clip(text), k)
		return false
	case n != k.Major:
		r.add(at, "this riprep reads "+k.String(), "riprep %q: a version that is not known", clip(text))
		return false
	}
	return true
}

// Sources returns the files read so far, in order.
func (r *Reader) Sources() []Source { return r.sources }

func (r *Reader) maxBytes() int64 { return or(r.Limits.Bytes, MaxFile) }
func (r *Reader) maxDepth() int   { return or(r.Limits.Depth, 64) }
func (r *Reader) maxValues() int  { return or(r.Limits.Values, 2_000_000) }
func (r *Reader) maxExpand() int  { return or(r.Limits.Expand, 5_000_000) }

func or[T int | int64](limit, otherwise T) T {
	if limit > 0 {
		return limit
	}
	return otherwise
}

func pos(file string, n *yaml.Node) Pos { return Pos{File: file, Line: n.Line, Column: n.Column} }

// borrow and giveBack keep the lists of keys that maps were asked for from being made anew for each of 50,000 elements.
func (r *Reader) borrow() []string {
	if n := len(r.spare); n > 0 {
		s := r.spare[n-1]
		r.spare = r.spare[:n-1]
		return s
	}
	return nil
}

func (r *Reader) giveBack(s []string) { r.spare = append(r.spare, s[:0]) }

// plainPathError drops the operation and the path that the position names already.
func plainPathError(err error) string {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
