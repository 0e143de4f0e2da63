package lcg

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// puzzle is a small model that can be enumerated. It says what its constraints mean in plain terms, apart from the solver.
type puzzle struct {
	lo, hi []int // domains
	rules  []rule
	sum    measured // the one whose limit is lowered step by step; nil if there is none
	assume []stmt
	energy bool // look for edges of energy, too
}

// rule is one constraint, as it is posted and as what it means.
type rule interface {
	post(b *board)
	holds(x []int) bool
}

// measured is a rule that limits something.
type measured interface {
	total(x []int) int64
	lower(b *board, limit int64)
}

// board is a puzzle on its way into a solver.
type board struct {
	s    *Solver
	vars []Var
	sums map[measured]interface{ Lower(*Solver, int64) }
	each func() // called at decisions that are left to the rule; nil for nothing
}

// stmt is [x ≥ n], or its negation; a variable of -1 makes it hold always, or never.
type stmt struct {
	x, n int
	not  bool
}

var always = stmt{x: -1}

func (l stmt) holds(x []int) bool { return (l.x < 0 || x[l.x] >= l.n) != l.not }

func (l stmt) opposite() stmt { return stmt{l.x, l.n, !l.not} }

func (b *board) lit(l stmt) Lit {
	out := True
	if l.x >= 0 {
		out = b.s.AtLeast(b.vars[l.x], l.n)
	}
	if l.not {
		return out.Not()
	}
	return out
}

func (b *board) lits(in []stmt) (out []Lit) {
	for _, l := range in {
		out = append(out, b.lit(l))
	}
	return out
}

type clauseRule []stmt

func (c clauseRule) post(b *board) { b.s.Add(b.lits(c)...) }

func (c clauseRule) holds(x []int) bool {
	return slices.ContainsFunc(c, func(l stmt) bool { return l.holds(x) })
}

// settled tells whether the clause holds or two of its statements are open.
func (c clauseRule) settled(b *board) bool {
	open := map[Lit]bool{}
	for _, l := range b.lits(c) {
		if b.s.Holds(l) {
			return true
		}
		if !b.s.Fails(l) {
			open[l] = true
		}
	}
	return len(open) > 1
}

type edgeRule struct {
	x, y, gap int
	cond      stmt
}

func (e edgeRule) post(b *board) { b.s.Edge(b.vars[e.x], b.vars[e.y], e.gap, b.lit(e.cond)) }

func (e edgeRule) holds(x []int) bool { return !e.cond.holds(x) || x[e.y] >= x[e.x]+e.gap }

// settled tells whether the bounds obey the edge if it counts, and leave it possible unless it does not.
func (e edgeRule) settled(b *board) bool {
	x, y, cond := b.vars[e.x], b.vars[e.y], b.lit(e.cond)
	switch {
	case b.s.Fails(cond):
		return true
	case b.s.Holds(cond):
		return b.s.Min(y) >= b.s.Min(x)+e.gap && b.s.Max(x) <= b.s.Max(y)-e.gap
	}
	return b.s.Min(x)+e.gap <= b.s.Max(y)
}

// quantity is a constant, or a variable where x ≥ 0: its value, or the entry of values that it points to.
type quantity struct {
	x, n   int
	values []int32
}

func (q quantity) of(x []int) int {
	switch {
	case q.x < 0:
		return q.n
	case q.values != nil:
		return int(q.values[x[q.x]])
	}
	return x[q.x]
}

func (b *board) amount(q quantity) Amount {
	if q.x < 0 {
		return Amount{Const: q.n}
	}
	return Amount{Var: b.vars[q.x], Values: q.values}
}

type taskRule struct {
	start, shift int
	dur, dem     quantity
}

type cumulativeRule struct {
	capacity []int32
	tasks    []taskRule
	guard    stmt
}

func (c *cumulativeRule) post(b *board) {
	var tasks []Task
	for _, t := range c.tasks {
		tasks = append(tasks, Task{Start: b.vars[t.start], Shift: t.shift, Duration: b.amount(t.dur), Demand: b.amount(t.dem)})
	}
	b.s.Cumulative(c.capacity, tasks, b.lit(c.guard))
}

