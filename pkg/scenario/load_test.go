package scenario

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// full is the example of the format, with every key that there is.
const full = `riprep: scenario/v1
start: 2027-01-04
period: week
horizon: 104
regimes: [us-scrp]
funding:
  released: [{on: 2027-01-04, amount: 2500000.00}, {on: 2027-07-05, amount: 4000000.00}]
  per_period: 400000.00
  reimbursement: {proration: 0.395, claim_lag_days: 63}
  credit: {limit: 750000.00, annual_rate: 0.085}
outage:
  subscribers: 5%
  sites: 4
  subscriber_hours_per_period: 6000
  neighbors: apart
  sole_emergency: overlay
  subscriber_hours: 90000
  roaming_critical: overlay
  coverage_km: {tower: 8, rooftop: 2.5}
  windows: [{from: "22:00", to: "04:00", days: [fri, sat], work: [core], regions: [south], low_traffic: true}]
  outside_windows: forbid
crews: {tower: 3, ip: {north: 2, south: 1}, core: 1}
crew_changes: [{crew: ip, region: north, from: 2027-06-07, to: 2027-08-29, count: 4}]
blackouts: [{from: 2027-11-22, to: 2027-11-28, work: [cutover], regions: [north], why: Thanksgiving}]
terms: {A1: 2028-06-30, A2: 2028-12-31}
vendors: {max_share: 70%}
objectives: [exposure, cost]
deferral: true
in_place: allowed
soak_days: 14
order: {hubs: first, pilot: {cluster: hills, soak_days: 28}}
clean_path: {sites: [base, lake], by: 2028-03-31, paths: every}
risk: {roles: {core: 20, other: 0}, sensitive: {military: 4}, other_sensitive: 3, unsupported: 5, traffic: none}
remove: covered
applications: [{id: A.3, programme: us-scrp, submitted: 2026-01-20, deficient: 2026-02-16, cured: 2026-03-02, approved: 2026-07-15, first_claim: 2026-10-05, first_distribution: 2026-12-30, filed_until: 2026-12-31, approved_cost: 9000000.00, allocation: 3555000.00, proration: 39.5%, extensions: [{kind: general, months: 6}, {kind: individual, to: 2028-10-31, granted: 2028-04-03, why: steel}], completed: 2028-10-02, certified: 2028-11-09, claims_extension_days: 60, claims_closed: 2029-02-28, last_distribution: 2029-05-02}]
estimate:
  year: 2027
  index: {source: trade, levels: {2021: 112.5, 2027: 143}}
  tax: {states: {GA: 4%}, other: 0%, categories: [ran equipment], source: revenue}
  contingency: 10%
  network: [{item: training-course, quantity: 2, tag: replacement, on: 2027-02-01, application: A1, note: core}]
`

// read loads a text as the file s.yaml; its faults have no folder before them.
func read(t testing.TB, text string) (*Scenario, strict.Faults) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "s.yaml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var r strict.Reader
	s := Load(&r, filepath.Join(dir, "s.yaml"))
	faults := r.Faults()
	for i := range faults {
		faults[i].Pos.File = "s.yaml"
	}
	return s, faults
}

