package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
)

func union(a, b []int) []int {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Where nobody else's service or need can come by, losses join as sets, of sites and of items, whatever the other set is.
func TestSitesThroughSeparatesWithNeeds(t *testing.T) {
	checked, losing := 0, 0
	networks := trials.Of(t, 3000)
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 24))
		inv := needyInventory(r)
		n := New(inv)
		for range 8 {
			x, y := anySet(r, inv), anySet(r, inv)
			if r.IntN(2) == 0 && len(x) > 2 {
				x = x[:1+r.IntN(2)]
			}
			lost, through := n.LostSites(x), n.SitesThrough(x)
			for _, s := range append(n.DegradedSites(x), lost...) {
				if !slices.Contains(through, s) {
					t.Fatalf("seed %d: site %d is harmed by %v and does not come by it\n%s", seed, s, x, describe(inv))
				}
			}
			both := append(slices.Clone(x), y...)
			for _, s := range union(n.LostSites(both), n.DegradedSites(both)) {
				if !slices.Contains(through, s) && slices.Contains(n.LostSites(both), s) != slices.Contains(n.LostSites(y), s) {
					t.Fatalf("seed %d: %v matters to site %d with %v off, which does not come by it\n%s", seed, x, s, y, describe(inv))
				}
			}
			if len(through) != len(lost) {
				continue
			}
			checked++
			if len(lost) > 0 {
				losing++
			}
			if diff := cmp.Diff(union(lost, n.LostSites(y)), n.LostSites(both), equateEmpty); diff != "" {
				t.Fatalf("seed %d: lost(%v ∪ %v), the union first:\n%s\n%s", seed, x, y, diff, describe(inv))
			}
			if diff := cmp.Diff(union(n.LostItems(x), n.LostItems(y)), n.LostItems(both), equateEmpty); diff != "" {
				t.Fatalf("seed %d: items of %v ∪ %v, the union first:\n%s\n%s", seed, x, y, diff, describe(inv))
			}
		}
	}
	if checked < networks/2 || losing < networks/20 {
		t.Errorf("only %d sets separate, %d of them with a loss: the test is too easy", checked, losing)
	}
}

// An item that no element of a set takes alone is kept while one of its two paths is whole, needs and all.
func TestItemPathsHold(t *testing.T) {
	working, saved := 0, 0
	networks := trials.Of(t, 2000)
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 25))
		inv := needyInventory(r)
		n := New(inv)
		ev := n.NewEvaluator()
		for i := range n.Items() {
			paths := [][]int{n.ItemPath(i), n.ItemBackup(i)}
			if i < len(inv.Sites) && (!slices.Equal(paths[0], n.WorkingPath(i)) || !slices.Equal(paths[1], n.BackupPath(i))) {
				t.Fatalf("seed %d: the paths of item %d are not those of its site", seed, i)
			}
			for which, path := range paths {
				if path == nil {
					continue
				}
				for range 3 {
					var x []int
					for range 1 + r.IntN(len(inv.Elements)) {
						e := r.IntN(len(inv.Elements))
						if !slices.ContainsFunc(append(n.PartOf(e), e), func(h int) bool { return slices.Contains(path, h) }) &&
							!slices.Contains(n.LostItems([]int{e}), i) {
							x = append(x, e)
						}
					}
					if slices.Contains(ev.AppendLostItems(nil, x), i) {
						t.Fatalf("seed %d: item %d %v is lost with %v off, its path %v (%d) is whole\n%s",
							seed, i, n.Items()[i], x, path, which, describe(inv))
					}
					if which == 0 {
						working++
					} else if slices.ContainsFunc(x, func(e int) bool { return slices.Contains(paths[0], e) }) {
						saved++
					}
				}
			}
		}
	}
	if working < networks*5 || saved < networks {
		t.Errorf("%d paths, %d times the second was needed: the test is too easy", working, saved)
	}
}