func (c *cumulativeRule) holds(x []int) bool {
	if !c.guard.holds(x) {
		return true
	}
	for t, room := range c.capacity {
		for _, k := range c.tasks {
			if from := x[k.start] + k.shift; from <= t && t < from+k.dur.of(x) {
				room -= int32(k.dem.of(x))
			}
		}
		if room < 0 {
			return false
		}
	}
	return true
}

type alternativeRule struct {
	when             stmt
	fixed, rate, min int
}

type termRule struct {
	start int // -1 when no alternative has a rate
	alts  []alternativeRule
}

type sumRule struct {
	limit int64
	terms []termRule
	guard stmt
}

func (c *sumRule) post(b *board) {
	var terms []Term
	for _, t := range c.terms {
		var term Term
		if t.start >= 0 {
			term.Start = b.vars[t.start]
		}
		for _, a := range t.alts {
			term.Alternatives = append(term.Alternatives,
				Alternative{When: b.lit(a.when), Fixed: int64(a.fixed), Rate: int64(a.rate), From: a.min})
		}
		terms = append(terms, term)
	}
	b.sums[c] = b.s.AddSum(c.limit, terms, b.lit(c.guard))
}

func (c *sumRule) holds(x []int) bool { return !c.guard.holds(x) || c.total(x) <= c.limit }

func (c *sumRule) lower(b *board, limit int64) { b.sums[c].Lower(b.s, limit) }

func (c *sumRule) total(x []int) int64 {
	total := 0
	for _, t := range c.terms {
		for _, a := range t.alts {
			if !a.when.holds(x) {
				continue
			}
			total += a.fixed
			if t.start >= 0 {
				total += a.rate * x[t.start]
			}
		}
	}
	return int64(total)
}

type profileRule struct {
	start int
	whens []stmt
	steps []Steps
}

type levelsRule struct {
	supply []int64
	items  []profileRule
	guard  stmt
}

func (c *levelsRule) profiles(b *board) []Profile {
	var items []Profile
	for _, it := range c.items {
		p := Profile{Start: b.vars[it.start]}
		for i, st := range it.steps {
			st.When = b.lit(it.whens[i])
			p.Alternatives = append(p.Alternatives, st)
		}
		items = append(items, p)
	}
	return items
}

func (c *levelsRule) post(b *board) { b.s.Levels(c.supply, c.profiles(b), b.lit(c.guard)) }

// left is what is left of the supply of t.
func (c *levelsRule) left(x []int, t int) int64 {
	left := c.supply[t]
	for _, it := range c.items {
		for i, st := range it.steps {
			if !it.whens[i].holds(x) {
				continue
			}
			now := int64(0)
			for j, o := range st.Offsets {
				if x[it.start]+int(o) <= t {
					now = st.Amounts[j]
				}
			}
			left -= now
		}
	}
	return left
}

// overdraftRule charges num/den of every debt, rounded half up.
type overdraftRule struct {
	levelsRule
	num, den, limit int64
}

func (c *overdraftRule) on(debt int64) int64 { return (2*max(0, debt)*c.num + c.den) / (2 * c.den) }

func (c *overdraftRule) post(b *board) {
	b.sums[c] = b.s.AddOverdraft(c.supply, c.profiles(b), c.on, c.limit)
}

func (c *overdraftRule) holds(x []int) bool { return c.total(x) <= c.limit }

func (c *overdraftRule) lower(b *board, limit int64) { b.sums[c].Lower(b.s, limit) }

func (c *overdraftRule) total(x []int) int64 {
	total := int64(0)
	for t := range c.supply[1:] {
		total += c.on(total - c.left(x, t))
	}
	return total
}

func (c *levelsRule) holds(x []int) bool {
	if !c.guard.holds(x) {
		return true
	}
	for t := range c.supply {
		if c.left(x, t) < 0 {
			return false
		}
	}
	return true
}

type runnerRule struct {
	start, dur int
	when       stmt
}

type exclusionRule struct {
	periods int
	runners []runnerRule
	bad     []uint32 // sets that may not be contained in what runs
	late    int      // the first period in which the last of them counts
	guard   stmt
}

