package scenario

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
)

// settings has every field that can be set, with values that are right and what they then give.
var settings = []struct {
	pattern, field, value string
	want                  func(s *Scenario) // does by hand what Set must do
}{
	{"horizon", "horizon", "120", func(s *Scenario) { s.Horizon = 120 }},
	{"horizon", "horizon", "4000", func(s *Scenario) { s.Horizon = 4000 }},
	{"deferral", "deferral", "false", func(s *Scenario) { s.Deferral = false }},
	{"funding.released[N].amount", "funding.released[1].amount", "0.05", func(s *Scenario) { s.Funding.Released[1].Amount = 5 }},
	{"funding.per_period", "funding.per_period", "12", func(s *Scenario) { s.Funding.PerPeriod = ptr(cost.Cents(1200)) }},
	{"funding.per_period", "funding.per_period", "none", func(s *Scenario) { s.Funding.PerPeriod = nil }},
	{"funding.credit.limit", "funding.credit.limit", "1.5", func(s *Scenario) { s.Funding.Credit.Limit = 150 }},
	{"funding.reimbursement.proration", "funding.reimbursement.proration", "40%", func(s *Scenario) { s.Funding.Reimbursement.Proration = cost.FullRate / 5 * 2 }},
	{"funding.reimbursement.claim_lag_days", "funding.reimbursement.claim_lag_days", "0", func(s *Scenario) { s.Funding.Reimbursement.ClaimLagDays = 0 }},
	{"outage.subscribers", "outage.subscribers", "77", func(s *Scenario) { s.Outage.Subscribers = &Share{Count: 77} }},
	{"outage.subscribers", "outage.subscribers", "7.5%", func(s *Scenario) { s.Outage.Subscribers = &Share{Percent: ptr(cost.Rate(75_000_000))} }},
	{"outage.subscribers", "outage.subscribers", "none", func(s *Scenario) { s.Outage.Subscribers = nil }},
	{"outage.sites", "outage.sites", "0", func(s *Scenario) { s.Outage.Sites = ptr(0) }},
	{"outage.sites", "outage.sites", "none", func(s *Scenario) { s.Outage.Sites = nil }},
	{"outage.subscriber_hours_per_period", "outage.subscriber_hours_per_period", "5000000000", func(s *Scenario) { s.Outage.SubscriberHoursPerPeriod = ptr(int64(5_000_000_000)) }},
	{"outage.subscriber_hours_per_period", "outage.subscriber_hours_per_period", "none", func(s *Scenario) { s.Outage.SubscriberHoursPerPeriod = nil }},
	{"outage.neighbors", "outage.neighbors", "together", func(s *Scenario) { s.Outage.Neighbors = "together" }},
	{"outage.sole_emergency", "outage.sole_emergency", "any", func(s *Scenario) { s.Outage.SoleEmergency = "any" }},
	{"crews.KIND", "crews.tower", "9", func(s *Scenario) { s.Crews[0].Count = 9 }},
	{"crews.KIND", "crews.optical", "2", func(s *Scenario) { s.Crews = append(s.Crews, Crew{"optical", "", 2}) }},
	{"crews.KIND.REGION", "crews.ip.south", "9", func(s *Scenario) { s.Crews[2].Count = 9 }},
	{"crews.KIND.REGION", "crews.ip.south.west", "4", func(s *Scenario) { s.Crews = append(s.Crews, Crew{"ip", "south.west", 4}) }},
	{"terms.APPLICATION", "terms.A2", "2028-11-30", func(s *Scenario) { s.Terms[1].By = day("2028-11-30") }},
	{"vendors.max_share", "vendors.max_share", "0.6", func(s *Scenario) { s.MaxShare = ptr(cost.FullRate / 5 * 3) }},
	{"vendors.max_share", "vendors.max_share", "none", func(s *Scenario) { s.MaxShare = nil }},
	{"blackouts", "blackouts", "none", func(s *Scenario) { s.Blackouts = nil }},
	{"outage.subscriber_hours", "outage.subscriber_hours", "5000000000", func(s *Scenario) { s.Outage.SubscriberHours = ptr(int64(5_000_000_000)) }},
	{"outage.subscriber_hours", "outage.subscriber_hours", "none", func(s *Scenario) { s.Outage.SubscriberHours = nil }},
	{"outage.roaming_critical", "outage.roaming_critical", "any", func(s *Scenario) { s.Outage.RoamingCritical = "any" }},
	{"outage.windows", "outage.windows", "none", func(s *Scenario) { s.Outage.Windows = nil }},
	{"outage.outside_windows", "outage.outside_windows", "allow", func(s *Scenario) { s.Outage.OutsideWindows = "allow" }},
	{"remove", "remove", "demanded", func(s *Scenario) { s.Remove = "demanded" }},
	{"estimate.contingency", "estimate.contingency", "12.5%", func(s *Scenario) { s.Estimate.Contingency = part(125_000_000) }},
	{"estimate.contingency", "estimate.contingency", "none", func(s *Scenario) { s.Estimate.Contingency = nil }},
	{"in_place", "in_place", "if-needed", func(s *Scenario) { s.InPlace = "if-needed" }},
	{"soak_days", "soak_days", "3650", func(s *Scenario) { s.SoakDays = 3650 }},
	{"order.hubs", "order.hubs", "last", func(s *Scenario) { s.Order.Hubs = "last" }},
	{"order.pilot", "order.pilot", "coast", func(s *Scenario) { s.Order.Pilot = &Pilot{Cluster: "coast", SoakDays: 28} }},
	{"order.pilot", "order.pilot", "none", func(s *Scenario) { s.Order.Pilot = nil }},
	{"clean_path.by", "clean_path.by", "2028-06-30", func(s *Scenario) { s.CleanPaths[0].By = day("2028-06-30") }},
	{"clean_path.by", "clean_path.by", "none", func(s *Scenario) { s.CleanPaths = nil }},
	{"applications.ID.first_distribution", "applications.A.3.first_distribution", "2027-02-28", func(s *Scenario) { s.Applications[0].FirstDistribution = day("2027-02-28") }},
	{"applications.ID.proration", "applications.A.3.proration", "100%", func(s *Scenario) { s.Applications[0].Proration = ptr(cost.FullRate) }},
	{"applications.ID.proration", "applications.A.3.proration", "none", func(s *Scenario) { s.Applications[0].Proration = nil }},
	{"applications.ID.allocation", "applications.A.3.allocation", "9000000", func(s *Scenario) { s.Applications[0].Allocation = ptr(cost.Cents(9_000_000_00)) }},
}

