package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// The batch of the sample networks: a folder with batch.yaml is that manifest, and 4 operators × 2 × 3 values are 24 units.
func TestFolderOfManifest(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "testdata", "networks")
	defaults := batch.Spec{Do: batch.Steps, Seed: 1, Effort: 5}
	m, err := Read([]string{folder}, Options{Defaults: defaults})
	if err != nil {
		t.Fatal(err)
	}
	same, err := Read([]string{filepath.Join(folder, "batch.yaml")}, Options{Defaults: defaults})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Units) != 24 || len(same.Units) != 24 || m.Spec.Effort != 2_000_000 {
		t.Fatalf("%d and %d units, effort %d", len(m.Units), len(same.Units), m.Spec.Effort)
	}
	operators := map[string]int{}
	for i, u := range m.Units {
		operators[u.Operator]++
		if u.ID != same.Units[i].ID || u.Fault != nil {
			t.Errorf("unit %d: %s and %s, %v", i, u.ID, same.Units[i].ID, u.Fault)
		}
	}
	if len(operators) != 4 || operators["noel"] != 6 || operators["us-carrier"] != 6 {
		t.Errorf("%v", operators)
	}
}

// Operators are looked for eight folders deep, and who has them deeper hears of it.
func TestDepth(t *testing.T) {
	eight := strings.Repeat("d/", maxDepth-1)
	dir := lay(t, map[string]string{
		"ops/" + eight + "a/inventory.yaml": "a", "ops/" + eight + "a/scenario.yaml": "s",
		"ops/" + eight + "d/b/inventory.yaml": "b", "ops/" + eight + "d/b/scenario.yaml": "s",
	})
	b := read(t, dir, usual, "ops")
	is(t, show(b), strings.ReplaceAll(eight, "/", ".")+"a scenario "+eight+"a/scenario.yaml")
	is(t, strings.Join(b.Notes, "\n"), "1 folders are deeper than 8 below the one that was named, and were not searched; the first is "+eight+"d/b")
}

// What is larger in all than a unit may be is the fault of the unit; at the limits it is none.
func TestUnitTooLarge(t *testing.T) {
	for _, c := range []struct {
		n    int
		size int64 // of each
		want string
	}{
		{4, batch.MaxInput / 4, ""},
		{4, batch.MaxInput/4 + 1, "268435460 bytes in all, larger than the limit of 268435456"},
		{batch.MaxFiles, 1, ""},
		{batch.MaxFiles + 1, 1, "1001 files, more than the limit of 1000"},
	} {
		op := &operator{dir: "a", inventory: "a/0000", own: &own{}, tree: &tree{files: map[string]*file{}}}
		for i := range c.n {
			path := fmt.Sprintf("a/%04d", i)
			op.own.others = append(op.own.others, path)
			op.tree.files[path] = &file{size: c.size}
		}
		files, failure := op.files("a/0001")
		if len(files) != c.n || (failure == nil) != (c.want == "") || failure != nil && (failure.Kind != batch.FailInput || failure.Errors[0].Message != c.want) {
			t.Errorf("%d files of %d bytes: %d, %+v", c.n, c.size, len(files), failure)
		}
	}
}

// A unit is read from every file that riprep reads of an operator, so that each of them makes its id, and from no other.
func TestFilesOfUnit(t *testing.T) {
	want := []string{"catalog.yaml", "inventory.yaml", "products.yaml", "programmes/p.yml", "progress.json", "quotes.yaml", "regimes/r.yaml", "scenario.yaml"}
	files := map[string]string{"a/regimes/README.md": "no", "a/programmes/p.txt": "no", "a/notes.yaml": "no", "a/catalog.yml": "no", "a/scenarios/x.yaml": "x"}
	for _, name := range want {
		files["a/"+name] = name
	}
	u := read(t, lay(t, files), usual, "a").Units[0]
	var got []string
	for _, f := range u.Files {
		got = append(got, strings.TrimPrefix(f.Path, "a/"))
	}
	is(t, strings.Join(got, " "), strings.Join(want, " "))
	// An inventory that is named twice, and is the scenario's neighbour, is there once.
	op := &operator{inventory: "i", own: &own{others: []string{"c", "i"}}, tree: &tree{files: map[string]*file{"c": {}, "i": {}}}}
	if files, _ := op.files("i"); len(files) != 2 {
		t.Errorf("%v", files)
	}
}

// A folder of results is left out by what its batch.json says, and searched where that says something else; it is never a manifest.
func TestBatchJSON(t *testing.T) {
	dir := lay(t, map[string]string{
		"ops/list/batch.json": `{"riprep": "batch/v1", "operators": [{"folder": "none"}]}`, "ops/list/a/inventory.yaml": "a", "ops/list/a/scenario.yaml": "s",
		"results/batch.json": `{"riprep": "batch-run/v1"}`, "results/a/inventory.yaml": "a",
	})
	is(t, show(read(t, dir, usual, "ops")), "list.a scenario list/a/scenario.yaml")
	is(t, show(read(t, dir, usual, "ops/list")), "a scenario a/scenario.yaml")
	is(t, refused(t, dir, "results"), "results: no inventory in results, nor in a folder below")
}

// Hidden folders are found by a pattern that asks for them.
func TestHiddenPattern(t *testing.T) {
	dir := lay(t, map[string]string{"ops/.a/inventory.yaml": "a", "ops/.a/scenario.yaml": "s", "ops/b/inventory.yaml": "b", "ops/b/scenario.yaml": "s",
		"b.yaml": "riprep: batch/v1\noperators: [{folder: 'ops/.*'}]\n"})
	is(t, show(read(t, dir, usual, "ops/.a*")), "a scenario .a/scenario.yaml")
	is(t, show(read(t, dir, usual, "b.yaml")), "ops.a scenario ops/.a/scenario.yaml")
}

// Of very many faults of a unit as many are kept as are shown.
func TestManyFaults(t *testing.T) {
	if f := failure(make([]batch.Said, strict.MaxShown+1)); len(f.Errors) != strict.MaxShown {
		t.Errorf("%d errors", len(f.Errors))
	}
}

// A file as large as a reader takes is one.
func TestLargestFile(t *testing.T) {
	dir := lay(t, map[string]string{"a/inventory.yaml": "", "a/scenario.yaml": "s", "b/inventory.yaml": "", "b/scenario.yaml": "s"})
	for name, size := range map[string]int64{"a": strict.MaxFile, "b": strict.MaxFile + 1} {
		if err := os.Truncate(filepath.Join(dir, name, "inventory.yaml"), size); err != nil { // with a hole, which takes no disk
			t.Fatal(err)
		}
	}
	is(t, show(read(t, dir, usual, ".")), `
a scenario a/scenario.yaml
b scenario b/scenario.yaml ! b/inventory.yaml: 67108865 bytes, larger than the limit of 67108864`)
}
