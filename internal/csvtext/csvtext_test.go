package csvtext

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func known(cell string) bool { return cell == "Item" || cell == "Price, USD" }

func TestSeparator(t *testing.T) {
	for _, c := range []struct {
		text  string
		heads int
		want  rune
	}{
		{"Item,Price\n", 1, ','},
		{"Item;Price, USD\na, b, c, d, e;1\n", 1, ';'},
		{"a, b, c, d, e\nf, g\n\nItem;Price, USD\nh, i, j;1\n", 4, ';'}, // the names stand below a title with commas
		{"a, b, c, d, e\nf, g\n\nItem;Price, USD\nh, i, j;1\n", 1, ','}, // … and are not looked for there
		{"sep=|\nItem,Price\n", 1, '|'},
		{"sep=x\na;b\n", 1, ';'},
		{"\"a;b;c;d\"\t1\n", 1, '\t'},
		{"", 1, ','},
		{"Item\tPrice, USD\r1\t2\r", 1, '\t'},
	} {
		if got, _ := Separator([]byte(c.text), c.heads, known); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	if _, text := Separator([]byte("sep=;\na;b"), 1, known); string(text) != "\na;b" {
		t.Errorf("%q", text)
	}
	if _, text := Separator([]byte("a;b\rc;d"), 1, known); string(text) != "a;b\nc;d" {
		t.Errorf("%q", text)
	}
}

func TestBroken(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,19\" rack\n": "a quote inside a cell that has none around it",
		"a,b\n\"x\" y,1\n":   "a quote that is not closed, or text behind one that is",
		"a,b\n\"x\ny\" z\n":  "a quote that begins here is not closed well (line 3, byte 2)",
	} {
		_, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		var bad *csv.ParseError
		if !errors.As(err, &bad) {
			t.Fatalf("%q: %v", text, err)
		}
		line, _, _, got := Broken(bad)
		if got != want || line != 2 {
			t.Errorf("%q: line %d, %s", text, line, got)
		}
	}
}

// TestColumn compares with counting from the beginning, in whatever order places are asked for.
func TestColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.StringOf(rapid.RuneFrom([]rune("aé漢\n"))).Draw(t, "text"))
		p := Places{Text: text}
		for range 20 {
			lines := bytes.Split(text, []byte("\n"))
			line := rapid.IntRange(1, len(lines)).Draw(t, "line")
			at := rapid.IntRange(1, len(lines[line-1])+1).Draw(t, "at")
			for !utf8.RuneStart((string(lines[line-1]) + " ")[at-1]) { // cells begin with a whole character
				at--
			}
			if got, want := p.Column(line, at), 1+utf8.RuneCount(lines[line-1][:at-1]); got != want {
				t.Fatalf("line %d, byte %d: character %d, want %d", line, at, got, want)
			}
		}
	})
}
