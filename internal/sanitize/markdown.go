package sanitize

import "strings"

// Markdown returns s as one line of text in Markdown, good for a table cell too: Terminal's text without blanks around
// it, with what CommonMark or GitHub's tables, strikethrough, links and formulas would take for markup escaped. Read by a
// Markdown renderer it shows Terminal's text again. It is for text, not for what stands between backquotes.
func Markdown(s string) string {
	s = strings.TrimSpace(Terminal(s))
	if !strings.ContainsAny(s, "\\`*_[]#|~$<>&:.)+-=") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '<':
			b.WriteString("&lt;")
			continue
		case c == '>':
			b.WriteString("&gt;")
			continue
		case c == '&':
			b.WriteString("&amp;")
			continue
		case strings.IndexByte("\\`*_[]#|~$", c) >= 0,
			i == 0 && strings.IndexByte("+-=", c) >= 0,  // a list, a rule, a heading's underline
			(c == '.' || c == ')') && digits(s[:i]),     // a numbered list
			c == ':' && strings.HasPrefix(s[i:], "://"), // GitHub makes links of bare addresses
			c == '.' && strings.HasSuffix(strings.ToLower(s[max(i-3, 0):i]), "www"):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