func TestSet(t *testing.T) {
	tried := map[string]bool{}
	for _, c := range settings {
		tried[c.pattern] = true
		o, err := ParseOverride(c.field + "=" + c.value)
		if err != nil || o.Field != c.field || o.Value != c.value || o.String() != c.field+"="+c.value {
			t.Errorf("%s: read as %+v, %v", c.field, o, err)
		}
		got, want := mustRead(t, full), mustRead(t, full)
		c.want(want)
		if err := got.Set(o); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, got, plain); diff != "" {
			t.Errorf("%s: %s", o, diff)
		}
	}
	for _, pattern := range SettableFields {
		if !tried[pattern] {
			t.Errorf("%s: not tried", pattern)
		}
	}
}

// A value that is refused changes nothing.
func TestSetRefuses(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"horizon", "0", `set horizon: "0": want a whole number from 1 to 4000`},
		{"horizon", "4001", `set horizon: "4001": want`},
		{"horizon", "none", `set horizon: "none": want`},
		{"deferral", "yes", `set deferral: "yes": want true or false`},
		{"funding.released[2].amount", "1", `set funding.released[2].amount: no such release (there are 2, counted from 0)`},
		{"funding.released[-1].amount", "1", `no such release`},
		{"funding.released[x].amount", "1", `no such release`},
		{"funding.released[0]", "1", `no such release`},
		{"funding.released[0].amount", "-1", `set funding.released[0].amount: "-1": negative money`},
		{"funding.released[0].amount", "none", `not an amount`},
		{"funding.per_period", "-1", `negative money`},
		{"funding.per_period", "1e6", `not an amount`},
		{"funding.credit.limit", "-1", `negative money`},
		{"funding.credit.limit", "none", `not an amount`},
		{"funding.reimbursement.proration", "1.1", `"1.1": want 0 to 1`},
		{"funding.reimbursement.claim_lag_days", "3651", `want a whole number from 0 to 3650`},
		{"outage.subscribers", "-1", `want a count of subscribers or a part such as 5%`},
		{"outage.subscribers", "101%", `want 0% to 100%`},
		{"outage.subscribers", "99999999999999999999", `want a count`},
		{"outage.sites", "-1", `want a whole number from 0 to 1000000`},
		{"outage.subscriber_hours_per_period", "1.5", `want a whole number from 0 to`},
		{"outage.neighbors", "none", `"none": want apart or together`},
		{"outage.sole_emergency", "never", `"never": want overlay or any`},
		{"crews.tower", "-1", `want a whole number from 0 to 1000000`},
		{"crews.optical", "many", `want a whole number`},
		{"crews.", "1", `"crews.": want crews.KIND or crews.KIND.REGION`},
		{"crews.tower.", "1", `"crews.tower.": want crews.KIND or`},
		{"crews.a b", "1", `want crews.KIND or`},
		{"terms.A3", "2028-01-01", `set terms.A3: no term for application "A3"`},
		{"terms.A1", "2028-02-30", `"2028-02-30": not a date (want YYYY-MM-DD)`},
		{"terms.A1", "none", `not a date`},
		{"terms.A.3", "soon", `set terms.A.3: "soon": not a date`},
		{"applications.A.3.first_distribution", "2026-07-14", `set applications.A.3.first_distribution: "2026-07-14": before approved 2026-07-15`},
		{"applications.A.3.first_distribution", "none", `not a date`},
		{"applications.A.3.proration", "1.1", `want 0 to 1`},
		{"applications.A.3.allocation", "9000000.01", `"9000000.01": above approved_cost 9000000.00`},
		{"applications.A.3.allocation", "-1", `negative money`},
		{"applications.A.3.approved", "2026-07-15", `no such field`},
		{"applications.A1.proration", "1", `no application "A1"`},
		{"applications.proration", "1", `no such field`},
		{"vendors.max_share", "170%", `want 0% to 100%`},
		{"blackouts", "all", `"all": only none is possible`},
		{"outage.subscriber_hours", "-1", `"-1": want a whole number from 0 to`},
		{"outage.roaming_critical", "none", `"none": want overlay or any`},
		{"outage.windows", "daily", `"daily": only none is possible`},
		{"outage.outside_windows", "none", `"none": want allow or forbid`},
		{"remove", "none", `"none": want demanded or covered`},
		{"in_place", "never", `"never": want if-needed or allowed`},
		{"soak_days", "3651", `"3651": want a whole number from 0 to 3650`},
		{"order.hubs", "none", `"none": want free or first or last`},
		{"clean_path.by", "2028-02-30", `"2028-02-30": not a date (want YYYY-MM-DD)`},
		{"order.pilot.soak_days", "3", `no such field`},
		{"start", "2027-01-01", `set start: no such field (known: horizon, deferral, `},
		{"", "1", `no such field`},
	} {
		got, want := mustRead(t, full), mustRead(t, full)
		err := got.Set(Override{c.field, c.value})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s=%s: got %v, want %s", c.field, c.value, err, c.want)
		}
		if diff := cmp.Diff(want, got, plain); diff != "" {
			t.Errorf("%s=%s: changed although refused: %s", c.field, c.value, diff)
		}
	}
}

