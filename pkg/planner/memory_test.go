package planner

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

// TestLoadFromMemory: what is read from memory is what is read from the disk, with the same sources and faults; also where
// files are missing, broken, or have other names.
func TestLoadFromMemory(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", "testdata"))
	files := strict.Files{}
	folders := []string{".", "nowhere", "first-look/inventory.yaml"}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			folders = append(folders, path)
			return nil
		}
		files[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	good, bad := 0, 0
	same := func(f Files) {
		t.Helper()
		disk, memory := strict.Reader{}, strict.Reader{Files: files}
		one, other := LoadFiles(&disk, f, nil), LoadFiles(&memory, f, nil)
		if !reflect.DeepEqual(disk.Faults(), memory.Faults()) {
			t.Errorf("%+v: faults\n%s\nand from memory\n%s", f, disk.Faults(), memory.Faults())
		}
		if !reflect.DeepEqual(one.Sources, other.Sources) {
			t.Errorf("%+v: sources\n%v\nand from memory\n%v", f, one.Sources, other.Sources)
		}
		if len(disk.Faults()) > 0 {
			bad++
			return
		}
		good++
		if !reflect.DeepEqual(one.Inventory, other.Inventory) || !reflect.DeepEqual(one.Scenario, other.Scenario) || !reflect.DeepEqual(one.Products, other.Products) {
			t.Errorf("%+v: read as something else from memory", f)
		}
	}
	for _, dir := range folders {
		same(Files{Dir: dir})
	}
	same(Files{Dir: "first-look", Scenario: "pilot-cluster/scenario.yaml"})
	same(Files{Dir: "first-look", Inventory: "first-look/inventory.yaml", Scenario: "first-look"})
	same(Files{Dir: "nowhere", Inventory: "first-look/inventory.yaml", Scenario: "first-look/scenario.yaml"})
	if good < 25 || bad < 20 {
		t.Errorf("%d read and %d with faults: the test does not see the operators", good, bad)
	}
}

// TestLoadFromMemoryWithinLimits: memory has the limits of the disk.
func TestLoadFromMemoryWithinLimits(t *testing.T) {
	r := strict.Reader{Files: strict.Files{"a/inventory.yaml": make([]byte, 101)}, Limits: strict.Limits{Bytes: 100}}
	Load(&r, "a", nil)
	if faults := r.Faults(); len(faults) == 0 || faults[0].Pos.File != "a/inventory.yaml" || faults[0].Message != "larger than the limit of 100 bytes" {
		t.Error(faults)
	}
}
