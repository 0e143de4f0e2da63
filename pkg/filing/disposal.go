package filing

import (
	"iter"

	"github.com/riprep/riprep/pkg/report/grid"
)

// unit is one unit of covered gear that has to go.
type unit struct {
	*gear
	number   int
	serial   string // "" where nobody states it
	serialIn string // inventory | progress
	record   *Units // nil where there is none that has happened
	chain    *chain
}

var noRecord = &Units{}

// units gives every unit: first those that are recorded, in the order of the file, then the others, by the serial numbers that
// the inventory has for them.
func (b *book) units(yield func(*unit) bool) {
	for i := range b.gear {
		if g := &b.gear[i]; g.goes && !b.unitsOfGear(g, yield) {
			return
		}
	}
}

func (b *book) unitsOfGear(g *gear, yield func(*unit) bool) bool {
	n := 0
	give := func(serial, from string, record *Units, c *chain) bool {
		n++
		if serial == "" {
			from = ""
		}
		if serial == "" && record != noRecord {
			without := *c
			without.missing = append([]string{"serial"}, c.missing...)
			c = &without
		}
		return yield(&unit{g, n, serial, from, record, c})
	}
	used := map[string]bool{}
	for _, u := range b.tally(g.ID).records {
		c := follow(u, b.AsOf)
		if c.state == untouched.state {
			continue
		}
		for _, s := range u.Serials {
			used[s] = true
			if !give(s, "inventory", u, &c) {
				return false
			}
		}
		for _, s := range u.ExtraSerials {
			if !give(s, "progress", u, &c) {
				return false
			}
		}
		for range u.Quantity - len(u.Serials) - len(u.ExtraSerials) {
			if !give("", "", u, &c) {
				return false
			}
		}
	}
	for _, s := range g.Serials {
		if n < g.Quantity && !used[s] && !give(s, "inventory", noRecord, &untouched) {
			return false
		}
	}
	for n < g.Quantity {
		if !give("", "", noRecord, &untouched) {
			return false
		}
	}
	return true
}

// disposalUnits is the log: a row for each unit, made one by one.
func (b *book) disposalUnits() (iter.Seq[[]grid.Cell], error) {
	return func(yield func([]grid.Cell) bool) {
		b.units(func(u *unit) bool { return yield(b.logged(u)) })
	}, nil
}

func (b *book) logged(u *unit) []grid.Cell {
	r, c := u.record, u.chain
	maker := u.finding.Maker
	if maker == "" {
		maker = u.Vendor
	}
	return []grid.Cell{
		grid.Text(u.site.Application), grid.Text(u.Site), grid.Text(u.ID), grid.Int(u.number), grid.Text(maker), grid.Text(u.Model), grid.Text(u.PartNumber),
		or(u.serial), grid.Text(u.serialIn), grid.Date(b.happened(r.RemovedOn)), grid.Text(r.RemovedBy), grid.Text(r.StoredAt), grid.Date(b.happened(r.StoredOn)),
		grid.Text(r.Manifest), grid.Text(r.Carrier), grid.Date(b.happened(r.TransportedOn)), grid.Date(b.happened(r.DestroyedOn)), grid.Text(r.Method),
		grid.Text(r.DestroyedAt), grid.Text(r.Sanitized), grid.Text(r.SanitizeMethod), grid.Text(r.Certificate), grid.Text(r.Firm), grid.Text(r.FirmCertificate),
		grid.Text(joined(r.Photos)), grid.Text(c.state), yes(c.operable), grid.Int(len(c.missing)), grid.Text(c.fails(r)),
	}
}

// disposalTally is what the log of an application adds up to.
type disposalTally struct {
	units, removed, stored, transported, destroyed, operable, complete, missing, outOfOrder int
}

// disposed adds the log of an application up.
func (b *book) disposed(application string) *disposalTally {
	if b.logs == nil {
		b.logs = map[string]*disposalTally{}
		b.units(func(u *unit) bool {
			t := b.logs[u.site.Application]
			if t == nil {
				t = &disposalTally{}
				b.logs[u.site.Application] = t
			}
			t.add(u)
			return true
		})
	}
	if t := b.logs[application]; t != nil {
		return t
	}
	return &disposalTally{}
}

func (t *disposalTally) add(u *unit) {
	t.units++
	if u.chain.operable {
		t.operable++
	}
	if u.record == noRecord {
		return
	}
	t.removed++
	t.missing += len(u.chain.missing)
	if u.chain.outOfOrder != "" {
		t.outOfOrder++
	}
	if u.chain.holds() {
		t.complete++
	}
	switch u.chain.state {
	case "stored":
		t.stored++
	case "transported":
		t.transported++
	case "destroyed":
		t.destroyed++
	}
}

// disposalSummary counts each unit that was removed; of the states it has the last one alone.
func (b *book) disposalSummary() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	for _, a := range b.applications {
		t := b.disposed(a)
		rows = append(rows, []grid.Cell{
			grid.Text(a), grid.Int(t.units), grid.Int(t.removed), grid.Int(t.stored), grid.Int(t.transported), grid.Int(t.destroyed), grid.Int(t.operable),
			grid.Int(t.complete), grid.Int(t.missing), grid.Int(t.outOfOrder),
		})
	}
	return rowsOf(rows), nil
}
