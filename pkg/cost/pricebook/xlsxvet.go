package pricebook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What of a workbook is looked at before the library opens it. The library takes a sheet that breaks off for one that ends,
// a text that is not there for an empty cell, and memory for every row and column up to the last: of a workbook of 28 kB that
// was made for it, 790 MB.
const (
	maxEntries  = 20_000    // of a workbook's folder
	maxSheets   = 500       // of a workbook
	maxMarkup   = 1 << 20   // bytes from one < to the next
	maxElements = 1_500_000 // of a part that is no sheet; of a sheet four times as many
	maxArea     = 1_500_000 // cells of a sheet, the empty ones before the last of each row counted
	maxMerges   = 5_000     // of a sheet
	maxLookups  = 1 << 28   // merged cells times cells: the library goes through the ones for each of the others
	maxFormulas = 32 << 20  // bytes of the formulas of a sheet, one that cells share counted for each
	maxDepth    = 64        // of elements in each other
)

// errUnpacked says that a workbook unfolds into more than it may.
var errUnpacked = errors.New("unpacks into more than the limit")

// vet looks through the parts of a workbook that are needed for its cells, and gives a workbook of those parts alone: what was
// not looked at, pictures and macros, nobody opens. It unpacks no more bytes than the budget.
func vet(data []byte, budget int64) ([]byte, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxEntries { // before a list of them is made
		return nil, fmt.Errorf("a zip file of more than %d files", maxEntries)
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("not a workbook: " + strings.TrimPrefix(err.Error(), "zip: "))
	}
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	texts := 0
	for _, sharedTexts := range []bool{true, false} { // first, because cells refer to them
		for _, f := range zr.File {
			name := partName(f)
			if !needed(name) || (name == "xl/sharedstrings.xml") != sharedTexts {
				continue
			}
			p := &part{texts: texts}
			if err := p.walk(f, &budget); err != nil {
				if errors.Is(err, errUnpacked) {
					return nil, fmt.Errorf("%w of %d bytes", errUnpacked, MaxUnzip)
				}
				return nil, fmt.Errorf("not a whole workbook: %.80q: %w", f.Name, err)
			}
			if sharedTexts {
				texts = p.items
			}
			if err := zw.Copy(f); err != nil {
				return nil, fmt.Errorf("not a whole workbook: %.80q: %w", f.Name, err)
			}
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func partName(f *zip.File) string { return strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")) }

// needed reports whether the part of a name may say something of cells.
func needed(name string) bool {
	dir, base := name[:strings.LastIndex(name, "/")+1], name[strings.LastIndex(name, "/")+1:]
	switch dir {
	case "":
		return base == "[content_types].xml"
	case "xl/", "xl/worksheets/":
		return strings.HasSuffix(base, ".xml")
	case "_rels/", "xl/_rels/":
		return strings.HasSuffix(base, ".rels")
	}
	return false
}

// part is one part of a workbook while it is looked through.
type part struct {
	texts int // that cells may refer to
	items int // texts of the part, where it holds those

	elements, area int
	rows           bool // is a sheet
	row, col       int  // of the last cell
	cell           struct {
		name, kind string
		in         bool // inside of v
		value      bytes.Buffer
	}
	formula struct {
		in    bool
		group string // that shares it, "" of none
		bytes int
	}
	shared   map[string]int // bytes of the formula that a group shares
	formulas int
	merged   [][4]int // left, top, right, bottom
}

func (p *part) walk(f *zip.File, budget *int64) error {
	rc, err := f.Open()
	if err != nil {
		return err
	}
	defer rc.Close()
	dec := xml.NewDecoder(&guard{r: rc, budget: budget})
	for depth := 0; ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return p.end()
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("elements more than %d deep in each other", maxDepth)
			}
			if depth == 2 && tok.Name.Local == "si" {
				p.items++
			}
			err = p.start(tok)
		case xml.EndElement:
			depth--
			err = p.close(tok.Name.Local)
		case xml.CharData:
			if p.cell.in {
				p.cell.value.Write(tok)
			}
			if p.formula.in {
				p.formula.bytes += len(tok)
			}
		}
		if err != nil {
			return err
		}
	}
}

func (p *part) start(e xml.StartElement) error {
	if p.elements++; p.elements > maxElements && !p.rows || p.elements > 4*maxElements {
		return fmt.Errorf("more than %d elements", p.elements-1)
	}
	switch e.Name.Local {
	case "row":
		n, err := strconv.Atoi(attr(e, "r"))
		if err != nil || n <= p.row || n > excelize.TotalRows {
			return fmt.Errorf("row %.20q below row %d", attr(e, "r"), p.row)
		}
		p.area += n - p.row
		p.rows, p.row, p.col = true, n, 0
	case "c":
		if !p.rows {
			return nil // of the order in which a spreadsheet calculates
		}
		name := attr(e, "r")
		col, row, err := excelize.CellNameToCoordinates(name)
		if err != nil || row != p.row || col <= p.col {
			return fmt.Errorf("cell %.20q behind %d columns of row %d", name, p.col, p.row)
		}
		if p.area += col - p.col; p.area > maxArea {
			return fmt.Errorf("more than %d cells, with the empty ones before others", maxArea)
		}
		p.col = col
		p.cell.name, p.cell.kind = name, attr(e, "t")
		p.cell.value.Reset()
	case "v":
		p.cell.in = p.rows
	case "f":
		p.formula.in, p.formula.bytes, p.formula.group = p.rows, 0, ""
		if attr(e, "t") == "shared" {
			p.formula.group = attr(e, "si")
			if attr(e, "ref") != "" {
				if p.shared == nil {
					p.shared = make(map[string]int)
				}
				p.shared[p.formula.group] = 0
			}
		}
	case "mergeCell":
		return p.merge(attr(e, "ref"))
	}
	return nil
}

func (p *part) close(name string) error {
	switch name {
	case "v":
		p.cell.in = false
	case "c":
		if p.rows && p.cell.kind == "s" && p.cell.value.Len() > 0 {
			n, err := strconv.Atoi(strings.TrimSpace(p.cell.value.String()))
			if err != nil || n < 0 || n >= p.texts {
				return fmt.Errorf("cell %s: no shared text %.20q", p.cell.name, p.cell.value.String())
			}
		}
	case "f":
		return p.closeFormula()
	}
	return nil
}

// closeFormula counts a formula, and one that cells share for each of them.
func (p *part) closeFormula() error {
	if p.formula.in = false; p.formula.group != "" {
		of, ok := p.shared[p.formula.group]
		if !ok {
			return fmt.Errorf("cell %s shares a formula that is not there", p.cell.name)
		}
		p.shared[p.formula.group] = max(of, p.formula.bytes)
		p.formula.bytes = max(of, p.formula.bytes)
	}
	if p.formulas += p.formula.bytes; p.formulas > maxFormulas {
		return fmt.Errorf("more than %d bytes of formulas", maxFormulas)
	}
	return nil
}

// merge adds a merged cell.
func (p *part) merge(ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		to = from
	}
	left, top, err1 := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil || left > right || top > bottom {
		return fmt.Errorf("merged cells %.40q", ref)
	}
	if p.merged = append(p.merged, [4]int{left, top, right, bottom}); len(p.merged) > maxMerges {
		return fmt.Errorf("more than %d merged cells", maxMerges)
	}
	return nil
}

// end checks what the whole part must be for the library not to work on it for hours.
func (p *part) end() error {
	if len(p.merged)*p.area > maxLookups {
		return fmt.Errorf("%d merged cells in a sheet of %d cells", len(p.merged), p.area)
	}
	for i, a := range p.merged {
		for _, b := range p.merged[:i] {
			if a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3] {
				return errors.New("cells that are merged over each other")
			}
		}
	}
	return nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
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
