package filing

import (
	_ "embed"
	"sync"

	"github.com/riprep/riprep/internal/strict"
)

// Form is one thing that is filed, as data/forms.yaml has it.
type Form struct {
	ID       string
	Title    string
	Official string // what the programme calls it
	Rule     string
	Verified bool // the source of the rule was read
	Source   string
	Layout   Layout
	Needs    []string // what it is filled from
	// Statements are those that the form makes or asks for, in the order of the form.
	Statements []Statement
	Sections   []Section
	programme  string
}

// Layout says whether the form itself was seen.
type Layout struct {
	Verified bool
	Note     string
}

// Statement is a sentence of a form that is so or not.
type Statement struct {
	ID, Text string
	Verified bool
	Source   string
}

// Section is a table of a form.
type Section struct {
	ID, Title string
	Main      bool // the one that a single table shows
	Fields    []Field
}

// Field is a column of a section.
type Field struct {
	Name, What string
	Own        bool // riprep's, not the form's
	Verified   bool // the field was seen in the form, or the source that asks for it was read
	Source     string
	Brief      bool // shown to people; where none of a section is, all are
}

//go:embed data/forms.yaml
var formsText []byte

var formsKind = strict.Kind{Name: "forms", Major: 1, Single: true}

// builtin is read once; a test keeps it free of faults.
var builtin = sync.OnceValues(func() ([]Form, error) {
	var r strict.Reader
	defer func() { builtinSources = r.Sources() }()
	var forms []Form
	r.Bytes("builtin:forms.yaml", formsText, formsKind, func(m *strict.Map) { forms = decodeForms(m) })
	return forms, r.Faults().Err()
})

var builtinSources []strict.Source

// BuiltinSources are the files that the forms were read from.
func BuiltinSources() []strict.Source {
	_, _ = builtin()
	return builtinSources
}

// Forms returns the forms there are. They are shared: nobody may change them. The error is a defect of riprep's own data.
func Forms() ([]Form, error) { return builtin() }

// Find returns the form of an id, nil where there is none.
func Find(id string) *Form {
	forms, err := builtin()
	for i := range forms {
		if forms[i].ID == id && err == nil {
			return &forms[i]
		}
	}
	return nil
}

// Section returns the section of an id, the main one for "", nil where there is none.
func (f *Form) Section(id string) *Section {
	for i := range f.Sections {
		if s := &f.Sections[i]; s.ID == id || id == "" && s.Main {
			return s
		}
	}
	return nil
}
