package pricebook

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// merge is a cell of one column that is merged over several rows, top to bottom.
type merge struct{ column, top, bottom int }

const maxMerges = 100_000

// sheetReader makes rows of the markup of a sheet.
type sheetReader struct {
	book   *workbook
	take   func(line int, cells []cell) bool
	merged []merge

	line  int
	col   int // of the last cell, also where it holds nothing and is not kept
	cells []cell
	cell  cell
	kind  string // the t of the cell: s, str, inlineStr, b, e, d, n or ""
	value strings.Builder
	in    bool // inside of v
	saved bool // a v was there
	text  pieces
}

// read gives the rows of a sheet to take until it says no, and what is merged after them.
func (b *workbook) read(part string, take func(line int, cells []cell) bool) ([]merge, error) {
	s := &sheetReader{book: b, take: take}
	err := b.scan(part, s.token)
	return s.merged, err
}

func (s *sheetReader) token(tok xml.Token) (bool, error) {
	switch t := tok.(type) {
	case xml.StartElement:
		return s.start(t)
	case xml.EndElement:
		return s.end(t.Name.Local)
	case xml.CharData:
		if s.in {
			s.value.Write(t)
		}
		s.text.take(tok)
	}
	return true, nil
}

func (s *sheetReader) start(e xml.StartElement) (bool, error) {
	switch e.Name.Local {
	case "row":
		line := s.line + 1
		if r := attr(e, "r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n < line || n > 1<<20 {
				return false, fmt.Errorf("not a workbook: row %.20q below row %d", r, s.line)
			}
			line = n
		}
		s.line, s.col, s.cells = line, 0, s.cells[:0]
	case "c":
		col := s.col + 1
		if r := attr(e, "r"); r != "" {
			n, ok := column(r)
			if !ok || n < col {
				return false, fmt.Errorf("not a workbook: cell %.20q behind %d columns of row %d", r, s.col, s.line)
			}
			col = n
		}
		s.col, s.cell = col, cell{line: clamp(s.line), col: clamp(col)}
		s.kind, s.saved = attr(e, "t"), false
		s.value.Reset()
		s.text.done()
	case "f":
		s.cell.formula = true
	case "v":
		s.in, s.saved = true, true
	case "mergeCell":
		if m, ok := parseMerge(attr(e, "ref")); ok {
			s.merged = append(s.merged, m)
		}
		if len(s.merged) > maxMerges {
			return false, fmt.Errorf("more than %d merged cells", maxMerges)
		}
	default:
		s.text.take(e)
	}
	return true, nil
}

func (s *sheetReader) end(name string) (bool, error) {
	switch name {
	case "v":
		s.in = false
	case "c":
		if err := s.finish(); err != nil {
			return false, err
		}
		if s.cell.formula || strings.TrimSpace(s.cell.text) != "" {
			s.cells = append(s.cells, s.cell)
		}
	case "row":
		return s.take(s.line, s.cells), nil
	default:
		s.text.take(xml.EndElement{Name: xml.Name{Local: name}})
	}
	return true, nil
}

// finish gives the cell its value.
func (s *sheetReader) finish() (err error) {
	c, v := &s.cell, s.value.String()
	switch s.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil {
			return fmt.Errorf("not a workbook: cell %s%d: shared text %.20q", letters(int(c.col)), c.line, v)
		}
		if c.text, err = s.book.text(n); err != nil {
			return err
		}
	case "inlineStr":
		c.text = s.text.done()
	case "str", "d":
		c.text = unescape(v)
	case "b":
		c.kind, c.text = truth, map[string]string{"1": "true", "0": "false"}[strings.TrimSpace(v)]
	case "e":
		c.kind, c.text = failed, v
	default:
		c.kind, c.text = numeric, strings.TrimSpace(v)
	}
	c.unsaved = c.formula && !s.saved
	return nil
}

// column is that of a cell's name: of AB12 it is 28.
func column(ref string) (int, bool) {
	n, i := 0, 0
	for ; i < len(ref) && i < 3; i++ {
		c := ref[i] &^ 0x20 // a capital letter
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A'+1)
	}
	_, err := strconv.ParseUint(ref[i:], 10, 32)
	return n, i > 0 && err == nil
}

// parseMerge reads a range such as A5:B9; ok is false where it is of one row alone.
func parseMerge(ref string) (m merge, ok bool) {
	from, to, _ := strings.Cut(ref, ":")
	col, ok1 := column(from)
	_, ok2 := column(to)
	if !ok1 || !ok2 {
		return merge{}, false
	}
	top, err1 := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	bottom, err2 := strconv.Atoi(strings.TrimLeft(to, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	return merge{col, top, bottom}, err1 == nil && err2 == nil && top < bottom
}

// unescape turns _x000D_, as spreadsheets write characters that XML has no place for, into the character.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
	b.WriteString(s)
	return b.String()
}
