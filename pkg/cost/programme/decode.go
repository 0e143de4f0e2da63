package programme

import (
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

var kind = strict.Kind{Name: "programme", Major: 1, Single: true}

const (
	maxRules      = 1000 // of a programme, and as many conditions of a rule and deadlines
	maxCustomers  = 2_000_000_000
	maxRuleMonths = 120
)

// The words that a file may use. Events are the days of an application that a deadline can hang on, in the words of a
// scenario's applications; beside them there is the computed end of the term.
var (
	Answers         = []string{string(cost.EligibleYes), string(cost.EligiblePartly), string(cost.EligibleNo), string(cost.Arguable)}
	GearWords       = []string{"yes", "no"}
	ComparableWords = []string{"stated", "missing"}
	WhoWords        = []string{"carrier", "programme"}
	BasisWords      = []string{string(cost.FromCatalog), string(cost.FromQuote), string(cost.FromEngineering), string(cost.FromActual)}
	TagWords        = []string{string(cost.Removal), string(cost.Replacement), string(cost.Disposal)}
)

func decodeProgramme(m *strict.Map) *Programme {
	m.Text("riprep") // read by the reader; named here for the schema
	p := &Programme{
		ID:           m.ID("id", strict.Required),
		Title:        m.String("title", strict.Required),
		Jurisdiction: m.String("jurisdiction", strict.Required),
		Note:         m.String("note"),
		Pos:          m.Pos(),
	}
	p.Checked, _ = strict.Parse(m, "checked", inventory.ParseDate, strict.Required)
	m.List("sources", func(sm *strict.Map) { p.Sources = append(p.Sources, decodeSource(sm)) }, strict.Required)
	if pm := m.Map("provider", strict.Required); pm != nil {
		p.Provider = decodeProvider(pm)
	}
	if bounded(m, "rules") {
		m.List("rules", p.addRule, strict.Required)
	}
	if em := m.Map("extensions"); em != nil {
		p.Extensions = decodeExtensions(em)
	}
	if bounded(m, "deadlines") {
		m.List("deadlines", p.addDeadline)
	}
	for i := range p.Deadlines {
		if d := &p.Deadlines[i]; d.After == "term" && p.deadline("term") == nil {
			m.FaultAt(d.Pos, "add a deadline with the id term", "deadline %q: after term, and there is no such deadline", d.ID)
		}
	}
	m.Done()
	return p
}

func bounded(m *strict.Map, key string) bool {
	n := m.Len(key)
	if n > maxRules {
		m.Fault(key, "", "%s: %d of them, more than %d", key, n, maxRules)
	}
	return n <= maxRules
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
	p.Confidence = m.Enum("confidence", cost.Confidences)
	if stated && !verified && p.Confidence == "" && !m.Has("confidence") {
		m.Fault("verified", "add confidence: high, medium or low", "verified false without a confidence")
	}
	return p
}

func decodeProvider(m *strict.Map) ProviderRule {
	r := ProviderRule{
		ID: m.ID("id", strict.Required), Title: m.String("title", strict.Required),
		Kinds: m.Enums("kinds", inventory.OperatorKinds), Says: m.String("says"),
	}
	if n, ok := m.Int("customers_max", 0, maxCustomers); ok {
		r.CustomersMax = &n
	}
	r.Provenance = decodeProvenance(m)
	m.Done()
	return r
}

func decodeExtensions(m *strict.Map) *ExtensionRule {
	var x ExtensionRule
	x.GeneralMonths, _ = m.Int("general_months", 0, maxRuleMonths, strict.Required)
	x.IndividualMonths, _ = m.Int("individual_months", 0, maxRuleMonths, strict.Required)
	x.Provenance = decodeProvenance(m)
	m.Done()
	return &x
}

func (p *Programme) addRule(m *strict.Map) {
	r := decodeRule(m)
	if r.ID != "" && (p.Rule(r.ID) != nil || r.ID == p.Provider.ID) {
		m.Fault("id", "", "stands twice")
		return
	}
	p.Rules = append(p.Rules, r)
}

func decodeRule(m *strict.Map) Rule {
	r := Rule{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("rule", r.ID)
	r.Title, r.Says = m.String("title", strict.Required), m.String("says")
	r.Answer = cost.Eligible(m.Enum("answer", Answers))
	if bounded(m, "when") {
		m.List("when", func(cm *strict.Map) { r.When = append(r.When, decodeCondition(cm)) })
	}
	switch {
	case m.Has("answer") && m.Len("when") == 0:
		m.Fault("answer", "say of which lines it speaks: when: [{tags: [replacement]}]", "an answer without when")
	case !m.Has("answer") && m.Has("when"):
		m.Fault("when", "want one of "+strings.Join(Answers, ", "), "when without an answer")
	}
	r.Provenance = decodeProvenance(m)
	r.said = r.ID + ": " + r.Title + believed(r.Provenance)
	m.Done()
	return r
}

func decodeCondition(m *strict.Map) Condition {
	c := Condition{
		Tags: m.Enums("tags", TagWords), Layers: m.Enums("layers", cost.Layers), Categories: m.Strings("categories"), Items: m.IDs("items"),
		Basis: m.Enums("basis", BasisWords), Gear: m.Enums("gear", GearWords), Comparable: m.Enum("comparable", ComparableWords),
	}
	if km := m.Map("old"); km != nil {
		c.Old = decodeKit(km)
	}
	if km := m.Map("new"); km != nil {
		c.New = decodeKit(km)
	}
	c.IncurredBefore, _ = strict.Parse(m, "incurred_before", inventory.ParseDate)
	c.IncurredFrom, _ = strict.Parse(m, "incurred_from", inventory.ParseDate)
	if upgrade, ok := m.Bool("upgrade"); ok {
		c.Upgrade = &upgrade
	}
	asks(m, "condition")
	m.Done()
	return c
}

func decodeKit(m *strict.Map) *KitCondition {
	k := &KitCondition{
		Domains: m.Enums("domains", inventory.Domains), Roles: m.Enums("roles", inventory.Roles), RolesWithout: m.Enums("roles_without", inventory.Roles),
		Generations: m.Enums("generations", inventory.Generations), GenerationsWithout: m.Enums("generations_without", inventory.Generations),
		Medium: m.Enums("medium", Media),
	}
	asks(m, "condition on gear")
	m.Done()
	return k
}

// asks refuses a condition that asks nothing, which would hold for every line, and a list that holds no word, which nothing is
// in.
func asks(m *strict.Map, what string) {
	keys := m.Keys()
	if len(keys) == 0 {
		m.FaultAt(m.Pos(), "", "a %s that asks nothing", what)
	}
	for _, key := range keys {
		if m.IsList(key) && m.Len(key) == 0 {
			m.Fault(key, "leave it out where it is not asked", "%s: an empty list", key)
		}
	}
}
