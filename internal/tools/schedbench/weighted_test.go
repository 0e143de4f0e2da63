package main

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/schedule"
)

func TestWeightedHasSchedules(t *testing.T) {
	for _, size := range [][3]int{{1, 20, 1}, {7, 40, 1}, {60, 60, 2}, {500, 100, 4}, {1000, 150, 4}} {
		for seed := range uint64(5) {
			p := weighted(size[0], size[1], size[2], seed)
			if len(p.Activities) != size[0] || p.Horizon != size[1] || len(p.Resources) != size[2] {
				t.Errorf("%v: %d activities, %d periods, %d resources", size, len(p.Activities), p.Horizon, len(p.Resources))
			}
			s, err := schedule.Solve(context.Background(), p, schedule.Options{First: true})
			if err != nil {
				t.Fatalf("%v, seed %d: %v", size, seed, err)
			}
			if s.Values == nil {
				t.Fatalf("%v, seed %d: no schedule: %v", size, seed, s.Reason)
			}
			if broken := schedule.Check(p, s); len(broken) > 0 {
				t.Errorf("%v, seed %d: %v", size, seed, broken[0])
			}
		}
	}
}

func TestWeightedIsDeterministic(t *testing.T) {
	if !reflect.DeepEqual(weighted(300, 80, 3, 5), weighted(300, 80, 3, 5)) {
		t.Error("the same arguments gave two problems")
	}
	if reflect.DeepEqual(weighted(300, 80, 3, 5), weighted(300, 80, 3, 6)) {
		t.Error("two seeds gave the same problem")
	}
}

// lossByWalking counts who is cut off by walking from every node to its head.
func lossByWalking(nodes []node, off map[int]bool) int {
	lost := 0
	for i := range nodes {
		if cutOff(nodes, off, i) {
			lost += nodes[i].customers
		}
	}
	return lost
}

func cutOff(nodes []node, off map[int]bool, i int) bool {
	nd := nodes[i]
	switch {
	case off[i]:
		return true
	case nd.head:
		return false
	case nd.ring < 0:
		return cutOff(nodes, off, nd.parent)
	case off[nd.parent]:
		return true
	}
	before, behind := false, false
	for j := range off {
		if o := nodes[j]; o.ring == nd.ring && !o.head {
			before = before || o.place < nd.place
			behind = behind || o.place > nd.place
		}
	}
	return before && behind
}

// TestOutageEqualsWalking draws sets of nodes; the loss by intervals equals the one by walking, and is sometimes less and
// sometimes more than the sum of the single ones.
func TestOutageEqualsWalking(t *testing.T) {
	w := &weightedMaker{rng: newRand(3), h: 50}
	w.makeNodes(60)
	nodeOf := make([]int, len(w.nodes))
	for i := range nodeOf {
		nodeOf[i] = i
	}
	o := newOutage(w.nodes, nodeOf, w.h)
	less, more := 0, 0
	for range 3000 {
		off := map[int]bool{}
		var set []schedule.Running
		sum := 0
		for range 1 + w.rng.IntN(6) {
			if i := w.rng.IntN(len(w.nodes)); !off[i] {
				off[i] = true
				set = append(set, schedule.Running{Activity: i})
				sum += lossByWalking(w.nodes, map[int]bool{i: true})
			}
		}
		want := lossByWalking(w.nodes, off)
		for _, d := range []int{-1, 0, 1} {
			o.cap = want + d
			if got := o.Allowed(0, set); got != (d >= 0) {
				t.Fatalf("nodes %v: %d cut off, cap %d: allowed %v", set, want, o.cap, got)
			}
		}
		slices.Reverse(set)
		if o.cap = want; !o.Allowed(0, set) {
			t.Fatalf("nodes %v: the order matters", set)
		}
		if want < sum {
			less++
		}
		if want > sum {
			more++
		}
	}
	if less < 50 || more < 50 {
		t.Errorf("less than the sum %d times, more %d times", less, more)
	}
}
