package cli_test

import (
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
)

// tiny is an operator whose best plan is proved at once.
const tiny = `riprep: inventory/v1
operator: {id: %s, name: Tiny Telephone, customers: 100, kind: etc}
sites:
  - {id: core, name: Core, kind: data-center, location: {lat: 45.1, lon: -110.6}}
  - {id: hill, name: Hill, kind: tower, location: {lat: 45.2, lon: -110.7}, subscribers: 90}
elements:
  - {id: gw, site: core, domain: core, role: packet-core, vendor: Nokia, model: CMG}
  - {id: hill-bbu, site: hill, domain: ran, role: baseband, vendor: Huawei, model: BBU3910, generations: [4g], uplinks: [gw], coupled_with: [hill-rru]}
  - {id: hill-rru, site: hill, domain: ran, role: radio, vendor: Huawei, model: RRU5909, quantity: 3, generations: [4g], uplinks: [hill-bbu]}
links:
  - {a: gw, b: hill-bbu, kind: fiber, km: 12}
`

const tinyScenario = "riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 52\n"

// writeFile makes a file and the folders that it is in.
func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// tinies makes operators below a folder.
func tinies(t *testing.T, root string, n int) {
	t.Helper()
	for i := range n {
		name := fmt.Sprintf("op-%d", i)
		writeFile(t, filepath.Join(root, name, "inventory.yaml"), fmt.Sprintf(tiny, name))
		writeFile(t, filepath.Join(root, name, "scenario.yaml"), tinyScenario)
	}
}

