package strict

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote writes a string as a YAML scalar that reads back as the same string, whatever it holds, on one line and fit to
// stand in a flow collection: plain where nothing in it could be taken for syntax or for another type, else in double
// quotes (YAML 1.2.2, §7.3.1 and §5.7). Text that is not UTF-8 cannot be written.
func Quote(s string) (string, error) {
	switch {
	case !utf8.ValidString(s):
		return "", fmt.Errorf("%q: not valid UTF-8", s)
	case needsNoQuotes(s):
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

// needsNoQuotes reports whether a string may stand unquoted. It is stricter than YAML: letters first, then letters, digits
// and a few signs that mean nothing anywhere, and no word that some reader of YAML takes for a truth value, a null or a
// number.
func needsNoQuotes(s string) bool {
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

// MaxText is how many bytes a single value of a file may have.
const MaxText = maxText

// Refuses says why no file may hold a value, "" where one may: too long, not UTF-8, or with characters in it that a terminal,
// a spreadsheet or a reader's eye takes for something else. Who writes a file asks it before.
func Refuses(s string) string {
	switch {
	case len(s) > maxText:
		return fmt.Sprintf("longer than %d bytes", maxText)
	case !utf8.ValidString(s):
		return "not valid UTF-8"
	case !plain(s):
		return "a control character or an invisible change of direction"
	}
	return ""
}

// IsID reports whether a value may be an identifier: printable, without spaces, at most MaxID bytes.
func IsID(s string) bool { return isID(s) }

// MaxID is how many bytes an identifier may have.
const MaxID = maxID
