package policy

import "github.com/riprep/riprep/pkg/inventory"

// Verdict is the answer to "is it covered?". The zero value is Unknown, so that nothing is cleared by forgetting.
type Verdict int8

// The verdicts, from the one that asks for work by a person to the one that asks for work on a tower.
const (
	Unknown Verdict = iota
	NotCovered
	Covered
)

func (v Verdict) String() string {
	switch v {
	case NotCovered:
		return "not covered"
	case Covered:
		return "covered"
	}
	return "unknown"
}

// strength orders verdicts: a covered part makes the element covered, an open question keeps it from being cleared.
func (v Verdict) strength() int {
	switch v {
	case Covered:
		return 2
	case Unknown:
		return 1
	}
	return 0
}

// Answer is yes, no or not known; the zero value is not known.
type Answer int8

// The answers.
const (
	NotKnown Answer = iota
	No
	Yes
)

func (a Answer) String() string {
	switch a {
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "unknown"
}

// Method is how an element's maker was recognised.
type Method string

// The methods. The first six decide, the part method by what it found in the part; all others only propose.
const (
	ByExact      Method = "exact"     // the vendor's own name or id
	ByAlias      Method = "alias"     // another name or legal form of it
	ByAffiliate  Method = "affiliate" // a parent, subsidiary or affiliate, on the day that counts
	ByBrand      Method = "brand"     // a brand the vendor sells under
	ByEnterprise Method = "snmp"      // the enterprise number that its SNMP agent answers with
	BySigns      Method = "signs"     // two signs of model and part number that agree
	ByPart       Method = "part"      // a part inside the element
	ByOEM        Method = "oem"       // a company that sells gear made by the vendor
	ByModel      Method = "model"     // the model or part number of a family of the vendor
	ByContains   Method = "contains"  // the vendor's name among other words, or inside a longer word
	ByNear       Method = "near"      // a slip of the pen away from a name
	ByLookalike  Method = "lookalike" // letters of another script, or digits, that look like a name
	ByOrigin     Method = "origin"    // no maker: a rule on all gear of a category by where it was produced
	Apart        Method = "apart"     // a name that the data explicitly keeps apart from the vendor
	Unlisted     Method = "unlisted"  // a stated maker that the data does not know
	Unstated     Method = "unstated"  // no maker stated, or none that can be read
)

// Finding is the verdict on one element under the regimes asked for. Three questions are kept apart: whether a rule names
// it (Verdict) and forbids to bring in its like (Buy), whether it must go (Removal, RemoveBy), and whether that is paid
// back (Reimbursable). It may be any combination.
type Finding struct {
	Element int // index in Inventory.Elements
	Verdict Verdict
	Vendor  string // canonical name of the maker recognised or proposed, "" where there is none

	// The rule that leads: of those that say the most, the one that demands the most; see Demands.
	Regime    string         // the regime that decided
	Rule      string         // regime and entry, such as us-scrp/huawei; "" where no rule names the maker
	RuleTitle string         //
	Demand    string         // what the rule demands; see Demands
	Since     inventory.Date // first day of the rule, zero where no rule names the maker

	Removal  Removal
	RemoveBy inventory.Date // the earliest last day of those rules for which the element must go; zero where none sets one
	Applied  []Applied      // every rule that reaches the element, or may, the leading one first; shared, not to be changed
	Buy      Answer         // is it forbidden to bring in its like on that day?
	BuyBy    string         // the rule, or why it is not known

	Method     Method
	Confidence Confidence // how sure it is that the maker is Vendor
	Evidence   string     // what was recognised and what the rule says to it; safe to print

	Reimbursable   Answer // as far as the equipment goes; whether the operator and the cost are eligible is the programme's
	ReimbursableBy string // the reason

	Settle string // what would settle an Unknown, or an unknown Reimbursable; "" where nothing is open

	Regimes []Says // what each regime says, where several were asked for, in their order; shared, not to be changed
}

// Applied is one rule that reaches an element, or may.
type Applied struct {
	Regime  string
	Rule    string // regime and entry
	Entry   *Entry
	Verdict Verdict // Covered, or Unknown where it is not known whether it reaches the element
}

// Says is what one regime says to an element.
type Says struct {
	Regime   string
	Verdict  Verdict
	Rule     string // "" where none names it
	Removal  Removal
	RemoveBy inventory.Date
	Buy      Answer // is it forbidden to bring in its like?
}
