package page

import (
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/outline"
	"github.com/riprep/riprep/pkg/report/view"
)

// Map is what the map draws. Coordinates are degrees × 10⁵, longitudes beyond 180° where the sites lie across the date line.
type Map struct {
	States   []string `json:"states"`   // what a site may be, by the numbers of Sites.Runs
	Periods  int      `json:"periods"`  // that are played: to the one after the last in which a site changes
	Unplaced int      `json:"unplaced"` // sites without coordinates
	Sites    MapSites `json:"sites"`
	Links    []int    `json:"links"`    // a, b, kind, a, b, kind, …: sites by their number in Sites, and a word
	Unlinked int      `json:"unlinked"` // pairs of sites with a link that is not drawn, because a site has no coordinates
	Box      [4]int   `json:"box"`      // west, south, east, north: what is shown at first
	Outlines Outlines `json:"outlines"`
}

// MapSites has every site of the inventory in its order, column by column.
type MapSites struct {
	ID           []int   `json:"id"`
	Name         []int   `json:"name"`
	Kind         []int   `json:"kind"`
	Region       []int   `json:"region"`
	Lat          []*int  `json:"lat"` // null where it is not stated
	Lon          []*int  `json:"lon"`
	Subscribers  []int   `json:"subscribers"`
	Covered      []int   `json:"covered"`  // elements
	Unknown      []int   `json:"unknown"`  // elements
	Deferred     []int   `json:"deferred"` // packages that stay
	Start        []int   `json:"start"`
	Finish       []int   `json:"finish"`
	CoveredUntil []int   `json:"coveredUntil"`
	Planned      []int   `json:"planned"`  // packages of the site
	Packages     [][]int `json:"packages"` // with gear here, of the site or not, by their numbers in Data.Packages
	Runs         [][]int `json:"runs"`     // first period, state, first period, state, …
}

// Outlines are those of states and countries near the sites. A line is an encoded polyline, as package outline writes it, with the longitudes of
// Box.
type Outlines struct {
	Outer []string   `json:"outer"` // coasts and borders of countries
	Inner []string   `json:"inner"` // borders between states
	Names []MapLabel `json:"names"`
}

// MapLabel is a name with its place.
type MapLabel struct {
	Name int  `json:"name"`
	Lat  int  `json:"lat"`
	Lon  int  `json:"lon"`
	Main bool `json:"main"` // of a state, where there are states
}

const (
	margin  = 0.08 // of the extent of the sites, on each side
	least   = 0.6  // degrees that a map shows at least, so that one site lies in something
	details = 1500 // the least bend of an outline that is drawn is so many times smaller than the map
)

func newMap(d *view.Document, w *words) (*Map, error) {
	sites, err := view.Sites(d)
	if err != nil {
		return nil, err
	}
	lons, stays := unwrap(sites), staying(d.Plan)
	number := make(map[string]int, len(d.Plan.Packages))
	for i := range d.Plan.Packages {
		number[d.Plan.Packages[i].ID] = i
	}
	m := &Map{States: siteStates[:]}
	s := &m.Sites
	at := make(map[string]int, len(sites))
	for i := range sites {
		v := &sites[i]
		at[v.ID] = i
		s.ID = append(s.ID, w.of(v.ID))
		s.Name = append(s.Name, w.of(nameOf(v.Site)))
		s.Kind = append(s.Kind, w.of(v.Kind))
		s.Region = append(s.Region, w.of(v.Region))
		var lat, lon *int
		if v.Location != nil {
			y, x := e5(v.Location.Lat), e5(lons[i])
			lat, lon = &y, &x
		} else {
			m.Unplaced++
		}
		s.Lat, s.Lon = append(s.Lat, lat), append(s.Lon, lon)
		s.Subscribers = append(s.Subscribers, v.Subscribers)
		s.Covered = append(s.Covered, v.Covered)
		s.Unknown = append(s.Unknown, v.Unknown)
		s.Deferred = append(s.Deferred, v.Deferred)
		s.Planned = append(s.Planned, len(v.Packages))
		s.Start = append(s.Start, day(v.Start))
		s.Finish = append(s.Finish, day(v.Finish))
		s.CoveredUntil = append(s.CoveredUntil, day(v.CoveredUntil))
		s.Packages = append(s.Packages, column(slices.Concat(v.Packages, v.Beside), func(p **planner.PlannedPackage) int { return number[(*p).ID] }))
		runs := runsOf(d.Plan, v, stays[v.ID])
		s.Runs = append(s.Runs, runs)
		m.Periods = max(m.Periods, runs[len(runs)-2]+1)
	}
	m.link(d.Case.In.Inventory, at, w)
	m.outline(w)
	return m, nil
}

