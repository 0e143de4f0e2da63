package strict

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
)

// read gives the faults of a whole file, and the value of its key a.
func read(data []byte) (string, Faults) {
	r := &Reader{}
	value := ""
	r.Bytes("t", data, testKind, func(m *Map) {
		m.Has("riprep")
		value += m.String("a")
		m.Done()
	})
	return value, r.Faults()
}

func toUTF16(s string, order binary.AppendByteOrder, mark bool) []byte {
	var out []byte
	if mark {
		s = "\ufeff" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

// The same text loads the same from every encoding that an editor or a spreadsheet saves.
func TestEncodings(t *testing.T) {
	for _, text := range []string{
		"riprep: test/v1\na: straße 漢 😀\n",
		"riprep: test/v1\r\na: straße 漢 😀\r\n",
		"# comment\n---\nriprep: test/v1.7\na: straße 漢 😀\n...\n",
		"{\n\t\"riprep\": \"test/v1\",\r\n\t\"a\": \"straße 漢 \\ud83d\\ude00\"}",
	} {
		for name, data := range map[string][]byte{
			"utf-8":             []byte(text),
			"utf-8 mark":        []byte("\ufeff" + text),
			"utf-16 le":         toUTF16(text, binary.LittleEndian, false),
			"utf-16 be":         toUTF16(text, binary.BigEndian, false),
			"utf-16 le mark":    toUTF16(text, binary.LittleEndian, true),
			"utf-16 be mark":    toUTF16(text, binary.BigEndian, true),
			"utf-8 blank lines": []byte("\n\n" + text),
		} {
			if value, faults := read(data); faults != nil || value != "straße 漢 😀" {
				t.Errorf("%s: %q, %v", name, value, faults)
			}
		}
	}
}

func TestBrokenText(t *testing.T) {
	const head = "riprep: test/v1\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `t: the file is empty | begin it with the line: riprep: test/v1`},
		{"blank", " \n\n# only this\n---\n---\n", `t: the file is empty | begin it with the line: riprep: test/v1`},
		{"null", "null", `t: the file is empty | begin it with the line: riprep: test/v1`},
		{"mark alone", "\ufeff", `t: the file is empty | begin it with the line: riprep: test/v1`},
		{"a word", "hello", `t:1:1: the document is not a mapping of keys to values | begin it with the line: riprep: test/v1`},
		{"a list", "- a", `t:1:1: the document is not a mapping of keys to values | begin it with the line: riprep: test/v1`},
		{"no kind", "a: 1", `t:1:1: no key "riprep" that says what the file is | begin it with the line: riprep: test/v1`},
		{"kind list", "riprep: [a]", `t:1:9: riprep: want a single value`},
		{"other kind", "riprep: scenario/v1", `t:1:9: riprep "scenario/v1": want test/v1`},
		{"no version", "riprep: test", `t:1:9: riprep "test": want test/v1`},
		{"later version", "riprep: test/v12", `t:1:9: riprep "test/v12": a version that is not known | this riprep reads test/v1`},
		{"escape in kind", `riprep: "test/v\e[2J"`, `t:1:9: riprep "test/v\x1b[2J": a control character or an invisible change of direction | take the character out; only text, tabs and line ends can stand in a value`},
		{"nul", head + "a: x\x00y", `t:2:5: a NUL byte | is this a text file? save it as UTF-8`},
		{"raw escape", head + "a: é\x1b[31m", `t:2:5: a control character (U+001B) | take it out`},
		{"raw c1", head + "a: \u009b31m", `t:2:4: a character that hides or turns text (U+009B) | take it out`},
		{"bidi comment", head + "a: 1 # \u202e", `t:2:8: a character that hides or turns text (U+202E) | take it out`},
		{"not utf-8", head + "a: stra\xdfe", `t:2:8: not valid UTF-8 (byte 0xdf) | save the file as UTF-8`},
		{"cut utf-8", head + "a: \xe6\xbc", `t:2:4: not valid UTF-8 (byte 0xe6) | save the file as UTF-8`},
		{"odd utf-16", "\xff\xfea", `t:1:1: not valid UTF-16 | was the file cut off? save it again as UTF-8`},
		{"lone surrogate", "\xff\xfea\x00\n\x00b\x00\x00\xd8c\x00", `t:2:2: not valid UTF-16 | was the file cut off? save it again as UTF-8`},
		{"utf-32", "\xff\xfe\x00\x00a\x00\x00\x00", `t: text in UTF-32 | save the file as UTF-8`},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00", `t:1:1: a control character (U+007F) | take it out`},

		{"cut list", head + "a: [1, 2", `t:2:1: not valid YAML: did not find expected ',' or ']' | a bracket that opens here is not closed; was the file cut off?`},
		{"cut map", head + "b:\n  - {id: x, kind: tow", `t:3:3: not valid YAML: did not find expected ',' or '}' | a bracket that opens here is not closed; was the file cut off?`},
		{"cut quote", head + "a: 1\nb: \"x", `t:3:1: not valid YAML: found unexpected end of stream | a quote that opens here is not closed; was the file cut off?`},
		{"cut key", head + "a: 1\nbcd", `t:3:1: not valid YAML: could not find expected ':' | a line of a mapping is key: value; was the file cut off?`},
		{"colon", head + "a: b: c", `t:2:1: not valid YAML: mapping values are not allowed in this context | quote a value that has a colon and a space in it, and check the indentation`},
		{"tab", head + "b:\n  - id: x\n\t- id: y\n", `t:4:1: not valid YAML: found a tab character that violates indentation | indent with spaces, not with tabs`},
		{"tab first", head + "b:\n\tid: x\n", `t:3:1: not valid YAML: found character that cannot start any token | indent with spaces, not with tabs`},
		{"at sign", head + "a: @b", `t:2:1: not valid YAML: found character that cannot start any token | quote a value that begins with @, ` + "` or %"},
		{"indentation", head + "b:\n  c: 1\n d: 2\n", `t:4:2: not valid YAML: did not find expected key | check the indentation: keys of one mapping stand in one column`},
		{"no anchor", head + "b: 1\na: [*bee]", `t:3:5: not valid YAML: *bee refers to no anchor above it | write &bee before the first use, or quote a value that begins with *`},
		{"deep flow", "a: " + strings.Repeat("[", 100_000), `t:1:1: not valid YAML: exceeded max depth of 10000 | no file of riprep nests that deep`},
		{"deep block", strings.Repeat("- ", 100_000), `t:1:1: not valid YAML: exceeded max depth of 10000 | no file of riprep nests that deep`},

		{"json cut", `{"riprep": "test/v1",` + "\n\t\"a\": \"x\", \"b\"", `t:2:15: not valid JSON: the text ends in the middle | was the file cut off?`},
		{"json cut text", `{"riprep": "tes`, `t:1:16: not valid JSON: the text ends in the middle | was the file cut off?`},
		{"json comma", `{"riprep": "test/v1",}`, `t:1:22: not valid JSON: invalid character '}' | a file that begins with { or [ is read as JSON`},
		{"json word", "{riprep: test/v1}", `t:1:2: not valid JSON: invalid character 'r' | a file that begins with { or [ is read as JSON`},
		{"json garbage", "{\"riprep\": \"test/v1\"}\n  x", `t:2:3: not valid JSON: invalid character 'x' looking for beginning of value | a file that begins with { or [ is read as JSON`},
		{"json key twice", "{\"riprep\": \"test/v1\",\n \"a\": \"1\",\n \"a\": \"2\"}", `t:3:2: key "a" stands twice (first at line 2)`},
		{"json unknown", "{\"riprep\": \"test/v1\",\n\t\"é\": {}, \"c\": 2}", "t:2:2: unknown key \"é\"\nt:2:11: unknown key \"c\""},
		{"json list", "\n [1]", `t:2:2: the document is not a mapping of keys to values | begin it with the line: riprep: test/v1`},
		{"json deep", strings.Repeat("[", 100_000), `t:1:65: nested deeper than 64 levels`},
		{"json nul", `{"riprep": "test/v1", "a": "\u0000"}`, `t:1:28: a "\x00": a control character or an invisible change of direction | take the character out; only text, tabs and line ends can stand in a value`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := read([]byte(c.text))
			got := lines(faults)
			if strings.HasPrefix(c.name, "json") || strings.HasPrefix(c.name, "nul") {
				// The standard library words some of these differently from version to version: the beginning counts.
				if strings.HasPrefix(strings.ReplaceAll(got, " | ", "\x00"), strings.ReplaceAll(strings.SplitN(c.want, " | a file", 2)[0], " | ", "\x00")) {
					return
				}
			}
			if got != c.want {
				t.Errorf("\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestDocuments(t *testing.T) {
	for _, text := range []string{
		"riprep: test/v1\na: x\n---\n# nothing\n---\nriprep: test/v1\na: y\n",
		`{"riprep": "test/v1", "a": "x"} null {"riprep": "test/v1", "a": "y"}`,
	} {
		if value, faults := read([]byte(text)); faults != nil || value != "xy" {
			t.Errorf("%q, %v", value, faults)
		}
		r := &Reader{}
		single := testKind
		single.Single = true
		if r.Bytes("t", []byte(text), single, func(*Map) {}) || len(r.Faults()) != 1 || !strings.Contains(r.Faults().Error(), "a second document in a file of kind test/v1") {
			t.Error(r.Faults())
		}
	}
	// What is wrong in one document does not hide what is wrong in another.
	_, faults := read([]byte("riprep: test/v1\nx: 1\n---\nriprep: other/v1\n---\nriprep: test/v1\ny: 1\n---\na: [\n"))
	if len(faults) != 4 {
		t.Error(faults)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.yaml")
	if err := os.WriteFile(path, []byte("riprep: test/v1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &Reader{}
	if !r.File(path, testKind, func(m *Map) { m.Has("riprep"); m.Done() }) || r.Faults() != nil {
		t.Fatal(r.Faults())
	}
	want := Source{path, "test/v1", "8899877d8935b8188f2233f01e88dfbf48121b269908a2984bf0fe91f4f57e38"}
	if got := r.Sources(); len(got) != 1 || got[0] != want {
		t.Errorf("%v", got)
	}
	link := filepath.Join(dir, "link.yaml")
	if err := os.Symlink(path, link); err == nil && !r.File(link, testKind, func(*Map) {}) {
		t.Error(r.Faults())
	}
	r = &Reader{}
	no := func(*Map) { t.Error("decoded") }
	if r.File(dir, testKind, no) || r.File(filepath.Join(dir, "none"), testKind, no) {
		t.Error("read what is not there")
	}
	if got := lines(r.Faults()); got != dir+": is a folder, not a file\n"+filepath.Join(dir, "none")+": cannot open: no such file or directory" {
		t.Error(got)
	}
}

// A file larger than the limit is refused by its size; one that grows while it is read, by what was read.
func TestSizeLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.yaml")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil { // a hole: nothing is written to the disk
		t.Skip(err)
	}
	f.Close()
	r := &Reader{}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r.File(path, testKind, func(*Map) { t.Error("decoded") })
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 1<<20 || !strings.Contains(r.Faults().Error(), "larger than the limit of 67108864 bytes") {
		t.Errorf("read: %v", r.Faults())
	}
	r = &Reader{Limits: Limits{Bytes: 10}}
	if r.Bytes("t", []byte("riprep: test/v1"), testKind, func(*Map) {}) || !strings.Contains(r.Faults().Error(), "limit of 10 bytes") {
		t.Error(r.Faults())
	}
	if len(r.Sources()) != 0 {
		t.Error("a digest of half a file")
	}
}

func TestLimits(t *testing.T) {
	r := &Reader{Limits: Limits{Values: 50}}
	r.Bytes("t", []byte("riprep: test/v1\na: [1"+strings.Repeat(",1", 100)+"]"), testKind, func(*Map) { t.Error("decoded") })
	if !strings.Contains(r.Faults().Error(), "holds about 103 values, more than the limit of 50") {
		t.Error(r.Faults())
	}
	r = &Reader{Limits: Limits{Depth: 3}}
	nested := "riprep: test/v1\na: {b: {c: {d: 1}}}\n"
	r.Bytes("t", []byte(nested), testKind, func(m *Map) { m.Map("a").Map("b").Map("c").Map("d") })
	if got := lines(r.Faults()); got != "t:2:12: nested deeper than 3 levels" {
		t.Error(got)
	}
}

// bomb is the billion laughs: lists of ten aliases, each of the list before.
func bomb(levels int) string {
	var b strings.Builder
	b.WriteString("riprep: test/v1\nl0: &l0 {x: [{}]}\n")
	for i := 1; i <= levels; i++ {
		fmt.Fprintf(&b, "l%d: &l%d {x: [%s*l%d]}\n", i, i, strings.Repeat(fmt.Sprintf("*l%d, ", i-1), 9), i-1)
	}
	return b.String()
}

// What a document unfolds into is known before anything is unfolded.
func TestAliasBomb(t *testing.T) {
	for levels, want := range map[int]string{
		6:  "",
		7:  "t:9:19: the file unfolds into more than 5000000 values | write the values out instead of using aliases of aliases",
		9:  "t:9:19: the file unfolds into more than 5000000 values | write the values out instead of using aliases of aliases",
		60: "t:9:19: the file unfolds into more than 5000000 values | write the values out instead of using aliases of aliases",
	} {
		r := &Reader{}
		r.Bytes("t", []byte(bomb(levels)), testKind, func(*Map) {
			if want != "" {
				t.Error("decoded")
			}
		})
		if got := lines(r.Faults()); got != want {
			t.Errorf("%d levels: %s", levels, got)
		}
	}
	for _, text := range []string{"a: &a {x: [*a]}", "a: &a [*a]", "a: &a {b: &b [*a, *b]}"} {
		if _, faults := read([]byte("riprep: test/v1\n" + text)); len(faults) != 1 || !strings.Contains(faults.Error(), "stands inside of what it stands for") {
			t.Errorf("%s: %v", text, faults)
		}
	}
}

// A decoder that walks over a list again and again is stopped as well.
func TestVisitLimit(t *testing.T) {
	r := &Reader{Limits: Limits{Expand: 1000}}
	walked := 0
	ok := r.Bytes("t", []byte("riprep: test/v1\na: [{}, {}, {}]"), testKind, func(m *Map) {
		for range 1000 {
			m.List("a", func(*Map) { walked++ })
		}
	})
	if ok || walked > 1000 || len(r.Faults()) != 1 || !strings.Contains(r.Faults().Error(), "unfolds into more than 1000 values") {
		t.Errorf("%d walked, %v", walked, r.Faults())
	}
}

// The limits are for each file, not for all that a reader reads.
func TestLimitsPerFile(t *testing.T) {
	r := &Reader{Limits: Limits{Expand: 20}}
	for i := range 10 {
		if !r.Bytes(fmt.Sprint(i), []byte("riprep: test/v1\na: [1, 2, 3]"), testKind, func(m *Map) { m.Strings("a") }) {
			t.Fatal(r.Faults())
		}
	}
}

// Faults are kept up to a number, and the rest is counted.
func TestFaultLimit(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("riprep: test/v1\n")
	for i := range maxFaults + 7 {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	_, faults := read(b.Bytes())
	if len(faults) != maxFaults+1 || faults[maxFaults].Message != "7 more faults, counted and not kept" {
		t.Errorf("%d faults, the last %v", len(faults), faults[len(faults)-1])
	}
	if text := faults.Error(); strings.Count(text, "\n") != MaxShown || !strings.HasSuffix(text, "\nand 9951 more") {
		t.Errorf("%d lines", strings.Count(text, "\n"))
	}
}

// Faults stand in the order of the files and from top to bottom, whenever they were found.
func TestFaultOrder(t *testing.T) {
	r := &Reader{}
	r.Fault(Pos{"b", 2, 1}, "", "one")
	r.Fault(Pos{"a", 9, 1}, "", "two")
	r.Fault(Pos{"a", 1, 5}, "", "three")
	r.Fault(Pos{"a", 1, 2}, "", "four %s", "\x1b[2J")
	r.Fault(Pos{"b", 1, 1}, "h\ti", "five")
	want := "b:1:1: five | h\\ti\nb:2:1: one\na:1:2: four \\x1b[2J\na:1:5: three\na:9:1: two"
	if got := lines(r.Faults()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if (Faults{}).Err() != nil || r.Faults().Err() == nil || (&Reader{}).Faults() != nil {
		t.Error("Err")
	}
	if (Pos{}).String() != "" || (Pos{File: "f"}).String() != "f" || (Fault{Message: "m"}).Error() != "m" {
		t.Error("places")
	}
}
