// Package grid lays rows and columns out: on a terminal of some width, as tab-separated text, and as CSV. One Table holds
// what is to be shown and each writer what its reader needs: people get separators in amounts and a sign where a name is
// cut, programs get plain numbers and every name whole.
//
// Begin with Table in table.go. Names come from files that others wrote; every writer makes them harmless for its reader.
package grid

import (
	"math"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Cell is one value. The zero Cell is empty.
type Cell struct {
	kind kind
	text string // of words and figures; of a date, YYYY-MM-DD
	n    int64
	more bool // of money: something unknown comes on top
}

type kind int8

const (
	empty kind = iota
	words
	number
	money
	date
	figure // text of riprep's own making
	part   // of one, in millionths
)

// YesNo is a cell with yes or no.
func YesNo(b bool) Cell {
	if b {
		return Text("yes")
	}
	return Text("no")
}

// Text is a cell of words.
func Text(s string) Cell { return Cell{kind: words, text: s} }

// Int is a cell with a whole number.
func Int[N int | int64](n N) Cell { return Cell{kind: number, n: int64(n)} }

// Money is a cell with an amount. A terminal shows it in whole units of the currency, programs get every cent.
func Money(c cost.Cents) Cell { return Cell{kind: money, n: int64(c)} }

// MoneyOf is Money of an amount that stands in whole cents.
func MoneyOf(cents int64) Cell { return Money(cost.Cents(cents)) }

// AtLeast is Money where more will be added that is not known yet: people see a + behind it.
func AtLeast(c cost.Cents) Cell { return Cell{kind: money, n: int64(c), more: true} }

// Date is a cell with a day; one that is not stated leaves the cell empty.
func Date(d inventory.Date) Cell { return Cell{kind: date, text: d.String()} }

// Part is a cell with a part of one, such as a gap or a probability; people see percent. It is kept to a millionth.
func Part(x float64) Cell { return Cell{kind: part, n: int64(math.Round(x * 1e6))} }

// plain is the value for a program.
func (c Cell) plain() string {
	switch c.kind {
	case number:
		return strconv.FormatInt(c.n, 10)
	case money:
		return cost.Cents(c.n).String()
	case part:
		return strconv.FormatFloat(float64(c.n)/1e6, 'f', -1, 64)
	}
	return c.text
}

// brevity is how far amounts and dates are shortened to fit a terminal.
type brevity int8

const (
	full      brevity = iota
	noCentury         // 27-01-04
	thousands         // 1,235k
	millions          // 1M
	billions          // 0B: only for amounts that no carrier has
)

// shown is the value for people.
func (c Cell) shown(b brevity) string {
	switch c.kind {
	case number:
		return Group(c.n)
	case part:
		return strconv.FormatFloat(float64(c.n)/1e4, 'f', 1, 64) + "%"
	case money:
		s := amount(c.n, b)
		if c.more {
			s += "+"
		}
		return s
	case date:
		if b >= noCentury && len(c.text) == len("2027-01-04") {
			return c.text[2:]
		}
	}
	return c.text
}

func amount(cents int64, b brevity) string {
	switch b {
	case thousands:
		return Group(divRound(cents, 1000_00)) + "k"
	case millions:
		return Group(divRound(cents, 1_000_000_00)) + "M"
	case billions:
		return Group(divRound(cents, 1_000_000_000_00)) + "B"
	}
	return Group(divRound(cents, 100))
}

// divRound is n / d to the nearest, a half away from zero.
func divRound(n, d int64) int64 {
	q, rest := n/d, n%d
	switch {
	case 2*rest >= d:
		q++
	case 2*rest <= -d:
		q--
	}
	return q
}

// Group writes a number with a comma between each three digits.
func Group(n int64) string {
	digits := strconv.FormatInt(n, 10)
	digits, negative := strings.CutPrefix(digits, "-")
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
