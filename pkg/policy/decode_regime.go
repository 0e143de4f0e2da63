package policy

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

var regimeKind = strict.Kind{Name: "regime", Major: 1, Single: true}

const (
	maxApprovalDays = 3650
	maxEntries      = 5000 // of a regime, and as many exceptions; a body of rules of one authority has some dozens
	maxNamed        = 200  // entries of a regime that name one vendor
)

func decodeRegime(m *strict.Map) *Regime {
	m.Text("riprep") // read by the reader; named here for the schema
	g := &Regime{
		ID:           m.ID("id", strict.Required),
		Title:        m.String("title", strict.Required),
		Jurisdiction: m.String("jurisdiction", strict.Required),
		Countries:    countries(m, "countries"),
		Status:       m.Enum("status", Statuses, strict.Required),
		Binds:        m.String("binds"),
		Note:         m.String("note"),
		Pos:          m.Pos(),
		versions:     map[string][]int{},
		excepting:    map[string]int{},
	}
	if _, err := inventory.ParseCountry(g.Jurisdiction); err == nil && len(g.Countries) == 0 {
		g.Countries = []string{g.Jurisdiction}
	}
	g.File = g.Pos.File
	g.Checked, _ = strict.Parse(m, "checked", inventory.ParseDate, strict.Required)
	m.List("sources", func(sm *strict.Map) { g.Sources = append(g.Sources, decodeSource(sm)) }, strict.Required)
	m.List("vendors", func(vm *strict.Map) { g.Vendors = append(g.Vendors, decodeVendor(vm)) })
	for _, key := range []string{"entries", "exceptions"} {
		if n := m.Len(key); n > maxEntries {
			m.Fault(key, "make several regimes of it", "%s: %d of them, more than %d", key, n, maxEntries)
			return g
		}
	}
	m.List("exceptions", func(xm *strict.Map) { g.addException(xm) })
	m.List("entries", func(em *strict.Map) { g.addEntry(em) }, strict.Required)
	m.Done()
	g.checkExceptions(m)
	g.index()
	for _, v := range slices.Sorted(maps.Keys(g.byVendor)) {
		if n := len(g.byVendor[v]); n > maxNamed {
			m.Fault("entries", "join rules that differ in little", "vendor %q: named by %d entries, more than %d", v, n, maxNamed)
		}
	}
	return g
}

// addEntry takes an entry in. One of the same id as another is a later or earlier version of that rule: their days must be
// apart.
func (r *Regime) addEntry(m *strict.Map) {
	e := decodeEntry(m)
	if e.Status == "" {
		e.Status = r.Status
	}
	if e.From.IsZero() && e.Status != "proposal" && !m.Has("from") {
		m.Fault("from", "only a proposal may leave it open", "entry %q: no key \"from\"", e.ID)
	}
	for _, i := range r.versions[e.ID] {
		o := &r.Entries[i]
		if e.From.IsZero() || o.From.IsZero() || (o.Until.IsZero() || !e.From.After(o.Until)) && (e.Until.IsZero() || !o.From.After(e.Until)) {
			m.Fault("id", "give it an id of its own, or end one version with until before the other begins",
				"entry %q: stands at line %d already, and the dates of the two overlap", e.ID, o.Pos.Line)
			break
		}
	}
	if e.ID != "" {
		r.versions[e.ID] = append(r.versions[e.ID], len(r.Entries))
	}
	r.Entries = append(r.Entries, e)
}

func (r *Regime) addException(m *strict.Map) {
	x := Exception{
		ID:     m.ID("id", strict.Required),
		Title:  m.String("title", strict.Required),
		Unless: m.IDs("unless"),
		Note:   m.String("note"),
		Pos:    m.Pos(),
	}
	x.From, _ = strict.Parse(m, "from", inventory.ParseDate)
	x.Until, _ = strict.Parse(m, "until", inventory.ParseDate)
	if !x.Until.IsZero() && x.Until.Before(x.From) {
		m.Fault("until", "", "until %s: before from %s", x.Until, x.From)
	}
	if sm := m.Map("scope"); sm != nil {
		x.Scope = decodeScope(sm)
	}
	x.Provenance = decodeProvenance(m)
	m.Done()
	if x.ID != "" && r.exception(x.ID) != nil {
		m.Fault("id", "", "exception %q: stands twice", x.ID)
		return
	}
	if x.ID != "" {
		r.excepting[x.ID] = len(r.Exceptions)
	}
	r.Exceptions = append(r.Exceptions, x)
}