func nameOf(s *inventory.Site) string {
	if s.Name != "" {
		return s.Name
	}
	return s.ID
}

func e5(degrees float64) int { return int(math.Round(degrees * 1e5)) }

// unwrap gives each site a longitude so that they all lie in the shortest stretch that holds them, which may go across the
// date line: the circle is cut where the widest gap is.
func unwrap(sites []view.Site) []float64 {
	lons := make([]float64, len(sites))
	var sorted []float64
	for i := range sites {
		if sites[i].Location != nil {
			lons[i] = sites[i].Location.Lon
			sorted = append(sorted, lons[i])
		}
	}
	slices.Sort(sorted)
	widest, from := 0.0, math.Inf(-1)
	for i := 1; i < len(sorted); i++ {
		if gap := sorted[i] - sorted[i-1]; gap > widest {
			widest, from = gap, sorted[i]
		}
	}
	if len(sorted) == 0 || sorted[0]+360-sorted[len(sorted)-1] >= widest {
		return lons // the gap across the date line is the widest
	}
	for i := range lons {
		if sites[i].Location != nil && lons[i] < from {
			lons[i] += 360
		}
	}
	return lons
}

// link adds the pairs of sites that links join, each kind of a pair once, in the order of the inventory.
func (m *Map) link(inv *inventory.Inventory, at map[string]int, w *words) {
	siteOf := make(map[string]int, len(inv.Elements))
	for i := range inv.Elements {
		if k, ok := at[inv.Elements[i].Site]; ok {
			siteOf[inv.Elements[i].ID] = k
		}
	}
	m.Links = []int{}
	type pair struct {
		a, b int
		kind string
	}
	seen := map[pair]bool{}
	for _, l := range inv.Links {
		a, known := siteOf[l.A]
		b, both := siteOf[l.B]
		if a > b {
			a, b = b, a
		}
		p := pair{a, b, l.Kind}
		if !known || !both || a == b || seen[p] {
			continue
		}
		seen[p] = true
		if m.Sites.Lat[a] == nil || m.Sites.Lat[b] == nil {
			m.Unlinked++
			continue
		}
		m.Links = append(m.Links, a, b, w.of(l.Kind))
	}
}

// outline sets the box, and what of the world lies in it and around, for a map is rarely of the box's own shape.
func (m *Map) outline(w *words) {
	m.Outlines = Outlines{Outer: []string{}, Inner: []string{}, Names: []MapLabel{}}
	b := outline.Box{West: math.Inf(1), South: math.Inf(1), East: math.Inf(-1), North: math.Inf(-1)}
	for i, lat := range m.Sites.Lat {
		if lat == nil {
			continue
		}
		y, x := float64(*lat)/1e5, float64(*m.Sites.Lon[i])/1e5
		b = outline.Box{West: min(b.West, x), South: min(b.South, y), East: max(b.East, x), North: max(b.North, y)}
	}
	if b.West > b.East {
		return // no site has a place
	}
	narrow := max(0.05, math.Cos((b.South+b.North)/2*math.Pi/180))
	wide, high := max(least/narrow, (b.East-b.West)*(1+2*margin)), max(least, (b.North-b.South)*(1+2*margin))
	x, y := (b.West+b.East)/2, (b.South+b.North)/2
	m.Box = [4]int{e5(x - wide/2), e5(y - high/2), e5(x + wide/2), e5(y + high/2)}

	size := max(wide*narrow, high)
	around := outline.Box{West: x - size/narrow, South: y - size, East: x + size/narrow, North: y + size}
	if around.East-around.West > 360 {
		around.West, around.East = x-180, x+180
	}
	lines, names := outline.In(around, size/details)
	for _, l := range lines {
		to := &m.Outlines.Inner
		if l.Outer {
			to = &m.Outlines.Outer
		}
		*to = append(*to, outline.Encode(l.Points))
	}
	for _, n := range names {
		m.Outlines.Names = append(m.Outlines.Names, MapLabel{w.of(n.Text), e5(n.At.Lat), e5(n.At.Lon), n.State})
	}
}
