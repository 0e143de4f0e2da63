// Package schedule finds schedules and proves how good they are. It knows activities, modes, resources and calendars, and
// nothing of networks or of money's names. Begin with problem.go, the contract; then Solve, Check and InOrder.
//
// # The problem
//
// Time is cut into the periods 0 … H-1. Every group g takes one mode m(g), and every activity a the mode of its group; in
// it the activity is absent, or has a start s(a), a duration d(a) and the completion C(a) = s(a) + d(a). In the literature
// this is the multi-mode resource-constrained project scheduling problem with mode identity, calendars, minimal lags,
// reservoirs and set-function resources. A schedule satisfies
//
//	release(a) ≤ s(a),  C(a) ≤ min(due(a), H),  no occupied period closed          windows and calendars
//	s(b) ≥ C(a) + min(a,b)                    for each lag, both present           lags (min may be negative)
//	Σ {demand(a,r) : s(a) ≤ t < C(a)} ≤ capacity(r,t)             for all r, t     renewable resources
//	Σ use(a,b) ≤ capacity(b)                                      for all b        budgets
//	supply(v,t) + Σ {flow(a,v,o) : s(a)+o ≤ t} ≥ 0                for all v, t     reservoirs
//	Σ {-flow(a,v,o) : flow < 0, s(a)+o = t} ≤ maxDraw(v,t)        where given      draws
//	Allowed(t, {exclusive a : s(a) ≤ t < C(a)})                   for all t        set function, monotone
//
// and minimises its objectives in their order. A Sum objective is Σ fixed(a) + rate(a)·C(a), where an absent activity
// counts with its fixed part; a Makespan objective is max C(a), 0 if nothing takes place; an Overdraft is what a reservoir's debts
// are charged, with w the balance of what it has of its own and without charges
//
//	J(0) = 0,  J(t+1) = J(t) + round(max(0, J(t) − w(t)) × num / den),  the value is J(H−1)
//
// A problem that Validate accepts can be solved without overflow; Solve returns Validate's error and no other.
//
// # Upper bounds
//
// Schedules are built group by group (serial generation by priority rules, order.go and insert.go): the steps that matter
// as early as they fit, what leads up to them as late as it may be, the rest late. They are improved by large neighbourhood
// search with adaptive choice of what is removed (neighbours.go, search.go). The prices of the relaxation below guide both
// (tariff.go): they choose modes, say when it is cheapest to spend, have a say in which moves are kept (accept.go), and their
// order is built into schedules anew each time that the relaxation has gone on for twice as long. Once it gains no more, it
// rests (crew.go), and the search begins anew from such a schedule, the hotter the more work there is for each group.
// Stretches of the best schedule are taken apart and done anew exactly, unless it is very large (polish.go). At the end the steps that nothing waits
// for are brought forward (tidy.go). Where an overdraft is in focus, steps are put where they are charged least instead of where
// they fit first (ease.go); where one comes before, a start that would make more of it does not fit (debt.go). Where the makespan comes first and neither flows nor a set function bind, a genetic
// algorithm over activity lists takes the place of most of that (evolve.go; the schedule of a list is built in frame.go on
// capacities packed into words, lanes.go). Modes that ask for the same times are tried and priced once (class.go). Everything
// is counted in work, not in seconds: logical streams (crew.go) work in rounds with a barrier (driver.go), so that the answer
// is the same on any number of cores.
//
// # Proofs
//
// Up to a few hundred activities the problem is stated to a solver by lazy clause generation (encode.go; the solver is
// internal/lcg), which is asked for something better than the best schedule, or whether the bound of the makespan can be
// reached (exact.go). It also does the polisher's stretches, proves when a gate that much waits for can open (gate.go), and names
// a minimal set of limits that leave no schedule (diagnose.go).
//
// # Lower bounds
//
// Windows are narrowed by lags and calendars, and dominated modes are dropped; neither changes the optimum. For the makespan the bound is the
// longest chain and the work of each resource; for an overdraft it is what the least possible draws are charged (charge.go says why
// that is valid, and owed.go how debts are priced in what follows). For a Sum objective it is a Lagrangian relaxation: resources, reservoirs,
// draws, budgets and the lags between groups are priced, and every group is then solved exactly, its own lags kept. With
// prices λ ≥ 0 the value
//
//	L(λ) = Σ_g min {cost + priced requirements of g} − Σ λ·(right-hand side)
//
// is never above the optimum (docs/model.md says why). The price of a reservoir in period t counts for all that is out by t, so a draw at s costs
// Σ_{t≥s} λ(t). A lag between groups is priced per period: "b has started by t" may be at most "a, lag included, was
// complete by t, or is absent". Small resources are sold by whole demands once the prices have settled (tracks.go). Of the
// set function only what it says of itself in numbers is priced (Covering, cover.go): dropping the rest can only lower the
// minimum, so the bound stays valid for the full problem, and is merely weaker where that rest binds. (Single
// activities that the function never allows in some period do narrow the windows.) L is computed in floating point; before it is rounded up to
// an integer, more is taken off than all rounding errors together can amount to. Bounds of the later objectives hold for
// all schedules that are at least as good in the objectives before; those are priced too.
//
// # Literature
//
// Barahona and Anbil 2000, "The volume algorithm: producing primal solutions with a subgradient method" (the steps of the
// relaxation). Christiaens and Vanden Berghe 2020, "Slack induction by string removals" (ruin, recreate with blinks).
// Hartmann 1998, "A competitive genetic algorithm for resource-constrained project scheduling" (crossover of lists).
// Kolisch and Hartmann 2006, "Experimental investigation of heuristics for resource-constrained project scheduling".
// Möhring, Schulz, Stork and Uetz 2003, "Solving project scheduling problems by minimum cut computations" (relaxation of
// resource rows). Neumann and Schwindt 2003, "Project scheduling with inventory constraints" (reservoirs). Salewski,
// Schirmer and Drexl 1997, "Project scheduling under resource and mode identity constraints". Valls, Ballestín and Quintanilla
// 2008, "A hybrid genetic algorithm for the resource-constrained project scheduling problem" (double justification in a genetic
// algorithm). Van Peteghem and Vanhoucke 2010, "A genetic algorithm for the preemptive and non-preemptive multi-mode
// resource-constrained project scheduling problem" (mode improvement).
//
// It may import nothing of riprep, and gonum's graphs for naming cycles only; the search runs on flat arrays.
package schedule
