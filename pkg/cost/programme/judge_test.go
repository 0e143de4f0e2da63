package programme

import (
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

func scrp(t testing.TB) *Programme {
	t.Helper()
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return s.Programme("us-scrp")
}

func day(s string) inventory.Date { return inventory.MustDate(s) }

func ptr[T any](v T) *T { return &v }

// small is a provider that may take part.
func small() Provider { return Provider{Kind: "etc", Customers: ptr(4200)} }

// radio is the smallest line that is paid in full: three LTE radios, ready for 5G, for three old ones of a named vendor.
func radio() Facts {
	return Facts{
		Gear: "yes", Tag: cost.Replacement, Layer: "radio", Category: "ran equipment", Item: "radio", Known: true, Basis: cost.FromCatalog,
		Quantity: 3 * cost.One, Total: 90_000_00,
		Old: Kit{Domain: "ran", Role: "radio", Generations: []string{"3g", "4g"}},
		New: Kit{Domain: "ran", Role: "radio", Generations: []string{"4g", "5g"}},
	}
}

// service is a line without gear of its own.
func service(category string) Facts {
	return Facts{Gear: "yes", Tag: cost.Replacement, Layer: "services", Category: category, Known: true, Quantity: cost.One, Total: 1000_00}
}

func with(f Facts, change func(*Facts)) Facts {
	change(&f)
	return f
}

func microwave(new Kit) Facts {
	f := radio()
	f.Old, f.New = Kit{Domain: "transport", Role: "microwave"}, new
	f.Layer, f.Category, f.Item = "transport", "transport equipment", "microwave-end"
	return f
}

// Each rule of us-scrp that judges lines, with lines on both sides of its boundary: rule is the id that answers, "" for
// what is unclear.
var ruleCases = []struct {
	name   string
	facts  Facts
	answer cost.Eligible
	rule   string
}{
	{"R1: covered gear out", with(service("removal"), func(f *Facts) { f.Tag = cost.Removal }), cost.EligibleYes, "R1"},
	{"R1: covered gear destroyed", with(service("disposal"), func(f *Facts) { f.Tag = cost.Disposal }), cost.EligibleYes, "R1"},
	{"R1: a spare", service("spares"), cost.EligibleYes, "R1"},
	{"R1: other works", with(service("removal"), func(f *Facts) { f.Tag = "upkeep" }), cost.Unclear, ""},

	{"R2: gear that is not paid for", with(radio(), func(f *Facts) { f.Gear = "no" }), cost.EligibleNo, "R2"},
	{"R2: its removal", with(service("removal"), func(f *Facts) { f.Tag, f.Gear = cost.Removal, "no" }), cost.EligibleNo, "R2"},
	{"R2: gear that is paid for", radio(), cost.EligibleYes, "R3"},
	{"R2: not known", with(radio(), func(f *Facts) { f.Gear = "unknown" }), cost.Unclear, ""},

	{"R3: 2G to 4G", with(radio(), func(f *Facts) { f.Old.Generations, f.New.Generations = []string{"2g"}, []string{"4g"} }), cost.EligibleYes, "R3"},
	{"R3: 3G to 4G and 5G", with(radio(), func(f *Facts) { f.Old.Generations = []string{"3g"} }), cost.EligibleYes, "R3"},
	{"R3: 4G to 5G alone", with(radio(), func(f *Facts) { f.Old.Generations, f.New.Generations = []string{"4g"}, []string{"5g"} }), cost.Arguable, "R5-quote"},
	{"R3: 3G and 5G to 5G alone", with(radio(), func(f *Facts) { f.Old.Generations, f.New.Generations = []string{"3g", "5g"}, []string{"5g"} }), cost.EligibleYes, "R1"},
	{"R3: 3G to 3G", with(radio(), func(f *Facts) { f.Old.Generations, f.New.Generations = []string{"3g"}, []string{"3g"} }), cost.EligibleYes, "R1"},
	{"R3: a controller", with(radio(), func(f *Facts) { f.Old.Role = "controller"; f.New.Generations = []string{"5g"} }), cost.EligibleYes, "R1"},
	{"R3: the replacement's generations not stated", with(radio(), func(f *Facts) { f.New.Generations = nil }), cost.Unclear, ""},
	{"R3: the old gear's not stated, of 4G", with(radio(), func(f *Facts) { f.Old.Generations = nil }), cost.EligibleYes, "R1"},
	{"R3: the old gear's not stated, of 5G alone", with(radio(), func(f *Facts) { f.Old.Generations, f.New.Generations = nil, []string{"5g"} }), cost.Unclear, ""},

	{"R4: microwave to fibre", microwave(Kit{Domain: "transport", Role: "optical"}), cost.EligibleNo, "R4"},
	{"R4: microwave to microwave", microwave(Kit{Domain: "transport", Role: "microwave"}), cost.EligibleYes, "R1"},
	{"R4: microwave to a router on fibre", microwave(Kit{Domain: "transport", Role: "router", Medium: "fiber"}), cost.EligibleNo, "R4"},
	{"R4: microwave to a router", microwave(Kit{Domain: "transport", Role: "router"}), cost.EligibleYes, "R1"},
	{"R4: microwave to what is not known", microwave(Kit{}), cost.Unclear, ""},
	{"R4: fixed wireless to a fibre terminal", with(radio(), func(f *Facts) {
		f.Old, f.New = Kit{Domain: "access", Role: "radio"}, Kit{Domain: "access", Role: "olt"}
	}), cost.EligibleNo, "R4"},
	{"R4: fibre to fibre", with(radio(), func(f *Facts) {
		f.Old, f.New = Kit{Domain: "access", Role: "olt"}, Kit{Domain: "access", Role: "olt"}
	}), cost.EligibleYes, "R1"},
	{"R4: customer equipment of no stated medium to fibre", with(radio(), func(f *Facts) {
		f.Old, f.New = Kit{Domain: "access", Role: "cpe"}, Kit{Domain: "access", Role: "ont"}
	}), cost.Unclear, ""},
	{"R4: customer equipment for customer equipment", with(radio(), func(f *Facts) {
		f.Old, f.New = Kit{Domain: "access", Role: "cpe"}, Kit{Domain: "access", Role: "cpe"}
	}), cost.EligibleYes, "R1"},
	{"R4: the same, and now on fibre", with(radio(), func(f *Facts) {
		f.Old, f.New = Kit{Domain: "access", Role: "cpe", Medium: "fixed-wireless"}, Kit{Domain: "access", Role: "cpe", Medium: "fiber"}
	}), cost.EligibleNo, "R4"},
	{"R4: removing the microwave", with(microwave(Kit{Domain: "transport", Role: "optical"}), func(f *Facts) { f.Tag = cost.Removal }), cost.EligibleYes, "R1"},

	{"R5: an upgrade with a quote", with(radio(), func(f *Facts) {
		f.Upgrade, f.Comparable = "eight ports for four", &Comparable{20_000_00, "quote 7"}
	}), cost.EligiblePartly, "R5"},
	{"R5: an upgrade without one", with(radio(), func(f *Facts) { f.Upgrade = "eight ports for four" }), cost.Arguable, "R5-quote"},
	{"R5: a price without a document is no quote", with(radio(), func(f *Facts) {
		f.Upgrade, f.Comparable = "eight ports for four", &Comparable{20_000_00, ""}
	}), cost.Arguable, "R5-quote"},
	{"R5: 5G alone with a quote for 4G", with(radio(), func(f *Facts) {
		f.New.Generations, f.Comparable = []string{"5g"}, &Comparable{20_000_00, "quote 7"}
	}), cost.EligiblePartly, "R5"},
	{"R5: a quote and no upgrade", with(radio(), func(f *Facts) { f.Comparable = &Comparable{20_000_00, "quote 7"} }), cost.EligibleYes, "R3"},
	{"R5: removing what is upgraded", with(radio(), func(f *Facts) { f.Upgrade, f.Tag = "eight ports", cost.Removal }), cost.EligibleYes, "R1"},

	{"R6: handsets", service("subscriber devices"), cost.EligibleNo, "R6"},
	{"R6: customer equipment of a named vendor", with(service("subscriber devices"), func(f *Facts) {
		f.Old, f.New = Kit{Domain: "access", Role: "cpe"}, Kit{Domain: "access", Role: "cpe"}
	}), cost.EligibleYes, "R1"},
	{"R6: customer equipment of another", with(service("subscriber devices"), func(f *Facts) {
		f.Old, f.Gear = Kit{Domain: "access", Role: "cpe"}, "no"
	}), cost.EligibleNo, "R6"},
	{"R6: of whom is not known", with(service("subscriber devices"), func(f *Facts) {
		f.Old, f.Gear = Kit{Domain: "access", Role: "cpe"}, "unknown"
	}), cost.Unclear, ""},

	{"R7: a new tower", service("new towers"), cost.Arguable, "R7"},
	{"R7: by its item", with(service("tower work"), func(f *Facts) { f.Item = "tower-new" }), cost.Arguable, "R7"},
	{"R7: a new shelter", service("new shelters"), cost.Arguable, "R7"},
	{"R7: work on the tower that stands", with(service("tower work"), func(f *Facts) { f.Item = "mount-work" }), cost.EligibleYes, "R14"},

	{"R8: travel", service("travel"), cost.EligibleYes, "R8"},
	{"R8: own people", service("internal labour"), cost.EligibleYes, "R8"},
	{"R8: own people for gear that is not paid for", with(service("internal labour"), func(f *Facts) { f.Gear = "no" }), cost.EligibleNo, "R2"},

	{"R9: consultants", service("consulting"), cost.Arguable, "R9"},
	{"R9: engineers", service("engineering"), cost.EligibleYes, "R14"},

	{"R13: interest", service("interest"), cost.EligibleNo, "R13"},
	{"R13: lost revenue", service("lost revenue"), cost.EligibleNo, "R13"},
	{"R13: running both networks", service("parallel operation"), cost.EligibleYes, "R14"},
	{"R13: whatever the gear is", with(service("interest"), func(f *Facts) { f.Gear = "unknown" }), cost.EligibleNo, "R13"},

	{"R14: training", service("training"), cost.EligibleYes, "R14"},
	{"R14: of gear that is not known", with(service("training"), func(f *Facts) { f.Gear = "unknown" }), cost.Unclear, ""},

	{"C1: the day before", with(radio(), func(f *Facts) { f.IncurredOn = day("2018-04-16") }), cost.EligibleNo, "C1"},
	{"C1: the day itself", with(radio(), func(f *Facts) { f.IncurredOn = day("2018-04-17") }), cost.EligibleYes, "R3"},
	{"C1: still to be paid", radio(), cost.EligibleYes, "R3"},

	{"C2: contingency", service("contingency"), cost.Arguable, "C2"},
	{"C2: legal fees", service("legal"), cost.Arguable, "C2"},
	{"C2: tax", service("tax"), cost.EligibleYes, "R1"},
}

func TestRules(t *testing.T) {
	p := scrp(t)
	tried := map[string]bool{}
	for _, c := range ruleCases {
		a := p.Judge(small(), c.facts)
		id, _, _ := strings.Cut(a.By, ":")
		if c.answer == cost.Unclear {
			id = ""
		}
		if a.Eligible != c.answer || id != c.rule {
			t.Errorf("%s: %s by %q, want %s by %s", c.name, a.Eligible, a.By, c.answer, c.rule)
		}
		tried[c.rule] = true
	}
	for i := range p.Rules {
		if r := &p.Rules[i]; r.Answer != "" && !tried[r.ID] {
			t.Errorf("rule %s is not tried", r.ID)
		}
	}
}

// R1 to R14 are there, as the facts number them, and those that do not judge say so.
func TestRuleList(t *testing.T) {
	p := scrp(t)
	for _, c := range []struct {
		id       string
		answer   cost.Eligible
		verified bool
	}{
		{"R1", "yes", true}, {"R2", "no", true}, {"R3", "yes", true}, {"R4", "no", true}, {"R5", "partly", true}, {"R5-quote", "argue", true},
		{"R6", "no", true}, {"R7", "argue", true}, {"R8", "yes", true}, {"R9", "argue", true}, {"R10", "", true}, {"R11", "", true},
		{"R12", "", true}, {"R13", "no", false}, {"R14", "yes", false}, {"C1", "no", true}, {"C2", "argue", false},
	} {
		r := p.Rule(c.id)
		if r == nil || r.Answer != c.answer || r.Verified != c.verified || r.Source == "" || r.Says == "" || (r.Confidence == "") != c.verified {
			t.Errorf("%s: %+v", c.id, r)
		}
	}
	if p.Rule("R15") != nil || len(p.Rules) != 17 {
		t.Errorf("%d rules", len(p.Rules))
	}
}

func TestProvider(t *testing.T) {
	p := scrp(t)
	for _, c := range []struct {
		name     string
		provider Provider
		answer   cost.Eligible
		by       string
	}{
		{"at the limit", Provider{Customers: ptr(10_000_000)}, cost.EligibleYes, "R3: "},
		{"above it", Provider{Customers: ptr(10_000_001)}, cost.EligibleNo, "P1: "},
		{"none", Provider{Customers: ptr(0)}, cost.EligibleYes, "R3: "},
		{"a school", Provider{Kind: "school", Customers: ptr(900)}, cost.EligibleYes, "R3: "},
		{"not stated", Provider{Kind: "etc"}, cost.Unclear, "P1: "},
		{"not stated, approved", Provider{Approved: "A1"}, cost.EligibleYes, "R3: "},
		{"grown since it was approved", Provider{Customers: ptr(10_000_001), Approved: "A1"}, cost.EligibleYes, "R3: "},
	} {
		a := p.Judge(c.provider, radio())
		if a.Eligible != c.answer || !strings.HasPrefix(a.By, c.by) {
			t.Errorf("%s: %s by %q", c.name, a.Eligible, a.By)
		}
	}
	// What is not paid for anyhow needs no count of customers.
	if a := p.Judge(Provider{}, with(radio(), func(f *Facts) { f.Gear = "no" })); a.Eligible != cost.EligibleNo || !strings.HasPrefix(a.By, "R2: ") {
		t.Errorf("%+v", a)
	}
	if _, by := p.Accepts(Provider{Approved: "A1"}); by != `P1: application "A1" was approved` {
		t.Error(by)
	}

	q := *p
	q.Provider.Kinds = []string{"school", "library"}
	for kind, want := range map[string]cost.Eligible{"school": cost.EligibleYes, "etc": cost.EligibleNo, "": cost.Unclear} {
		if got, by := q.Accepts(Provider{Kind: kind, Customers: ptr(1)}); got != want {
			t.Errorf("kind %q: %s, %s", kind, got, by)
		}
	}
}

// Of an upgrade the comparable's price counts, never more than the line, and never less than nothing.
func TestCounted(t *testing.T) {
	p := scrp(t)
	upgrade := func(unit cost.Cents, q cost.Quantity, total cost.Cents) Facts {
		return with(radio(), func(f *Facts) {
			f.Upgrade, f.Comparable, f.Quantity, f.Total = "more", &Comparable{unit, "quote 7"}, q, total
		})
	}
	for _, c := range []struct {
		facts Facts
		want  cost.Cents
	}{
		{upgrade(20_000_00, 3*cost.One, 90_000_00), 60_000_00},
		{upgrade(30_000_00, 3*cost.One, 90_000_00), 90_000_00},
		{upgrade(30_000_01, 3*cost.One, 90_000_00), 90_000_00},
		{upgrade(1, cost.One/2, 90_000_00), 1}, // half a cent rounds away from zero
		{upgrade(0, 3*cost.One, 90_000_00), 0},
		{upgrade(20_000_00, 0, 0), 0},
	} {
		a := p.Judge(small(), c.facts)
		if a.Eligible != cost.EligiblePartly || a.Counted != c.want {
			t.Errorf("%s each: %s, %s counted, want %s", c.facts.Comparable.UnitPrice, a.Eligible, a.Counted, c.want)
		}
	}
	a := p.Judge(small(), upgrade(20_000_00, 3*cost.One, 90_000_00))
	if want := "R5: of an upgrade the comparable replacement is paid, the excess is the carrier's; more than comparable: more; comparable by quote 7: 20,000.00 each"; a.By != want {
		t.Errorf("by %q", a.By)
	}
	a = p.Judge(small(), upgrade(cost.Limit-1, 1000*cost.One, 90_000_00))
	if a.Eligible != cost.Unclear || a.Counted != 0 || !strings.Contains(a.By, "out of range") {
		t.Errorf("overflow: %+v", a)
	}
	if a := p.Judge(small(), radio()); a.Counted != 0 { // the caller counts the whole line
		t.Errorf("%+v", a)
	}
}

// What is missing is said, with the rules that hang on it; what is not verified is said too.
func TestSaid(t *testing.T) {
	p := scrp(t)
	for _, c := range []struct {
		facts Facts
		want  string
	}{
		{with(radio(), func(f *Facts) { f.Gear = "unknown" }), "whether the programme pays for the gear is not known: it decides between R2 (no), R3 (yes), R1 (yes)"},
		{with(radio(), func(f *Facts) { f.Gear, f.GearWhy = "unknown", "when it was obtained is not stated" }), "when it was obtained is not stated: it decides between R2 (no), R3 (yes), R1 (yes)"},
		{with(radio(), func(f *Facts) { f.Gear, f.GearWhy = "no", "obtained 2020-07-01" }), "R2: gear obtained after 30 June 2020, or not of Huawei or ZTE, is not reimbursed; obtained 2020-07-01"},
		{with(radio(), func(f *Facts) { f.New.Generations = nil }), "the generations of the replacement are not stated: it decides between R5-quote (argue), R3 (yes), R1 (yes)"},
		{microwave(Kit{}), "what replaces the gear is not known: it decides between R4 (no), R1 (yes)"},
		{service("training"), "R14: parallel operation, testing, training, project management, engineering, permits and structural work that the swap needs (not verified, confidence medium)"},
		{with(service("x"), func(f *Facts) { f.Tag = "upkeep" }), "no rule of the programme speaks of such a line"},
	} {
		if a := p.Judge(small(), c.facts); a.By != c.want {
			t.Errorf("got  %s\nwant %s", a.By, c.want)
		}
	}
}

// Every rule that is cited is one of the programme, and the gear of nobody is never a yes by silence.
func TestNoYesBySilence(t *testing.T) {
	p := scrp(t)
	for _, tag := range []cost.Tag{cost.Removal, cost.Replacement, cost.Disposal, ""} {
		for _, gear := range []string{"unknown", "", "maybe"} {
			for _, category := range []string{"", "ran equipment", "training", "travel", "tower work", "subscriber devices", "contingency"} {
				a := p.Judge(small(), Facts{Gear: gear, Tag: tag, Category: category})
				if a.Eligible == cost.EligibleYes || a.Eligible == cost.EligiblePartly || a.By == "" {
					t.Errorf("%q %q %q: %+v", tag, gear, category, a)
				}
			}
		}
	}
	if slices.ContainsFunc(p.Rules, func(r Rule) bool { return strings.Contains(r.ID, ":") }) {
		t.Error("an id that cannot be told from its title")
	}
}
