package policy

import (
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

var regimeKind = strict.Kind{Name: "regime", Major: 1, Single: true}

func decodeRegime(m *strict.Map) *Regime {
	m.Text("riprep") // read by the reader; named here for the schema
	g := &Regime{
		ID:           m.ID("id", strict.Required),
		Title:        m.String("title", strict.Required),
		Jurisdiction: m.String("jurisdiction", strict.Required),
		Status:       m.Enum("status", Statuses, strict.Required),
		Note:         m.String("note"),
		Pos:          m.Pos(),
	}
	g.File = g.Pos.File
	g.Checked, _ = strict.Parse(m, "checked", inventory.ParseDate, strict.Required)
	m.List("sources", func(sm *strict.Map) { g.Sources = append(g.Sources, decodeSource(sm)) }, strict.Required)
	m.List("vendors", func(vm *strict.Map) { g.Vendors = append(g.Vendors, decodeVendor(vm)) })
	seen := make(map[string]bool)
	m.List("entries", func(em *strict.Map) {
		e := decodeEntry(em)
		if e.ID != "" && seen[e.ID] {
			em.Fault("id", "", "entry %q: stands twice", e.ID)
		}
		seen[e.ID] = true
		g.Entries = append(g.Entries, e)
	}, strict.Required)
	m.Done()
	g.index()
	return g
}

func (r *Regime) index() {
	r.byVendor = make(map[string][]int)
	for i := range r.Entries {
		for _, v := range r.Entries[i].Vendors {
			r.byVendor[v] = append(r.byVendor[v], i)
		}
	}
}

func decodeSource(m *strict.Map) Source {
	s := Source{Name: m.String("name", strict.Required), Note: m.String("note")}
	s.Verified, _ = m.Bool("verified", strict.Required)
	m.Done()
	return s
}

// decodeProvenance reads the keys that every datum has: source and verified, and confidence where it is not verified.
func decodeProvenance(m *strict.Map) Provenance {
	p := Provenance{Source: m.String("source", strict.Required)}
	verified, stated := m.Bool("verified", strict.Required)
	p.Verified = verified
	p.Confidence = m.Enum("confidence", Confidences)
	if stated && !verified && p.Confidence == "" && !m.Has("confidence") {
		m.Fault("verified", "add confidence: high, medium or low", "verified false without a confidence")
	}
	return p
}

func decodeEntry(m *strict.Map) Entry {
	e := Entry{
		ID:      m.ID("id", strict.Required),
		Title:   m.String("title", strict.Required),
		Vendors: m.IDs("vendors"),
		Subject: m.Enum("subject", Subjects),
		What:    m.String("what", strict.Required),
		Demand:  m.Enum("demand", Demands, strict.Required),
		Note:    m.String("note"),
		Pos:     m.Pos(),
	}
	if e.Subject == "" {
		e.Subject = "equipment"
	}
	if sm := m.Map("scope"); sm != nil {
		e.Scope = decodeScope(sm)
	}
	m.List("review", func(rm *strict.Map) { e.Review = append(e.Review, decodeReview(rm)) })
	e.From, _ = strict.Parse(m, "from", inventory.ParseDate, strict.Required)
	e.Until, _ = strict.Parse(m, "until", inventory.ParseDate)
	e.Date, _ = strict.Parse(m, "date", inventory.ParseDate)
	e.Reimbursable, _ = m.Bool("reimbursable", strict.Required)
	e.AcquiredBy, _ = strict.Parse(m, "acquired_by", inventory.ParseDate)
	e.AcquiredNote = m.String("acquired_by_note")
	e.Provenance = decodeProvenance(m)
	m.Done()
	e.check(m)
	return e
}

// check looks at what the keys of an entry say together.
func (e *Entry) check(m *strict.Map) {
	if !e.Until.IsZero() && e.Until.Before(e.From) {
		m.Fault("until", "", "until %s: before from %s", e.Until, e.From)
	}
	if slices.Index(Demands, e.Demand) >= readableDemands {
		m.Fault("demand", "", "demand %q: this version cannot apply it", e.Demand)
	}
	if !e.Date.IsZero() && e.Demand != "" && e.Demand != "remove_by" {
		m.Fault("date", "", "date %s: has no meaning with demand %q", e.Date, e.Demand)
	}
	if !e.Date.IsZero() && e.Date.Before(e.From) {
		m.Fault("date", "", "date %s: before from %s", e.Date, e.From)
	}
	if !e.AcquiredBy.IsZero() && !e.Reimbursable {
		m.Fault("acquired_by", "", "acquired_by %s: has no meaning where reimbursable is false", e.AcquiredBy)
	}
	if e.AcquiredNote != "" && e.AcquiredBy.IsZero() {
		m.Fault("acquired_by_note", "", "acquired_by_note without acquired_by")
	}
	for i, v := range e.Vendors {
		if slices.Contains(e.Vendors[:i], v) {
			m.Fault("vendors", "", "vendor %q: stands twice", v)
		}
	}
}

func decodeScope(m *strict.Map) Scope {
	s := Scope{
		Domains:   m.Enums("domains", inventory.Domains),
		Roles:     m.Enums("roles", inventory.Roles),
		Qualified: m.String("qualified"),
	}
	m.Done()
	return s
}

func decodeReview(m *strict.Map) Review {
	r := Review{
		Roles:      m.Enums("roles", inventory.Roles, strict.Required),
		Why:        m.String("why", strict.Required),
		Settle:     m.String("settle", strict.Required),
		Provenance: decodeProvenance(m),
	}
	m.Done()
	return r
}
