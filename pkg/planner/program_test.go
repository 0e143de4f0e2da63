package planner

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/schedule"
	"github.com/riprep/riprep/pkg/schedule/milp"
)

// The file says what it is of, what its optimum is worth, and what the plan claims.
func TestProgram(t *testing.T) {
	t.Parallel()
	c := loadCase(t, firstLook())
	p := planOf(t, c)
	program, err := c.Program(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		lp        bool
		objective int
		plan      *Plan
		want      []string
	}{
		{false, 0, p, []string{"* minimise objective 1 of 2, exposure (sum)\n", "* conflict rows: complete", "* the plan has exposure "}},
		{false, 0, nil, []string{"* no plan was found within the limits\n", "\nENDATA\n"}},
		{true, 1, p, []string{`\ minimise objective 2 of 2, cost (sum)`, `\ with objective 1 of 2, exposure (sum) at most `,
			"\n fixed0.exposure: ", "\nEnd\n"}},
		{true, 1, nil, []string{`\ minimise objective 1 of 2, exposure (sum)`}},
	}
	for _, o := range cases[len(cases)-trials.Of(t, len(cases)):] {
		var out bytes.Buffer
		if err := program.Write(&out, o.lp, o.objective, o.plan); err != nil {
			t.Fatal(err)
		}
		for _, want := range o.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("lp %v, objective %d: no %q", o.lp, o.objective, want)
			}
		}
	}
}

// Where asking for sets by size was cut off, what the search meets comes into the file, the same on any number of cores; the plan
// does not change.
func TestProgramLearns(t *testing.T) {
	t.Parallel()
	c, sites := synthCase(t, 30, 3), 5
	c.In.Scenario.Unlimited, c.In.Scenario.Outage.Sites, c.In.Scenario.InPlace = true, &sites, "allowed"
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := milp.New(context.Background(), &m.problem, milp.Options{Questions: 1})
	if err != nil {
		t.Fatal(err)
	}
	effort := int64(4_000)
	if trials.Raced {
		effort /= 10
		t.Logf("with the race detector: effort %d; without it ten times that", effort)
	}
	var files []string
	var plans []*Plan
	for _, workers := range []int{0, 1, 8} {
		o := Options{Effort: effort, Workers: max(1, workers), Seed: 1}
		program := &Program{c: c, m: cut}
		if workers > 0 {
			o.Program = program
		}
		p, err := c.Plan(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		var out head
		if err := program.Write(&out, true, 0, p); err != nil && !errors.Is(err, errHead) {
			t.Fatal(err)
		}
		files, plans = append(files, out.String()), append(plans, p)
	}
	if strings.Contains(files[0], "the search has met") || !strings.Contains(files[1], "of those of more than 0 members, the search has met ") {
		t.Errorf("without: %s\nwith: %s", files[0], files[1])
	}
	if !strings.Contains(files[1], "conflict rows: partial") || files[2] != files[1] {
		t.Errorf("one core: %s\neight: %s", files[1], files[2])
	}
	for i := range plans {
		if !reflect.DeepEqual(plans[i], plans[0]) {
			t.Errorf("the plan of run %d is another one", i)
		}
	}
}

// head keeps the beginning of what is written, the comments.
type head struct{ strings.Builder }

var errHead = errors.New("enough is known")

func (h *head) Write(p []byte) (int, error) {
	if h.Len() > 4000 {
		return 0, errHead
	}
	return h.Builder.Write(p)
}

// Class is all that the outage limit looks at: other steps and options of the same packages have the same answer.
func TestClassIsEnough(t *testing.T) {
	c := loadCase(t, usCarrier(), "outage.sites=6")
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	limit := m.problem.Overlap.(*outageLimit)
	byClass := map[int][]schedule.Running{}
	for a, act := range m.problem.Activities {
		for mode, md := range act.Modes {
			if md.Exclusive && !md.Absent {
				r := schedule.Running{Activity: a, Mode: mode}
				byClass[limit.Class(r)] = append(byClass[limit.Class(r)], r)
			}
		}
	}
	r, forbidden := rand.New(rand.NewPCG(1, 2)), 0
	for range 2000 {
		var one, other []schedule.Running
		for range 2 + r.IntN(5) {
			steps := byClass[r.IntN(len(c.Packages))]
			if len(steps) > 0 {
				one, other = append(one, steps[r.IntN(len(steps))]), append(other, steps[r.IntN(len(steps))])
			}
		}
		if limit.Allowed(0, one) != limit.Allowed(3, other) {
			t.Fatalf("%v and %v have different answers", one, other)
		}
		if !limit.Allowed(0, one) {
			forbidden++
		}
	}
	if forbidden < 100 || forbidden > 1900 {
		t.Errorf("%d of 2000 sets are forbidden: the test sees little", forbidden)
	}
}
