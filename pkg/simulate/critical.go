package simulate

// endings lists for each resource and period the activities that hand it on then: those that end as the period begins.
type endings struct {
	head  []int32 // by resource and period: the first use, −1 for none
	next  []int32 // by use: the next that ends in the same period
	owner []int32 // by use: its activity
	first []int   // by activity: its first use
	width int
}

func newEndings(m *model) endings {
	e := endings{width: m.play.Limit + 1, first: make([]int, len(m.acts))}
	for i := range m.acts {
		e.first[i] = len(e.owner)
		for range m.acts[i].Uses {
			e.owner = append(e.owner, int32(i))
		}
	}
	e.next = make([]int32, len(e.owner))
	e.head = make([]int32, len(m.play.Resources)*e.width)
	return e
}

// findCritical marks the activities on a longest chain: those that end last, and going back from each what it started right
// after. An activity binds the start of another
//
//   - that waits for it, where the other could not start before for what it waits for;
//   - that takes over a crew of it, where one more period of it would leave no room for all that run then.
//
// Where an activity starts later than all of that explains, for a closed season or a crew that comes, what it waits for
// binds it. A chain ends at an activity that nothing binds: it starts when the plan says.
func (p *player) findCritical() {
	m := p.m
	clear(p.critical)
	p.collectEndings()
	for i := len(m.acts) - 1; i >= 0; i-- { // what binds an activity stands before it or shares its crew: see mark
		if !m.acts[i].Paid && p.finish[i] == p.out.finish {
			p.mark(i)
		}
	}
}

// mark marks an activity and all that binds it.
func (p *player) mark(i int) {
	stack := []int{i}
	for len(stack) > 0 {
		i = stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if p.critical[i] {
			continue
		}
		p.critical[i] = true
		stack = p.binding(i, stack)
	}
}

// binding adds to a list what binds the start of an activity.
func (p *player) binding(i int, list []int) []int {
	m := p.m
	a, s := &m.acts[i], p.start[i]
	ready, before := p.ready(a), len(list)
	if s < m.play.Limit {
		for _, u := range a.Uses {
			there, used := m.play.Resources[u.Resource].There[s], p.use[u.Resource][s]
			for k := p.ends.head[u.Resource*p.ends.width+s]; k >= 0; k = p.ends.next[k] {
				q := int(p.ends.owner[k])
				taken := m.acts[q].Uses[int(k)-p.ends.first[q]]
				if used+p.amount(u.Resource, taken.Count, p.crew[q]) > there {
					list = append(list, q)
				}
			}
		}
	}
	if s > ready && len(list) > before {
		return list
	}
	for _, w := range a.After {
		if p.finish[w.Activity]+w.Wait == ready {
			list = append(list, w.Activity)
		}
	}
	return list
}

// collectEndings lists what ends when.
func (p *player) collectEndings() {
	e := &p.ends
	for k := range e.head {
		e.head[k] = -1
	}
	for i := range p.m.acts {
		if p.finish[i] >= e.width {
			continue
		}
		for k, u := range p.m.acts[i].Uses {
			at, use := u.Resource*e.width+p.finish[i], int32(e.first[i]+k)
			e.next[use] = e.head[at]
			e.head[at] = use
		}
	}
}
