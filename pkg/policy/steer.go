package policy

import "strings"

// steers reports whether a text holds what makes a reader see another text than the one that is there: an escape
// sequence, a backspace, a turn of direction. Such a name is not read: neither what it shows nor what it holds decides.
// Loading refuses these signs; a plain list of names may hold them.
func steers(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool {
		return c == 0x1b || c == '\b' || c == 0x7f || c >= 0x80 && c <= 0x9f && c != 0x85 ||
			c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
	})
}