func TestLostIsMonotoneAndBoundedWithNeeds(t *testing.T) {
	exceeded := 0
	networks := trials.Of(t, 2000)
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 26))
		inv := needyInventory(r)
		n := New(inv)
		ev := n.NewEvaluator()
		x := r.Perm(n.Things())
		before, items, crossing := Loss{}, []int(nil), 0
		for i := range x {
			crossing += n.Crossing(x[i])
			after, now := ev.Lost(x[:i+1]), ev.AppendLostItems(nil, x[:i+1])
			if after.Subscribers < before.Subscribers || after.Sites < before.Sites || after.EmergencyOnly < before.EmergencyOnly ||
				after.NoEmergency < before.NoEmergency || after.Sites+after.Degraded < before.Sites+before.Degraded {
				t.Fatalf("seed %d: %v off loses %v, and with one more %v\n%s", seed, x[:i], before, after, describe(inv))
			}
			if len(union(items, now)) != len(now) {
				t.Fatalf("seed %d: %v off loses items %v, and with one more %v", seed, x[:i], items, now)
			}
			if after.Subscribers > crossing {
				t.Fatalf("seed %d: %v off loses %v, more than the %d that come by\n%s", seed, x[:i+1], after, crossing, describe(inv))
			}
			for _, limit := range []Loss{{Subscribers: r.IntN(60), Sites: r.IntN(4)}, {Subscribers: after.Subscribers, Sites: after.Sites}} {
				want := after.Subscribers > limit.Subscribers || after.Sites > limit.Sites
				if got := ev.Exceeds(x[:i+1], limit); got != want {
					t.Fatalf("seed %d: exceeds %v is %v at a loss of %v", seed, limit, got, after)
				}
				if want {
					exceeded++
				}
			}
			before, items = after, now
		}
	}
	if exceeded < networks*5 {
		t.Errorf("%d limits exceeded: the test is too easy", exceeded)
	}
}

// What hangs on one thing alone, asked of the definition.
func TestSinglePointsWithNeedsEqualBruteForce(t *testing.T) {
	points, links, dependents := 0, 0, 0
	networks := trials.Of(t, 1000)
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 27))
		inv := randomInventory(r)
		if seed%3 > 0 {
			inv = needyInventory(r)
		}
		n, b := New(inv), newBrute(inv)
		alone := n.hangs().alone
		found := map[int]Loss{}
		for _, p := range append(n.SinglePoints(), n.SingleLinks()...) {
			found[p.Element] = p.Loss
		}
		for thing := range n.Things() {
			answer := b.lostAll([]int{thing})
			loss, sites := answer.loss, append(answer.sites, answer.degraded...)
			if alone[thing] != loss {
				t.Fatalf("seed %d: %d alone loses %v, by brute force %v\n%s", seed, thing, alone[thing], loss, describe(inv))
			}
			home := ""
			if l := n.LinkOf(thing); l < 0 {
				home = inv.Elements[thing].Site
			} else if p, q := b.element[inv.Links[l].A], b.element[inv.Links[l].B]; p != nil && q != nil && p.Site == q.Site {
				home = p.Site
			}
			others := slices.ContainsFunc(sites, func(s int) bool { return inv.Sites[s].ID != home })
			if got, is := found[thing]; is != others || is && got != loss {
				t.Fatalf("seed %d: %d is single point %v with %v, by brute force %v with %v", seed, thing, is, got, others, loss)
			}
			if others {
				points++
				if n.LinkOf(thing) >= 0 {
					links++
				}
			}
			if n.LinkOf(thing) >= 0 || len(b.allHosts()[inv.Elements[thing].ID]) > 0 {
				continue
			}
			all, without := b.baseline().delivers, b.state([]int{thing}).delivers
			var want []int
			for e := range inv.Elements {
				id := inv.Elements[e].ID
				of := append([]string{id}, b.allHosts()[id]...)
				was := slices.ContainsFunc(of, func(h string) bool { return all[h] })
				is := slices.ContainsFunc(of, func(h string) bool { return without[h] })
				if e != thing && was && !is {
					want = append(want, e)
				}
			}
			if diff := cmp.Diff(want, n.Dependents(thing), equateEmpty); diff != "" {
				t.Fatalf("seed %d: dependents of %d, brute force first:\n%s\n%s", seed, thing, diff, describe(inv))
			}
			dependents += len(want)
		}
	}
	if points < networks || links < networks/4 || dependents < networks*8 {
		t.Errorf("the random networks became too easy: %d single points, %d of them links, %d dependents", points, links, dependents)
	}
}
