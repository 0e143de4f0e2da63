package policy

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// everyScope is a regime that asks for all that a scope can, on two makers, with an exception to an exception.
const everyScope = `riprep: regime/v1
id: every
title: All that can be asked
jurisdiction: US
countries: [US, DE]
status: contract
checked: 2026-01-01
sources: [{name: made up, verified: true}]
exceptions:
  - {id: old, title: the old, scope: {acquired_until: 2018-12-31}, unless: [north], source: made up, verified: true}
  - {id: north, title: the north, scope: {regions: [north]}, source: made up, verified: true}
  - {id: told, title: what is told, scope: {qualified: that it is so}, source: made up, verified: true}
  - {id: for-a-time, title: for a time, scope: {generations: [3g], acquired_from: 2020-01-01}, until: 2025-12-31, source: made up, verified: true}
entries:
  - {id: towers, title: towers, vendors: [huawei, hytera], what: gear, scope: {site_kinds: [tower], generations: [5g, 4g]}, except: [old], from: 2018-01-01, demand: ban_new, source: made up, verified: true}
  - {id: classes, title: classes, vendors: [zte], what: gear, scope: {site_classes: [military]}, except: [for-a-time], from: 2018-01-01, demand: exclude_site_class, date: 2026-01-01, source: made up, verified: true}
  - {id: bands, title: bands, vendors: [huawei], what: gear, scope: {bands: [n78], regions: [north, south]}, from: 2018-01-01, demand: certify, reimbursable: true, acquired_by: 2020-06-30, source: made up, verified: true}
  - {id: uses, title: uses, vendors: [huawei, zte, hikvision], what: gear, scope: {uses: [public-safety], operators: [etc, isp]}, except: [told], from: 2018-01-01, demand: no_use, source: made up, verified: true}
  - {id: kind, title: kind, what: gear, scope: {roles: [cpe, router], origin: {in: [CN]}, acquired_from: 2019-01-01}, from: 2018-01-01, demand: no_use, source: made up, verified: true}
  - {id: listed, title: listed, vendors: [nokia], what: gear, scope: {domains: [core]}, from: 2018-01-01, demand: allow_list, source: made up, verified: true}
`

func everyRule(t *testing.T) *Rules {
	t.Helper()
	var r strict.Reader
	rules := Load(&r, write(t, "every.yaml", everyScope))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	return rules
}

var (
	someVendors = []string{
		"Huawei", "HUAWEI TECH. CO", "ZTE", "Nokia", "Ericsson", "Cisco", "", "unknown", "Honor", "Huawei Marine", "Hytera", "Hikvision", "Dahua", "Lorex",
		"Annke", "H3C", "Huawie", "Nokia / Huawei", "Acme", "Kangxun", "DJI", "Kaspersky", "TP-Link", "\x00", "Hua\u202ewei", "HiSilicon", "Good | Bad",
	}
	someModels = []string{
		"", "BBU3910", "RTN 950", "RTN 950A", "Huawei BBU3910", "ZXSDR B8200", "S5720", "C300", "AirScale", "AAU5613", "Huawei compatible SFP", "7705 SAR", "R2000",
		"AND4516", "ETP48200", "AC6605", "DH-IPC-1", "MSR3600", "U2000", "\x00", "\x001 2 ", "MA5608T", "OptiX RTN 950",
	}
	someNumbers = []string{"", "02350TKK", "2350TKK", "02355502", "0", "\"0\"", "3HE12345AA"}
	someObjects = []string{"", "", "", "1.3.6.1.4.1.2011.2.1", "1.3.6.1.4.1.2011.10.1", "1.3.6.1.4.1.3902.3", "1.3.6.1.4.1.9.1", "1.3.6.1.4.1.25506.1", "1.3.6.1.4.1.99999"}
	someDays    = []string{"", "", "2012-05-01", "2018-06-30", "2018-08-14", "2020-06-30", "2020-07-01", "2020-11-30", "2020-12-01", "2023-01-01", "2026-04-01"}
	someAsOf    = []string{"2018-09-17", "2020-08-13", "2021-03-12", "2022-10-12", "2022-10-13", "2024-07-11", "2026-01-01", "2026-01-02", "2026-05-31"}
)

