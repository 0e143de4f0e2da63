package scenario

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/riprep/riprep/pkg/cost"
)

// paid is a scenario whose funding has a line for the reimbursement and one for the payments.
func paid(reimbursement, payments string) string {
	return "riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 10\nfunding:\n  released: []\n  reimbursement: " + reimbursement + "\n  payments: " + payments + "\n"
}

func TestPayments(t *testing.T) {
	s := mustRead(t, paid("{lag: {low: 42, typical: 63, high: 182}}",
		"[{categories: [ran equipment], layers: [radio], tags: [replacement, removal], items: [baseband], terms: {order: 30%, delivery: 0.6, acceptance: 10%}}, {terms: {acceptance: 1}}]"))
	want := []cost.PaymentRule{
		{
			Categories: []string{"ran equipment"}, Layers: []string{"radio"}, Items: []string{"baseband"}, Tags: []cost.Tag{cost.Replacement, cost.Removal},
			Terms: cost.Terms{Order: 300_000_000, Delivery: 600_000_000, Acceptance: 100_000_000},
		},
		{Terms: cost.Terms{Acceptance: cost.FullRate}},
	}
	if diff := cmp.Diff(want, s.Funding.Payments); diff != "" {
		t.Error(diff)
	}
	re := s.Funding.Reimbursement
	if re.ClaimLagDays != 63 || *re.Lag != (cost.DaysSpread{Low: 42, Typical: 63, High: 182}) {
		t.Errorf("lag %+v", re)
	}
	has := func(field string) bool {
		return slices.ContainsFunc(s.Defaults, func(d Default) bool { return d.Field == field })
	}
	if !has("funding.reimbursement.claim_lag_days") || has("funding.payments") {
		t.Errorf("defaults %v", s.Defaults)
	}
	if err := s.Set(Override{"funding.reimbursement.claim_lag_days", "70"}); err != nil || re.ClaimLagDays != 70 || has("funding.reimbursement.claim_lag_days") {
		t.Errorf("lag %+v, %v, defaults %v", re, err, s.Defaults)
	}
	c := s.Clone()
	c.Funding.Reimbursement.Lag.Low = 1
	if s.Funding.Reimbursement.Lag.Low != 42 {
		t.Error("a clone shares the lag")
	}
}

func TestFundingFaults(t *testing.T) {
	const lag, terms = "{claim_lag_days: 9}", "[{terms: {order: 1}}]"
	for _, tt := range []struct{ reimbursement, payments, want string }{
		{lag, "[{terms: {order: 30%, delivery: 60%}}]", "s.yaml:7:22: terms: the parts add up to 90%, not to 100%"},
		{lag, "[{terms: {order: 30.0000001%, delivery: 70%}}]", "the parts add up to 100.0000001%, not to 100%"},
		{lag, "[{terms: {}}]", "the parts add up to 0%, not to 100%"},
		{lag, "[{terms: {order: 130%}}]", `order "130%": want 0% to 100%`},
		{lag, "[{terms: {order: 1, upfront: 0}}]", `unknown key "upfront"`},
		{lag, "[{layers: [radio]}]", `no key "terms"`},
		{lag, "[{layers: [radios], terms: {order: 1}}]", `layers "radios": not known`},
		{lag, "[{tags: [new], terms: {order: 1}}]", `tags "new": not known`},
		{lag, "[{items: [a b], terms: {order: 1}}]", `items "a b": not an id`},
		{lag, "[{item: [a], terms: {order: 1}}]", `unknown key "item"`},
		{lag, "[" + strings.Repeat("{terms: {order: 1}},", 201) + "]", "payments: 201 rules, more than 200"},
		{"{lag: {low: 9, typical: 8, high: 10}}", terms, "s.yaml:6:24: lag 9, 8, 10: want low, typical and high in this order"},
		{"{lag: {low: 9, typical: 9}}", terms, `no key "high"`},
		{"{lag: {low: 9, typical: 9, high: 3651}}", terms, "high 3651: want 0 to 3650"},
		{"{proration: 1}", terms, `no key "claim_lag_days"`},
	} {
		_, faults := read(t, paid(tt.reimbursement, tt.payments))
		if len(faults) != 1 || !strings.Contains(faults[0].Error(), tt.want) {
			t.Errorf("%s %.60s\nwant %s\ngot  %v", tt.reimbursement, tt.payments, tt.want, faults)
		}
	}
}
