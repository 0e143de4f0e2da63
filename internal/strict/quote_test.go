package strict

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

// awkward texts are those that a naive writer of YAML gets wrong.
var awkward = []string{
	"no", "Yes", "null", "~", "true", "1", "1.5", "0x1f", "1e3", ".inf", "NaN", "0012345678", "2016-05-01", "12:30", "=", "<<",
	" leading", "trailing ", "a: b", "a #b", "#a", "- a", "-", "?", "? a", ": a", "a:", "[a]", "{a}", "a,b", "&a", "*a", "!a", "|", ">",
	"%a", "@a", "`a", `"quoted"`, "it's", `back\slash`, `C:\new`, "naïve Ω 漢字", "😀", "---", "...", "=cmd()", strings.Repeat("long ", 200),
}

// unread texts can be written, but no file may hold most of them.
var unread = []string{
	"two\nlines", "tab\there", "cr\rhere", "nul\x00", "bell\a", "\x1b[31mred", "\u0085nel", "\u2028line", "\ufeffbom", "\u200bzero",
	"\u202eright", "\ufffd", "\U0010ffff", "",
}

// readsBack checks one scalar against the YAML library itself, which has no opinion on what a name may hold.
func readsBack(t interface{ Fatalf(string, ...any) }, s string) {
	line, err := Quote(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	if strings.ContainsAny(line, "\n\r\x1b") {
		t.Fatalf("%q takes more than one line, or moves the terminal: %q", s, line)
	}
	var got []struct{ S, T any }
	if err := yaml.Unmarshal([]byte("[{s: "+line+", t: end}, {t: "+line+"}]"), &got); err != nil {
		t.Fatalf("%q was written %s: %v", s, line, err)
	}
	if len(got) != 2 || got[0].S != s || got[0].T != "end" || got[1].T != s {
		t.Fatalf("%q was written %s and read back as %#v", s, line, got)
	}
}

func TestTextsReadBack(t *testing.T) {
	for _, s := range append(awkward, unread...) {
		readsBack(t, s)
	}
	rapid.Check(t, func(t *rapid.T) { readsBack(t, rapid.String().Draw(t, "text")) })
}

// Readers of YAML differ in what they take for a truth value or a null, so such words are quoted whatever ours does.
func TestWordsWithAMeaningAreQuoted(t *testing.T) {
	for _, s := range []string{"y", "N", "yes", "No", "on", "OFF", "true", "False", "null", "NaN", "inf", "Infinity"} {
		if line, err := Quote(s); err != nil || line != `"`+s+`"` {
			t.Errorf("%s was written %s (%v), want it in quotes", s, line, err)
		}
	}
}

// TestRefuses: what a writer is told that no file may hold is what the reader refuses.
func TestRefuses(t *testing.T) {
	for _, s := range append(append(awkward, unread...), "bad\xff", strings.Repeat("a", MaxText), strings.Repeat("a", MaxText+1)) {
		line, err := Quote(s)
		if err != nil {
			if Refuses(s) == "" {
				t.Errorf("%q can be neither written nor refused", s)
			}
			continue
		}
		var r Reader
		var got string
		r.Bytes("f.yaml", []byte("riprep: k/v1\ns: "+line+"\n"), Kind{Name: "k", Major: 1}, func(m *Map) {
			got, _, _ = m.Text("s")
			m.Done()
		})
		if refused := len(r.Faults()) > 0; refused != (Refuses(s) != "") || !refused && got != s {
			t.Errorf("%.60q: Refuses says %q, reading gives %.60q and %v", s, Refuses(s), got, r.Faults())
		}
	}
}
