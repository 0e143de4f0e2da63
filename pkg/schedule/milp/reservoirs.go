package milp

// level is the column of a reservoir's level at the end of period t.
func (m *Model) level(v, t int) int { return m.layout.firstLevel + v*m.p.Horizon + t }

// levelRows carry the level from period to period. Written out over all periods before, each flow would stand in as many
// rows as there are periods after it.
func (m *Model) levelRows(e *emitter) {
	for v := range m.p.Reservoirs {
		flows := m.flowsOf(v, func(amount int64) int64 { return amount })
		supply := m.p.Reservoirs[v].Supply
		for t := 0; t < m.p.Horizon && !e.stop; t++ {
			e.begin('E', supply[t], "level", v)
			e.name = appendTag(e.name, m.p.Reservoirs[v].Name)
			e.part('t', t)
			e.add(m.level(v, t), 1)
			if t > 0 {
				e.rhs -= supply[t-1]
				e.add(m.level(v, t-1), -1)
			}
			for _, f := range flows {
				e.add(f.am.at(t-f.offset), -f.amount)
			}
			e.emit()
		}
	}
}

func (m *Model) drawRows(e *emitter) {
	for v := range m.p.Reservoirs {
		limit := m.p.Reservoirs[v].MaxDraw
		if limit == nil {
			continue
		}
		draws := m.flowsOf(v, func(amount int64) int64 { return max(-amount, 0) })
		for t := 0; t < m.p.Horizon && !e.stop; t++ {
			e.begin('L', limit[t], "draw", v)
			e.name = appendTag(e.name, m.p.Reservoirs[v].Name)
			e.part('t', t)
			most := int64(0)
			for _, d := range draws {
				if x := d.am.at(t - d.offset); x >= 0 {
					e.add(x, d.amount)
					most += d.amount
				}
			}
			if most > e.rhs {
				e.emit()
			}
		}
	}
}

// flow is what an activity in a mode puts into a reservoir or draws from it at an offset from its start.
type flow struct {
	am     *actMode
	offset int
	amount int64
}

// flowsOf lists the flows of a reservoir whose value, as counted, is not zero.
func (m *Model) flowsOf(v int, value func(amount int64) int64) []flow {
	var out []flow
	for i := range m.layout.ams {
		am := &m.layout.ams[i]
		if am.absent {
			continue
		}
		for _, f := range m.mode(am).Flows {
			if n := value(f.Amount); f.Reservoir == v && n != 0 {
				out = append(out, flow{am, f.Offset, n})
			}
		}
	}
	return out
}
