package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"
)

// archive is the zip file around a workbook. The library gives it the sheets in the order of a map; archive packs each part as
// it comes and writes them in the order of their names, so that the same document gives the same bytes.
type archive struct {
	w     io.Writer
	parts map[string]*part
}

// part is one file of the archive.
type part struct {
	packed bytes.Buffer
	pack   *flate.Writer
	sum    hash.Hash32
	size   uint64
}

// level of packing: the next ones take far longer for a few percent.
const level = 4

func newArchive(w io.Writer) *archive { return &archive{w: w, parts: map[string]*part{}} }

// Create begins a part.
func (a *archive) Create(name string) (io.Writer, error) {
	p := &part{sum: crc32.NewIEEE()}
	var err error
	if p.pack, err = flate.NewWriter(&p.packed, level); err != nil {
		return nil, err
	}
	a.parts[name] = p
	return p, nil
}

func (p *part) Write(b []byte) (int, error) {
	p.sum.Write(b) // never fails
	p.size += uint64(len(b))
	return p.pack.Write(b)
}

// AddFS is what the library wants of an archive and never asks for.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the parts. [Content_Types].xml is the first of them, as readers of a stream want it.
func (a *archive) Close() error {
	z := zip.NewWriter(a.w)
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		p := a.parts[name]
		if err := p.pack.Close(); err != nil {
			return err
		}
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Deflate, CRC32: p.sum.Sum32(), CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: p.size,
		})
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return z.Close()
}