func mustRead(t testing.TB, text string) *Scenario {
	t.Helper()
	s, faults := read(t, text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return s
}

// plain compares dates by their value.
var plain = cmp.Options{
	cmp.Comparer(func(a, b inventory.Date) bool { return a == b }),
	cmpopts.IgnoreFields(Scenario{}, "Pos"),
	cmpopts.IgnoreFields(NetworkItem{}, "Pos"),
	cmpopts.IgnoreFields(Application{}, "Pos"),
	cmpopts.IgnoreFields(Extension{}, "Pos"),
}

func ptr[T any](v T) *T { return &v }

func day(s string) inventory.Date { return inventory.MustDate(s) }

func TestLoadFull(t *testing.T) {
	got := mustRead(t, full)
	want := &Scenario{
		Start: day("2027-01-04"), PeriodDays: 7, Horizon: 104, Regimes: []string{"us-scrp"},
		Estimate: Estimate{
			Year:        2027,
			Index:       &cost.Index{Source: "trade", Levels: map[int]cost.Rate{2021: 112_500_000_000, 2027: 143 * cost.FullRate}},
			Tax:         &Tax{Rates: map[string]cost.Rate{"GA": 40_000_000}, Other: new(cost.Rate), Categories: []string{"ran equipment"}, Source: "revenue"},
			Contingency: part(100_000_000),
			Network: []NetworkItem{{
				Item: "training-course", Quantity: 2 * cost.One, Tag: cost.Replacement, On: day("2027-02-01"), Application: "A1", Note: "core",
			}},
		},
		Funding: cost.Funding{
			Released:      []cost.Release{{On: day("2027-01-04"), Amount: 2_500_000_00}, {On: day("2027-07-05"), Amount: 4_000_000_00}},
			PerPeriod:     ptr(cost.Cents(400_000_00)),
			Reimbursement: &cost.Reimbursement{Proration: 395_000_000, ClaimLagDays: 63},
			Credit:        &cost.Credit{Limit: 750_000_00, AnnualRate: 85_000_000},
		},
		Outage: Outage{
			Subscribers: &Share{Percent: ptr(cost.Rate(50_000_000))}, Sites: ptr(4), SubscriberHoursPerPeriod: ptr(int64(6000)),
			SubscriberHours: ptr(int64(90000)), Neighbors: "apart", SoleEmergency: "overlay", RoamingCritical: "overlay",
			CoverageKM: map[string]float64{"tower": 8, "rooftop": 2.5},
			Windows: []Window{{
				From: 22 * 60, To: 4 * 60, Days: []string{"fri", "sat"}, Work: []string{"core"}, Regions: []string{"south"}, LowTraffic: true,
			}},
			OutsideWindows: "forbid",
		},
		Crews:       []Crew{{"tower", "", 3}, {"ip", "north", 2}, {"ip", "south", 1}, {"core", "", 1}},
		CrewChanges: []CrewChange{{"ip", "north", day("2027-06-07"), day("2027-08-29"), 4}},
		Blackouts:   []Blackout{{day("2027-11-22"), day("2027-11-28"), []string{"cutover"}, []string{"north"}, "Thanksgiving"}},
		Terms:       []Term{{"A1", day("2028-06-30")}, {"A2", day("2028-12-31")}},
		MaxShare:    ptr(cost.Rate(700_000_000)),
		Defaults:    []Default{{"funding.payments", "whole, at the start of the step", "no terms of payment are stated"}},
		Deferral:    true,
		Remove:      "covered",
		InPlace:     "allowed",
		SoakDays:    14,
		Order:       Order{Hubs: "first", Pilot: &Pilot{Cluster: "hills", SoakDays: 28}},
		CleanPaths:  []CleanPath{{Sites: []string{"base", "lake"}, By: day("2028-03-31"), Paths: "every"}},
		Risk: Risk{
			Roles:          map[string]int{"core": 20, "management": 8, "controller": 5, "transport": 4, "ran": 2, "access": 2, "other": 0},
			Sensitive:      map[string]int{"military": 4},
			OtherSensitive: 3, Unsupported: 5, Traffic: "none",
		},
		Applications: []Application{ofFull()},
		Objectives:   []string{"exposure", "cost"},
	}
	if diff := cmp.Diff(want, got, plain); diff != "" {
		t.Error(diff)
	}
	for field, want := range map[string][2]int{ // line and column of the value
		"start": {2, 8}, "horizon": {4, 10}, "regimes": {5, 10}, "funding": {7, 3}, "funding.per_period": {8, 15}, "outage": {12, 3},
		"outage.subscribers": {12, 16}, "outage.sites": {13, 10}, "outage.subscriber_hours_per_period": {14, 32},
		"outage.subscriber_hours": {17, 21}, "outage.outside_windows": {21, 20},
		"crews": {22, 8}, "crews.tower": {22, 16}, "crews.ip": {22, 23}, "blackouts": {24, 12}, "terms": {25, 8},
		"terms.A1": {25, 13}, "terms.A2": {25, 29}, "vendors": {26, 10}, "order.pilot": {31, 29}, "clean_path": {32, 13},
		"risk": {33, 7}, "risk.sensitive.military": {33, 59},
	} {
		if at := got.Pos[field]; at.Line != want[0] || at.Column != want[1] {
			t.Errorf("%s stands at %d:%d, want %d:%d", field, at.Line, at.Column, want[0], want[1])
		}
	}
}

func TestLoadOtherWords(t *testing.T) {
	s := mustRead(t, `{"riprep": "scenario/v1", "start": "2027-01-04", "horizon": "30", "period": "day",
		"outage": {"subscribers": 250, "neighbors": "together", "sole_emergency": "any"}, "funding": {"released": []}}`)
	if s.PeriodDays != 1 || s.PeriodName() != "day" || s.Horizon != 30 || s.Unlimited {
		t.Errorf("got %+v", s)
	}
	if diff := cmp.Diff(Outage{
		Subscribers: &Share{Count: 250}, Neighbors: "together", SoleEmergency: "any", RoamingCritical: "overlay", OutsideWindows: "allow",
	}, s.Outage); diff != "" {
		t.Error(diff)
	}
}

// What may be one mapping or a list of them, and parts of which only one key is stated.
func TestLoadSomeWords(t *testing.T) {
	s := mustRead(t, bare+`clean_path:
  - {sites: [a], by: 2027-03-31}
  - {sites: [a, b], by: 2027-06-30, paths: every}
order: {pilot: {cluster: c}}
outage: {windows: [{from: 00:00, to: 05:00}, {from: "23:59", to: "23:59", days: [sun, mon]}], coverage_km: {rooftop: 0}}
risk: {sensitive: {hospital: 1000}, roles: {access: 0}}
`)
	if diff := cmp.Diff([]CleanPath{
		{Sites: []string{"a"}, By: day("2027-03-31"), Paths: "working"},
		{Sites: []string{"a", "b"}, By: day("2027-06-30"), Paths: "every"},
	}, s.CleanPaths, plain); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Order{Hubs: "free", Pilot: &Pilot{Cluster: "c"}}, s.Order); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Window{{From: 0, To: 300}, {From: 1439, To: 1439, Days: []string{"sun", "mon"}}}, s.Outage.Windows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]float64{"rooftop": 0}, s.Outage.CoverageKM); diff != "" {
		t.Error(diff)
	}
	want := DefaultRisk()
	want.Sensitive["hospital"], want.Roles["access"] = 1000, 0
	if diff := cmp.Diff(want, s.Risk); diff != "" {
		t.Error(diff)
	}
}

