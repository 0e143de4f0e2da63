//go:build unix

package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
)

// Ninety-four good operators go on beside six that are not: their units say what is wrong, in words that are the same anywhere.
func TestPoison(t *testing.T) {
	files := map[string]string{"elsewhere/inventory.yaml": "e", "elsewhere/scenario.yaml": "e", "elsewhere/file.txt": "x"}
	good := func(name string) {
		files["ops/"+name+"/inventory.yaml"], files["ops/"+name+"/scenario.yaml"] = "i", "s"
	}
	for _, name := range []string{"a", "huge", "pipe", "folder", "linked-file", "regime", "regimes"} {
		good(name)
	}
	files["ops/no-scenario/inventory.yaml"] = "i"
	files["ops/folder/catalog.yaml/x"] = "x"
	files["ops/regime/regimes/x.txt"] = "no"
	dir := lay(t, files)
	ops := filepath.Join(dir, "ops")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Truncate(filepath.Join(ops, "huge", "inventory.yaml"), 10<<30))
	must(syscall.Mkfifo(filepath.Join(ops, "pipe", "quotes.yaml"), 0o600))
	must(os.Symlink("../../elsewhere/file.txt", filepath.Join(ops, "linked-file", "progress.yaml")))
	must(os.Symlink("../elsewhere", filepath.Join(ops, "linked")))
	must(os.Symlink(filepath.Join(ops, "a"), filepath.Join(ops, "linked-absolute")))
	must(os.Symlink("nowhere", filepath.Join(ops, "linked-nowhere")))
	must(os.Symlink("../elsewhere/file.txt", filepath.Join(ops, "readme")))
	must(os.Symlink("..", filepath.Join(ops, "regimes", "up")))
	must(os.Symlink("../../elsewhere", filepath.Join(ops, "regimes", "regimes")))
	must(os.Symlink("/dev/null", filepath.Join(ops, "regime", "regimes", "r.yaml")))
	must(os.Symlink("a", filepath.Join(ops, "z-same")))

	b := read(t, dir, usual, "ops")
	is(t, show(b), `
a scenario a/scenario.yaml
folder scenario folder/scenario.yaml ! folder/catalog.yaml: is a folder, not a file
huge scenario huge/scenario.yaml ! huge/inventory.yaml: 10737418240 bytes, larger than the limit of 67108864
linked scenario linked/scenario.yaml ! linked: cannot open: a link that leads out of the batch's folder
linked-absolute scenario linked-absolute/scenario.yaml ! linked-absolute: cannot open: a link that leads out of the batch's folder
linked-file scenario linked-file/scenario.yaml ! linked-file/progress.yaml: cannot open: a link that leads out of the batch's folder
linked-nowhere scenario linked-nowhere/scenario.yaml ! linked-nowhere: cannot open: no such file or folder
no-scenario scenario no-scenario/scenario.yaml ! no-scenario/scenario.yaml: cannot open: no such file or folder
pipe scenario pipe/scenario.yaml ! pipe/quotes.yaml: is a device or a pipe, not a file
regime scenario regime/scenario.yaml ! regime/regimes/r.yaml: cannot open: a link that leads out of the batch's folder
regimes scenario regimes/scenario.yaml ! regimes/regimes: cannot open: a link that leads out of the batch's folder
z-same scenario z-same/scenario.yaml`)
	for _, u := range b.Units {
		if f := u.Fault; f != nil && (f.Kind != batch.FailInput || f.Exit != 12 || !f.Final() || f.Hints == nil) {
			t.Errorf("%s: %+v", u.Operator, f)
		}
		if _, f := batch.Load(u); f != u.Fault {
			t.Errorf("%s: loading gives %+v", u.Operator, f)
		}
	}
	if u := b.Units[2]; u.Files[0].Size != 10<<30 || u.Files[0].SHA256 != "" || u.Files[1].SHA256 == "" {
		t.Errorf("%+v", u.Files)
	}

	// The same where a manifest or a pattern names them.
	text := "operator,inventory\nhuge,ops/huge/inventory.yaml\nlinked,ops/linked/inventory.yaml\ngone,ops/gone/inventory.yaml\na,ops/a/inventory.yaml\npipe,ops/pipe/quotes.yaml\n"
	must(os.WriteFile(filepath.Join(dir, "b.csv"), []byte(text), 0o666))
	must(os.WriteFile(filepath.Join(dir, "f.jsonl"), []byte(`{"folder": ["ops/l*", "ops/gone", "elsewhere/file.txt"]}`), 0o666))
	must(os.MkdirAll(filepath.Join(dir, "ops", "gone"), 0o777))
	is(t, show(read(t, ops, usual, "linked*")), `
linked scenario linked/scenario.yaml ! linked: cannot open: a link that leads out of the batch's folder
linked-absolute scenario linked-absolute/scenario.yaml ! linked-absolute: cannot open: a link that leads out of the batch's folder
linked-file scenario linked-file/scenario.yaml ! linked-file/progress.yaml: cannot open: a link that leads out of the batch's folder
linked-nowhere scenario linked-nowhere/scenario.yaml ! linked-nowhere: cannot open: no such file or folder`)
	is(t, strings.ReplaceAll(show(read(t, dir, usual, "b.csv")), "ops/", ""), `
a scenario a/scenario.yaml
gone scenario gone/scenario.yaml ! gone/inventory.yaml: cannot open: no such file or folder ! gone/scenario.yaml: cannot open: no such file or folder
huge scenario huge/scenario.yaml ! huge/inventory.yaml: 10737418240 bytes, larger than the limit of 67108864
linked scenario linked/scenario.yaml
pipe scenario pipe/scenario.yaml ! pipe/quotes.yaml: is a device or a pipe, not a file`)
	is(t, strings.ReplaceAll(show(read(t, dir, usual, "f.jsonl")), "ops/", ""), `
elsewhere.file.txt scenario elsewhere/file.txt/scenario.yaml ! elsewhere/file.txt: cannot open: not a directory
ops.gone scenario gone/scenario.yaml ! gone/inventory.yaml: no such file, and no operator in a folder below
ops.linked scenario linked/scenario.yaml
ops.linked-absolute scenario linked-absolute/scenario.yaml ! linked-absolute: cannot open: a link that leads out of the batch's folder
ops.linked-file scenario linked-file/scenario.yaml
ops.linked-nowhere scenario linked-nowhere/scenario.yaml ! linked-nowhere: cannot open: no such file or folder`)
}

