package planner

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// A plan that was changed to bring in what may not be does not verify, whatever day or product was changed.
func TestVerifySupply(t *testing.T) {
	t.Parallel()
	c := shopCase(t, shop(t, shopScenario, []string{good("a1", "Alpha", 21), good("b1", "Beta", 21)},
		entry("ban", "ban_new", alphaBan+"until: 2025-06-30"), entry("end", "ban_new", "vendors: [beta], from: 2025-08-03")))
	anew := plansOf(t, c)
	if found := Verify(c, anew()); len(found) > 0 {
		t.Fatal(found)
	}
	p := anew()
	w := p.find(t, "olt0")
	if w.Vendor != "Beta" {
		t.Fatalf("%s is planned", w.Option)
	}
	day := w.delivered(t)
	w.Option = strings.Replace(w.Option, "Beta", "Alpha", 1)
	text := `package "olt0": option ` + w.Option + ` brings in Alpha M1 (product "a1") in the period from ` + day.AddDays(-6).String() +
		`, which rule law/ban prohibits on ` + day.AddDays(-6).String() + ` (ban: vendor "Alpha" is Alpha)`
	if found := Verify(c, p); !says(found, "regimes", text) {
		t.Errorf("want %s\ngot %v", text, found)
	}
	p = anew()
	p.find(t, "olt0").shift(7 * 24)
	if found := Verify(c, p); !says(found, "regimes", `Beta M1 (product "b1") in the period from 2025-07-28, which rule law/end prohibits on 2025-08-03`) {
		t.Errorf("delivered too late: %v", found)
	}
	p = anew()
	p.find(t, "olt0").shift(7 * 23)
	if found := Verify(c, p); says(found, "regimes", "") {
		t.Errorf("delivered in time: %v", found)
	}
}

