package policy

import (
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Regime is a body of rules of one authority.
type Regime struct {
	ID           string
	Title        string
	Jurisdiction string         // ISO 3166 country code, or a name
	Countries    []string       // where its rules hold; empty where that is nowhere a question
	Status       string         // see Statuses
	Checked      inventory.Date // the data was looked after until this day; nothing later is in it
	Binds        string         // whom it binds, in words: that an operator is among them is said by asking for the regime
	Note         string
	Sources      []Source
	Entries      []Entry
	Exceptions   []Exception
	Vendors      []*Vendor // brought by the file itself
	File         string    // path, or builtin:…
	Pos          strict.Pos

	versions  map[string][]int // entry id → indices into Entries
	excepting map[string]int   // exception id → index into Exceptions
	byVendor  map[string][]int // vendor id → indices into Entries
	byOrigin  []int            // entries on a whole category, by where it was produced
	supplying []int            // entries that say from whom, or with whose consent, gear may be got
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

// Entry is one rule: who is named, for what, from when, and what is demanded. Entries of one id are the versions of one
// rule, one after the other.
type Entry struct {
	ID      string
	Title   string
	Status  string   // see Statuses; the regime's where it is not stated
	Vendors []string // vendor ids. With allow_list those that are trusted; a rule without any and without an origin is not applied to elements
	Subject string   // see Subjects; only rules on equipment make an element covered
	What    string   // in the words of the rule
	Scope   Scope
	Except  []string // ids of exceptions
	Review  []Review

	From  inventory.Date // first day in force; zero for a proposal without one
	Until inventory.Date // last day in force, zero for none

	Demand string
	Date   inventory.Date // last day on which it may be otherwise; zero where the date is each operator's own (the application's term)
	After  string         // what Date waits for, in words, where no day is known yet

	Cap          Cap    // of cap_share
	Function     string // see Functions; of replace_function_by
	Paths        string // see PathWords; of traffic_path
	ApprovalDays int    // of prior_approval: how long it takes; 0 where that is not known

	Reimbursable bool
	AcquiredBy   inventory.Date // reimbursable only if obtained on or before this day, zero for no such limit
	AcquiredNote string         // said where something was obtained on that very day

	Note string
	Provenance
	Pos strict.Pos
}

// Cap is the largest share of something that named vendors' gear may have.
type Cap struct {
	BasisPoints int    // hundredths of a percent
	Of          string // see Measures
}

// Allowed is how many of a total the share allows, rounded down.
func (c Cap) Allowed(total int64) int64 {
	return total/10_000*int64(c.BasisPoints) + total%10_000*int64(c.BasisPoints)/10_000
}

// Exception takes gear out of the rules that name it.
type Exception struct {
	ID     string
	Title  string
	Scope  Scope
	From   inventory.Date // first day, zero where it always held
	Until  inventory.Date // last day, zero where it lasts
	Unless []string       // ids of exceptions to the exception
	Note   string
	Provenance
	Pos strict.Pos
}

// Review names roles for which the rule's text alone does not say whether the gear falls under it.
type Review struct {
	Roles  []string
	Why    string
	Settle string
	Provenance
}

// Solid reports whether the rule was read at a source, or is believed with high confidence.
func (e *Entry) Solid() bool { return e.solid() }

// inForce reports whether the entry holds on the day.
func (e *Entry) inForce(on inventory.Date) bool {
	return !e.From.IsZero() && !on.Before(e.From) && (e.Until.IsZero() || !on.After(e.Until))
}

// Applies reports whether the entry is one that elements are held against.
func (e *Entry) Applies() bool {
	return e.Subject == "equipment" && (len(e.Vendors) > 0 || e.Scope.Origin.stated() || supplies(e.Demand))
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

// exception returns the exception of an id, nil where there is none.
func (r *Regime) exception(id string) *Exception {
	if i, ok := r.excepting[id]; ok {
		return &r.Exceptions[i]
	}
	return nil
}

// index sorts the entries by what they look at.
func (r *Regime) index() {
	r.byVendor = make(map[string][]int)
	for i := range r.Entries {
		e := &r.Entries[i]
		if supplies(e.Demand) {
			r.supplying = append(r.supplying, i)
			continue
		}
		for _, v := range e.Vendors {
			r.byVendor[v] = append(r.byVendor[v], i)
		}
		if len(e.Vendors) == 0 && e.Scope.Origin.stated() && e.Subject == "equipment" {
			r.byOrigin = append(r.byOrigin, i)
		}
	}
}

// equipmentInForce reports whether any rule that makes equipment covered holds on the day, and from when the first does.
func (r *Regime) equipmentInForce(on inventory.Date) (held bool, first inventory.Date) {
	for i := range r.Entries {
		e := &r.Entries[i]
		if !e.Applies() || supplies(e.Demand) || e.From.IsZero() {
			continue
		}
		held = held || e.inForce(on)
		if first.IsZero() || e.From.Before(first) {
			first = e.From
		}
	}
	return held, first
}
