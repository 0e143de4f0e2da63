// Package round divides the money of a reimbursement programme among its approved applications, round by round: by
// priority tier, pro rata inside the first tier that the money does not cover, nothing below it. It may import inventory,
// cost and internal/strict. Begin with Allocate in allocate.go; types.go has what a file of kind round/v1 says, decode.go
// reads it, encode.go writes it, and tier.go puts an application into a tier.
//
// # The rule
//
// With a_i the approved amount of application i, g_i what it was allocated before, and c what was left before, a round
// has
//
//	available = c + returned + appropriation − administration
//
// and goes through the tiers in their order. With u_i = a_i − g_i over the applications of the tier that stand,
//
//	Σ u_i ≤ available      each gets u_i, and the next tier has what remains
//	Σ u_i > available      the u_i get available in proportion (cost.Split); the next tiers get nothing
//
// Everything is exact: what was allocated and what is left add up to what was available, to the cent. Of equal remainders
// the application whose id comes first gets the cent, so the order of the file changes nothing. An application that has
// ended (withdrawn or denied) on or before the day of a round stands no more: what it was allocated returns to that
// round, less what it was paid.
//
// The law of the programme that is built in is 47 USC 1603(d)(5)(C); docs/allocation.md has the rule with the round that
// was published.
package round
