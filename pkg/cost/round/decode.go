package round

import (
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

var roundKind = strict.Kind{Name: "round", Major: 1, Single: true}

const (
	maxCustomers = 1_000_000_000
	maxTiers     = 100
	maxRounds    = 100
)

// Load reads a file of kind round/v1. Faults stay in r; what could be read is returned in any case, never nil, and is fit
// for Allocate only where there are none.
func Load(r *strict.Reader, path string) *Programme {
	var f file
	r.File(path, roundKind, f.decode)
	f.finish(r)
	return &f.Programme
}

// file is a round/v1 file while it is decoded.
type file struct {
	Programme
	named strict.Pos // where it says which programme
}

func (f *file) decode(m *strict.Map) {
	f.ID, f.named = m.ID("programme", strict.Required), m.At("programme")
	f.Title = m.String("title")
	f.Source = m.String("source", strict.Required)
	f.Note = m.String("note")
	m.List("tiers", func(m *strict.Map) { f.Tiers = append(f.Tiers, decodeTier(m)) })
	m.List("rounds", func(m *strict.Map) { f.Rounds = append(f.Rounds, decodeRound(m)) }, strict.Required)
	f.Applications = make([]Application, 0, m.Len("applications"))
	m.List("applications", func(m *strict.Map) { f.Applications = append(f.Applications, decodeApplication(m)) }, strict.Required)
	m.Done()
}

func decodeTier(m *strict.Map) Tier {
	t := Tier{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("tier", t.ID)
	t.Says = m.String("says", strict.Required)
	if n, ok := m.Int("customers_max", 0, maxCustomers); ok {
		t.CustomersMax = &n
	}
	t.Kinds = m.IDs("kinds")
	t.Provenance = decodeProvenance(m)
	m.Done()
	return t
}

func decodeRound(m *strict.Map) Round {
	var rd Round
	rd.Pos = m.Pos()
	rd.On, _ = strict.Parse(m, "on", inventory.ParseDate, strict.Required)
	m.Label("round", rd.On.String())
	appropriation, ok := strict.Parse(m, "appropriation", cost.ParsePrice, strict.Required)
	rd.Appropriation = appropriation
	administration, _ := strict.Parse(m, "administration", parseShare, strict.Required)
	if ok {
		rd.Administration = administration.of(appropriation)
		if rd.Administration > appropriation {
			m.Fault("administration", "", "administration %s is more than the appropriation %s", rd.Administration, appropriation)
		}
	}
	rd.Provenance = decodeProvenance(m)
	m.Done()
	return rd
}

// share is an amount, or a part of another amount.
type share struct {
	amount cost.Cents
	part   cost.Rate
	isPart bool
}

func (s share) of(whole cost.Cents) cost.Cents {
	if !s.isPart {
		return s.amount
	}
	part, err := whole.Times(s.part)
	if err != nil { // a part of at most 1 of an amount in range is in range
		return whole
	}
	return part
}

// parseShare reads an amount such as 62200000.00, or a percentage such as 3.3%.
func parseShare(s string) (share, error) {
	if strings.HasSuffix(s, "%") {
		part, err := cost.ParseRate(s, 0, cost.FullRate)
		return share{part: part, isPart: true}, err
	}
	amount, err := cost.ParsePrice(s)
	return share{amount: amount}, err
}

func decodeApplication(m *strict.Map) Application {
	a := Application{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("application", a.ID)
	a.Applicant = m.String("applicant")
	a.FRN, _ = strict.Parse(m, "frn", inventory.ParseFRN)
	if n, ok := m.Int("customers", 0, maxCustomers); ok {
		a.Customers = &n
	}
	a.Kind = m.ID("kind")
	a.Tier = m.ID("tier")
	a.Requested = amount(m, "requested")
	a.Approved = amount(m, "approved")
	a.Within = m.IDs("within")
	a.Remainder, _ = m.Bool("remainder")
	a.Withdrawn, _ = strict.Parse(m, "withdrawn", inventory.ParseDate)
	a.Denied, _ = strict.Parse(m, "denied", inventory.ParseDate)
	a.Drawn, _ = strict.Parse(m, "drawn", cost.ParsePrice)
	a.Provenance = decodeProvenance(m)
	alone(m, &a)
	m.Done()
	return a
}

// alone checks what an application says by itself.
func alone(m *strict.Map, a *Application) {
	switch {
	case !m.Has("approved") && !m.Has("within"):
		m.Fault("approved", "an amount that is not known stands within lines with remainder: true; name them in within", "want one of approved and within")
	case m.Has("approved") && m.Has("within"):
		m.Fault("within", "leave one of them out", "approved and within: the amount would count twice")
	}
	if m.Has("withdrawn") && m.Has("denied") {
		m.Fault("denied", "leave one of them out", "withdrawn and denied")
	}
	if ended := m.Has("withdrawn") || m.Has("denied"); m.Has("drawn") && !ended {
		m.Fault("drawn", "it says what does not return; add withdrawn or denied with the day", "drawn, but neither withdrawn nor denied")
	} else if ended && !m.Has("approved") {
		m.Fault("within", "state what was approved", "it has ended, but its amount is not known")
	}
}

// amount returns nil where none is stated: unknown is not zero.
func amount(m *strict.Map, key string) *cost.Cents {
	c, ok := strict.Parse(m, key, cost.ParsePrice)
	if !ok {
		return nil
	}
	return &c
}

func decodeProvenance(m *strict.Map) Provenance {
	p := Provenance{Source: m.String("source"), Note: m.String("note")}
	p.Verified, _ = m.Bool("verified")
	return p
}

// SchemaKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"round": strict.Asked(func(m *strict.Map) {
			m.Has("riprep") // asked for by the reader, before the decoder sees the document
			new(file).decode(m)
		}),
		"tier":        strict.Asked(func(m *strict.Map) { decodeTier(m) }),
		"funding":     strict.Asked(func(m *strict.Map) { decodeRound(m) }),
		"application": strict.Asked(func(m *strict.Map) { decodeApplication(m) }),
	}
}

// ids gives each id its place in a list, and reports those that stand twice.
func ids[T any](r *strict.Reader, what string, list []T, at func(*T) (string, strict.Pos)) map[string]int {
	out := make(map[string]int, len(list))
	for i := range list {
		id, pos := at(&list[i])
		if id == "" {
			continue // the missing id is a fault already
		}
		if first, ok := out[id]; ok {
			_, before := at(&list[first])
			r.Fault(pos, "give each "+what+" an id of its own", "%s %q stands twice (first at line %d)", what, id, before.Line)
			continue
		}
		out[id] = i
	}
	return out
}

// nearest is a hint that names an id like the one that is not there, or all where they are few.
func nearest(id string, known []string) string {
	if near := strict.Nearest(id, known); near != "" {
		return "did you mean \"" + near + "\"?"
	}
	if len(known) == 0 || len(known) > 10 {
		return ""
	}
	known = slices.Clone(known)
	slices.Sort(known)
	return "want one of " + strings.Join(known, ", ")
}
