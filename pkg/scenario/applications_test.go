package scenario

import (
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
)

// ofFull is the application that full states.
func ofFull() Application {
	return Application{
		ID: "A.3", Programme: "us-scrp",
		Submitted: day("2026-01-20"), Deficient: day("2026-02-16"), Cured: day("2026-03-02"), Approved: day("2026-07-15"),
		FirstClaim: day("2026-10-05"), FirstDistribution: day("2026-12-30"), Completed: day("2028-10-02"), Certified: day("2028-11-09"),
		FiledUntil: day("2026-12-31"), ClaimsClosed: day("2029-02-28"), LastDistribution: day("2029-05-02"),
		ApprovedCost: ptr(cost.Cents(9_000_000_00)), Allocation: ptr(cost.Cents(3_555_000_00)), Proration: ptr(cost.FullRate / 1000 * 395),
		Extensions: []Extension{
			{Kind: "general", Months: 6}, {Kind: "individual", To: day("2028-10-31"), Granted: day("2028-04-03"), Why: "steel"},
		},
		ClaimsExtensionDays: 60,
	}
}

func TestApplications(t *testing.T) {
	s, want := mustRead(t, full), ofFull()
	if got := s.Application("A.3"); got == nil || got.ClaimsClosed != want.ClaimsClosed {
		t.Errorf("%+v", got)
	}
	if s.Application("A1") != nil || s.Application("") != nil {
		t.Error("an application that nobody stated")
	}
	if at := s.Applications[0].Pos; at.Line != 35 || s.Applications[0].Extensions[1].Pos.Line != 35 {
		t.Errorf("stands at %s", at)
	}

	s = mustRead(t, bare+"applications: [{id: A1}, {id: B, programme: tower-fund}]\n")
	if s.Applications[0].Programme != DefaultProgramme || s.Applications[1].Programme != "tower-fund" {
		t.Errorf("programmes %q, %q", s.Applications[0].Programme, s.Applications[1].Programme)
	}
	said := 0
	for _, d := range s.Defaults {
		if strings.HasPrefix(d.Field, "applications.") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("%d defaults of applications, want that of A1's programme", said)
	}
}

