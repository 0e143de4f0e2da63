package planner

import (
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

// Domains and roles that are left out come from the models; what the models deny is said, and what nobody knows is a fault.
func TestFillIn(t *testing.T) {
	const inv = `sites:
  - {id: s, kind: tower, subscribers: 10}
elements:
  - {id: bbu, site: s, vendor: Huawei, model: BBU3910, acquired: 2016-01-01, uplinks: [rtn]}
  - {id: rtn, site: s, vendor: Huawei, model: OptiX RTN 950, acquired: 2016-01-01, uplinks: [gw]}
  - {id: odd, site: s, domain: transport, role: router, vendor: Huawei, model: RRU5904, acquired: 2016-01-01, uplinks: [gw]}
  - {id: gw, site: s, vendor: Cisco, role: packet-core, model: ASR5500}
`
	const scenario = "start: 2027-01-04\nhorizon: 60\n"
	dir := folder(t, inv, scenario, law(entry("gone", "remove_by", "")))
	c := loadCase(t, dir)
	got := map[string]string{}
	for _, e := range c.In.Inventory.Elements {
		got[e.ID] = e.Domain + "/" + e.Role
	}
	want := map[string]string{"bbu": "ran/baseband", "rtn": "transport/microwave", "odd": "transport/router", "gw": "core/packet-core"}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s is %s, want %s", id, got[id], w)
		}
	}
	if odd := c.In.Odd; len(odd) != 1 || !strings.Contains(odd[0].Text, `element "odd": model "RRU5904" is a radio`) {
		t.Errorf("%+v", odd)
	}
	text := ""
	for _, a := range c.In.filledAssumptions() {
		text += a.Field + " " + a.Value + " " + a.Why + "\n"
	}
	for _, want := range []string{"elements.domain 3 elements as the model says", "elements.role 2 elements", "elements 1 element taken as the inventory has it"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	var r strict.Reader
	Load(&r, folder(t, strings.Replace(inv, "model: BBU3910", "model: Mystery 1", 1), scenario, law(entry("gone", "remove_by", ""))), nil)
	if text := r.Faults().Error(); !strings.Contains(text, `inventory.yaml:6:5: element "bbu"`) || len(r.Faults()) != 1 {
		t.Error(text)
	}
}
