package planner

import (
	"bytes"
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/schedule"
)

// The file says what it is of, what its optimum is worth, and what the plan claims.
func TestProgram(t *testing.T) {
	c := loadCase(t, firstLook())
	p := planOf(t, c)
	program, err := c.Program(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []struct {
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
	} {
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
