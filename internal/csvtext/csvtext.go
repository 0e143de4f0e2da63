// Package csvtext knows what lists look like that spreadsheets save as text: which separator stands between the cells, what is
// wrong where encoding/csv stops, and where in the text that is. What the cells mean is the caller's business: names of gear
// in pkg/inventory/names, prices in pkg/cost/pricebook. It imports nothing of ours. Begin with Separator in this file;
// places.go turns the bytes that encoding/csv counts into lines and characters.
package csvtext

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
)

// separators are tried in this order: a comma stands in names too (Huawei Technologies Co., Ltd), a tab never does.
var separators = []rune{'\t', ';', '|', ','}

// Separator finds what stands between the cells, and returns the text with line ends that encoding/csv knows. It is the
// separator that divides one of the first lines into most cells that known tells to be names of columns, and more than one;
// else the one that the first lines have most of, outside quotes. A first line "sep=;", which Excel writes and reads, is
// obeyed and becomes empty, so that lines keep their numbers. heads is in how many lines names of columns are looked for.
func Separator(text []byte, heads int, known func(cell string) bool) (rune, []byte) {
	if bytes.IndexByte(text, '\n') < 0 { // lines as old Macintosh programs end them
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	if sep, ok := bytes.CutPrefix(bytes.TrimRight(bytes.ToLower(first), "\r"), []byte("sep=")); ok && len(sep) == 1 && slices.Contains(separators, rune(sep[0])) {
		return rune(sep[0]), slices.Concat([]byte("\n"), rest)
	}
	head := text[:min(len(text), 64<<10)]
	for range 10 { // leading empty lines say nothing
		line, more, ok := bytes.Cut(head, []byte("\n"))
		if !ok || len(bytes.TrimSpace(line)) > 0 {
			break
		}
		head = more
	}
	comma, named := ',', 1
	for _, sep := range separators {
		rest := head
		for range heads {
			line, more, ok := bytes.Cut(rest, []byte("\n"))
			if n := namesIn(line, sep, known); n > named {
				named, comma = n, sep
			}
			if !ok {
				break
			}
			rest = more
		}
	}
	if named > 1 {
		return comma, text
	}
	best := 0
	for _, sep := range separators {
		if n := countOutside(head, byte(sep), 10); n > best {
			best, comma = n, sep
		}
	}
	return comma, text
}

// maxNames is in how many cells of a line names of columns are looked for.
const maxNames = 1000

// namesIn counts the names of columns in a line, divided by sep.
func namesIn(line []byte, sep rune, known func(string) bool) int {
	rd := csv.NewReader(bytes.NewReader(line))
	rd.Comma, rd.FieldsPerRecord = sep, -1
	record, err := rd.Read()
	if err != nil {
		return 0
	}
	n := 0
	for _, cell := range record[:min(len(record), maxNames)] {
		if known(cell) {
			n++
		}
	}
	return n
}

// countOutside counts a byte in the first lines, outside quotes.
func countOutside(text []byte, sep byte, lines int) int {
	n, quoted := 0, false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == sep:
			n++
		case c == '\n':
			if lines--; lines == 0 {
				return n
			}
		}
	}
	return n
}

// Broken says in riprep's words what encoding/csv does not understand, and where: a line, and a byte in it from 1, or 0 for
// the line as a whole.
func Broken(bad *csv.ParseError) (line, at int, hint, message string) {
	switch {
	case errors.Is(bad.Err, csv.ErrBareQuote):
		return bad.Line, bad.Column, `put the cell in quotes and double those inside: "19"" rack"`, "a quote inside a cell that has none around it"
	case errors.Is(bad.Err, csv.ErrQuote) && bad.StartLine != bad.Line:
		return bad.StartLine, 0, "", fmt.Sprintf("a quote that begins here is not closed well (line %d, byte %d)", bad.Line, bad.Column)
	case errors.Is(bad.Err, csv.ErrQuote):
		return bad.Line, bad.Column, `double a quote inside a cell: "19"" rack"`, "a quote that is not closed, or text behind one that is"
	}
	return bad.Line, bad.Column, "", bad.Err.Error()
}
