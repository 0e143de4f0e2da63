package filing

import (
	"iter"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// applicant is who applies, once for each application. What the programme's system fills in from the registration number is
// not known here.
func (b *book) applicant() (iter.Seq[[]grid.Cell], error) {
	o := &b.Case.In.Inventory.Operator
	customers := grid.Text(missing)
	if o.Customers != nil {
		customers = grid.Int(*o.Customers)
	}
	system := grid.Text("filled in by the system")
	var rows [][]grid.Cell
	for _, a := range b.applications {
		rows = append(rows, []grid.Cell{
			grid.Text(a), grid.Text(b.programmeOf(a)), or(o.FRN), grid.Text(o.Name), system, system, system, system, system, system,
			grid.Text(missing), grid.Text(missing), or(o.Kind), customers,
		})
	}
	return rowsOf(rows), nil
}

// certifies are the statements that the applicant has to give; riprep gives none.
func (b *book) certifies() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	for _, a := range b.applications {
		for _, s := range b.form.Statements {
			rows = append(rows, []grid.Cell{grid.Text(a), grid.Text(s.ID), grid.Text(s.Text), grid.Text(missing)})
		}
	}
	return rowsOf(rows), nil
}

// locations are the sites with covered gear, and those that a line of the estimate is for.
func (b *book) locations() (iter.Seq[[]grid.Cell], error) {
	units := map[string]int{}
	there := map[string]bool{}
	for i := range b.gear {
		units[b.gear[i].Site] += b.gear[i].Quantity
		there[b.gear[i].Site] = true
	}
	for i := range b.lines {
		there[b.lines[i].Location] = true
	}
	return func(yield func([]grid.Cell) bool) {
		for i := range b.Case.In.Inventory.Sites {
			if s := &b.Case.In.Inventory.Sites[i]; there[s.ID] && b.wanted(s.Application) && !yield(b.location(s, units[s.ID])) {
				return
			}
		}
	}, nil
}

func (b *book) location(s *inventory.Site, units int) []grid.Cell {
	address, state := grid.Text(s.Address), s.State
	if state == "" {
		state = b.Case.In.Inventory.Operator.State
	}
	var lat, lon grid.Cell
	var lacks []string
	if s.Location != nil {
		lat, lon = grid.Degrees(s.Location.Lat), grid.Degrees(s.Location.Lon)
	}
	if s.Address == "" && s.Location == nil {
		address = grid.Text(missing)
		lacks = append(lacks, "address or latitude and longitude")
	}
	if state == "" {
		lacks = append(lacks, "state")
	}
	return []grid.Cell{
		grid.Text(s.Application), grid.Text(s.ID), grid.Text(s.Name), grid.Text(s.Kind), address, or(state), lat, lon,
		grid.Int(units), grid.Text(strings.Join(lacks, ", ")),
	}
}

// degrees are written as people do, without an exponent.

// equipment is the covered gear, element by element.
func (b *book) equipment() (iter.Seq[[]grid.Cell], error) {
	return func(yield func([]grid.Cell) bool) {
		for i := range b.gear {
			if !yield(b.piece(&b.gear[i])) {
				return
			}
		}
	}, nil
}

func (b *book) piece(g *gear) []grid.Cell {
	obtained := grid.Date(g.Acquired)
	lacks := []string{"how it was obtained"}
	if g.Acquired.IsZero() {
		obtained = grid.Text(missing)
		lacks = append(lacks, "when it was obtained")
	}
	if g.PartNumber == "" {
		lacks = append(lacks, "part number")
	}
	if n := g.Quantity - len(g.Serials); n > 0 {
		lacks = append(lacks, count(n, "serial number"))
	}
	maker := g.finding.Maker
	if maker == "" {
		maker = g.Vendor
	}
	return []grid.Cell{
		grid.Text(g.site.Application), grid.Text(g.Site), grid.Text(g.ID), grid.Text(g.finding.Package), grid.Text(g.Domain + "/" + g.Role), grid.Text(maker),
		grid.Text(g.Model), or(g.PartNumber), grid.Int(g.Quantity), obtained, grid.Text(missing), or(strings.Join(g.Serials, " ")),
		grid.Text(g.finding.Rule), grid.Text(g.finding.Reimbursable), grid.Text(g.finding.ReimbursableBy),
		grid.Text(strings.Join(lacks, ", ")),
	}
}

// costLines are the lines of the estimate.
func (b *book) costLines() (iter.Seq[[]grid.Cell], error) {
	return func(yield func([]grid.Cell) bool) {
		for i := range b.lines {
			if l := &b.lines[i]; b.wanted(l.Application) && !yield(b.costLine(l)) {
				return
			}
		}
	}, nil
}

func (b *book) costLine(l *Line) []grid.Cell {
	item := "individualized"
	switch {
	case !l.Known:
		item = missing
	case l.Basis == cost.FromCatalog:
		item = l.Item
	}
	return []grid.Cell{
		grid.Text(l.Application), grid.Text(l.Location), grid.Text(l.Package), grid.Text(l.Element), grid.Text(l.Step), grid.Text(string(l.Tag)),
		grid.Text(l.Category), grid.Text(item), grid.Text(l.Item), grid.Text(l.Name), grid.Figure(l.Quantity.String()), grid.Text(l.Unit),
		unless(!l.Known, l.UnitPrice), unless(!l.Known, l.Total), unless(!l.Known, l.Low), unless(!l.Known, l.High), grid.Text(string(l.Basis)),
		grid.Text(l.Vendor), grid.Text(l.Document), grid.Date(l.ValidUntil), grid.Text(l.Source), yes(l.Verified), grid.Text(string(l.Eligible)),
		grid.Text(l.EligibleBy), unless(!l.Known, l.Counted), grid.Text(b.justification(l)),
	}
}

// count is a number of things, in words.
func count(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return grid.Group(int64(n)) + " " + one
}
