package policy

import (
	"fmt"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// BenchmarkScreen screens 100,000 elements at 2,500 sites under the two American regimes and under all that are built in: as
// fleets are, where makers, models and dates repeat; mixed, where every model is written in its own way; and the worst
// case, in which every maker, model and part stands once.
func BenchmarkScreen(b *testing.B) {
	rules := builtin(b)
	types := []struct{ vendor, model, role string }{
		{"Huawei", "RTN 950", "microwave"}, {"HUAWEI TECH. CO", "RRU5904", "radio"}, {"Huawei Technologies Co., Ltd.", "BBU3910", "baseband"},
		{"Huawei", "ATN910C", "router"}, {"Nokia", "7705 SAR", "router"}, {"Cisco Systems", "NCS540", "router"}, {"Ericsson", "Radio 4415", "radio"},
		{"ZTE Corp.", "ZXSDR R8862A", "radio"}, {"huawei", "MA5608T", "olt"}, {"ZTE", "ZXCTN 6180", "router"}, {"Acme", "R2000", "cpe"}, {"", "", "switch"},
	}
	for _, shape := range []string{"fleet", "mixed", "distinct"} {
		inv := &inventory.Inventory{Elements: make([]inventory.Element, 100_000)}
		for i := range 2500 {
			inv.Sites = append(inv.Sites, inventory.Site{ID: fmt.Sprint("s", i), Kind: "tower", Region: fmt.Sprint("r", i%12)})
		}
		for i := range inv.Elements {
			k := types[i%len(types)]
			el := inventory.Element{
				ID: fmt.Sprint("e", i), Site: fmt.Sprint("s", i%2500), Vendor: k.vendor, Model: k.model, Role: k.role, Domain: homes[k.role],
				Generations: []string{"4g", "5g"}[:1+i%2], Acquired: day("2012-01-01").AddDays(i / 40 % 60 * 30),
			}
			switch shape {
			case "mixed":
				el.Model += fmt.Sprintf(" rev %d", i)
			case "distinct":
				el.Vendor = fmt.Sprintf("Vendor %c%c%d Works", 'A'+i%26, 'a'+i/26%26, i)
				el.Model = fmt.Sprintf("M%d-%d", i, i%7)
				el.Parts = []inventory.Part{{Vendor: "HiSilicon", Model: fmt.Sprint(i), Role: "chipset"}}
			}
			inv.Elements[i] = el
		}
		for name, regimes := range map[string][]string{"two": {"us-scrp", "fcc-covered-list"}, "all": rules.IDs()} {
			b.Run(shape+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Screen(inv, rules, regimes, day("2026-01-01")); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkLoad reads the built-in rules.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRecognise reads 100,000 names and models that are all distinct, as no fleet has them: recognition alone.
func BenchmarkRecognise(b *testing.B) {
	rules := builtin(b)
	type gear struct{ vendor, model, part string }
	list := make([]gear, 100_000)
	for i := range list {
		list[i] = gear{fmt.Sprintf("Vendor %c%c%d Works", 'A'+i%26, 'a'+i/26%26, i), fmt.Sprintf("M%d-%d", i, i%7), fmt.Sprintf("%06d", i)}
		if i%4 == 0 {
			list[i] = gear{fmt.Sprintf("Huawei Technologies Co., Ltd. %d", i), fmt.Sprintf("OptiX RTN 9%d rev %d", i%90, i), fmt.Sprintf("0235%04d", i)}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range list {
			rules.Identify(list[i].vendor, list[i].model, list[i].part, "1.3.6.1.4.1.9.1.516")
		}
	}
}
