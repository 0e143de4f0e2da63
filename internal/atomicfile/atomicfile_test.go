package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// holds checks what a folder has: names and contents, and nothing besides.
func holds(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		if content, ok := want[e.Name()]; !ok || content != string(data) {
			t.Errorf("%s holds %.40q", e.Name(), data)
		}
	}
	if len(entries) != len(want) {
		t.Errorf("%d files, want %d", len(entries), len(want))
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.json")
	for _, content := range []string{"one", "", strings.Repeat("long ", 100_000), "two"} {
		if err := Write(path, 0o640, text(content)); err != nil {
			t.Fatal(err)
		}
		holds(t, dir, map[string]string{"plan.json": content})
	}
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm()&^0o640 != 0 || st.Mode().Perm()&0o600 != 0o600 {
		t.Errorf("permissions %v, %v", st.Mode(), err)
	}
	long := filepath.Join(dir, strings.Repeat("n", 255))
	if err := Write(long, 0o600, text("x")); err != nil {
		t.Error(err)
	}
}

// A relative path without a folder is in the working folder.
func TestWriteHere(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := Write("plan.json", 0o600, text("x")); err != nil {
		t.Fatal(err)
	}
	holds(t, ".", map[string]string{"plan.json": "x"})
}

// Whatever goes wrong, the old file is as it was, and alone.
func TestWriteFails(t *testing.T) {
	broken := errors.New("no more ink")
	for name, write := range map[string]func(io.Writer) error{
		"at once":   func(io.Writer) error { return broken },
		"half way":  func(w io.Writer) error { io.WriteString(w, "half"); return broken },
		"far along": func(w io.Writer) error { io.WriteString(w, strings.Repeat("x", 1<<20)); return broken },
	} {
		for _, old := range []bool{true, false} {
			dir := t.TempDir()
			path, want := filepath.Join(dir, "plan.json"), map[string]string{}
			if old {
				want["plan.json"] = "old"
				if err := Write(path, 0o600, text("old")); err != nil {
					t.Fatal(err)
				}
			}
			if err := Write(path, 0o600, write); !errors.Is(err, broken) {
				t.Errorf("%s: %v", name, err)
			} else if strings.Contains(err.Error(), ".tmp") {
				t.Errorf("%s: names the temporary file: %v", name, err)
			}
			holds(t, dir, want)
		}
	}
}

func TestWritePanics(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.json")
	if err := Write(path, 0o600, text("old")); err != nil {
		t.Fatal(err)
	}
	func() {
		defer func() {
			if recover() != "lost" {
				t.Error("the panic was swallowed")
			}
		}()
		Write(path, 0o600, func(w io.Writer) error { io.WriteString(w, "half"); panic("lost") })
	}()
	holds(t, dir, map[string]string{"plan.json": "old"})
}

// Places where no file can be written: a clear error, and nothing left behind.
func TestWriteNowhere(t *testing.T) {
	dir := t.TempDir()
	if err := Write(filepath.Join(dir, "none", "plan.json"), 0o600, text("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "folder"), 0o600, text("x")); err == nil || !strings.Contains(err.Error(), "is a folder, not a file") {
		t.Error(err)
	}
	if err := Write("", 0o600, text("x")); err == nil {
		t.Error("wrote to no name")
	}
	locked := filepath.Join(dir, "locked")
	if err := os.Mkdir(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Create(filepath.Join(locked, "probe")); err == nil { // the superuser writes anywhere
		f.Close()
		t.Skip("permissions do not bind this user")
	}
	if err := Write(filepath.Join(locked, "plan.json"), 0o600, text("x")); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	holds(t, locked, map[string]string{})
}

// A link is followed to the file that it leads to; one that leads nowhere is refused.
func TestWriteThroughLink(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	file, link := filepath.Join(other, "real.json"), filepath.Join(dir, "plan.json")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	if err := Write(link, 0o600, text("x")); err == nil {
		t.Error("wrote through a link to nothing")
	}
	if err := Write(file, 0o600, text("old")); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, 0o600, text("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, other, map[string]string{"real.json": "new"})
	if st, err := os.Lstat(link); err != nil || st.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

// A reader sees the old text or the new one, never a part and never nothing.
func TestReadersSeeWholeFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.json")
	a, b := strings.Repeat("a", 100_000), strings.Repeat("b", 50_000)
	if err := Write(path, 0o600, text(a)); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				data, err := os.ReadFile(path)
				if s := string(data); err != nil || s != a && s != b {
					t.Errorf("%d bytes, %v", len(data), err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 40 {
		if err := Write(path, 0o600, text([]string{b, a}[i%2])); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
}

// Two writers at once leave one of the two texts whole, and no other file.
func TestWritersAtOnce(t *testing.T) {
	dir := t.TempDir()
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			if err := Write(filepath.Join(dir, "plan.json"), 0o600, text(strings.Repeat(string(rune('a'+i)), 9000))); err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	data, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil || len(data) != 9000 || strings.Trim(string(data), string(data[:1])) != "" {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	holds(t, dir, map[string]string{"plan.json": string(data)})
}

func TestInside(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "a", "b"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x", "a/x", "a/b/x.json", "new/x", "a", "..x", "x..y/z", "...", "a//b", "./a"} {
		got, err := Inside(root, name)
		if err != nil || got != filepath.Join(root, filepath.FromSlash(name)) {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", ".", "./", "..", "../x", "a/../../x", "a/../x", "a/..", "/etc/passwd", "//x", `..\x`, "x\x00", "x\ny", "a\x1b[2J", "x\u009b"} {
		if got, err := Inside(root, name); err == nil {
			t.Errorf("%q: %q", name, got)
		} else if strings.ContainsAny(err.Error(), "\x00\n\x1b\u009b") {
			t.Errorf("%q: raw in %q", name, err)
		}
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(root, "link")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("/none", filepath.Join(root, "a", "nowhere")); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"link", "link/x", "a/nowhere", "a/nowhere/x"} {
		if got, err := Inside(root, name); err == nil || !strings.Contains(err.Error(), "symbolic link") {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	// The folder itself may be reached by a link: that is the user's own choice.
	if got, err := Inside(filepath.Join(root, "link"), "x"); err != nil || got == "" {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(root, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Inside(root, "file/x"); err == nil {
		t.Errorf("below a file: %q", got)
	}
}
