package report_test

import (
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

var date = inventory.MustDate

func bound(n int64) *int64 { return &n }

// sample is a small plan with one of everything: it is made by hand and would not verify.
func sample() *planner.Plan {
	p := &planner.Plan{
		Engine:    planner.Engine{Version: "v1.2.3", Seed: 1<<64 - 1, Effort: 20_000_000, Stopped: true},
		Inputs:    []strict.Source{{Path: "net/inventory.yaml", Kind: "inventory/v1", SHA256: strings.Repeat("ab", 32)}},
		Overrides: []scenario.Override{{Field: "crews.tower", Value: "3"}},
		Operator:  planner.OperatorRef{ID: "sample", Name: "Sample Telephone"},
		Start:     date("2027-01-04"), PeriodDays: 7, Horizon: 52, Status: "feasible",
		Objectives: []planner.ObjectiveValue{
			{Name: "exposure", Unit: "risk-weeks", Value: 1000, Bound: bound(900)},
			{Name: "cost", Unit: "cents", Value: 1234567_89},
			{Name: "outage", Unit: "subscriber-hours", Value: 0, Bound: bound(0)},
		},
		Baseline: planner.Baseline{Found: true, Values: []int64{1250, 1234567_89, 10}, Finish: date("2027-10-03")},
		Packages: []planner.PlannedPackage{sampleCore(), sampleTower(), {
			ID: "lake-bbu", Site: "lake", SiteName: "Lake", Region: "hills", Domain: "ran", Application: "A1",
			Elements: []string{"lake-bbu", "lake-rru"}, Units: 4, Option: "defer", Method: "defer", Risk: 18, Subscribers: 550,
			RiskFactors: planner.RiskFactors{Role: "ran", RoleFactor: 2, Sensitivity: 1, Software: 1, Traffic: 9, Subscribers: 550},
		}},
		Totals: planner.Totals{
			Packages: 3, Deferred: 1, Elements: 5, Units: 9, Sites: 3, Finish: date("2027-08-29"), LastCutover: date("2027-06-20"),
			Cost: 1234567_89, Reimbursable: 1000000_00, Ineligible: 234567_89, Reimbursed: 700000_00, Outstanding: 100000_00, Shortfall: 200000_00, Interest: 12_34,
			WorkingCapital: 1234580_23, WorkingCapitalOn: date("2027-03-01"),
			LowestCash: -250000_50, LowestCashOn: date("2027-03-01"), SubscribersOut: 1650, SubscriberHours: 13200, UnknownPrices: 1,
			Subscribers: 4200, CleanAtStart: 1, CleanAtEnd: 3650, CleanEveryAtEnd: 2550, CleanUnknown: 420,
		},
		Findings: []planner.FindingRow{
			{Element: "office-core", Site: "office", Domain: "core", Vendor: "Huawei", Model: "UGW9811", Verdict: "covered", Rule: "us-scrp/huawei", Regime: "us-scrp", Demand: "remove_by", Method: "exact", Confidence: "certain",
				Evidence: "vendor \"Huawei\" is Huawei Technologies", Since: date("2021-03-12"), Removal: "yes", RemoveBy: date("2027-12-31"),
				Buy: "yes", BuyBy: "fcc-covered-list/huawei", Reimbursable: "yes", ReimbursableBy: "acquired in time", Package: "office-core"},
			{Element: "hill-bbu", Site: "hill", Domain: "ran", Vendor: "ZTE", Model: "ZXSDR B8200", Verdict: "covered", Rule: "us-scrp/zte", Reimbursable: "no", Package: "hill-bbu"},
			{Element: "lake-bbu", Site: "lake", Domain: "ran", Vendor: "ZTE", Model: "ZXSDR B8200", Verdict: "covered", Rule: "us-scrp/zte", Reimbursable: "yes", Package: "lake-bbu"},
			{Element: "lake-ant", Site: "lake", Domain: "ran", Vendor: "Huawei", Verdict: "unknown", Settle: "whether the antenna has electronic components"},
			{Element: "office-pwr", Site: "office", Domain: "support", Vendor: "Eltek", Model: "Flatpack", Verdict: "not covered"},
		},
		Assumptions: []planner.Assumption{{Field: "funding.credit", Value: "none", Why: "no credit line is stated"}, {Field: "x", Value: "y"}},
	}
	half, allocated, left := cost.Rate(500_000_000), cost.Cents(400000_00), cost.Cents(0)
	p.Applications = []planner.ApplicationRow{
		{ID: "A1", Packages: 2, Deferred: 1, Cost: 1000000_00, Counted: 1000000_00, Proration: &half, Cut: 500000_00, Claimed: 500000_00, Refused: 100000_00,
			Reimbursed: 300000_00, Outstanding: 100000_00, Allocation: &allocated, Left: &left, Term: date("2027-12-31"), Finish: date("2027-08-29")},
		{Packages: 1, Cost: 234567_89, Ineligible: 234567_89, Finish: date("2027-05-30")},
	}
	p.Network = []planner.NetworkPayment{{
		Line: cost.Line{Item: "training-course", Name: "training course", Layer: "services", Category: "training", Tag: cost.Replacement, Quantity: cost.One, Unit: "course",
			UnitPrice: 50_00, Low: 50_00, Total: 50_00, High: 50_00, Known: true, Eligible: cost.EligibleYes, Counted: 50_00, Basis: cost.FromCatalog},
		Application: "A1", On: date("2027-02-01"), Paid: date("2027-02-01"), Reimbursed: 25_00, ReimbursedOn: date("2027-04-05"),
	}}
	p.Rules = []planner.RuleRow{
		{Rule: "us-scrp/huawei", Title: "Huawei equipment in the reimbursement programme", Status: "law", Demand: "remove_by", Verified: true, Elements: 1, Packages: 1, MetOn: date("2027-08-29")},
		{Rule: "gb-sample/full-fibre-cap", Title: "Full fibre", Status: "proposal", Demand: "cap_share", By: date("2027-06-30"), Elements: 12, Packages: 3, MetOn: date("2027-07-04"),
			Measure: "premises", Total: 120000, Allowed: 42000, AtStart: 90000, AtDate: 43000, AtEnd: 0},
		{Rule: "us-scrp/zte", Title: "ZTE", Status: "law", Demand: "remove_by", By: date("2027-12-31"), Verified: true, Elements: 4, Packages: 2},
	}
	for t := range p.Horizon {
		row := planner.PeriodRow{Start: p.Start.AddDays(7 * t), Cash: cost.Cents(1000_00 * (t + 1)), Exposure: int64(max(0, 40-2*t))}
		switch {
		case t >= 24:
			row.CleanSubscribers, row.CleanEverySubscribers = 3650, 2550
		case t >= 21:
			row.CleanSubscribers = 2550
		default:
			row.CleanSubscribers = 1
		}
		switch t {
		case 0:
			row.Released, row.Spend = 2000000_00, 800000_00
		case 8:
			row.Spend, row.Cash, row.Interest = 434567_89, -250000_50, 12_34
			row.Crews = []planner.CrewDays{{Kind: "tower", Region: "hills", Days: 10, There: 14}}
		case 20:
			row.SubscribersOut, row.SitesOut, row.SubscriberHours, row.Reimbursed = 1650, 2, 13200, 900000_00
			row.EmergencyOnly, row.NoEmergency, row.Degraded = 1100, 420, 1
		}
		p.Periods = append(p.Periods, row)
	}
	p.Totals.NoEmergency, p.Totals.BorderPeriods = 420, 17
	p.Tests = []planner.PlannedTest{{
		Cluster: "hills", Packages: []string{"hill-bbu"}, Start: date("2027-06-21"), Finish: date("2027-06-27"),
		Crews: []planner.CrewUse{{Kind: "ip", Region: "hills", Count: 1}},
	}}
	return p
}

func sampleCore() planner.PlannedPackage {
	return planner.PlannedPackage{
		ID: "office-core", Site: "office", SiteName: "Central Office", Region: "valley", Domain: "core", Application: "A1",
		Elements: []string{"office-core"}, Units: 1, Option: "core-overlay/Ericsson", Method: "overlay", Vendor: "Ericsson",
		Products: []string{"ericsson-packet-core"}, Risk: 130, Subscribers: 4200,
		RiskFactors: planner.RiskFactors{Role: "core", RoleFactor: 10, Sensitivity: 1, Software: 1, Traffic: 13, Subscribers: 4200}, CoveredUntil: date("2027-05-30"),
		Activities: []planner.PlannedActivity{
			{Kind: "prepare", Start: date("2027-01-04"), Finish: date("2027-04-25"), Spend: 800000_00, Reimbursed: 790000_00, Payments: []planner.PlannedPayment{
				{Milestone: "order", On: date("2027-01-04"), Amount: 300000_00, Eligible: 300000_00, Reimbursed: 290000_00, ReimbursedOn: date("2027-03-08")},
				{Milestone: "acceptance", On: date("2027-04-19"), Amount: 500000_00, Eligible: 500000_00, Reimbursed: 500000_00},
			}},
			{Kind: "install", Start: date("2027-04-26"), Finish: date("2027-05-16"), Crews: []planner.CrewUse{{Kind: "core", Count: 1}, {Kind: "ip", Region: "valley", Count: 2}}, Spend: 33_00},
			{Kind: "cutover", Start: date("2027-05-24"), Finish: date("2027-05-30"), Crews: []planner.CrewUse{{Kind: "core", Count: 1}}, OutageHours: 8, Lost: 1650, Spend: 1_00},
			{Kind: "test", Start: date("2027-05-31"), Finish: date("2027-06-06"), Crews: []planner.CrewUse{{Kind: "core", Count: 1}}},
			{Kind: "remove", Start: date("2027-06-28"), Finish: date("2027-07-11")},
			{Kind: "dispose", Start: date("2027-08-16"), Finish: date("2027-08-29"), Spend: 99},
		},
		Lines: []cost.Line{{
			Item: "packet-core", Name: "Ericsson EPG", Category: "core equipment", Tag: cost.Replacement, Step: "prepare", Element: "office-core",
			Quantity: 1500, Unit: "node", UnitPrice: 500000_00, Low: 112500_00, High: 2250000_00, Total: 750000_00, Known: true, PriceYear: 2021,
			Layer: "core", Basis: cost.FromQuote, Document: "EPG-118", ValidUntil: date("2027-03-31"), Indexed: "2021 to 2027 by 1.2",
			Source: "an invoice", Verified: true, Eligible: cost.EligiblePartly, EligibleBy: "47 USC 1603(c)(1)", Counted: 700000_00,
		}},
		Cost: 800034_99, Reimbursable: 790000_00,
	}
}

func sampleTower() planner.PlannedPackage {
	return planner.PlannedPackage{
		ID: "hill-bbu", Site: "hill", SiteName: "Hill Tower", Region: "hills", Domain: "ran", Application: "A1",
		Elements: []string{"hill-bbu", "hill-rru"}, Units: 4, Option: "ran-in-place/Nokia", Method: "in-place", Vendor: "Nokia",
		Products: []string{"nokia-baseband", "nokia-radio"}, Risk: 88, Subscribers: 1100, Cluster: "hills",
		After: []string{"office-core"}, AfterNew: []string{"office-core"},
		RiskFactors: planner.RiskFactors{
			Role: "ran", RoleFactor: 2, Place: "hill", Word: "military", Sensitivity: 2, UnsupportedElement: "hill-bbu", Software: 2,
			Traffic: 11, Subscribers: 1100,
		},
		CoveredUntil: date("2027-06-20"),
		Activities: []planner.PlannedActivity{
			{Kind: "prepare", Start: date("2027-03-01"), Finish: date("2027-05-23"), Spend: 434532_90},
			{Kind: "install", Start: date("2027-06-07"), Finish: date("2027-06-13"), Crews: []planner.CrewUse{{Kind: "tower", Region: "hills", Count: 1}}, OutageHours: 12, Lost: 1650},
			{Kind: "cutover", Start: date("2027-06-14"), Finish: date("2027-06-20"), Crews: []planner.CrewUse{{Kind: "tower", Region: "hills", Count: 1}}, OutageHours: 4, Lost: 1100, Windows: []string{"mon-thu 00:00-05:00"}},
		},
		Lines: []cost.Line{{
			Item: "unknown", Name: "successor of ZTE ZXSDR B8200", Category: "equipment", Tag: cost.Replacement, Step: "prepare", Element: "hill-bbu",
			Quantity: 1000, Source: "no product for role baseband in the products file", Eligible: cost.Unclear, EligibleBy: "not judged",
		}},
		Cost: 434532_90, Unknown: 1,
	}
}

// hostileNames are what somebody might call a site to harm who reads about it.
var hostileNames = []string{
	"<script>alert(1)</script>", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\t=1", "\x1b[2J\x1b]0;owned\x07red", "\u009b31m",
	"abc\u202edef\u2066", "line\nbreak\ttab\r", "\xff\xfe broken", strings.Repeat("long", 75), "华为技术有限公司基站一号机房", "a\x00b",
}

// hostile is a plan of such names.
func hostile() *planner.Plan {
	p := sample()
	p.Operator.Name = hostileNames[6]
	p.Status, p.Engine.Stopped = "optimal", false
	p.Packages, p.Findings = nil, nil
	for _, name := range hostileNames {
		w := sampleTower()
		w.ID, w.Site, w.SiteName, w.Region, w.Domain, w.Option, w.Vendor = name, name, name, name, name, "ran-overlay/"+name, name
		w.Elements, w.After = []string{name}, []string{name}
		w.Lines[0].Name, w.Lines[0].Source = name, name
		w.Cluster, w.AfterNew, w.Activities[2].Windows = name, []string{name}, []string{name}
		p.Packages = append(p.Packages, w)
		p.Tests = append(p.Tests, planner.PlannedTest{Cluster: name, Packages: []string{name}, Start: date("2027-06-21"), Finish: date("2027-06-27")})
		d := w
		d.Option, d.Method, d.Activities = "defer", "defer", nil
		p.Packages = append(p.Packages, d)
		p.Findings = append(p.Findings,
			planner.FindingRow{Element: name, Site: name, Domain: name, Vendor: name, Model: name, Verdict: "covered", Package: name},
			planner.FindingRow{Element: name, Site: name, Domain: "ran", Vendor: name, Model: name, Verdict: "unknown", Settle: name})
		p.Applications = append(p.Applications, planner.ApplicationRow{ID: name})
		p.Network = append(p.Network, planner.NetworkPayment{Application: name, Line: cost.Line{Name: name}, On: date("2027-02-01"), Paid: date("2027-02-01")})
		p.Rules = append(p.Rules, planner.RuleRow{Rule: name, Title: name, Status: name, Demand: name, Measure: name})
		p.Assumptions = append(p.Assumptions, planner.Assumption{Field: name, Value: name, Why: name})
	}
	return p
}

// large is a plan with so many packages that the chart has to group them.
func large() *planner.Plan {
	p := sample()
	p.Packages = nil
	for i := range 120 {
		w := sampleTower()
		w.ID = w.ID + "-" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		w.Region = []string{"hills", "valley"}[i%2]
		w.Activities = append([]planner.PlannedActivity(nil), w.Activities...)
		for j := range w.Activities {
			w.Activities[j].Start = w.Activities[j].Start.AddDays(7 * (i % 8))
			w.Activities[j].Finish = w.Activities[j].Finish.AddDays(7 * (i % 8))
		}
		p.Packages = append(p.Packages, w)
	}
	return p
}
