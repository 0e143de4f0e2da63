package filing

import "github.com/riprep/riprep/internal/strict"

func decodeForms(m *strict.Map) (forms []Form) {
	programme := m.ID("programme", strict.Required)
	m.List("forms", func(m *strict.Map) {
		f := decodeForm(m)
		f.programme = programme
		forms = append(forms, f)
	}, strict.Required)
	m.Done()
	return forms
}

func decodeForm(m *strict.Map) Form {
	f := Form{ID: m.ID("id", strict.Required)}
	m.Label("form", f.ID)
	f.Title = m.String("title", strict.Required)
	f.Official = m.String("official", strict.Required)
	f.Rule = m.String("rule", strict.Required)
	f.Verified, f.Source = provenance(m)
	if l := m.Map("layout", strict.Required); l != nil {
		f.Layout.Verified, _ = l.Bool("verified", strict.Required)
		f.Layout.Note = l.String("note", strict.Required)
		l.Done()
	}
	f.Needs = m.Strings("needs", strict.Required)
	m.List("statements", func(m *strict.Map) {
		s := Statement{ID: m.ID("id", strict.Required), Text: m.String("text", strict.Required)}
		s.Verified, s.Source = provenance(m)
		m.Done()
		f.Statements = append(f.Statements, s)
	})
	m.List("sections", func(m *strict.Map) { f.Sections = append(f.Sections, decodeSection(m)) }, strict.Required)
	m.Done()
	return f
}

func provenance(m *strict.Map) (verified bool, source string) {
	verified, _ = m.Bool("verified", strict.Required)
	return verified, m.String("source", strict.Required)
}

// ownSource is the source of a field that riprep adds.
const ownSource = "riprep's own"

// decodeSection reads a section; its fields have its source where they state none.
func decodeSection(m *strict.Map) Section {
	s := Section{ID: m.ID("id", strict.Required), Title: m.String("title", strict.Required)}
	s.Main, _ = m.Bool("main")
	verified, source := provenance(m)
	m.List("fields", func(m *strict.Map) {
		f := Field{Name: m.ID("name", strict.Required), What: m.String("what", strict.Required), Verified: verified, Source: source}
		if f.Own, _ = m.Bool("own"); f.Own {
			f.Verified, f.Source = false, ownSource
		}
		if m.Has("verified") || m.Has("source") {
			f.Verified, f.Source = provenance(m)
		}
		f.Brief, _ = m.Bool("brief")
		m.Done()
		s.Fields = append(s.Fields, f)
	}, strict.Required)
	m.Done()
	return s
}
