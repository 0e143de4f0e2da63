package policy

import (
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// The words that a regime file may use.
var (
	Statuses = []string{"law", "licence-condition", "contract", "policy", "proposal"}
	// Demands are all that DESIGN names. The decoder refuses those whose terms (a share, a list, a route) it cannot read
	// yet: a rule that is loaded and not obeyed would be worse than none.
	Demands = []string{
		"ban_new", "no_use", "remove_by", "certify",
		"replace_function_by", "cap_share", "allow_list", "prior_approval", "exclude_site_class", "traffic_path",
	}
	Subjects    = []string{"equipment", "service", "software"}
	Confidences = []string{"high", "medium", "low"}
)

// readableDemands is how many of Demands this version obeys.
const readableDemands = 4

// Regime is a body of rules of one authority.
type Regime struct {
	ID           string
	Title        string
	Jurisdiction string         // ISO 3166 country code, or a name
	Status       string         // see Statuses
	Checked      inventory.Date // the data was looked after until this day; nothing later is in it
	Note         string
	Sources      []Source
	Entries      []Entry
	Vendors      []*Vendor // brought by the file itself
	File         string    // path, or builtin:…
	Pos          strict.Pos

	byVendor map[string][]int // indices into Entries
}

// Source is where the data of a regime comes from.
type Source struct {
	Name     string
	Note     string
	Verified bool // the source was read; otherwise the data is believed and not proved
}

// Provenance is where one datum comes from.
type Provenance struct {
	Source     string
	Verified   bool
	Confidence string // see Confidences; "" where verified
}

// solid reports whether the datum may decide: read at a source, or believed with high confidence.
func (p Provenance) solid() bool { return p.Verified || p.Confidence == "high" }

// Entry is one rule: who is named, for what, from when, and what is demanded.
type Entry struct {
	ID      string
	Title   string
	Vendors []string // vendor ids; a rule for a whole category names none and is not applied to elements
	Subject string   // see Subjects; only rules on equipment make an element covered
	What    string   // in the words of the rule
	Scope   Scope
	Review  []Review

	From  inventory.Date // first day in force
	Until inventory.Date // last day in force, zero for none

	Demand string
	Date   inventory.Date // for remove_by: last day; zero where the date is each operator's own (the application's term)

	Reimbursable bool
	AcquiredBy   inventory.Date // reimbursable only if obtained on or before this day, zero for no such limit
	AcquiredNote string         // said where something was obtained on that very day

	Note string
	Provenance
	Pos strict.Pos
}

// Scope narrows an entry to a part of a network or of its uses. Empty lists mean all.
type Scope struct {
	Domains   []string
	Roles     []string
	Qualified string // covered only to the extent that …: an inventory does not tell, so the verdict is unknown
}

// Review names roles for which the rule's text alone does not say whether the gear falls under it.
type Review struct {
	Roles  []string
	Why    string
	Settle string
	Provenance
}

// inForce reports whether the entry holds on the day.
func (e *Entry) inForce(on inventory.Date) bool {
	return !on.Before(e.From) && (e.Until.IsZero() || !on.After(e.Until))
}

func (s *Scope) holds(el *inventory.Element) bool {
	return (len(s.Domains) == 0 || slices.Contains(s.Domains, el.Domain)) &&
		(len(s.Roles) == 0 || slices.Contains(s.Roles, el.Role))
}

// review returns what must be looked at by a person before an element of the role counts as covered, nil for nothing.
func (e *Entry) review(role string) *Review {
	for i := range e.Review {
		if slices.Contains(e.Review[i].Roles, role) {
			return &e.Review[i]
		}
	}
	return nil
}

// equipmentInForce reports whether any rule on equipment of named vendors holds on the day, and from when the first does.
func (r *Regime) equipmentInForce(on inventory.Date) (held bool, first inventory.Date) {
	for i := range r.Entries {
		e := &r.Entries[i]
		if e.Subject != "equipment" || len(e.Vendors) == 0 {
			continue
		}
		held = held || e.inForce(on)
		if first.IsZero() || e.From.Before(first) {
			first = e.From
		}
	}
	return held, first
}
