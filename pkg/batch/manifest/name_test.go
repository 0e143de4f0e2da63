package manifest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/batch"
)

func TestNameOf(t *testing.T) {
	for _, c := range []struct{ dir, file, want string }{
		{"noel", "noel/inventory.yaml", "noel"},
		{"ks/b", "ks/b/inventory.json", "ks.b"},
		{".", "inventory.yaml", "root"},
		{"ks", "ks/noel.yaml", "ks.noel"},
		{".", "noel.yaml", "noel"},
		{"Bø Tele & Co/x..y/_z_", "inventory.yaml", "B--Tele---Co.x.y.z"},
		{"日本", "inventory.yaml", "operator"},
		{strings.Repeat("x", 99) + "/yz", "inventory.yaml", strings.Repeat("x", 99)},
	} {
		if got := nameOf("/any/root", c.dir, c.file); got != c.want {
			t.Errorf("%s: %q, want %q", c.dir, got, c.want)
		}
	}
}

// Whatever a folder is called, the name is one that a folder of results may have; what is a name already stays.
func TestNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir := rapid.StringOf(rapid.RuneFrom([]rune("ab9-_. /é\x00"))).Draw(t, "dir")
		got := nameOf("/", dir, "inventory.yaml")
		if !batch.IsName(got) || batch.IsName(dir) && got != dir {
			t.Fatalf("%q becomes %q", dir, got)
		}
	})
}

func TestNameClash(t *testing.T) {
	dir := lay(t, map[string]string{"ops/a.b/inventory.yaml": "1", "ops/a/b/inventory.yaml": "2", "more/a/b/inventory.yaml": "3",
		"b.csv": "operator,inventory\nx,ops/a.b/inventory.yaml\nx,ops/a/b/inventory.yaml\n"})
	is(t, refused(t, dir, "ops"), `ops: operator "a.b": "a.b/inventory.yaml" and "a/b/inventory.yaml" would both be called so`)
	is(t, refused(t, dir, "more/a", "ops/a"), `ops/a: operator "b": "more/a/b/inventory.yaml" and "ops/a/b/inventory.yaml" would both be called so`)
	is(t, refused(t, dir, "more/a/b", "ops/a/b"), `ops/a/b: operator "b": "more/a/b/inventory.yaml" and "ops/a/b/inventory.yaml" would both be called so`)
	is(t, refused(t, dir, "b.csv"), `b.csv:3:1: operator "x": "ops/a.b/inventory.yaml" and "ops/a/b/inventory.yaml" would both be called so`)
}
