package schedule

// tariff is what the prices of the relaxation make of resources, reservoirs, budgets and lags, for the search: a mode that
// is quick and takes what others need is dear. It is written between rounds and read by all streams.
type tariff struct {
	known  bool
	k      int       // objective
	sums   []float64 // as in relaxation
	later  []float64
	behind []float64
	budget []float64
	finish []float64 // per group: when the relaxation has it complete
	value  []float64 // of the objectives before k

	of   [][]demand // as in tracks
	lags []relaxedLag
	ends [][]lagEnd
}

// publish writes the prices of the best bound into a tariff.
func (r *relaxation) publish(t *tariff) {
	if !r.known {
		t.known = false
		return
	}
	if t.sums == nil {
		t.sums, t.later = make([]float64, len(r.sums)), make([]float64, len(r.later))
		t.behind = make([]float64, len(r.behind))
	}
	t.known, t.k, t.of, t.lags, t.ends = true, r.k, r.tracks.of, r.lags, r.picker.out
	r.accumulate(r.top, t.sums, t.later, t.behind)
	t.budget = append(t.budget[:0], r.top[r.budgetAt:r.budgetAt+r.m.nB]...)
	t.finish = append(t.finish[:0], r.finish...)
	t.value = append(t.value[:0], r.top[r.valueAt:r.valueAt+r.k]...)
}

// price is what a group costs in a mode that is placed: the objective and what it takes from the others.
func (t *tariff) price(st *state, g, mode int32) float64 {
	m := st.m
	gm := m.gm(g, mode)
	sum := float64(gm.fixed[t.k])
	for j, p := range t.value {
		sum += p * float64(gm.fixed[j])
	}
	for b, u := range gm.uses {
		sum += t.budget[b] * float64(u)
	}
	for _, a := range gm.present {
		sum += t.step(m, a, mode, m.am(a, mode), st.start[a])
	}
	st.work += 30 * int64(len(gm.present))
	if len(gm.present) == len(m.members[g]) {
		return sum
	}
	for _, a := range m.members[g] {
		if !m.am(a, mode).absent {
			continue
		}
		for _, e := range t.ends[a] {
			if e.from {
				sum -= t.behind[int(e.lag)*(m.h+2)]
			}
		}
	}
	return sum
}

// step is the part of one activity that starts at s.
func (t *tariff) step(m *model, a, mode int32, x *actMode, s int32) float64 {
	h := m.h
	done := float64(s + x.dur)
	sum := float64(rate(x, t.k)) * done
	for j, p := range t.value {
		sum += p * float64(rate(x, j)) * done
	}
	for _, d := range t.of[m.amOff[a]+mode] {
		row := t.sums[int(d.res)*(h+1):]
		sum += float64(d.amount) * (row[s+x.dur] - row[s])
	}
	for i := range x.profiles {
		p := &x.profiles[i]
		row := t.later[int(p.v)*(h+1):]
		before := int64(0)
		for j, off := range p.offs {
			if at := int(s + off); at < h {
				sum += float64(p.net[j]-before) * row[at]
			}
			before = p.net[j]
		}
	}
	for _, e := range t.ends[a] {
		row := t.behind[int(e.lag)*(h+2):]
		if e.from {
			sum -= row[min(max(int(s+x.dur+t.lags[e.lag].min), 0), h)]
		} else {
			sum += row[s]
		}
	}
	return sum
}
