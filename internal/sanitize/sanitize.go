// Package sanitize makes text from outside harmless where it is shown: on a terminal, in a spreadsheet, in Markdown.
// Names in an inventory come from exports and mails, and a plan is read by people who did not write it.
//
// Loading already refuses control characters (package strict), so what a user sees changed here is rare; the renderers
// call it all the same, because plans, error texts and paths come by other ways too. Begin with Terminal in this file;
// CSV is in csv.go, Markdown in markdown.go. HTML is html/template's business.
package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Terminal returns s fit for one line of a terminal. Escape sequences are taken out whole; line ends, tabs and other
// white space of control become a space each; other controls (C0, C1, DEL), changes of direction, and characters without
// width are taken out; what is not valid UTF-8 becomes U+FFFD. Text without any of this comes back as it is, at no cost.
//
// Terminal(Terminal(s)) == Terminal(s).
func Terminal(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if n := escape(s[i:]); n > 0 {
			i += n
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch kindOf(c) {
		case shown:
			b.WriteRune(c) // U+FFFD for what is not valid
		case space:
			b.WriteByte(' ')
		case noCharacter:
			b.WriteRune(utf8.RuneError)
		case unseen:
		}
	}
	return b.String()
}

// clean reports whether Terminal would change nothing.
func clean(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return utf8.ValidString(s) && !strings.ContainsFunc(s, func(c rune) bool { return kindOf(c) != shown })
		}
	}
	return true
}

type kind uint8

const (
	shown kind = iota
	space
	unseen
	noCharacter
)

func kindOf(c rune) kind {
	switch {
	case c >= ' ' && c < 0x7f:
		return shown
	case c >= '\t' && c <= '\r', c == 0x85, c == 0x2028, c == 0x2029:
		return space
	case c < ' ', c <= 0x9f:
		return unseen
	case c&0xfffe == 0xfffe:
		return noCharacter
	// Cf has the bidirectional marks, overrides and isolates, the zero-width space and joiners, the soft hyphen, the byte
	// order mark and the tag characters. The other tables have what has no width without being a format character, such
	// as the Hangul fillers, with which two different ids can be made to look the same.
	case unicode.In(c, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return unseen
	}
	return shown
}

// escape returns the length of the escape sequence at the start of s (ECMA-48, with 7-bit and 8-bit introducers), 0 where
// there is none. Of a sequence that does not end, only what introduces it counts: the text behind is shown.
func escape(s string) int {
	c, n := utf8.DecodeRuneInString(s)
	if c == 0x1b {
		if len(s) == 1 {
			return 1
		}
		c, n = rune(s[1])+0x40, 2 // ESC [ is U+009B, and so on
		if s[1] < 0x40 || s[1] > 0x5f {
			c = 0
		}
	} else if c < 0x80 || c > 0x9f || c == 0x85 {
		return 0
	}
	switch c {
	case 0x9b: // CSI: parameters, intermediates, one final byte
		i := n
		for i < len(s) && s[i] >= 0x20 && s[i] <= 0x3f {
			i++
		}
		if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
		return n
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f: // DCS, SOS, OSC, PM, APC: a string up to its terminator
		return n + terminated(s[n:])
	case 0: // ESC with something else
		i := 1
		for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
			i++
		}
		if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
			return i + 1
		}
		return 1
	}
	return n
}

// terminated is the length of a control string with its terminator (BEL, ESC \ or U+009C), 0 where it does not end.
func terminated(s string) int {
	for i, c := range s {
		switch {
		case c == 0x07:
			return i + 1
		case c == 0x9c:
			return i + len("\u009c")
		case c == 0x1b && strings.HasPrefix(s[i:], "\x1b\\"):
			return i + 2
		}
	}
	return 0
}
