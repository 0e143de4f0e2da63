package schedule

import "testing"

// TestChoices compares the modes that an evolver considers with all combinations that one budget bears: a mode stays
// exactly if it is in one of them.
func TestChoices(t *testing.T) {
	dropped := 0
	for seed := range uint64(200) {
		p := project(5, seed)
		p.Budgets[0].Capacity -= 3
		e := evolverFor(t, &p, seed)
		if e == nil {
			continue
		}
		useful := map[[2]int]bool{}
		pick := make([]int, e.nA)
		var try func(a int, left int64)
		try = func(a int, left int64) {
			if left < 0 {
				return
			}
			if a == e.nA {
				for b, mode := range pick {
					useful[[2]int{b, mode}] = true
				}
				return
			}
			for mode, md := range p.Activities[a].Modes {
				if pick[a] = mode; e.gm(int32(a), int32(mode)).dead {
					continue
				}
				if md.Absent {
					try(a+1, left)
				} else {
					try(a+1, left-md.Uses[0].Amount)
				}
			}
		}
		try(0, p.Budgets[0].Capacity)
		for a, modes := range e.choices {
			kept := map[int]bool{}
			for _, mode := range modes {
				kept[int(mode)] = true
			}
			for mode := range p.Activities[a].Modes {
				if kept[mode] != useful[[2]int{a, mode}] {
					t.Errorf("seed %d: activity %d, mode %d: kept %v, useful %v", seed, a, mode, kept[mode], useful[[2]int{a, mode}])
				}
				if !kept[mode] && !e.gm(int32(a), int32(mode)).dead {
					dropped++
				}
			}
		}
	}
	if dropped < 20 {
		t.Errorf("only %d modes dropped", dropped)
	}
}
