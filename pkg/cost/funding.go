package cost

import (
	"fmt"
	"math"

	"github.com/riprep/riprep/pkg/inventory"
)

const yearDays = 365

// Releases returns what is released in each period. A release counts from the first period that starts on or after its
// day; one before the start counts in period 0, one after the start of the last period in none.
func (f *Funding) Releases(start inventory.Date, periodDays, periods int) ([]Cents, error) {
	switch {
	case start.IsZero():
		return nil, fmt.Errorf("account: no start")
	case periodDays < 1 || periodDays > maxPeriodDays:
		return nil, fmt.Errorf("account: period of %d days: want 1 to %d", periodDays, maxPeriodDays)
	case periods < 1 || periods > maxPeriods:
		return nil, fmt.Errorf("account: %d periods: want 1 to %d", periods, maxPeriods)
	}
	out := make([]Cents, periods)
	for i, r := range f.Released {
		if r.On.IsZero() || r.Amount < 0 {
			return nil, fmt.Errorf("release %d: %q of %s: want a day and 0 or more", i, r.On, r.Amount)
		}
		t := max(0, ceilDiv(r.On.Sub(start), periodDays))
		if t >= periods {
			continue
		}
		var err error
		if out[t], err = out[t].Add(r.Amount); err != nil {
			return nil, fmt.Errorf("release %d: %w", i, err)
		}
	}
	return out, nil
}

// LagPeriods is how many periods after the spending a claim is paid: the lag in days, rounded up to whole periods of
// periodDays, which must be positive.
func (r *Reimbursement) LagPeriods(periodDays int) int {
	if periodDays < 1 || r.ClaimLagDays <= 0 {
		return 0
	}
	return ceilDiv(r.ClaimLagDays, periodDays)
}

// ceilDiv is ⌈a/b⌉ for b > 0.
func ceilDiv(a, b int) int {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

// MaxInterest returns, for each period, the most interest that can have been charged by its end while the balance never
// falls below the limit of the credit line: as if the line were fully used from the first period on. A plan that keeps
// this much back keeps its limit whatever the balance does. Without a credit line all is zero; a bound that would reach
// Limit stays just below it.
func MaxInterest(f Funding, periods, periodDays int) []Cents {
	if periods < 1 || periods > maxPeriods {
		return nil
	}
	out := make([]Cents, periods)
	if f.Credit == nil || f.Credit.Limit <= 0 || f.check() != nil || periodDays < 1 || periodDays > maxPeriodDays {
		return out
	}
	most, err := f.interest(-f.Credit.Limit, periodDays)
	for t := 1; t < periods; t++ { // period 0 pays for no period before it
		if err == nil {
			out[t], err = out[t-1].Add(most)
		}
		if err != nil {
			out[t] = Limit - 1
		}
	}
	return out
}

// interest is what one period's balance costs.
func (f *Funding) interest(cash Cents, periodDays int) (Cents, error) {
	if cash >= 0 || f.Credit == nil {
		return 0, nil
	}
	num, den := f.Credit.Charge(periodDays)
	return mulDiv(-cash, false, uint64(num), uint64(den))
}

// Charge is what a period of some days costs of each cent that is owed, as a fraction. The rate is below 10^15 and the period
// below 10^3, so that their product fits 64 bits.
func (c *Credit) Charge(periodDays int) (num, den int64) {
	return int64(c.AnnualRate) * int64(periodDays), yearDays * int64(FullRate)
}

// check refuses funding that the formulas have no meaning for.
func (f *Funding) check() error {
	if f.PerPeriod != nil && *f.PerPeriod < 0 {
		return fmt.Errorf("per_period %s: want 0 or more", *f.PerPeriod)
	}
	if r := f.Reimbursement; r != nil {
		if r.Proration < 0 || r.Proration > FullRate {
			return fmt.Errorf("proration %s: want 0 to 1", r.Proration)
		}
		if r.ClaimLagDays < 0 || r.ClaimLagDays > math.MaxInt32 {
			return fmt.Errorf("claim_lag_days %d: want 0 or more", r.ClaimLagDays)
		}
	}
	if c := f.Credit; c != nil {
		if c.Limit < 0 || !c.Limit.bounded() {
			return fmt.Errorf("credit limit %s: want 0 or more", c.Limit)
		}
		if c.AnnualRate < 0 || c.AnnualRate >= rateLimit {
			return fmt.Errorf("annual_rate %s: want 0 or more", c.AnnualRate)
		}
	}
	return nil
}
