package planner

import (
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
)

// A controller may go for good where all that needs it or hands on to it moves to gear of later generations too, and nobody's
// device knows the old ones only.
func TestSunset(t *testing.T) {
	none := func(in *Inputs) {
		for _, id := range []string{"mill-bbu", "ford-bbu", "pass-bbu"} {
			elementNamed(in, id).Needs = nil
		}
	}
	for _, tt := range []struct {
		name  string
		alter func(in *Inputs)
		want  bool
	}{
		{"some devices know 2G only", func(in *Inputs) { siteNamed(in, "mill").Only = []inventory.Only{{Generation: "2g", Subscribers: 1}} }, false},
		{"none does", func(*Inputs) {}, true},
		{"some know 4G only", func(in *Inputs) { siteNamed(in, "mill").Only = []inventory.Only{{Generation: "4g", Subscribers: 1}} }, true},
		{"some know 4G only and some 3G", func(in *Inputs) {
			siteNamed(in, "mill").Only = []inventory.Only{{Generation: "4g", Subscribers: 1}, {Generation: "3g", Subscribers: 1}}
		}, false},
		{"5G instead of 4G", func(in *Inputs) { elementNamed(in, "mill-bbu").Generations = []string{"2g", "5g"} }, true},
		{"2G alone", func(in *Inputs) { elementNamed(in, "mill-bbu").Generations = []string{"2g"} }, false},
		{"3G with it", func(in *Inputs) { elementNamed(in, "mill-bbu").Generations = []string{"2g", "3g"} }, false},
		{"gear that stays needs it", func(in *Inputs) {
			for _, id := range []string{"mill-bbu", "mill-rru"} {
				elementNamed(in, id).Vendor, elementNamed(in, id).Model = "Nokia", "AirScale"
			}
		}, false},
		{"gear hands on to it", func(in *Inputs) {
			none(in)
			elementNamed(in, "mill-bbu").Uplinks = []string{"mill-csr", "town-bsc"}
		}, true},
		{"gear of 2G hands on to it", func(in *Inputs) {
			none(in)
			elementNamed(in, "mill-bbu").Uplinks, elementNamed(in, "mill-bbu").Generations = []string{"mill-csr", "town-bsc"}, []string{"2g"}
		}, false},
		{"nothing needs it", none, false},
		{"other gear is coupled with it", func(in *Inputs) {
			in.Inventory.Elements = append(in.Inventory.Elements, inventory.Element{ID: "box", Site: "town", Domain: "ran", Role: "baseband",
				Vendor: "Huawei", Model: "BBU3910", Quantity: 1, Uplinks: []string{"town-rtr"}, CoupledWith: []string{"town-bsc"}})
			for i := range in.Products.Methods {
				if m := &in.Products.Methods[i]; m.ID == "ran-controller-retire" {
					m.Roles = nil
				}
			}
		}, false},
		{"two that are coupled and hand on to each other", func(in *Inputs) {
			elementNamed(in, "town-bsc").CoupledWith = []string{"town-rnc"}
			in.Inventory.Elements = append(in.Inventory.Elements, inventory.Element{ID: "town-rnc", Site: "town", Domain: "ran", Role: "controller",
				Vendor: "Huawei", Model: "BSC6910", Generations: []string{"3g"}, Quantity: 1, Uplinks: []string{"town-bsc"}})
		}, true},
	} {
		c := mustAlter(t, sample("controller-2g"), func(in *Inputs) { withoutOnly(in); tt.alter(in) })
		p := &c.Packages[c.index(t, "town-bsc")]
		if got := slices.ContainsFunc(p.Options, func(o Option) bool { return o.Kind == "retire" }); got != tt.want {
			t.Errorf("%s: the controller may go for good: %v", tt.name, got)
		}
	}
}

// What is a part of gear that serves is never retired, though it hands on nothing itself; nor is what only hands on.
func TestCarriesNothing(t *testing.T) {
	c := loadCase(t, sample("sole-911"))
	for id, want := range map[string]bool{"mill-rru": false, "mill-csr": false, "mill-bbu": false} {
		p := Package{Elements: []int{c.elements[id]}}
		if got := c.carriesNothing(&p); got != want {
			t.Errorf("%s carries nothing: %v", id, got)
		}
	}
}

// Ways of doing one package are looked at up to a number.
func TestMaxOptions(t *testing.T) {
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		for i := range 2 * MaxOptions {
			in.Products.Products = append(in.Products.Products, products.Product{ID: "x", Vendor: string(rune('a' + i)), Model: "m",
				Domain: "ran", Roles: []string{"baseband", "radio"}, Item: "baseband"})
		}
	})
	for i := range c.Packages {
		if n := len(c.Packages[i].Options); n != MaxOptions {
			t.Errorf("%s: %d options", c.Packages[i].ID, n)
		}
	}
}

// The test of the core follows the cutover of core packages whose method has none, and of no other.
func TestMethodSteps(t *testing.T) {
	kinds := func(steps []products.Step) (out []string) {
		for _, s := range steps {
			out = append(out, s.Kind)
		}
		return out
	}
	step := func(kinds ...string) (out []products.Step) {
		for _, k := range kinds {
			out = append(out, products.Step{Kind: k, Days: 1})
		}
		return out
	}
	full := []string{"install", "cutover", "test", "remove"}
	for _, tt := range []struct {
		name, domain string
		steps        []products.Step
		test         bool
		want         []string
	}{
		{"core", "core", step("install", "cutover", "remove"), true, full},
		{"with a test of its own", "core", step("install", "cutover", "test", "remove"), true, full},
		{"radio", "ran", step("install", "cutover", "remove"), true, []string{"install", "cutover", "remove"}},
		{"no test is known", "core", step("install", "cutover", "remove"), false, []string{"install", "cutover", "remove"}},
		{"last of all", "core", step("cutover"), true, []string{"cutover", "test"}},
	} {
		c := loadCase(t, sample("sole-911"))
		if !tt.test {
			methodsBut(c.In, "core-test", "cluster-test")
		}
		o := Option{Method: &products.Method{Steps: tt.steps}}
		before := len(tt.steps)
		if got := kinds(c.methodSteps(&Package{Domain: tt.domain}, &o)); !slices.Equal(got, tt.want) || len(o.Method.Steps) != before {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	// Its crews and days are those of the file, and it is paid for with the package.
	c := loadCase(t, firstLook())
	p := &c.Packages[c.index(t, "cedar-core-1")]
	test := p.Options[0].step("test")
	if test == nil || test.Days != 2 || len(test.Crews) != 1 || test.Crews[0].Kind != "core" || test.Spend == 0 {
		t.Errorf("the test of the core: %+v", test)
	}
}
