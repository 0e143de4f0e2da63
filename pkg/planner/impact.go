package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
)

// ImpactRow is who loses service while one package is off, alone.
type ImpactRow struct {
	Package, Site, SiteName, Domain string
	Elements                        int
	Subscribers                     int // out of service
	Sites                           int // out of service
	Crossing                        int // subscribers whose working path crosses it
	Sole                            bool
	HangsOn                         string // the element that all its paths go through next, "" where there is none
}

// ImpactRows lists the packages by what they cut off, largest first.
func (c *Case) ImpactRows() []ImpactRow {
	out := make([]ImpactRow, 0, len(c.Packages))
	for i := range c.Packages {
		p := &c.Packages[i]
		row := ImpactRow{
			Package: p.ID, Site: p.Site.ID, SiteName: p.Site.Name, Domain: p.Domain, Elements: len(p.Elements),
			Subscribers: p.Lost, Sites: len(p.LostSites), Crossing: p.Subscribers, Sole: p.Sole,
		}
		if up := c.Net.HangsOn(p.Elements[0]); up >= 0 {
			row.HangsOn = c.element(up).ID
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b ImpactRow) int {
		return cmp.Or(cmp.Compare(b.Subscribers, a.Subscribers), cmp.Compare(b.Crossing, a.Crossing))
	})
	return out
}

// JointLoss is who loses service while some elements and links are off together.
type JointLoss struct {
	network.Loss
	Elements, Links int      // that are off
	SitesOut        []string // ids
	Sole            bool     // one of these sites has the only 911 coverage
	Unstated        int      // subscribers of these sites of which it is not stated who else takes their 911 calls
}

// UnknownThing is the error for a name that is neither an element nor a link.
type UnknownThing struct {
	Name, Near string // Near is a name that looks alike, "" where none does
}

func (e *UnknownThing) Error() string {
	return fmt.Sprintf("element %q: not in the inventory", e.Name)
}

// ImpactOf is the joint loss of elements, by id, and links, by name: a--b is all links between two elements, whatever the
// order, and [Case.ThingName] is one of them. The error is an *UnknownThing.
func (c *Case) ImpactOf(names []string) (JointLoss, error) {
	var out JointLoss
	var off []int
	for _, name := range names {
		things, err := c.thingsNamed(name)
		if err != nil {
			return out, err
		}
		off = append(off, things...)
	}
	slices.Sort(off)
	off = slices.Compact(off)
	for _, t := range off {
		if t < len(c.In.Inventory.Elements) {
			out.Elements++
		} else {
			out.Links++
		}
	}
	loss, sites := c.Net.Impact(off)
	out.Loss = loss
	for _, s := range sites {
		site := &c.In.Inventory.Sites[s]
		out.SitesOut = append(out.SitesOut, site.ID)
		out.Sole = out.Sole || site.Emergency == "sole"
		if site.Emergency == "" {
			out.Unstated += site.Subscribers
		}
	}
	return out, nil
}

// linkNames are the names that each link answers to, the one that it is shown by first: a--b, where more than one link joins
// the two a--b:fiber, and where more than one of them is of a kind a--b:fiber#2.
func (c *Case) linkNames() [][]string {
	links := c.In.Inventory.Links
	pair := func(l *inventory.Link) [2]string { return [2]string{min(l.A, l.B), max(l.A, l.B)} }
	type family struct {
		ends [2]string
		kind string
	}
	joining, alike := map[[2]string]int{}, map[family]int{}
	for i := range links {
		joining[pair(&links[i])]++
		alike[family{pair(&links[i]), links[i].Kind}]++
	}
	out := make([][]string, len(links))
	number := map[family]int{}
	for i := range links {
		l, key := &links[i], family{pair(&links[i]), links[i].Kind}
		number[key]++
		for _, ends := range [2]string{l.A + "--" + l.B, l.B + "--" + l.A} {
			kind := ends
			if l.Kind != "" {
				kind += ":" + l.Kind
			}
			names := []string{fmt.Sprintf("%s#%d", kind, number[key]), kind, ends}
			switch {
			case joining[key.ends] == 1:
				slices.Reverse(names)
			case alike[key] == 1 && l.Kind != "":
				names[0], names[1] = names[1], names[0]
			}
			out[i] = append(out[i], names...)
		}
	}
	return out
}

