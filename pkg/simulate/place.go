package simulate

import "math"

// schedule gives each activity its place. One that finds none before the limit of the play stays without: its start is the
// limit and its finish after it, and so it is with all that wait for it.
func (p *player) schedule() {
	for _, use := range p.use {
		clear(use)
	}
	for i := range p.m.acts {
		p.place(i)
	}
}

// place finds the first place of an activity; those before it in the list have theirs.
func (p *player) place(i int) {
	m := p.m
	a, limit := &m.acts[i], m.play.Limit
	if a.Paid { // a day of payment is no end of any work
		p.start[i], p.finish[i] = a.Start, 0
		return
	}
	for t := p.ready(a); t < limit; {
		end, each := p.extent(a, p.days[i], t)
		if end > limit {
			break
		}
		if a.Barred != nil && a.Barred[delivery(a, t, end)] {
			t++
			continue
		}
		if at := p.hindrance(a, t, end, each); at >= 0 {
			t = at + 1 // whatever starts before it runs in it
			continue
		}
		p.start[i], p.finish[i], p.crew[i] = t, end, each
		for _, u := range a.Uses {
			amount := p.amount(u.Resource, u.Count, each)
			for k := t; k < end; k++ {
				p.use[u.Resource][k] += amount
			}
		}
		return
	}
	p.start[i], p.finish[i], p.crew[i] = limit, limit+1, 0
}

// ready is the first period in which an activity may start for what it waits for, and not before its planned start.
func (p *player) ready(a *activity) int {
	t := a.Start
	for _, before := range a.After {
		t = max(t, p.finish[before.Activity]+before.Wait)
	}
	return t
}

// extent is the first period after an activity of some days that starts in period t, and how many days of a crew each of its
// periods takes. The days are spread evenly over whole periods, as the plan has it; a day that is lost to weather holds the
// crew and does no work.
func (p *player) extent(a *activity, days, t int) (end, each int) {
	length := p.m.s.PeriodDays
	if len(a.Weather) == 0 {
		n := (days + length - 1) / length
		return t + n, (days + n - 1) / n
	}
	const noise = 1e-9
	done, lost := 0.0, 0.0
	for end = t; done < float64(days)-noise; end++ {
		if end >= p.m.play.Limit {
			return end + 1, length
		}
		out := p.lostIn(a, end)
		lost += out
		done += float64(length) - out
	}
	each = int(math.Ceil((float64(days)+lost)/float64(end-t) - noise))
	return end, min(each, length)
}

// delivery is the period in which what an activity brings in is delivered.
func delivery(a *activity, t, end int) int {
	if a.AtEnd {
		return end - 1
	}
	return t
}

// amount is what a use takes of a resource in each period.
func (p *player) amount(resource, count, each int) int {
	if p.m.play.Resources[resource].Crew {
		return count * each
	}
	return count
}

// hindrance is the last period from t to before end in which an activity cannot run, -1 where there is none.
func (p *player) hindrance(a *activity, t, end, each int) int {
	for k := end - 1; k >= t; k-- {
		if a.Closed != nil && a.Closed[k] {
			return k
		}
		for _, u := range a.Uses {
			if p.use[u.Resource][k]+p.amount(u.Resource, u.Count, each) > p.m.play.Resources[u.Resource].There[k] {
				return k
			}
		}
	}
	return -1
}
