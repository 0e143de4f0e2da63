package planner

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/schedule"
)

// addCash makes a reservoir of the money: what is released, the credit line less the most interest it can have cost,
// what is spent, and what comes back. What is spent on a day whatever the plan is taken off before, and what comes back of
// it is added; where more is spent than is there, the level is below zero and there is no schedule.
func (m *model) addCash() error {
	if m.s.Unlimited {
		return nil
	}
	f := m.s.Funding
	released, err := f.Releases(m.s.Start, m.s.PeriodDays, m.s.Horizon)
	if err != nil {
		return fmt.Errorf("funding: %w", err)
	}
	held := cost.MaxInterest(f, m.s.Horizon, m.s.PeriodDays)
	spent, back := m.datedFlows()
	supply, own := make([]int64, m.s.Horizon), make([]int64, m.s.Horizon)
	var sum cost.Cents
	for t := range supply {
		for _, amount := range []cost.Cents{released[t], -spent[t], back[t]} {
			if sum, err = sum.Add(amount); err != nil {
				return fmt.Errorf("funding: %w", err)
			}
		}
		supply[t], own[t] = int64(sum), int64(sum)
		if f.Credit != nil {
			supply[t] += int64(f.Credit.Limit) - int64(held[t])
		}
		m.broke = m.broke || supply[t] < 0
	}
	r := schedule.Reservoir{Name: "funding", Supply: supply}
	if f.PerPeriod != nil {
		r.MaxDraw = make([]int64, m.s.Horizon)
		for t := range r.MaxDraw {
			r.MaxDraw[t] = max(0, int64(*f.PerPeriod-spent[t])) // more than the cap is a fault of the files: see optionFaults
		}
	}
	m.limits.cash = len(m.problem.Reservoirs)
	m.problem.Reservoirs = append(m.problem.Reservoirs, r)
	if f.Credit != nil && f.Credit.AnnualRate > 0 {
		m.charge = &schedule.Charge{Reservoir: m.limits.cash, Own: own}
		m.charge.Num, m.charge.Den = f.Credit.Charge(m.s.PeriodDays)
	}
	return nil
}

// datedFlows is what is spent in each period whatever the plan, and what the optimizer counts on for it.
func (m *model) datedFlows() (spent, back []cost.Cents) {
	spent, back = make([]cost.Cents, m.s.Horizon), make([]cost.Cents, m.s.Horizon)
	for _, d := range m.dated() {
		spent[d.period] += d.Spend
		if m.s.Funding.Reimbursement == nil {
			continue
		}
		if paid := d.period + m.s.Funding.Reimbursement.LagPeriods(m.s.PeriodDays); paid < m.s.Horizon {
			back[paid] += m.inflow(d.Application, d.Eligible)
		}
	}
	return spent, back
}

// A curb cuts the claims of an application that may come to more than its allocation: the optimizer counts on the part
// allocation / largest of each, rounded down.
//
// With C(t) the claims whose lag is over by period t, whatever the plan, A the allocation and M ≥ C(t) the largest that
// all claims can come to, A < M, the account has paid min(C(t), A), because it meets the claims in the order of their
// dates. What the optimizer counts on is at most C(t)·A/M. That is no more than C(t), for A ≤ M; and no more than A, for
// C(t) ≤ M. So it never counts on money that the account does not have, and a plan that fits here fits there. It is a
// restriction: there may be plans that fit there and not here, and a bound of the one problem is none of the other.
type curb struct {
	application         string
	allocation, largest cost.Cents
}

func (k *curb) of(claim cost.Cents) cost.Cents {
	high, low := bits.Mul64(uint64(claim), uint64(k.allocation))
	part, _ := bits.Div64(high, low, uint64(k.largest)) // claim ≤ largest, so that it fits
	return cost.Cents(part)
}

// findCurbs finds the applications whose allocation may not be enough.
func (m *model) findCurbs() {
	if m.s.Unlimited || m.s.Funding.Reimbursement == nil {
		return
	}
	for i := range m.s.Applications {
		a := &m.s.Applications[i]
		if a.Allocation == nil {
			continue
		}
		if most := m.largestClaims(a.ID); most > *a.Allocation {
			m.curbs = append(m.curbs, curb{a.ID, *a.Allocation, most})
		}
	}
}

// largestClaims is the most that the claims of an application can come to: of each package those of the option that gives
// most, and all that is dated.
func (m *model) largestClaims(application string) cost.Cents {
	total := m.c.sum(func(p *Package) (most cost.Cents) {
		if p.application() != application {
			return 0
		}
		for o := range p.Options {
			var sum cost.Cents // within the option's price, which is in range
			for k := range p.Options[o].Steps {
				for _, pay := range p.Options[o].Steps[k].Payments {
					sum += claimOf(m.s, application, pay.Eligible)
				}
			}
			most = max(most, sum)
		}
		return most
	})
	for _, d := range m.dated() {
		if d.Application == application {
			total = min(cost.Limit-1, total+claimOf(m.s, application, d.Eligible))
		}
	}
	return total
}

