package filing

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

func cents(t testing.TB, c grid.Cell) cost.Cents {
	t.Helper()
	if c.String() == "" {
		return 0
	}
	n, ok := c.Amount()
	if !ok {
		t.Fatalf("%q: no amount", c.String())
	}
	return cost.Cents(n)
}

// TestTotals: totals are the sums of the lines to the cent, by application and each grouping; all together are the estimate's;
// and with a plan those of its applications.
func TestTotals(t *testing.T) {
	with := small(t)
	for _, s := range []*Source{with, {Case: with.Case, AsOf: with.AsOf}, {Case: caseOf(t, "us-carrier"), AsOf: with.AsOf}, {Case: caseOf(t, "by-hand"), AsOf: with.AsOf}} {
		d := fill(t, "application", s)
		type key struct{ application, by, key, amount string }
		want := map[key]cost.Cents{}
		amounts := []string{"low", "total", "high", "counted"}
		applications := map[string]bool{}
		for _, l := range rows(t, d, "lines") {
			for by, k := range map[string]string{"all": "", "tag": l["tag"].String(), "category": l["category"].String(), "eligible": l["eligible"].String()} {
				for _, amount := range amounts {
					c := cents(t, l[amount])
					want[key{l["application"].String(), by, k, amount}] += c
					want[key{allApplications, by, k, amount}] += c
				}
			}
			applications[l["application"].String()] = true
		}
		found := 0
		for _, r := range rows(t, d, "totals") {
			for _, amount := range amounts {
				k := key{r["application"].String(), r["by"].String(), r["key"].String(), amount}
				w, ok := want[k]
				if got := cents(t, r[amount]); !ok || got != w {
					t.Errorf("%v: %s, the lines have %s", k, got, w)
				}
				found++
			}
		}
		if len(applications) == 1 {
			found *= 2 // the totals of all are those of the one
		}
		if found != len(want) {
			t.Errorf("%d totals, want %d", found, len(want))
		}
		all, _, err := cost.Total(s.Case.Estimate().Lines())
		if got := want[key{allApplications, "all", "", "total"}]; s.Plan == nil && (err != nil || got != all) {
			t.Errorf("all lines %s, the estimate %s", got, all)
		}
		if s.Plan == nil {
			continue
		}
		for _, a := range s.Plan.Applications {
			if got := want[key{a.ID, "all", "", "total"}]; got != a.Cost {
				t.Errorf("%s: %s, the plan %s", a.ID, got, a.Cost)
			}
			if got := want[key{a.ID, "all", "", "counted"}]; got != a.Counted {
				t.Errorf("%s: counted %s, the plan %s", a.ID, got, a.Counted)
			}
		}
		if got := want[key{allApplications, "all", "", "total"}]; got != s.Plan.Totals.Cost {
			t.Errorf("all %s, the plan %s", got, s.Plan.Totals.Cost)
		}
	}
}

// TestOverflow: amounts that add up to more than there is a place for are an error, and no wrong sum.
func TestOverflow(t *testing.T) {
	s := small(t)
	line := `{category: a, tag: removal, amount: 9999999999999.99}`
	s.Progress = progressOf(t, s.Case, "riprep: progress/v1\ninvoices: [{invoice: a, vendor: v, application: A1, date: 2027-01-05, lines: ["+line+", "+line+"]}]\n")
	for _, form := range []string{"claims", "spending"} {
		if _, err := Fill(Find(form), s); err == nil || !strings.Contains(err.Error(), cost.ErrOverflow.Error()) {
			t.Errorf("%s: %v", form, err)
		}
	}
}

// invoiced makes a progress of random invoices, claims and decisions.
func invoiced(r *rand.Rand) string {
	refs := []string{
		"package: hill-bbu, item: radio, tag: replacement", "package: hill-bbu, item: crew-week, tag: replacement, reason: more work", "package: hill-bbu, item: take-down, tag: removal",
		"package: lake-bbu, item: baseband, tag: replacement", "package: pass-csr, item: router, tag: replacement", "package: pass-bbu, item: radio, tag: replacement",
		"network: true, item: training-course, tag: replacement", "package: pass-bbu, category: other, tag: disposal", "package: pass-bbu, item: contingency, tag: replacement",
	}
	var b strings.Builder
	b.WriteString("riprep: progress/v1\ninvoices:\n")
	first := inventory.MustDate("2027-01-04")
	for i := range 1 + r.IntN(12) {
		day := first.AddDays(r.IntN(200))
		fmt.Fprintf(&b, "  - invoice: I-%d\n    vendor: v\n    date: %s\n", i, day)
		stage := r.IntN(5)
		for k, key := range []string{"paid_on", "claimed_on", "decided_on", "paid_back_on"} {
			if k < stage {
				day = day.AddDays(r.IntN(60))
				fmt.Fprintf(&b, "    %s: %s\n", key, day)
			}
		}
		b.WriteString("    lines:\n")
		for range 1 + r.IntN(3) {
			amount := cost.Cents(r.IntN(8_000_000))
			fmt.Fprintf(&b, "      - {%s, amount: %s", refs[r.IntN(len(refs))], amount)
			if stage >= 3 {
				fmt.Fprintf(&b, ", approved: %s", cost.Cents(r.IntN(int(amount)/50+1)))
			}
			b.WriteString("}\n")
		}
	}
	return b.String()
}

