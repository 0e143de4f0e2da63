package schedule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// judgeConflicts demands that every reported set is forbidden, that nothing in it is to spare, and that the list is as promised.
func judgeConflicts(t *testing.T, name string, p Problem, o ConflictOptions, found []Conflict) {
	t.Helper()
	steady := newOverlap(p.Overlap).steady
	if len(found) > o.Most || !slices.IsSortedFunc(found, compareConflicts) {
		t.Errorf("%s: %d sets, at most %d wanted: %v", name, len(found), o.Most, found)
	}
	for i, c := range found {
		if len(c.Set) <= o.Above || steady != (c.Period < 0) || !slices.IsSortedFunc(c.Set, compareRunning) {
			t.Errorf("%s: %v: too small, in the wrong period or out of order", name, c)
		}
		if p.Overlap.Allowed(max(c.Period, 0), c.Set) {
			t.Errorf("%s: %v is allowed", name, c)
		}
		for k := range c.Set {
			if less := slices.Delete(slices.Clone(c.Set), k, k+1); len(less) > 0 && !p.Overlap.Allowed(max(c.Period, 0), less) {
				t.Errorf("%s: %v is not minimal: %v is forbidden too", name, c, less)
			}
		}
		for _, other := range found[:i] {
			if other.Period == c.Period && !slices.ContainsFunc(other.Set, func(r Running) bool { return !slices.Contains(c.Set, r) }) {
				t.Errorf("%s: %v holds %v", name, c, other)
			}
		}
	}
}

// steadyPairs are pairs for which the period makes no difference.
type steadyPairs struct{ pairs }

func (steadyPairs) Steady() bool { return true }

// TestConflicts looks at what is reported of random problems, and that the report changes nothing else.
func TestConflicts(t *testing.T) {
	t.Parallel()
	reported, large, periods := 0, 0, 0
	for seed := range uint64(trials.Of(t, 400)) {
		p := small(seed)
		if seed%3 > 0 {
			p = medium(seed)
		}
		if f, ok := p.Overlap.(pairs); ok && seed%2 == 0 {
			f.not = -1
			p.Overlap = steadyPairs{f}
		}
		o := Options{Effort: 3000, Workers: 1, Seed: seed}
		without, _ := diary(t, p, o)
		o.Conflicts = ConflictOptions{Most: 40, Above: int(seed % 3)}
		with, _ := diary(t, p, o)
		if p.Overlap == nil {
			if with.Conflicts != nil {
				t.Errorf("seed %d: conflicts without a set function", seed)
			}
			continue
		}
		judgeConflicts(t, fmt.Sprint("seed ", seed), p, o.Conflicts, with.Conflicts)
		for _, c := range with.Conflicts {
			reported++
			if len(c.Set) > 2 {
				large++
			}
			if c.Period >= 0 {
				periods++
			}
		}
		with.Conflicts = nil
		if fmt.Sprint(with) != fmt.Sprint(without) {
			t.Errorf("seed %d: the report changes the answer", seed)
		}
	}
	if !trials.Raced && (reported < 120 || large < 40 || periods < 60 || reported-periods < 30) {
		t.Errorf("%d sets, %d of more than two, %d of one period: the test sees little", reported, large, periods)
	}
}

// classes is a steady function that looks at the nodes of a tree alone.
type classes struct {
	subtree
	asked *atomic.Int64
}

func (f classes) Allowed(t int, set []Running) bool {
	f.asked.Add(1)
	return f.subtree.Allowed(0, set)
}

func (f classes) Steady() bool        { return true }
func (f classes) Class(r Running) int { return f.node[r.Activity] }

// TestConflictsOnAnyNumberOfCores compares the reports, which come from all streams: searchers, polisher and prover. A set of classes is
// reported once, whatever modes it was met in.
func TestConflictsOnAnyNumberOfCores(t *testing.T) {
	t.Parallel()
	p := network(36, 3)
	var asked atomic.Int64
	f := p.Overlap.(subtree)
	p.Overlap = classes{f, &asked}
	o := Options{Effort: 100_000, Seed: 2, Conflicts: ConflictOptions{Most: 500, Above: 2}}
	var first []Conflict
	for _, workers := range []int{1, 2, 8} {
		if workers == 1 && trials.Raced {
			continue // nothing can race; without the detector it is compared
		}
		o.Workers = workers
		s, _ := diary(t, p, o)
		judgeConflicts(t, fmt.Sprint(workers, " workers"), p, o.Conflicts, s.Conflicts)
		if first == nil {
			first = s.Conflicts
		}
		if fmt.Sprint(s.Conflicts) != fmt.Sprint(first) {
			t.Errorf("%d workers: %v, and %v with fewer", workers, s.Conflicts, first)
		}
	}
	if len(first) < 10 {
		t.Errorf("only %d conflicts", len(first))
	}
	seen := map[string]bool{}
	for _, c := range first {
		var nodes []int
		for _, r := range c.Set {
			nodes = append(nodes, f.node[r.Activity])
		}
		slices.Sort(nodes)
		if key := fmt.Sprint(nodes); seen[key] {
			t.Errorf("the packages %v are reported twice", nodes)
		} else {
			seen[key] = true
		}
	}
}

// twoAtOnce allows any two, and counts the questions.
type twoAtOnce struct{ asked *atomic.Int64 }

func (f twoAtOnce) Allowed(_ int, set []Running) bool {
	f.asked.Add(1)
	return len(set) <= 2
}
func (twoAtOnce) Steady() bool { return true }

// TestConflictsAreBounded floods a record with sets that are forbidden and unlike: it keeps a certain number and asks no more.
func TestConflictsAreBounded(t *testing.T) {
	t.Parallel()
	const n = 5000
	p := Problem{Horizon: 3, Objectives: []Objective{{Name: "a"}}}
	var asked atomic.Int64
	for a := range n {
		p.Groups = append(p.Groups, Group{"g", 1})
		p.Activities = append(p.Activities, Activity{"x", a, []Mode{{Duration: 1, Exclusive: true}}})
	}
	p.Overlap = twoAtOnce{&asked}
	m := compile(&p)
	m.overlap.report.Most = 10
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{3, 400} {
		rec := m.newConflictRecord()
		asked.Store(0)
		for range 40_000 {
			var set []Running
			for range size {
				set = append(set, Running{Activity: r.IntN(n)})
			}
			slices.SortFunc(set, compareRunning)
			if set = slices.Compact(set); len(set) > 2 {
				rec.meet(1, set)
			}
			if size > 3 && rec.left < size {
				break
			}
		}
		kept := 0
		for _, list := range rec.known {
			kept += len(list)
		}
		if kept > metSets || kept != rec.count || asked.Load() > metQuestions {
			t.Errorf("sets of %d: %d kept of %d allowed, %d questions of %d", size, kept, metSets, asked.Load(), metQuestions)
		}
		if size == 3 && kept != metSets || size > 3 && (kept < metQuestions/size-1 || asked.Load() < metQuestions-int64(size)) {
			t.Errorf("sets of %d: %d kept after %d questions: the bound is not reached", size, kept, asked.Load())
		}
	}
}
