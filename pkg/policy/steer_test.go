package policy

import (
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// TestSteeringNames: a name that shows another text than it holds clears nothing and covers nothing.
func TestSteeringNames(t *testing.T) {
	rules := builtin(t)
	for _, name := range []string{
		"\x1b[31mHuawei\x1b[0m", "\x1b[31mHua\x1b[0mwei", "\u202eiewauH", "Nokia\b\b\b\b\bHuawei", "\u2067Nokia\u2069", "\u009b31mNokia", "Nokia\x1b[2K",
	} {
		inv := &inventory.Inventory{Elements: []inventory.Element{{Vendor: name, Model: "x"}}}
		found, err := Screen(inv, rules, []string{"us-scrp"}, day("2026-01-01"))
		if err != nil {
			t.Fatal(err)
		}
		if f := found[0]; f.Verdict != Unknown || f.Settle == "" {
			t.Errorf("%q: %s, %s", name, f.Verdict, f.Evidence)
		}
	}
	for _, name := range []string{"Huawei\nTechnologies", "Hua\u200bwei", "\u200eHuawei"} { // nothing else is shown than is there
		if m := rules.names.match(name); !m.decides() {
			t.Errorf("%q: %s", name, m.method)
		}
	}
}
