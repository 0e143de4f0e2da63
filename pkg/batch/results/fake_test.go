package results

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/scenario"
)

var fakeSpec = &batch.Spec{Do: []batch.Step{batch.Screen, batch.Plan}, Formats: []string{"html"}, Seed: 1, Effort: 1000, Runs: 20, Engine: "test"}

// fakeUnits makes units that differ in all that counts for their order.
func fakeUnits(n int) []*batch.Unit {
	units := make([]*batch.Unit, n)
	for i := range units {
		u := &batch.Unit{Operator: fmt.Sprintf("op-%d", i/4), Scenario: "scenario", InventoryFile: fmt.Sprintf("op-%d/inventory.yaml", i/4),
			ScenarioFile: fmt.Sprintf("op-%d/scenario.yaml", i/4), Dir: fmt.Sprintf("op-%d", i/4), Spec: fakeSpec}
		if i%4 > 0 {
			u.Set = []scenario.Override{{Field: "crews.tower", Value: fmt.Sprint(i % 4)}}
		}
		u.Identify()
		units[i] = u
	}
	return units
}

// fakeResult is the result of a unit: its bytes follow from the id alone. One unit in seven has no plan, one in eleven fails and
// would fail again, one in thirteen ran out of time.
func fakeResult(u *batch.Unit) (*batch.Task, *batch.Result) {
	sum := sha256.Sum256([]byte(u.ID))
	r := rand.New(rand.NewChaCha8(sum))
	pick := r.IntN(7 * 11 * 13)
	task := &batch.Task{Unit: u, Data: map[string][]byte{u.InventoryFile: text(r), u.ScenarioFile: text(r)}}
	switch {
	case pick%11 == 0:
		return task, batch.Failed(u, &batch.Failure{Kind: batch.FailInput, Exit: 12, Errors: []batch.Said{{Message: "not valid"}}, Hints: []string{}})
	case pick%13 == 0:
		return task, batch.Failed(u, &batch.Failure{Kind: batch.FailTimeout, Exit: 1, Errors: []batch.Said{{Message: "ran out of time"}}, Hints: []string{}})
	}
	o := batch.NewOutcome(u, batch.StatusDone)
	if pick%7 == 0 {
		o.Status = batch.StatusNoPlan
	}
	res := &batch.Result{Outcome: o}
	for _, name := range []string{"estimate.csv", "findings.csv", "plan.json"}[:1+r.IntN(3)] {
		res.Files = append(res.Files, batch.Output{Name: name, Data: text(r)})
	}
	return task, res
}

func text(r *rand.Rand) []byte {
	return []byte(strings.Repeat(fmt.Sprintf("%016x\n", r.Uint64()), r.IntN(100)))
}

// run does a batch to its end, resuming what is there.
func run(fsys FS, dir string, units []*batch.Unit) (Kept, error) {
	f, err := Open(fsys, dir, Options{Resume: true, About: []byte("about\n")})
	if err != nil {
		return Kept{}, err
	}
	todo, kept, err := f.Resume(units)
	if err == nil {
		for _, u := range todo {
			t, r := fakeResult(u)
			f.Put(u, t, r, 1)
		}
		err = f.Sync()
	}
	if err == nil {
		err = f.WriteFile("summary.csv", []byte("summary\n"))
	}
	if err == nil {
		err = f.WriteFile("demand/us.yaml", []byte("demand\n"))
	}
	if err == nil {
		err = f.Finish(units)
	}
	if err != nil {
		f.Close()
	}
	return kept, err
}

// tree reads a folder of the real disk whole; folders end in /.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			out[rel+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(path)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameTree(t testing.TB, want, got map[string]string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		if len(d) > 2000 {
			d = d[:2000]
		}
		t.Fatalf("folders differ (-want +got):\n%s", d)
	}
}
