package results

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/scenario"
)

// content is a CRC-32C over all files of a result: in the order of their names, of each the name, the size and the bytes. It
// finds what a disk or a crash did to a result at a fraction of the cost of the digests, which it does not replace: those say
// which result it is, to whoever does not trust the folder.
type content struct{ sum uint32 }

func (c *content) file(name string, size int64) {
	c.write([]byte(name + "\x00" + strconv.FormatInt(size, 10) + "\x00"))
}

func (c *content) write(data []byte) { c.sum = crc32.Update(c.sum, castagnoli, data) }

func (c *content) String() string { return fmt.Sprintf("%08x", c.sum) }

// contentOf is the content of files that are in memory.
func contentOf(files []file) string {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b file) int { return strings.Compare(a.name, b.name) })
	var c content
	for _, f := range sorted {
		c.file(f.name, int64(len(f.data)))
		c.write(f.data)
	}
	return c.String()
}

// content reads what a result has on the disk. Hidden files do not count, as in result.
func (v *verifier) content(folder string) (string, error) {
	found, err := v.fsys.ReadDir(path.Join(v.dir, folder))
	if err != nil {
		return "", named(folder, err)
	}
	found = slices.DeleteFunc(found, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") })
	slices.SortFunc(found, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	var c content
	room := int64(batch.MaxOutput + maxOutcome)
	for _, e := range found {
		if err := ordinary(e.Type()); err != nil {
			return "", named(path.Join(folder, e.Name()), err)
		}
		n, err := v.add(&c, path.Join(v.dir, folder, e.Name()), e.Name(), room)
		if err != nil {
			return "", named(path.Join(folder, e.Name()), err)
		}
		room -= n
	}
	return c.String(), nil
}

// add reads one file. One that fits into the buffer, as nearly all do, is read once; the size of another is counted first.
func (v *verifier) add(c *content, at, name string, room int64) (int64, error) {
	in, err := v.fsys.Open(at)
	if err != nil {
		return 0, atomicfile.Plain(err)
	}
	defer in.Close()
	n, err := io.ReadFull(in, v.buf)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		c.file(name, int64(n))
		c.write(v.buf[:n])
		return int64(n), nil
	}
	if err != nil {
		return 0, atomicfile.Plain(err)
	}
	data, err := readFile(v.fsys, at, int64(2*len(v.buf)), room)
	if err != nil {
		return 0, err
	}
	c.file(name, int64(len(data)))
	c.write(data)
	return int64(len(data)), nil
}

// keeps reports whether the journal has a unit as done, and the folder what the journal says. Else result has to look.
func (v *verifier) keeps(e *entry, u *batch.Unit) bool {
	if e.Status == batch.StatusFailed || e.Content == "" || e.Operator != u.Operator || e.Scenario != u.Scenario {
		return false
	}
	if !slices.EqualFunc(e.Set, u.Set, func(c batch.Change, o scenario.Override) bool { return c.Field == o.Field && c.Value == o.Value }) {
		return false
	}
	have, err := v.content(u.Folder())
	return err == nil && have == e.Content
}
