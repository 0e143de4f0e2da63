package manifest

import (
	"path/filepath"
	"testing"

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
