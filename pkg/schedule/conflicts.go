package schedule

import (
	"cmp"
	"slices"
)

// Conflict is a set of activities in modes that the set function forbids while it allows every part of it. The members
// stand in the order of their activities.
type Conflict struct {
	Period int // -1: in no period
	Set    []Running
}

// ConflictOptions say what Solve reports of the set function. The zero value is nothing. Whatever they say, all else that Solve
// finds is the same.
type ConflictOptions struct {
	Most  int // conflicts to report, the smaller ones first
	Above int // report only sets of more members than this: the caller knows the others
}

const (
	metSets      = 1 << 13 // that one stream keeps at most, those of Above and fewer members among them
	metQuestions = 1 << 15 // that one stream asks at most to cut sets down
)

// conflictRecord is the conflicts that one stream met, in the order in which it met them. What the stream finds forbidden is cut
// down at once, so that memory holds small sets only and a set that holds one of them costs no question. It is the stream's own:
// what it holds depends on the stream's work alone.
type conflictRecord struct {
	m     *model
	class func(Running) int // what tells members apart
	above int
	left  int // questions
	count int // sets in known
	known map[metKey][]conflictMet

	marked map[int]bool // scratch: classes of the set in question
	less   []Running    // scratch
}

// metKey finds the sets by their first class.
type metKey struct{ period, class int }

type conflictMet struct {
	Conflict
	classes []int // ascending
}

// newConflictRecord gives nil where nothing is to be reported.
func (m *model) newConflictRecord() *conflictRecord {
	if m.overlap == nil || m.overlap.report.Most <= 0 {
		return nil
	}
	r := &conflictRecord{m: m, above: m.overlap.report.Above, left: metQuestions, known: map[metKey][]conflictMet{}, marked: map[int]bool{}}
	r.class = func(x Running) int { return int(m.amOff[x.Activity]) + x.Mode }
	if classed, ok := m.overlap.fn.(Classed); ok {
		r.class = classed.Class
	}
	return r
}

// meet takes note of a set that the set function forbids in a period. It does not keep the slice.
func (r *conflictRecord) meet(t int, set []Running) {
	if r == nil || len(set) <= r.above || r.count >= metSets || r.left < len(set) {
		return
	}
	period := t
	if r.m.overlap.steady {
		period = -1
	}
	if r.holdsKnown(period, set) {
		return
	}
	c := conflictMet{Conflict: Conflict{period, r.minimal(t, set)}}
	slices.SortFunc(c.Set, compareRunning)
	for _, x := range c.Set {
		c.classes = append(c.classes, r.class(x))
	}
	slices.Sort(c.classes)
	key := metKey{period, c.classes[0]}
	r.known[key] = append(r.known[key], c)
	r.count++
}

// holdsKnown tells whether a conflict that is known is part of the set.
func (r *conflictRecord) holdsKnown(period int, set []Running) bool {
	clear(r.marked)
	for _, x := range set {
		r.marked[r.class(x)] = true
	}
	for class := range r.marked {
		for _, c := range r.known[metKey{period, class}] {
			if !slices.ContainsFunc(c.classes, func(k int) bool { return !r.marked[k] }) {
				return true
			}
		}
	}
	return false
}

// minimal drops members of a forbidden set as long as it stays forbidden.
func (r *conflictRecord) minimal(t int, set []Running) []Running {
	set = slices.Clone(set)
	for i := len(set) - 1; i >= 0 && len(set) > 1; i-- {
		r.less = append(append(r.less[:0], set[:i]...), set[i+1:]...)
		r.left--
		if !r.m.overlap.fn.Allowed(t, r.less) {
			set = slices.Delete(set, i, i+1)
		}
	}
	return set
}

func compareRunning(a, b Running) int {
	return cmp.Or(cmp.Compare(a.Activity, b.Activity), cmp.Compare(a.Mode, b.Mode))
}

func compareConflicts(a, b Conflict) int {
	return cmp.Or(cmp.Compare(len(a.Set), len(b.Set)), cmp.Compare(a.Period, b.Period), slices.CompareFunc(a.Set, b.Set, compareRunning))
}

// conflicts joins what the streams met, of sets that the set function cannot tell apart the first.
func (s *solver) conflicts() []Conflict {
	var out []Conflict
	joint := s.m.newConflictRecord()
	if joint == nil {
		return nil
	}
	for _, w := range s.crew.all {
		r := recordOf(w)
		if r == nil {
			continue
		}
		var met []conflictMet
		for _, list := range r.known {
			met = append(met, list...)
		}
		slices.SortFunc(met, func(a, b conflictMet) int { return compareConflicts(a.Conflict, b.Conflict) })
		for _, c := range met {
			if len(c.Set) > joint.above && !joint.holdsKnown(c.Period, c.Set) {
				key := metKey{c.Period, c.classes[0]}
				joint.known[key] = append(joint.known[key], c)
				out = append(out, c.Conflict)
			}
		}
	}
	slices.SortFunc(out, compareConflicts)
	return out[:min(len(out), s.o.Conflicts.Most)]
}

// recordOf is what a worker met, nil where it asks the set function nothing.
func recordOf(w worker) *conflictRecord {
	if r, ok := w.(interface{ record() *conflictRecord }); ok {
		return r.record()
	}
	return nil
}

func (st *state) record() *conflictRecord   { return st.met }
func (p *polisher) record() *conflictRecord { return p.st.met }
func (x *exact) record() *conflictRecord    { return x.met }
