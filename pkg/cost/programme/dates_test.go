package programme

import (
	"fmt"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// Histories of applications under us-scrp with every due date, worked out apart from this code: 90 days, a year or six
// months at a time. Each has the day from which it is seen and the day until which reports are listed.
var histories = []struct {
	name        string
	history     History
	asOf, until string
	want        string
}{
	{"a first round, as it was", History{
		Submitted: day("2022-01-20"), Approved: day("2022-07-15"), FirstClaim: day("2022-10-20"),
		FirstDistribution: day("2022-12-01"),
	}, "2023-01-15", "2023-12-31", `
2022-04-20 review late
2022-06-04 review-extended late
2022-10-13 status-update overdue
2023-01-11 status-update overdue
2023-02-10 spending-report open
2023-04-11 status-update open
2023-07-10 status-update open
2023-07-15 first-claim met
2023-08-10 spending-report open
2023-10-08 status-update open
2023-12-01 term open
2023-12-11 final-certification open
2024-03-30 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"the first term that ended", History{
		Approved: day("2022-07-15"), FirstClaim: day("2022-09-01"), FirstDistribution: day("2022-09-29"),
		FiledUntil: day("2023-08-31"),
	}, "2023-09-29", "2023-09-29", `
2022-10-13 status-update met
2023-01-11 status-update met
2023-02-10 spending-report met
2023-04-11 status-update met
2023-07-10 status-update met
2023-07-15 first-claim met
2023-08-10 spending-report met
2023-09-29 term open
2023-10-09 final-certification open
2024-01-27 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"extended for all, then twice alone", History{
		Approved: day("2022-07-15"), FirstDistribution: day("2022-11-15"), FiledUntil: day("2024-12-31"),
		FirstClaim: day("2022-10-01"), Extensions: []Extension{{Kind: "general", Months: 6}, {Kind: "individual", Months: 6}, {Kind: "individual", Months: 6}},
	}, "2025-01-02", "2025-06-30", `
2022-10-13 status-update met
2023-01-11 status-update met
2023-02-10 spending-report met
2023-04-11 status-update met
2023-07-10 status-update met
2023-07-15 first-claim met
2023-08-10 spending-report met
2023-10-08 status-update met
2024-01-06 status-update met
2024-02-10 spending-report met
2024-04-05 status-update met
2024-07-04 status-update met
2024-08-10 spending-report met
2024-10-02 status-update met
2024-12-31 status-update met
2025-02-10 spending-report open
2025-03-31 status-update open
2025-05-15 term open
2025-05-25 final-certification open
2025-06-29 status-update open
2025-09-12 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"a term from a leap day", History{
		Approved: day("2023-11-30"), FirstClaim: day("2024-01-15"), FirstDistribution: day("2024-02-29"),
		FiledUntil: day("2025-01-31"), Extensions: []Extension{{Kind: "individual", Months: 6}},
	}, "2025-02-01", "2025-09-30", `
2024-02-28 status-update met
2024-05-28 status-update met
2024-08-10 spending-report met
2024-08-26 status-update met
2024-11-24 status-update met
2024-11-30 first-claim met
2025-02-10 spending-report open
2025-02-22 status-update open
2025-05-23 status-update open
2025-08-10 spending-report open
2025-08-21 status-update open
2025-08-28 term open
2025-09-07 final-certification open
2025-12-26 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"a term from the last day of August", History{
		Approved: day("2026-03-02"), FirstClaim: day("2026-06-01"), FirstDistribution: day("2026-08-31"),
		FiledUntil: day("2028-01-31"), Extensions: []Extension{{Kind: "individual", Months: 6}, {Kind: "individual", Months: 6}},
	}, "2028-02-10", "2028-08-31", `
2026-05-31 status-update met
2026-08-29 status-update met
2026-11-27 status-update met
2027-02-10 spending-report met
2027-02-25 status-update met
2027-03-02 first-claim met
2027-05-26 status-update met
2027-08-10 spending-report met
2027-08-24 status-update met
2027-11-22 status-update met
2028-02-10 spending-report open
2028-02-20 status-update open
2028-05-20 status-update open
2028-08-10 spending-report open
2028-08-18 status-update open
2028-08-29 term open
2028-09-08 final-certification open
2028-12-27 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"an extension to a day", History{
		Approved: day("2026-07-15"), FirstClaim: day("2026-10-05"), FirstDistribution: day("2026-12-30"),
		FiledUntil: day("2027-10-31"), Extensions: []Extension{{Kind: "individual", To: day("2028-06-30")}},
	}, "2027-11-01", "2028-07-31", `
2026-10-13 status-update met
2027-01-11 status-update met
2027-02-10 spending-report met
2027-04-11 status-update met
2027-07-10 status-update met
2027-07-15 first-claim met
2027-08-10 spending-report met
2027-10-08 status-update met
2028-01-06 status-update open
2028-02-10 spending-report open
2028-04-05 status-update open
2028-06-30 term open
2028-07-04 status-update open
2028-07-10 final-certification open
2028-10-28 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"filed and not answered", History{
		Submitted: day("2026-01-20"),
	}, "2026-04-21", "2027-01-01", `
2026-04-20 review overdue
2026-06-04 review-extended open
? first-claim unknown
? status-update unknown
? spending-report unknown
? term unknown
? final-certification unknown
? claims-close unknown
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"deficient, mended on the last day", History{
		Submitted: day("2022-01-28"), Deficient: day("2022-02-16"), Cured: day("2022-03-03"),
		Approved: day("2022-07-15"),
	}, "2022-08-01", "2022-12-31", `
2022-03-03 cure met
2022-04-28 review late
2022-06-12 review-extended late
2022-10-13 status-update open
2023-07-15 first-claim open
? spending-report unknown
? term unknown
? final-certification unknown
? claims-close unknown
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"deficient, mended a day late", History{
		Submitted: day("2022-01-28"), Deficient: day("2022-02-16"), Cured: day("2022-03-04"),
	}, "2022-03-05", "2022-12-31", `
2022-03-03 cure late
2022-04-28 review open
2022-06-12 review-extended open
? first-claim unknown
? status-update unknown
? spending-report unknown
? term unknown
? final-certification unknown
? claims-close unknown
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"nothing known", History{}, "2026-01-01", "2027-01-01", `
? review unknown
? review-extended unknown
? first-claim unknown
? status-update unknown
? spending-report unknown
? term unknown
? final-certification unknown
? claims-close unknown
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"complete before the term, and closed", History{
		Submitted: day("2022-01-14"), Approved: day("2022-07-15"), FirstClaim: day("2022-09-12"),
		FirstDistribution: day("2022-10-03"), Completed: day("2023-06-30"), Certified: day("2023-10-10"),
		ClaimsClosed: day("2024-01-31"), LastDistribution: day("2024-04-01"), FiledUntil: day("2024-01-31"),
	}, "2024-06-01", "2025-06-01", `
2022-04-14 review late
2022-05-29 review-extended late
2022-10-13 status-update met
2023-01-11 status-update met
2023-02-10 spending-report met
2023-04-11 status-update met
2023-07-10 status-update met
2023-07-15 first-claim met
2023-08-10 spending-report met
2023-10-03 term met
2023-10-08 status-update met
2023-10-13 final-certification met
2024-01-31 claims-close met
2034-04-01 retention open
? final-spending-report unknown
? obtained-gear unknown
`},
	{"everything a day late", History{
		Approved: day("2026-07-15"), FirstClaim: day("2027-07-16"), FirstDistribution: day("2027-08-02"),
		Completed: day("2028-08-03"), Certified: day("2028-08-13"), ClaimsClosed: day("2029-03-31"),
		ClaimsExtensionDays: 120, FiledUntil: day("2028-12-31"),
	}, "2029-04-01", "2029-12-31", `
2026-10-13 status-update met
2027-01-11 status-update met
2027-04-11 status-update met
2027-07-10 status-update met
2027-07-15 first-claim late
2027-10-08 status-update met
2028-01-06 status-update met
2028-02-10 spending-report met
2028-04-05 status-update met
2028-07-04 status-update met
2028-08-02 term late
2028-08-10 spending-report met
2028-08-12 final-certification late
2029-02-10 spending-report overdue
2029-03-30 claims-close late
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"drawn down on the last day of January", History{
		Approved: day("2026-07-15"), FirstClaim: day("2026-12-01"), FirstDistribution: day("2027-01-31"),
		FiledUntil: day("2027-01-31"),
	}, "2027-02-01", "2027-08-31", `
2026-10-13 status-update met
2027-01-11 status-update met
2027-02-10 spending-report open
2027-04-11 status-update open
2027-07-10 status-update open
2027-07-15 first-claim met
2027-08-10 spending-report open
2028-01-31 term open
2028-02-10 final-certification open
2028-05-30 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"drawn down on the first of February", History{
		Approved: day("2026-07-15"), FirstClaim: day("2026-12-01"), FirstDistribution: day("2027-02-01"),
		FiledUntil: day("2027-01-31"),
	}, "2027-02-01", "2027-08-31", `
2026-10-13 status-update met
2027-01-11 status-update met
2027-04-11 status-update open
2027-07-10 status-update open
2027-07-15 first-claim met
2027-08-10 spending-report open
2028-02-01 term open
2028-02-11 final-certification open
2028-05-31 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"sixty days more for the claims", History{
		Approved: day("2026-07-15"), FirstClaim: day("2026-12-01"), FirstDistribution: day("2027-02-01"),
		Completed: day("2028-01-31"), ClaimsExtensionDays: 60, FiledUntil: day("2028-03-31"),
	}, "2028-04-01", "2028-05-01", `
2026-10-13 status-update met
2027-01-11 status-update met
2027-04-11 status-update met
2027-07-10 status-update met
2027-07-15 first-claim met
2027-08-10 spending-report met
2027-10-08 status-update met
2028-01-06 status-update met
2028-02-01 term met
2028-02-10 spending-report met
2028-02-11 final-certification overdue
2028-04-05 status-update open
2028-07-30 claims-close open
? final-spending-report unknown
? retention unknown
? obtained-gear unknown
`},
	{"papers kept long enough", History{
		Approved: day("2022-07-15"), FirstClaim: day("2022-09-12"), FirstDistribution: day("2022-10-03"),
		Completed: day("2023-10-03"), Certified: day("2023-10-13"), ClaimsClosed: day("2024-01-31"),
		LastDistribution: day("2024-02-29"), FiledUntil: day("2024-01-31"),
	}, "2034-03-01", "2034-12-31", `
2022-10-13 status-update met
2023-01-11 status-update met
2023-02-10 spending-report met
2023-04-11 status-update met
2023-07-10 status-update met
2023-07-15 first-claim met
2023-08-10 spending-report met
2023-10-03 term met
2023-10-08 status-update met
2023-10-13 final-certification met
2024-01-31 claims-close met
2034-02-28 retention over
? final-spending-report unknown
? obtained-gear unknown
`},
}

func TestHistories(t *testing.T) {
	p := scrp(t)
	for _, c := range histories {
		var got strings.Builder
		for _, due := range p.Dates(&c.history, day(c.asOf), day(c.until)) {
			by := due.By.String()
			if by == "" {
				by = "?"
			}
			fmt.Fprintf(&got, "%s %s %s\n", by, due.ID, due.State)
			if (due.By.IsZero()) != (due.Missing != "") || due.What == "" || due.Source == "" || due.Who == "" {
				t.Errorf("%s: %+v", c.name, due)
			}
		}
		if want := strings.TrimPrefix(c.want, "\n"); got.String() != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got.String(), want)
		}
	}
	if len(histories) < 12 {
		t.Errorf("%d histories", len(histories))
	}
}

// The published dates of the first round: approved on 2022-07-15, status updates on 2022-10-13 and 2023-07-10. The first
// claim was due on 2023-07-17, a Monday, the first working day after the year; riprep moves no day and says 2023-07-15.
func TestPublished(t *testing.T) {
	p := scrp(t)
	days := map[string][]string{}
	for _, due := range p.Dates(&History{Approved: day("2022-07-15")}, day("2022-07-15"), day("2023-07-15")) {
		days[due.ID] = append(days[due.ID], due.By.String())
	}
	updates := strings.Join(days["status-update"], " ")
	if !strings.HasPrefix(updates, "2022-10-13 ") || !strings.HasSuffix(updates, " 2023-07-10") {
		t.Errorf("status updates on %s", updates)
	}
	claim := day("2023-07-15")
	if days["first-claim"][0] != claim.String() || claim.Weekday() != 5 || claim.AddDays(2) != day("2023-07-17") {
		t.Errorf("first claim %s", days["first-claim"])
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-30", 12, "2027-12-30"}, {"2026-12-31", 1, "2027-01-31"}, {"2027-01-31", 1, "2027-02-28"}, {"2028-01-31", 1, "2028-02-29"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2025-02-28", 12, "2026-02-28"}, {"2026-08-31", 6, "2027-02-28"},
		{"2027-08-31", 6, "2028-02-29"}, {"2028-02-29", 6, "2028-08-29"}, {"2026-05-31", 1, "2026-06-30"}, {"2026-11-30", 1, "2026-12-30"},
		{"2026-12-01", 1, "2027-01-01"}, {"2026-07-15", 0, "2026-07-15"}, {"2199-12-31", 12, "2200-12-31"}, {"2199-12-31", 13, ""}, {"", 1, ""},
		{"2100-01-29", 1, "2100-02-28"}, // no leap year
	} {
		var from inventory.Date
		if c.from != "" {
			from = day(c.from)
		}
		got, ok := AddMonths(from, c.n)
		if ok != (c.want != "") || ok && got != day(c.want) {
			t.Errorf("%s + %d months: %s, %t, want %s", c.from, c.n, got, ok, c.want)
		}
	}
}

func TestTermWords(t *testing.T) {
	p := scrp(t)
	h := History{FirstDistribution: day("2026-12-30"), Extensions: []Extension{{Kind: "general", Months: 1}, {Kind: "individual", To: day("2028-07-30")}}}
	term := p.Term(&h)
	want := Term{By: day("2028-07-30"), Why: "first distribution 2026-12-30 + 1 year + general extension of 1 month + individual extension to 2028-07-30"}
	if term != want {
		t.Errorf("%+v", term)
	}
	for _, c := range []struct {
		p    *Programme
		h    History
		want string
	}{
		{p, History{}, "first distribution is not stated"},
		{&Programme{ID: "x"}, History{}, "the programme x states no term"},
		{p, History{FirstDistribution: day("2200-01-01")}, "no day of the term follows from first distribution 2200-01-01"},
	} {
		if term := c.p.Term(&c.h); !term.By.IsZero() || term.Missing != c.want {
			t.Errorf("%+v, want %s", term, c.want)
		}
	}
}

// What the programme does not allow, and beside it what it just allows.
func TestCheck(t *testing.T) {
	p := scrp(t)
	from := day("2026-08-31") // the term is 2027-08-31
	for _, c := range []struct {
		name       string
		extensions []Extension
		claims     int
		bad        string // of the last extension, "" for none
		term       string
	}{
		{"six months", []Extension{{Kind: "individual", Months: 6}}, 0, "", "2028-02-29"},
		{"seven", []Extension{{Kind: "individual", Months: 7}}, 0, "individual extension of 7 months: longer than 6 months from the term without it, 2027-08-31", "2027-08-31"},
		{"to the last day", []Extension{{Kind: "individual", To: day("2028-02-29")}}, 0, "", "2028-02-29"},
		{"to the day after", []Extension{{Kind: "individual", To: day("2028-03-01")}}, 0, "individual extension to 2028-03-01: longer than 6 months", "2027-08-31"},
		{"to the day after, for all", []Extension{{Kind: "general", To: day("2028-03-01")}}, 0, "general extension to 2028-03-01: longer than 6 months", "2027-08-31"},
		{"one day more", []Extension{{Kind: "individual", To: day("2027-09-01")}}, 0, "", "2027-09-01"},
		{"none", []Extension{{Kind: "individual", To: day("2027-08-31")}}, 0, "individual extension to 2027-08-31: the term without it is 2027-08-31 already", "2027-08-31"},
		{"a chain", []Extension{{Kind: "individual", Months: 6}, {Kind: "individual", Months: 6}, {Kind: "general", Months: 6}}, 0, "", "2029-02-28"},
		{"the last of a chain", []Extension{{Kind: "individual", Months: 6}, {Kind: "individual", Months: 12}}, 0, "individual extension of 12 months: longer than 6 months from the term without it, 2028-02-29", "2028-02-29"},
		{"without an end, which is said elsewhere", []Extension{{Kind: "individual"}}, 0, "", "2027-08-31"},
		{"claims", nil, 120, "", "2027-08-31"},
		{"claims for long", nil, 121, "claims_extension_days 121: the programme us-scrp extends by at most 120 days", "2027-08-31"},
	} {
		h := History{FirstDistribution: from, Extensions: c.extensions, ClaimsExtensionDays: c.claims}
		problems := p.Check(&h)
		switch {
		case c.bad == "" && len(problems) > 0, c.bad != "" && (len(problems) != 1 || !strings.HasPrefix(problems[0].Text, c.bad)):
			t.Errorf("%s: %+v", c.name, problems)
		case c.bad != "" && problems[0].Extension != len(c.extensions)-1:
			t.Errorf("%s: said of extension %d", c.name, problems[0].Extension)
		}
		if term := p.Term(&h); term.By != day(c.term) {
			t.Errorf("%s: term %s, want %s", c.name, term.By, c.term)
		}
	}
	far := History{FirstDistribution: day("2199-10-01"), Extensions: []Extension{{Kind: "individual", Months: 6}}}
	if problems := p.Check(&far); len(problems) != 1 || !strings.Contains(problems[0].Text, "beyond the year 2200") {
		t.Errorf("%+v", problems)
	}
	q := *p
	q.Extensions = nil
	h := History{FirstDistribution: from, Extensions: []Extension{{Kind: "general", Months: 1}}}
	if problems := q.Check(&h); len(problems) != 1 || !strings.Contains(problems[0].Text, "knows no extensions") {
		t.Errorf("%+v", problems)
	}
}