// checkExceptions looks for references to nothing and for exceptions that are, over others, exceptions to themselves.
func (r *Regime) checkExceptions(m *strict.Map) {
	known := func(at strict.Pos, who string, ids []string) {
		for _, id := range ids {
			if r.exception(id) == nil {
				m.FaultAt(at, "", "%s: exception %q: there is no such exception", who, id)
			}
		}
	}
	for i := range r.Entries {
		e := &r.Entries[i]
		known(e.Pos, fmt.Sprintf("entry %q", e.ID), e.Except)
	}
	const inWork, done = 1, 2
	state := map[string]int{}
	var path []string
	var visit func(x *Exception)
	visit = func(x *Exception) {
		switch {
		case x == nil || state[x.ID] == done:
			return
		case state[x.ID] == inWork:
			circle := append(path[slices.Index(path, x.ID):], x.ID)
			m.FaultAt(x.Pos, "an exception must not hang on itself", "exception %q: a circle of exceptions: %s", x.ID, strings.Join(circle, " unless "))
			return
		}
		state[x.ID] = inWork
		path = append(path, x.ID)
		for _, id := range x.Unless {
			visit(r.exception(id))
		}
		path = path[:len(path)-1]
		state[x.ID] = done
	}
	for i := range r.Exceptions {
		x := &r.Exceptions[i]
		known(x.Pos, fmt.Sprintf("exception %q", x.ID), x.Unless)
		visit(x)
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
		ID:       m.ID("id", strict.Required),
		Title:    m.String("title", strict.Required),
		Status:   m.Enum("status", Statuses),
		Vendors:  m.IDs("vendors"),
		Subject:  m.Enum("subject", Subjects),
		What:     m.String("what", strict.Required),
		Demand:   m.Enum("demand", Demands, strict.Required),
		Except:   m.IDs("except"),
		After:    m.String("after"),
		Function: m.Enum("function", Functions),
		Paths:    m.Enum("paths", PathWords),
		Note:     m.String("note"),
		Pos:      m.Pos(),
	}
	if e.Subject == "" {
		e.Subject = "equipment"
	}
	if sm := m.Map("scope"); sm != nil {
		e.Scope = decodeScope(sm)
	}
	if cm := m.Map("cap"); cm != nil {
		e.Cap = decodeCap(cm)
	}
	m.List("review", func(rm *strict.Map) { e.Review = append(e.Review, decodeReview(rm)) })
	e.From, _ = strict.Parse(m, "from", inventory.ParseDate)
	e.Until, _ = strict.Parse(m, "until", inventory.ParseDate)
	e.Date, _ = strict.Parse(m, "date", inventory.ParseDate)
	e.ApprovalDays, _ = m.Int("approval_days", 0, maxApprovalDays)
	e.Reimbursable, _ = m.Bool("reimbursable")
	e.AcquiredBy, _ = strict.Parse(m, "acquired_by", inventory.ParseDate)
	e.AcquiredNote = m.String("acquired_by_note")
	e.Provenance = decodeProvenance(m)
	m.Done()
	e.check(m)
	return e
}

// dated are the demands that have a last day.
var dated = []string{"remove_by", "exclude_site_class", "replace_function_by", "cap_share", "traffic_path"}