func (c *exclusionRule) allowed(t int, set []int32) bool {
	who := uint32(0)
	for _, i := range set {
		who |= 1 << i
	}
	for i, b := range c.bad {
		if who&b == b && (i < len(c.bad)-1 || t >= c.late) {
			return false
		}
	}
	return true
}

func (c *exclusionRule) post(b *board) {
	var runners []Runner
	for _, r := range c.runners {
		runners = append(runners, Runner{Start: b.vars[r.start], Duration: r.dur, When: b.lit(r.when)})
	}
	b.s.Exclusion(c.periods, runners, c.allowed, b.lit(c.guard))
}

func (c *exclusionRule) holds(x []int) bool {
	if !c.guard.holds(x) {
		return true
	}
	for t := range c.periods {
		var set []int32
		for i, r := range c.runners {
			if r.when.holds(x) && x[r.start] <= t && t < x[r.start]+r.dur {
				set = append(set, int32(i))
			}
		}
		if !c.allowed(t, set) {
			return false
		}
	}
	return true
}

// solutions lists every assignment that satisfies the rules, in lexicographic order.
func (p *puzzle) solutions() [][]int {
	var out [][]int
	x := slices.Clone(p.lo)
	for {
		if !slices.ContainsFunc(p.rules, func(r rule) bool { return !r.holds(x) }) {
			out = append(out, slices.Clone(x))
		}
		i := len(x) - 1
		for i >= 0 && x[i] == p.hi[i] {
			x[i] = p.lo[i]
			i--
		}
		if i < 0 {
			return out
		}
		x[i]++
	}
}

// board states the puzzle to a new solver; a hectic one restarts and forgets all the time.
func (p *puzzle) board(hectic bool) *board {
	b := &board{s: New(nil), sums: map[measured]interface{ Lower(*Solver, int64) }{}}
	if hectic {
		b.s.restart.init(1)
		b.s.room = 2
	}
	for i := range p.lo {
		b.vars = append(b.vars, b.s.NewVar(p.lo[i], p.hi[i]))
	}
	for _, r := range p.rules {
		r.post(b)
	}
	if p.energy {
		b.s.EdgeFinding()
		for _, q := range b.s.props {
			if f, ok := q.(*edgeFinder); ok {
				f.deepest = 1 << 20
			}
		}
	}
	b.s.Otherwise(func() (Lit, bool) {
		if b.each != nil {
			b.each()
		}
		for _, v := range b.vars {
			if lo := b.s.Min(v); lo < b.s.Max(v) {
				return b.s.AtMost(v, lo), true
			}
		}
		return 0, false
	})
	return b
}

// values is the solver's last solution in terms of the puzzle.
func (b *board) values() []int {
	out := make([]int, len(b.vars))
	for i, v := range b.vars {
		out[i] = b.s.Value(v)
	}
	return out
}

// setter makes random puzzles.
type setter struct {
	*rand.Rand
	p     *puzzle
	times int // the first so many variables are times
	kind  string
}

var kinds = []string{"clauses", "edges", "cumulative", "sum", "levels", "overdraft", "exclusion", "energy", "mixed"}

// newPuzzle makes a puzzle that is quick to enumerate.
func newPuzzle(kind string, seed uint64) *puzzle {
	r := rand.New(rand.NewPCG(seed, 17))
	for {
		p, size := tryPuzzle(kind, r), 1
		for x := range p.lo {
			size *= p.hi[x] - p.lo[x] + 1
		}
		if size <= 1500 || kind == "energy" && size <= 4000 {
			return p
		}
	}
}

// tryPuzzle makes a puzzle about one kind of constraint, with clauses and edges about it.
func tryPuzzle(kind string, r *rand.Rand) *puzzle {
	g := &setter{Rand: r, p: &puzzle{}, kind: kind}
	g.times = g.between(2, 4)
	if kind == "energy" {
		g.times = g.between(4, 5)
	}
	for range g.times {
		lo := g.IntN(3)
		g.variable(lo, lo+g.between(1, 5))
	}
	for range g.between(1, 3) {
		g.variable(0, 1)
	}
	for range g.between(0, 2) {
		g.clause()
	}
	for range g.between(0, 2) {
		g.edge()
	}
	g.main()
	for range g.IntN(4) {
		g.p.assume = append(g.p.assume, g.stmt())
	}
	return g.p
}

