package milp

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/schedule"
)

// apart is a problem of single steps of one period with two modes each, and nothing but a set function.
func apart(n, horizon int, f schedule.SetFunction) schedule.Problem {
	p := schedule.Problem{Horizon: horizon, Objectives: []schedule.Objective{{Name: "sum"}}, Overlap: f}
	for a := range n {
		p.Groups = append(p.Groups, schedule.Group{Modes: 2})
		p.Activities = append(p.Activities, schedule.Activity{Group: a, Modes: []schedule.Mode{
			{Duration: 1, Exclusive: true}, {Duration: 2, Exclusive: true},
		}})
	}
	return p
}

// weights bounds the sum of weights that depend on activity and mode.
type weights struct {
	of    [][2]int
	limit []int // per period
}

func (f weights) Allowed(t int, set []schedule.Running) bool {
	sum := 0
	for _, r := range set {
		sum += f.of[r.Activity][r.Mode]
	}
	return sum <= f.limit[t]
}

// Rows from a set function that looks at modes and periods forbid in each period exactly what it forbids.
func TestOverlapRowsAreExact(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		f := weights{limit: []int{r.IntN(12), r.IntN(12), 5}}
		for range 5 {
			f.of = append(f.of, [2]int{r.IntN(6), r.IntN(6)})
		}
		p := apart(5, 3, f)
		m, err := New(context.Background(), &p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for pick := range 2 * 2 * 2 * 2 * 2 * 32 { // modes × who starts in period 0; the others start in period 1
			modes, starts := make([]int, 5), make([]int, 5)
			for a := range 5 {
				modes[a], starts[a] = pick>>a&1, pick>>(5+a)&1
			}
			compare(t, m, modes, starts)
		}
	}
}

// Modes that a function does not tell apart, and cliques, make few rows.
func TestOverlapRowsAreFew(t *testing.T) {
	steady := func(most int, bad map[[2]int]bool) clashing {
		return clashing{most: most, bad: bad, group: []int{0, 1, 2, 3, 4, 5}}
	}
	triangle := map[[2]int]bool{{0, 1}: true, {0, 2}: true, {1, 2}: true, {3, 4}: true}
	for _, c := range []struct {
		name string
		f    schedule.SetFunction
		want int
	}{
		{"nothing forbidden", steady(6, nil), 0},
		{"two cliques", steady(6, triangle), 2},
		{"any three of six", steady(2, nil), 20},
		{"any three of six, by class", byClass{steady(2, nil)}, 20},
		{"one at a time", steady(1, nil), 1},
		{"none at all", steady(0, nil), 6},
	} {
		p := apart(6, 4, c.f)
		m, err := New(context.Background(), &p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(m.overlap.clashes); got != c.want || !m.Complete() {
			t.Errorf("%s: %d rows a period, want %d", c.name, got, c.want)
		}
	}
}

// With fewer questions than it takes, whole sizes are known and the rest is left open; no schedule is lost.
func TestPartialIsRelaxation(t *testing.T) {
	t.Parallel()
	partial, loose := 0, 0
	for seed := range uint64(30) {
		p := random(seed, 10)
		good, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: 2000})
		if err != nil || good.Starts == nil {
			continue
		}
		for _, questions := range []int{-1, 1, 10, 40, 100} {
			m, err := New(context.Background(), &p, Options{Questions: questions})
			if err != nil {
				t.Fatal(err)
			}
			x, _ := columnsOf(m, good.Modes, good.Starts)
			if name, _ := broken(m, x); name != "" {
				t.Errorf("seed %d, %d questions: row %q cuts a schedule off", seed, questions, name)
			}
			for _, s := range m.overlap.clashes {
				if len(s.slots) > m.overlap.size && s.most > 1 {
					t.Errorf("seed %d: a set of %d, but sizes to %d are known", seed, len(s.slots), m.overlap.size)
				}
			}
			if m.Complete() {
				continue
			}
			partial++
			if strings.Contains(strings.Join(m.head(nil), "\n"), "its optimum is a lower bound") {
				loose++
			}
		}
	}
	if partial < 50 || loose != partial {
		t.Errorf("%d programs were partial, %d say so", partial, loose)
	}
}

