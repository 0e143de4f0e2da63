package policy

import (
	"regexp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Relations are how a name can belong to a vendor. An oem sells gear that the vendor made, and other gear too: it only
// proposes.
var Relations = []string{"parent", "subsidiary", "affiliate", "brand", "oem"}

// Vendor is a maker of gear or a provider of services, and all by which it is recognised. That a vendor is here says
// nothing about whether it is covered: regimes do.
type Vendor struct {
	ID         string
	Name       string   // canonical
	Aliases    []string // other names; legal forms and places (Words.Neutral) need not be repeated
	Affiliates []Affiliate
	Families   []Family
	Apart      []NotName
	SNMP       []Enterprise
	Note       string
	Provenance
	Pos strict.Pos
}

// Affiliate is another company or a brand that a rule on the vendor takes in.
type Affiliate struct {
	Name     string
	Aliases  []string
	Relation string         // see Relations
	From     inventory.Date // first day of the relation, zero where it is not known or does not matter
	Until    inventory.Date // last day of the relation, zero where it lasts
	SNMP     []Enterprise
	Note     string
	Provenance
	Pos strict.Pos
}

// dated reports whether the relation has a begin or an end.
func (a *Affiliate) dated() bool { return !a.From.IsZero() || !a.Until.IsZero() }

// NotName is a name that looks like the vendor's and is not, or of which one may think that it is the vendor's.
type NotName struct {
	Name     string
	Aliases  []string
	Why      string
	Families []Family
	SNMP     []Enterprise
	Provenance
	Pos strict.Pos
}

// Family is a family of models or of part numbers.
type Family struct {
	ID      string
	Pattern string // RE2 over the model's normal form (see modelForm), anchored at its begin
	On      string // model | part_number
	Domain  string // "" where it says nothing
	Role    string
	Also    []string // other roles that gear of the family can have: they contradict nothing
	Shared  bool     // other makers use such names too: the family proposes a maker and contradicts nobody
	Provenance
	Pos strict.Pos

	re *regexp.Regexp
}

// Words are the words that the recogniser knows about names in general.
type Words struct {
	Neutral  []string // legal forms and places: they do not change who is meant
	Unstated []string // ways of writing that the maker is not known
	Fits     []string // words of a model that say what a thing fits or resembles, and not what it is
}

// names returns the affiliate's name and aliases.
func (a *Affiliate) names() []string { return append([]string{a.Name}, a.Aliases...) }

func (n *NotName) names() []string { return append([]string{n.Name}, n.Aliases...) }
