package filing

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/report/grid"
)

// JSONKind is what a document says it is.
const JSONKind = "filing/v1"

// head is a document without its sections, field is a column; both as JSON has them.
type head struct {
	Riprep      string      `json:"riprep"`
	Form        string      `json:"form"`
	Title       string      `json:"title"`
	Official    string      `json:"official"`
	Programme   string      `json:"programme"`
	Rule        source      `json:"rule"`
	Layout      layout      `json:"layout"`
	Operator    operator    `json:"operator"`
	Application *string     `json:"application"` // null for all of them
	AsOf        *string     `json:"as_of"`
	Inputs      []inputFile `json:"inputs"`
	Notes       []string    `json:"notes"`
}

type source struct {
	Text     string `json:"text"`
	Verified bool   `json:"verified"`
	Source   string `json:"source"`
}

type layout struct {
	Verified bool   `json:"verified"`
	Note     string `json:"note"`
}

type operator struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type inputFile struct {
	Path   string `json:"path"`
	Kind   string `json:"kind"`
	SHA256 string `json:"sha256"`
}

type field struct {
	Name     string `json:"name"`
	What     string `json:"what"`
	Own      bool   `json:"own"`
	Verified bool   `json:"verified"`
	Source   string `json:"source"`
}

// JSON writes the document as filing/v1: what the form is, and its sections, each with its fields (what they are, and whether
// they were seen in the real form) and its rows. Amounts are strings of plain decimals; an empty cell is null.
func (d *Document) JSON(w io.Writer) error {
	f := d.Form
	h := head{
		Riprep: JSONKind, Form: f.ID, Title: f.Title, Official: f.Official, Programme: d.Programme, Rule: source{f.Rule, f.Verified, f.Source},
		Layout: layout(f.Layout), Operator: operator{grid.Clean(d.Operator.ID), grid.Clean(d.Operator.Name)},
		Application: optional(d.Application), AsOf: optional(d.AsOf.String()), Inputs: inputs(d.Inputs), Notes: []string{},
	}
	for _, n := range d.Notes {
		h.Notes = append(h.Notes, grid.Clean(n))
	}
	text, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return fmt.Errorf("form %q: %w", f.ID, err)
	}
	out := bufio.NewWriter(w)
	_, _ = out.Write(text[:len(text)-len("\n}")]) // Flush tells of an error
	_, _ = out.WriteString(",\n  \"sections\": [")
	for i := range d.Sections {
		if i > 0 {
			_, _ = out.WriteString(",")
		}
		if err := d.Sections[i].json(out); err != nil {
			return fmt.Errorf("form %q: %w", f.ID, err)
		}
	}
	_, _ = out.WriteString("\n  ]\n}\n")
	return out.Flush()
}

func (s *Filled) json(out *bufio.Writer) error {
	id, errID := json.Marshal(s.ID)
	title, errTitle := json.Marshal(s.Title)
	if errID != nil || errTitle != nil {
		return fmt.Errorf("section %q: %w", s.ID, errTitle)
	}
	_, _ = fmt.Fprintf(out, "\n    {\n      \"id\": %s,\n      \"title\": %s,\n      \"main\": %t,\n      \"fields\": [", id, title, s.Main)
	for i, f := range s.Fields {
		text, err := json.Marshal(field{f.Name, f.What, f.Own, f.Verified, f.Source})
		if err != nil {
			return fmt.Errorf("section %q: %w", s.ID, err)
		}
		if i > 0 {
			_, _ = out.WriteString(",")
		}
		_, _ = fmt.Fprintf(out, "\n        %s", text)
	}
	_, _ = out.WriteString("\n      ],\n      \"rows\": ")
	s.Table().RowsJSON(out, "      ")
	_, _ = out.WriteString("\n    }")
	return nil
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func inputs(of []strict.Source) []inputFile {
	out := []inputFile{}
	for _, s := range of {
		out = append(out, inputFile{grid.Clean(s.Path), s.Kind, s.SHA256})
	}
	return out
}
