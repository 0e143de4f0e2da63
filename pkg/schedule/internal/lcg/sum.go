package lcg

// Term is one summand: exactly one of its alternatives holds in the end and says what it amounts to.
type Term struct {
	Start        Var // 0 when no alternative has a rate
	Alternatives []Alternative
}

// Alternative amounts to Fixed + Rate × the start, if its literal holds. Rate must not be negative, and a start that
// counts must be at least From whenever the alternative holds.
type Alternative struct {
	When  Lit
	Fixed int64
	Rate  int64
	From  int
}

// Sum is a limit on a sum of terms, which may be lowered from outside.
type Sum struct {
	id    int32
	guard Lit
	limit int64
	terms []Term
	least []int64 // scratch: what each term amounts to at least
}

// AddSum states that the terms add up to at most the limit while guard holds. The caller must state that one alternative of each holds.
func (s *Solver) AddSum(limit int64, terms []Term, guard Lit) *Sum {
	c := &Sum{guard: guard, limit: limit, terms: terms, least: make([]int64, len(terms))}
	c.id = s.register(c)
	s.watchAtom(c.id, guard)
	for _, t := range terms {
		for _, a := range t.Alternatives {
			s.watchAtom(c.id, a.When)
			if a.Rate > 0 {
				s.subscribe(c.id, 2*int32(t.Start))
			}
		}
	}
	return c
}

// Lower makes the limit smaller. What has been learned stays true.
func (c *Sum) Lower(s *Solver, limit int64) {
	s.backTo(0)
	c.limit = min(c.limit, limit)
	s.enqueue(c.id)
}

func (c *Sum) rank() int { return 1 }

// amounts is the least that an alternative can come to.
func (a *Alternative) amounts(s *Solver, start Var) int64 {
	if a.Rate == 0 {
		return a.Fixed
	}
	return a.Fixed + a.Rate*int64(max(s.bound[2*start], int32(a.From)))
}

// smallest is the least that a term can come to.
func (t *Term) smallest(s *Solver) int64 {
	least, found := int64(0), false
	for i := range t.Alternatives {
		a := &t.Alternatives[i]
		if s.Fails(a.When) {
			continue
		}
		if v := a.amounts(s, t.Start); !found || v < least {
			least, found = v, true
		}
	}
	return least
}

func (c *Sum) propagate(s *Solver) bool {
	if !s.Holds(c.guard) {
		return true
	}
	slack := c.limit
	for i := range c.terms {
		c.least[i] = c.terms[i].smallest(s)
		slack -= c.least[i]
	}
	s.work += int64(10 * len(c.terms))
	if slack < 0 {
		return s.clash(c.id, -1)
	}
	for i := range c.terms {
		if !c.prune(s, int32(i), slack) {
			return false
		}
	}
	return true
}

// prune excludes the alternatives and starts of a term that cost more than the slack allows.
func (c *Sum) prune(s *Solver, i int32, slack int64) bool {
	t := &c.terms[i]
	can := c.least[i] + slack
	for j := range t.Alternatives {
		a := &t.Alternatives[j]
		if s.Fails(a.When) {
			continue
		}
		if a.amounts(s, t.Start) > can {
			if !s.raiseLit(a.When^1, c.id, c.cause(i, j, false)) {
				return false
			}
			continue
		}
		if a.Rate > 0 && s.Holds(a.When) {
			if !s.raise(2*int32(t.Start)+1, -int32(min((can-a.Fixed)/a.Rate, 1<<30)), c.id, c.cause(i, j, true)) {
				return false
			}
		}
	}
	return true
}

// cause packs which alternative was excluded, or had its start moved.
func (c *Sum) cause(i int32, j int, moved bool) int32 {
	data := 2 * (int32(j)*int32(len(c.terms)) + i)
	if moved {
		data++
	}
	return data
}

// explain says what the other terms come to at least. What is more than needed is given back, first come first served.
func (c *Sum) explain(s *Solver, data, _, need int32) {
	s.requireLit(c.guard)
	itself, total := int32(-1), int64(0)
	if data >= 0 {
		n := int32(len(c.terms))
		itself = data / 2 % n
		t := &c.terms[itself]
		total = t.explainMoved(s, &t.Alternatives[data/2/n], data&1 == 1, need)
	}
	for i := range c.terms {
		if int32(i) != itself {
			c.least[i] = c.terms[i].smallest(s)
			total += c.least[i]
		}
	}
	excess := total - c.limit - 1
	for i := range c.terms {
		if int32(i) != itself {
			excess = c.requireTerm(s, &c.terms[i], c.least[i], excess)
		}
	}
	s.work += int64(15 * len(c.terms))
}

// explainMoved asks for what concerns the term itself, whose alternative was excluded or had its start moved below 1 - need,
// and returns what it would have come to.
func (t *Term) explainMoved(s *Solver, a *Alternative, moved bool, need int32) int64 {
	if moved {
		s.requireLit(a.When)
		return a.Fixed + a.Rate*int64(1-need)
	}
	if low := s.bound[2*t.Start]; a.Rate > 0 && low > int32(a.From) {
		s.require(2*int32(t.Start), low)
	}
	return a.amounts(s, t.Start)
}

// requireTerm asks for a term to come to at least `least`, or less by what the excess allows; it returns the excess left.
func (c *Sum) requireTerm(s *Solver, t *Term, least, excess int64) int64 {
	if root := t.atRoot(s); least-root <= excess {
		return excess - (least - root)
	}
	goal, left := least, excess
	if len(t.Alternatives) == 1 && t.Alternatives[0].Rate > 0 {
		give := excess / t.Alternatives[0].Rate * t.Alternatives[0].Rate
		goal, left = least-give, excess-give
	}
	for j := range t.Alternatives {
		a := &t.Alternatives[j]
		switch {
		case a.Fixed+a.Rate*int64(a.From) >= goal:
		case s.Fails(a.When):
			s.requireLit(a.When ^ 1)
		default:
			s.require(2*int32(t.Start), int32(ceilDiv(goal-a.Fixed, a.Rate)))
		}
	}
	return left
}

// atRoot is what a term comes to before any decision, or less.
func (t *Term) atRoot(s *Solver) int64 {
	least := int64(0)
	for j := range t.Alternatives {
		a := &t.Alternatives[j]
		v := a.Fixed
		if a.Rate > 0 {
			v += a.Rate * int64(max(s.lo[t.Start], int32(a.From)))
		}
		if j == 0 || v < least {
			least = v
		}
	}
	return least
}

func ceilDiv(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}