// Money can be set only where there is some, and what is not there cannot be changed.
func TestSetWithoutFunding(t *testing.T) {
	for _, field := range SettableFields {
		if !strings.HasPrefix(field, "funding.") {
			continue
		}
		s := mustRead(t, bare)
		err := s.Set(Override{strings.Replace(field, "[N]", "[0]", 1), "1"})
		if err == nil || !strings.Contains(err.Error(), "no funding is stated") {
			t.Errorf("%s: got %v", field, err)
		}
		if diff := cmp.Diff(mustRead(t, bare), s, plain); diff != "" {
			t.Errorf("%s: changed although refused: %s", field, diff)
		}
	}
	s := mustRead(t, bare+"funding: {released: []}\n")
	for _, field := range []string{"funding.reimbursement.proration", "funding.reimbursement.claim_lag_days"} {
		if err := s.Set(Override{field, "1"}); err == nil || !strings.Contains(err.Error(), "there is no reimbursement") {
			t.Errorf("%s: got %v", field, err)
		}
	}
	if err := s.Set(Override{"funding.credit.limit", "bad"}); err == nil || s.Funding.Credit != nil {
		t.Errorf("a credit line was opened for %v", err)
	}
	if err := s.Set(Override{"funding.credit.limit", "100"}); err != nil || s.Funding.Credit == nil || s.Funding.Credit.Limit != 100_00 {
		t.Errorf("no credit line was opened: %v", err)
	}
}

