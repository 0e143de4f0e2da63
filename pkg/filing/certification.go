package filing

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/report/grid"
)

// fail is one thing that keeps a statement of the final certification from being so.
type fail struct {
	application, statement, kind string
	location, pkg, element       string
	units                        int
	detail                       string
}

// finalStatements are the four statements of the law, each complied with or in process.
func (b *book) finalStatements() (iter.Seq[[]grid.Cell], error) {
	fails, err := b.allFails()
	if err != nil {
		return nil, err
	}
	n := map[[2]string]int{}
	for i := range fails {
		n[[2]string{fails[i].application, fails[i].statement}]++
	}
	var rows [][]grid.Cell
	for _, a := range b.certified() {
		for _, s := range b.form.Statements {
			k := n[[2]string{a, s.ID}]
			rows = append(rows, []grid.Cell{grid.Text(a), grid.Text(s.ID), grid.Text(s.Text), state(k > 0), grid.Int(k)})
		}
	}
	return rowsOf(rows), nil
}

func (b *book) finalFails() (iter.Seq[[]grid.Cell], error) {
	fails, err := b.allFails()
	if err != nil {
		return nil, err
	}
	return func(yield func([]grid.Cell) bool) {
		for i := range fails {
			f := &fails[i]
			units := grid.Cell{}
			if f.units > 0 {
				units = grid.Int(f.units)
			}
			if !yield([]grid.Cell{
				grid.Text(f.application), grid.Text(f.statement), grid.Text(f.kind), grid.Text(f.location), grid.Text(f.pkg), grid.Text(f.element), units, grid.Text(f.detail),
			}) {
				return
			}
		}
	}, nil
}

// allFails works out what still fails, statement by statement. The first statement is about everything, so it fails with each
// of the others.
func (b *book) allFails() ([]fail, error) {
	if b.failed {
		return b.fails, nil
	}
	bills, err := b.bills()
	if err != nil {
		return nil, err
	}
	open := map[string]map[string]int{} // application → state → invoice lines
	for _, l := range bills {
		if open[l.application] == nil {
			open[l.application] = map[string]int{}
		}
		open[l.application][l.state]++
	}
	removal, orders := b.removalFails(), b.orderFails()
	for _, a := range b.certified() {
		own := slices.Concat(removal[a], b.timelineFails(a), b.commitmentFails(a), orders[a])
		b.fails = append(append(b.fails, b.termFails(a, own, open[a])...), own...)
	}
	b.failed = true
	return b.fails, nil
}

// termFails are what no other statement has: claims that are open and duties that are overdue; and that another fails.
func (b *book) termFails(application string, others []fail, open map[string]int) (out []fail) {
	add := func(kind, detail string) {
		out = append(out, fail{application: application, statement: "terms", kind: kind, detail: detail})
	}
	var failing []string
	for _, s := range b.form.Statements {
		for i := range others {
			if others[i].statement == s.ID {
				failing = append(failing, s.ID)
				break
			}
		}
	}
	if len(failing) > 0 {
		add("other statements", "in process: "+strings.Join(failing, ", "))
	}
	for _, s := range []string{"ready", "not ready", "claimed", "approved"} {
		if open[s] > 0 {
			add("claims open", count(open[s], "invoice line")+" "+map[string]string{
				"ready": "ready and not claimed", "not ready": "that cannot be claimed yet", "claimed": "claimed and not decided", "approved": "approved and not paid back",
			}[s])
		}
	}
	for _, d := range b.dues(application) {
		if d.state == "overdue" {
			add("overdue", fmt.Sprintf("%s, due %s", d.what, d.by))
		}
	}
	if text := b.newGear(application); text != "" {
		add("covered gear bought", text)
	}
	return out
}

// commitmentFails are what the application promised and what is not there yet: every package replaced.
func (b *book) commitmentFails(application string) (out []fail) {
	for _, i := range b.packages(application) {
		p := &b.Case.Packages[i]
		if !b.doneOn(i, cutover).IsZero() {
			continue
		}
		f := fail{application: application, statement: "commitments", kind: "not replaced", location: p.Site.ID, pkg: p.ID, detail: "its service has not moved"}
		if planned := b.planned[p.ID]; planned != nil && planned.Deferred() {
			f.detail = "the plan defers it: its gear stays in the network"
		}
		out = append(out, f)
	}
	return out
}

// orderFails are the orders that are not delivered, by application.
func (b *book) orderFails() map[string][]fail {
	out := map[string][]fail{}
	for i := range b.progress.Orders {
		o := &b.progress.Orders[i]
		if o.OrderedOn.After(b.AsOf) || !b.happened(o.DeliveredOn).IsZero() {
			continue
		}
		a := b.orderApplication(o)
		out[a] = append(out[a], fail{
			application: a, statement: "commitments", kind: "not delivered", pkg: o.Package, detail: fmt.Sprintf("order %s of %s", o.Order, o.OrderedOn),
		})
	}
	return out
}

// timelineFails are the steps that were done late or are not done.
func (b *book) timelineFails(application string) (out []fail) {
	if b.Plan == nil {
		return []fail{{application: application, statement: "timeline", kind: "no plan", detail: "no plan given: the timeline that was filed is not known"}}
	}
	for _, i := range b.packages(application) {
		p := &b.Case.Packages[i]
		for phase := range Phases {
			k, ok := b.against(i, phase)
			if !ok || k.state == "done" {
				continue
			}
			f := fail{application: application, statement: "timeline", kind: k.state, location: p.Site.ID, pkg: p.ID}
			switch k.state {
			case "open":
				f.detail = fmt.Sprintf("%s: planned until %s", Phases[phase].Kind, k.planned)
			default:
				f.detail = fmt.Sprintf("%s: planned until %s, %s late", Phases[phase].Kind, k.planned, count(k.late, "day"))
			}
			if reasons := b.reasonsOf(i, k); reasons != "" {
				f.detail += " (" + reasons + ")"
			}
			out = append(out, f)
		}
	}
	return out
}

// failing is what fails of the units of an element, by what it is.
type failing struct {
	kinds []string
	units map[string]int
	first map[string]string // detail of the first
}

// unitFails gathers what fails of each element's units.
func (b *book) unitFails() map[int]*failing {
	out := map[int]*failing{}
	b.units(func(u *unit) bool {
		if u.chain.holds() {
			return true
		}
		f := out[u.element]
		if f == nil {
			f = &failing{units: map[string]int{}, first: map[string]string{}}
			out[u.element] = f
		}
		kind := "record of disposal"
		switch u.chain.state {
		case "in network":
			kind = "not removed"
		case "destroyed":
		default:
			kind = "not destroyed"
		}
		if f.units[kind] == 0 {
			f.kinds = append(f.kinds, kind)
			f.first[kind] = u.chain.fails(u.record)
		}
		f.units[kind]++
		return true
	})
	return out
}

// removalFails are the units that are not removed, not destroyed, or without a record that holds, by application.
func (b *book) removalFails() map[string][]fail {
	byElement, out := b.unitFails(), map[string][]fail{}
	for i := range b.gear {
		g := &b.gear[i]
		f := byElement[g.element]
		if f == nil {
			continue
		}
		a := g.site.Application
		for _, kind := range f.kinds {
			out[a] = append(out[a], fail{
				application: a, statement: "removal", kind: kind, location: g.Site, pkg: g.finding.Package, element: g.ID,
				units: f.units[kind], detail: f.first[kind],
			})
		}
	}
	return out
}