func of(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

// some takes a few words in any order.
func some(r *rand.Rand, list []string) []string {
	n := max(0, r.IntN(5)-2)
	var out []string
	for _, i := range r.Perm(len(list))[:min(n, len(list))] {
		out = append(out, list[i])
	}
	return out
}

// anyGear is an inventory in which much is alike and nearly alike.
func anyGear(r *rand.Rand, elements int) *inventory.Inventory {
	countries := []string{"", "", "US", "DE", "GB", "SE", "CA", "AU", "NZ", "JP", "IN"}
	inv := &inventory.Inventory{Operator: inventory.Operator{Country: of(r, countries), Kind: of(r, append(inventory.OperatorKinds, ""))}}
	for i := range 24 {
		inv.Sites = append(inv.Sites, inventory.Site{
			ID: string(rune('a' + i)), Country: of(r, countries), Kind: of(r, inventory.SiteKinds), Region: of(r, []string{"", "north", "south", "military"}),
			Sensitive: some(r, []string{"military", "national-security", "diplomatic", "north"}),
		})
	}
	for range elements {
		el := inventory.Element{
			Vendor: of(r, someVendors), Model: of(r, someModels), Domain: of(r, append(inventory.Domains, "")), Role: of(r, append(inventory.Roles, "")), Acquired: day(of(r, someDays)),
			Generations: some(r, inventory.Generations), Bands: some(r, []string{"n78", "b42", "b3", "n40"}), Uses: some(r, inventory.Uses),
			Origin: of(r, []string{"", "CN", "US", "DE"}), PartNumber: of(r, someNumbers), SysObjectID: of(r, someObjects),
		}
		if at := r.IntN(len(inv.Sites) + 1); at < len(inv.Sites) {
			el.Site = inv.Sites[at].ID
		}
		if r.IntN(3) == 0 && len(inv.Elements) > 0 { // one that differs in little from one before
			site, acquired, role := el.Site, el.Acquired, el.Role
			el = inv.Elements[r.IntN(len(inv.Elements))]
			switch r.IntN(4) {
			case 0:
				el.Site = site
			case 1:
				el.Acquired = acquired
			case 2:
				el.Role = role
			default:
				el.Model = of(r, someModels)
			}
		}
		for range max(0, r.IntN(6)-3) {
			el.Parts = append(slices.Clone(el.Parts), inventory.Part{
				Vendor: of(r, someVendors), Model: of(r, someModels), PartNumber: of(r, someNumbers), Role: of(r, append(boardRoles[:4:4], "chipset", "soc", "", "gizmo", "radio", "antenna")),
			})
		}
		inv.Elements = append(inv.Elements, el)
	}
	return inv
}

// TestAlike checks that what is remembered of other gear changes nothing: what is said of an element in an inventory of
// thousands, under all regimes that there are and some of them in any order, is what is said of it alone.
func TestAlike(t *testing.T) {
	rules := everyRule(t)
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		inv := anyGear(r, 1500)
		ids := rules.IDs()
		r.Shuffle(len(ids), func(i, k int) { ids[i], ids[k] = ids[k], ids[i] })
		if seed%2 == 1 {
			ids = ids[:1+r.IntN(4)]
		}
		on := day(of(r, someAsOf))
		all, err := Screen(inv, rules, ids, on)
		if err != nil {
			t.Fatal(err)
		}
		for i := range inv.Elements {
			el := &inv.Elements[i]
			small := &inventory.Inventory{Operator: inv.Operator, Elements: []inventory.Element{*el}}
			if at := slices.IndexFunc(inv.Sites, func(s inventory.Site) bool { return s.ID == el.Site }); at >= 0 {
				small.Sites = inv.Sites[at : at+1]
			}
			alone, err := Screen(small, rules, ids, on)
			if err != nil {
				t.Fatal(err)
			}
			alone[0].Element = i
			if !reflect.DeepEqual(alone[0], all[i]) {
				t.Fatalf("seed %d, %v on %s, element %d %+v at %+v:\n%s", seed, ids, on, i, *el, small.Sites,
					cmp.Diff(alone[0], all[i], cmp.AllowUnexported(inventory.Date{}), cmp.Comparer(func(a, b *Entry) bool { return a == b })))
			}
		}
	}
}

// plain is what a finding says, apart from words.
type plain struct {
	Verdict      Verdict
	Rules        string
	Removal      Removal
	RemoveBy     inventory.Date
	Buy          Answer
	Reimbursable Answer
}

func plainOf(f *Finding) plain {
	var rules []string
	for _, a := range f.Applied {
		rules = append(rules, a.Rule+" "+a.Entry.From.String()+" "+a.Verdict.String())
	}
	slices.Sort(rules)
	return plain{f.Verdict, strings.Join(rules, "\n"), f.Removal, f.RemoveBy, f.Buy, f.Reimbursable}
}

