package inventory

import "github.com/riprep/riprep/internal/strict"

// check looks at what no single site, element or link shows. top is where the file begins.
func (l *loader) check(top strict.Pos) {
	if l.operator.Line == 0 {
		l.r.Fault(top, "add the line: operator: {id: …, name: …}", "no operator")
	}
	if len(l.inv.Sites) == 0 && !l.broken {
		l.r.Fault(top, "list the places with gear under the key sites", "no sites")
	}
	l.resolve()
	l.linksOnce()
	l.subscribersStated()
	l.onlyServed()
}

// linksOnce reports links that are listed twice, in either direction. Two links of different kinds between the same
// elements are fine: a microwave hop beside a fibre is a way to have redundancy.
func (l *loader) linksOnce() {
	type pair struct{ a, b, kind string }
	first := make(map[pair]int32, len(l.inv.Links))
	for i := range l.inv.Links {
		k := &l.inv.Links[i]
		p := pair{min(k.A, k.B), max(k.A, k.B), k.Kind}
		if j, twice := first[p]; twice {
			l.r.Fault(k.Pos, "links of one kind between the same two elements count once; leave one out",
				"link %q to %q: stands twice (first at line %d)", k.A, k.B, l.inv.Links[j].Pos.Line)
			continue
		}
		first[p] = int32(i)
	}
}

// subscribersStated reports sites that serve somebody without saying how many. An unknown number must be written down as
// a guess or as 0: a silent zero would let the plan switch the site off for nothing.
func (l *loader) subscribersStated() {
	linked := make(map[string]bool, 2*len(l.inv.Links))
	for i := range l.inv.Links {
		linked[l.inv.Links[i].A], linked[l.inv.Links[i].B] = true, true
	}
	for i := range l.inv.Elements {
		e := &l.inv.Elements[i]
		if e.Domain != "" && e.Domain != "ran" && e.Domain != "access" || e.Role == "controller" {
			continue
		}
		s, ok := l.siteAt[e.Site]
		if !ok || !l.unstated[s] || len(e.Uplinks) == 0 && !linked[e.ID] {
			continue
		}
		l.unstated[s] = false // one fault per site
		l.r.Fault(l.inv.Sites[s].Pos, "say how many are served here, 0 where nobody is",
			"site %q: no key \"subscribers\", but element %q serves from here (line %d)", e.Site, e.ID, e.Pos.Line)
	}
}

// onlyServed reports subscribers whose devices know a generation that no gear at their site has: they would be taken for
// subscribers like others, and never be out of service alone.
func (l *loader) onlyServed() {
	type layer struct{ site, generation string }
	there := map[layer]bool{}
	for i := range l.inv.Elements {
		e := &l.inv.Elements[i]
		if e.Domain != "" && e.Domain != "ran" && e.Domain != "access" || e.Role == "controller" {
			continue
		}
		for _, g := range e.Generations {
			there[layer{e.Site, g}] = true
		}
	}
	for i := range l.inv.Sites {
		s := &l.inv.Sites[i]
		for _, only := range s.Only {
			if only.Subscribers > 0 && !there[layer{s.ID, only.Generation}] && !l.broken {
				l.r.Fault(s.Pos, "give the radio or access gear there its generations, or take the number out",
					"site %q: only: devices of %s, and no gear there has that generation", s.ID, only.Generation)
			}
		}
	}
}