func (g *setter) between(lo, hi int) int { return lo + g.IntN(hi-lo+1) }

func (g *setter) variable(lo, hi int) int {
	g.p.lo, g.p.hi = append(g.p.lo, lo), append(g.p.hi, hi)
	return len(g.p.lo) - 1
}

func (g *setter) add(r rule) { g.p.rules = append(g.p.rules, r) }

func (g *setter) stmt() stmt {
	x := g.IntN(len(g.p.lo))
	return stmt{x, g.between(g.p.lo[x]+1, g.p.hi[x]), g.IntN(2) == 0}
}

// condition is mostly something that is open at first.
func (g *setter) condition() stmt {
	if g.IntN(2) == 0 {
		return always
	}
	return g.stmt()
}

func (g *setter) clause() {
	var c clauseRule
	for range g.between(2, 4) {
		c = append(c, g.stmt())
	}
	g.add(c)
}

func (g *setter) edge() {
	x, y := g.IntN(g.times), g.IntN(g.times)
	if x != y {
		g.add(edgeRule{x, y, g.between(-2, 2), g.condition()})
	}
}

func (g *setter) main() {
	switch g.kind {
	case "clauses":
		for range g.between(4, 14) {
			g.clause()
		}
	case "edges":
		for range g.between(3, 9) {
			g.edge()
		}
	case "cumulative":
		g.cumulative()
		if g.IntN(3) == 0 {
			g.cumulative()
		}
	case "sum":
		g.sum()
		if g.IntN(2) == 0 {
			g.sum()
		}
	case "levels":
		g.levels()
		if g.IntN(3) == 0 {
			g.levels()
		}
	case "overdraft":
		g.overdraft()
	case "energy":
		g.energy()
	case "exclusion":
		g.exclusion()
	case "mixed":
		for _, f := range []func(){g.cumulative, g.levels, g.exclusion, g.sum, g.overdraft} {
			if g.IntN(2) == 0 {
				f()
			}
		}
	default:
		panic(fmt.Sprintf("no puzzles about %q", g.kind))
	}
}

// quantity is a constant, or a variable of its own while there are few.
func (g *setter) quantity(hi int) quantity {
	if g.IntN(3) > 0 || len(g.p.lo) > 6 {
		return quantity{x: -1, n: g.between(0, hi)}
	}
	if g.IntN(2) == 0 {
		return quantity{x: g.variable(0, 1), values: []int32{int32(g.IntN(2)), int32(g.between(2, hi))}}
	}
	return quantity{x: g.variable(g.IntN(2), hi)}
}

func (g *setter) cumulative() {
	c := &cumulativeRule{guard: g.condition()}
	end := 0
	for i := range g.between(2, 5) {
		x := i
		if i >= g.times {
			x = g.IntN(g.times)
		}
		t := taskRule{x, g.IntN(2), g.quantity(3), g.quantity(3)}
		end = max(end, g.p.hi[x]+t.shift+3)
		c.tasks = append(c.tasks, t)
	}
	for range end {
		c.capacity = append(c.capacity, int32(g.between(1, 4)))
	}
	g.add(c)
}

// energy is a cumulative of tasks with starts of their own, long enough to be in each other's way.
func (g *setter) energy() {
	c, end := &cumulativeRule{guard: g.condition()}, 0
	if g.IntN(2) == 0 {
		c.guard = stmt{x: len(g.p.lo) - 1, n: 1}
	}
	for x := range g.times {
		t := taskRule{start: x, shift: g.IntN(2), dur: quantity{x: -1, n: g.between(2, 4)}, dem: quantity{x: -1, n: g.between(1, 2)}}
		if g.IntN(5) == 0 && len(g.p.lo) < 8 {
			t.dur = quantity{x: g.variable(0, 1), values: []int32{int32(g.IntN(2)), int32(g.between(2, 4))}}
		}
		if g.IntN(5) == 0 && len(g.p.lo) < 8 {
			t.dem = quantity{x: g.variable(0, 1), values: []int32{int32(g.IntN(2)), int32(g.between(2, 3))}}
		}
		end = max(end, g.p.hi[x]+t.shift+4)
		c.tasks = append(c.tasks, t)
	}
	c.capacity = slices.Repeat([]int32{int32(g.between(2, 3))}, end)
	c.capacity[g.IntN(end)] -= int32(g.IntN(2))
	g.add(c)
	g.p.energy = true
}

