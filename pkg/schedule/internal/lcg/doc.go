// Package lcg is a solver by lazy clause generation: integer variables with bounds, propagators that explain every bound
// they move, and a search that learns a clause from every conflict. It knows nothing of schedules; package schedule states
// its problems in these terms. Begin with Solver in solver.go, then Solve in search.go.
//
// # Literals
//
// The only statements are about bounds: [x ≥ v] and its negation [x ≤ v-1]. They are numbered when the variable is made but
// have no state of their own: whether one holds is read off the bounds, and it costs something (watches, activity) only once a
// learned clause or a propagator mentions it. This is order-literal generation on demand without the channelling clauses. A Boolean
// is an integer variable from 0 to 1.
//
// A "side" is one bound of one variable: side 2x is the lower bound of x, side 2x+1 the lower bound of -x. With it a
// literal is always "this side is at least that much", and no rule needs to be written twice.
//
// # Explanations
//
// A bound that a propagator moves carries only a few words about why. The full reason is worked out when conflict analysis
// asks, and only for as much of the bound as is needed there (lifting). Analysis walks the trail backwards and undoes it on the way,
// so that the propagator sees the bounds as they were.
//
// # Literature
//
// Ohrimenko, Stuckey and Codish 2009, "Propagation via lazy clause generation". Schutt, Feydy, Stuckey and Wallace 2011,
// "Explaining the cumulative propagator". Moskewicz and others 2001, "Chaff: engineering an efficient SAT solver" (activities,
// watched literals). Zhang and others 2001, "Efficient conflict driven learning in a Boolean satisfiability solver" (first
// unique implication point). Audemard and Simon 2009, "Predicting learnt clauses quality in modern SAT solvers".
package lcg