// TestClaims: no more is counted than was invoiced, none of it where the estimate is not eligible, and no more than the estimate
// counts where it is so in part; what is asked is round(counted × proration), less what is above the allocation; what is asked,
// approved and paid back together is never above the allocation, unless more was approved than there is; and the totals are the
// sums of the lines.
func TestClaims(t *testing.T) {
	s := small(t)
	for seed := range uint64(trials.Of(t, 300)) {
		text := invoiced(rand.New(rand.NewPCG(seed, 7)))
		s.Progress = progressOf(t, s.Case, text)
		s.AsOf = inventory.MustDate("2027-02-01").AddDays(int(seed) % 300)
		d := fill(t, "claims", s)
		type sums struct{ invoiced, countable, ready, claimed, approved, paid cost.Cents }
		want := map[string]*sums{"A1": {}, "A2": {}, "": {}}
		for _, l := range rows(t, d, "lines") {
			amount, countable, asked, above := cents(t, l["amount"]), cents(t, l["countable"]), cents(t, l["asked"]), cents(t, l["above_allocation"])
			eligible, state, a := l["eligible"].String(), l["state"].String(), l["application"].String()
			if countable > amount || eligible != "yes" && eligible != "partly" && countable > 0 || eligible == "yes" && countable != amount {
				t.Fatalf("seed %d: %s of %s counted, eligible %s\n%s", seed, countable, amount, eligible, text)
			}
			whole, err := countable.Times(395_000_000)
			if err != nil || asked+above != whole || asked < 0 || above < 0 {
				t.Fatalf("seed %d: %s asked and %s above the allocation of %s", seed, asked, above, countable)
			}
			if state == "ready" && (asked == 0 || l["needs"].String() != "") || cents(t, l["over_estimate"]) > 0 && l["reason"].String() == "" && state == "ready" {
				t.Fatalf("seed %d: ready with %s asked, needs %q", seed, asked, l["needs"])
			}
			x := want[a]
			x.invoiced += amount
			x.countable += countable
			switch state {
			case "ready":
				x.ready += asked
			case "claimed":
				x.claimed += asked
			case "approved":
				x.approved += cents(t, l["approved"])
			case "paid back":
				x.paid += cents(t, l["approved"])
			}
		}
		for _, r := range rows(t, d, "totals") {
			x := want[r["application"].String()]
			got := sums{cents(t, r["invoiced"]), cents(t, r["countable"]), cents(t, r["ready"]), cents(t, r["claimed"]), cents(t, r["approved"]), cents(t, r["paid_back"])}
			if got != *x {
				t.Fatalf("seed %d: %s: totals %+v, lines %+v\n%s", seed, r["application"], got, *x, text)
			}
			if r["application"].String() == "" {
				continue
			}
			allocation, granted := cents(t, r["allocation"]), x.approved+x.paid
			if all := x.ready + x.claimed + granted; all > max(allocation, granted) || allocation-all != cents(t, r["left"]) {
				t.Fatalf("seed %d: %s: %s of an allocation of %s, left %s\n%s", seed, r["application"], all, allocation, r["left"], text)
			}
		}
	}
}

// TestReportPeriod: the last half year that ended with January or July, that day included.
func TestReportPeriod(t *testing.T) {
	for asOf, want := range map[string][2]string{
		"2027-07-30": {"2026-08-01", "2027-01-31"}, "2027-07-31": {"2027-02-01", "2027-07-31"}, "2027-01-30": {"2026-02-01", "2026-07-31"},
		"2027-01-31": {"2026-08-01", "2027-01-31"}, "2027-12-31": {"2027-02-01", "2027-07-31"}, "1971-01-01": {"1971-01-01", "1971-01-01"},
	} {
		from, to := reportPeriod(inventory.MustDate(asOf))
		if from.String() != want[0] || to.String() != want[1] {
			t.Errorf("%s: %s to %s, want %v", asOf, from, to, want)
		}
	}
}

// TestPayNothingBefore: a cost of the day before the programme's first is not counted, one of that day is.
func TestPayNothingBefore(t *testing.T) {
	s := small(t)
	for day, want := range map[string]string{"2018-04-16": "0.00", "2018-04-17": "4800.00"} {
		s.Progress = progressOf(t, s.Case, "riprep: progress/v1\ninvoices: [{invoice: a, vendor: v, date: "+day+", lines: [{package: hill-bbu, item: take-down, tag: removal, amount: 4800}]}]\n")
		if got := rows(t, fill(t, "claims", s), "lines")[0]["countable"].String(); got != want {
			t.Errorf("%s: %s counted, want %s", day, got, want)
		}
	}
}