// A path that leaves the root through a folder that is a link is refused, whether or not the file is there.
func TestLinkedRoot(t *testing.T) {
	dir := lay(t, map[string]string{"in/a/inventory.yaml": "a", "in/a/scenario.yaml": "s", "out/inventory.yaml": "o", "out/scenario.yaml": "o",
		"in/b.csv": "inventory,scenario\na/inventory.yaml,link/scenario.yaml\na/inventory.yaml,link/none.yaml\nlink/inventory.yaml,a/scenario.yaml\n"})
	if err := os.Symlink("../out", filepath.Join(dir, "in", "link")); err != nil {
		t.Fatal(err)
	}
	is(t, show(read(t, dir, usual, "in/b.csv")), `
a none link/none.yaml ! link/none.yaml: cannot open: a link that leads out of the batch's folder
a scenario link/scenario.yaml ! link/scenario.yaml: cannot open: a link that leads out of the batch's folder
link scenario a/scenario.yaml ! link: cannot open: a link that leads out of the batch's folder ! link/inventory.yaml: cannot open: a link that leads out of the batch's folder`)
}

// A link to a folder of operators is not followed: they are below the root once more, under their own names. One to an operator's
// folder is an operator.
func TestLinkedFolder(t *testing.T) {
	dir := lay(t, map[string]string{"ops/ks/a/inventory.yaml": "a", "ops/ks/a/scenario.yaml": "s"})
	for link, to := range map[string]string{"again": "ks", "one": "ks/a"} {
		if err := os.Symlink(to, filepath.Join(dir, "ops", link)); err != nil {
			t.Fatal(err)
		}
	}
	is(t, show(read(t, dir, usual, "ops")), `
ks.a scenario ks/a/scenario.yaml
one scenario one/scenario.yaml`)
}
