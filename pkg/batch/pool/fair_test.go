package pool

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/batch"
)

// some makes n units of an operator, each of that many bytes.
func some(operator string, n int, size int64) []*batch.Unit {
	var out []*batch.Unit
	for i := range n {
		u := &batch.Unit{
			Operator: operator, Scenario: fmt.Sprint(i), Spec: &batch.Spec{Do: []batch.Step{batch.Screen}},
			Files: []batch.File{{Path: "inventory.yaml", Size: size}},
		}
		u.Identify()
		out = append(out, u)
	}
	return out
}

// job is a unit on a slot of the played machine.
type job struct {
	*waiting
	slot, begin, end int
}

// play does units on slots with a clock that is a number: lasts says for how long each runs. The jobs are in the order in which
// they began.
func play(units []*batch.Unit, slots int, lasts func(*batch.Unit) int) []*job {
	l := newLine(units)
	running := make([]*job, slots)
	var all []*job
	for now := 0; ; {
		for i := range running {
			if running[i] == nil {
				if w := l.take(i == 0 && slots > 1); w != nil {
					running[i] = &job{w, i, now, now + lasts(w.unit)}
					all = append(all, running[i])
				}
			}
		}
		next := -1
		for i, j := range running {
			if j != nil && (next < 0 || j.end < running[next].end) {
				next = i
			}
		}
		if next < 0 {
			return all
		}
		now = running[next].end
		l.release(running[next].waiting)
		running[next] = nil
	}
}

// lastEnd is when the last unit ends of those that hold.
func lastEnd(jobs []*job, of func(*job) bool) int {
	last := 0
	for _, j := range jobs {
		if of(j) {
			last = max(last, j.end)
		}
	}
	return last
}

// most is how many units of those that hold run at the same time before a moment.
func most(jobs []*job, before int, of func(*job) bool) int {
	best := 0
	for _, j := range jobs {
		n := 0
		for _, k := range jobs {
			if of(k) && k.begin <= j.begin && j.begin < k.end && j.begin < before {
				n++
			}
		}
		best = max(best, n)
	}
	return best
}

// TestHugeBesideSmall: an operator with a hundred huge units begins at once, has one of the slots, and the small operators are all
// done before a handful of its units are.
func TestHugeBesideSmall(t *testing.T) {
	units := some("huge", 100, 10<<20)
	for i := range 20 {
		units = append(units, some(fmt.Sprint("small-", i), 5, 10_000)...)
	}
	for slots := 2; slots <= 4; slots++ {
		jobs := play(units, slots, func(u *batch.Unit) int {
			if u.Operator == "huge" {
				return 50
			}
			return 1
		})
		huge := func(j *job) bool { return j.unit.Operator == "huge" }
		small := func(j *job) bool { return !huge(j) }
		if len(jobs) != len(units) {
			t.Fatalf("%d slots: %d of %d units done", slots, len(jobs), len(units))
		}
		if !huge(jobs[0]) || jobs[0].begin != 0 {
			t.Errorf("%d slots: the first to begin is of %s", slots, jobs[0].unit.Operator)
		}
		until := lastEnd(jobs, small)
		if until > 100 {
			t.Errorf("%d slots: the last small unit ends at %d", slots, until)
		}
		// At the very end of the small ones a slot that finds none takes a huge one.
		begun := 0
		for _, j := range jobs {
			if small(j) {
				begun = max(begun, j.begin)
			}
		}
		if n := most(jobs, begun, huge); n != 1 {
			t.Errorf("%d slots: %d huge units at a time while small ones wait", slots, n)
		}
	}
}

// TestManyScenarios: among operators of one size, one that has a thousand units does not hold back those that have one, not even
// where it comes first and its units are slow.
func TestManyScenarios(t *testing.T) {
	units := some("many", 1000, 10_000)
	for i := range 20 {
		units = append(units, some(fmt.Sprint("few-", i), 3, 10_000+int64(i))...)
	}
	many := func(j *job) bool { return j.unit.Operator == "many" }
	for slots := 1; slots <= 4; slots++ {
		even := play(units, slots, func(*batch.Unit) int { return 1 })
		first := even[:20*3+4*slots]
		if n := len(slices.DeleteFunc(slices.Clone(first), many)); n != 20*3 {
			t.Errorf("%d slots: among the first %d there are %d units of the small operators", slots, len(first), n)
		}
		slow := play(units, slots, func(u *batch.Unit) int {
			if u.Operator == "many" {
				return 30
			}
			return 1
		})
		begun := 0
		for _, j := range slow {
			if !many(j) {
				begun = max(begun, j.begin)
			}
		}
		if n := most(slow, begun, many); n != 1 {
			t.Errorf("%d slots: %d slow units at a time while others wait", slots, n)
		}
	}
}

// TestOrderAlone: one slot goes from the small to the large, in turn among operators.
func TestOrderAlone(t *testing.T) {
	units := slices.Concat(some("c", 1, 1<<20), some("a", 3, 1000), some("b", 2, 900))
	var got []string
	for _, j := range play(units, 1, func(*batch.Unit) int { return 1 }) {
		got = append(got, j.unit.Operator+j.unit.Scenario)
	}
	if want := []string{"a0", "b0", "a1", "b1", "a2", "c0"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestLineAsStated: whatever the units, every one of them has its turn once, and who is next is what the rule says, looked for
// among all that wait; those that are tried again come last, in their order.
func TestLineAsStated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units []*batch.Unit
		for i := range rapid.IntRange(0, 6).Draw(t, "operators") {
			n, size := rapid.IntRange(0, 5).Draw(t, "n"), rapid.Int64Range(0, 40).Draw(t, "size")
			units = append(units, some(fmt.Sprint("o", i), n, size)...)
		}
		l := newLine(units)
		type group struct {
			operator string
			class    int
		}
		of := func(u *batch.Unit) group { return group{u.Operator, bits.Len64(uint64(u.Size()))} }
		left, retried := slices.Clone(units), []*batch.Unit{}
		begun, active := map[group]int{}, map[group]int{}
		var running []*waiting
		for len(left)+len(retried)+len(running) > 0 {
			if len(running) > 0 && (len(left)+len(retried) == 0 || rapid.Bool().Draw(t, "end")) {
				i := rapid.IntRange(0, len(running)-1).Draw(t, "which")
				w := running[i]
				running = slices.Delete(running, i, i+1)
				active[of(w.unit)]--
				l.release(w)
				if rapid.IntRange(0, 3).Draw(t, "fails") == 0 {
					l.again(w)
					retried = append(retried, w.unit)
				}
				continue
			}
			largest := rapid.Bool().Draw(t, "largest")
			var want *batch.Unit
			if len(left) > 0 {
				want = slices.MinFunc(left, func(a, b *batch.Unit) int { // the first of those that are equal
					x, y := of(a), of(b)
					size := cmp.Compare(x.class, y.class)
					if largest {
						size = -size
					}
					return cmp.Or(size, cmp.Compare(active[x], active[y]), cmp.Compare(begun[x], begun[y]))
				})
				left = slices.DeleteFunc(left, func(u *batch.Unit) bool { return u == want })
				begun[of(want)]++
			} else {
				want, retried = retried[0], retried[1:]
			}
			active[of(want)]++
			w := l.take(largest)
			if w == nil || w.unit != want {
				t.Fatalf("next is %+v, want %s %s", w, want.Operator, want.Scenario)
			}
			running = append(running, w)
		}
		if w := l.take(false); w != nil {
			t.Fatalf("%s is left", w.unit.Operator)
		}
	})
}
