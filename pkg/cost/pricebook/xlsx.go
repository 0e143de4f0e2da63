package pricebook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// workbook is an .xlsx file (ECMA-376, Office Open XML) that was opened: its sheets are known and none is read yet.
type workbook struct {
	parts  map[string]*zip.File // by name, folded
	budget int64                // bytes that may still be unpacked
	sheets []sheet
	shared string // part with the texts that cells share, "" where there is none
	texts  []string
	loaded bool // texts are
}

// sheet is one sheet of cells.
type sheet struct{ name, part string }

const (
	maxEntries = 20_000    // of a workbook's folder
	maxSheets  = 500       // of a workbook
	maxTexts   = 2_000_000 // that cells share
	maxMarkup  = 1 << 20   // bytes from one < to the next
)

// errUnpacked says that a workbook unfolds into more than it may.
var errUnpacked = fmt.Errorf("unpacks into more than the limit of %d bytes", MaxUnzip)

// isWorkbook tells a workbook by its first bytes, those of a zip file.
func isWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// isSealed tells what Excel wrote before 2007, and workbooks with a password, by the bytes of an OLE file.
func isSealed(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1})
}

// openWorkbook finds the sheets.
func openWorkbook(data []byte) (*workbook, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxEntries { // before a list of them is made
		return nil, fmt.Errorf("a zip file of more than %d files", maxEntries)
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("not a workbook: " + strings.TrimPrefix(err.Error(), "zip: "))
	}
	b := &workbook{parts: make(map[string]*zip.File, len(zr.File)), budget: MaxUnzip}
	for _, f := range zr.File {
		key := partKey(f.Name)
		if _, twice := b.parts[key]; !twice {
			b.parts[key] = f
		}
	}
	main := "xl/workbook.xml"
	for _, rel := range b.relations("") {
		if strings.HasSuffix(rel.kind, "/officeDocument") {
			main = rel.target
		}
	}
	return b, b.findSheets(main)
}

func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// findSheets reads the list of sheets in the workbook's main part.
func (b *workbook) findSheets(main string) error {
	relations := map[string]relation{}
	for _, rel := range b.relations(main) {
		relations[rel.id] = rel
		if strings.HasSuffix(rel.kind, "/sharedStrings") {
			b.shared = rel.target
		}
	}
	err := b.scan(main, func(tok xml.Token) (bool, error) {
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "sheet" {
			return true, nil
		}
		s := sheet{name: attr(start, "name")}
		for _, a := range start.Attr {
			if rel, ok := relations[a.Value]; ok && a.Name.Local == "id" && strings.HasSuffix(rel.kind, "/worksheet") {
				s.part = rel.target
			}
		}
		if s.part != "" { // a chart is a sheet without cells
			b.sheets = append(b.sheets, s)
		}
		if len(b.sheets) > maxSheets {
			return false, fmt.Errorf("more than %d sheets", maxSheets)
		}
		return true, nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = errors.New("not a workbook: it has no sheets")
	}
	return err
}

type relation struct{ id, kind, target string }

// relations are those of a part, of the whole file for "". A part without any has none.
func (b *workbook) relations(of string) (out []relation) {
	dir, base := path.Split(of)
	rels := dir + "_rels/" + base + ".rels"
	if b.parts[partKey(rels)] == nil {
		return nil
	}
	_ = b.scan(rels, func(tok xml.Token) (bool, error) { // what cannot be read leads to no sheet, which is said
		if start, ok := tok.(xml.StartElement); ok && start.Name.Local == "Relationship" {
			target := attr(start, "Target")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			out = append(out, relation{attr(start, "Id"), attr(start, "Type"), path.Clean(strings.TrimPrefix(target, "/"))})
		}
		return len(out) < maxEntries, nil
	})
	return out
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// scan gives the tokens of a part to each, until it says no.
func (b *workbook) scan(part string, each func(xml.Token) (bool, error)) error {
	f := b.parts[partKey(part)]
	if f == nil {
		return fmt.Errorf("not a whole workbook: it has no part %.80q", part)
	}
	rc, err := f.Open()
	if err != nil {
		return fmt.Errorf("not a whole workbook: %.80q: %w", part, err)
	}
	defer rc.Close()
	dec := xml.NewDecoder(&guard{r: rc, budget: &b.budget})
	for depth := 0; ; {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil {
			if errors.Is(err, errUnpacked) {
				return errUnpacked
			}
			return fmt.Errorf("not a whole workbook: %.80q: %w", part, err)
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if more, err := each(tok); err != nil || !more {
			return err
		}
	}
}

// guard reads no more than the budget, and no piece of markup that is too long to be one: the XML decoder holds a piece as a
// whole. A < inside of a tag is an error to the decoder, so that what stands between two of them bounds a tag.
type guard struct {
	r      io.Reader
	budget *int64
	run    int
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if *g.budget -= int64(n); *g.budget < 0 {
		return 0, errUnpacked
	}
	for rest := p[:n]; ; {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			g.run += len(rest)
			break
		}
		if g.run+i > maxMarkup {
			g.run += i
			break
		}
		g.run, rest = 0, rest[i+1:]
	}
	if g.run > maxMarkup {
		return 0, fmt.Errorf("a piece of markup or text of more than %d bytes", maxMarkup)
	}
	return n, err
}

// text is one that cells share.
func (b *workbook) text(i int) (string, error) {
	if !b.loaded {
		b.loaded = true
		if err := b.loadTexts(); err != nil {
			return "", err
		}
	}
	if i < 0 || i >= len(b.texts) {
		return "", fmt.Errorf("not a whole workbook: it has no shared text %d", i)
	}
	return b.texts[i], nil
}

func (b *workbook) loadTexts() error {
	if b.shared == "" {
		return nil
	}
	var p pieces
	return b.scan(b.shared, func(tok xml.Token) (bool, error) {
		p.take(tok)
		if end, ok := tok.(xml.EndElement); ok && end.Name.Local == "si" {
			b.texts = append(b.texts, p.done())
		}
		if len(b.texts) > maxTexts {
			return false, fmt.Errorf("more than %d texts", maxTexts)
		}
		return true, nil
	})
}

// pieces joins the text of a cell, which may be divided by formats; how it is pronounced (rPh) is not part of it.
type pieces struct {
	b        strings.Builder
	in, tell bool // inside of t; inside of rPh
}

func (p *pieces) take(tok xml.Token) {
	switch tok := tok.(type) {
	case xml.StartElement:
		switch tok.Name.Local {
		case "rPh":
			p.tell = true
		case "t":
			p.in = !p.tell
		}
	case xml.EndElement:
		switch tok.Name.Local {
		case "rPh":
			p.tell = false
		case "t":
			p.in = false
		}
	case xml.CharData:
		if p.in {
			p.b.Write(tok)
		}
	}
}

func (p *pieces) done() string {
	s := unescape(p.b.String())
	p.b.Reset()
	return s
}
