package policy

import "github.com/riprep/riprep/internal/strict"

// SchemaKeys returns the keys of every mapping that the decoders of regime/v1, vendors/v1, criteria/v1 and answers/v1 read, by the mapping's name:
// what the published schemas must list.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"regime":    strict.Asked(func(m *strict.Map) { decodeRegime(m) }),
		"source":    strict.Asked(func(m *strict.Map) { decodeSource(m) }),
		"exception": strict.Asked(func(m *strict.Map) { (&Regime{excepting: map[string]int{}}).addException(m) }),
		"cap":       strict.Asked(func(m *strict.Map) { decodeCap(m) }),
		"origin":    strict.Asked(func(m *strict.Map) { decodeOrigin(m) }),
		"entry":     strict.Asked(func(m *strict.Map) { decodeEntry(m) }),
		"scope":     strict.Asked(func(m *strict.Map) { decodeScope(m) }),
		"review":    strict.Asked(func(m *strict.Map) { decodeReview(m) }),
		"vendors":   strict.Asked(func(m *strict.Map) { decodeVendors(m) }),
		"words":     strict.Asked(func(m *strict.Map) { decodeWords(m) }),
		"vendor":    strict.Asked(func(m *strict.Map) { decodeVendor(m) }),
		"affiliate": strict.Asked(func(m *strict.Map) { decodeAffiliate(m) }),
		"family":    strict.Asked(func(m *strict.Map) { decodeFamily(m) }),
		"snmp":      strict.Asked(func(m *strict.Map) { decodeEnterprise(m) }),
		"apart":     strict.Asked(func(m *strict.Map) { decodeNotName(m) }),
		"criteria":  strict.Asked(func(m *strict.Map) { decodeCriteria(m) }),
		"group":     strict.Asked(func(m *strict.Map) { decodeGroup(m, map[string]bool{}) }),
		"criterion": strict.Asked(func(m *strict.Map) { decodeCriterion(m) }),
		"answers":   strict.Asked(func(m *strict.Map) { decodeAnswers(m, nil) }),
		"answer":    strict.Asked(func(m *strict.Map) { decodeAnswer(m) }),
	}
}
