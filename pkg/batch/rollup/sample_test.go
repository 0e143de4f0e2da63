package rollup

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// sequence gives outcomes one by one.
func sequence(list []*batch.Outcome) iter.Seq2[*batch.Outcome, error] {
	return func(yield func(*batch.Outcome, error) bool) {
		for _, o := range list {
			if !yield(o, nil) {
				return
			}
		}
	}
}

func rolled(t testing.TB, list []*batch.Outcome) *Rollup {
	t.Helper()
	r, err := New(sequence(list))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sample makes outcomes of operators × scenarios with figures by chance; every seventh unit has no plan, every eleventh failed.
// name is what carriers are called.
func sample(operators, scenarios int, seed uint64, name func(int) string) []*batch.Outcome {
	rnd := rand.New(rand.NewPCG(seed, 1))
	var out []*batch.Outcome
	for o := range operators {
		customers := 100 + o*1_000
		for s := range scenarios {
			n := len(out)
			x := outcome(fmt.Sprintf("op-%d", o+1), "scenario", n)
			x.Set = []batch.Change{{Field: "crews.tower", Value: fmt.Sprint(2 + s%5)}, {Field: "funding.reimbursement.proration", Value: []string{"0.395", "1.0"}[s/5%2]}}
			if s >= 10 {
				x.Scenario = fmt.Sprintf("scenario-%d", s/10)
			}
			x.Carrier = &batch.Carrier{ID: x.Operator, Name: name(n), FRN: "0012345678", Customers: &customers, Kind: "etc", Sites: 8, Elements: 30}
			if o%5 == 4 {
				x.Carrier.Customers = nil // its tier is not known
			}
			switch {
			case n%11 == 10:
				x.Status, x.Carrier = batch.StatusFailed, nil
				x.Failure = &batch.Failure{Kind: batch.FailInput, Exit: 12, Errors: []batch.Said{
					{Message: `element "a": vendor: missing`, File: x.Operator + "/inventory.yaml", Line: 7, Column: 3, Hint: "state the vendor"}, {Message: "another"},
				}}
				out = append(out, x)
				continue
			case n%7 == 6:
				x.Status = batch.StatusNoPlan
				x.Failure = &batch.Failure{Kind: "no-plan", Exit: 11, Errors: []batch.Said{{Message: "no plan: crews.tower and terms clash"}}, Hints: []string{"--set crews.tower=4 would do"}}
			default:
				x.Planned = planned(rnd, s)
			}
			x.Screened = &batch.Screened{Regimes: []string{"us-scrp"}, Covered: 20, Unknown: 1, NotCovered: 9, By: []batch.ScreenedRule{
				{Regime: "us-scrp", Vendor: "Huawei", Verdict: "covered", Elements: 20, Units: 40}, {Regime: "us-scrp", Vendor: "Someone", Verdict: "unknown", Elements: 1, Units: 1},
			}}
			total := rnd.Int64N(1e9)
			x.Estimated = &batch.Estimated{Low: batch.Money(total / 2), Total: batch.Money(total), High: batch.Money(2 * total), Counted: batch.Money(total / 2), WithoutPrice: o % 2, Sites: 8,
				Applications: []batch.Application{
					{ID: "A1", Programme: "us-scrp", Total: batch.Money(total / 2), Counted: batch.Money(total / 4), WithoutPrice: o % 2},
					{ID: "A2", Programme: "us-scrp", Total: batch.Money(total / 2), Counted: batch.Money(total/2 - total/4)},
				}}
			out = append(out, x)
		}
	}
	return out
}

func outcome(operator, scenario string, n int) *batch.Outcome {
	var id [10]byte
	binary.BigEndian.PutUint64(id[2:], uint64(n+1)*0x9e3779b97f4a7c15)
	return &batch.Outcome{
		Riprep: batch.OutcomeKind, Unit: hex.EncodeToString(id[:]), Operator: operator, Scenario: scenario, Status: batch.StatusDone,
		Do: batch.Steps, Formats: []string{"html"}, Engine: "v1.2.3", Seed: 1, Effort: 100, Files: []batch.Written{{Name: "plan.html"}},
	}
}

func planned(rnd *rand.Rand, s int) *batch.Planned {
	start := inventory.MustDate("2027-01-04")
	finish := batch.Day{Date: start.AddDays(7 * (20 + rnd.IntN(60)))}
	cost := rnd.Int64N(1e9) + 1e6
	exposure := rnd.Int64N(1000) + 10
	bound := exposure - rnd.Int64N(10)
	spare := rnd.IntN(200) - 20
	return &batch.Planned{
		Status: "feasible", Start: batch.Day{Date: start}, Finish: finish, LastCutover: finish, Packages: 12, Deferred: s % 3,
		Cost: batch.Money(cost), Reimbursable: batch.Money(cost / 2), Ineligible: batch.Money(cost - cost/2), Reimbursed: batch.Money(cost / 5), Outstanding: batch.Money(cost / 10),
		Shortfall: batch.Money(cost/2 - cost/5 - cost/10), Interest: batch.Money(rnd.Int64N(1e5)), LowestCash: batch.Money(rnd.Int64N(1e8) - 5e7), LowestCashOn: finish,
		WorkingCapital: batch.Money(rnd.Int64N(1e8)), WorkingCapitalOn: finish, SubscribersOut: rnd.IntN(900), SubscriberHours: rnd.Int64N(9000), WithoutPrice: s % 2,
		Objectives: []batch.Objective{{Name: "exposure", Unit: "risk-weeks", Value: exposure, Bound: &bound}},
		Terms:      []batch.Term{{Application: "A1", SpareDays: spare + 5}, {Application: "A2", SpareDays: spare}},
	}
}

func plainName(n int) string { return fmt.Sprintf("Carrier %d", n) }

func hostileName(n int) string { return reporttest.HostileNames[n%len(reporttest.HostileNames)] }

// shuffled is the list in another order.
func shuffled(list []*batch.Outcome, seed uint64) []*batch.Outcome {
	list = slices.Clone(list)
	rand.New(rand.NewPCG(seed, 2)).Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	return list
}

func file(t testing.TB, files []batch.Output, name string) []byte {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return f.Data
		}
	}
	t.Fatalf("no file %s", name)
	return nil
}

func all(t testing.TB, r *Rollup) []batch.Output {
	t.Helper()
	files, err := r.Files()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// joined are files side by side.
func joined(files []batch.Output) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "== %s\n%s", f.Name, f.Data)
	}
	return b.String()
}
