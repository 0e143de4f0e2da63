package planner

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/scenario"
)

// testEffort keeps a search short; what it finds is as deterministic as with more.
const testEffort = 200_000

func firstLook() string { return filepath.Join("..", "..", "testdata", "first-look") }

// loadCase reads an operator with overrides such as "crews.tower=1".
func loadCase(t *testing.T, dir string, set ...string) *Case {
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
	in := Load(&r, dir, overrides)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	c, err := NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func planOf(t *testing.T, c *Case) *Plan {
	t.Helper()
	p, err := c.Plan(context.Background(), Options{Effort: testEffort})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
