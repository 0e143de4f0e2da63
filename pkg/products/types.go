package products

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// Set is the content of a products file: what can replace what, and how the work is done.
type Set struct {
	Products []Product
	Methods  []Method
}

// Product is one replacement for elements of a role.
type Product struct {
	ID          string
	Vendor      string
	Model       string
	PartNumber  string
	Origin      string   // ISO 3166 code of the country in which it is produced, "" where not stated
	Bands       []string // 3GPP names of the bands that it transmits on; empty where not stated
	Parts       []Part   // pieces inside that a rule may name
	Approved    []string // regimes or rules (regime/rule) under which the operator has the approval or trust that they ask for
	Domain      string   // inventory.Domains
	Roles       []string // inventory.Roles it can take over
	Generations []string // radio generations it serves; empty where that has no meaning
	SiteKinds   []string // inventory.SiteKinds it is made for; empty means any
	Item        string   // catalog item of one unit
	ItemPos     strict.Pos
	With        []With // what is bought with each unit: licences, for instance
	Medium      string // of a link or a line to a customer: see Media; "" where it does not matter or is not stated
	Upgrade     string // in what it is more than a comparable replacement, "" where it is not said to be
	LeadDays    int    // from order to delivery
	Source      string
	Verified    bool
	Pos         strict.Pos
}

// With is an item that is bought with each unit of a product.
type With struct {
	Item     string // catalog id
	Quantity cost.Quantity
	Pos      strict.Pos
}

// Part is a piece inside a product, as in an inventory.
type Part struct{ Vendor, Model, PartNumber, Role string }

// Method is one way to do the work of a package, as a chain of steps.
type Method struct {
	ID       string
	Kind     string // overlay | in-place | function | retire | test
	Domains  []string
	Roles    []string // see Serves; empty means any
	Priority int      // where several methods of one kind serve a package, the highest is taken, then the first
	Steps    []Step
	Source   string
	Verified bool
	Pos      strict.Pos
}

// Step is one activity of a method, done after the step before it.
type Step struct {
	Kind        string // of StepKinds, in their order, each at most once; cutover must be there, but for a test, which is one step test
	Days        int    // working time; prepare takes the longest lead time of the products on top
	AfterDays   int    // least wait after the step before: soak, curing, notice
	Crews       []Crew
	OutageHours int // how long the package's elements are off during the step
	Items       []StepItem
}

// Crew is how many crews of a kind a step holds.
type Crew struct {
	Kind  string
	Count int
}

// StepItem is what a step costs besides the products.
type StepItem struct {
	Item     string // catalog id
	Per      string // package | element | equipment: once, for each unit of covered gear (quantities counted), or as a percentage of what the products cost
	Quantity cost.Quantity
	Tag      cost.Tag
	Pos      strict.Pos
}
