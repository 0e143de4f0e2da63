//go:build unix

package batch_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
)

// What is loaded is what was hashed; anything else is refused, without waiting for it and without leaving the root.
func TestLoad(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "root")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Join(dir, "a"), 0o777))
	path := filepath.Join(dir, "a", "inventory.yaml")
	write := func(text string) { t.Helper(); must(os.WriteFile(path, []byte(text), 0o666)) }
	write("text")
	must(os.WriteFile(filepath.Join(top, "out.yaml"), []byte("text"), 0o666))
	sum := sha256.Sum256([]byte("text"))
	u := &batch.Unit{Operator: "a", Root: dir, Dir: "a", Files: []batch.File{{Path: "a/inventory.yaml", Size: 4, SHA256: hex.EncodeToString(sum[:])}}}
	task, failure := batch.Load(u)
	if failure != nil || string(task.Data["a/inventory.yaml"]) != "text" || task.Unit != u || task.Cores != 1 {
		t.Fatalf("%+v %+v", task, failure)
	}
	const changed = "changed since the batch began"
	for name, c := range map[string]struct {
		do   func()
		want string
	}{
		"another text": {func() { write("TEXT") }, changed},
		"longer":       {func() { write("texts") }, changed},
		"shorter":      {func() { write("") }, changed},
		"gone":         {func() {}, "no such file"},
		"a folder":     {func() { must(os.Mkdir(path, 0o777)) }, changed},
		"a pipe":       {func() { must(syscall.Mkfifo(path, 0o600)) }, changed},
		"a link out":   {func() { must(os.Symlink("../../out.yaml", path)) }, "a link that leads out"},
	} {
		must(os.RemoveAll(path))
		c.do()
		task, failure := batch.Load(u)
		if task != nil || failure == nil || len(failure.Errors) != 1 || !strings.Contains(failure.Errors[0].Message, c.want) || failure.Errors[0].File != "a/inventory.yaml" || strings.Contains(failure.Errors[0].Message, dir) {
			t.Errorf("%s: %+v", name, failure)
			continue
		}
		if failure.Kind != batch.FailInput || failure.Exit != 12 {
			t.Errorf("%s: %+v", name, failure)
		}
	}
	// A pipe that nobody writes to says that it has no bytes, and so it could be taken for an empty file.
	empty := sha256.Sum256(nil)
	u.Files[0].Size, u.Files[0].SHA256 = 0, hex.EncodeToString(empty[:])
	for _, c := range []struct {
		make func() error
		ok   bool
	}{{func() error { return os.WriteFile(path, nil, 0o666) }, true}, {func() error { return syscall.Mkfifo(path, 0o600) }, false}} {
		must(os.RemoveAll(path))
		must(c.make())
		if task, failure := batch.Load(u); (failure == nil) != c.ok || c.ok && len(task.Data) != 1 {
			t.Errorf("empty: %+v, %+v", task, failure)
		}
	}
	u.Files[0].Size = batch.MaxInput + 1
	if _, failure := batch.Load(u); failure == nil || failure.Kind != batch.FailInput {
		t.Errorf("too large: %+v", failure)
	}
}

// What is larger in all than a unit may be is refused before a byte of it is read.
func TestLoadTooLarge(t *testing.T) {
	many := make([]batch.File, batch.MaxFiles+1)
	for name, files := range map[string][]batch.File{
		"bytes": {{Path: "a", Size: batch.MaxInput}, {Path: "b", Size: 1}},
		"files": many,
	} {
		u := &batch.Unit{Operator: "a", Dir: "a", Root: filepath.Join(t.TempDir(), "nowhere"), Files: files}
		if task, failure := batch.Load(u); task != nil || failure == nil || failure.Kind != batch.FailInput || !strings.Contains(failure.Errors[0].Message, "more than the limits") {
			t.Errorf("%s: %+v", name, failure)
		}
	}
}

// A loader keeps no more roots open than it may, whatever the number of folders that units come from, and in the end none.
func TestLoaderRoots(t *testing.T) {
	open := func() int {
		all, err := os.ReadDir("/dev/fd")
		if err != nil {
			t.Skip(err)
		}
		return len(all)
	}
	var l batch.Loader
	before := open()
	for range 2 {
		top := t.TempDir()
		for i := range 100 {
			dir := filepath.Join(top, strconv.Itoa(i))
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			if _, failure := l.Load(&batch.Unit{Root: dir, Dir: "."}); failure != nil {
				t.Fatalf("%+v", failure)
			}
		}
	}
	if n := open() - before; n > 3*64 {
		t.Errorf("%d files are open after 200 folders", n)
	}
	l.Close()
	if n := open() - before; n > 0 {
		t.Errorf("%d files are left open", n)
	}
}
