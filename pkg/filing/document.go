package filing

import (
	"fmt"
	"iter"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// Source is all that a form is filled from. The caller has verified the plan against the case, and checked the progress.
type Source struct {
	Case        *planner.Case
	Plan        *planner.Plan // nil for none
	Progress    *Progress     // nil for none
	Application string        // "" for all of them
	AsOf        inventory.Date
}

// Document is a form that is filled in.
type Document struct {
	Form        *Form
	Programme   string
	Application string // "" for all of them
	AsOf        inventory.Date
	Operator    planner.OperatorRef
	Inputs      []strict.Source
	Notes       []string // what is to be known of the whole
	Sections    []Filled
}

// Filled is a section with its rows. They are made while they are asked for, and may be asked for again.
type Filled struct {
	*Section
	Rows iter.Seq[[]grid.Cell]
}

// Fill fills a form in. An error means that amounts add up to more than there is a place for.
func Fill(f *Form, s *Source) (*Document, error) {
	b, err := newBook(f, s)
	if err != nil {
		return nil, err
	}
	c := s.Case
	d := &Document{
		Form: f, Programme: f.programme, Application: s.Application, AsOf: s.AsOf,
		Operator: planner.OperatorRef{ID: c.In.Inventory.Operator.ID, Name: c.In.Inventory.Operator.Name},
		Inputs:   slices.Clone(c.In.Sources),
	}
	if s.Progress != nil {
		d.Inputs = append(d.Inputs, s.Progress.Sources...)
	}
	for i := range f.Sections {
		section := &f.Sections[i]
		fill, ok := fillers[f.ID+" "+section.ID]
		if !ok {
			return nil, fmt.Errorf("form %q: section %q: nothing fills it", f.ID, section.ID)
		}
		rows, err := fill(b)
		if err != nil {
			return nil, fmt.Errorf("form %q: section %q: %w", f.ID, section.ID, err)
		}
		d.Sections = append(d.Sections, Filled{section, rows})
	}
	d.Notes = b.notes
	return d, nil
}

// filler makes the rows of a section, a cell for each of its fields in their order.
type filler func(b *book) (iter.Seq[[]grid.Cell], error)

// fillers by form and section.
var fillers = map[string]filler{
	"application applicant":      (*book).applicant,
	"application certifications": (*book).certifies,
	"application locations":      (*book).locations,
	"application equipment":      (*book).equipment,
	"application lines":          (*book).costLines,
	"application timeline":       (*book).plannedTimeline,
	"application totals":         (*book).totals,
	"status work":                (*book).workDone,
	"status commitments":         (*book).commitments,
	"status timeline":            (*book).timelineKept,
	"status replacement":         (*book).replacement,
	"status challenges":          (*book).challenges,
	"status due":                 (*book).dueNext,
	"spending applications":      (*book).spendingByApplication,
	"spending categories":        (*book).spendingByCategory,
	"claims lines":               (*book).claimLines,
	"claims totals":              (*book).claimTotals,
	"certification statements":   (*book).finalStatements,
	"certification fails":        (*book).finalFails,
	"disposal units":             (*book).disposalUnits,
	"disposal summary":           (*book).disposalSummary,
}

// Section returns the filled section of an id, the main one for "", nil where there is none.
func (d *Document) Section(id string) *Filled {
	for i := range d.Sections {
		if s := &d.Sections[i]; s.ID == id || id == "" && s.Main {
			return s
		}
	}
	return nil
}

// Table is the section as a table whose rows are made one by one.
func (s *Filled) Table() *grid.Table {
	t := &grid.Table{Each: s.Rows}
	for _, f := range s.Fields {
		t.Columns = append(t.Columns, grid.Left(f.Name))
	}
	return t
}

// ids are the fields that differ at their ends.
var ids = []string{"application", "location", "element", "package", "item", "catalog_item", "invoice", "order", "serial", "frn"}

// ForPeople is the section as a table of its brief fields, with all rows at hand.
func (s *Filled) ForPeople() *grid.Table {
	t := &grid.Table{}
	all := !slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Brief })
	var shown []int
	for i, f := range s.Fields {
		if all || f.Brief {
			shown = append(shown, i)
		}
	}
	for _, i := range shown {
		name := s.Fields[i].Name
		t.Columns = append(t.Columns, grid.Column{Name: name, Mid: slices.Contains(ids, name)})
	}
	for row := range s.Rows {
		cells := make([]grid.Cell, len(shown))
		for k, i := range shown {
			cells[k] = row[i]
			t.Columns[k].Right = t.Columns[k].Right || row[i].IsNumber()
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
