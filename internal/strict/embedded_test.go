package strict

import (
	"sync"
	"testing"
)

// An embedded file is decoded once, and is a source with its faults each time.
func TestEmbedded(t *testing.T) {
	decoded := 0
	e := Embed("builtin:t", []byte("riprep: test/v1\na: 1\nb: 2\n---\nriprep: test/v1\na: 3\n"), testKind, func(m *Map, values *[]string) {
		decoded++
		m.Has("riprep")
		*values = append(*values, m.String("a"))
		m.Done()
	})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var r, own Reader
			own.Bytes("builtin:t", e.text, testKind, func(m *Map) { m.Has("riprep"); m.Has("a"); m.Done() })
			if got := *e.Read(&r); len(got) != 2 || got[0] != "1" || got[1] != "3" {
				t.Errorf("%v", got)
			}
			if len(r.Sources()) != 1 || r.Sources()[0] != own.Sources()[0] || lines(r.Faults()) != lines(own.Faults()) || lines(r.Faults()) == "" {
				t.Errorf("%v with %s", r.Sources(), r.Faults())
			}
		})
	}
	wg.Wait()
	if decoded != 2 {
		t.Errorf("%d documents decoded, want 2", decoded)
	}
}

// Files in memory are looked at as those of a disk are; the planner's tests compare the two with whole operators.
func TestFiles(t *testing.T) {
	r := Reader{Files: Files{"a/x.yaml": nil, "a/b/y.yaml": []byte("riprep: test/v1\n"), "z": nil}}
	for name, want := range map[string][2]bool{ // is there, is a folder
		"a": {true, true}, "./a/": {true, true}, "a/b": {true, true}, "a/x.yaml": {true, false}, "z": {true, false}, ".": {true, true},
		"a/": {true, true}, "b": {}, "a/x": {}, "": {true, true}, "/a": {}, "../a": {}, "z/": {true, false},
	} {
		if r.Exists(name) != want[0] || r.IsFolder(name) != want[1] {
			t.Errorf("%q: %v %v", name, r.Exists(name), r.IsFolder(name))
		}
	}
	if names, ok := r.List("a"); !ok || len(names) != 2 || names[0] != "b" || names[1] != "x.yaml" {
		t.Errorf("%v %v", names, ok)
	}
	if names, ok := r.List("b"); ok || len(names) > 0 {
		t.Errorf("%v", names)
	}
	if !r.File("a/b/y.yaml", testKind, func(m *Map) { m.Has("riprep") }) || r.Faults() != nil {
		t.Error(r.Faults())
	}
	r.File("../z", testKind, func(*Map) { t.Error("read") })
	r.File("a/b", testKind, func(*Map) { t.Error("read") })
	want := "../z: cannot open: no such file or directory\na/b: is a folder, not a file"
	if lines(r.Faults()) != want {
		t.Errorf("%s", lines(r.Faults()))
	}
}
