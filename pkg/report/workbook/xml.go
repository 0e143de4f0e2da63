package workbook

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// read is a cell of a sheet as the file has it.
type read struct {
	row, col int // both from 0
	kind     string
	formula  bool
	text     string // of <v>, or of an inline string
}

// empty reports whether the cell shows nothing.
func (r *read) empty() bool { return r.text == "" && !r.formula }

// number reports whether the cell is a number.
func (r *read) number() bool { return r.kind == "" || r.kind == "n" }

// sheetReader reads the cells of a sheet one by one. It knows as much of XML and of the format as the library writes, in a third
// of the time that encoding/xml takes, and is there to see what is in the file without the library that wrote it: what it does
// not understand comes out as another text than the one that is wanted, or as an error.
type sheetReader struct {
	in   *bufio.Reader
	last read
}

// longest is more bytes than the text of a cell takes, each character of it escaped.
const longest = 1 << 18

// openSheet finds the n-th sheet, from 1.
func openSheet(z *zip.Reader, n int) (*sheetReader, io.Closer, error) {
	f, err := z.Open(fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
	if err != nil {
		return nil, nil, err
	}
	return &sheetReader{in: bufio.NewReaderSize(f, longest)}, f, nil
}

func openZip(data []byte) (*zip.Reader, error) {
	return zip.NewReader(bytes.NewReader(data), int64(len(data)))
}

// next reads the next cell that is not empty; nil after the last. The cell is good until the next call.
func (s *sheetReader) next() (*read, error) {
	for {
		_, tag, err := s.token()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if !bytes.HasPrefix(tag, []byte("c ")) {
			continue
		}
		if err := s.cell(string(tag)); err != nil {
			return nil, err
		}
		if !s.last.empty() {
			return &s.last, nil
		}
	}
}

// token reads a text and the tag behind it, without its brackets. Both are good until the next call; the text only where tag
// and text together fit, which a cell does.
func (s *sheetReader) token() (text string, tag []byte, err error) {
	before, err := s.in.ReadSlice('<')
	if err != nil {
		return "", nil, err
	}
	if len(before) > 1 {
		text = string(before[:len(before)-1])
	}
	tag, err = s.in.ReadSlice('>')
	if err != nil {
		return "", nil, fmt.Errorf("a tag without an end: %w", err)
	}
	return text, tag[:len(tag)-1], nil
}

// cell reads what stands in a <c>, whose tag has been read.
func (s *sheetReader) cell(tag string) (err error) {
	s.last = read{kind: attribute(tag, "t")}
	if s.last.col, s.last.row, err = place(attribute(tag, "r")); err != nil {
		return err
	}
	in := ""
	for !strings.HasSuffix(tag, "/") {
		text, inner, err := s.token()
		if err != nil {
			return fmt.Errorf("cell %s: %w", attribute(tag, "r"), err)
		}
		switch name, _, _ := strings.Cut(string(inner), " "); name {
		case "f":
			s.last.formula = true
			in = name
		case "/v", "/t":
			if in == name[1:] {
				s.last.text += html.UnescapeString(text)
			}
		case "/c":
			if s.last.kind == "inlineStr" {
				s.last.text = unescape(s.last.text)
			}
			return nil
		default:
			in = name
		}
	}
	return nil
}

// attribute is the value of an attribute of a tag, "" where it has none. Those that are asked for have nothing to escape.
func attribute(tag, name string) string {
	_, rest, ok := strings.Cut(tag, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// place is the column and the row of A1, from 0.
func place(name string) (col, row int, err error) {
	i := 0
	for ; i < len(name) && i < 3 && name[i] >= 'A' && name[i] <= 'Z'; i++ {
		col = col*26 + int(name[i]-'A') + 1
	}
	if row, err = strconv.Atoi(name[i:]); err != nil || i == 0 || row < 1 {
		return 0, 0, fmt.Errorf("cell %q: not a place", name)
	}
	return col - 1, row - 1, nil
}

// unescape takes back how a workbook writes a text that looks like one of its escapes: _x005F_x0041_ is _x0041_.
func unescape(s string) string {
	if !strings.Contains(s, "_x005F_") {
		return s
	}
	return strings.ReplaceAll(s, "_x005F_", "_")
}
