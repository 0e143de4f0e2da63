package schedule

// debt is what a state knows of an overdraft: what has been charged by the end of each period, as far as that is up to date.
type debt struct {
	charged  []int64   // J of charge.go
	fresh    int       // charged is right up to this period
	cap      int64     // starts that make more of it do not fit; noCap where any do
	marginal []float64 // scratch of marginal
}

// touch notes that the balances of a reservoir, or of all for -1, have changed from a period on.
func (st *state) touch(v, from int) {
	for i := range st.debts {
		if v < 0 || st.m.charges[i].v == v {
			st.debts[i].fresh = min(st.debts[i].fresh, from) // a balance is charged in the period after
		}
	}
}

// refresh brings what is charged up to date.
func (st *state) refresh(i int) {
	d, c, h := &st.debts[i], &st.m.charges[i], st.m.h
	if d.fresh >= h-1 {
		return
	}
	level := st.level[c.v*h : c.v*h+h]
	sum := d.charged[d.fresh]
	for t := d.fresh; t < h-1; t++ {
		sum += c.on(sum - level[t] - c.shift[t])
		d.charged[t+1] = sum
	}
	st.work += int64(4*(h-d.fresh)) + 4
	d.fresh = h - 1
}

// overdraft is the value of an overdraft for what is placed: never more than when all is.
func (st *state) overdraft(i int) int64 {
	st.refresh(i)
	return st.debts[i].charged[st.m.h-1]
}

// overdraftWith is the value of an overdraft if an activity were placed at s; where that is above most, some number above most.
func (st *state) overdraftWith(i int, x *actMode, s int32, most int64) int64 {
	value, _ := st.chargeWith(i, x, s, most)
	return value
}

// chargeWith is overdraftWith; at is the period by which most is exceeded, -1 where it is not.
func (st *state) chargeWith(i int, x *actMode, s int32, most int64) (value int64, at int) {
	st.refresh(i)
	d, c, h := &st.debts[i], &st.m.charges[i], st.m.h
	pr := x.profileOf(c.v)
	if pr == nil || int(s+pr.offs[0]) >= h-1 {
		if d.charged[h-1] > most {
			return d.charged[h-1], h - 1
		}
		return d.charged[h-1], -1
	}
	first := int(s + pr.offs[0])
	level := st.level[c.v*h : c.v*h+h]
	sum := d.charged[first]
	for j, off := range pr.offs {
		t, until := min(int(s+off), h-1), h-1
		if j+1 < len(pr.offs) {
			until = min(until, int(s+pr.offs[j+1]))
		}
		net := pr.net[j]
		if net == 0 && j+1 == len(pr.offs) && sum == d.charged[t] {
			sum = d.charged[h-1] // all has come back, and nothing was charged for it
			break
		}
		for ; t < until; t++ {
			sum += c.on(sum - level[t] - c.shift[t] + net)
			if sum > most {
				st.work += int64(4*(t-first)) + 15
				return sum, t
			}
		}
	}
	st.work += int64(4*(h-first)) + 15
	if sum > most {
		return sum, h - 1
	}
	return sum, -1
}

// overcharged gives a period by which an activity placed at s would make more of a capped overdraft than its cap, else -1.
func (st *state) overcharged(i int, x *actMode, s int32) int {
	d := &st.debts[i]
	if d.cap >= noCap || x.profileOf(st.m.charges[i].v) == nil {
		return -1
	}
	_, at := st.chargeWith(i, x, s, d.cap)
	return at
}

func (x *actMode) profileOf(v int) *profile {
	for i := range x.profiles {
		if int(x.profiles[i].v) == v {
			return &x.profiles[i]
		}
	}
	return nil
}

// capDebts limits the overdrafts among the first n objectives to the given values, and no others.
func (st *state) capDebts(n int, values []int64) {
	for i := range st.debts {
		st.debts[i].cap = noCap
		if k := st.m.charges[i].k; k < n && k < len(values) {
			st.debts[i].cap = values[k]
		}
	}
}

// marginal gives, per period, what a unit that is out from then on to the end adds to an overdraft but for rounding; valid until the
// next call.
func (st *state) marginal(i int) []float64 {
	st.refresh(i)
	d, c, h := &st.debts[i], &st.m.charges[i], st.m.h
	level := st.level[c.v*h : c.v*h+h]
	rho, sum := float64(c.num)*c.inv, 0.0
	d.marginal[h], d.marginal[h-1] = 0, 0 // the last balance is not charged
	for t := h - 2; t >= 0; t-- {
		if d.charged[t] > level[t]+c.shift[t] {
			sum += rho * (1 + sum)
		}
		d.marginal[t] = sum
	}
	st.work += int64(h) + 4
	return d.marginal
}

// linear is what a profile started at s costs at what marginal says.
func (pr *profile) linear(marginal []float64, s int32) float64 {
	sum, before := 0.0, int64(0)
	for j, off := range pr.offs {
		at := min(int(s+off), len(marginal)-1)
		sum += float64(pr.net[j]-before) * marginal[at]
		before = pr.net[j]
	}
	return sum
}
