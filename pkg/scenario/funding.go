package scenario

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// amount reads money that must not be negative.
func amount(m *strict.Map, key string, opts ...strict.Option) (cost.Cents, bool) {
	c, ok := strict.Parse(m, key, cost.ParseCents, opts...)
	if ok && c < 0 {
		m.Fault(key, "give what is there, not what is owed", "%s %s: negative money", key, c)
		return 0, false
	}
	return c, ok
}

func (s *Scenario) decodeFunding(top, m *strict.Map) {
	if m == nil {
		s.Unlimited = true
		return
	}
	m.List("released", s.decodeRelease)
	if len(s.Funding.Released) == 0 && !m.Has("released") {
		top.Fault("funding", "say when money comes: released: [{on: 2027-01-04, amount: 1000000.00}]", "funding without released")
	}
	if c, ok := amount(m, "per_period"); ok {
		s.Funding.PerPeriod = &c
		s.Pos["funding.per_period"] = m.At("per_period")
	}
	if sub := m.Map("reimbursement"); sub != nil {
		s.Funding.Reimbursement = s.decodeReimbursement(sub)
	}
	if sub := m.Map("credit"); sub != nil {
		s.Funding.Credit = s.decodeCredit(sub)
	}
	s.decodePayments(m)
	m.Done()
}

// maxPaymentRules bounds what is compared for each line.
const maxPaymentRules = 200

// decodePayments reads in what parts lines are paid.
func (s *Scenario) decodePayments(m *strict.Map) {
	if n := m.Len("payments"); n > maxPaymentRules {
		m.Fault("payments", "", "payments: %d rules, more than %d", n, maxPaymentRules)
		return
	}
	m.List("payments", s.decodePaymentRule)
}

// assumePayments says how lines are paid that nothing is stated of.
func (s *Scenario) assumePayments() {
	rules := s.Funding.Payments
	all := func(r cost.PaymentRule) bool { return r.Matches(&cost.Line{}) } // what asks for nothing is about every line
	switch {
	case len(rules) == 0:
		s.assume("funding.payments", "whole, at the start of the step", "no terms of payment are stated")
	case !slices.ContainsFunc(rules, all):
		s.assume("funding.payments", "whole, at the start of the step", "for estimate lines that no entry is about")
	}
}

func (s *Scenario) decodePaymentRule(m *strict.Map) {
	r := cost.PaymentRule{Categories: m.Strings("categories"), Layers: m.Enums("layers", cost.Layers), Items: m.IDs("items")}
	for _, tag := range m.Enums("tags", tagWords) {
		r.Tags = append(r.Tags, cost.Tag(tag))
	}
	if sub := m.Map("terms", strict.Required); sub != nil {
		r.Terms = decodeTerms(sub)
	}
	m.Done()
	s.Funding.Payments = append(s.Funding.Payments, r)
}

func decodeTerms(m *strict.Map) cost.Terms {
	var t cost.Terms
	good := true
	for _, part := range []struct {
		key string
		to  *cost.Rate
	}{{"order", &t.Order}, {"delivery", &t.Delivery}, {"acceptance", &t.Acceptance}} {
		stated := m.Has(part.key)
		var ok bool
		*part.to, ok = strict.Parse(m, part.key, parsePart)
		good = good && (ok || !stated)
	}
	if sum := t.Order + t.Delivery + t.Acceptance; good && sum != cost.FullRate {
		m.FaultAt(m.Pos(), "such as {order: 30%, delivery: 60%, acceptance: 10%}", "terms: the parts add up to %s, not to 100%%", sum.Percent())
	}
	m.Done()
	return t
}

func (s *Scenario) decodeRelease(e *strict.Map) {
	var rel cost.Release
	rel.On, _ = strict.Parse(e, "on", inventory.ParseDate, strict.Required)
	rel.Amount, _ = amount(e, "amount", strict.Required)
	e.Done()
	s.Funding.Released = append(s.Funding.Released, rel)
}

func (s *Scenario) decodeReimbursement(m *strict.Map) *cost.Reimbursement {
	var re cost.Reimbursement // a value that is wrong is a fault, so that its default does no harm
	proration, stated := strict.Parse(m, "proration", parsePart)
	if re.Proration = proration; !stated {
		re.Proration = cost.FullRate
		s.assume("funding.reimbursement.proration", "100%", "no cut is stated")
	}
	sub := m.Map("lag")
	if sub != nil {
		re.Lag = decodeSpread(sub)
	}
	switch {
	case m.Has("claim_lag_days") || sub == nil:
		re.ClaimLagDays, _ = m.Int("claim_lag_days", 0, maxLagDays, strict.Required)
	case re.Lag != nil:
		m.Int("claim_lag_days", 0, maxLagDays)
		re.ClaimLagDays = re.Lag.Typical
		s.assume("funding.reimbursement.claim_lag_days", fmt.Sprint(re.ClaimLagDays), "the typical lag is what the plan counts on")
	}
	m.Done()
	return &re
}

// decodeSpread reads a number of days that varies; nil where that has a fault.
func decodeSpread(m *strict.Map) *cost.DaysSpread {
	var d cost.DaysSpread
	var low, typical, high bool
	d.Low, low = m.Int("low", 0, maxLagDays, strict.Required)
	d.Typical, typical = m.Int("typical", 0, maxLagDays, strict.Required)
	d.High, high = m.Int("high", 0, maxLagDays, strict.Required)
	m.Done()
	if !low || !typical || !high {
		return nil
	}
	if d.Low > d.Typical || d.Typical > d.High {
		m.FaultAt(m.Pos(), "", "lag %d, %d, %d: want low, typical and high in this order", d.Low, d.Typical, d.High)
		return nil
	}
	return &d
}

func (s *Scenario) decodeCredit(m *strict.Map) *cost.Credit {
	var cr cost.Credit
	cr.Limit, _ = amount(m, "limit", strict.Required)
	rate, stated := strict.Parse(m, "annual_rate", parsePart)
	cr.AnnualRate = rate
	s.silent(!stated, "funding.credit.annual_rate", "0%", "no interest is stated")
	m.Done()
	return &cr
}
