package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const bare = "riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 10\n"

// Every field but start and horizon has a default, and each that was used is said.
func TestDefaults(t *testing.T) {
	money := bare + "funding: {released: [{on: 2027-01-04, amount: 1}], reimbursement: {claim_lag_days: 9}, credit: {limit: 5}}\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing stated", bare, []string{
			"period=week", "deferral=false", "estimate.contingency=none", "estimate.tax=none", "estimate.index=none", "soak_days=0", "regimes=us-scrp", "remove=demanded", "objectives=exposure, cost", "funding=not limited", "terms=none",
			"blackouts=none", "vendors.max_share=not limited", "outage.subscribers=not limited", "outage.sites=not limited",
			"outage.subscriber_hours_per_period=not limited", "outage.subscriber_hours=not limited", "outage.neighbors=apart",
			"outage.sole_emergency=overlay", "outage.roaming_critical=overlay", "outage.windows=none", "in_place=if-needed", "order.hubs=free",
		}},
		{"some money", money, []string{
			"period=week", "deferral=false", "funding.reimbursement.proration=100%", "funding.credit.annual_rate=0%", "estimate.contingency=none", "estimate.tax=none", "estimate.index=none", "soak_days=0", "regimes=us-scrp",
			"remove=demanded", "objectives=exposure, cost", "funding.per_period=not limited", "funding.payments=whole, at the start of the step", "terms=none", "blackouts=none",
			"vendors.max_share=not limited", "outage.subscribers=not limited", "outage.sites=not limited",
			"outage.subscriber_hours_per_period=not limited", "outage.subscriber_hours=not limited", "outage.neighbors=apart",
			"outage.sole_emergency=overlay", "outage.roaming_critical=overlay", "outage.windows=none", "in_place=if-needed", "order.hubs=free",
		}},
		{"money and no more", bare + "funding: {released: []}\nperiod: day\nregimes: [x]\nobjectives: [cost]\ndeferral: false\nterms: {A: 2027-02-01}\n" +
			"blackouts: [{from: 2027-01-05, to: 2027-01-06}]\nvendors: {max_share: 1}\noutage: {subscribers: 1, sites: 1, subscriber_hours_per_period: 1, subscriber_hours: 1, windows: [{from: 00:00, to: 01:00}]}\n" +
			"soak_days: 0\nclean_path: {sites: [a], by: 2027-02-01}\n",
			[]string{
				"estimate.contingency=none", "estimate.tax=none", "estimate.index=none", "clean_path.paths=working", "remove=demanded", "funding.per_period=not limited", "funding.reimbursement=none", "funding.credit=none", "funding.payments=whole, at the start of the step", "outage.neighbors=apart",
				"outage.sole_emergency=overlay", "outage.roaming_critical=overlay", "outage.windows.low_traffic=all",
				"outage.outside_windows=allow", "in_place=if-needed", "order.hubs=free",
			}},
		{"all stated but how lines are paid", full, []string{"funding.payments=whole, at the start of the step"}},
	} {
		s := mustRead(t, c.text)
		var got []string
		for _, d := range s.Defaults {
			got = append(got, d.Field+"="+d.Value)
			if d.Why == "" {
				t.Errorf("%s: %s says no reason", c.name, d.Field)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// What is said to hold does hold.
func TestDefaultValues(t *testing.T) {
	s := mustRead(t, bare)
	if !s.Unlimited || s.PeriodDays != 7 || s.Deferral || s.Outage.Neighbors != "apart" || s.Outage.SoleEmergency != "overlay" ||
		s.Outage.Subscribers != nil || s.Outage.Sites != nil || s.Outage.SubscriberHoursPerPeriod != nil || s.MaxShare != nil ||
		s.InPlace != "if-needed" || s.SoakDays != 0 || s.Order.Hubs != "free" || s.Order.Pilot != nil || s.CleanPaths != nil ||
		s.Outage.SubscriberHours != nil || s.Outage.RoamingCritical != "overlay" || s.Outage.OutsideWindows != "allow" {
		t.Errorf("got %+v", s)
	}
	if diff := cmp.Diff(DefaultRisk(), s.Risk); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"us-scrp"}, {"exposure", "cost"}}, [][]string{s.Regimes, s.Objectives}); diff != "" {
		t.Error(diff)
	}
	s = mustRead(t, bare+"funding: {released: [], reimbursement: {claim_lag_days: 9}, credit: {limit: 5}}\n")
	if s.Unlimited || s.Funding.Reimbursement.Proration.Percent() != "100%" || s.Funding.Credit.AnnualRate != 0 {
		t.Errorf("got %+v", s.Funding)
	}
}

func TestAssumeCrews(t *testing.T) {
	s := mustRead(t, bare+"crews: {tower: 3, ip: {north: 2}}\n")
	before := len(s.Defaults)
	s.AssumeCrews([]string{"core", "ip", "tower"})
	s.AssumeCrews([]string{"core"})
	if diff := cmp.Diff([]Crew{{"tower", "", 3}, {"ip", "north", 2}, {"core", "", 1}}, s.Crews); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Default{{"crews.core", "1", "no count is stated"}}, s.Defaults[before:]); diff != "" {
		t.Error(diff)
	}
}
