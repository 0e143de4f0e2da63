package planner

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
)

// smallest is an operator of one covered radio, which a word in capitals stands for what a rule of the programme looks at.
var smallest = map[string]string{
	"inventory.yaml": `riprep: inventory/v1
operator: {id: one, customers: CUSTOMERS, kind: etc}
sites: [{id: hill, kind: tower, subscribers: 0}]
elements:
  - {id: core, site: hill, domain: core, role: packet-core, vendor: Nokia, model: CMG, acquired: 2021-01-01}
  - {id: old, site: hill, domain: DOMAIN, role: ROLE, vendor: Huawei, model: MODEL, GENERATIONS acquired: ACQUIRED}
`,
	"scenario.yaml": `riprep: scenario/v1
start: 2027-01-04
horizon: 52
estimate: {CONTINGENCY network: [{item: ITEM, tag: replacement, on: 2027-02-01}]}
`,
	"catalog.yaml": `riprep: catalog/v1
price_year: 2027
items:
  - {id: new-gear, layer: radio, category: ran equipment, item: New gear, unit: each, typical: 100.00, source: test}
  - {id: extra, layer: services, category: CATEGORY, item: Extra, unit: each, typical: 10.00, source: test}
`,
	"products.yaml": `riprep: products/v1
products:
  - {id: new, vendor: Nokia, model: New, domain: DOMAIN, roles: [ROLE], PRODUCT item: new-gear, lead_days: 7, source: test}
methods:
  - id: swap
    method: in-place
    domains: [DOMAIN]
    priority: 10000
    source: test
    steps:
      - {kind: install, days: 1}
      - {kind: cutover, days: 1, items: [{item: extra, per: package, tag: replacement}]}
`,
}

// usual is what the words stand for where a rule is not about them.
var usual = map[string]string{
	"CUSTOMERS": "900", "DOMAIN": "ran", "ROLE": "radio", "MODEL": "RRU5904", "GENERATIONS": "generations: [4g],", "ACQUIRED": "2016-05-01",
	"CONTINGENCY": "", "ITEM": "extra", "CATEGORY": "installation", "PRODUCT": "generations: [4g, 5g],",
}

