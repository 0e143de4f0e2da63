package strict

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

var testKind = Kind{Name: "test", Major: 1}

// decode reads a document whose body is text, after the line that names the kind, so that text begins on line 2.
func decode(text string, each func(*Map)) Faults {
	r := &Reader{}
	r.Bytes("t.yaml", []byte("riprep: test/v1\n"+text), testKind, func(m *Map) {
		m.Has("riprep")
		each(m)
	})
	return r.Faults()
}

// lines are the faults as text, each with its hint behind.
func lines(fs Faults) string {
	var out []string
	for _, f := range fs {
		s := f.Error()
		if f.Hint != "" {
			s += " | " + f.Hint
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestScalars(t *testing.T) {
	var got []any
	add := func(v any, ok bool) { got = append(got, v, ok) }
	parse := func(s string) (int, error) {
		if s != "seven" {
			return 0, fmt.Errorf("%q: not seven", s)
		}
		return 7, nil
	}
	for _, c := range []struct {
		text  string
		ask   func(m *Map)
		want  string // of the values
		fault string
	}{
		{"a: some text", func(m *Map) { add(m.String("a"), true) }, "[some text true]", ""},
		{"b: 1", func(m *Map) { add(m.String("a"), true); m.Has("b") }, "[ true]", ""},
		{"b: 1", func(m *Map) { add(m.String("a", Required), true); m.Has("b") }, "[ true]", `t.yaml:1:1: no key "a"`},
		{"a: null", func(m *Map) { add(m.String("a", Required), true) }, "[ true]", `t.yaml:1:1: no key "a"`},
		{"a: ~", func(m *Map) { add(m.String("a"), m.Has("a")) }, "[ false]", ""},
		{`a: "null"`, func(m *Map) { add(m.String("a"), m.Has("a")) }, "[null true]", ""},
		{`a: " "`, func(m *Map) { add(m.String("a", Required), true) }, "[  true]", `t.yaml:2:4: a " ": empty`},
		{"a: [1]", func(m *Map) { add(m.String("a"), true) }, "[ true]", `t.yaml:2:4: a: want a single value`},
		{"a: " + strings.Repeat("x", maxText+1), func(m *Map) { m.String("a") }, "[]", `t.yaml:2:4: a: longer than 4096 bytes`},
		{"a: 0012", func(m *Map) { s, at, ok := m.Text("a"); add(s+at.String(), ok) }, "[0012t.yaml:2:4 true]", ""},
		{"a: |\n  one\n  \ttwo\n", func(m *Map) { add(m.String("a"), true) }, "[one\n\ttwo\n true]", ""},

		{"a: x-1_ä", func(m *Map) { add(m.ID("a"), true) }, "[x-1_ä true]", ""},
		{"a: x 1", func(m *Map) { add(m.ID("a"), true) }, "[ true]", `t.yaml:2:4: a "x 1": not an id | an id has no spaces or control characters and at most 128 bytes`},
		{`a: ""`, func(m *Map) { add(m.ID("a"), true) }, "[ true]", `t.yaml:2:4: a "": not an id | an id has no spaces or control characters and at most 128 bytes`},
		{`a: "x\u200by"`, func(m *Map) { add(m.ID("a"), true) }, "[ true]", `t.yaml:2:4: a "x\u200by": not an id | an id has no spaces or control characters and at most 128 bytes`},

		{"a: up", func(m *Map) { add(m.Enum("a", []string{"up", "down"}), true) }, "[up true]", ""},
		{"a: dwon", func(m *Map) { add(m.Enum("a", []string{"up", "down"}), true) }, "[ true]", `t.yaml:2:4: a "dwon": not known | did you mean "down"?`},
		{"a: DOWN", func(m *Map) { add(m.Enum("a", []string{"up", "down"}), true) }, "[ true]", `t.yaml:2:4: a "DOWN": not known | did you mean "down"?`},
		{"a: left", func(m *Map) { add(m.Enum("a", []string{"up", "down"}), true) }, "[ true]", `t.yaml:2:4: a "left": not known | want one of up, down`},

		{"a: 7", func(m *Map) { add(m.Int("a", 1, 7)) }, "[7 true]", ""},
		{"a: 8", func(m *Map) { add(m.Int("a", 1, 7)) }, "[0 false]", `t.yaml:2:4: a 8: want 1 to 7`},
		{"a: 99999999999999999999", func(m *Map) { add(m.Int("a", 1, 7)) }, "[0 false]", `t.yaml:2:4: a 99999999999999999999: want 1 to 7`},
		{"a: 7.0", func(m *Map) { add(m.Int("a", 1, 7)) }, "[0 false]", `t.yaml:2:4: a "7.0": not a whole number`},
		{"a: 1_000", func(m *Map) { add(m.Int("a", 1, 7000)) }, "[0 false]", `t.yaml:2:4: a "1_000": not a whole number`},

		{"a: -1.5e1", func(m *Map) { add(m.Float("a", -20, 0)) }, "[-15 true]", ""},
		{"a: 1", func(m *Map) { add(m.Float("a", -20, 0)) }, "[0 false]", `t.yaml:2:4: a 1: want -20 to 0`},
		{"a: 1e999", func(m *Map) { add(m.Float("a", -20, 0)) }, "[0 false]", `t.yaml:2:4: a 1e999: want -20 to 0`},
		{"a: .nan", func(m *Map) { add(m.Float("a", -20, 0)) }, "[0 false]", `t.yaml:2:4: a ".nan": not a number`},
		{"a: NaN", func(m *Map) { add(m.Float("a", -20, 0)) }, "[0 false]", `t.yaml:2:4: a "NaN": not a number`},
		{"a: Inf", func(m *Map) { add(m.Float("a", -20, 0)) }, "[0 false]", `t.yaml:2:4: a "Inf": not a number`},
		{"a: 0x1p4", func(m *Map) { add(m.Float("a", -20, 99)) }, "[0 false]", `t.yaml:2:4: a "0x1p4": not a number`},

		{"a: true", func(m *Map) { add(m.Bool("a")) }, "[true true]", ""},
		{"a: false", func(m *Map) { add(m.Bool("a")) }, "[false true]", ""},
		{"a: yes", func(m *Map) { add(m.Bool("a")) }, "[false false]", `t.yaml:2:4: a "yes": not a yes or no | want true or false`},

		{"a: seven", func(m *Map) { v, ok := Parse(m, "a", parse); add(v, ok) }, "[7 true]", ""},
		{"a: eight", func(m *Map) { v, ok := Parse(m, "a", parse); add(v, ok) }, "[0 false]", `t.yaml:2:4: a "eight": not seven`},
		{"b: 1", func(m *Map) { v, ok := Parse(m, "a", parse, Required); add(v, ok); m.Has("b") }, "[0 false]", `t.yaml:1:1: no key "a"`},

		{"a: [x, 'y z']", func(m *Map) { add(m.Strings("a"), true) }, "[[x y z] true]", ""},
		{"a: [x, [y]]", func(m *Map) { add(m.Strings("a"), true) }, "[[x] true]", `t.yaml:2:8: a: want a list of plain values`},
		{"a: [x, null]", func(m *Map) { add(m.Strings("a"), true) }, "[[x] true]", `t.yaml:2:8: a: want a list of plain values`},
		{"a: x", func(m *Map) { add(m.Strings("a"), true) }, "[[] true]", `t.yaml:2:4: a: want a list | write a: [ … ], or one line with a dash for each`},
		{"a: [x, y z]", func(m *Map) { add(m.IDs("a"), true) }, "[[x] true]", `t.yaml:2:8: a "y z": not an id | an id has no spaces or control characters and at most 128 bytes`},
		{"a: [x, y]", func(m *Map) { m.EachID("a", func(id string, at Pos) { add(id, at.Column == 5 || at.Column == 8) }) }, "[x true y true]", ""},
		{"a: [up, dawn]", func(m *Map) { add(m.Enums("a", []string{"up", "down"}), true) }, "[[up] true]", `t.yaml:2:9: a "dawn": not known | did you mean "down"?`},
	} {
		got = nil
		faults := decode(c.text, func(m *Map) { c.ask(m); m.Done() })
		if fmt.Sprint(got) != c.want {
			t.Errorf("%.40q: %v, want %s", c.text, got, c.want)
		}
		if lines(faults) != c.fault {
			t.Errorf("%.40q:\n%s\nwant:\n%s", c.text, lines(faults), c.fault)
		}
	}
}

func TestMapsAndLists(t *testing.T) {
	faults := decode("one: {x: 1}\nmany: [{x: 1}, {x: 2}]\nwords: {b: 1, a: 2}\n", func(m *Map) {
		if x := m.Map("one").String("x"); x != "1" {
			t.Errorf("one.x %q", x)
		}
		if m.Len("many") != 2 || m.Len("one") != 0 || m.Len("none") != 0 {
			t.Error("Len")
		}
		var xs []string
		m.List("many", func(m *Map) { xs = append(xs, m.String("x")); m.Done() })
		if !slices.Equal(xs, []string{"1", "2"}) {
			t.Errorf("many %v", xs)
		}
		words := m.Map("words")
		if keys := words.Keys(); !slices.Equal(keys, []string{"b", "a"}) {
			t.Errorf("keys %v", keys)
		}
		if !m.IsMap("one") || m.IsMap("many") || m.IsMap("none") || !m.IsList("many") || m.IsList("one") || m.IsList("none") {
			t.Error("IsMap, IsList")
		}
		if m.At("many") != (Pos{"t.yaml", 3, 7}) || m.At("none") != (Pos{"t.yaml", 1, 1}) || m.Pos() != (Pos{"t.yaml", 1, 1}) {
			t.Errorf("at %v, %v", m.At("many"), m.At("none"))
		}
	})
	if faults != nil {
		t.Error(faults)
	}
	faults = decode("one: 1\nmany: [{x: 1}, 2, &z [], *z]\nnone: {}", func(m *Map) {
		m.Map("one")
		m.List("many", func(m *Map) { m.Has("x"); m.Done() })
		m.List("none", func(*Map) { t.Error("an item of a mapping") })
		m.Map("absent", Required)
		m.Done()
	})
	want := `t.yaml:1:1: no key "absent"
t.yaml:2:6: one: want keys with values
t.yaml:3:16: many: want keys with values
t.yaml:3:19: many: want keys with values
t.yaml:3:26: many: want keys with values
t.yaml:4:7: none: want a list | write none: [ … ], or one line with a dash for each`
	if lines(faults) != want {
		t.Errorf("%s\nwant\n%s", lines(faults), want)
	}
}

// A nil map and a recording map answer all questions and never fail.
func TestAbsentMap(t *testing.T) {
	ask := func(m *Map) {
		m.Label("thing", "x")
		m.String("string", Required)
		m.ID("id", Required)
		m.Enum("enum", []string{"a"}, Required)
		m.Int("int", 0, 1, Required)
		m.Float("float", 0, 1, Required)
		m.Bool("bool", Required)
		Parse(m, "parse", func(string) (int, error) { return 0, errors.New("x") }, Required)
		m.Text("text", Required)
		m.Map("map", Required).Map("below").String("deeper")
		m.List("list", func(*Map) { t.Error("an item of nothing") }, Required)
		m.Strings("strings", Required)
		m.IDs("ids", Required)
		m.Enums("enums", nil, Required)
		m.Len("len")
		m.Fault("fault", "", "nothing")
		if m.Keys() != nil || m.IsMap("ismap") || m.IsList("islist") || m.Has("has") || m.At("x") != (Pos{}) || m.Pos() != (Pos{}) {
			t.Error("something in nothing")
		}
		m.Done()
	}
	ask(nil)
	want := "bool enum enums float has id ids int islist ismap len list map parse string strings text"
	if got := strings.Join(Asked(ask), " "); got != want {
		t.Errorf("asked %s\nwant  %s", got, want)
	}
}

func TestDone(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"vendor: x\nmodel: y", ""},
		{"model: x\nvendor: y", ""},
		{"vendr: x", `t.yaml:2:1: unknown key "vendr" | did you mean "vendor"?`},
		{"color: x", `t.yaml:2:1: unknown key "color"`},
		{"model: x\nvendor: y\nmodel: z", `t.yaml:4:1: key "model" stands twice (first at line 2)`},
		{"vendor: x\nvendor: y\nvendor: z", "t.yaml:3:1: key \"vendor\" stands twice (first at line 2)\nt.yaml:4:1: key \"vendor\" stands twice (first at line 2)"},
		{"x: 1\nx: 2", "t.yaml:2:1: unknown key \"x\"\nt.yaml:3:1: key \"x\" stands twice (first at line 2)"},
		{"model: &m {a: b}\n<<: *m", `t.yaml:3:1: unknown key "<<" | merge keys are not read here; write the keys out`},
		{"? {a: b}\n: c", `t.yaml:2:3: a key that is a mapping | a key is one plain word`},
		{"? [a]\n: c", `t.yaml:2:3: a key that is a list | a key is one plain word`},
		{"vendor: &vendor x\n*vendor : c", `t.yaml:3:1: a key that is an alias | a key is one plain word`},
		{"*vendor : c\nvendor: &vendor x", "t.yaml:2:1: not valid YAML: *vendor refers to no anchor above it | write &vendor before the first use, or quote a value that begins with *"},
		{`"a\e[2Jb": 1`, `t.yaml:2:1: unknown key "a\x1b[2Jb"`},
		{"? " + strings.Repeat("k", 5000) + "\n: 1", `t.yaml:2:3: unknown key "` + strings.Repeat("k", 80) + `…"`},
		{`"": x`, `t.yaml:2:1: unknown key ""`},
	} {
		faults := decode(c.text, func(m *Map) {
			m.Has("vendor")
			m.Has("model")
			m.Done()
		})
		if got := lines(faults); got != c.want {
			t.Errorf("%.40q:\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
}

// More keys than a machine word has bits, asked for in any order.
func TestManyKeys(t *testing.T) {
	for _, n := range []int{1, 63, 64, 65, 127, 128, 129, 1000} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "k%d: %d\n", i, i)
		}
		for _, skip := range []int{-1, 0, n / 2, n - 1} {
			faults := decode(b.String(), func(m *Map) {
				for i := n - 1; i >= 0; i-- {
					if i != skip && m.String(fmt.Sprint("k", i)) != fmt.Sprint(i) {
						t.Fatalf("key %d of %d", i, n)
					}
				}
				m.Done()
			})
			if skip < 0 && faults != nil || skip >= 0 && (len(faults) != 1 || faults[0].Pos.Line != skip+2) {
				t.Errorf("%d keys without %d: %v", n, skip, faults)
			}
		}
	}
}

func TestLabel(t *testing.T) {
	faults := decode("id: x1\npart: {n: y}\nlist: [{n: z}]\n", func(m *Map) {
		m.Label("element", m.ID("id"))
		m.Map("part").Int("n", 0, 1)
		m.List("list", func(m *Map) { m.Int("n", 0, 1) })
		m.Fault("id", "rename it", "id %q: taken", "x1")
		m.Fault("none", "", "no %s", "thing")
	})
	want := `t.yaml:1:1: element "x1": no thing
t.yaml:2:5: element "x1": id "x1": taken | rename it
t.yaml:3:11: element "x1": n "y": not a whole number
t.yaml:4:12: element "x1": n "z": not a whole number`
	if lines(faults) != want {
		t.Errorf("%s\nwant\n%s", lines(faults), want)
	}
}

// What hides or turns text is refused wherever it stands, and written out where it is quoted.
func TestHidden(t *testing.T) {
	for _, c := range []string{`\e`, `\0`, `\x07`, `\r`, `\x7f`, `\x9b`, `\N`, `\L`, `\P`, `\u202e`, `\u202a`, `\u2066`, `\u2069`, `\ufeff`} {
		text := `a: "x` + c + `y"` + "\nb: [\"x" + c + `y"]`
		faults := decode(text, func(m *Map) { m.String("a"); m.Strings("b"); m.Done() })
		if len(faults) != 2 || !strings.Contains(faults[0].Message, `a "x\`) || !strings.Contains(faults[1].Message, `b "x\`) {
			t.Errorf("%s: %v", c, faults)
		}
		if s := lines(faults); strings.ContainsFunc(strings.ReplaceAll(s, "\n", ""), hidden) {
			t.Errorf("%s: raw in the message %q", c, s)
		}
	}
	for _, c := range []string{"é", "漢字", "\u200d", "\u00a0", "😀", "\u2027", "\u202f"} {
		faults := decode(`a: "x`+c+`y"`, func(m *Map) {
			if m.String("a") != "x"+c+"y" {
				t.Errorf("%q lost", c)
			}
		})
		if faults != nil {
			t.Errorf("%q: %v", c, faults)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"vendor", "model", "site", "a", "id"}
	for s, want := range map[string]string{
		"vendro": "vendor", "vndor": "vendor", "vendoor": "vendor", "vednro": "vendor", "evdnro": "", "modle": "model", "sit": "site", "x": "", "b": "", "is": "", "": "",
		strings.Repeat("x", 10_000): "",
	} {
		if got := Nearest(s, words); got != want {
			t.Errorf("%.20q: %q, want %q", s, got, want)
		}
	}
	if got := Nearest("abc", []string{strings.Repeat("abc", 1000), "abd"}); got != "abd" {
		t.Error(got)
	}
}
