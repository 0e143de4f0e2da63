package filing

import (
	"iter"
	"slices"

	"github.com/riprep/riprep/pkg/report/grid"
)

// delays are what held the work up, by what they concern.
type delays struct {
	byPackage, bySite map[string][]*Delay
	general           []*Delay // that name no package and no site
}

func (b *book) findDelays() {
	b.delays = delays{byPackage: map[string][]*Delay{}, bySite: map[string][]*Delay{}}
	for i := range b.progress.Delays {
		d := &b.progress.Delays[i]
		for _, id := range d.Packages {
			b.delays.byPackage[id] = append(b.delays.byPackage[id], d)
		}
		for _, id := range d.Sites {
			b.delays.bySite[id] = append(b.delays.bySite[id], d)
		}
		if len(d.Packages)+len(d.Sites) == 0 {
			b.delays.general = append(b.delays.general, d)
		}
	}
}

// reasonsOf are the codes of the delays that concern a late step: of its package, its site, its application, or of everything,
// begun before it was done. They stand in the order of Reasons.
func (b *book) reasonsOf(pkg int, k kept) string {
	if k.late == 0 {
		return ""
	}
	p := &b.Case.Packages[pkg]
	end := firstOf(k.done, b.AsOf)
	found := map[string]bool{}
	for _, list := range [][]*Delay{b.delays.byPackage[p.ID], b.delays.bySite[p.Site.ID], b.delays.general} {
		for _, d := range list {
			if !d.From.After(end) && (d.Application == "" || d.Application == p.Site.Application) {
				found[d.Reason] = true
			}
		}
	}
	return joined(slices.DeleteFunc(slices.Clone(Reasons), func(r string) bool { return !found[r] }))
}

// challenges are the delays. One that names no application concerns each that its packages and sites belong to, or all.
func (b *book) challenges() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	for _, a := range b.applications {
		for i := range b.progress.Delays {
			d := &b.progress.Delays[i]
			if d.From.After(b.AsOf) || !b.concerns(d, a) {
				continue
			}
			end := b.happened(d.To)
			days := firstOf(end, b.AsOf).Sub(d.From) + 1
			rows = append(rows, []grid.Cell{
				grid.Text(a), grid.Text(d.Reason), grid.Date(d.From), grid.Date(end), grid.Int(days), grid.Text(joined(d.Packages)), grid.Text(joined(d.Sites)), grid.Text(d.Note),
			})
		}
	}
	return rowsOf(rows), nil
}

func (b *book) concerns(d *Delay, application string) bool {
	if d.Application != "" || len(d.Packages)+len(d.Sites) == 0 {
		return d.Application == "" || d.Application == application
	}
	for _, id := range d.Packages {
		if b.Case.Packages[b.packageAt[id]].Site.Application == application {
			return true
		}
	}
	for _, id := range d.Sites {
		if b.Case.Site(id).Application == application {
			return true
		}
	}
	return false
}
