package planner

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/policy"
)

// A path is clean where it crosses no covered gear. The traffic of a site is looked at on its working path, with the
// parts and the needed gear, and on every path that its service may come by; [network.Network.Crossed] and
// [network.Network.EveryPath] say what is on them. Covered gear counts until its package has moved: in the periods before
// the completion of the cutover, the same ones in which it counts as exposure. So with
//
//	from(s) = max completion(package of e) over the covered elements e that the traffic of s crosses
//
// the site is clean in the periods t ≥ from(s), the share of subscribers on clean paths never falls, and a site whose
// traffic crosses a package that stays is never clean.

// traffic is what the traffic of one site crosses, by package; -1 stands for covered gear that is in none, because nothing is planned
// for it. It is empty for a site without subscribers.
type traffic struct {
	working []int      // packages with covered gear on the working path, ascending
	any     packageSet // packages with covered gear on any path
	stays   bool       // covered gear that is in no package is on some path
	unknown []int      // packages of the gear on the working path whose verdict is unknown, ascending; -1 for gear that is in none
}

// packageSet has a bit for each package: any path of a site may cross most of them, and there are many sites. It is nil
// where it is empty.
type packageSet []uint64

// list names the packages of the set, ascending.
func (set packageSet) list() []int {
	var out []int
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			out = append(out, 64*i+bits.TrailingZeros64(word))
		}
	}
	return out
}

// trafficOf sums up elements by package. working and every are what the traffic of a site crosses.
func (c *Case) trafficOf(working, every []int) traffic {
	var out traffic
	for _, e := range working {
		switch c.Findings[e].Verdict {
		case policy.Covered:
			out.working = append(out.working, c.packageOf[e])
		case policy.Unknown:
			out.unknown = append(out.unknown, c.packageOf[e])
		}
	}
	for _, e := range every {
		if c.Findings[e].Verdict != policy.Covered {
			continue
		}
		if c.packageOf[e] < 0 {
			out.stays = true
			continue
		}
		if out.any == nil {
			out.any = make(packageSet, (len(c.Packages)+63)/64)
		}
		out.any[c.packageOf[e]/64] |= 1 << (c.packageOf[e] % 64)
	}
	for _, list := range []*[]int{&out.working, &out.unknown} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return out
}

// traffic is the traffic of every site as the network room has it: what a plan is made with. It is not changed by anybody.
func (c *Case) traffic() []traffic {
	c.trafficOnce.Do(func() {
		c.crossed = make([]traffic, len(c.In.Inventory.Sites))
		for s := range c.crossed {
			if c.In.Inventory.Sites[s].Subscribers == 0 {
				continue
			}
			c.crossed[s] = c.trafficOf(c.crosses(s, "working"), c.crosses(s, "every"))
		}
	})
	return c.crossed
}

// cleaning says from which period on each package is clean; for one whose hardware stays that is past the end.
type cleaning struct {
	moved []int
	never int
}

func (r *replay) cleaning() cleaning {
	k := cleaning{make([]int, len(r.c.Packages)), r.s.Horizon + 1}
	for i := range r.played {
		pl := &r.played[i]
		k.moved[pl.index] = k.never
		if pl.goes() {
			k.moved[pl.index] = pl.completion(r.s.Horizon)
		}
	}
	return k
}

// goes reports whether the hardware of the package goes at all.
func (pl *played) goes() bool { return pl.option != nil && pl.option.Kind != "function" }

// of is the first period in which a package is clean; -1 is gear that is in none.
func (k cleaning) of(p int) int {
	if p < 0 {
		return k.never
	}
	return k.moved[p]
}

// from is the first period in which a path across some packages is clean.
func (k cleaning) from(packages []int) int {
	from := 0
	for _, p := range packages {
		from = max(from, k.of(p))
	}
	return from
}

// sitesTraffic is the traffic that the replay counts with: for a plan that is made the network's, for one that is verified
// what was walked from the inventory's text.
func (r *replay) sitesTraffic() []traffic {
	if r.verifying {
		return r.c.walkTraffic()
	}
	return r.c.traffic()
}

