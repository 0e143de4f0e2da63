package atomicfile

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRoot holds the quick way to what os.Root says of the same name.
func TestRoot(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "batch")
	for _, d := range []string{"batch/op/deep", "outside"} {
		if err := os.MkdirAll(filepath.Join(top, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []string{"batch/op/a.yaml", "batch/op/deep/b.yaml", "outside/secret"} {
		if err := os.WriteFile(filepath.Join(top, f), []byte(f), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	links := map[string]string{"in": "op/a.yaml", "in-folder": "op", "out": "../outside/secret", "out-folder": "../outside", "absolute": filepath.Join(dir, "op"), "dead": "nothing", "loop": "loop"}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	r, err := OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	slow := &Root{Root: r.Root}
	names := []string{
		"op/a.yaml", "op/deep/b.yaml", "op/../op/a.yaml", "op", ".", "", "nothing", "op/nothing", "op/a.yaml/x", "..", "../outside/secret", "op/../../outside/secret",
		"/etc/passwd", filepath.Join(dir, "op/a.yaml"), "in", "in/x", "in-folder/a.yaml", "out", "out-folder", "out-folder/secret", "absolute/a.yaml", "dead", "loop", "op/a.yaml\x00",
	}
	for _, name := range names {
		have, want := openAll(r, name), openAll(slow, name)
		if have != want {
			t.Errorf("%q: %+v, os.Root %+v", name, have, want)
		}
	}
	if have := openAll(r, "in-folder/a.yaml"); have.text != "batch/op/a.yaml" || have.size != int64(len(have.text)) {
		t.Errorf("through a link that stays within: %+v", have)
	}
	if have := openAll(r, "out-folder/secret"); have.err == "" || have.text != "" {
		t.Errorf("through a link that leads out: %+v", have)
	}
}

type seen struct {
	text, err string
	size      int64
	mode      os.FileMode
	folder    string
	folderErr string
}

// openAll is all that a Root says of a name.
func openAll(r *Root, name string) (s seen) {
	f, err := r.OpenFile(name)
	if err != nil {
		s.err = err.Error()
	} else {
		text, err := io.ReadAll(f)
		s.text, s.size, s.mode = string(text), f.Size, f.Mode
		if err != nil {
			s.err = err.Error()
		}
		if f.Mode.IsDir() {
			s.size = 0
		}
		f.Close()
	}
	entries, err := r.ReadFolder(name)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name()+" "+e.Type().String())
	}
	slices.Sort(names)
	for _, n := range names {
		s.folder += n + "\n"
	}
	if err != nil {
		s.folderErr = err.Error()
	}
	return s
}
