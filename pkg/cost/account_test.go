package cost

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/riprep/riprep/pkg/inventory"
	"pgregory.net/rapid"
)

var monday = inventory.MustDate("2027-01-04")

// byHand computes the balance of one period straight from the definitions, day by day and from the beginning, with
// rational numbers: no code and no running state in common with Run.
func byHand(in AccountInput, until int) (cash, charged Cents) {
	cash = 0
	for t := 0; t <= until; t++ {
		interest := Cents(0)
		if t > 0 && cash < 0 && in.Funding.Credit != nil {
			x := new(big.Rat).Mul(big.NewRat(int64(-cash), 1), big.NewRat(int64(in.Funding.Credit.AnnualRate), 1e9))
			x.Mul(x, big.NewRat(int64(in.PeriodDays), 365))
			interest, _ = exactly(x)
		}
		first := in.Start.AddDays(t * in.PeriodDays)
		for _, rel := range in.Funding.Released {
			before := in.Start.AddDays((t - 1) * in.PeriodDays)
			if !rel.On.After(first) && (t == 0 || rel.On.After(before)) {
				cash += rel.Amount
			}
		}
		for _, e := range in.Events {
			if e.Period == t {
				cash -= e.Spend
			}
		}
		cash += paidByHand(in, t) - paidByHand(in, t-1)
		cash -= interest
		charged += interest
	}
	return cash, charged
}

// paidByHand is what has come back by the end of a period: of each application all that was asked for at least a lag before,
// and never more than its allocation.
func paidByHand(in AccountInput, until int) (paid Cents) {
	r := in.Funding.Reimbursement
	if r == nil {
		return 0
	}
	asked := map[string]Cents{}
	for _, e := range in.Events {
		// Due in the first period that starts no earlier than lag days after the start of the spending period.
		if in.Start.AddDays(e.Period*in.PeriodDays + r.ClaimLagDays).After(in.Start.AddDays(until * in.PeriodDays)) {
			continue
		}
		part := r.Proration
		for _, g := range in.Grants {
			if g.Application == e.Application && g.Proration != nil {
				part = *g.Proration
			}
		}
		claim, _ := exactly(new(big.Rat).Mul(big.NewRat(int64(e.Eligible), 1), big.NewRat(int64(part), 1e9)))
		asked[e.Application] += claim
	}
	for app, sum := range asked {
		for _, g := range in.Grants {
			if g.Application == app && g.Allocation != nil {
				sum = min(sum, *g.Allocation)
			}
		}
		paid += sum
	}
	return paid
}

func anyAccount(t *rapid.T) AccountInput {
	in := AccountInput{
		Start:      monday.AddDays(rapid.IntRange(0, 400).Draw(t, "start")),
		PeriodDays: rapid.SampledFrom([]int{1, 7, 30}).Draw(t, "days"),
		Periods:    rapid.IntRange(1, 20).Draw(t, "periods"),
	}
	amount := func(name string) Cents { return Cents(rapid.Int64Range(0, 1e10).Draw(t, name)) }
	for range rapid.IntRange(0, 5).Draw(t, "releases") {
		day := in.Start.AddDays(rapid.IntRange(-40, in.PeriodDays*(in.Periods+1)).Draw(t, "on"))
		in.Funding.Released = append(in.Funding.Released, Release{On: day, Amount: amount("release")})
	}
	if rapid.Bool().Draw(t, "reimbursed") {
		in.Funding.Reimbursement = &Reimbursement{
			Proration:    Rate(rapid.Int64Range(0, int64(FullRate)).Draw(t, "proration")),
			ClaimLagDays: rapid.IntRange(0, 200).Draw(t, "lag"),
		}
	}
	if rapid.Bool().Draw(t, "credit") {
		in.Funding.Credit = &Credit{Limit: amount("limit"), AnnualRate: Rate(rapid.Int64Range(0, int64(FullRate)).Draw(t, "rate"))}
	}
	for _, app := range []string{"A1", "A2"}[:rapid.IntRange(0, 2).Draw(t, "grants")] {
		g := Grant{Application: app}
		if rapid.Bool().Draw(t, "own proration") {
			part := Rate(rapid.Int64Range(0, int64(FullRate)).Draw(t, "its proration"))
			g.Proration = &part
		}
		if rapid.Bool().Draw(t, "allocated") {
			allocation := amount("allocation")
			g.Allocation = &allocation
		}
		in.Grants = append(in.Grants, g)
	}
	for range rapid.IntRange(0, 12).Draw(t, "events") {
		spend := amount("spend")
		in.Events = append(in.Events, Event{
			Application: rapid.SampledFrom([]string{"", "A1", "A2", "A3"}).Draw(t, "application"),
			Period:      rapid.IntRange(0, in.Periods-1).Draw(t, "period"), Spend: spend,
			Eligible: Cents(rapid.Int64Range(0, int64(spend)).Draw(t, "eligible")),
		})
	}
	return in
}

func TestRunAgreesWithTheDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyAccount(t)
		rows, err := Run(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != in.Periods {
			t.Fatalf("%d rows for %d periods", len(rows), in.Periods)
		}
		var charged, released, spent, back Cents
		for p, row := range rows {
			cash, interest := byHand(in, p)
			charged += row.Interest
			released += row.Released
			spent += row.Spent
			back += row.Reimbursed
			if row.Period != p || row.Cash != cash || charged != interest {
				t.Fatalf("period %d: got cash %s, interest so far %s; want %s, %s", p, row.Cash, charged, cash, interest)
			}
			if row.OutOfPocket != spent+charged-back {
				t.Fatalf("period %d: out of pocket %s, want %s + %s − %s", p, row.OutOfPocket, spent, charged, back)
			}
			if row.Cash != released+back-spent-charged {
				t.Fatalf("period %d: %s + %s − %s − %s is not %s", p, released, back, spent, charged, row.Cash)
			}
			if p > 0 && row.Interest != rows[p-1].Accrued {
				t.Fatalf("period %d charges %s, period %d accrued %s", p, row.Interest, p-1, rows[p-1].Accrued)
			}
		}
		// Every claim is paid within the horizon, still open at its end, or above what is allocated, to the cent.
		claims, err := in.Claims()
		if err != nil {
			t.Fatal(err)
		}
		var paid, all Cents
		drawn := map[string]Cents{}
		for i, c := range claims {
			if c.Paid < 0 || c.Paid > c.Asked || c.Asked > in.Events[i].Eligible {
				t.Fatalf("event %+v: claim %+v", in.Events[i], c)
			}
			if all += c.Paid; c.Period < in.Periods {
				paid += c.Paid
			}
			drawn[in.Events[i].Application] += c.Paid
		}
		if open := rows[len(rows)-1].Outstanding; back+open != all || back != paid || all != paidByHand(in, 1_000_000) {
			t.Fatalf("%s paid and %s open, of claims of %s, %s of them within the horizon", back, open, all, paid)
		}
		for _, g := range in.Grants {
			if g.Allocation != nil && drawn[g.Application] > *g.Allocation {
				t.Fatalf("application %s draws %s of %s", g.Application, drawn[g.Application], *g.Allocation)
			}
		}
	})
}