// Bans at random: what every package brings in may be on the day of its delivery, and a package without a plan has no such day.
func TestBansAtRandom(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 9))
	planned, none, waited, several := 0, 0, 0, 0
	for range trials.Of(t, 60) {
		var rules []string
		start := date(t, "2025-01-06")
		for i := range rng.IntN(7) {
			from := start.AddDays(rng.IntN(300) - 60)
			until := from.AddDays(rng.IntN([]int{20, 150, 600}[rng.IntN(3)]))
			rules = append(rules, entry(fmt.Sprintf("r%d", i), "ban_new", fmt.Sprintf("vendors: [%s], from: %s, until: %s", []string{"alpha", "beta"}[rng.IntN(2)], from, until)))
		}
		if rng.IntN(3) == 0 {
			rules = append(rules, entry("cap", "cap_share", "cap: {max: 60%, of: premises}, scope: {domains: [access]}, date: "+start.AddDays(150+rng.IntN(200)).String()))
		}
		scenario := fmt.Sprintf("start: 2025-01-06\nhorizon: %d\nperiod: week\nin_place: allowed\ncrews: {ip: 1, core: 1, tower: 1}\nobjectives: [exposure]\n", 9+rng.IntN(40))
		goods := []string{good("a1", "Alpha", 7*rng.IntN(8)), good("b1", "Beta", 7*rng.IntN(8))}
		c := shopCase(t, shopOf(t, fibre([]int{100, 200, 300}, "Huawei"), scenario, goods, rules...))
		m, err := c.build(c.In.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.Packages {
			for k := range c.Packages[i].Options {
				o := &c.Packages[i].Options[k]
				if len(m.deliveries(o)) > 1 {
					several++
				}
				m.checkDeliveries(t, o)
			}
		}
		p, err := c.Plan(context.Background(), Options{Effort: 20_000})
		var no *NoPlanError
		if errors.As(err, &no) {
			none++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		planned++
		for i := range p.Packages {
			w := &p.Packages[i]
			buyer, err := c.In.Rules.Buyer([]string{"law"})
			if err != nil {
				t.Fatal(err)
			}
			day := w.delivered(t)
			if got := buyer.Ask(&inventory.Element{Vendor: w.Vendor, Model: "M1", Domain: "access", Role: "olt"}, nil, nil, nil, day); got.Prohibited != policy.No {
				t.Errorf("%s is delivered on %s: %+v", w.ID, day, got)
			}
			if w.Activities[0].Start.After(start) {
				waited++
			}
		}
	}
	t.Logf("%d planned, %d not, %d packages wait, %d options have several spans", planned, none, waited, several)
	if planned == 0 || none == 0 || waited == 0 || several == 0 {
		t.Error("the cases do not show everything")
	}
}

// checkDeliveries compares the spans of an option with what the regimes say on every day.
func (m *model) checkDeliveries(t *testing.T, o *Option) {
	t.Helper()
	buyer, err := m.c.In.Rules.Buyer(m.s.Regimes)
	if err != nil {
		t.Fatal(err)
	}
	n := m.cal.periods(o.step("prepare").Days)
	for start := range m.s.Horizon - n + 1 {
		want := true
		for d := range m.s.PeriodDays {
			el := &inventory.Element{Vendor: o.Vendor, Model: "M1", Domain: "access", Role: "olt"}
			want = want && buyer.Ask(el, nil, nil, nil, m.s.PeriodStart(start+n-1).AddDays(d)).Prohibited == policy.No
		}
		got := slices.ContainsFunc(m.deliveries(o), func(x span) bool { return x == span{} || x.release <= start && start+n <= x.due })
		if got != want {
			t.Fatalf("%s from period %d: %v, want %v; %+v", o.ID, start, got, want, m.deliveries(o))
		}
	}
}

// Rows of replacements: the strongest answer, and when it changes.
func TestReplacements(t *testing.T) {
	t.Parallel()
	c := shopCase(t, shop(t, shopScenario, []string{good("a1", "Alpha", 21), good("b1", "Beta", 21), good("g1", "Gamma", 21), "id: other, vendor: Beta, model: M2, roles: [ont], lead_days: 1"},
		entry("ban", "ban_new", alphaBan+"from: 2025-06-01"), entry("now", "ban_new", "vendors: [beta], until: 2025-05-31"), entry("ask", "prior_approval", "vendors: [gamma], approval_days: 9")))
	rows := c.Replacements()
	want := []string{
		"a1 [olt] [olt0] no 2025-06-01 yes law/ban barred true  0",
		"b1 [olt] [olt0] yes 2025-06-01 no law/now barred true  0",
		"g1 [olt] [olt0] no  no  barred false law/ask 9",
	}
	var got []string
	for _, r := range rows {
		changes := ""
		if !r.Changes.IsZero() {
			changes = r.Changes.String()
		}
		got = append(got, fmt.Sprintf("%s %v %v %v %s %v %s barred %v %s %d", r.Product, r.Roles, r.Packages, r.Prohibited, changes, r.Then, r.Rule, r.Barred(), r.Approval, r.ApprovalDays))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A function that is replaced brings in a management system, and that is what is asked about.
func TestFunctionIsBroughtIn(t *testing.T) {
	t.Parallel()
	rules := law(entry("run", "replace_function_by", "function: management, date: 2026-01-01"), entry("buy", "ban_new", "vendors: [nokia], scope: {roles: [management]}"))
	c := loadCase(t, folder(t, fibre([]int{100}, "Huawei"), shopScenario, rules))
	m := c.frame(c.In.Scenario)
	functions, barred := 0, 0
	for i := range c.Packages[0].Options {
		o := &c.Packages[0].Options[i]
		refused := m.refuses(&c.Packages[0], o).field == anySupply
		if o.Kind == "function" {
			functions++
		}
		if want := o.Kind == "function" && o.Vendor == "Nokia"; refused != want {
			t.Errorf("%s is refused: %v", o.ID, refused)
		}
		if refused {
			barred++
		}
	}
	if functions < 2 || barred != 1 {
		t.Errorf("%d functions, %d barred", functions, barred)
	}
}

// Which generations new gear serves in the place of old gear.
func TestServing(t *testing.T) {
	for _, tt := range []struct{ product, old, want string }{
		{"", "4g", "4g"}, {"4g 5g", "4g", "4g"}, {"4g 5g", "", "4g 5g"}, {"4g", "2g", "4g"}, {"4g 5g", "2g 4g", "4g 5g"}, {"2g 4g", "2g", "2g"}, {"2g 4g", "3g", "4g"},
	} {
		got := strings.Join(serving(&products.Product{Generations: strings.Fields(tt.product)}, strings.Fields(tt.old)), " ")
		if got != tt.want {
			t.Errorf("%s in the place of %s serves %s, want %s", tt.product, tt.old, got, tt.want)
		}
	}
}

// Of more options than are looked at those go first that can never be delivered, so that one which can is not lost behind them.
func TestCutKeepsWhatMayBeBroughtIn(t *testing.T) {
	t.Parallel()
	var goods []string
	for i := range MaxOptions + 2 {
		goods = append(goods, good(fmt.Sprintf("x%d", i), fmt.Sprintf("Maker%d", i), 21, "origin: VN"))
	}
	goods = append(goods, good("last", "Last Maker", 21, "origin: US"))
	c := shopCase(t, shop(t, shopScenario, goods, entry("made", "ban_new", "vendors: [], scope: {origin: {not_in: [US]}}")))
	options := c.Packages[0].Options
	if len(options) != MaxOptions || !slices.ContainsFunc(options, func(o Option) bool { return o.ID == "access-overlay/Last Maker" }) {
		t.Errorf("%d options: %v", len(options), options)
	}
}
