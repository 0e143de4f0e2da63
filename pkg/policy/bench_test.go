package policy

import (
	"fmt"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// BenchmarkScreen screens 100,000 elements under both built-in regimes: as fleets are, where little is new, and the worst
// case, in which every vendor, model and date stands once.
func BenchmarkScreen(b *testing.B) {
	rules := builtin(b)
	for _, shape := range []string{"fleet", "distinct"} {
		inv := &inventory.Inventory{Elements: make([]inventory.Element, 100_000)}
		for i := range inv.Elements {
			el := inventory.Element{Vendor: []string{"Huawei", "ZTE Corp.", "Nokia", "", "Acme"}[i%5], Model: fmt.Sprintf("RTN %d", i%400), Domain: "ran", Role: "radio", Acquired: day("2015-01-01").AddDays(i % 30)}
			if shape == "distinct" {
				el.Vendor = fmt.Sprintf("Vendor %c%c%d Works", 'A'+i%26, 'a'+i/26%26, i)
				el.Model = fmt.Sprintf("M%d-%d", i, i%7)
				el.Parts = []inventory.Part{{Vendor: "HiSilicon", Model: fmt.Sprint(i), Role: "chipset"}}
			}
			inv.Elements[i] = el
		}
		b.Run(shape, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Screen(inv, rules, []string{"us-scrp", "fcc-covered-list"}, day("2026-01-01")); err != nil {
					b.Fatal(err)
				}
			}
		})
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