func TestMaxInterestIsABound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyAccount(t)
		in.Funding.Credit = &Credit{Limit: Cents(rapid.Int64Range(0, 1e11).Draw(t, "limit")), AnnualRate: Rate(rapid.Int64Range(0, int64(FullRate)).Draw(t, "rate"))}
		rows, err := Run(in)
		if err != nil {
			t.Fatal(err)
		}
		bound := MaxInterest(in.Funding, in.Periods, in.PeriodDays)
		var charged Cents
		for p, row := range rows {
			charged += row.Interest
			if charged > bound[p] {
				t.Fatalf("period %d: %s charged, bound %s", p, charged, bound[p])
			}
			if row.Cash < -in.Funding.Credit.Limit {
				return // the premise ends here
			}
		}
	})
	// The bound is attained by a line that is fully used all the time: a release each period pays the interest alone.
	f := Funding{Credit: &Credit{Limit: 100_000_00, AnnualRate: FullRate / 10}}
	weekly := Cents(191_78) // 100,000 × 0.1 × 7 / 365 = 191.7808…
	for p := 1; p < 4; p++ {
		f.Released = append(f.Released, Release{On: monday.AddDays(7 * p), Amount: weekly})
	}
	rows, err := Run(AccountInput{Start: monday, PeriodDays: 7, Periods: 4, Funding: f, Events: []Event{{Spend: 100_000_00}}})
	if err != nil {
		t.Fatal(err)
	}
	var charged Cents
	for p, bound := range MaxInterest(f, 4, 7) {
		if charged += rows[p].Interest; charged != bound || rows[p].Cash != -100_000_00 {
			t.Errorf("period %d: charged %s, bound %s, cash %s", p, charged, bound, rows[p].Cash)
		}
	}
	f.Credit = &Credit{Limit: Limit - 1, AnnualRate: rateLimit - 1}
	if got := MaxInterest(f, 3, 7); got[0] != 0 || got[1] != Limit-1 || got[2] != Limit-1 {
		t.Errorf("a bound out of range: got %v", got)
	}
	if got := MaxInterest(Funding{}, 2, 7); len(got) != 2 || got[1] != 0 {
		t.Errorf("no credit line: got %v", got)
	}
}

