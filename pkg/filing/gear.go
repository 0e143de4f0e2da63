package filing

import (
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// gear is an element that is covered.
type gear struct {
	element int
	pkg     int // work package, -1 where nothing is demanded of it
	*inventory.Element
	site    *inventory.Site
	finding *planner.FindingRow
	goes    bool // it has to be removed: its package does more than replace a function of it
}

// findGear lists what is covered in the applications that are wanted, and says how much gear nobody knows of whether it is.
func (b *book) findGear() {
	inv := b.Case.In.Inventory
	b.inPackage = make([][]int, len(b.Case.Packages))
	unknown, idle := 0, 0
	for i := range b.findings {
		site := b.site(i)
		if !b.wanted(site.Application) {
			continue
		}
		switch f := &b.findings[i]; f.Verdict {
		case "covered":
			g := gear{element: i, pkg: b.Case.PackageOf(i), Element: &inv.Elements[i], site: site, finding: f}
			if g.pkg >= 0 && !b.Case.Packages[g.pkg].Function {
				g.goes = true
				b.inPackage[g.pkg] = append(b.inPackage[g.pkg], len(b.gear))
			}
			b.gear = append(b.gear, g)
			if !g.goes {
				idle += g.Quantity
			}
		case "unknown":
			unknown += inv.Elements[i].Quantity
		}
	}
	if idle > 0 {
		b.note(count(idle, "unit") + " of covered gear stay by the rules of the scenario; no removal is expected of them")
	}
	if unknown > 0 {
		b.note(count(unknown, "unit") + " of gear are not listed because it is not known whether it is covered; riprep screen names it")
	}
}

// unitsOf is how many units of covered gear have to go in a package.
func (b *book) unitsOf(pkg int) int {
	n := 0
	for _, g := range b.inPackage[pkg] {
		n += b.gear[g].Quantity
	}
	return n
}

// packages lists the packages of an application, in the order of the case. A package belongs to the application of its site,
// as in a plan.
func (b *book) packages(application string) []int { return b.packagesOf[application] }
