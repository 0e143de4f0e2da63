package programme

import "github.com/riprep/riprep/internal/strict"

// SchemaKeys returns the keys that the decoder asks for, by mapping: what the JSON Schema of the kind must list.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"programme":  strict.Asked(func(m *strict.Map) { decodeProgramme(m) }),
		"source":     strict.Asked(func(m *strict.Map) { decodeSource(m) }),
		"provider":   strict.Asked(func(m *strict.Map) { decodeProvider(m) }),
		"rule":       strict.Asked(func(m *strict.Map) { decodeRule(m) }),
		"condition":  strict.Asked(func(m *strict.Map) { decodeCondition(m) }),
		"kit":        strict.Asked(func(m *strict.Map) { decodeKit(m) }),
		"extensions": strict.Asked(func(m *strict.Map) { decodeExtensions(m) }),
		"deadline":   strict.Asked(func(m *strict.Map) { decodeDeadline(m) }),
	}
}
