package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

func TestFillIn(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		vendor, model, domain, role string
		want                        string // domain role, what was filled, ! for a contradiction, what the fault says is missing
	}{
		{"Huawei", "BBU3910", "", "", "ran baseband [role domain]"},
		{"Huawei", "RRU5904", "ran", "", "ran radio [role]"},
		{"Huawei", "RRU5904", "", "radio", "ran radio [domain]"},
		{"Huawei", "RRU5904", "ran", "radio", "ran radio []"},
		{"Huawei", "AAU5613", "ran", "antenna", "ran antenna []"},
		{"Huawei", "BTS3900A", "ran", "radio", "ran radio []"},
		{"Huawei", "S5720", "", "", "transport switch [role domain]"},
		{"Huawei", "S5720", "", "router", "transport router [domain]"},
		{"Huawei", "NE40E-X8", "core", "", "core router [role]"}, // a router can stand in a core
		{"Huawei", "NE40E-X8", "core", "router", "core router []"},
		{"Huawei", "MA5608T", "", "dslam", "access dslam [domain]"},
		{"", "BBU3910", "", "", "ran baseband [role domain]"},
		{"Huawie", "S5720", "", "", "transport switch [role domain]"},
		{"Ericsson", "Router 6672", "", "", "transport router [role domain]"},
		{"Ericsson", "Radio 4415", "", "", "ran radio [role domain]"},
		{"Nokia", "1830 PSS-32", "", "", "transport optical [role domain]"},
		{"H3C", "MSR3620", "", "", "transport router [role domain]"},
		{"Aviat", "WTM 4100", "", "", "transport microwave [role domain]"},
		// The role has one home.
		{"Acme", "", "", "management", "core management [domain]"},
		{"Acme", "X", "", "olt", "access olt [domain]"},
		// What cannot be told is a fault.
		{"", "S5720", "", "", "  [] no domain and no role"},
		{"Acme", "X", "", "", "  [] no domain and no role"},
		{"Acme", "", "", "", "  [] no domain and no role"},
		{"Acme", "X", "ran", "", "ran  [] no role"},
		{"Acme", "X", "", "server", " server [] no domain"},
		{"Acme", "X", "", "antenna", " antenna [] no domain"},
		{"Nokia", "RRU5904", "", "", "  [] no domain and no role"}, // the maker stated made none of these
		{"ZTE", "ZXSDR", "", "", "ran  [domain] no role"},
		{"FS", "mount for RRU5904", "", "", "  [] no domain and no role"},
		// Contradictions change nothing.
		{"Huawei", "RRU5904", "transport", "router", "transport router ! []"},
		{"Huawei", "RRU5904", "", "router", "transport router ! [domain]"},
		{"Huawei", "RRU5904", "core", "", "core  ! [] no role"},
		{"Huawei", "RRU5904", "core", "radio", "core radio ! []"},
		{"ZTE", "ZXHN H298Q", "access", "olt", "access olt ! []"},
		{"Huawei", "S5720", "ran", "radio", "ran radio []"}, // a name that others use too denies nothing
		{"Huawei", "RRU5904", "support", "other", "support other ! []"},
		{"Nokia", "RRU5904", "transport", "router", "transport router []"}, // screening tells that
	} {
		inv := &inventory.Inventory{Elements: []inventory.Element{{ID: "x", Vendor: c.vendor, Model: c.model, Domain: c.domain, Role: c.role, Pos: strict.Pos{File: "f.yaml", Line: 7}}}}
		filled, odd, faults := FillIn(inv, r)
		el := &inv.Elements[0]
		var keys []string
		for _, f := range filled {
			keys = append(keys, f.Key)
			if f.Element != 0 || f.Why == "" || f.Value == "" {
				t.Errorf("%+v", f)
			}
		}
		got := el.Domain + " " + el.Role
		if len(odd) > 0 {
			got += " !"
		}
		got += fmt.Sprintf(" %v", keys)
		for _, f := range faults {
			if f.Hint != "state domain and role" || f.Pos.Line != 7 {
				t.Errorf("%+v", f)
			}
			missing, _, _ := strings.Cut(strings.TrimPrefix(f.Message, `element "x": `), ",")
			got += " " + missing
		}
		if got != c.want {
			t.Errorf("%q %q %q %q: %q, want %q", c.vendor, c.model, c.domain, c.role, got, c.want)
		}
	}
}

func TestFillInWords(t *testing.T) {
	inv := &inventory.Inventory{Elements: []inventory.Element{
		{ID: "a", Vendor: "Huawei", Model: "RRU5904", Domain: "transport", Role: "router"},
		{ID: "b", Vendor: "Huawei", Model: "NE40E", Domain: "access", Role: "olt"},
		{ID: "c", Model: "X\x1b[2J"},
		{ID: "d", Vendor: "Huawei", PartNumber: "02350TKK"},
		{ID: "e", Vendor: "Huawei", Model: "RRU5904", Domain: "core"},
	}}
	filled, odd, faults := FillIn(inv, builtin(t))
	var got []string
	for _, f := range filled {
		got = append(got, fmt.Sprintf("%d %s %s: %s", f.Element, f.Key, f.Value, f.Why))
	}
	for _, o := range odd {
		got = append(got, o.Text)
	}
	got = append(got, faults.Error())
	want := []string{
		`3 role router: part number "02350TKK" (Huawei Technologies family part-atn910c)`,
		`3 domain transport: part number "02350TKK" (Huawei Technologies family part-atn910c)`,
		`element "a": model "RRU5904" is a radio (Huawei Technologies family rru), the inventory says router`,
		`element "b": model "NE40E" is a router (Huawei Technologies family netengine), the inventory says olt`,
		`element "e": model "RRU5904" is a radio of domain ran (Huawei Technologies family rru), the inventory says domain core`,
		`element "c": no domain and no role, and model "X\x1b[2J" does not tell` + "\n" +
			`element "e": no role, and model "RRU5904" contradicts what is stated`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestHomes checks that every role either has a home or is named as having none.
func TestHomes(t *testing.T) {
	for _, role := range inventory.Roles {
		none := slices.Contains([]string{"antenna", "server", "other"}, role)
		if d := homes[role]; (d == "") != none || d != "" && !slices.Contains(inventory.Domains, d) {
			t.Errorf("%s: home %q", role, d)
		}
	}
	for _, role := range anywhere {
		if !slices.Contains(inventory.Roles, role) {
			t.Errorf("%s is no role", role)
		}
	}
}