// A supplied conflict becomes a row without the members that it does not need; one that is none is refused.
func TestSupplied(t *testing.T) {
	f := clashing{most: 6, bad: map[[2]int]bool{{1, 4}: true}, group: []int{0, 1, 2, 3, 4, 5}}
	in := func(period int, activities ...int) schedule.Conflict {
		c := schedule.Conflict{Period: period}
		for _, a := range activities {
			c.Set = append(c.Set, schedule.Running{Activity: a, Mode: a % 2})
		}
		return c
	}
	for _, c := range []struct {
		f     schedule.SetFunction
		given []schedule.Conflict
		rows  int
		want  string
	}{
		{byClass{f}, []schedule.Conflict{in(-1, 0, 1, 2, 4), in(2, 1, 4)}, 1, ""},
		{f, []schedule.Conflict{in(-1, 0, 1, 2, 4)}, 1, ""},
		{clashing{most: 6, tight: 2, bad: f.bad, group: f.group}, []schedule.Conflict{in(-1, 0, 4, 1)}, 4, ""},
		{clashing{most: 6, tight: 2, bad: f.bad, group: f.group}, []schedule.Conflict{in(3, 4, 1)}, 1, ""},
		{f, []schedule.Conflict{in(-1, 1, 4), in(0, 1, 2)}, 0, "conflict 1: the set of 2 is allowed in period 0"},
		{f, []schedule.Conflict{in(4, 1, 4)}, 0, "conflict 0: period 4: want -1, or 0 to 3"},
		{f, []schedule.Conflict{in(0, 1, 7)}, 0, "conflict 0: activity 7, mode 1: there is none"},
		{f, []schedule.Conflict{in(0)}, 0, "conflict 0: the set of 0 is allowed in period 0"},
	} {
		p := apart(6, 4, c.f)
		m, err := mustNew(t, &p, Options{Questions: -1}).With(c.given)
		switch {
		case c.want != "" && (err == nil || err.Error() != c.want):
			t.Errorf("%v: %v, want %s", c.given, err, c.want)
		case c.want == "" && err != nil:
			t.Error(err)
		case err == nil && (len(m.overlap.clashes) != c.rows || m.Complete()):
			t.Errorf("%v: %d rows, want %d", c.given, len(m.overlap.clashes), c.rows)
		}
	}
}

// What a search has met of larger sets becomes rows where the questions did not reach; no schedule is lost, and the file still
// says that it is partial.
func TestConflictsOfTheSearch(t *testing.T) {
	t.Parallel()
	rows, more, wrong, n := 0, 0, 0, trials.Of(t, 60)
	for seed := range uint64(n) {
		p := random(seed, 12)
		for _, questions := range []int{-1, 30} {
			without := mustNew(t, &p, Options{Questions: questions})
			if without.Complete() {
				continue
			}
			good, err := schedule.Solve(context.Background(), p, schedule.Options{
				Effort: 3000, Workers: 1, Conflicts: schedule.ConflictOptions{Most: 30, Above: without.Known()},
			})
			if err != nil {
				t.Fatal(err)
			}
			m, err := without.With(good.Conflicts)
			if err != nil {
				t.Fatal(err)
			}
			more += m.overlap.supplied
			rows += len(m.overlap.clashes) - len(without.overlap.clashes)
			judgePartial(t, seed, m, good)
			r := rand.New(rand.NewPCG(seed, 6))
			for range 200 {
				modes, starts := shake(r, &p, good)
				x, ok := columnsOf(m, modes, starts)
				if !ok {
					continue
				}
				name, _ := broken(m, x)
				if loose, _ := broken(without, x); loose == "" && name != "" {
					wrong++ // a row of the search that the program lacked
				}
				if len(schedule.Check(p, schedule.Solution{Modes: modes, Starts: starts})) == 0 && name != "" {
					t.Fatalf("seed %d: row %q cuts off modes %v, starts %v", seed, name, modes, starts)
				}
			}
		}
	}
	if more < n || rows < n || wrong < n {
		t.Errorf("%d sets, %d rows a period, %d schedules that only they exclude: the test sees little", more, rows, wrong)
	}
}

