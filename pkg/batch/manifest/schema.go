package manifest

import "github.com/riprep/riprep/internal/strict"

// SchemaKeys returns the keys that the decoder asks for, by mapping: what the JSON Schema of the kind must list. The keys of
// set are fields of the scenario.
func SchemaKeys() map[string][]string {
	d := &document{}
	return map[string][]string{
		"batch":    strict.Asked(d.decode),
		"operator": strict.Asked(func(m *strict.Map) { d.entry(m, nil) }),
	}
}