// inflow is what the optimizer counts on for an invoice.
func (m *model) inflow(application string, eligible cost.Cents) cost.Cents {
	claim := claimOf(m.s, application, eligible)
	for i := range m.curbs {
		if m.curbs[i].application == application {
			return m.curbs[i].of(claim)
		}
	}
	return claim
}

// flows is what a step of some periods spends, and what comes back of it a claim lag after each payment.
func (m *model) flows(p *Package, step *Step, periods int) []schedule.Flow {
	var flows []schedule.Flow
	for i := range step.Payments {
		pay := &step.Payments[i]
		at := pay.offset(periods)
		flows = append(flows, schedule.Flow{Reservoir: m.limits.cash, Offset: at, Amount: -int64(pay.Spend)})
		if back := m.inflow(p.application(), pay.Eligible); back > 0 {
			flows = append(flows, schedule.Flow{
				Reservoir: m.limits.cash, Offset: at + m.s.Funding.Reimbursement.LagPeriods(m.s.PeriodDays), Amount: int64(back),
			})
		}
	}
	return joinFlows(flows)
}

// joinFlows adds up what is drawn, and what comes back, in the same period: a step is paid at two moments at most.
func joinFlows(flows []schedule.Flow) []schedule.Flow {
	var out []schedule.Flow
next:
	for _, f := range flows {
		for i := range out {
			if out[i].Offset == f.Offset && out[i].Amount < 0 == (f.Amount < 0) {
				out[i].Amount += f.Amount
				continue next
			}
		}
		out = append(out, f)
	}
	return out
}

// addDated adds what is dated to the cost: an activity of no duration that nothing else is asked of.
func (m *model) addDated() {
	total := m.c.networkCost()
	if total == 0 {
		return
	}
	mode := schedule.Mode{Costs: make([]schedule.Cost, len(m.s.Objectives))}
	for i, name := range m.s.Objectives {
		if name == "cost" {
			mode.Costs[i].Fixed = int64(total)
		}
	}
	m.problem.Activities = append(m.problem.Activities, schedule.Activity{
		Name: "paid on its day", Group: len(m.problem.Groups), Modes: []schedule.Mode{mode},
	})
	m.problem.Groups = append(m.problem.Groups, schedule.Group{Name: "paid on its day", Modes: 1})
}

// cashAssumptions say what the optimizer takes for granted of money.
func (m *model) cashAssumptions() []Assumption {
	var out []Assumption
	add := func(field, value, why string) { out = append(out, Assumption{field, value, why}) }
	f := &m.s.Funding
	if f.Credit != nil {
		add("funding.credit", "the most interest that the line can cost is held back",
			"interest is spent too and is not reimbursed; bounds and optimal are said of the plans that hold it back")
	}
	for _, k := range m.curbs {
		add("applications."+k.application+".allocation", fmt.Sprintf("%s of each %s claimed is counted on in time", k.allocation, k.largest),
			"claims may come to more than is allocated, and are paid in the order of their dates until it is used up; the plan keeps to less, and no bound is known")
	}
	for i := range f.Payments {
		if !m.c.anyLine(&f.Payments[i]) {
			add(fmt.Sprintf("funding.payments[%d]", i), "is about no line", "no estimate line has all of its words")
		}
	}
	for _, p := range m.c.IdleQuotes() {
		add("quotes", p.String()+" prices no line", "no option of any package needs it, or a narrower price goes before it")
	}
	several := 0
	for i := range m.c.Packages {
		if len(m.c.Packages[i].Applications) > 1 {
			several++
		}
	}
	if several > 0 && f.Reimbursement != nil {
		add("sites.application", counted(several, "package")+" claimed with one of their applications", "their gear is at sites of several; the first site's is taken")
	}
	return out
}

// anyLine reports whether a rule of payment is about a line of any option.
func (c *Case) anyLine(rule *cost.PaymentRule) bool {
	for i := range c.Packages {
		for o := range c.Packages[i].Options {
			if slices.ContainsFunc(c.Packages[i].Options[o].Lines, func(l cost.Line) bool { return rule.Matches(&l) }) {
				return true
			}
		}
	}
	return false
}

// networkCost is what is paid on its day, whatever the plan.
func (c *Case) networkCost() (total cost.Cents) {
	for i := range c.Network {
		if c.Network[i].Known {
			total += c.Network[i].Total // the sum of all is looked at in priceFault
		}
	}
	return total
}

// ownTerms says which applications are paid otherwise than the funding says, "" where none is.
func (m *model) ownTerms() string {
	var parts []string
	for i := range m.s.Applications {
		a := &m.s.Applications[i]
		if a.Proration != nil {
			parts = append(parts, fmt.Sprintf("application %s: %s", a.ID, a.Proration.Percent()))
		}
		if a.Allocation != nil {
			parts = append(parts, fmt.Sprintf("application %s: %s at most", a.ID, *a.Allocation))
		}
	}
	return few(parts, 6)
}