// judgePartial demands that the best schedule is left, and that the head of the file tells what the rows are.
func judgePartial(t *testing.T, seed uint64, m *Model, good schedule.Solution) {
	t.Helper()
	if good.Starts != nil {
		x, _ := columnsOf(m, good.Modes, good.Starts)
		if name, _ := broken(m, x); name != "" {
			t.Errorf("seed %d: row %q cuts off the best schedule", seed, name)
		}
	}
	head := strings.Join(m.head(nil), "\n")
	if m.Complete() || !strings.Contains(head, "conflict rows: partial") || strings.Contains(head, "the search has met") != (m.overlap.supplied > 0) {
		t.Errorf("seed %d, %d sets of the search: the file says %s", seed, m.overlap.supplied, head)
	}
}

// What a program cannot hold is refused, and one that is complete needs nothing.
func TestWithKeepsItsLimits(t *testing.T) {
	f := clashing{most: 6, bad: map[[2]int]bool{{1, 4}: true, {2, 3}: true}, group: []int{0, 1, 2, 3, 4, 5}}
	p := apart(6, 4, byClass{f})
	found := []schedule.Conflict{{Period: -1, Set: []schedule.Running{{Activity: 1}, {Activity: 4}}}}
	_, _, n := mustNew(t, &p, Options{Questions: -1}).Size()
	tight := mustNew(t, &p, Options{Questions: -1, Nonzeros: n})
	if _, err := tight.With(found); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a row more than it may have: %v", err)
	}
	if columns, _, after := tight.Size(); after != n || columns == 0 || len(tight.overlap.clashes) != 0 {
		t.Errorf("the program has changed: %d coefficients, %d before", after, n)
	}
	whole := mustNew(t, &p, Options{})
	if m, err := whole.With(found); err != nil || m != whole {
		t.Errorf("a complete program took a set that it knows: %v", err)
	}
}

// Of a class any step counts: one that comes late, and one that needs few enough of a crew to run beside another class.
func TestClassOfUnlikeSteps(t *testing.T) {
	step := func(group, release, due int, crew int64) schedule.Activity {
		return schedule.Activity{Group: group, Modes: []schedule.Mode{{
			Duration: 1, Release: release, Due: due, Exclusive: true, Demands: []schedule.Demand{{Resource: 0, Amount: crew}},
		}}}
	}
	p := schedule.Problem{
		Horizon:    4,
		Groups:     []schedule.Group{{Modes: 1}, {Modes: 1}},
		Activities: []schedule.Activity{step(0, 0, 2, 3), step(0, 2, 4, 1), step(1, 0, 4, 2)},
		Lags:       []schedule.Lag{{From: 0, To: 1}},
		Resources:  []schedule.Resource{{Capacity: []int64{3, 3, 3, 3}}},
		Overlap:    byClass{clashing{most: 2, bad: map[[2]int]bool{{0, 1}: true}, group: []int{0, 0, 1}}},
		Objectives: []schedule.Objective{{}},
	}
	m := mustNew(t, &p, Options{})
	for pick := range 4 * 4 * 4 {
		compare(t, m, []int{0, 0}, []int{pick % 4, pick / 4 % 4, pick / 16})
	}
	if len(m.overlap.parts) != 2 || len(m.overlap.clashes) != 1 {
		t.Errorf("%d parts, %d rows: want the two steps of a class as one", len(m.overlap.parts), len(m.overlap.clashes))
	}
}