// check looks at what the keys of an entry say together.
func (e *Entry) check(m *strict.Map) {
	if !e.Until.IsZero() && e.Until.Before(e.From) {
		m.Fault("until", "", "until %s: before from %s", e.Until, e.From)
	}
	if !e.Date.IsZero() && e.Demand != "" && !slices.Contains(dated, e.Demand) {
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
	e.checkDemand(m)
}

// checkDemand asks for what a demand needs, and refuses what has no meaning with it.
func (e *Entry) checkDemand(m *strict.Map) {
	of := func(demand, key string, must bool) {
		switch {
		case e.Demand == demand && must && !m.Has(key):
			m.Fault("demand", "", "demand %q: no key %q", e.Demand, key)
		case e.Demand != demand && e.Demand != "" && m.Has(key):
			m.Fault(key, "", "%s: has no meaning with demand %q", key, e.Demand)
		}
	}
	of("cap_share", "cap", true)
	of("replace_function_by", "function", true)
	of("traffic_path", "paths", false)
	of("prior_approval", "approval_days", false)
	if e.Demand == "traffic_path" && e.Paths == "" {
		e.Paths = "working"
	}
	if (e.Demand == "exclude_site_class" || e.Demand == "traffic_path") && len(e.Scope.SiteClasses) == 0 {
		m.Fault("demand", "name the class as sites have it under sensitive: scope: {site_classes: [military]}", "demand %q: no site_classes in its scope", e.Demand)
	}
}

func decodeCap(m *strict.Map) Cap {
	c := Cap{Of: m.Enum("of", Measures, strict.Required)}
	c.BasisPoints, _ = strict.Parse(m, "max", parsePercent, strict.Required)
	m.Done()
	return c
}

// parsePercent reads 0% to 100% with at most two decimals into hundredths of a percent.
func parsePercent(s string) (int, error) {
	fault := fmt.Errorf("%q: not a share (want a percentage such as 35%%, with at most two decimals)", s)
	text, ok := strings.CutSuffix(s, "%")
	whole, part, point := strings.Cut(text, ".")
	if !ok || len(whole) == 0 || len(whole) > 3 || point && len(part) == 0 || len(part) > 2 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, fault
	}
	n, err := strconv.Atoi(whole + part + strings.Repeat("0", 2-len(part)))
	if err != nil || n > 10_000 {
		return 0, fault
	}
	return n, nil
}

func decodeScope(m *strict.Map) Scope {
	s := Scope{
		Domains:     m.Enums("domains", inventory.Domains),
		Roles:       m.Enums("roles", inventory.Roles),
		Generations: m.Enums("generations", inventory.Generations),
		Bands:       inventory.Bands(m, "bands"),
		SiteKinds:   m.Enums("site_kinds", inventory.SiteKinds),
		SiteClasses: m.IDs("site_classes"),
		Regions:     m.IDs("regions"),
		Operators:   m.Enums("operators", inventory.OperatorKinds),
		Uses:        m.Enums("uses", inventory.Uses),
		Qualified:   m.String("qualified"),
	}
	s.AcquiredFrom, _ = strict.Parse(m, "acquired_from", inventory.ParseDate)
	s.AcquiredUntil, _ = strict.Parse(m, "acquired_until", inventory.ParseDate)
	if !s.AcquiredUntil.IsZero() && s.AcquiredUntil.Before(s.AcquiredFrom) {
		m.Fault("acquired_until", "", "acquired_until %s: before acquired_from %s", s.AcquiredUntil, s.AcquiredFrom)
	}
	if om := m.Map("origin"); om != nil {
		s.Origin = decodeOrigin(om)
	}
	m.Done()
	return s
}

func decodeOrigin(m *strict.Map) Origin {
	o := Origin{In: countries(m, "in"), NotIn: countries(m, "not_in")}
	m.Done()
	if len(o.In) > 0 && len(o.NotIn) > 0 || !o.stated() {
		m.Fault("in", "in: [CN], or not_in: [US]", "origin: want one of in and not_in")
	}
	return o
}

func countries(m *strict.Map, key string) []string {
	var out []string
	for _, s := range m.Strings(key) {
		c, err := inventory.ParseCountry(s)
		if err != nil {
			m.Fault(key, "", "%s %s", key, err)
			continue
		}
		out = append(out, c)
	}
	return out
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
