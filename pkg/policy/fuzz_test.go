package policy

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// FuzzRegime decodes any text as a user's regime: no panic, and rules that can be used whatever was wrong.
func FuzzRegime(f *testing.F) {
	f.Add(mine)
	f.Add("riprep: regime/v1\nid: x\nentries: [{vendors: [huawei]}]\n")
	for _, path := range []string{"data/regimes/us-scrp.yaml", "data/regimes/fcc-covered-list.yaml"} {
		text, err := data.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	inv := &inventory.Inventory{Elements: []inventory.Element{{Vendor: "Huawei", Model: "BBU3910", Domain: "ran", Role: "radio"}, {Vendor: "Acme"}, {}}}
	f.Fuzz(func(t *testing.T, text string) {
		var r strict.Reader
		l := loader{r: &r, regimes: make(map[string]*Regime), vendors: make(map[string]*Vendor)}
		r.Bytes("fuzz.yaml", []byte(text), regimeKind, func(m *strict.Map) { l.regime(decodeRegime(m)) })
		rules := l.rules()
		for _, id := range slices.Sorted(maps.Keys(rules.regimes)) {
			fs, err := Screen(inv, rules, []string{id}, day("2026-01-01"))
			if err != nil || len(fs) != len(inv.Elements) {
				t.Fatalf("%d findings, %v", len(fs), err)
			}
		}
	})
}

// FuzzRecognise screens any names: no panic, the same answer twice, texts that are bounded and safe to print, and nothing
// covered that does not hold a name of its maker in full, or a part number of it.
func FuzzRecognise(f *testing.F) {
	for _, c := range verdicts {
		if len(c.vendor) < 1000 && len(c.model) < 1000 {
			f.Add(c.vendor, c.model, "02310JFX", c.part, "board")
		}
	}
	f.Add("", "ATN910C-B", "2350TKK-001", "", "module")
	f.Add("a\x1b[31mHuawei\x00", "\xff\xfe", strings.Repeat("0", 300), "\u202eiewauH", "chipset")
	rules := builtin(f)
	regimes := []string{"us-scrp", "fcc-covered-list"}
	f.Fuzz(func(t *testing.T, vendor, model, number, part, role string) {
		el := inventory.Element{Vendor: vendor, Model: model, PartNumber: number, Role: "router", Parts: []inventory.Part{{Vendor: part, Model: model, PartNumber: number, Role: role}}}
		a, b := one(t, rules, el, "2026-01-01", regimes...), one(t, rules, el, "2026-01-01", regimes...)
		if d := cmp.Diff(a, b, cmp.AllowUnexported(inventory.Date{})); d != "" {
			t.Fatal(d)
		}
		checkFinding(t, vendor, a)
		if a.Verdict == Covered && !rules.holds(a.Vendor, number, vendor, model, part) {
			t.Fatalf("covered as %s without a name of it: %q %q %q %q", a.Vendor, vendor, model, number, part)
		}
		if id := rules.Identify(vendor, model, number, ""); len(id.Evidence) > 4<<10 || id.Vendor != "" && id.Candidate != "" {
			t.Fatalf("%+v", id)
		}
		if len(vendor) <= maxRead {
			steady(t, rules, vendor)
		}
	})
}

// steady checks that folding a name changes nothing about it: not its folded form, and not whom it decides for.
func steady(t *testing.T, rules *Rules, name string) {
	t.Helper()
	once := foldText(name)
	if twice := foldText(once); twice != once {
		t.Fatalf("%q folds to %q and then to %q", name, once, twice)
	}
	if m := rules.names.match(name); m.decides() {
		again := rules.names.match(once)
		if !again.decides() || !again.hits[0].same(m.hits[0]) {
			t.Fatalf("%q is %s, folded %s", name, m.method, again.method)
		}
	}
}

// holds reports whether one of the texts has a name of a vendor in it, or the number is a part number of it alone.
func (r *Rules) holds(maker, number string, texts ...string) bool {
	for _, v := range r.vendors {
		if v.Name != maker {
			continue
		}
		names := append([]string{v.ID, v.Name}, v.Aliases...)
		for i := range v.Affiliates {
			names = append(names, v.Affiliates[i].names()...)
		}
		for _, name := range names {
			key := squash(r.names.bare(foldText(name)))
			for _, text := range texts {
				if strings.Contains(squash(foldText(text)), key) {
					return true
				}
			}
		}
		for _, h := range r.models.match("", number) {
			if h.vendor == v && h.signs&signPart != 0 {
				return true
			}
		}
	}
	return false
}
