package inventory

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

// Each folder of testdata/broken that is about the inventory has one mistake and gives one fault; those that only the
// whole network shows load without any.
func TestBrokenSamples(t *testing.T) {
	root := filepath.Join("..", "..", "testdata", "broken")
	for folder, want := range map[string]string{
		"unknown-key":        `inventory.yaml:9:77: element "hill-bbu": unknown key "aquired"`,
		"duplicate-id":       `inventory.yaml:9:10: element "hill-csr": stands twice (first at line 8)`,
		"dangling-reference": `inventory.yaml:9:87: element "hill-bbu": uplinks "hill-crs": no such element`,
		"no-such-date":       `inventory.yaml:9:87: element "hill-bbu": acquired "2020-13-01": not a date (want YYYY-MM-DD)`,
		"empty-file":         `inventory.yaml: the file is empty`,
		"alias-bomb":         `inventory.yaml:14:29: the file unfolds into more than 5000000 values`,
		"terminal-escape":    `inventory.yaml:4:22: site "hill": name "Hill\x1b[2J\x1b[1;31m": a control character or an invisible change of direction`,
		"uplink-cycle":       "",
		"no-gateway-path":    "",
		"cut-in-half":        `inventory.yaml:8:3: not valid YAML: did not find expected ',' or '}'`,
		"not-yaml":           `inventory.yaml:3:1: not valid YAML: mapping values are not allowed in this context`,
		"wrong-version":      `inventory.yaml:1:9: riprep "inventory/v7": a version that is not known`,
		"two-operators":      `inventory.yaml:12:11: a second operator (first at line 2)`,
	} {
		path := filepath.Join(root, folder, "inventory.yaml")
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
			continue
		}
		r := &strict.Reader{}
		Load(r, path)
		faults := r.Faults()
		switch {
		case want == "" && faults != nil, want != "" && len(faults) != 1:
			t.Errorf("%s: %d faults:\n%v", folder, len(faults), faults)
		case want != "" && !strings.HasSuffix(faults[0].Error(), want):
			t.Errorf("%s:\n%s\nwant\n%s", folder, faults[0].Error(), want)
		}
	}
}
