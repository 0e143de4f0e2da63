package scenario

import (
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
)

// Risk holds the factors of a package's risk weight; docs/exposure.md has the reasons. All are whole numbers, so that the
// weight is one.
type Risk struct {
	Roles          map[string]int // by RiskRoles
	Sensitive      map[string]int // by the operator's own words for places, see inventory.Site.Sensitive
	OtherSensitive int            // places whose word is not among them
	Unsupported    int            // software that its maker mends no more
	Traffic        string         // doublings | none: how the subscribers whose traffic crosses it count
}

// RiskRoles are what gear is told apart by, from the most harm to the least.
var RiskRoles = []string{"core", "management", "controller", "transport", "ran", "access", "other"}

// TrafficWords are the ways in which traffic counts.
var TrafficWords = []string{"doublings", "none"}

// DefaultRisk is riprep's own ordering of harm; no standard gives any.
func DefaultRisk() Risk {
	return Risk{
		Roles:          map[string]int{"core": 10, "management": 8, "controller": 5, "transport": 4, "ran": 2, "access": 2, "other": 1},
		Sensitive:      map[string]int{},
		OtherSensitive: 2,
		Unsupported:    2,
		Traffic:        "doublings",
	}
}

// maxFactor keeps the product of all factors and a horizon far from the end of int64.
const maxFactor = 1000

func (s *Scenario) decodeRisk(m *strict.Map) {
	s.Risk = DefaultRisk()
	roles := m.Map("roles")
	for _, role := range RiskRoles {
		if n, ok := roles.Int(role, 0, maxFactor); ok {
			s.Risk.Roles[role] = n
		}
	}
	roles.Done()
	words := m.Map("sensitive")
	for _, word := range keysOnce(words) {
		if !isPlaceWord(word) {
			words.Has(word) // known, so that it is reported once
			words.Fault(word, "want a word as under sensitive of a site: no spaces", "sensitive %q: not an id", word)
			continue
		}
		s.Pos["risk.sensitive."+word] = words.At(word)
		if n, ok := words.Int(word, 1, maxFactor); ok {
			s.Risk.Sensitive[word] = n
		}
	}
	words.Done()
	if n, ok := m.Int("other_sensitive", 1, maxFactor); ok {
		s.Risk.OtherSensitive = n
	}
	if n, ok := m.Int("unsupported", 1, maxFactor); ok {
		s.Risk.Unsupported = n
	}
	if word := m.Enum("traffic", TrafficWords); word != "" {
		s.Risk.Traffic = word
	}
	m.Done()
}

// isPlaceWord reports whether a site can have a word; YAML's merge key is none.
func isPlaceWord(s string) bool {
	return s != "" && s != "<<" && !strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsGraphic(c) || unicode.IsSpace(c) })
}

// SensitiveFactor is what the words of a place come to: the largest of theirs, 1 where it has none.
func (r *Risk) SensitiveFactor(words []string) int {
	most := 1
	for _, word := range words {
		f, ok := r.Sensitive[word]
		if !ok {
			f = r.OtherSensitive
		}
		most = max(most, f)
	}
	return most
}

// RoleFactor is the factor of one of RiskRoles.
func (r *Risk) RoleFactor(role string) int {
	if !slices.Contains(RiskRoles, role) {
		role = "other"
	}
	return r.Roles[role]
}
