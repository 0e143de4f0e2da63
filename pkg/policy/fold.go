package policy

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRead is how many bytes of a name, model or part number are read. No maker's name is longer; a longer text is not cut
// and matched by its head, it counts as not readable.
const maxRead = 256

// fold takes a name apart into words of lower-case letters and digits; see foldText.
func fold(s string) []string { return strings.Fields(foldText(s)) }

// foldText writes a name as words of lower-case letters and digits with one space between them. Full-width forms become
// ASCII, accents and invisible characters go, everything that is neither letter nor digit separates, and so does a change
// between Chinese characters and others. It is linear in the text (which is bounded by maxRead) and idempotent. A name
// that is in this form already is returned as it is, without a copy.
func foldText(s string) string {
	if folded(s) {
		return s
	}
	var stack [maxRead + utf8.UTFMax]byte
	out := stack[:0]
	wasHan, initial, joined := false, false, false
	begin := -1 // of the word in out, -1 between words
	gap := 2    // signs since the last word: 1 for a single dot
	end := func() {
		if begin < 0 {
			return
		}
		single := singleLetter(out[begin:])
		if joined && initial && single { // S.A. is sa, Z.T.E. is zte
			out = append(out[:begin-1], out[begin:]...)
		}
		begin, initial, gap = -1, single, 0
	}
	for _, r := range s {
		r = foldRune(r)
		switch {
		case r < 0: // dropped
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			han := r >= utf8.RuneSelf && unicode.Is(unicode.Han, r)
			if begin >= 0 && han != wasHan {
				end()
			}
			if begin < 0 {
				joined = gap == 1
				if len(out) > 0 {
					out = append(out, ' ')
				}
				begin = len(out)
			}
			wasHan = han
			out = utf8.AppendRune(out, r)
		default:
			end()
			gap++
			if r != '.' {
				gap++
			}
		}
	}
	end()
	return string(out)
}

// folded reports whether foldText would leave a plain text as it is.
func folded(s string) bool {
	was := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' && was == ' ' || c != ' ' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
		was = c
	}
	return s == "" || was != ' '
}

func singleLetter(word []byte) bool {
	r, n := utf8.DecodeRune(word)
	return n == len(word) && unicode.IsLetter(r) && !unicode.Is(unicode.Han, r)
}

// foldRune returns the folded rune, -1 for one that leaves no trace.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == '\'':
			return -1
		}
		return r
	}
	switch {
	case r == utf8.RuneError:
		return ' '
	case 0xff01 <= r && r <= 0xff5e: // full-width forms of ASCII
		return foldRune(r - 0xfee0)
	case r == '’' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return -1
	}
	r = unicode.ToLower(r)
	if i := int(r) - accentsFrom; i >= 0 && i < len(accents) && accents[i] != '.' {
		return rune(accents[i])
	}
	return r
}

// accents maps the lower-case letters from U+00DF to U+017F to their ASCII base; a dot keeps the letter. Capitals never
// reach it.
const (
	accentsFrom = 0xdf
	accents     = "s" + // ß
		"aaaaaa.ceeeeiiii" + // U+00E0
		".nooooo.ouuuuy.y" + // U+00F0
		".a.a.a.c.c.c.c.d" + // U+0100
		".d.e.e.e.e.e.g.g" + // U+0110
		".g.g.h.h.i.i.i.i" + // U+0120
		".i...j.k..l.l.l." + // U+0130
		"l.l.n.n.n....o.o" + // U+0140
		".o...r.r.r.s.s.s" + // U+0150
		".s.t.t.t.u.u.u.u" + // U+0160
		".u.u.w.y..z.z.zs" // U+0170
)

// modelForm is the form in which models and part numbers are matched: capitals, and one space for everything that is
// neither letter nor digit. It returns "" for a text that is too long to be one.
func modelForm(s string) string {
	if s == "" || len(s) > maxRead {
		return ""
	}
	return strings.ToUpper(foldText(s))
}

// quote shows a text from outside: quoted, escapes escaped, and clipped.
func quote(s string) string { return strconv.Quote(clip(s)) }

// clip cuts a text after at most 60 bytes.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// firstWord is a folded text up to its first space.
func firstWord(text string) string {
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return text[:i]
	}
	return text
}

// squash takes the spaces out of a folded text.
func squash(text string) string {
	if strings.IndexByte(text, ' ') < 0 {
		return text
	}
	return strings.ReplaceAll(text, " ", "")
}

// lookup finds a folded text without its spaces in a map, without making a copy of it.
func lookup[V any](m map[string]V, text string) (v V, ok bool) {
	if strings.IndexByte(text, ' ') < 0 {
		v, ok = m[text]
		return v, ok
	}
	var buf [2 * maxRead]byte
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] == ' ' {
			continue
		}
		if n == len(buf) {
			return v, false
		}
		buf[n] = text[i]
		n++
	}
	v, ok = m[string(buf[:n])]
	return v, ok
}
