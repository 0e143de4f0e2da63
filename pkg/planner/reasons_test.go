package planner

import (
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// A window is named only for the overlay that it is for, and a pilot only to radio gear.
func TestReasonsThatDoNotApply(t *testing.T) {
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		siteNamed(in, "ridge").Space = &inventory.Space{Free: 1, Needed: 2}
		in.Scenario.Outage.Windows = []scenario.Window{{From: 20 * 60, To: 6 * 60, LowTraffic: true}}
	})
	if text := strings.Join(c.Reasons("ridge-bbu"), "\n"); strings.Contains(text, "in a window of low traffic") || !strings.Contains(text, "there is no room at ridge") {
		t.Errorf("without an overlay: %s", text)
	}
	c = mustAlter(t, sample("pilot-cluster"), func(in *Inputs) {
		siteNamed(in, "town").Cluster = "north"
		core := elementNamed(in, "town-core")
		core.Vendor, core.Model = "Huawei", "UGW9811"
	})
	reasons := c.Reasons("town-core")
	if len(c.Reasons("north-1-bbu")) == 0 || slices.ContainsFunc(reasons, func(s string) bool { return strings.Contains(s, "pilot") }) {
		t.Errorf("a core at a site of the pilot: %q", reasons)
	}
}
