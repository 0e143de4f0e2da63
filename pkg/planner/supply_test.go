package planner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
)

// shop writes an operator with one Huawei line terminal, whose law has the removal and more rules, and whose only products are those given.
// Makers of the law are alpha, beta and gamma.
func shop(t *testing.T, scenario string, goods []string, rules ...string) string {
	t.Helper()
	return shopOf(t, fibre([]int{100}, "Huawei"), scenario, goods, rules...)
}

func shopOf(t *testing.T, inv, scenario string, goods []string, rules ...string) string {
	t.Helper()
	makers := "vendors:\n"
	for _, v := range []string{"Alpha", "Beta", "Gamma"} {
		makers += fmt.Sprintf("  - {id: %s, name: %s, source: made up, verified: true}\n", strings.ToLower(v), v)
	}
	regime := strings.Replace(law(append([]string{entry("go", "remove_by", "date: 2030-01-01")}, rules...)...), "entries:\n", makers+"entries:\n", 1)
	dir := folder(t, inv, scenario, regime)
	text := "riprep: products/v1\nproducts:\n"
	for _, line := range goods {
		text += "  - {" + line + ", domain: access, item: olt, source: made up}\n"
	}
	if err := os.WriteFile(filepath.Join(dir, "products.yaml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// good is a product for a line terminal.
func good(id, vendor string, lead int, more ...string) string {
	return strings.Join(append([]string{fmt.Sprintf("id: %s, vendor: %s, model: M1, lead_days: %d, roles: [olt, cpe]", id, vendor, lead)}, more...), ", ")
}

// ownProducts leaves an operator its own products only.
func ownProducts(in *Inputs) {
	in.Products.Products = slices.DeleteFunc(slices.Clone(in.Products.Products), func(p products.Product) bool { return p.Source != "made up" })
}

func shopCase(t *testing.T, dir string, set ...string) *Case {
	t.Helper()
	in, err := readInputs(t, dir, set)
	if err != nil {
		t.Fatal(err)
	}
	ownProducts(in)
	c, err := NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// delivered is the day on which a planned package's new gear is there.
func (p *PlannedPackage) delivered(t *testing.T) inventory.Date {
	t.Helper()
	a := p.Activity("prepare")
	if a == nil {
		t.Fatalf("%s is not prepared", p.ID)
	}
	return a.Finish
}

const (
	shopScenario = "start: 2025-01-06\nhorizon: 60\nin_place: allowed\ncrews: {ip: 9, core: 9, tower: 9}\nobjectives: [exposure, cost]\n" // to 2026-03-01
	alphaBan     = "vendors: [alpha], "
)

// What may not be brought in is not, on the days on which it may not be; another vendor's, or another product of the vendor, stands in.
func TestBroughtInOnAllowedDays(t *testing.T) {
	t.Parallel()
	alpha, beta := good("a1", "Alpha", 21), good("b1", "Beta", 70)
	for _, tt := range []struct {
		name          string
		goods         []string
		rules         []string
		product       string
		after, before string // of the delivery; "" for none
		refused       string // an option, with why
	}{
		{"nothing said", []string{alpha, beta}, nil, "a1", "", "2025-02-17", ""},
		{"from the start", []string{alpha, beta}, []string{entry("ban", "ban_new", alphaBan)}, "b1", "", "", "not allowed by regimes: access-overlay/Alpha, access-in-place/Alpha: brings in Alpha M1 (product \"a1\"), " +
			"which rule law/ban prohibits from 2025-01-06 to 2026-03-01 (ban: vendor \"Alpha\" is Alpha), and no delivery date within the horizon is free of that"},
		{"too soon", []string{alpha, beta}, []string{entry("ban", "ban_new", alphaBan+"from: 2025-02-10")}, "b1", "", "",
			"prohibits from 2025-02-10 to 2026-03-01 (ban: vendor \"Alpha\" is Alpha), and cannot be delivered on another day within the horizon: its prepare takes 6 weeks"},
		{"in time", []string{alpha, beta}, []string{entry("ban", "ban_new", alphaBan+"from: 2025-02-17")}, "a1", "", "2025-02-17", ""},
		{"a day too soon", []string{alpha, beta}, []string{entry("ban", "ban_new", alphaBan+"from: 2025-02-16")}, "b1", "", "", "not allowed by regimes: access-overlay/Alpha, access-in-place/Alpha"},
		{"until a day, waited for", []string{alpha}, []string{entry("ban", "ban_new", alphaBan+"until: 2025-06-30")}, "a1", "2025-07-06", "", ""},
		{"until a day, not waited for", []string{alpha, beta}, []string{entry("ban", "ban_new", alphaBan+"until: 2025-06-30")}, "b1", "", "2025-04-08", ""},
		{"until a day, worth the wait", []string{alpha, beta}, []string{entry("ban", "ban_new", alphaBan+"until: 2025-03-01")}, "a1", "2025-03-02", "2025-03-17", ""},
		{"a board inside", []string{good("a1", "Alpha", 21, "parts: [{vendor: Huawei, model: GPON8, role: module}]"), beta}, []string{entry("buy", "ban_new", "")}, "b1", "", "",
			"brings in Alpha M1 (product \"a1\"), which rule law/buy prohibits from 2025-01-06 to 2026-03-01 (buy: part"},
		{"another of the vendor", []string{alpha, good("a2", "Alpha", 35, "origin: SE")}, []string{entry("ban", "ban_new", alphaBan+"scope: {origin: {not_in: [SE]}}"), entry("all", "ban_new", "vendors: [beta]")}, "a1", "", "", ""},
		{"another of the vendor, from elsewhere", []string{good("a1", "Alpha", 21, "origin: CN"), good("a2", "Alpha", 35, "origin: SE")}, []string{entry("ban", "ban_new", alphaBan+"scope: {origin: {not_in: [SE]}}")}, "a2", "", "",
			"not allowed by regimes: access-overlay/Alpha"},
		{"foreign", []string{good("a1", "Alpha", 21, "origin: VN"), beta}, []string{entry("made", "ban_new", "vendors: [], scope: {roles: [olt], origin: {not_in: [US]}}")}, "b1", "", "", "a1"},
		{"foreign and approved", []string{good("a1", "Alpha", 21, "origin: VN", "approved: [law/made]"), beta}, []string{entry("made", "ban_new", "vendors: [], scope: {roles: [olt], origin: {not_in: [US]}}")}, "a1", "", "", ""},
		{"of another role", []string{good("a1", "Alpha", 21, "origin: VN"), beta}, []string{entry("made", "ban_new", "vendors: [], scope: {roles: [cpe], origin: {not_in: [US]}}")}, "a1", "", "", ""},
		{"listed", []string{alpha, beta}, []string{entry("list", "allow_list", "vendors: [alpha]")}, "a1", "", "", "not allowed by regimes: access-overlay/Beta"},
		{"not listed", []string{alpha, beta}, []string{entry("list", "allow_list", "vendors: [beta]")}, "b1", "", "", "not allowed by regimes: access-overlay/Alpha"},
		{"approved instead", []string{good("a1", "Alpha", 21, "approved: [law]"), beta}, []string{entry("list", "allow_list", "vendors: [beta]")}, "a1", "", "", ""},
		{"approval", []string{alpha, good("b1", "Beta", 100)}, []string{entry("ask", "prior_approval", alphaBan+"approval_days: 60")}, "a1", "2025-03-29", "2025-03-31", ""}, // 21 + 60 days are 12 weeks
		{"approval that takes longer", []string{alpha, beta}, []string{entry("ask", "prior_approval", alphaBan+"approval_days: 100")}, "b1", "", "", ""},
		{"approval that there is", []string{good("a1", "Alpha", 21, "approved: [law/ask]"), beta}, []string{entry("ask", "prior_approval", alphaBan+"approval_days: 100")}, "a1", "", "2025-02-17", ""},
		{"approval on days on which it is forbidden anyway", []string{alpha}, []string{entry("ask", "prior_approval", alphaBan+"from: 2025-03-03, until: 2025-03-30, approval_days: 100"),
			entry("ban", "ban_new", alphaBan+"from: 2025-03-03, until: 2025-03-30")}, "a1", "", "2025-02-17", ""},
		{"approval shorter than the delivery", []string{alpha}, []string{entry("ask", "prior_approval", alphaBan+"approval_days: 14")}, "a1", "", "2025-02-17", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := shopCase(t, shop(t, shopScenario, tt.goods, tt.rules...))
			p := planOf(t, c)
			w := p.find(t, "olt0")
			day := w.delivered(t)
			if !slices.Equal(w.Products, []string{tt.product}) || tt.after != "" && !day.After(date(t, tt.after)) || tt.before != "" && !day.Before(date(t, tt.before)) {
				t.Errorf("%s brings in %v on %s; want %s, after %s, before %s", w.Option, w.Products, day, tt.product, tt.after, tt.before)
			}
			if p.Status != "optimal" {
				t.Errorf("the plan is %s", p.Status)
			}
			if reasons := strings.Join(c.Reasons("olt0"), "\n"); !strings.Contains(reasons, tt.refused) {
				t.Errorf("no %q in\n%s", tt.refused, reasons)
			}
		})
	}
}

func date(t *testing.T, text string) inventory.Date {
	t.Helper()
	d, err := inventory.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What is not known is not refused: it is told, once for each product and rule, with what would settle it.
func TestSupplyAssumptions(t *testing.T) {
	t.Parallel()
	two := fibre([]int{100, 100}, "Huawei")
	made := entry("made", "ban_new", "vendors: [], scope: {roles: [olt], origin: {not_in: [US]}}")
	for _, tt := range []struct {
		name, good, rule string
		want             []string
	}{
		{"origin not stated", good("a1", "Alpha", 21), made, []string{"may be brought in under rule law/made: that is not known: "}},
		{"origin at home", good("a1", "Alpha", 21, "origin: US"), made, nil},
		{"a list that is not public", good("a1", "Alpha", 21), entry("list", "allow_list", "vendors: []"),
			[]string{"may be brought in under rule law/list: that is not known: ", "name the rule in its approved"}},
		{"a list that is not public, and trust", good("a1", "Alpha", 21, "approved: [law/list]"), entry("list", "allow_list", "vendors: []"), nil},
		{"a rule that comes later", good("a1", "Alpha", 21), strings.Replace(made, "2020-01-01", "2026-01-01", 1), nil},
		{"an approval", good("a1", "Alpha", 21), entry("ask", "prior_approval", "vendors: [], approval_days: 60"), []string{"is approved under rule law/ask within 60 days: "}},
		{"an approval of unknown length", good("a1", "Alpha", 21), entry("ask", "prior_approval", "vendors: []"), []string{"the time of an approval under rule law/ask is not in the plan: "}},
	} {
		p := planOf(t, shopCase(t, shopOf(t, two, shopScenario, []string{tt.good}, tt.rule)))
		n := 0
		for _, a := range p.Assumptions {
			if a.Field == "products.a1" {
				n++
			}
		}
		if n != min(len(tt.want), 1) {
			t.Errorf("%s: told %d times: %v", tt.name, n, p.Assumptions)
		}
		for _, want := range tt.want {
			if !assumed(p, "products.a1", want) {
				t.Errorf("%s: no %q in %v", tt.name, want, p.Assumptions)
			}
		}
	}
}

// Where nothing may be brought in there is no plan: package, product, rule and days are named, and what would help.
func TestNothingMayBeBroughtIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		good   string
		rules  []string
		text   []string
		advice string
		change string
	}{
		{"for good", good("a1", "Alpha", 21), []string{entry("ban", "ban_new", alphaBan)},
			[]string{`limit regimes: package "olt0" brings in Alpha M1 (product "a1"), which rule law/ban prohibits from 2025-01-06 to 2026-03-01 (ban: vendor "Alpha" is Alpha), and no delivery date within the horizon is free of that`},
			"or name another product for access gear of role olt in products.yaml", ""},
		{"without approval", good("a1", "Alpha", 21), []string{entry("list", "allow_list", "vendors: [beta]")},
			[]string{"which rule law/list prohibits", "the list has only beta"},
			"or name another product for access gear of role olt in products.yaml, or state law/list in the product's approved where there is the approval", ""},
		{"to beyond the horizon", good("a1", "Alpha", 21), []string{entry("ban", "ban_new", alphaBan+"until: 2026-03-15")},
			[]string{"limit regimes: ", "and no delivery date"}, "", "horizon"},
		{"both sides", good("a1", "Alpha", 21), []string{entry("one", "ban_new", alphaBan+"until: 2025-06-30"), entry("two", "ban_new", alphaBan+"from: 2025-07-01")},
			[]string{"which rule law/one prohibits from 2025-01-06 to 2025-06-30 (one: vendor \"Alpha\" is Alpha) and rule law/two prohibits from 2025-07-01 to 2026-03-01"}, "", ""},
		{"a gap that is too small", good("a1", "Alpha", 21), []string{entry("one", "ban_new", alphaBan+"until: 2025-06-30"), entry("two", "ban_new", alphaBan+"from: 2025-07-08")},
			[]string{"and no delivery date within the horizon is free of that"}, "", ""}, // no week of it is
	} {
		c := shopCase(t, shop(t, shopScenario, []string{tt.good}, tt.rules...))
		_, err := c.Plan(context.Background(), Options{Effort: 2000})
		var none *NoPlanError
		if !errors.As(err, &none) {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		for _, want := range tt.text {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in %s", tt.name, want, err)
			}
		}
		if tt.advice != "" && !slices.Equal(none.Advice, []string{tt.advice}) {
			t.Errorf("%s: advice %q", tt.name, none.Advice)
		}
		if tt.change != "" && (len(none.Changes) != 1 || none.Changes[0].Set[0].Field != tt.change) || tt.change == "" && len(none.Changes) > 0 {
			t.Errorf("%s: changes %+v", tt.name, none.Changes)
		}
	}
}

// A delivery that is possible alone and not with the other limits: the days on which it may not be are named beside them.
func TestNoDeliveryInTime(t *testing.T) {
	t.Parallel()
	scenario := shopScenario + "funding: {released: [{on: 2025-03-03, amount: 9000000.00}]}\n" // nothing can be ordered before
	c := shopCase(t, shop(t, scenario, []string{good("a1", "Alpha", 21)}, entry("ban", "ban_new", alphaBan+"from: 2025-03-10")))
	_, err := c.Plan(context.Background(), Options{Effort: 2000})
	if err == nil || !strings.Contains(err.Error(), `limit regimes: option access-overlay/Alpha of package "olt0" brings in Alpha M1 (product "a1"), which rule law/ban prohibits from 2025-03-10 to 2026-03-01`) {
		t.Errorf("got %v", err)
	}
	if err == nil || !strings.Contains(err.Error(), "; without such days there would be a plan") {
		t.Errorf("got %v", err)
	}
}

// What no product is known for is not looked at, and that is told.
func TestUnknownSuccessorIsToldOf(t *testing.T) {
	t.Parallel()
	p := planOf(t, shopCase(t, shop(t, shopScenario, []string{"id: a1, vendor: Alpha, model: M1, lead_days: 21, roles: [cpe]"})))
	if !assumed(p, "products", "what replaces 1 element may be brought in: no product is known for them") {
		t.Errorf("not told: %v", p.Assumptions)
	}
}
