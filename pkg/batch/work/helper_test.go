package work_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/work"
)

var root = filepath.Join("..", "..", "..", "testdata")

// taskOf is the task of an operator's folder below testdata, as a batch would make it.
func taskOf(t testing.TB, folder string, spec batch.Spec) *batch.Task {
	t.Helper()
	data := map[string][]byte{}
	top := filepath.Join(root, folder)
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		rel, err := filepath.Rel(filepath.Dir(top), path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		data[filepath.ToSlash(rel)] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return taskFrom(filepath.Base(folder), data, spec)
}

// taskFrom is a task of files in memory, in a folder of the operator's name.
func taskFrom(operator string, data map[string][]byte, spec batch.Spec) *batch.Task {
	u := &batch.Unit{
		Operator: operator, Scenario: "scenario", Dir: operator, InventoryFile: operator + "/inventory.yaml", ScenarioFile: operator + "/scenario.yaml", Spec: &spec,
	}
	for path, text := range data {
		sum := sha256.Sum256(text)
		u.Files = append(u.Files, batch.File{Path: path, Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(u.Files, func(a, b batch.File) int { return strings.Compare(a.Path, b.Path) })
	u.Identify()
	return &batch.Task{Unit: u, Data: data, Cores: 1}
}

func specOf(steps ...batch.Step) batch.Spec {
	return batch.Spec{Do: steps, Seed: 1, Effort: 20_000, Engine: "dev", Rules: work.Builtins()}
}

// do does a task and checks what holds of every result.
func do(t testing.TB, task *batch.Task) *batch.Result {
	t.Helper()
	r := work.Do(context.Background(), task)
	text, err := r.Outcome.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := batch.DecodeOutcome(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := back.Encode(); err != nil || !bytes.Equal(again, text) {
		t.Errorf("an outcome that was read back is another: %v", err)
	}
	if len(r.Files) != len(r.Outcome.Files) {
		t.Fatalf("%d files, %d stated", len(r.Files), len(r.Outcome.Files))
	}
	for i, f := range r.Files {
		w := r.Outcome.Files[i]
		if sum := sha256.Sum256(f.Data); w.Name != f.Name || w.Bytes != int64(len(f.Data)) || w.SHA256 != hex.EncodeToString(sum[:]) || !batch.IsName(f.Name) {
			t.Errorf("file %s: stated as %+v", f.Name, w)
		}
		if i > 0 && r.Files[i-1].Name >= f.Name {
			t.Errorf("%s after %s", f.Name, r.Files[i-1].Name)
		}
	}
	if done := r.Outcome.Status == batch.StatusDone; done != (r.Outcome.Failure == nil) {
		t.Errorf("status %s with failure %+v", r.Outcome.Status, r.Outcome.Failure)
	}
	if f := r.Outcome.Failure; f != nil && (len(f.Errors) == 0 || f.Hints == nil || f.Exit == 0 || f.Kind == "") {
		t.Errorf("failure %+v", f)
	}
	if r.Outcome.Status == batch.StatusFailed && len(r.Files) > 0 {
		t.Error("a failed unit has files")
	}
	return r
}

// file is a file of a result.
func file(t testing.TB, r *batch.Result, name string) string {
	t.Helper()
	for _, f := range r.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("no %s: %s", name, story(r))
	return ""
}

// story is an outcome for a test's log.
func story(r *batch.Result) string {
	text, _ := json.Marshal(r.Outcome)
	return string(text)
}