// cleanRows counts in each period the subscribers whose traffic crosses no covered gear.
func (r *replay) cleanRows(rows []PeriodRow) {
	moved := r.cleaning()
	for s, tr := range r.sitesTraffic() {
		n := r.c.In.Inventory.Sites[s].Subscribers
		for t := moved.from(tr.working); t < len(rows); t++ {
			rows[t].CleanSubscribers += n
		}
		for t := moved.from(tr.of("every")); t < len(rows); t++ {
			rows[t].CleanEverySubscribers += n
		}
	}
}

// cleanTotals counts them before the first and after the last period.
func (r *replay) cleanTotals(tot *Totals) {
	moved, end := r.cleaning(), r.s.Horizon
	stays := func(p int) bool { return moved.of(p) > end }
	for s, tr := range r.sitesTraffic() {
		n := r.c.In.Inventory.Sites[s].Subscribers
		tot.Subscribers += n
		if len(tr.working) == 0 {
			tot.CleanAtStart += n
		}
		if len(tr.of("every")) == 0 {
			tot.CleanEveryAtStart += n
		}
		if moved.from(tr.of("every")) <= end {
			tot.CleanEveryAtEnd += n
		}
		if moved.from(tr.working) <= end {
			tot.CleanAtEnd += n
			if slices.ContainsFunc(tr.unknown, stays) {
				tot.CleanUnknown += n
			}
		}
	}
}

// cleanAssumptions say what the share of clean paths rests on, and what keeps it below all.
func (r *replay) cleanAssumptions(tot *Totals) []Assumption {
	var out []Assumption
	if len(r.c.Packages) > 0 && tot.Subscribers > 0 {
		out = append(out, Assumption{"clean paths", "traffic takes the path of fewest elements to a gateway", "how it is routed is not in the inventory; every possible path is counted beside it"})
	}
	if tot.CleanUnknown > 0 {
		out = append(out, Assumption{"clean paths", "gear of unknown verdict is not counted as covered",
			fmt.Sprintf("the clean paths of %d subscribers cross such gear at the end", tot.CleanUnknown)})
	}
	if held := tot.Subscribers - tot.CleanAtEnd; held > 0 {
		out = append(out, Assumption{"clean paths", fmt.Sprintf("%d of %d subscribers have none at the end", held, tot.Subscribers), r.heldBy("working")})
	}
	if other := tot.CleanAtEnd - tot.CleanEveryAtEnd; other > 0 {
		out = append(out, Assumption{"clean paths", fmt.Sprintf("the clean paths of %d subscribers are not the only possible ones at the end", other), r.heldBy("every")})
	}
	for _, d := range r.s.CleanPaths {
		for _, id := range d.Sites {
			if s, ok := r.c.sites[id]; ok && r.c.In.Inventory.Sites[s].Subscribers == 0 {
				out = append(out, Assumption{"clean_path", fmt.Sprintf("nothing is demanded for site %q", id), "it has no subscribers, so no traffic of its own"})
			}
		}
	}
	return out
}

// mostHolders is how many packages are named that keep paths from being clean; the others are counted.
const mostHolders = 5

// heldBy names the packages that stay on working paths, or on any path, those of most subscribers first.
func (r *replay) heldBy(paths string) string {
	moved := r.cleaning()
	holds := map[int]int{}
	for s, tr := range r.sitesTraffic() {
		for _, p := range tr.of(paths) {
			if moved.of(p) > r.s.Horizon {
				holds[p] += r.c.In.Inventory.Sites[s].Subscribers
			}
		}
	}
	packages := sortedKeys(holds)
	slices.SortStableFunc(packages, func(a, b int) int { return cmp.Compare(holds[b], holds[a]) })
	parts := make([]string, 0, mostHolders)
	what := "deferred packages hold them"
	for _, p := range packages[:min(len(packages), mostHolders)] {
		if p < 0 {
			what = "gear that stays holds them"
			parts = append(parts, fmt.Sprintf("covered gear for which nothing is planned (%d)", holds[p]))
			continue
		}
		if r.c.Packages[p].Function {
			what = "gear that stays holds them"
		}
		parts = append(parts, fmt.Sprintf("%s (%d)", r.c.Packages[p].ID, holds[p]))
	}
	text := what + ", each with the subscribers whose paths it is on: " + strings.Join(parts, ", ")
	if more := len(packages) - len(parts); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
