package programme

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Facts are what is known of one estimate line when the programme judges it.
type Facts struct {
	Gear       string // yes | no | unknown: is the removal of the gear that the line is for paid back? From its finding
	GearWhy    string // what is missing where that is unknown, or why not; "" for nothing to say
	Tag        cost.Tag
	Layer      string // of the catalog item
	Category   string
	Item       string
	Known      bool // is the price known?
	Basis      cost.Basis
	Quantity   cost.Quantity
	Total      cost.Cents
	Old, New   Kit            // what goes and what comes; zero for lines that belong to no gear of their own
	Comparable *Comparable    // what would have been a comparable replacement, nil where none is stated
	Upgrade    string         // in what the replacement is more than comparable, "" where it is said to be nothing
	IncurredOn inventory.Date // zero where it is still to be paid
}

// Kit is gear as the rules look at it.
type Kit struct {
	Domain, Role string
	Generations  []string
	Medium       string // see Media; "" where it follows from the role, does not matter, or is not stated
}

// Media are the words for what carries the traffic of a kit.
var Media = []string{"fiber", "microwave", "fixed-wireless", "copper"}

// Comparable is the price of a comparable replacement, by a quote. One without a document is none: it is not enough to
// say a price.
type Comparable struct {
	UnitPrice cost.Cents
	Document  string
}

// Provider is the operator as the programme looks at it.
type Provider struct {
	Kind      string
	Customers *int
	Approved  string // an application of the provider's that the programme approved, "" for none
}

func (k *Kit) zero() bool {
	return k.Domain == "" && k.Role == "" && len(k.Generations) == 0 && k.Medium == ""
}

// medium is what carries the kit's traffic, and whether that is known. Gear that is no link of its own has none.
func (k *Kit) medium() (medium string, known bool) {
	switch {
	case k.Medium != "":
		return k.Medium, true
	case k.Role == "microwave":
		return "microwave", true
	case k.Role == "optical", k.Role == "olt", k.Role == "ont":
		return "fiber", true
	case k.Role == "dslam":
		return "copper", true
	case k.Domain == "access" && (k.Role == "radio" || k.Role == "baseband" || k.Role == "small-cell" || k.Role == "antenna"):
		return "fixed-wireless", true
	case k.Role == "cpe", k.Role == "":
		return "", false
	}
	return "", true
}
