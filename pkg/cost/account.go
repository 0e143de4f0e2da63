package cost

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
)

// Event is one payment, and the claim that follows from it. Eligible is the part of Spend that the programme counts, before
// proration.
type Event struct {
	Period          int // 0 … Periods-1
	Spend, Eligible Cents
	Application     string // whose grant the claim is made under, "" for none of its own
}

// AccountInput is what the cash account is run on. Periods all have the same length in days.
type AccountInput struct {
	Start      inventory.Date
	PeriodDays int
	Periods    int
	Funding    Funding
	Grants     []Grant // of applications that have a proration of their own or an allocation
	Events     []Event // in any order of their periods; within a period claims are met in this order, see Claims
}

// Row is the account in one period. Cash is the balance at its end: negative means that the credit line is in use, and
// Run lets it fall below the limit of the line; Breaches tells. Accrued is the interest on that balance, which the next
// period is charged. Outstanding is what was claimed by the end of the period and will be paid, and is not yet: in the last
// row, what comes after the horizon. OutOfPocket is what the carrier has in the work by the end of the period, beside the
// programme's money: all that was spent, interest included, less all that came back.
type Row struct {
	Period      int
	Released    Cents
	Spent       Cents
	Reimbursed  Cents
	Interest    Cents
	Cash        Cents
	Accrued     Cents
	Outstanding Cents
	OutOfPocket Cents
}

// maxPeriods and maxPeriodDays keep one account within a hundred years of days, or years.
const maxPeriods, maxPeriodDays = 36_600, 366

// Run computes the account, one row for each period, by the formulas in the package's comment. Errors are events
// outside the horizon, negative amounts, more eligible than spent, and ErrOverflow.
func Run(in AccountInput) ([]Row, error) {
	released, err := in.Funding.Releases(in.Start, in.PeriodDays, in.Periods)
	if err != nil {
		return nil, err
	}
	if err := in.Funding.check(); err != nil {
		return nil, err
	}
	if err := in.checkGrants(); err != nil {
		return nil, err
	}
	claims, err := in.Claims()
	if err != nil {
		return nil, err
	}
	rows := make([]Row, in.Periods)
	claimed := make([]Cents, in.Periods)
	for i, e := range in.Events {
		if err := in.book(rows, claimed, e, claims[i]); err != nil {
			return nil, fmt.Errorf("event %d: %w", i, err)
		}
	}
	var cash, interest, outstanding, pocket Cents
	for t := range rows {
		row := &rows[t]
		row.Period, row.Released, row.Interest = t, released[t], interest
		sum := tally{amount: cash}
		sum.add(row.Released)
		sum.add(row.Reimbursed)
		sum.add(-row.Spent)
		sum.add(-row.Interest)
		open := tally{amount: outstanding}
		open.add(claimed[t])
		open.add(-row.Reimbursed)
		own := tally{amount: pocket}
		own.add(row.Spent)
		own.add(row.Interest)
		own.add(-row.Reimbursed)
		if sum.err != nil || open.err != nil || own.err != nil {
			return nil, fmt.Errorf("period %d: %w", t, ErrOverflow)
		}
		cash, outstanding, pocket = sum.amount, open.amount, own.amount
		if interest, err = in.Funding.interest(cash, in.PeriodDays); err != nil {
			return nil, fmt.Errorf("period %d: interest: %w", t, err)
		}
		row.Cash, row.Accrued, row.Outstanding, row.OutOfPocket = cash, interest, outstanding, pocket
	}
	return rows, nil
}

// book enters one event: its spending, its claim, and the payment where that falls within the horizon.
func (in *AccountInput) book(rows []Row, claimed []Cents, e Event, c Claim) error {
	switch {
	case e.Period < 0 || e.Period >= in.Periods:
		return fmt.Errorf("period %d: want 0 to %d", e.Period, in.Periods-1)
	case e.Spend < 0 || e.Eligible < 0:
		return fmt.Errorf("spends %s, %s of it eligible: want 0 or more", e.Spend, e.Eligible)
	case e.Eligible > e.Spend:
		return fmt.Errorf("eligible %s is more than the %s spent", e.Eligible, e.Spend)
	}
	var err error
	if rows[e.Period].Spent, err = rows[e.Period].Spent.Add(e.Spend); err != nil {
		return err
	}
	if c.Paid == 0 {
		return nil
	}
	if claimed[e.Period], err = claimed[e.Period].Add(c.Paid); err != nil {
		return err
	}
	if c.Period < in.Periods {
		rows[c.Period].Reimbursed, err = rows[c.Period].Reimbursed.Add(c.Paid)
	}
	return err
}

// tally adds until the first overflow.
type tally struct {
	amount Cents
	err    error
}

func (t *tally) add(c Cents) {
	if t.err == nil {
		t.amount, t.err = t.amount.Add(c)
	}
}

// Lowest returns the smallest balance and the first period that ends with it; 0 and -1 where there are no rows.
func Lowest(rows []Row) (cash Cents, period int) {
	period = -1
	for _, r := range rows {
		if period < 0 || r.Cash < cash {
			cash, period = r.Cash, r.Period
		}
	}
	return cash, period
}

// WorkingCapital returns the largest OutOfPocket of the rows and the first period that ends with it: what has to be in
// hand beside the programme's money, however it is financed. It is 0 and -1 where there are no rows.
func WorkingCapital(rows []Row) (capital Cents, period int) {
	period = -1
	for _, r := range rows {
		if period < 0 || r.OutOfPocket > capital {
			capital, period = r.OutOfPocket, r.Period
		}
	}
	return capital, period
}

// Breach is a limit that an account does not keep in a period, and by how much.
type Breach struct {
	Period int
	Limit  string // cash: the balance below what the credit line allows; per_period: spending above the cap
	Over   Cents
}

// Breaches returns every limit of the funding that the rows do not keep, by period, cash before per_period.
func (f *Funding) Breaches(rows []Row) []Breach {
	var floor Cents
	if f.Credit != nil {
		floor = -f.Credit.Limit
	}
	var out []Breach
	for _, r := range rows {
		if r.Cash < floor {
			out = append(out, Breach{r.Period, "cash", floor - r.Cash})
		}
		if f.PerPeriod != nil && r.Spent > *f.PerPeriod {
			out = append(out, Breach{r.Period, "per_period", r.Spent - *f.PerPeriod})
		}
	}
	return out
}
