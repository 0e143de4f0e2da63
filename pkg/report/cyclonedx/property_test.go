package cyclonedx_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

// Each property is the field of the finding, the package or the link that it is named after, and no other.
func TestProperties(t *testing.T) {
	d := reporttest.Sample(t)
	for i := range d.Plan.Findings {
		f := &d.Plan.Findings[i]
		f.Maker, f.Regime, f.Rule, f.Demand, f.Method, f.Confidence, f.Evidence = "a maker", "a regime", "a rule", "a demand", "a method", "a confidence", "some evidence"
		f.Removal, f.Buy, f.BuyBy, f.Reimbursable, f.ReimbursableBy, f.Settle = "removal", "buy", "buy by", "reimbursable", "reimbursable by", "settle"
		f.Since, f.RemoveBy = inventory.MustDate("2021-03-12"), inventory.MustDate("2028-10-31")
	}
	links := map[string][]string{}
	for _, l := range d.Case.In.Inventory.Links {
		for _, ends := range [][2]string{{l.A, l.B}, {l.B, l.A}} {
			links[ends[0]] = append(links[ends[0]], fmt.Sprintf("%s to %s, %v km", l.Kind, ends[1], *l.KM))
		}
	}
	all := byRef(decode(t, encode(t, d, "")))
	for i := range d.Plan.Findings {
		f := &d.Plan.Findings[i]
		c := all["element:"+f.Element]
		want := map[string]string{
			"verdict": f.Verdict, "maker": "a maker", "regime": "a regime", "rule": "a rule", "demand": "a demand", "recognised_by": "a method", "confidence": "a confidence",
			"evidence": "some evidence", "since": "2021-03-12", "removal": "removal", "remove_by": "2028-10-31", "buy": "buy", "buy_by": "buy by", "reimbursable": "reimbursable",
			"reimbursable_by": "reimbursable by", "settle": "settle", "site": f.Site, "domain": f.Domain, "link": strings.Join(links[f.Element], "; "),
			"package": "", "covered_until": "", "cutover": "", "finish": "", "method": "", "option": "", "application": "",
		}
		for k := range d.Plan.Packages {
			if w := &d.Plan.Packages[k]; w.ID == f.Package {
				want["package"], want["method"], want["option"], want["application"] = w.ID, w.Method, w.Option, w.Application
				want["covered_until"], want["cutover"], want["finish"] = w.CoveredUntil.String(), w.Cutover().Start.String(), view.DatesOf(w).Finish.String()
			}
		}
		for name, value := range want {
			if got := strings.Join(values(c, "riprep:"+name), "; "); got != value {
				t.Errorf("%s: %s %q, want %q", f.Element, name, got, value)
			}
		}
	}
}

// Only what is bought in the place of gear comes: what is paid to remove or to dispose of it brings nothing in.
func TestTags(t *testing.T) {
	d := reporttest.Sample(t)
	count := func() int { return len(byRef(decode(t, encode(t, d, "")))) }
	before, copied := count(), 0
	for i := range d.Plan.Packages {
		w := &d.Plan.Packages[i]
		for _, l := range w.Lines {
			if l.Element != "" && isProduct(d, w, &l) {
				removal, disposal := l, l
				removal.Tag, disposal.Tag = cost.Removal, cost.Disposal
				w.Lines = append(w.Lines, removal, disposal)
				copied++
			}
		}
	}
	if after := count(); after != before || copied == 0 {
		t.Errorf("%d components, then %d with %d lines of removal and of disposal", before, after, copied)
	}
}
