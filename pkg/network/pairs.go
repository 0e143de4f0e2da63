package network

import (
	"cmp"
	"slices"
)

// PairOptions says which things [Network.CutPairs] pairs. The zero value pairs all and returns all.
type PairOptions struct {
	Elements, Links bool                 // which things; both where neither is set
	Kinds           []string             // of links; all where none is named
	Among           func(thing int) bool // a further choice, nil for none
	Most            int                  // pairs to return, the worst first; all where it is not above zero
}

// CutPair is two things that cut off together what neither cuts off alone. A is before B.
type CutPair struct {
	A, B  int
	Loss  Loss // of both off together
	Extra Loss // of the sites that are out with both off and with neither alone
}

// CutPairs returns the pairs of things such that some site is out of service with both off and with neither alone, by
// extra subscribers, then extra sites, descending, then by index; and how many there are in all.
//
// Not all pairs are tried. If a site is out with {a, b} and with neither alone, one of them, say a, is in the way that its
// service comes by (walker.go), because a way that is whole keeps its site in service. With a off the site has another way,
// and b is in that. So for each a it is enough to try what is in the new ways of the sites that came by it.
func (n *Network) CutPairs(o PairOptions) (pairs []CutPair, total int) {
	p := newPairing(n, o)
	for a := range int32(n.Things()) {
		if p.chosen[a] {
			p.tryWith(a)
		}
	}
	p.keep(true)
	return p.found, p.total
}

type pairing struct {
	n      *Network
	most   int
	chosen []bool // thing
	t      *Tracker
	w      *walker

	crossed    []int32 // site → the last first thing (plus one) that its way crosses
	tried      []int32 // thing → the last first thing (plus one) that it was a candidate for
	candidates []int32

	found []CutPair
	total int
}

func newPairing(n *Network, o PairOptions) *pairing {
	p := &pairing{
		n: n, most: o.Most,
		chosen:  make([]bool, n.Things()),
		t:       n.NewTracker(),
		crossed: make([]int32, len(n.inv.Sites)),
		tried:   make([]int32, n.Things()),
	}
	p.w = newWalker(p.t)
	for t := range p.chosen {
		p.chosen[t] = o.chooses(n, t)
	}
	return p
}

func (o *PairOptions) chooses(n *Network, thing int) bool {
	l := n.LinkOf(thing)
	if o.Elements != o.Links && (l >= 0) != o.Links {
		return false
	}
	if l >= 0 && len(o.Kinds) > 0 && !slices.Contains(o.Kinds, n.inv.Links[l].Kind) {
		return false
	}
	return o.Among == nil || o.Among(thing)
}

// tryWith finds the pairs of a thing with what is in the other ways of the sites whose way it crosses.
func (p *pairing) tryWith(a int32) {
	sites := p.n.ways().sites.row(a)
	if len(sites) == 0 {
		return
	}
	p.t.Off(int(a))
	p.candidates = p.candidates[:0]
	for _, s := range sites {
		p.crossed[s] = a + 1
		p.w.start()
		if !p.w.site(s) {
			continue
		}
		p.w.each(func(b int32) {
			if p.chosen[b] && p.tried[b] != a+1 && !p.n.losesAlone(b, s) {
				p.tried[b] = a + 1
				p.candidates = append(p.candidates, b)
			}
		})
	}
	for _, b := range p.candidates {
		p.t.Off(int(b))
		p.judge(a, b)
		p.t.On(int(b))
	}
	p.t.On(int(a))
}

// judge takes a pair down if it cuts off more than each alone. A pair that is found from both sides counts from the lower.
func (p *pairing) judge(a, b int32) {
	pair := CutPair{A: int(min(a, b)), B: int(max(a, b)), Loss: p.t.Loss()}
	byFirst, bySecond := false, false
	for _, s := range p.t.wentOut {
		if p.n.losesAlone(b, s) {
			continue
		}
		pair.Extra.addSite(&p.n.inv.Sites[s], 1)
		byFirst = byFirst || p.crossed[s] == a+1
		bySecond = bySecond || p.n.ways().sites.at(b, s) >= 0
	}
	if a < b && byFirst || a > b && pair.Extra.Sites > 0 && !bySecond {
		p.found = append(p.found, pair)
		p.total++
		p.keep(false)
	}
}

// keep sorts the pairs and leaves as many as were asked for: now and then, and in the end.
func (p *pairing) keep(end bool) {
	if !end && (p.most <= 0 || len(p.found) < 2*p.most+1000) {
		return
	}
	slices.SortFunc(p.found, func(x, y CutPair) int {
		return cmp.Or(
			cmp.Compare(y.Extra.Subscribers, x.Extra.Subscribers),
			cmp.Compare(y.Extra.Sites, x.Extra.Sites),
			cmp.Compare(x.A, y.A),
			cmp.Compare(x.B, y.B),
		)
	})
	if p.most > 0 && len(p.found) > p.most {
		p.found = p.found[:p.most]
	}
}
