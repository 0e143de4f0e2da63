package simulate

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

func sampleDir(name string) string { return filepath.Join("..", "..", "testdata", name) }

// caseOf reads a sample operator with overrides and the section uncertainty given.
func caseOf(t testing.TB, name string, set ...string) *planner.Case {
	t.Helper()
	var overrides []scenario.Override
	for _, text := range set {
		o, err := scenario.ParseOverride(text)
		if err != nil {
			t.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	var r strict.Reader
	in := planner.Load(&r, sampleDir(name), overrides)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	c, err := planner.NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// planned makes a plan with little effort.
func planned(t testing.TB, c *planner.Case) *planner.Plan {
	t.Helper()
	p, err := c.Plan(context.Background(), planner.Options{Effort: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// playOf lays a plan open.
func playOf(t testing.TB, c *planner.Case, p *planner.Plan) *planner.Play {
	t.Helper()
	play, violations := c.PlayPlan(p, Limit(c.In.Scenario))
	if len(violations) > 0 {
		t.Fatal(violations)
	}
	return play
}

func runsOf(t testing.TB, play *planner.Play, o Options) *Result {
	t.Helper()
	r, err := Run(context.Background(), play, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
