// Package cost knows money: exact amounts, a catalog of prices with their sources, estimate lines, what the programme
// pays back, and the cash account of a carrier that spends first and is reimbursed later. It may import inventory and
// internal/strict, and nothing else of riprep's. Begin with money.go; then catalog.go, estimate.go and account.go follow
// the way of a price from its source to the lowest balance of a plan.
//
// # Exactness and rounding
//
// An amount is a whole number of cents ([Cents]), a quantity a whole number of thousandths ([Quantity]), a rate a whole
// number of billionths ([Rate]). Nothing passes through a float. There is one rounding rule in all of riprep, applied
// exactly once wherever a product is not a whole number of cents: to the nearest cent, and a half cent away from zero.
//
//	c × rate          round(c·r / 10⁹)
//	c × quantity      round(c·q / 10³)
//	interest          round(c·r·days / (365·10⁹))
//
// What must add up to a whole again is not rounded part by part but divided by [Split]; [Cents.Per] is an average.
//
// Products are formed in 128 bits and divided once, so an intermediate value is never rounded. Amounts stay below
// [Limit] in magnitude: what would leave that range is [ErrOverflow], never a wrong number. Inside that range printing
// and parsing are inverse to each other.
//
// # The account
//
// With R_t what is released in period t, S_t what is spent, B_t what the programme pays back and I_t the interest that is
// charged, all of them starting at period 0:
//
//	cash_t = cash_{t-1} + R_t + B_t − S_t − I_t                            cash_{-1} = 0
//	R_t    = Σ amounts released on a day d with ⌈(d − start)/days⌉ = t      a day before the start counts as t = 0
//	B_t    = Σ paid_e over events e with period_e + ⌈lag/days⌉ = t
//	paid_e = min(round(eligible_e · proration), what is left of the allocation when the turn of e comes)
//	I_t    = round(max(0, −cash_{t-1}) · rate · days / 365)                I_0 = 0
//
// where days is the length of a period. Interest is simple inside a period and by the calendar day over a year of 365
// days; once charged it is part of the balance. Each event is rounded on its own, because each is an invoice and a claim of
// its own: a part of a line (payment.go) that is paid at one milestone. Proration and allocation are those of the event's
// application where that has any; else the proration is the funding's, and there is no allocation. Claims take their
// turns by period (claim.go).
//
// # Whose figures these are
//
// The programme's own Catalog of Eligible Expenses (Federal Communications Commission, DA 21-947, Appendix C) is not at
// hand. data/catalog.yaml is riprep's own reference catalog: each line states its source, or says that it is a
// placeholder. Rules of reimbursement are those of 47 USC 1603 (Secure and Trusted Communications Networks Act) and 47
// CFR 1.50000 to 1.50007.
package cost