// Parts that are there and empty count as absent, and nothing that asks for them may panic.
func TestLoadEmptyParts(t *testing.T) {
	for _, text := range []string{
		"funding:\noutage:\ncrews:\ncrew_changes:\nblackouts:\nterms:\nvendors:\nobjectives:\nregimes:\nremove:\ndeferral:\nperiod:\nin_place:\nsoak_days:\norder:\nclean_path:\nrisk:\n",
		"funding: ~\noutage: null\ncrews: {}\nterms: {}\nvendors: {}\nblackouts: []\nregimes: []\nobjectives: []\norder: {}\nclean_path: []\nrisk: {}\n",
		"outage: {subscribers: , sites: , neighbors: , windows: [], coverage_km: {}, outside_windows: }\norder: {hubs: , pilot: }\nrisk: {roles: {}, sensitive: {}, traffic: }\ncrews: {tower: }\nvendors: {max_share: }\n",
	} {
		s := mustRead(t, "riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 10\n"+text)
		bare := mustRead(t, "riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 10\n")
		if diff := cmp.Diff(bare, s, plain); diff != "" {
			t.Errorf("%s%s", text, diff)
		}
		s.Clone()
	}
	s := mustRead(t, "riprep: scenario/v1\nstart: 2027-01-04\nhorizon: 10\nfunding: {released: [], per_period: , reimbursement: , credit: }\n")
	if s.Unlimited || s.Funding.PerPeriod != nil || s.Funding.Reimbursement != nil || s.Funding.Credit != nil {
		t.Errorf("got %+v", s.Funding)
	}
	s.Clone()
}

func TestFileThatIsNotThere(t *testing.T) {
	var r strict.Reader
	if s := Load(&r, filepath.Join(t.TempDir(), "none.yaml")); s == nil || len(r.Faults()) != 1 {
		t.Errorf("got %v, %v", s, r.Faults())
	}
}

func part(r cost.Rate) *cost.Rate { return &r }
