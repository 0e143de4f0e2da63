package pricebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/riprep/riprep/pkg/cost"
)

// number is how texts of the file say amounts. Cells that are numbers need none of it but round.
type number struct {
	decimal   string
	thousands string   // "" where texts have no such signs
	signs     []string // that may stand before or behind an amount
	round     bool     // to cents
}

// amount is a price, and what had to be done to get it.
type amount struct {
	cents   cost.Cents
	noise   bool // digits past the 15th were taken off
	rounded bool // to cents
}

// parse reads a price from a cell.
func (n *number) parse(c cell) (a amount, err error) {
	plain := ""
	if c.kind == numeric {
		plain, a.noise, err = significant(c.text)
	} else {
		plain, err = n.plain(c.text)
	}
	if err != nil {
		return amount{}, err
	}
	if n.round {
		a.cents, a.rounded, err = cost.ParseRounded(plain)
		return a, err
	}
	a.cents, err = cost.ParsePrice(plain)
	return a, err
}

func (n *number) String() string {
	words := "decimal sign " + n.decimal
	if n.thousands == "" {
		words += ", no sign between thousands"
	} else {
		words += ", " + strconv.Quote(n.thousands) + " between thousands"
	}
	if len(n.signs) == 0 {
		return words + ", no sign of a currency"
	}
	return words + ", with or without " + strings.Join(n.signs, ", ")
}

// plain makes digits and a point of a text such as $1,234.50.
func (n *number) plain(s string) (string, error) {
	text := strings.TrimFunc(s, unicode.IsSpace)
	for _, sign := range n.signs {
		if rest, ok := cutSign(text, sign); ok {
			text = rest
			break
		}
	}
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "−") || strings.HasPrefix(text, "(") || strings.HasSuffix(text, "-") {
		return "", fmt.Errorf("%q: negative, or no amount (want 0 or more)", s)
	}
	whole, fraction, pointed := strings.Cut(text, n.decimal)
	groups := n.groups(whole)
	bad := text == "" || len(text) > 64 || pointed && !digits(fraction)
	for i, g := range groups {
		bad = bad || !digits(g) || len(groups) > 1 && (len(g) > 3 || i > 0 && len(g) != 3)
	}
	if bad {
		return "", fmt.Errorf("%.80q: not an amount as the map has them (%s)", s, n)
	}
	return joined(strings.Join(groups, ""), fraction), nil
}

// groups divides the digits before the decimal sign at the signs between thousands.
func (n *number) groups(whole string) []string {
	switch {
	case whole == "": // .50
		return []string{"0"}
	case n.thousands == "":
		return []string{whole}
	case n.thousands == " ": // also those that do not break lines
		return strings.FieldsFunc(whole, func(c rune) bool { return c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 })
	case n.thousands == "'":
		whole = strings.ReplaceAll(whole, "’", "'")
	}
	return strings.Split(whole, n.thousands)
}

// cutSign takes a sign off, from before an amount or from behind it, whatever its case.
func cutSign(text, sign string) (string, bool) {
	if len(text) > len(sign) {
		if strings.EqualFold(text[:len(sign)], sign) {
			return strings.TrimFunc(text[len(sign):], unicode.IsSpace), true
		}
		if strings.EqualFold(text[len(text)-len(sign):], sign) {
			return strings.TrimFunc(text[:len(text)-len(sign)], unicode.IsSpace), true
		}
	}
	return text, false
}

// precision is how many significant digits a spreadsheet keeps of a number. A file has up to 17, and those past the 15th are
// what is left of a sum in binary: 0.30000000000000004 is 0.3.
const precision = 15

// significant makes digits and a point of a number as a workbook stores it, such as 61727, 1.2E4 or 0.30000000000000004: it
// keeps the significant digits that a spreadsheet does, and says whether that changed the number.
func significant(s string) (plain string, noise bool, err error) {
	bad := fmt.Errorf("%.40q: not a number", s)
	mantissa, exponent, scientific := strings.Cut(strings.ToUpper(s), "E")
	power := 0
	if scientific {
		if power, err = strconv.Atoi(exponent); err != nil || power < -400 || power > 400 {
			return "", false, bad
		}
	}
	whole, fraction, pointed := strings.Cut(mantissa, ".")
	if strings.HasPrefix(whole, "-") {
		if strings.Trim(mantissa, "-0.") == "" {
			return "0", false, nil
		}
		return "", false, fmt.Errorf("%.40q: negative (want 0 or more)", s)
	}
	if !digits(whole) || pointed && !digits(fraction) || len(mantissa) > 64 {
		return "", false, bad
	}
	all := strings.TrimLeft(whole+fraction, "0")
	point := len(all) - len(fraction) + power // the number is 0.ALL × 10^point
	if len(all) > precision {
		noise = strings.Trim(all[precision:], "0") != ""
		up := all[precision] >= '5'
		all = all[:precision]
		if up {
			n, err := strconv.ParseUint(all, 10, 64) // 15 digits
			if err != nil {
				return "", false, bad
			}
			more := strconv.FormatUint(n+1, 10)
			point += len(more) - len(all)
			all = more
		}
	}
	if all = strings.TrimRight(all, "0"); all == "" {
		return "0", noise, nil
	}
	switch {
	case point > 20:
		return "", false, fmt.Errorf("%.40q: an amount this large is not supported", s)
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + all, noise, nil
	case point >= len(all):
		return all + strings.Repeat("0", point-len(all)), noise, nil
	}
	return all[:point] + "." + all[point:], noise, nil
}

// joined is a plain decimal of digits before and behind the point, without zeros that say nothing.
func joined(whole, fraction string) string {
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// hint says what in a map might be missing where a text is no amount.
func (n *number) hint(s string) string {
	switch {
	case n.thousands == "" && n.decimal == "." && strings.Contains(s, ","):
		return `if commas stand between thousands say number: {thousands: ","}, if they are the decimal sign number: {decimal: ","}`
	case strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Sc, c) || unicode.IsLetter(c) }) && !slices.ContainsFunc([]rune(s), unicode.IsDigit):
		return "where the word means that the price is not known, say unknown: [" + strconv.Quote(s) + "]"
	case strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Sc, c) || unicode.IsLetter(c) }):
		return "signs of a currency that stand beside amounts are named in number: {currency: [$, USD]}"
	}
	return "see number in the map"
}