// strictest is the strictest of what each regime says alone of an element.
func strictest(each [][]Finding, i int) Says {
	out, open := Says{Verdict: NotCovered, Removal: Stays, Buy: No}, false
	for k := range each {
		f := &each[k][i]
		if f.Verdict.strength() > out.Verdict.strength() {
			out.Verdict = f.Verdict
		}
		if strength(f.Buy) > strength(out.Buy) {
			out.Buy = f.Buy
		}
		if compareDays(f.RemoveBy, out.RemoveBy) < 0 {
			out.RemoveBy = f.RemoveBy
		}
		out.Removal, open = max(out.Removal, f.Removal), open || f.Removal == RemovalUnknown
	}
	if open && out.Removal != MustGo {
		out.Removal = RemovalUnknown
	}
	return out
}

// TestOrderOfParts checks that the order of an element's parts, and that of the regimes, decide nothing; and that all regimes
// together say the strictest of what each says.
func TestOrderOfParts(t *testing.T) {
	rules := everyRule(t)
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 2))
		inv := anyGear(r, 1500)
		ids := rules.IDs()
		on := day(of(r, someAsOf))
		first, err := Screen(inv, rules, ids, on)
		if err != nil {
			t.Fatal(err)
		}
		each := make([][]Finding, len(ids))
		for k, id := range ids {
			if each[k], err = Screen(inv, rules, []string{id}, on); err != nil {
				t.Fatal(err)
			}
		}
		for i := range inv.Elements {
			slices.Reverse(inv.Elements[i].Parts)
			for k := range ids {
				if f, g := first[i].Regimes[k], each[k][i].says(); f != g {
					t.Fatalf("seed %d, element %d %+v: %s says %+v alone, %+v beside others", seed, i, inv.Elements[i], ids[k], g, f)
				}
			}
			want := strictest(each, i)
			if f := &first[i]; want != (Says{Verdict: f.Verdict, Removal: f.Removal, RemoveBy: f.RemoveBy, Buy: f.Buy}) {
				t.Fatalf("seed %d, element %d %+v: %+v, want %+v", seed, i, inv.Elements[i], f, want)
			}
		}
		slices.Reverse(ids)
		again, err := Screen(inv, rules, ids, on)
		if err != nil {
			t.Fatal(err)
		}
		bad := 0
		for i := range again {
			a, b := plainOf(&first[i]), plainOf(&again[i])
			if d := cmp.Diff(a, b, cmp.AllowUnexported(inventory.Date{})); d != "" {
				t.Errorf("seed %d on %s, element %d %+v:\n%s", seed, on, i, inv.Elements[i], d)
				if bad++; bad > 3 {
					t.FailNow()
				}
			}
		}
	}
}

// TestBuyAndAsk checks that a finding says to buying what a Buyer answers on that day, and that nothing changes on a day that
// a Buyer does not list.
func TestBuyAndAsk(t *testing.T) {
	rules := everyRule(t)
	r := rand.New(rand.NewPCG(1, 3))
	inv := anyGear(r, 400)
	ids := rules.IDs()
	buyer, err := rules.Buyer(ids)
	if err != nil {
		t.Fatal(err)
	}
	site := func(el *inventory.Element) *inventory.Site {
		if at := slices.IndexFunc(inv.Sites, func(s inventory.Site) bool { return s.ID == el.Site }); at >= 0 {
			return &inv.Sites[at]
		}
		return nil
	}
	for _, text := range someAsOf {
		fs, err := Screen(inv, rules, ids, day(text))
		if err != nil {
			t.Fatal(err)
		}
		for i := range fs {
			el := &inv.Elements[i]
			if got := buyer.Ask(el, site(el), &inv.Operator, nil, day(text)); got.Prohibited != fs[i].Buy {
				t.Fatalf("on %s, element %d %+v: the finding says %s (%s), the buyer %+v", text, i, *el, fs[i].Buy, fs[i].BuyBy, got)
			}
		}
	}
	days := buyer.Changes(day("2018-01-01"), day("2027-12-31"))
	from := day("2018-01-01")
	for _, to := range append(days, day("2028-01-01")) {
		for range 40 {
			el := &inv.Elements[r.IntN(len(inv.Elements))]
			a, b := buyer.Ask(el, site(el), &inv.Operator, nil, from), buyer.Ask(el, site(el), &inv.Operator, nil, to.AddDays(-1))
			if a.Prohibited != b.Prohibited || a.Approval != b.Approval {
				t.Fatalf("%+v: on %s %+v, on %s %+v", *el, from, a, to.AddDays(-1), b)
			}
		}
		from = to
	}
}
