// Package names reads plain lists of gear, as a spreadsheet saves them: a line for each, with vendor, model and part number,
// and without sites, links or anything else of an inventory.
//
// A list is CSV with commas, semicolons, bars or tabs between the cells, in UTF-8 or UTF-16, with or without a line that
// names the columns. What a list may cost is bounded; what its cells hold is not judged: a name may be anything, also
// escape sequences, and whoever shows it makes it safe (package sanitize).
//
// Begin with Load in this file; columns.go knows the columns, cells.go what their cells may say. The package imports the
// inventory, the strict reader and internal/csvtext.
package names

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/riprep/riprep/internal/csvtext"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// What a list may cost; the size of its file is bounded by strict.Limits.
const (
	MaxRows = 1_000_000
	MaxCell = 4096 // bytes
)

// maxCells is how many cells a row may have: a spreadsheet has 16,384 columns, and a list of names needs a dozen.
const maxCells = 1000

// List is a list that was read without a fault, or with faults and then without rows.
type List struct {
	Header  bool     // its first line names the columns
	Ignored []string // columns of the header that are not read, in their order
	Rows    int

	text    []byte
	comma   rune
	columns []column // of each cell, none where it is not read
}

// Load reads a list. All faults go to r, with line and column; the list then has no rows.
func Load(r *strict.Reader, path string) *List {
	text, ok := r.PlainText(path, "names")
	if !ok {
		return &List{}
	}
	return parse(r, path, text)
}

// All gives the rows in their order, each as an element whose id is the number of its line. The text is read again, so
// that a long list costs little more memory than its file.
func (l *List) All() iter.Seq[inventory.Element] {
	return func(yield func(inventory.Element) bool) {
		if l.Rows == 0 {
			return
		}
		rd := l.reader()
		for header := l.Header; ; {
			record, err := rd.Read()
			if err != nil { // io.EOF: there was no other when it was parsed
				return
			}
			if blank(record) {
				continue
			}
			if header {
				header = false
				continue
			}
			line, _ := rd.FieldPos(0)
			e := inventory.Element{ID: strconv.Itoa(line), Quantity: 1}
			for i, cell := range record {
				if i < len(l.columns) && l.columns[i] != none {
					_ = setters[l.columns[i]](&e, trim(cell)) // it was looked at in parsing
				}
			}
			if !yield(e) {
				return
			}
		}
	}
}

func (l *List) reader() *csv.Reader {
	rd := csv.NewReader(bytes.NewReader(l.text))
	rd.Comma, rd.FieldsPerRecord, rd.ReuseRecord = l.comma, -1, true
	return rd
}

// parse looks at every cell and keeps the text.
func parse(r *strict.Reader, path string, text []byte) *List {
	p := &parser{r: r, path: path, List: &List{text: text}}
	p.comma, p.text = csvtext.Separator(text, 1, func(cell string) bool { return called[fold(trim(cell))] != none })
	p.places.Text = p.text
	if len(p.text) == 0 {
		p.fault(0, 0, "write a line for each piece of gear: vendor, model, part number", "the file is empty")
		return &List{}
	}
	rd := p.reader()
	for first := true; ; {
		record, err := rd.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			p.broken(bad)
			first = false
			continue
		}
		if err != nil {
			p.fault(0, 0, "", "cannot be read: %s", err)
			break
		}
		if blank(record) {
			continue
		}
		if first {
			first = false
			if p.header(rd, record) {
				continue
			}
		}
		if p.Rows++; p.Rows > MaxRows {
			line, _ := rd.FieldPos(0)
			p.fault(line, 0, "give several lists", "more than %d rows", MaxRows)
			break
		}
		p.row(rd, record)
	}
	if p.Rows == 0 && !p.faulty {
		p.fault(0, 0, "write a line for each piece of gear: vendor, model, part number", "the list has no rows")
	}
	if p.faulty {
		return &List{Header: p.Header, Ignored: p.Ignored}
	}
	return p.List
}

// row looks at the cells of one row.
func (p *parser) row(rd *csv.Reader, record []string) {
	if len(record) > maxCells {
		line, _ := rd.FieldPos(0)
		p.fault(line, 0, "", "%d cells in a row, more than the limit of %d", len(record), maxCells)
		return
	}
	var e inventory.Element
	for i, cell := range record {
		read := i < len(p.columns) && p.columns[i] != none
		line, at := rd.FieldPos(i)
		switch name := p.name(i); {
		case len(cell) > MaxCell:
			p.fault(line, at, "", "%s: %d bytes, more than the limit of %d", name, len(cell), MaxCell)
		case i >= len(p.columns) && trim(cell) != "" && p.Header:
			p.fault(line, at, "put a cell that holds the separator in quotes, or name the column in the first line",
				"cell %d: the first line names %d columns", i+1, len(p.columns))
		case i >= len(p.columns) && trim(cell) != "" && !p.wide:
			p.wide = true // the same will be wrong with all
			p.fault(line, at, "name the columns in the first line, such as vendor,model,part_number,role",
				"cell %d: a list without a header has vendor, model and part number", i+1)
		case !read:
		case !utf8.ValidString(cell):
			p.fault(line, at, "save the list as UTF-8; Excel calls it CSV UTF-8", "%s: not valid UTF-8", name)
		case strings.IndexByte(cell, 0) >= 0:
			p.fault(line, at, "is this a text file? save the list as CSV", "%s: a NUL byte", name)
		default:
			text := trim(cell)
			if p.columns[i] >= domain && len(text) > maxWord {
				p.fault(line, at, "", "%s: %d bytes long", name, len(text))
			} else if err := setters[p.columns[i]](&e, text); err != nil {
				p.fault(line, at, "leave the cell empty where it is not known", "%s %s", name, err)
			}
		}
	}
}

// broken says what the CSV reader does not understand. It goes on with the line after it.
func (p *parser) broken(bad *csv.ParseError) {
	line, at, hint, message := csvtext.Broken(bad)
	p.fault(line, at, hint, "%s", message)
}

// parser is a list in the making.
type parser struct {
	*List
	r      *strict.Reader
	path   string
	faulty bool
	wide   bool // rows without a header have more cells than three
	places csvtext.Places
}

// fault adds a fault. at is a byte of the line from 1, as the CSV reader counts; columns count characters.
func (p *parser) fault(line, at int, hint, format string, args ...any) {
	p.faulty = true
	pos := strict.Pos{File: p.path}
	if line > 0 {
		pos.Line, pos.Column = line, p.places.Column(line, at)
	}
	p.r.Fault(pos, hint, format, args...)
}

// blank reports a row without any text: spreadsheets leave such lines of separators at the end.
func blank(record []string) bool {
	for _, cell := range record {
		if len(cell) > MaxCell || trim(cell) != "" {
			return false
		}
	}
	return true
}

// maxWord is the longest cell in bytes that is no name.
const maxWord = 128

// trim takes blanks off, those that do not break lines too.
func trim(s string) string { return strings.TrimSpace(s) }
