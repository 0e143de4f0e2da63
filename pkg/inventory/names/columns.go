package names

import (
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
