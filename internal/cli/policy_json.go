package cli

import (
	"bytes"
	"encoding/json"

	"github.com/riprep/riprep/pkg/policy"
)

// shownRegime is policy-show/v1. Keys are those of a regime file; what is not stated is left out.
type shownRegime struct {
	Riprep       string           `json:"riprep"`
	ID           string           `json:"id"`
	Title        string           `json:"title"`
	Jurisdiction string           `json:"jurisdiction"`
	Countries    []string         `json:"countries,omitempty"`
	Status       string           `json:"status"`
	Checked      string           `json:"checked"`
	Binds        string           `json:"binds,omitempty"`
	Note         string           `json:"note,omitempty"`
	File         string           `json:"file"`
	Sources      []shownSource    `json:"sources"`
	Entries      []shownEntry     `json:"entries"`
	Exceptions   []shownException `json:"exceptions,omitempty"`
}

type shownSource struct {
	Name     string `json:"name"`
	Note     string `json:"note,omitempty"`
	Verified bool   `json:"verified"`
}

type shownProvenance struct {
	Source     string `json:"source,omitempty"`
	Verified   bool   `json:"verified"`
	Confidence string `json:"confidence,omitempty"`
}

// shownEntry: Applied says whether elements are held against it.
type shownEntry struct {
	ID           string        `json:"id"`
	Title        string        `json:"title,omitempty"`
	Status       string        `json:"status"`
	Vendors      []string      `json:"vendors,omitempty"`
	Subject      string        `json:"subject"`
	What         string        `json:"what,omitempty"`
	Scope        *shownScope   `json:"scope,omitempty"`
	Except       []string      `json:"except,omitempty"`
	Review       []shownReview `json:"review,omitempty"`
	From         string        `json:"from,omitempty"`
	Until        string        `json:"until,omitempty"`
	Demand       string        `json:"demand"`
	Date         string        `json:"date,omitempty"`
	After        string        `json:"after,omitempty"`
	Cap          *shownCap     `json:"cap,omitempty"`
	Function     string        `json:"function,omitempty"`
	Paths        string        `json:"paths,omitempty"`
	ApprovalDays int           `json:"approval_days,omitempty"`
	Reimbursable bool          `json:"reimbursable"`
	AcquiredBy   string        `json:"acquired_by,omitempty"`
	AcquiredNote string        `json:"acquired_by_note,omitempty"`
	Note         string        `json:"note,omitempty"`
	Applied      bool          `json:"applied"`
	shownProvenance
}

type shownCap struct {
	Max string `json:"max"`
	Of  string `json:"of"`
}

type shownException struct {
	ID     string      `json:"id"`
	Title  string      `json:"title,omitempty"`
	Scope  *shownScope `json:"scope,omitempty"`
	From   string      `json:"from,omitempty"`
	Until  string      `json:"until,omitempty"`
	Unless []string    `json:"unless,omitempty"`
	Note   string      `json:"note,omitempty"`
	shownProvenance
}

type shownReview struct {
	Roles  []string `json:"roles"`
	Why    string   `json:"why"`
	Settle string   `json:"settle"`
	shownProvenance
}

type shownScope struct {
	Domains       []string     `json:"domains,omitempty"`
	Roles         []string     `json:"roles,omitempty"`
	Generations   []string     `json:"generations,omitempty"`
	Bands         []string     `json:"bands,omitempty"`
	SiteKinds     []string     `json:"site_kinds,omitempty"`
	SiteClasses   []string     `json:"site_classes,omitempty"`
	Regions       []string     `json:"regions,omitempty"`
	Operators     []string     `json:"operators,omitempty"`
	Uses          []string     `json:"uses,omitempty"`
	Origin        *shownOrigin `json:"origin,omitempty"`
	AcquiredFrom  string       `json:"acquired_from,omitempty"`
	AcquiredUntil string       `json:"acquired_until,omitempty"`
	Qualified     string       `json:"qualified,omitempty"`
}

type shownOrigin struct {
	In    []string `json:"in,omitempty"`
	NotIn []string `json:"not_in,omitempty"`
}

func wireRegime(g *policy.Regime) shownRegime {
	out := shownRegime{
		Riprep: "policy-show/v1", ID: g.ID, Title: g.Title, Jurisdiction: g.Jurisdiction, Countries: g.Countries, Status: g.Status,
		Checked: g.Checked.String(), Binds: g.Binds, Note: g.Note, File: g.Pos.File, Sources: []shownSource{}, Entries: []shownEntry{},
	}
	for _, s := range g.Sources {
		out.Sources = append(out.Sources, shownSource(s))
	}
	for i := range g.Entries {
		out.Entries = append(out.Entries, wireEntry(g, &g.Entries[i]))
	}
	for i := range g.Exceptions {
		x := &g.Exceptions[i]
		out.Exceptions = append(out.Exceptions, shownException{
			ID: x.ID, Title: x.Title, Scope: wireScope(&x.Scope), From: x.From.String(), Until: x.Until.String(), Unless: x.Unless, Note: x.Note,
			shownProvenance: shownProvenance(x.Provenance),
		})
	}
	return out
}

func wireEntry(g *policy.Regime, e *policy.Entry) shownEntry {
	out := shownEntry{
		ID: e.ID, Title: e.Title, Status: e.Status, Vendors: e.Vendors, Subject: e.Subject, What: e.What, Scope: wireScope(&e.Scope),
		Except: e.Except, From: e.From.String(), Until: e.Until.String(), Demand: e.Demand, Date: e.Date.String(), After: e.After,
		Function: e.Function, Paths: e.Paths, ApprovalDays: e.ApprovalDays, Reimbursable: e.Reimbursable,
		AcquiredBy: e.AcquiredBy.String(), AcquiredNote: e.AcquiredNote, Note: e.Note, Applied: idle(g, e) == "",
		shownProvenance: shownProvenance(e.Provenance),
	}
	if e.Cap.Of != "" {
		out.Cap = &shownCap{percent(e.Cap.BasisPoints) + "%", e.Cap.Of}
	}
	for _, r := range e.Review {
		out.Review = append(out.Review, shownReview{r.Roles, r.Why, r.Settle, shownProvenance(r.Provenance)})
	}
	return out
}

func wireScope(s *policy.Scope) *shownScope {
	if len(scopeWords(s)) == 0 {
		return nil
	}
	out := &shownScope{
		Domains: s.Domains, Roles: s.Roles, Generations: s.Generations, Bands: s.Bands, SiteKinds: s.SiteKinds, SiteClasses: s.SiteClasses,
		Regions: s.Regions, Operators: s.Operators, Uses: s.Uses, AcquiredFrom: s.AcquiredFrom.String(), AcquiredUntil: s.AcquiredUntil.String(),
		Qualified: s.Qualified,
	}
	if len(s.Origin.In)+len(s.Origin.NotIn) > 0 {
		out.Origin = &shownOrigin{s.Origin.In, s.Origin.NotIn}
	}
	return out
}

// printJSON writes a result as indented JSON.
func (a *app) printJSON(v any) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	return a.print(out.String())
}
