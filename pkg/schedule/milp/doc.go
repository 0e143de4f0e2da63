// Package milp writes a scheduling problem as a time-indexed integer program, in free MPS and in CPLEX LP format, so that
// any solver (CBC, GLPK, HiGHS, SCIP, …) can confirm an optimum or a bound that riprep claims. It shares no code with the
// search: it reads the problem as Validate and Check do. Begin with New in model.go; rows.go has the constraints.
//
// # The program
//
//	y[g,m]    binary      group g takes mode m
//	x[a,m,s]  binary      activity a takes mode m and starts in period s, for each start that window and calendar allow
//	b[a,m,s]  continuous  activity a has mode m and has begun by period s
//	level     continuous  of a reservoir at the end of a period, at least 0
//	z         integer     at least every completion, where an objective is a makespan
//
// Absent modes have no start. With run(a,m,t) = Σ {x[a,m,s] : s ≤ t < s+d} the constraints are
//
//	choose   Σ_m y[g,m] = 1                                                        per group
//	start    Σ_s x[a,m,s] = y[g(a),m]                                              per activity and mode
//	begun    b[a,m,s] = b[a,m,s'] + x[a,m,s], s' the start before s                where b is needed
//	lag      Σ_m b[to,m,t] ≤ Σ_m b[from,m,t-d-min] + Σ {y[m] : from absent in m}    per lag and period
//	         b[to,m,t] ≤ b[from,m,t-d-min]                                         inside a group, per mode
//	res      Σ demand · run ≤ capacity(t)                                          per resource and period
//	budget   Σ use · y ≤ capacity                                                  per budget
//	level    level(t) = level(t-1) + supply(t) − supply(t-1) + Σ flow(o) · x[a,m,t-o]
//	draw     Σ drawn(o) · x[a,m,t-o] ≤ maxDraw(t)                                  per reservoir and period
//	overlap  Σ {run(a,m,t) : (a,m) ∈ F} ≤ |F| − 1                                  per forbidden set F and period
//	span     z ≥ Σ (s+d) · x[a,m,s]                                                per activity
//	fixed    objective j ≤ its value                                               per objective before the minimised one
//
// The lags are the disaggregated ones, whose relaxation is that of one row for each pair of starts; the columns b, which
// x determines, keep them at a handful of coefficients a row. Lags do not bind absent activities: b[to] is then 0, or the
// absent modes of from make up the right-hand side. Rows that nothing can break, and lag rows that another one implies,
// are left out.
//
// # The set function
//
// A set function is known by asking only. New asks it about sets of growing size, so far as Options.Questions goes, for
// the minimal forbidden sets: those that are not allowed while each of their subsets is. Sets whose members other rows
// keep apart (windows, resources, lags, modes) are not asked about. When no larger set is left to ask about, the rows are
// complete and the optimum of the program is that of the problem. Else the sets of each size that was asked about as a
// whole are rows; With adds what a search has met of larger ones. The program is then a relaxation and its optimum a valid
// bound. The file says which of the two it is. Forbidden pairs are joined to cliques, of which at most one member may run.
//
// # Overdrafts
//
// An objective that is an overdraft is refused with ErrOverdraft, and so is one that comes after it, for which it would have to be
// held at its value. Objectives before it can be written.
//
// # Exactness
//
// All coefficients are integers and written as such. Solvers read them into double precision, where integers beyond 2^53
// are rounded; the file says so where that can matter. Solvers also take a solution as feasible within tolerances of their own.
//
// # Literature
//
// Pritsker, Watters and Wolfe 1969, "Multiproject scheduling with limited resources: a zero-one programming approach"
// (the columns x). Christofides, Alvarez-Valdes and Tamarit 1987, "Project scheduling with resource constraints: a branch
// and bound approach" (disaggregated lags). Artigues 2017, "On the strength of time-indexed formulations for the
// resource-constrained project scheduling problem" (x and b side by side). Stork and Uetz 2005, "On the generation of
// circuits and minimal forbidden sets".
//
// It may import pkg/schedule and nothing else of riprep.
package milp
