package strict

import (
	"strings"
	"testing"
)

// A line that is broken does not hide the next, and each fault has its own place.
func TestLines(t *testing.T) {
	const text = "{\"a\": 1}\r\n\n  {\"a\": {\"b\": 2}, \"c\": 3}\n{\"a\": \n[1]\n{\"a\": 4} {}\n{\"\x01\": 5}\nnull\n{\"a\": \"\xff\"}\n{\"a\": 6}"
	var r Reader
	var got []string
	good := r.Lines("l", []byte(text), func(m *Map) {
		if m.IsMap("a") {
			m.Map("a").Done()
		} else {
			got = append(got, m.String("a"))
		}
		m.Done()
	})
	if good || strings.Join(got, " ") != "1 6" {
		t.Errorf("%t %q", good, got)
	}
	want := `l:3:10: unknown key "b"
l:3:19: unknown key "c"
l:4:6: not valid JSON: the text ends in the middle
l:5:1: not one JSON object
l:6:1: not one JSON object
l:7:3: a control character (U+0001)
l:8:1: not one JSON object
l:9:8: not valid UTF-8 (byte 0xff)`
	if got := r.Faults().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	r = Reader{}
	if !r.Lines("l", []byte("{}\n"), func(*Map) {}) || !r.Lines("l", nil, func(*Map) {}) || r.Faults() != nil {
		t.Error(r.Faults())
	}
}

// The limits hold for a line: many lines may have more in them than one file of another kind.
func TestLinesLimits(t *testing.T) {
	r := Reader{Limits: Limits{Values: 4, Depth: 3}}
	n := 0
	r.Lines("l", []byte(strings.Repeat("{\"a\": 1}\n", 100)+"{\"a\": [1, 2, 3, 4]}\n{\"a\":[[[]]]}\n"), func(*Map) { n++ })
	if n != 100 || len(r.Faults()) != 2 {
		t.Errorf("%d lines, %v", n, r.Faults())
	}
}
