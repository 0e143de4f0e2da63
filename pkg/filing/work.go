package filing

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Indices into Phases.
const (
	prepare = iota
	install
	cutover
	tested
	remove
	dispose
)

// happened is a day that has come by the day that the form is filled in for; a later one is none.
func (b *book) happened(d inventory.Date) inventory.Date {
	if d.After(b.AsOf) {
		return inventory.Date{}
	}
	return d
}

// doneOn is the day on which a step of a package was done, zero where it was not. The removal and the disposal are done also
// where the records of units say so of each.
func (b *book) doneOn(pkg, phase int) inventory.Date {
	if d := b.done[b.Case.Packages[pkg].ID]; d != nil {
		if on := b.happened(d.On[phase]); !on.IsZero() {
			return on
		}
	}
	if phase == remove || phase == dispose {
		return b.unitsDone(pkg, phase)
	}
	return inventory.Date{}
}

// unitsDone is the day on which the last unit of a package was removed, or destroyed, zero where one was not.
func (b *book) unitsDone(pkg, phase int) (last inventory.Date) {
	for _, g := range b.inPackage[pkg] {
		t := b.tally(b.gear[g].ID)
		n, on := t.removed, t.lastRemoved
		if phase == dispose {
			n, on = t.destroyed, t.lastDestroyed
		}
		if n < b.gear[g].Quantity {
			return inventory.Date{}
		}
		if on.After(last) {
			last = on
		}
	}
	return last
}

// tallied is what the records of units say of an element.
type tallied struct {
	records                    []*Units
	removed, destroyed         int
	lastRemoved, lastDestroyed inventory.Date
}

// tally adds the records of an element up; they are sorted by element once.
func (b *book) tally(element string) *tallied {
	if b.tallies == nil {
		b.tallies = map[string]*tallied{}
		for i := range b.progress.Units {
			u := &b.progress.Units[i]
			t := b.tallies[u.Element]
			if t == nil {
				t = &tallied{}
				b.tallies[u.Element] = t
			}
			t.records = append(t.records, u)
			if on := b.happened(u.RemovedOn); !on.IsZero() {
				t.removed += u.Quantity
				t.lastRemoved = latest(t.lastRemoved, on)
			}
			if on := b.happened(u.DestroyedOn); !on.IsZero() {
				t.destroyed += u.Quantity
				t.lastDestroyed = latest(t.lastDestroyed, on)
			}
		}
	}
	if t := b.tallies[element]; t != nil {
		return t
	}
	return &tallied{}
}

func latest(a, b inventory.Date) inventory.Date {
	if b.After(a) {
		return b
	}
	return a
}

// plannedOn is the last day of a step by the plan, zero where the plan has none.
func (b *book) plannedOn(pkg, phase int) inventory.Date {
	if a := b.activity(pkg, phase); a != nil {
		return a.Finish
	}
	return inventory.Date{}
}

func (b *book) activity(pkg, phase int) *planner.PlannedActivity {
	p := b.planned[b.Case.Packages[pkg].ID]
	if p == nil {
		return nil
	}
	return p.Activity(Phases[phase].Kind)
}

// kept is how a step stands against the plan.
type kept struct {
	planned, done inventory.Date
	late          int    // days
	state         string // done | done late | overdue | open
}

// against holds a step against the plan; ok is false where the plan has no such step and nothing was done.
func (b *book) against(pkg, phase int) (k kept, ok bool) {
	k.planned, k.done = b.plannedOn(pkg, phase), b.doneOn(pkg, phase)
	switch {
	case k.planned.IsZero() && k.done.IsZero():
		return k, false
	case k.done.IsZero() && k.planned.Before(b.AsOf):
		k.state, k.late = "overdue", b.AsOf.Sub(k.planned)
	case k.done.IsZero():
		k.state = "open"
	case !k.planned.IsZero() && k.done.After(k.planned):
		k.state, k.late = "done late", k.done.Sub(k.planned)
	default:
		k.state = "done"
	}
	return k, true
}

// has reports whether a package has a step: by the plan, or where there is none by its first option.
func (b *book) has(pkg, phase int) bool {
	p := &b.Case.Packages[pkg]
	if b.Plan != nil {
		planned := b.planned[p.ID]
		return planned != nil && (planned.Deferred() || b.activity(pkg, phase) != nil)
	}
	return slices.ContainsFunc(p.Options, func(o planner.Option) bool {
		return slices.ContainsFunc(o.Steps, func(s planner.Step) bool { return s.Kind == Phases[phase].Kind })
	})
}
