package schedule

import (
	"slices"
	"testing"
)

// TestInOrder places by hand: two groups that share a crew, in both orders.
func TestInOrder(t *testing.T) {
	p := Problem{
		Horizon: 10,
		Groups:  []Group{{"a", 1}, {"b", 2}},
		Activities: []Activity{
			{"a1", 0, []Mode{{Duration: 2, Demands: []Demand{{0, 1}}}}},
			{"a2", 0, []Mode{{Duration: 1, Costs: []Cost{{0, 1}, {}}}}},
			{"b1", 1, []Mode{{Duration: 3, Demands: []Demand{{0, 1}}, Costs: []Cost{{0, 1}, {1, 0}}}, {Duration: 3, Demands: []Demand{{0, 1}}, Costs: []Cost{{0, 1}, {0, 0}}}}},
		},
		Lags:       []Lag{{0, 1, 1}},
		Resources:  []Resource{{"crew", []int64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}},
		Objectives: []Objective{{Name: "first", Kind: Sum}, {Name: "second", Kind: Sum}},
	}
	free := []int{-1, -1}
	for _, tt := range []struct {
		order, modes, starts, chosen []int
	}{
		{[]int{0, 1}, free, []int{0, 3, 2}, []int{0, 1}}, // the tie between b's modes goes to the cheaper one
		{[]int{1, 0}, free, []int{3, 6, 0}, []int{0, 1}},
		{[]int{1}, []int{-1, 0}, []int{3, 6, 0}, []int{0, 0}},
	} {
		s, ok := InOrder(p, tt.order, tt.modes)
		if !ok || !slices.Equal(s.Starts, tt.starts) || !slices.Equal(s.Modes, tt.chosen) {
			t.Errorf("order %v: %v, modes %v, ok %v; want %v, modes %v", tt.order, s.Starts, s.Modes, ok, tt.starts, tt.chosen)
		}
		if c := Check(p, s); len(c) > 0 {
			t.Errorf("order %v: %v", tt.order, c)
		}
	}
	p.Lags = append(p.Lags, Lag{2, 0, 0}) // now a waits for b whatever the order says
	if s, ok := InOrder(p, []int{0, 1}, free); !ok || !slices.Equal(s.Starts, []int{3, 6, 0}) {
		t.Errorf("with a lag: %v %v", s.Starts, ok)
	}
	p.Activities[1].Modes[0].Due = 6
	if _, ok := InOrder(p, []int{0, 1}, free); ok {
		t.Error("a schedule past its due date")
	}
	for _, bad := range [][2][]int{{{5}, free}, {{0}, {-1}}, {{0}, {-1, 2}}, {{-1}, free}} {
		if _, ok := InOrder(p, bad[0], bad[1]); ok {
			t.Errorf("accepted order %v, modes %v", bad[0], bad[1])
		}
	}
}

// TestInOrderIsValid runs the list on random problems: what it gives passes Check and is never better than the optimum.
func TestInOrderIsValid(t *testing.T) {
	t.Parallel()
	placed := 0
	for seed := range uint64(400) {
		p := small(seed)
		order, modes := []int{}, []int{}
		for g := range p.Groups {
			order = append([]int{g}, order...)
			modes = append(modes, -1)
		}
		s, ok := InOrder(p, order, modes)
		if !ok {
			continue
		}
		placed++
		if c := Check(p, s); len(c) > 0 {
			t.Errorf("seed %d: %v", seed, c)
		}
		want, _, _, found := enumerate(p)
		if !found || slices.Compare(s.Values, want) < 0 {
			t.Errorf("seed %d: %v, optimum %v (%v)", seed, s.Values, want, found)
		}
	}
	if placed < 50 {
		t.Errorf("only %d of 400 placed", placed)
	}
}
