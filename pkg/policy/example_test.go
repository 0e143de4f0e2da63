package policy_test

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

func ExampleScreen() {
	rules, err := policy.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	inv := &inventory.Inventory{Elements: []inventory.Element{
		{ID: "bbu", Vendor: "HUAWEI TECH. CO", Model: "BBU3910", Role: "baseband", Acquired: inventory.MustDate("2016-05-01")},
		{ID: "switch", Vendor: "H3C", Model: "S5560", Role: "switch"},
		{ID: "mystery", Vendor: "unknown", Model: "RRU3908", Role: "baseband"},
	}}
	findings, err := policy.Screen(inv, rules, []string{"us-scrp"}, inventory.MustDate("2026-01-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		fmt.Printf("%s: %s, reimbursable %s: %s\n", inv.Elements[f.Element].ID, f.Verdict, f.Reimbursable, f.Evidence)
	}
	// Output:
	// bbu: covered, reimbursable yes: vendor "HUAWEI TECH. CO" is Huawei Technologies (alias)
	// switch: not covered, reimbursable no: vendor "H3C" is H3C; not Huawei Technologies: formerly Huawei-3Com, no affiliate of Huawei today
	// mystery: unknown, reimbursable unknown: vendor "unknown" names no maker; model "RRU3908" is of Huawei Technologies's family rru
}
