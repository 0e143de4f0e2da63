package batch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/scenario"
)

// Unit is one operator's inventory under one scenario, with changes.
type Unit struct {
	ID            string // hash of all that its result depends on: IDDigits hexadecimal digits; see Identify
	Operator      string // its name in the batch: IsName holds
	Scenario      string // name of the scenario: the base name of its file without the extension
	InventoryFile string // path of its inventory below the root of the batch, with /, as riprep names it in faults and plans
	ScenarioFile  string // likewise
	Dir           string // folder below the root whose catalog, products, quotes, regimes and programmes go before the built-in ones
	Set           []scenario.Override
	Spec          *Spec  // shared by the units of a batch
	Files         []File // what it is read from, sorted by path, without their bytes
	Fault         *Failure
	Root          string // folder on this machine that the paths are below; no part of the id
}

// File is one file that a unit is read from.
type File struct {
	Path   string // below the root of the batch, with /
	Size   int64
	SHA256 string // in hex; "" where it could not be read, and then the unit has a Fault
}

// Folder is the name of the folder that its result is in.
func (u *Unit) Folder() string { return u.Operator + "-" + u.ID }

// Size is how many bytes it is read from.
func (u *Unit) Size() int64 {
	var n int64
	for _, f := range u.Files {
		n += f.Size
	}
	return n
}

// Compare is the order of units for people: by operator, scenario and changes, numbers among them by their value, and last by
// id. It depends on nothing but the units, so that shards that are merged stand as if they had never been apart.
func Compare(a, b *Unit) int {
	return cmp.Or(
		Natural(a.Operator, b.Operator), Natural(a.Scenario, b.Scenario),
		slices.CompareFunc(a.Set, b.Set, func(x, y scenario.Override) int {
			return cmp.Or(strings.Compare(x.Field, y.Field), Natural(x.Value, y.Value))
		}),
		strings.Compare(a.ID, b.ID),
	)
}

// Natural compares names as people sort them: runs of digits by their value (op-9 before op-10), the rest by bytes. Names that
// differ are never equal.
func Natural(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if digit(x[0]) && digit(y[0]) {
			var p, q string
			p, x = digits(x)
			q, y = digits(y)
			if c := cmp.Or(cmp.Compare(len(p), len(q)), strings.Compare(p, q)); c != 0 {
				return c
			}
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// digits takes the number off the front, without zeros that lead.
func digits(s string) (number, rest string) {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return strings.TrimLeft(s[:n], "0"), s[n:]
}

// maxName is how long a name may be, for its folder to be one on every system.
const maxName = 100

// IsName reports whether an operator may be called that in a batch. Its results get a folder of that name, so it has letters,
// digits, '-', '_' and single '.', begins and ends with a letter or digit, and has at most 100 bytes.
func IsName(s string) bool {
	if s == "" || len(s) > maxName || strings.Contains(s, "..") {
		return false
	}
	for i := range len(s) {
		c := s[i]
		alnum := digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !alnum && (i == 0 || i == len(s)-1 || c != '-' && c != '_' && c != '.') {
			return false
		}
	}
	return true
}
