package sanitize

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestTerminal(t *testing.T) {
	for s, want := range map[string]string{
		"":                                      "",
		"Nahunta":                               "Nahunta",
		"straße 漢字 😀 é":                         "straße 漢字 😀 é",
		"a\tb\nc\r\nd\ve\ff":                    "a b c  d e f",
		"a\u0085b\u2028c\u2029d":                "a b c d",
		"a\x00b\x07c\x08d\x7fe":                 "abcde",
		"\x1b[31mred\x1b[0m":                    "red",
		"\x1b[2J\x1b[1;1Hx":                     "x",
		"\x1b[?25lx":                            "x",
		"\u009b31mred":                          "red",
		"\x1b]0;title\x07x":                     "x",
		"\x1b]8;;http://a\x1b\\b\x1b]8;;\x1b\\": "b",
		"\u009d0;title\u009cx":                  "x",
		"\x1bPq#0\x1b\\x":                       "x",
		"\x1b_cmd\x1b\\x":                       "x",
		"\x1b]0;never ends":                     "0;never ends",
		"\x1b[12":                               "12",
		"\x1b":                                  "",
		"\x1b\x1b[1mx":                          "x",
		"\x1b(Bx":                               "x",
		"\x1bcx":                                "x",
		"\x1bé":                                 "é",
		"\x9b31m":                               "\ufffd31m",
		"\xff\xfe":                              "\ufffd\ufffd",
		"a\xe6\xbc":                             "a\ufffd\ufffd",
		"abc\u202ecba":                          "abccba",
		"\u2066x\u2069\u200e\u200f\u061c":       "x",
		"zero\u200bwidth\u200d\ufeff\u00ad":     "zerowidth",
		"\u3164fill\u115f\ufe0f\U000e0041":      "fill",
		"\uffffx\U0001fffe":                     "\ufffdx\ufffd",
		"\ufffd":                                "\ufffd",
	} {
		if got := Terminal(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { Terminal("Nahunta, GA – straße") }); n != 0 {
		t.Errorf("%v allocations for clean text", n)
	}
}

func TestCSV(t *testing.T) {
	for s, want := range map[string]string{
		"":            "",
		"Nahunta":     "Nahunta",
		"a=b":         "a=b",
		"=1+1":        "'=1+1",
		"+1":          "'+1",
		"-12.50":      "'-12.50",
		"@SUM(A1)":    "'@SUM(A1)",
		"\t=1":        "' =1",
		"\tx":         "' x",
		"\rx":         "' x",
		"\nx":         "' x",
		"  =1":        "'  =1",
		"\u00a0=1":    "'\u00a0=1",
		"\u200b=1":    "'=1",
		"\x1b[m=1":    "'=1",
		"＝1":          "'＝1",
		"'=1":         "'=1",
		"=cmd|' /C'!": "'=cmd|' /C'!",
	} {
		if got := CSV(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for s, want := range map[string]string{
		"Nahunta":             "Nahunta",
		"2027-01-04":          "2027-01-04",
		"a|b":                 `a\|b`,
		"*a* _b_ `c` ~d~ $e$": "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$",
		"[a](javascript:x)":   `\[a\](javascript:x)`,
		"![a](b)":             `!\[a\](b)`,
		"<script>&amp;":       "&lt;script&gt;&amp;amp;",
		"# a":                 `\# a`,
		"- a":                 `\- a`,
		"+ a":                 `\+ a`,
		"=== a":               `\=== a`,
		"1. a":                `1\. a`,
		"12) a":               `12\) a`,
		"a 1. b":              "a 1. b",
		"1.5 km":              `1\.5 km`,
		"    code":            "code",
		"a\nb":                "a b",
		`a\|b`:                `a\\\|b`,
		"http://x.y":          `http\://x.y`,
		"WWW.x.y":             `WWW\.x.y`,
		"\x1b[31mred\u202e":   "red",
		"> quote":             "&gt; quote",
	} {
		if got := Markdown(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// forbidden is said here in other words than in the code: by what each character is.
func forbidden(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || unicode.Is(unicode.Cf, c) || c == '\u2028' || c == '\u2029' || c == 0x3164
}

func seed(f *testing.F) {
	for _, s := range []string{"", "Nahunta", "\x1b[31mred", "\u009b31m", "\x1b]0;x\x07", "\x1b\x1b\\[", "\xff\x1b[", "=1+1", "\t-1", "a|b\\", "1. www.x://&lt;", "\u202e\u200b漢"} {
		f.Add(s)
	}
}

func FuzzTerminal(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := Terminal(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, forbidden) {
			t.Errorf("%q: %q", s, got)
		}
		if again := Terminal(got); again != got {
			t.Errorf("%q: %q, then %q", s, got, again)
		}
		if utf8.ValidString(s) && len(got) > len(s)+strings.Count(s, "\uffff")*3 && !strings.ContainsFunc(s, func(c rune) bool { return c&0xfffe == 0xfffe }) {
			t.Errorf("%q grew to %q", s, got)
		}
	})
}

func FuzzCSV(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := CSV(s)
		if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r\n") || strings.ContainsFunc(got, forbidden) {
			t.Errorf("%q: %q", s, got)
		}
		if again := CSV(got); again != got {
			t.Errorf("%q: %q, then %q", s, got, again)
		}
	})
}

// What Markdown escapes, a renderer shows as it was: taking the escapes out gives Terminal's text.
func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := Markdown(s)
		var plain strings.Builder
		for i := 0; i < len(got); i++ {
			if got[i] == '\\' {
				i++
			} else if strings.IndexByte("`*_[]#|~$<>", got[i]) >= 0 {
				t.Errorf("%q: bare %q in %q", s, got[i], got)
			}
			plain.WriteByte(got[i])
		}
		back := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(plain.String())
		if want := strings.TrimSpace(Terminal(s)); back != want {
			t.Errorf("%q: %q shows %q, want %q", s, got, back, want)
		}
	})
}
