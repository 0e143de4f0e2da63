package synth

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text writes a string as a YAML scalar that reads back as the same string, whatever it holds, on one line and fit to
// stand in a flow collection: plain where nothing in it could be taken for syntax or for another type, else in double
// quotes (YAML 1.2.2, §7.3.1 and §5.7). Text that is not UTF-8 cannot be written.
func text(s string) (string, error) {
	switch {
	case !utf8.ValidString(s):
		return "", fmt.Errorf("%q: not valid UTF-8", s)
	case plain(s):
		return s, nil
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r != utf8.RuneError && unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, `\x%02X`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String(), nil
}

// plain reports whether a string may stand unquoted. It is stricter than YAML: letters first, then letters, digits and a
// few signs that mean nothing anywhere, and no word that some reader of YAML takes for a truth value, a null or a number.
func plain(s string) bool {
	if s == "" || !isLetter(s[0]) || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && !strings.ContainsRune(" -_./()+", rune(c)) {
			return false
		}
	}
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity":
		return false
	}
	return true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// number writes a finite float with as many digits as it takes to read it back equal.
func number(x float64) (string, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "", fmt.Errorf("%g: not a finite number", x)
	}
	return strconv.FormatFloat(x, 'f', -1, 64), nil
}