// cases splits the possibilities into exactly one to three statements of which one holds.
func (g *setter) cases() []stmt {
	switch g.IntN(3) {
	case 0:
		return []stmt{always}
	case 1:
		l := g.stmt()
		return []stmt{l, l.opposite()}
	}
	if len(g.p.lo) > 7 {
		return []stmt{always}
	}
	var out []stmt
	for range 3 {
		out = append(out, stmt{x: g.variable(0, 1), n: 1})
	}
	g.add(clauseRule(out))
	for i := range out {
		for j := range i {
			g.add(clauseRule{out[i].opposite(), out[j].opposite()})
		}
	}
	return out
}

func (g *setter) sum() {
	c := &sumRule{guard: always, limit: int64(g.between(4, 40))}
	if g.IntN(3) == 0 {
		c.guard = g.stmt()
	}
	for range g.between(2, 5) {
		t := termRule{start: -1}
		if g.IntN(5) > 0 {
			t.start = g.IntN(g.times)
		}
		whens := []stmt{always}
		if g.IntN(3) > 0 {
			whens = g.cases()
		}
		for _, when := range whens {
			a := alternativeRule{when: when, fixed: g.between(-3, 9)}
			if t.start >= 0 {
				a.rate = g.IntN(4) * g.IntN(2) // a constant beside a rate makes for remainders
				if len(whens) == 1 {
					a.rate = g.IntN(4)
				}
				if a.min = g.p.lo[t.start]; g.IntN(3) == 0 {
					a.min++
				}
				g.add(clauseRule{when.opposite(), stmt{t.start, a.min, false}})
			}
			t.alts = append(t.alts, a)
		}
		c.terms = append(c.terms, t)
	}
	g.add(c)
	if c.guard == always {
		g.p.sum = c
	}
}

func (g *setter) levels() {
	c := g.someLevels()
	c.guard = g.condition()
	g.add(c)
}

func (g *setter) overdraft() {
	c := &overdraftRule{levelsRule: *g.someLevels(), num: int64(g.between(1, 6)), den: int64(g.between(2, 9)), limit: int64(g.between(2, 30))}
	g.p.sum = c
	g.add(c)
}

func (g *setter) someLevels() *levelsRule {
	c := &levelsRule{}
	for range g.between(6, 9) {
		c.supply = append(c.supply, int64(g.between(1, 9)))
	}
	for range g.between(2, 5) {
		it := profileRule{start: g.IntN(g.times), whens: []stmt{always}}
		if g.IntN(3) == 0 {
			it.whens = g.cases()
		}
		for range it.whens {
			it.steps = append(it.steps, g.steps())
		}
		c.items = append(c.items, it)
	}
	return c
}

func (g *setter) steps() Steps {
	var st Steps
	at := g.IntN(2)
	for range g.IntN(5) {
		st.Offsets, st.Amounts = append(st.Offsets, int32(at)), append(st.Amounts, int64(g.IntN(6)))
		at += g.between(1, 2)
	}
	if g.IntN(3) == 0 { // a large amount that shrinks, as of what is spent first and given back later
		slices.Sort(st.Amounts)
		slices.Reverse(st.Amounts)
	}
	return st
}

func (g *setter) exclusion() {
	c := &exclusionRule{guard: g.condition(), late: g.IntN(4)}
	for range g.between(2, 5) {
		r := runnerRule{g.IntN(g.times), g.IntN(4), g.condition()}
		c.periods = max(c.periods, g.p.hi[r.start]+r.dur)
		c.runners = append(c.runners, r)
	}
	for range g.between(1, 3) {
		set := uint32(0)
		for range g.between(1, 3) {
			set |= 1 << g.IntN(len(c.runners))
		}
		c.bad = append(c.bad, set)
	}
	c.periods = max(c.periods, 1)
	g.add(c)
}
