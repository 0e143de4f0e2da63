package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
)

// everyPath follows all paths one by one, from each serving element and from all that could be needed on them.
func (b *brute) everyPath(s int, past bool) map[string]bool {
	found, started := map[string]bool{}, map[string]bool{}
	var begin func(id string)
	needed := func(id string, generations bool) {
		for _, need := range b.allNeeds(id) {
			whole := len(need.Generations) == 0
			if whole == generations || !whole && (!slices.ContainsFunc(need.Generations, func(g string) bool { return slices.Contains(b.element[id].Generations, g) })) {
				continue
			}
			for _, on := range need.On {
				if b.element[on] != nil && !(whole && b.leadsBack(on, id)) {
					begin(on)
				}
			}
		}
	}
	begin = func(id string) {
		if started[id] {
			return
		}
		started[id] = true
		var path []string
		fresh := map[string]bool{}
		var walk func(id string)
		walk = func(id string) {
			path = append(path, id)
			if b.element[id].IsGateway() {
				for _, on := range path {
					fresh[on] = true
				}
			}
			if past || !b.element[id].IsGateway() {
				for next := range b.handsTo[id] {
					if !slices.Contains(path, next) {
						walk(next)
					}
				}
			}
			path = path[:len(path)-1]
		}
		walk(id)
		for on := range fresh {
			found[on] = true
			for part, of := range b.allHosts() {
				if slices.Contains(of, on) {
					found[part] = true
				}
			}
			needed(on, false)
		}
	}
	for _, id := range b.allServing()[s] {
		begin(id)
		if found[id] {
			needed(id, true)
		}
	}
	return found
}

// oneWay reports whether some element hands on in one direction only and has another way, or is a gateway, which is an end of
// its own: where paths may be counted that lead over nothing.
func (b *brute) oneWay() bool {
	for id, to := range b.handsTo {
		for next := range to {
			if !b.handsTo[next][id] && (len(to) > 1 || b.element[id].IsGateway()) {
				return true
			}
		}
	}
	return false
}

func TestEveryPathEqualsFollowingEach(t *testing.T) {
	networks := trials.Of(t, 1200)
	exact, total, more := 0, 0, 0
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 29))
		inv := randomInventory(r)
		if seed%3 > 0 {
			inv = needyInventory(r)
		}
		if seed%2 == 0 { // links for all uplinks but those of serving elements: everything is exact
			for i := range inv.Elements {
				e := &inv.Elements[i]
				if len(e.Uplinks) > 1 || e.Domain != "ran" {
					for _, u := range e.Uplinks {
						inv.Links = append(inv.Links, inventory.Link{A: e.ID, B: u, Kind: "fiber"})
					}
					e.Uplinks = nil
				}
			}
		}
		n, b := New(inv), newBrute(inv)
		precise := !b.oneWay()
		for s := range inv.Sites {
			found := b.everyPath(s, n.blocks().past)
			var want []int
			for e := range inv.Elements {
				if found[inv.Elements[e].ID] {
					want = append(want, e)
				}
			}
			got := n.EveryPath(s)
			if len(union(got, want)) != len(got) {
				t.Fatalf("seed %d: every path of site %d over %v, one by one over %v\n%s", seed, s, got, want, describe(inv))
			}
			if precise {
				exact++
				if diff := cmp.Diff(want, got, equateEmpty); diff != "" {
					t.Fatalf("seed %d: every path of site %d, one by one first:\n%s\n%s", seed, s, diff, describe(inv))
				}
			}
			total += len(want)
			more += len(got) - len(want)
			for _, h := range n.Crossed(s) {
				if !slices.Contains(got, h.Element) {
					t.Fatalf("seed %d: site %d crosses %v, which is on no path\n%s", seed, s, h, describe(inv))
				}
			}
		}
	}
	if exact < networks/2 || total < networks*5 || more > total/20 {
		t.Errorf("%d sites compared exactly, %d elements on paths, %d counted in that are on none", exact, total, more)
	}
}

func TestCleanSitesAgainstThePaths(t *testing.T) {
	var kinds [4]int
	networks := trials.Of(t, 1500)
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 30))
		inv := randomInventory(r)
		if seed%3 > 0 {
			inv = needyInventory(r)
		}
		n := New(inv)
		odds := 1 + r.IntN(20)
		var off []int
		for e := range inv.Elements {
			if r.IntN(odds) == 0 {
				off = append(off, e)
			}
		}
		dirty := func(e int) bool { return slices.Contains(off, e) }
		lost, unserved := n.LostSites(off), n.Unserved()
		var want []SiteClean
		for s := range inv.Sites {
			if inv.Sites[s].Subscribers <= 0 || slices.Contains(unserved, s) {
				continue
			}
			c := SiteClean{
				Site:     s,
				Working:  !slices.ContainsFunc(n.Crossed(s), func(h Hop) bool { return dirty(h.Element) }),
				Possible: !slices.Contains(lost, s),
				Every:    !slices.ContainsFunc(n.EveryPath(s), dirty),
			}
			if c.Every && !c.Working || c.Working && !c.Possible {
				t.Fatalf("seed %d: site %d is %+v with %v dirty\n%s", seed, s, c, off, describe(inv))
			}
			for i, is := range []bool{c.Every, c.Working, c.Possible, !c.Possible} {
				if is {
					kinds[i]++
					break
				}
			}
			want = append(want, c)
		}
		if diff := cmp.Diff(want, n.CleanSites(dirty)); diff != "" {
			t.Fatalf("seed %d: with %v dirty, by the paths first:\n%s\n%s", seed, off, diff, describe(inv))
		}
	}
	for i, count := range kinds {
		if count < networks/30 {
			t.Errorf("%d sites of kind %d: the test is too easy", count, i)
		}
	}
}

// A tower whose baseband has a coupled radio and needs a controller in town: every element once, in order, and why.
func TestCrossedNamesEverythingOnce(t *testing.T) {
	inv := towers([2]string{"core", "a"}, [2]string{"a", "b"}, [2]string{"a", "c"})
	inv.Elements = append(inv.Elements, inventory.Element{ID: "bsc", Site: "c", Domain: "ran", Role: "controller", Uplinks: []string{"c"}})
	inv.Elements[5].Needs = []inventory.Need{{On: []string{"nowhere", "bsc", "core"}}, {On: []string{"core"}}}
	n := New(inv)
	want := []Hop{
		{5, "path"}, {6, "part"}, {7, "part"}, // the baseband of b, its radio and antenna
		{17, "need"}, {8, "need-path"}, // the controller, over the router of c
		{4, "path"}, {0, "path"}, {16, "path"},
	}
	if diff := cmp.Diff(want, n.Crossed(1)); diff != "" {
		t.Error(diff)
	}
	if got := n.WorkingPath(1); !slices.Equal(got, []int{5, 4, 0, 16, 17, 8}) {
		t.Errorf("working path %v", got)
	}
	if got := n.Crossing(17); got != 20 {
		t.Errorf("%d subscribers come by the controller", got)
	}
}

func BenchmarkCleanSites(b *testing.B) {
	for _, size := range benchNetworks() {
		n := New(size.inv())
		n.CleanSites(func(int) bool { return false }) // asks for the blocks, once
		for _, c := range []struct {
			name  string
			dirty func(e int) bool
		}{{"none", func(int) bool { return false }}, {"few", func(e int) bool { return e%400 == 7 }}} {
			b.Run(size.name+"/dirty="+c.name, func(b *testing.B) {
				for b.Loop() {
					n.CleanSites(c.dirty)
				}
			})
		}
	}
}