// ThingName is what a person calls a thing: the id of an element, the name of a link.
func (c *Case) ThingName(thing int) string {
	if thing < len(c.In.Inventory.Elements) {
		return c.element(thing).ID
	}
	return c.linkNames()[thing-len(c.In.Inventory.Elements)][0]
}

// thingsNamed finds what a name stands for. An element whose id looks like a link goes before the link.
func (c *Case) thingsNamed(name string) ([]int, error) {
	var known []string
	for i := range c.In.Inventory.Elements {
		id := c.element(i).ID
		if id == name {
			return []int{i}, nil
		}
		known = append(known, id)
	}
	var things []int
	for l, names := range c.linkNames() {
		if slices.Contains(names, name) {
			things = append(things, c.Net.LinkThing(l))
		}
		known = append(known, names[0])
	}
	if len(things) == 0 {
		return nil, &UnknownThing{name, strict.Nearest(name, known)}
	}
	return things, nil
}

// sitesOf are the ids of the sites that a thing stands at: two for most links.
func (c *Case) sitesOf(thing int) []string {
	if thing < len(c.In.Inventory.Elements) {
		return []string{c.element(thing).Site}
	}
	l := &c.In.Inventory.Links[thing-len(c.In.Inventory.Elements)]
	var sites []string
	for _, id := range []string{l.A, l.B} {
		i := slices.IndexFunc(c.In.Inventory.Elements, func(e inventory.Element) bool { return e.ID == id })
		if at := c.element(i).Site; !slices.Contains(sites, at) {
			sites = append(sites, at)
		}
	}
	return sites
}

// CutRow is one thing, or two, whose loss cuts somebody off.
type CutRow struct {
	Off   []string     // one name, or two
	Sites [][]string   // of each, the sites that it stands at
	Loss  network.Loss // with all of it off
	Extra network.Loss // of a pair, what is out with both off and with neither alone
}

// Cuts are the single points of failure and the pairs that cut somebody off together. Of each there may be more than are
// listed.
type Cuts struct {
	Single, Pair           []CutRow
	SingleTotal, PairTotal int
}

// Cuts lists the elements and links that cut off a site by themselves, those of most subscribers first, and the pairs that
// cut off what neither does alone, those of most such subscribers first; at most so many of each.
func (c *Case) Cuts(most int) Cuts {
	var out Cuts
	names := c.linkNames()
	row := func(things ...int) CutRow {
		var r CutRow
		for _, t := range things {
			name := ""
			if l := t - len(c.In.Inventory.Elements); l >= 0 {
				name = names[l][0]
			} else {
				name = c.element(t).ID
			}
			r.Off, r.Sites = append(r.Off, name), append(r.Sites, c.sitesOf(t))
		}
		return r
	}
	single := slices.Concat(c.Net.SinglePoints(), c.Net.SingleLinks())
	slices.SortStableFunc(single, func(a, b network.SinglePoint) int {
		return cmp.Or(cmp.Compare(b.Loss.Subscribers, a.Loss.Subscribers), cmp.Compare(b.Loss.Sites, a.Loss.Sites), cmp.Compare(b.Loss.Degraded, a.Loss.Degraded))
	})
	out.SingleTotal = len(single)
	for _, p := range single[:min(len(single), most)] {
		r := row(p.Element)
		r.Loss = p.Loss
		out.Single = append(out.Single, r)
	}
	pairs, total := c.Net.CutPairs(network.PairOptions{Most: most})
	out.PairTotal = total
	for _, p := range pairs {
		r := row(p.A, p.B)
		r.Loss, r.Extra = p.Loss, p.Extra
		out.Pair = append(out.Pair, r)
	}
	return out
}
