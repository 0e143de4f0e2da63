// Package uncertain holds the mathematics of a simulation: distributions of factors and prices, streams of random numbers
// that do not depend on how many cores there are, and what is read off many runs (quantiles, chances, rank correlation,
// shares of a variance). It knows estimate lines and amounts and nothing of plans. Begin with PERT in pert.go; prices.go
// puts the distributions on estimate lines, quantile.go, chance.go and rank.go read results.
//
// # The distribution
//
// A value that is at least a, most likely m and at most b follows the PERT distribution (Malcolm, Roseboom, Clark and
// Fazar 1959): a Beta distribution stretched to a … b,
//
//	X = a + (b − a)·B     B ~ Beta(α, β)     α = 1 + 4(m − a)/(b − a)     β = 6 − α
//	E X = (a + 4m + b)/6  Var X = (E X − a)(b − E X)/7
//
// # Prices
//
// The price of an estimate line i of catalog item k and category c in one run is
//
//	P_i = round(F · G_c · X_i)     X_i ~ PERT(low_i, total_i, high_i)
//
// F is one factor of the run for all lines (inflation), G_c one for all lines of a category. X_i sits at the same quantile
// u_k for all lines of an item: a price that turns out high is high at every site. Where lines are drawn one by one
// instead, their deviations cancel, and the band of the sum is too narrow by about the square root of their number.
//
// # Floats
//
// Amounts are whole cents before and after; the product between is a float64, which holds every amount below cost.Limit
// exactly, and is rounded once, a half away from zero. Quantiles of amounts are order statistics, so that what is printed is
// an amount that some run had.
//
// It may import cost and inventory.
package uncertain
