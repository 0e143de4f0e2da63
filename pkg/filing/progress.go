package filing

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Progress is what has happened: the work that is done, what was ordered, the units that were removed and what became of
// them, invoices and what became of their claims, and what held the work up. Days that have not come are zero.
type Progress struct {
	AsOf     inventory.Date // nothing later is in it; zero where not stated
	Steps    []Done
	Orders   []Order
	Units    []Units
	Invoices []Invoice
	Delays   []Delay
	Sources  []strict.Source

	pos strict.Pos // of the document
}

// Phases are the steps of the work, in their order, with the key of progress/v1 that says when each was done.
var Phases = []struct{ Kind, Key string }{
	{"prepare", "prepared_on"}, {"install", "installed_on"}, {"cutover", "cut_over_on"}, {"test", "tested_on"},
	{"remove", "removed_on"}, {"dispose", "disposed_on"},
}

// Done says when the steps of a work package were done.
type Done struct {
	Package string
	On      [6]inventory.Date // by Phases
	Note    string
	Pos     strict.Pos
}

// Order is something ordered.
type Order struct {
	Order, Vendor        string
	Application, Package string // "" where not stated
	Item, Category       string
	Quantity             *cost.Quantity
	Amount               *cost.Cents
	OrderedOn            inventory.Date
	PromisedOn           inventory.Date
	DeliveredOn          inventory.Date
	Reason               string // see Reasons, "" where nothing delays it
	Note                 string
	Pos                  strict.Pos
}

// Units are one or several units of an element that went the same way.
type Units struct {
	Element         string
	Quantity        int      // at least 1
	Serials         []string // of the inventory; may be fewer than Quantity
	ExtraSerials    []string // that the inventory does not have
	RemovedOn       inventory.Date
	RemovedBy       string
	StoredAt        string
	StoredOn        inventory.Date
	Manifest        string
	Carrier         string
	TransportedOn   inventory.Date
	DestroyedOn     inventory.Date
	Method          string // free text: shred, crush, drill, saw, …
	DestroyedAt     string
	Sanitized       string // see SanitizedWords, "" where not stated
	SanitizeMethod  string
	Certificate     string
	Firm            string
	FirmCertificate string
	Photos          []string
	Pos             strict.Pos
}

// Invoice is a vendor's invoice, and the claim that was made for it.
type Invoice struct {
	Invoice, Vendor string
	Application     string // "" where not stated
	Date            inventory.Date
	PaidOn          inventory.Date // by the carrier
	Claim           string
	ClaimedOn       inventory.Date
	DecidedOn       inventory.Date
	PaidBackOn      inventory.Date
	Lines           []InvoiceLine
	Pos             strict.Pos
}

// InvoiceLine is a line of an invoice. Package and Item, or Network and Item, say which line of the estimate it belongs to.
type InvoiceLine struct {
	Package, Element string
	Network          bool // bought for the whole network
	Item             string
	Category         string // where Item is not stated; else the item's
	Tag              cost.Tag
	Description      string
	Quantity         *cost.Quantity
	UnitPrice        *cost.Cents
	Amount           cost.Cents
	Reason           string      // why it is above its estimate
	Approved         *cost.Cents // of the claim; nil while it is not decided
	Pos              strict.Pos
}

// Delay is something that held the work up, or does so still.
type Delay struct {
	Reason      string // see Reasons
	From, To    inventory.Date
	Application string
	Packages    []string
	Sites       []string
	Note        string
	Pos         strict.Pos
}

// Reasons are the codes of delays. The first five are those that the programme's reports give every time.
var Reasons = []string{"funding", "supply-chain", "labour", "weather", "claim-review", "permitting"}

// SanitizedWords say whether the media of a unit were sanitized.
var SanitizedWords = []string{"yes", "no", "not-applicable"}

var tagWords = []string{string(cost.Removal), string(cost.Replacement), string(cost.Disposal)}

// How many of each a file may hold. The largest carriers of the programme had some thousand sites, and hundreds of invoices
// for each application.
const (
	maxRecords     = 500_000 // steps, orders, records of units, invoices: of each
	maxDelays      = 10_000
	maxPerRecord   = 100_000 // lines of an invoice, serials of a record, packages of a delay
	maxPhotos      = 1000
	maxUnitsRecord = 1_000_000
)