// tree is every file below a folder, by its path, with its digest; links and folders too.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		all[rel] = d.Type().String()
		if d.Type().IsRegular() {
			all[rel] = fmt.Sprintf("%x", sha256.Sum256([]byte(readFile(t, path))))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// rows reads a CSV file with a head.
func rows(t *testing.T, path string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(readFile(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		out = append(out, row)
	}
	return out
}

// TestBatchPoison: of 100 units six are poison, each in another way. They are in quarantine with the reason, and the other 94
// are done as if they were alone.
func TestBatchPoison(t *testing.T) {
	t.Parallel()
	root, out := t.TempDir(), filepath.Join(t.TempDir(), "results")
	good, limit := 94, "8s"
	want := map[string]string{"op-broken": "input", "op-huge": "input", "op-panic": "crash", "op-gone": "input", "op-endless": "timeout", "op-link": "input"}
	if trials.Raced { // a worker with the detector takes seconds to start, on a machine that has more to do
		good, limit = 10, "10m"
		delete(want, "op-endless")
		t.Log("with the race detector: 10 units beside the poison, and none that is endless; without it 94")
	}
	tinies(t, root, good)
	inventory := func(name string) string { return filepath.Join(root, name, "inventory.yaml") }
	for _, name := range []string{"op-broken", "op-huge", "op-panic", "op-gone"} {
		writeFile(t, inventory(name), fmt.Sprintf(tiny, name))
		if name != "op-gone" {
			writeFile(t, filepath.Join(root, name, "scenario.yaml"), tinyScenario)
		}
	}
	writeFile(t, inventory("op-broken"), "riprep: inventory/v1\noperator: {id: [\n")
	if err := os.Truncate(inventory("op-huge"), 10<<30); err != nil { // without a block on the disk
		t.Fatal(err)
	}
	if want["op-endless"] != "" {
		if err := os.CopyFS(filepath.Join(root, "op-endless"), os.DirFS("../../testdata/us-carrier")); err != nil { // 211 sites: nothing is proved in seconds
			t.Fatal(err)
		}
	}
	elsewhere := t.TempDir()
	tinies(t, elsewhere, 1)
	if err := os.Symlink(filepath.Join(elsewhere, "op-0"), filepath.Join(root, "op-link")); err != nil {
		t.Fatal(err)
	}

	got := run(t, nil, "batch", root, "--out", out, "--effort", "1000000000000", "--timeout", limit, "--max-attempts", "2")
	if got.code != 3 || !strings.Contains(got.stderr, fmt.Sprintf("%d units failed", len(want))) {
		t.Fatalf("code %d: %s", got.code, got.stderr)
	}
	done := 0
	for _, r := range rows(t, filepath.Join(out, "summary.csv")) {
		if r["status"] == "done" {
			done++
		}
	}
	kinds := map[string]string{}
	for _, r := range rows(t, filepath.Join(out, "failures.csv")) {
		kinds[r["operator"]] = r["kind"]
		if r["message"] == "" {
			t.Errorf("%s: no message", r["operator"])
		}
	}
	if diff := cmp.Diff(want, kinds); diff != "" || done != good {
		t.Errorf("%d done; in quarantine (want, got):\n%s", done, diff)
	}
	quarantined, err := os.ReadDir(filepath.Join(out, "quarantine"))
	if err != nil || len(quarantined) != len(want) {
		t.Errorf("%d folders in quarantine, %v", len(quarantined), err)
	}
	for _, d := range quarantined {
		for _, name := range []string{"outcome.json", "command"} {
			if _, err := os.Stat(filepath.Join(out, "quarantine", d.Name(), name)); err != nil {
				t.Error(err)
			}
		}
	}
	// Again, it is the same; and what cannot go better is not tried again.
	before := tree(t, out)
	again := run(t, nil, "batch", root, "--out", out, "--effort", "1000000000000", "--timeout", limit, "--max-attempts", "1", "--resume", "-q")
	if again.code != 3 {
		t.Errorf("again: code %d: %s", again.code, again.stderr)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("again, the folder differs:\n%s", diff)
	}
}

// TestBatchStale: what an earlier roll-up had and this one has not, goes; what somebody put beside it stays.
func TestBatchStale(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "r")
	batch := func(do string) {
		t.Helper()
		if got := run(t, nil, "batch", firstLook, "--out", out, "--resume", "-q", "--do", do); got.code != 0 {
			t.Fatalf("code %d: %s", got.code, got.stderr)
		}
	}
	there := func(name string) bool { _, err := os.Lstat(filepath.Join(out, name)); return err == nil }
	batch("screen,estimate")
	if !there("demand/scenario.yaml") {
		t.Fatal("no demand of an estimate")
	}
	writeFile(t, filepath.Join(out, "demand", "note.txt"), "mine")
	batch("screen")
	if there("demand/scenario.yaml") || !there("demand/note.txt") {
		t.Errorf("demand/scenario.yaml is there: %t; note.txt: %t", there("demand/scenario.yaml"), there("demand/note.txt"))
	}
	if err := os.Remove(filepath.Join(out, "demand", "note.txt")); err != nil {
		t.Fatal(err)
	}
	batch("screen,estimate")
	writeFile(t, filepath.Join(out, "demand", "scenario.yaml"), "changed by somebody")
	batch("screen")
	if !there("demand/scenario.yaml") {
		t.Error("a file that is not as riprep wrote it is gone")
	}
}

// TestBatchShards: parts that are merged equal the whole, byte for byte, poison and all.
func TestBatchShards(t *testing.T) {
	t.Parallel()
	root, work := t.TempDir(), t.TempDir()
	tinies(t, root, 10)
	writeFile(t, filepath.Join(root, "op-broken", "inventory.yaml"), "riprep: inventory/v1\n")
	args := func(out string, more ...string) []string {
		return slices.Concat([]string{"batch", root, "-q", "--out", filepath.Join(work, out), "--set", "crews.tower=1..2"}, more)
	}
	if got := run(t, nil, args("whole")...); got.code != 3 {
		t.Fatalf("code %d: %s", got.code, got.stderr)
	}
	merge := []string{"batch", "merge", "-q", "--out", filepath.Join(work, "merged")}
	for i := range 3 {
		name := fmt.Sprintf("part-%d", i)
		if got := run(t, nil, args(name, "--shard", fmt.Sprintf("%d/3", i), "--workers", "1")...); got.code != 0 && got.code != 3 {
			t.Fatalf("%s: code %d: %s", name, got.code, got.stderr)
		}
		merge = append(merge, filepath.Join(work, name))
	}
	if got := run(t, nil, merge...); got.code != 3 || strings.Contains(got.stderr, "warning") {
		t.Fatalf("merge: code %d: %s", got.code, got.stderr)
	}
	whole := tree(t, filepath.Join(work, "whole"))
	if diff := cmp.Diff(whole, tree(t, filepath.Join(work, "merged"))); diff != "" {
		t.Errorf("merged differs from the whole:\n%s", diff)
	}
	if len(rows(t, filepath.Join(work, "whole", "summary.csv"))) < 21 {
		t.Error("units are missing")
	}
	// A part that is missing is said; one of another batch is refused.
	some := slices.Delete(slices.Clone(merge), 5, 6)
	some[4] = filepath.Join(work, "some")
	if got := run(t, nil, some...); !strings.Contains(got.stderr, "1 part of 3") {
		t.Errorf("a missing part: code %d: %s", got.code, got.stderr)
	}
	if got := run(t, nil, args("other", "--seed", "2", "--shard", "0/3")...); got.code == 2 {
		t.Fatal(got.stderr)
	}
	if got := run(t, nil, "batch", "merge", filepath.Join(work, "part-0"), filepath.Join(work, "other"), "--out", filepath.Join(work, "mixed")); got.code != 12 {
		t.Errorf("parts of two batches: code %d: %s", got.code, got.stderr)
	}
}
