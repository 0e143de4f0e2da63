package manifest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// lay writes files into a new folder, by path with /.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var usual = Options{Defaults: batch.Spec{Do: batch.Steps, Formats: []string{}, Seed: 1, Effort: 1000, Engine: "test", Rules: "none"}}

// read reads what must be good, from inside of a folder.
func read(t testing.TB, dir string, o Options, paths ...string) *Batch {
	t.Helper()
	b, err := Read(below(dir, paths), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func below(dir string, paths []string) []string {
	var out []string
	for _, p := range paths {
		out = append(out, filepath.Join(dir, p))
	}
	return out
}

// refused reads what must be refused, and returns the faults without the folder.
func refused(t testing.TB, dir string, paths ...string) string {
	t.Helper()
	_, err := Read(below(dir, paths), usual)
	var faults strict.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("%v: want faults", err)
	}
	return strings.ReplaceAll(faults.Error(), dir+string(filepath.Separator), "")
}

// show writes units in a line each.
func show(b *Batch) string {
	var w strings.Builder
	for _, u := range b.Units {
		fmt.Fprintf(&w, "%s %s %s", u.Operator, u.Scenario, u.ScenarioFile)
		for _, o := range u.Set {
			fmt.Fprintf(&w, " %s", o)
		}
		if u.Fault != nil {
			for _, e := range u.Fault.Errors {
				fmt.Fprintf(&w, " ! %s: %s", e.File, e.Message)
			}
		}
		w.WriteByte('\n')
	}
	return w.String()
}

func is(t testing.TB, got, want string) {
	t.Helper()
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

var twoOperators = map[string]string{
	"ops/a/inventory.yaml": "a", "ops/a/scenario.yaml": "s",
	"ops/ks/b/inventory.json": "b", "ops/ks/b/scenarios/x.yaml": "x", "ops/ks/b/scenarios/x.json": "no", "ops/ks/b/scenarios/y.yml": "y",
	"ops/ks/b/scenarios/.hidden.yaml": "no", "ops/ks/b/regimes/r.yaml": "r", "ops/ks/b/catalog.yml": "c", "ops/ks/b/catalog.json": "no",
	"ops/.hidden/inventory.yaml": "no", "ops/out/batch.json": `{"riprep": "batch-run/v1"}`, "ops/out/quarantine/a/inventory.yaml": "no",
	"ops/README.md": "no", "ops/empty/x.txt": "no",
}

func TestFolders(t *testing.T) {
	dir := lay(t, twoOperators)
	const both = `
a scenario a/scenario.yaml
ks.b x ks/b/scenarios/x.yaml
ks.b y ks/b/scenarios/y.yml`
	b := read(t, dir, usual, "ops")
	is(t, show(b), both)
	is(t, strings.Join(b.Notes, "\n"), "out: left out, it holds results of a batch")
	var paths []string
	for _, f := range b.Units[1].Files {
		paths = append(paths, f.Path)
	}
	is(t, strings.Join(paths, " "), "ks/b/catalog.yml ks/b/inventory.json ks/b/regimes/r.yaml ks/b/scenarios/x.yaml")
	if u := b.Units[0]; u.Root != filepath.Join(dir, "ops") || u.Dir != "a" || u.Size() != 2 || !batch.IsID(u.ID) {
		t.Errorf("%+v", u)
	}
	one := read(t, dir, usual, "ops/a")
	if one.Units[0].ID != b.Units[0].ID {
		t.Error("an operator's folder and the folder around it give other units")
	}
	is(t, show(read(t, dir, usual, "ops/*")), `
a scenario a/scenario.yaml
b x b/scenarios/x.yaml
b y b/scenarios/y.yml`)
	twice := read(t, dir, usual, "ops", "ops/a", "ops/[a]")
	if is(t, show(twice), both); twice.Duplicates != 2 {
		t.Errorf("%d duplicates", twice.Duplicates)
	}
	is(t, refused(t, dir, "ops/empty"), `ops/empty: no inventory in ops/empty, nor in a folder below`)
}

// TestPatternOfFolders gives a pattern as a shell writes one that is for folders alone.
func TestPatternOfFolders(t *testing.T) {
	dir := lay(t, map[string]string{
		"ops/a/inventory.yaml": "", "ops/a/scenario.yaml": "", "ops/b/inventory.yaml": "", "ops/b/scenario.yaml": "", "ops/notes.txt": "",
	})
	for _, pattern := range []string{"ops/*", "ops/*/", "ops/*//"} {
		b, err := Read([]string{dir + string(filepath.Separator) + filepath.FromSlash(pattern)}, usual)
		if err != nil || len(b.Units) != 2 {
			t.Errorf("%s: %v, %v", pattern, b, err)
		}
	}
}
