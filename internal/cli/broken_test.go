package cli_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var updateBroken = flag.Bool("update-broken", false, "write the goldens of testdata/broken anew")

// Every folder of testdata/broken gives the exit code and the message in its want.txt, nothing on standard output, and
// leaves no file behind.
func TestBroken(t *testing.T) {
	root := filepath.Join("..", "..", "testdata", "broken")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) < 15 {
		t.Fatalf("only %d folders", len(entries))
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			dir := filepath.Join(root, entry.Name())
			out := filepath.Join(t.TempDir(), "plan.json")
			r := run(t, nil, "plan", dir, "--effort", "1000", "-o", "json="+out)
			if r.out != "" {
				t.Errorf("on standard output: %s", r.out)
			}
			if left, _ := filepath.Glob(filepath.Dir(out) + "/*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			got := fmt.Sprintf("exit %d\n%s", r.code, strings.ReplaceAll(r.stderr, filepath.ToSlash(root)+"/", "testdata/broken/"))
			golden := filepath.Join(dir, "want.txt")
			if *updateBroken {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := readFile(t, golden); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// A file that is too large is refused without being read whole.
func TestHugeInput(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "inventory.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "scenario.yaml"), []byte("riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 52\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := run(t, nil, "plan", dir)
	if r.code != 12 || !strings.Contains(r.stderr, "larger than the limit of 67108864 bytes") || !strings.Contains(r.stderr, "hint:") {
		t.Errorf("code %d, %s", r.code, r.stderr)
	}
}
