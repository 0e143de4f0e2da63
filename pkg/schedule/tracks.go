package schedule

import "slices"

// tracks are what the relaxation prices period by period while activities run: each track has a price in every period, and
// an activity in a mode asks for amounts of some tracks. At first every resource is sold by the unit: one track, whose price
// is paid for the capacity as a whole. A resource with few units can then become a pack, which has a track for each size of
// demand: its capacity is sold as the dearest set of whole demands that fits together. Where five of six units are asked for
// at once, the sixth is then worth nothing, as in every schedule; sold by the unit it does a sixth of the next one. By the unit
// prices settle sooner, so that comes first.
type tracks struct {
	of     [][]demand // per am: amounts of tracks (res is the track)
	rhs    []int64    // track k, period t at k*h+t: capacity; 0 for the tracks of packs
	unit   []float64  // per track: what its amounts are compared in
	active []bool     // per track: whether it has prices now
	packs  []pack
	open   bool // the packs are sold by whole demands

	other [][]demand // of, when the packs are open, and the other way round
}

// pack is a resource whose demands fit together or not.
type pack struct {
	whole    int     // the track of the resource sold by the unit
	first    int     // its tracks are first, first+1, …, one for each size
	sizes    []int32 // rising
	capacity []int32 // per period
}

const (
	packUnits = 64 // a resource with more units is sold by the unit: little is lost, and much is saved
	packSizes = 16
)

func (m *model) tracks() *tracks {
	tr := &tracks{of: make([][]demand, len(m.ams)), other: make([][]demand, len(m.ams))}
	units := m.unitsOfResources()
	for r := range m.nR {
		k := tr.addSeries(m.capacity[r*m.h:(r+1)*m.h], units[r], true)
		for i := range m.ams {
			if q := m.ams[i].demandOf(r); q > 0 {
				tr.of[i] = append(tr.of[i], demand{int32(k), q})
			}
		}
	}
	tr.addCovers(m)
	for i := range tr.of {
		tr.other[i] = slices.Clone(tr.of[i])
	}
	for r := range m.nR {
		if p, ok := m.packed(r, m.sizesOf(r)); ok {
			p.whole = r
			tr.addPack(m, p, units[r])
		}
	}
	return tr
}

// addCovers adds what the set function says in numbers.
func (tr *tracks) addCovers(m *model) {
	if m.overlap == nil {
		return
	}
	for i := range m.overlap.covers {
		c := &m.overlap.covers[i]
		whole, even := m.shares(c)
		tr.addCover(whole, c.Capacity)
		if even != nil {
			tr.addCover(even, c.Capacity)
		}
	}
}

func (tr *tracks) addCover(amounts, capacity []int64) {
	sum, n := 0.0, 0.0
	for i, q := range amounts {
		if q > 0 {
			tr.of[i] = append(tr.of[i], demand{int32(len(tr.unit)), q})
			sum += float64(q)
			n++
		}
	}
	tr.addSeries(capacity, max(sum, 1)/max(n, 1), true)
}

// sizesOf lists the different demands of a resource, rising.
func (m *model) sizesOf(r int) []int64 {
	var sizes []int64
	for i := range m.ams {
		if q := m.ams[i].demandOf(r); q > 0 {
			sizes = append(sizes, q)
		}
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

// packed says how a resource is sold by whole demands, if it can be.
func (m *model) packed(r int, sizes []int64) (pack, bool) {
	if len(sizes) == 0 || len(sizes) > packSizes {
		return pack{}, false
	}
	p, unit := pack{}, m.unitOf(r)
	for _, q := range sizes {
		if q/unit > packUnits {
			return p, false
		}
		p.sizes = append(p.sizes, int32(q/unit))
	}
	for _, c := range m.capacity[r*m.h : (r+1)*m.h] {
		if c/unit > packUnits {
			return p, false
		}
		p.capacity = append(p.capacity, int32(c/unit))
	}
	return p, true
}

func (tr *tracks) addPack(m *model, p pack, unit float64) {
	scale := m.unitOf(p.whole)
	for k, size := range p.sizes {
		track := tr.addSeries(make([]int64, m.h), unit/float64(int64(size)*scale), false)
		if k == 0 {
			p.first = track
		}
		for i := range m.ams {
			if m.ams[i].demandOf(p.whole) != int64(size)*scale {
				continue
			}
			at := slices.IndexFunc(tr.other[i], func(d demand) bool { return int(d.res) == p.whole })
			tr.other[i][at] = demand{int32(track), 1}
		}
	}
	tr.packs = append(tr.packs, p)
}

func (tr *tracks) addSeries(rhs []int64, unit float64, active bool) int {
	tr.rhs, tr.unit, tr.active = append(tr.rhs, rhs...), append(tr.unit, unit), append(tr.active, active)
	return len(tr.unit) - 1
}

// openPacks lets the packs be sold by whole demands, or again by the unit. It says nothing of prices.
func (tr *tracks) openPacks(open bool) {
	if tr.open != open {
		tr.open = open
		tr.of, tr.other = tr.other, tr.of
	}
	for _, p := range tr.packs {
		tr.active[p.whole] = !open
		for k := range p.sizes {
			tr.active[p.first+k] = open
		}
	}
}

// unitsOfResources is the mean positive amount that a mode asks of each resource.
func (m *model) unitsOfResources() []float64 {
	sum, n := make([]float64, m.nR), make([]float64, m.nR)
	for i := range m.ams {
		for _, d := range m.ams[i].demands {
			sum[d.res] += float64(d.amount)
			n[d.res]++
		}
	}
	for r := range sum {
		sum[r] = max(sum[r], 1) / max(n[r], 1)
	}
	return sum
}

// packer finds the dearest set of whole demands that fits together.
type packer struct {
	worth [packUnits + 1]float64
	last  [packUnits + 1]int8 // the size added last, -1 where a unit is left over
}

// fill computes for a capacity what it is worth when a demand of size k pays price[k]; counts gets how many of each size
// that is.
func (k *packer) fill(capacity int32, sizes []int32, price []float64, counts []float64) float64 {
	k.worth[0] = 0
	for c := int32(1); c <= capacity; c++ {
		most, last := k.worth[c-1], int8(-1)
		for i, size := range sizes {
			if size > c {
				break
			}
			if w := k.worth[c-size] + price[i]; w > most {
				most, last = w, int8(i)
			}
		}
		k.worth[c], k.last[c] = most, last
	}
	clear(counts)
	for c := capacity; c > 0; {
		i := k.last[c]
		if i < 0 {
			c--
			continue
		}
		counts[i]++
		c -= sizes[i]
	}
	return k.worth[capacity]
}