// A default that was changed holds no more, and is not said any longer.
func TestSetTakesDefaultsAway(t *testing.T) {
	fields := func(s *Scenario) (out []string) {
		for _, d := range s.Defaults {
			out = append(out, d.Field)
		}
		return out
	}
	s := mustRead(t, bare+"funding: {released: [], reimbursement: {claim_lag_days: 9}}\n")
	s.AssumeCrews([]string{"tower"})
	for _, c := range []struct{ field, value, gone string }{
		{"deferral", "true", "deferral"}, {"funding.per_period", "1", "funding.per_period"},
		{"funding.credit.limit", "1", "funding.credit"}, {"funding.reimbursement.proration", "1", "funding.reimbursement.proration"},
		{"outage.subscribers", "1", "outage.subscribers"}, {"outage.sites", "none", "outage.sites"},
		{"outage.subscriber_hours_per_period", "1", "outage.subscriber_hours_per_period"}, {"outage.neighbors", "apart", "outage.neighbors"},
		{"outage.sole_emergency", "any", "outage.sole_emergency"}, {"crews.tower", "1", "crews.tower"},
		{"vendors.max_share", "1", "vendors.max_share"}, {"blackouts", "none", "blackouts"},
		{"outage.subscriber_hours", "1", "outage.subscriber_hours"}, {"outage.roaming_critical", "any", "outage.roaming_critical"},
		{"outage.windows", "none", "outage.windows"}, {"remove", "covered", "remove"}, {"in_place", "allowed", "in_place"}, {"soak_days", "7", "soak_days"},
		{"order.hubs", "first", "order.hubs"},
	} {
		if !slices.Contains(fields(s), c.gone) {
			t.Errorf("%s is no default", c.gone)
		}
		if err := s.Set(Override{c.field, c.value}); err != nil {
			t.Error(err)
		}
		if slices.Contains(fields(s), c.gone) {
			t.Errorf("%s=%s: the default of %s is still said", c.field, c.value, c.gone)
		}
	}
	if !slices.Contains(fields(s), "funding.credit.annual_rate") {
		t.Error("a credit line without interest is not said")
	}
}

// Where what a default is about is taken away, the default is said no more. What is not there cannot be moved.
func TestSetForgets(t *testing.T) {
	s := mustRead(t, bare+"outage: {windows: [{from: 00:00, to: 01:00}]}\nclean_path: {sites: [a], by: 2027-02-01}\n")
	said := func(field string) bool {
		return slices.ContainsFunc(s.Defaults, func(d Default) bool { return d.Field == field })
	}
	gone := []string{"outage.windows.low_traffic", "outage.outside_windows", "clean_path.paths"}
	for _, field := range gone {
		if !said(field) {
			t.Errorf("%s is no default", field)
		}
	}
	for _, o := range []Override{{"outage.windows", "none"}, {"clean_path.by", "none"}} {
		if err := s.Set(o); err != nil {
			t.Error(err)
		}
	}
	for _, field := range gone {
		if said(field) {
			t.Errorf("%s is still said", field)
		}
	}
	if err := s.Set(Override{"clean_path.by", "2027-02-02"}); err == nil || !strings.Contains(err.Error(), "no clean path is demanded") {
		t.Errorf("got %v", err)
	}
	if err := s.Set(Override{"order.pilot", "c"}); err != nil || *s.Order.Pilot != (Pilot{Cluster: "c"}) {
		t.Errorf("got %v, %+v", err, s.Order.Pilot)
	}
}

func TestParseOverride(t *testing.T) {
	if o, err := ParseOverride("terms.A=B=2028-01-01"); err != nil || o != (Override{"terms.A", "B=2028-01-01"}) {
		t.Errorf("got %+v, %v", o, err)
	}
	for _, text := range []string{"", "horizon", "horizon=", "=5", "="} {
		if _, err := ParseOverride(text); err == nil || !strings.Contains(err.Error(), "want FIELD=VALUE") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestFilesPage checks that docs/files.md has a row for each field, and no row for another.
func TestFilesPage(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "files.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## Overrides: `--set FIELD=VALUE`\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(section, -1) {
		named = append(named, m[1])
	}
	if diff := cmp.Diff(SettableFields, named); !ok || diff != "" {
		t.Errorf("docs/files.md, overrides: %s", diff)
	}
}
