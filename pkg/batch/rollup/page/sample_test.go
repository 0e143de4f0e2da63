package page_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/rollup"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

func day(t testing.TB, s string) inventory.Date {
	t.Helper()
	d, err := inventory.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ptr[T any](v T) *T { return &v }

// sample is a roll-up of some operators × proration (2) × tower crews (as many as are asked for), made from outcomes that were never
// planned: the figures are made up, and hang together as those of plans do. Every ninth unit has no plan, every thirty-first failed.
func sample(t testing.TB, operators, crews int) *rollup.Rollup {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"noel", "syringa", "us-carrier", "vision-net"}
	prorations := []string{"0.395", "1.0"}
	var outcomes []*batch.Outcome
	start := day(t, "2027-01-04")
	for o := range operators {
		name := fmt.Sprintf("operator-%d", o+1)
		if operators <= len(names) {
			name = names[o]
		}
		size := 1 + r.Float64()*20
		for _, proration := range prorations {
			for c := range crews {
				n := len(outcomes)
				x := &batch.Outcome{
					Riprep: batch.OutcomeKind, Unit: fmt.Sprintf("%020x", n+1), Operator: name, Scenario: "scenario", Status: batch.StatusDone, Do: batch.Steps, Formats: []string{"html"},
					Set:    []batch.Change{{Field: "crews.tower", Value: fmt.Sprint(c + 2)}, {Field: "funding.reimbursement.proration", Value: proration}},
					Engine: "0.8.0", Seed: 1, Effort: 20000, Carrier: &batch.Carrier{ID: name, Name: strings.ToUpper(name[:1]) + name[1:] + " Communications", Customers: ptr(12000), Kind: "commercial"},
					Screened: &batch.Screened{Covered: int(size * 9), Unknown: int(size * 2), NotCovered: int(size * 30), Regimes: []string{"us-scrp"}, By: []batch.ScreenedRule{
						{Regime: "us-scrp", Vendor: "huawei", Verdict: "covered", Elements: int(size * 6), Units: int64(size * 11)}, {Regime: "us-scrp", Vendor: "zte", Verdict: "covered", Elements: int(size * 3), Units: int64(size * 4)},
						{Regime: "us-scrp", Vendor: "huawei", Verdict: "unknown", Elements: int(size * 2), Units: int64(size * 2)}, {Regime: "us-section-889", Vendor: "hikvision", Verdict: "covered", Elements: int(size), Units: int64(size * 3)},
					}},
				}
				switch o % 4 { // three tiers: up to two million customers, more, and not known
				case 2:
					x.Carrier.Customers = ptr(3_000_000)
				case 3:
					x.Carrier.Customers = nil
				}
				total := cost.Cents(size * 31_000_000)
				x.Estimated = &batch.Estimated{Low: batch.Money(total * 8 / 10), Total: batch.Money(total), High: batch.Money(total * 13 / 10), Counted: batch.Money(total * 9 / 10), WithoutPrice: o % 3, Applications: []batch.Application{{ID: "A1", Programme: "us-scrp", Counted: batch.Money(total * 9 / 10), WithoutPrice: o % 3}}}
				switch {
				case n%31 == 30:
					x.Status, x.Screened, x.Estimated = batch.StatusFailed, nil, nil
					x.Failure = &batch.Failure{Kind: batch.FailInput, Exit: 2, Errors: []batch.Said{{Message: `element "KS-014-bbu": acquired "2020-13-01": not a date (want YYYY-MM-DD)`, File: name + "/inventory.yaml", Line: 214, Column: 9}, {Message: "another"}}}
				case n%9 == 8:
					x.Status = batch.StatusNoPlan
					x.Failure = &batch.Failure{Kind: "no-plan", Exit: 3, Errors: []batch.Said{{Message: "no plan: the term of application A1 (2027-06-30) and 2 tower crews clash"}}, Hints: []string{"a third tower crew would do", "a term 40 days later would do"}}
				default:
					finish := start.AddDays(int(size*40)/(c+2) + 150 + r.IntN(20))
					reimbursable := total * 9 / 10
					reimbursed := reimbursable
					if proration != "1.0" {
						reimbursed = reimbursable * 395 / 1000
					}
					exposure := int64(size*90_000/float64(c+2)) + r.Int64N(9_000)
					interest := cost.Cents(int64(c+1) * 120_000)
					x.Planned = &batch.Planned{
						Status: "feasible", Start: batch.Day{Date: start}, Finish: batch.Day{Date: finish}, LastCutover: batch.Day{Date: finish.AddDays(-14)}, Packages: int(size * 8),
						Cost: batch.Money(total + cost.Cents(c)*1_700_000), Reimbursable: batch.Money(reimbursable), Reimbursed: batch.Money(reimbursed), Interest: batch.Money(interest), Ineligible: batch.Money(total / 10),
						LowestCash: batch.Money(-total / cost.Cents(3+c)), LowestCashOn: batch.Day{Date: start.AddDays(90)}, WorkingCapital: batch.Money(total / 2), WorkingCapitalOn: batch.Day{Date: start.AddDays(90)},
						SubscribersOut: int(size * 40), SubscriberHours: int64(size * 700), WithoutPrice: o % 3,
						Objectives: []batch.Objective{{Name: "exposure", Unit: "risk-weeks", Value: exposure, Bound: ptr(exposure - exposure/50)}},
						Terms:      []batch.Term{{Application: "A1", By: batch.Day{Date: start.AddDays(365)}, Finish: batch.Day{Date: finish}, SpareDays: 365 - finish.Sub(start)}},
					}
					x.Files = []batch.Written{{Name: "plan.html"}}
				}
				outcomes = append(outcomes, x)
			}
		}
	}
	return rolledUp(t, outcomes)
}

// hostile is sample with names that harm whoever shows them as they are, wherever a name comes from a file.
func hostile(t testing.TB) *rollup.Rollup {
	t.Helper()
	r := sample(t, 4, 3)
	n := 0
	next := func() string { n++; return reporttest.HostileNames[(n-1)%len(reporttest.HostileNames)] }
	r.Notes, r.Fields = []string{next(), next()}, []string{next(), next()}
	r.Run.Engines, r.Run.Formats = []string{next()}, []string{next()}
	for i := range r.Operators {
		r.Operators[i].Carrier = next()
	}
	for i := range r.Combinations {
		r.Combinations[i].Scenario, r.Combinations[i].Set = next(), []string{next(), next()}
	}
	for i := range r.Units {
		u := &r.Units[i]
		u.Name, u.Scenario = next(), next()
		if u.Plan != nil {
			u.Plan.TightestTerm = next()
		}
		if u.Failure != nil {
			u.Failure.Message, u.Failure.File, u.Failure.Hints = next(), next(), []string{next(), next()}
		}
	}
	r.Units[0].Page = `../../x" onclick="alert(1)`
	for i := range r.Findings {
		r.Findings[i].Regime, r.Findings[i].Vendor = next(), next()
	}
	r.Demand = append(slices.Clone(r.Demand), rollup.Demand{Programme: next(), Tier: next(), Says: next(), Applications: 1, Amount: ptr(cost.Cents(100))})
	r.Rounds = append(slices.Clone(r.Rounds), rollup.Round{Programme: next(), File: next(), Applications: 1})
	return r
}

func rolledUp(t testing.TB, outcomes []*batch.Outcome) *rollup.Rollup {
	t.Helper()
	r, err := rollup.New(func(yield func(*batch.Outcome, error) bool) {
		for _, o := range outcomes {
			if !yield(o, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
