package main

import (
	"math/rand/v2"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// weighted generates an instance that minimises weighted completion: n activities of one period each, every one on one of
// the resources, with room for all within the periods.
func weighted(n, periods, resources int, seed uint64) schedule.Problem {
	random := rand.New(rand.NewPCG(seed, 0))
	p := schedule.Problem{Horizon: periods, Objectives: []schedule.Objective{{Name: "weighted", Kind: schedule.Sum}}}
	room := int64((n-1)/periods + 1)
	for r := range resources {
		p.Resources = append(p.Resources, schedule.Resource{Name: numbered("R", r), Capacity: slices.Repeat([]int64{room}, periods)})
	}
	for a := range n {
		name := numbered("activity", a)
		m := schedule.Mode{
			Duration: 1,
			Demands:  []schedule.Demand{{Resource: random.IntN(resources), Amount: 1}},
			Costs:    []schedule.Cost{{Rate: 1 + random.Int64N(100)}},
		}
		p.Groups = append(p.Groups, schedule.Group{Name: name, Modes: 1})
		p.Activities = append(p.Activities, schedule.Activity{Name: name, Group: a, Modes: []schedule.Mode{m}})
	}
	return p
}
