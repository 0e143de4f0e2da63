package strict

import (
	"runtime"
	"strings"
	"testing"
)

// hostile makes texts that a careless parser spends more than linear time or memory on. n is about their length.
var hostile = map[string]func(n int) string{
	"open brackets":   func(n int) string { return "a: " + strings.Repeat("[", n) },
	"open braces":     func(n int) string { return "a: " + strings.Repeat("{a: ", n/4) },
	"dashes":          func(n int) string { return strings.Repeat("- ", n/2) },
	"questions":       func(n int) string { return strings.Repeat("? ", n/2) },
	"colons":          func(n int) string { return strings.Repeat(": ", n/2) },
	"anchors":         func(n int) string { return strings.Repeat("- &a x\n", n/7) },
	"aliases":         func(n int) string { return "a: &a 1\nb: [" + strings.Repeat("*a,", n/3) + "]" },
	"comments":        func(n int) string { return "a:\n" + strings.Repeat("  # c\n\n", n/7) },
	"line comments":   func(n int) string { return strings.Repeat("- a # c\n", n/8) },
	"flow comments":   func(n int) string { return "a: [" + strings.Repeat("1, #c\n", n/6) + "]" },
	"documents":       func(n int) string { return strings.Repeat("--- a\n", n/6) },
	"line ends":       func(n int) string { return strings.Repeat("\n", n) },
	"long text":       func(n int) string { return "a: " + strings.Repeat("x\n  ", n/4) },
	"quoted text":     func(n int) string { return "a: '" + strings.Repeat("x\n", n/2) },
	"block text":      func(n int) string { return "a: >\n" + strings.Repeat("  x\n\n", n/5) },
	"escapes":         func(n int) string { return `a: "` + strings.Repeat(`\x41`, n/4) + `"` },
	"long key":        func(n int) string { return "? " + strings.Repeat("x", n) + "\n: b" },
	"same key":        func(n int) string { return strings.Repeat("a: b\n", n/5) },
	"single pairs":    func(n int) string { return "a: [" + strings.Repeat("a: b,", n/5) + "]" },
	"empty values":    func(n int) string { return "a: {" + strings.Repeat("a,", n/2) + "}" },
	"tags":            func(n int) string { return strings.Repeat("- !!str a\n", n/10) },
	"directives":      func(n int) string { return strings.Repeat("%YAML 1.1\n", n/10) },
	"json arrays":     func(n int) string { return strings.Repeat("[", n) },
	"json objects":    func(n int) string { return strings.Repeat(`{"a":`, n/5) },
	"json numbers":    func(n int) string { return `{"a":[` + strings.Repeat("1,", n/2) + "1]}" },
	"json documents":  func(n int) string { return strings.Repeat("{}", n/2) },
	"json white":      func(n int) string { return "{" + strings.Repeat(" ", n) + "}" },
	"unknown anchors": func(n int) string { return strings.Repeat("*a ", n/3) },
}

// Four times the text costs about four times the memory, and what is parsed of a text of the allowed size stays within
// bounds. Memory stands for time here, which a test must not measure.
func TestHostileText(t *testing.T) {
	cost := func(text string) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := &Reader{}
		r.Bytes("t", []byte(text), testKind, func(m *Map) { m.Has("riprep"); m.Has("a"); m.Done() })
		runtime.ReadMemStats(&after)
		if len(r.Faults()) == 0 {
			t.Errorf("no fault in %.30q", text)
		}
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for name, text := range hostile {
		small, large := cost(text(50_000)), cost(text(200_000))
		if large > 8*small+1<<20 {
			t.Errorf("%s: %.0f bytes grow to %.0f", name, small, large)
		}
		// The worst is an empty value behind each comma: a tree of 600 bytes for two of text.
		if large > 800*200_000 {
			t.Errorf("%s: %.0f bytes for each byte of text", name, large/200_000)
		}
	}
}

// Too many values are refused before the parser makes a tree of them.
func TestSurveyComesFirst(t *testing.T) {
	text := []byte("a: [" + strings.Repeat("1,", 2_100_000) + "]")
	allocated := testing.AllocsPerRun(1, func() {
		r := &Reader{}
		if r.Bytes("t", text, testKind, func(*Map) { t.Error("decoded") }) || !strings.Contains(r.Faults().Error(), "more than the limit of 2000000") {
			t.Error(r.Faults())
		}
	})
	if allocated > 100 {
		t.Errorf("%v allocations", allocated)
	}
}

// FuzzReader looks for text that makes the reader or a decoder panic, or that it has no answer to.
func FuzzReader(f *testing.F) {
	for _, text := range hostile {
		f.Add([]byte(text(60)))
	}
	f.Add([]byte("riprep: test/v1\na: &x [1, *x]\nb: {c: d}\n<<: *x\n"))
	f.Add([]byte(`{"riprep": "test/v1", "a": ["\ud83d", 1e9, null]} {"riprep": "test/v1"}`))
	f.Add([]byte("\xff\xfer\x00i\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &Reader{Limits: Limits{Expand: 20_000}}
		values, docs := 0, 0
		var walk func(m *Map)
		walk = func(m *Map) {
			values++
			for i, key := range m.Keys() {
				switch {
				case m.IsMap(key):
					walk(m.Map(key))
				case m.IsList(key) && i%2 == 0:
					m.List(key, walk)
				case m.IsList(key):
					m.IDs(key)
				case i%4 == 0:
					if s := m.String(key); strings.ContainsFunc(s, func(c rune) bool { return c != '\n' && c != '\t' && hidden(c) }) {
						t.Errorf("hidden character in %q", s)
					}
				case i%4 == 1:
					m.Float(key, -1, 1)
				default:
					m.ID(key)
				}
			}
			m.Done()
		}
		ok := r.Bytes("fuzz", data, testKind, func(m *Map) { docs++; walk(m) })
		if values > 20_000 {
			t.Errorf("%d values", values)
		}
		if (!ok || docs == 0) && r.Faults() == nil {
			t.Error("nothing read and no fault")
		}
		for _, fault := range r.Faults() {
			if text := fault.Error() + fault.Hint; strings.ContainsFunc(text, hidden) || fault.Pos.File != "fuzz" {
				t.Errorf("%q at %v", text, fault.Pos)
			}
		}
	})
}
