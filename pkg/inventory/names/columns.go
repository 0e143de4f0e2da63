package names

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
)

// column is what the cells below a name hold.
type column int8

const (
	none column = iota
	vendor
	model
	partNumber
	domain
	role
	acquired
	sysObjectID
	origin
	uses
	quantity
)

// columnNames are the names of columns as the inventory has them.
var columnNames = [...]string{
	"", "vendor", "model", "part_number", "domain", "role", "acquired", "sys_object_id", "origin", "uses", "quantity",
}

// called are the names that lists have for the columns, folded: small letters and digits alone.
var called = map[string]column{
	"vendor": vendor, "vendorname": vendor, "manufacturer": vendor, "manufacturername": vendor, "maker": vendor, "make": vendor,
	"mfr": vendor, "mfg": vendor, "oem": vendor, "brand": vendor,
	"model": model, "modelname": model, "modelnumber": model, "modelno": model, "type": model, "product": model, "productname": model,
	"partnumber": partNumber, "partno": partNumber, "part": partNumber, "pn": partNumber, "partnr": partNumber, "pid": partNumber,
	"productid": partNumber, "sku": partNumber,
	"domain": domain, "role": role, "function": role,
	"acquired": acquired, "acquisitiondate": acquired, "purchased": acquired, "purchasedate": acquired, "dateacquired": acquired,
	"sysobjectid": sysObjectID, "oid": sysObjectID, "snmpoid": sysObjectID,
	"origin": origin, "countryoforigin": origin, "madein": origin,
	"uses": uses, "use": uses,
	"quantity": quantity, "qty": quantity, "count": quantity, "units": quantity,
}

// fold brings a column's name into the form of called.
func fold(s string) string {
	if len(s) > 64 {
		return ""
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// separators are tried in this order: a comma stands in names too (Huawei Technologies Co., Ltd), a tab never does.
var separators = []rune{'\t', ';', '|', ','}

// sniff finds the separator: the one that divides the first line into names of columns, else the one that the first lines
// have most of. A first line "sep=;", which Excel writes and reads, is obeyed and becomes empty.
func (p *parser) sniff() {
	p.comma = ','
	if bytes.IndexByte(p.text, '\n') < 0 { // lines as old Macintosh programs end them
		p.text = bytes.ReplaceAll(p.text, []byte("\r"), []byte("\n"))
	}
	first, rest, _ := bytes.Cut(p.text, []byte("\n"))
	if sep, ok := bytes.CutPrefix(bytes.TrimRight(bytes.ToLower(first), "\r"), []byte("sep=")); ok && len(sep) == 1 && slices.Contains(separators, rune(sep[0])) {
		p.comma = rune(sep[0])
		p.text = slices.Concat([]byte("\n"), rest) // the lines keep their numbers
		return
	}
	head := p.text[:min(len(p.text), 64<<10)]
	for range 10 { // leading empty lines say nothing
		line, more, ok := bytes.Cut(head, []byte("\n"))
		if !ok || len(bytes.TrimSpace(line)) > 0 {
			break
		}
		head = more
	}
	best, named := 0, 0
	for _, sep := range separators {
		if n := namesIn(head, sep); n > named {
			named, p.comma = n, sep
		}
	}
	if named > 1 {
		return
	}
	p.comma = ','
	for _, sep := range separators {
		if n := countOutside(head, byte(sep), 10); n > best {
			best, p.comma = n, sep
		}
	}
}

// namesIn counts the names of columns in the first line, divided by sep.
func namesIn(text []byte, sep rune) int {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	rd := csv.NewReader(bytes.NewReader(line))
	rd.Comma, rd.FieldsPerRecord = sep, -1
	record, err := rd.Read()
	if err != nil {
		return 0
	}
	n := 0
	for _, cell := range record[:min(len(record), maxCells)] {
		if called[fold(trim(cell))] != none {
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

// header takes the first row for names of columns where it has a name for the vendor, or two names at all.
func (p *parser) header(rd *csv.Reader, record []string) bool {
	if len(record) > maxCells {
		record = record[:maxCells]
	}
	columns := make([]column, len(record))
	known := 0
	for i, cell := range record {
		if columns[i] = called[fold(trim(cell))]; columns[i] != none {
			known++
		}
	}
	if known < 2 && !slices.Contains(columns, vendor) {
		p.columns = []column{vendor, model, partNumber}
		return false
	}
	p.Header, p.columns = true, columns
	for i, c := range columns {
		name := trim(record[i])
		if c == none && name != "" {
			p.Ignored = append(p.Ignored, strings.ToValidUTF8(name[:min(len(name), 64)], ""))
		}
		if before := slices.Index(columns[:i], c); c != none && before >= 0 {
			line, at := rd.FieldPos(i)
			p.fault(line, at, "keep one of them", "column %q: cell %d holds the %s already", name, before+1, columnNames[c])
		}
	}
	return true
}

// name is what a cell of a row is called in a fault.
func (p *parser) name(i int) string {
	if i < len(p.columns) && p.columns[i] != none {
		return columnNames[p.columns[i]]
	}
	return "cell " + strconv.Itoa(i+1)
}

// near is a hint at the word that was meant.
func near(s string, words []string) string {
	if w := strict.Nearest(s, words); w != "" {
		return "; did you mean " + strconv.Quote(w) + "?"
	}
	return ""
}