// oneOperator writes the smallest operator with some words replaced, and quotes where there are any.
func oneOperator(t *testing.T, words map[string]string, quotes string) *Case {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{}
	for name, text := range smallest {
		for word, value := range usual {
			if own, ok := words[word]; ok {
				value = own
			}
			text = strings.ReplaceAll(text, word, value)
		}
		files[name] = text
	}
	if quotes != "" {
		files["quotes.yaml"] = "riprep: quotes/v1\ndocuments: [" + quotes + "]\n"
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return loadCase(t, dir)
}

// Each rule of us-scrp on both sides of its boundary, from the files of the smallest operator that shows it to the line of its
// estimate.
func TestProgrammeRules(t *testing.T) {
	const microwave = "DOMAIN=transport ROLE=microwave MODEL=RTN950 GENERATIONS="
	comparable := `{document: Q, basis: quote, prices: [{item: new-gear, price: 100.00, comparable: {price: 60.00, document: Q2}}]}`
	for _, c := range []struct {
		name   string
		words  string // WORD=value, separated by blanks; _ is a blank in a value
		quotes string
		item   string
		want   cost.Eligible
		by     string
		count  cost.Cents
	}{
		{"P1 at the most customers", "CUSTOMERS=10000000", "", "new-gear", cost.EligibleYes, "R3", 100_00},
		{"P1 one above", "CUSTOMERS=10000001", "", "new-gear", cost.EligibleNo, "P1", 0},
		{"C1 on the first day", "", `{document: I, basis: actual, issued: 2018-04-17, prices: [{item: new-gear, price: 100.00}]}`, "new-gear", cost.EligibleYes, "R3", 100_00},
		{"C1 a day before", "", `{document: I, basis: actual, issued: 2018-04-16, prices: [{item: new-gear, price: 100.00}]}`, "new-gear", cost.EligibleNo, "C1", 0},
		{"C1 is not about the day of a quote", "", `{document: I, basis: quote, issued: 2018-04-16, prices: [{item: new-gear, price: 100.00}]}`, "new-gear", cost.EligibleYes, "R3", 100_00},
		{"R13", "CATEGORY=lost_revenue", "", "extra", cost.EligibleNo, "R13", 0},
		{"R13 not", "CATEGORY=installation", "", "extra", cost.EligibleYes, "R1", 10_00},
		{"R6 handsets", "ITEM=handset", "", "handset", cost.EligibleNo, "R6", 0},
		{"R6 not: covered devices of customers", "DOMAIN=access ROLE=cpe MODEL=HG8245 GENERATIONS= PRODUCT=", "", "new-gear", cost.EligibleYes, "R1", 100_00},
		{"R4 open: whether the old device was on fibre", "DOMAIN=access ROLE=cpe MODEL=HG8245 GENERATIONS= PRODUCT=medium:_fiber,", "", "new-gear", cost.Unclear, "R4", 0},
		{"R2 on the last day", "ACQUIRED=2020-06-30", "", "new-gear", cost.EligibleYes, "R3", 100_00},
		{"R2 a day later", "ACQUIRED=2020-07-01", "", "new-gear", cost.EligibleNo, "R2", 0},
		{"R4", microwave + " PRODUCT=medium:_fiber,", "", "new-gear", cost.EligibleNo, "R4", 0},
		{"R4 not: like for like", microwave + " PRODUCT=medium:_microwave,", "", "new-gear", cost.EligibleYes, "R1", 100_00},
		{"R5", "PRODUCT=generations:_[4g,_5g],_upgrade:_more_bands,", comparable, "new-gear", cost.EligiblePartly, "R5", 60_00},
		{"R5 5G alone", "GENERATIONS=generations:_[3g], PRODUCT=generations:_[5g],", comparable, "new-gear", cost.EligiblePartly, "R5", 60_00},
		{"R5 without a quote for the comparable", "PRODUCT=generations:_[4g,_5g],_upgrade:_more_bands,", "", "new-gear", cost.Arguable, "R5-quote", 0},
		{"R3 4G that is ready for 5G", "GENERATIONS=generations:_[2g],", "", "new-gear", cost.EligibleYes, "R3", 100_00},
		{"R3 not: 5G alone", "GENERATIONS=generations:_[3g], PRODUCT=generations:_[5g],", "", "new-gear", cost.Arguable, "R5-quote", 0},
		{"R7", "CATEGORY=new_towers", "", "extra", cost.Arguable, "R7", 0},
		{"R7 not: work on a tower", "CATEGORY=tower_work", "", "extra", cost.EligibleYes, "R14", 10_00},
		{"R9", "ITEM=consultant-hour", "", "consultant-hour", cost.Arguable, "R9", 0},
		{"C2", "CONTINGENCY=contingency:_10%,", "", "contingency", cost.Arguable, "C2", 0},
		{"R8", "CATEGORY=internal_labour", "", "extra", cost.EligibleYes, "R8", 10_00},
		{"R14", "ITEM=training-course", "", "training-course", cost.EligibleYes, "R14", 15_000_00},
		{"R1", microwave, "", "extra", cost.EligibleYes, "R1", 10_00},
	} {
		t.Run(c.name, func(t *testing.T) {
			words := map[string]string{}
			for word := range strings.FieldsSeq(c.words) {
				key, value, _ := strings.Cut(word, "=")
				words[key] = strings.ReplaceAll(value, "_", " ")
			}
			e := oneOperator(t, words, c.quotes).Estimate()
			found := false
			for _, l := range e.Lines() {
				if l.Item != c.item {
					continue
				}
				found = true
				rule, _, _ := strings.Cut(l.EligibleBy, ":")
				if c.want == cost.Unclear {
					rule = c.by
					if !strings.Contains(l.EligibleBy, c.by) {
						t.Errorf("by %q", l.EligibleBy)
					}
				}
				if l.Eligible != c.want || rule != c.by || l.Counted != c.count {
					t.Errorf("%s: %s, %s counted, by %q; want %s, %s, by %s", l.Item, l.Eligible, l.Counted, l.EligibleBy, c.want, c.count, c.by)
				}
			}
			if !found {
				t.Errorf("no line for %s", c.item)
			}
		})
	}
}