// Each case is the one application of a scenario, from line 4 on, and the one fault that it has.
func TestApplicationFaults(t *testing.T) {
	for _, c := range []struct{ name, keys, want, hint string }{
		{"no id", "approved: 2026-07-15", `no key "id"`, ""},
		{"id", "id: A 1", `id "A 1": not an id`, ""},
		{"key", "id: A, aproved: 2026-07-15", `application "A": unknown key "aproved"`, `did you mean "approved"?`},
		{"day", "id: A, approved: 2026-07-32", `application "A": approved "2026-07-32": not a date`, ""},
		{"programme", "id: A, programme: of the FCC", `programme "of the FCC": not an id`, ""},
		{"approved early", "id: A, submitted: 2026-07-15, approved: 2026-07-14", `application "A": approved 2026-07-14: before submitted 2026-07-15`, ""},
		{"deficient early", "id: A, submitted: 2026-07-15, deficient: 2026-07-14", `deficient 2026-07-14: before submitted`, ""},
		{"cured early", "id: A, deficient: 2026-07-15, cured: 2026-07-14", `cured 2026-07-14: before deficient`, ""},
		{"cured of nothing", "id: A, cured: 2026-07-14", `cured 2026-07-14: without deficient`, "deficient: DAY"},
		{"claim early", "id: A, approved: 2026-07-15, first_claim: 2026-07-14", `first_claim 2026-07-14: before approved`, ""},
		{"paid early", "id: A, approved: 2026-07-15, first_distribution: 2026-07-14", `first_distribution 2026-07-14: before approved`, ""},
		{"closed early", "id: A, first_claim: 2026-07-15, claims_closed: 2026-07-14", `claims_closed 2026-07-14: before first_claim`, ""},
		{"last before first", "id: A, first_distribution: 2026-07-15, last_distribution: 2026-07-14", `last_distribution 2026-07-14: before first_distribution`, ""},
		{"too much", "id: A, approved: 2026-07-15, approved_cost: 10.00, allocation: 10.01", `allocation 10.01: above approved_cost 10.00`, ""},
		{"not approved", "id: A, allocation: 10.00", `allocation 10.00: without approved`, "approved: DAY"},
		{"debt", "id: A, approved_cost: -1", `approved_cost -1.00: negative money`, ""},
		{"part", "id: A, proration: 101%", `proration "101%": want 0% to 100%`, ""},
		{"both", "id: A, extensions: [{kind: general, to: 2028-01-01, months: 6}]", `extension: both to and months`, "leave one"},
		{"neither", "id: A, extensions: [{kind: general}]", `extension without an end`, "months: NUMBER"},
		{"kind", "id: A, extensions: [{kind: special, months: 6}]", `kind "special": not known`, "general, individual"},
		{"months", "id: A, extensions: [{kind: general, months: 121}]", `months 121: want 1 to 120`, ""},
		{"no term", "id: A, extensions: [{kind: individual, months: 6}]", `individual extension without first_distribution`, "first_distribution: DAY"},
		{"granted early", "id: A, first_distribution: 2026-07-15, extensions: [{kind: individual, months: 6, granted: 2026-07-14}]", `individual extension granted 2026-07-14: before first_distribution 2026-07-15`, ""},
		{"ends early", "id: A, first_distribution: 2026-07-15, extensions: [{kind: individual, to: 2026-07-15}]", `individual extension to 2026-07-15: not after first_distribution 2026-07-15`, ""},
		{"claims", "id: A, claims_extension_days: -1", `claims_extension_days -1: want 0 to 3650`, ""},
		{"twice", "id: A}, {id: A", `s.yaml:4:30: application "A": stands twice`, ""},
	} {
		_, faults := read(t, bare+"applications: [{"+c.keys+"}]\n")
		if len(faults) != 1 {
			t.Errorf("%s: want one fault, got %d: %s", c.name, len(faults), faults)
			continue
		}
		if got := faults[0].Error(); !strings.HasPrefix(got, "s.yaml:4:") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
		if !strings.Contains(faults[0].Hint, c.hint) {
			t.Errorf("%s: hint %q, want %q", c.name, faults[0].Hint, c.hint)
		}
	}
}

// The edges of the same checks, which are no faults.
func TestApplicationEdges(t *testing.T) {
	for _, keys := range []string{
		"id: A, submitted: 2026-07-15, deficient: 2026-07-15, cured: 2026-07-15, approved: 2026-07-15, first_claim: 2026-07-15, first_distribution: 2026-07-15, claims_closed: 2026-07-15",
		"id: A, approved: 2026-07-15, approved_cost: 10.00, allocation: 10.00, proration: 100%",
		"id: A, extensions: [{kind: general, months: 120, granted: 2020-01-01}]",
		"id: A, first_distribution: 2026-07-15, extensions: [{kind: individual, to: 2026-07-16, granted: 2026-07-15}]",
		"id: A, first_claim: 2026-07-15, first_distribution: 2026-07-14",
	} {
		mustRead(t, bare+"applications: [{"+keys+"}]\n")
	}
}

// A term that is set stands beside applications of which none is stated, and takes the place of that computed.
func TestSetTermOfApplication(t *testing.T) {
	s := mustRead(t, bare+"applications: [{id: A1}]\n")
	if err := s.Set(Override{"terms.A1", "2028-06-30"}); err != nil {
		t.Fatal(err)
	}
	if by, ok := s.Term("A1"); !ok || by != day("2028-06-30") {
		t.Errorf("term %s", by)
	}
	s = mustRead(t, bare+"applications: [{id: A1}]\n")
	s.AssumeTerm(&s.Applications[0], day("2028-01-31"), "computed")
	if err := s.Set(Override{"terms.A1", "2028-06-30"}); err != nil {
		t.Fatal(err)
	}
	if by, _ := s.Term("A1"); len(s.Terms) != 1 || by != day("2028-06-30") {
		t.Errorf("terms %v", s.Terms)
	}
	for _, d := range s.Defaults {
		if strings.HasPrefix(d.Field, "terms") {
			t.Errorf("still assumed: %v", d)
		}
	}
}
