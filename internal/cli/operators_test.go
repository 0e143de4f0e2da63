package cli_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of the small operators")

// TestOperators plans the small operators of testdata, each of which shows one thing that keeps service up or that a rule
// demands, and asks why a
// package is done when it is. What a user then sees stands beside the inputs, in plan.txt and explain.txt.
func TestOperators(t *testing.T) {
	for dir, pkg := range map[string]string{
		"sole-911":               "ridge-bbu",
		"roaming-critical":       "pass-bbu",
		"pilot-cluster":          "south-1-bbu",
		"controller-2g":          "town-bsc",
		"full-tower":             "butte-bbu",
		"prohibited-replacement": "west-olt",
		"ring-of-six":            "delta-east",

		"uk-full-fibre-cap":   "market-olt",
		"management-function": "lake-olt",
		"clean-embassy":       "east-rtr",
	} {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			in := filepath.Join("..", "..", "testdata", dir)
			file := filepath.Join(t.TempDir(), "plan.json")
			plan := run(t, nil, "plan", in, "--effort", "50000", "-o", "json="+file, "-o", "table")
			if plan.code != 0 || plan.stderr != "" {
				t.Fatalf("code %d: %s", plan.code, plan.stderr)
			}
			golden(t, filepath.Join(in, "plan.txt"), plan.out)
			why := run(t, nil, "explain", file, pkg)
			if why.code != 0 {
				t.Fatalf("code %d: %s", why.code, why.stderr)
			}
			golden(t, filepath.Join(in, "explain.txt"), why.out)
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; go test -update writes it anew):\n%s", path, diff)
	}
}
