package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// TestNetworks plans the networks of testdata/networks where their page promises a plan and that is hardest: the programme
// pays 39.5 %, and two crews climb. More money or more crews leave every such plan possible. Little work is spent: whether
// there is a plan is asked here, not how good it is.
func TestNetworks(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "testdata", "networks")
	all, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, d := range all {
		if !d.IsDir() {
			continue
		}
		n++
		t.Run(d.Name(), func(t *testing.T) {
			t.Parallel()
			if trials.Raced && d.Name() != "noel" {
				t.Skip("with the race detector: the smallest only")
			}
			got := run(t, nil, "plan", filepath.Join(root, d.Name()), "-q", "--effort", "5000",
				"--set", "funding.reimbursement.proration=39.5%", "--set", "crews.tower=2")
			if got.code != 0 || got.stderr != "" {
				t.Errorf("code %d: %s", got.code, got.stderr)
			}
		})
	}
	if n != 4 {
		t.Errorf("%d networks, want 4", n)
	}
}
