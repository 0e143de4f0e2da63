package network

import (
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

func usCarrier(t testing.TB) *inventory.Inventory {
	t.Helper()
	var r strict.Reader
	inv := inventory.Load(&r, "../../testdata/us-carrier/inventory.yaml")
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	return inv
}

// The published map of US Carrier has 158 towns and 189 spans, of which 33 towns and 31 spans cut it. The inventory adds
// towers and gear, but no fibre between sites.
func TestUSCarrierCuts(t *testing.T) {
	inv := usCarrier(t)
	n := New(inv)
	if got := n.CutSites("fiber"); len(got) != 33 {
		t.Errorf("%d towns cut the network, want 33", len(got))
	}
	if got := n.CutSpans("fiber"); len(got) != 31 {
		t.Errorf("%d spans cut the network, want 31", len(got))
	}
	if got := n.UplinkCycles(); got != nil {
		t.Errorf("cycles of uplinks %v", got)
	}
	for _, s := range n.Unserved() {
		t.Errorf("site %q has no path to any gateway", inv.Sites[s].ID)
	}
}