// The account of doc.go, worked out by hand: weeks, 39.5 % after 63 days, a line at 8.5 %.
func TestAccountByHand(t *testing.T) {
	in := AccountInput{
		Start: monday, PeriodDays: 7, Periods: 11,
		Funding: Funding{
			Released: []Release{
				{On: inventory.MustDate("2026-12-01"), Amount: 100_000_00}, // before the start: period 0
				{On: inventory.MustDate("2027-01-11"), Amount: 5_000_00},   // the first day of period 1
				{On: inventory.MustDate("2027-01-12"), Amount: 7_000_00},   // a day later: period 2
				{On: inventory.MustDate("2028-01-01"), Amount: 1},          // after the horizon
			},
			Reimbursement: &Reimbursement{Proration: 395_000_000, ClaimLagDays: 63},
			Credit:        &Credit{Limit: 50_000_00, AnnualRate: 85_000_000},
		},
		Events: []Event{{Period: 0, Spend: 130_000_00, Eligible: 120_000_01}, {Period: 2, Spend: 40_000_00, Eligible: 40_000_00}},
	}
	rows, err := Run(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		// −30,000.00 · 0.085 · 7/365 = 48.904… a week
		{Period: 0, Released: 100_000_00, Spent: 130_000_00, Cash: -30_000_00, Accrued: 48_90, Outstanding: 47_400_00, OutOfPocket: 130_000_00},
		{Period: 1, Released: 5_000_00, Interest: 48_90, Cash: -25_048_90, Accrued: 40_83, Outstanding: 47_400_00, OutOfPocket: 130_048_90},
		{Period: 2, Released: 7_000_00, Spent: 40_000_00, Interest: 40_83, Cash: -58_089_73, Accrued: 94_69, Outstanding: 63_200_00, OutOfPocket: 170_089_73},
	}
	if diff := cmp.Diff(want, rows[:3]); diff != "" {
		t.Error(diff)
	}
	// 120,000.01 · 0.395 = 47,400.00395 comes back nine weeks later; the second claim is open at the end.
	if rows[8].Reimbursed != 0 || rows[9].Reimbursed != 47_400_00 || rows[10].Outstanding != 15_800_00 {
		t.Errorf("paid %s and %s, open %s", rows[8].Reimbursed, rows[9].Reimbursed, rows[10].Outstanding)
	}
	if cash, p := Lowest(rows); p != 8 || cash != rows[8].Cash {
		t.Errorf("lowest: got %s in period %d", cash, p)
	}
	if cash, p := Lowest([]Row{{Cash: 5}, {Period: 1, Cash: 3}, {Period: 2, Cash: 3}}); p != 1 || cash != 3 {
		t.Errorf("the first of two lowest: got %s in period %d", cash, p)
	}
	if cash, p := Lowest(nil); p != -1 || cash != 0 {
		t.Errorf("lowest of nothing: got %s in period %d", cash, p)
	}
	cap := Cents(50_000_00)
	in.Funding.PerPeriod = &cap
	got := in.Funding.Breaches(rows[:3])
	if diff := cmp.Diff([]Breach{{0, "per_period", 80_000_00}, {2, "cash", 8_089_73}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRunRefuses(t *testing.T) {
	good := func() AccountInput { return AccountInput{Start: monday, PeriodDays: 7, Periods: 4} }
	for want, change := range map[string]func(*AccountInput){
		"no start":                     func(in *AccountInput) { in.Start = inventory.Date{} },
		"period of 0 days":             func(in *AccountInput) { in.PeriodDays = 0 },
		"0 periods":                    func(in *AccountInput) { in.Periods = 0 },
		"1000000000 periods":           func(in *AccountInput) { in.Periods = 1e9 },
		"event 0: period 4: want":      func(in *AccountInput) { in.Events = []Event{{Period: 4, Spend: 1, Eligible: 1}} },
		"event 1: period -1":           func(in *AccountInput) { in.Events = []Event{{}, {Period: -1, Spend: 1, Eligible: 1}} },
		"eligible 0.02 is more":        func(in *AccountInput) { in.Events = []Event{{Spend: 1, Eligible: 2}} },
		"spends -0.01":                 func(in *AccountInput) { in.Events = []Event{{Spend: -1, Eligible: -1}} },
		"proration 1.000000001":        func(in *AccountInput) { in.Funding.Reimbursement = &Reimbursement{Proration: FullRate + 1} },
		"claim_lag_days -1":            func(in *AccountInput) { in.Funding.Reimbursement = &Reimbursement{ClaimLagDays: -1} },
		"annual_rate -0.000000001":     func(in *AccountInput) { in.Funding.Credit = &Credit{0, -1} },
		"credit limit -0.01":           func(in *AccountInput) { in.Funding.Credit = &Credit{-1, 0} },
		"proration -0.000000001":       func(in *AccountInput) { r := Rate(-1); in.Grants = []Grant{{Application: "A1", Proration: &r}} },
		"allocation -0.01":             func(in *AccountInput) { c := Cents(-1); in.Grants = []Grant{{Application: "A1", Allocation: &c}} },
		`application "A1": stands`:     func(in *AccountInput) { in.Grants = []Grant{{Application: "A1"}, {Application: "A1"}} },
		`release 0: "2027-01-04" of -`: func(in *AccountInput) { in.Funding.Released = []Release{{monday, -1}} },
		`release 0: "" of`:             func(in *AccountInput) { in.Funding.Released = []Release{{inventory.Date{}, 1}} },
	} {
		in := good()
		change(&in)
		if _, err := Run(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
	in := good()
	in.Events = []Event{{Spend: Limit - 1}, {Spend: Limit - 1}}
	if _, err := Run(in); !errors.Is(err, ErrOverflow) {
		t.Errorf("spending out of range: got %v", err)
	}
	in.Events = []Event{{Spend: Limit - 1}, {Period: 1, Spend: Limit - 1}}
	if _, err := Run(in); !errors.Is(err, ErrOverflow) {
		t.Errorf("a balance out of range: got %v", err)
	}
}
