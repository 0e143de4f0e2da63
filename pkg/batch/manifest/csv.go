package manifest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/csvtext"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// columns of a list beside those of fields.
var columns = []string{"operator", "inventory", "scenario", "folder"}

// fieldOf returns the field of the scenario that a column sets: set.FIELD, or FIELD where it has a point in it.
func fieldOf(head string) (string, bool) {
	if field, ok := strings.CutPrefix(head, "set."); ok {
		return field, true
	}
	return head, strings.Contains(head, ".")
}

// table reads a list: a header, and a row for each entry. A cell is a value, values divided by |, or a range.
type table struct {
	r      *strict.Reader
	file   string
	rd     *csv.Reader
	places csvtext.Places
	heads  []string // "" for what is not known, and was reported
	d      *document
	bad    bool // something is wrong with the row
}

func (d *document) csv(r *strict.Reader, file string, text []byte) {
	comma, text := csvtext.Separator(text, 1, func(cell string) bool {
		field, set := fieldOf(strings.TrimSpace(cell))
		_, known := settable(field)
		return slices.Contains(columns, strings.TrimSpace(cell)) || set && known
	})
	t := &table{r: r, file: file, rd: csv.NewReader(bytes.NewReader(text)), places: csvtext.Places{Text: text}, d: d}
	t.rd.Comma, t.rd.FieldsPerRecord, t.rd.ReuseRecord = comma, -1, true
	for {
		record, err := t.rd.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			line, at, hint, message := csvtext.Broken(bad)
			r.Fault(t.pos(line, at), hint, "%s", message)
			if t.heads == nil {
				return
			}
			continue
		}
		if err != nil { // of a reader in memory there is none
			r.Fault(strict.Pos{File: file}, "", "cannot be read: %s", err)
			return
		}
		switch {
		case !slices.ContainsFunc(record, func(s string) bool { return strings.TrimSpace(s) != "" }):
		case t.heads == nil:
			t.header(record)
		default:
			t.row(record)
		}
	}
	if t.heads == nil {
		r.Fault(strict.Pos{File: file}, "begin it with the line: operator,inventory,scenario", "the file is empty")
	}
}

func (t *table) pos(line, at int) strict.Pos {
	p := strict.Pos{File: t.file, Line: line, Column: 1}
	if at > 0 {
		p.Column = t.places.Column(line, at)
	}
	return p
}

// at is the place of a cell of the row that was read last.
func (t *table) at(column int) strict.Pos { return t.pos(t.rd.FieldPos(column)) }

func (t *table) header(record []string) {
	t.heads = make([]string, len(record))
	for i, cell := range record {
		head := strings.TrimSpace(cell)
		field, set := fieldOf(head)
		hint, known := "", slices.Contains(columns, head)
		if set && !known {
			hint, known = settable(field)
		} else if !known {
			hint = "want " + strings.Join(columns, ", ") + ", or set.FIELD for a field of the scenario"
			if near := strict.Nearest(strings.ToLower(head), columns); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
		}
		if set && known {
			head = "set." + field
		}
		switch {
		case !known:
			t.r.Fault(t.at(i), hint, "column %q: not known", clip(head))
		case slices.Contains(t.heads[:i], head):
			t.r.Fault(t.at(i), "", "column %q: stands twice", head)
		default:
			t.heads[i] = head
		}
	}
	if !slices.Contains(t.heads, "inventory") && !slices.Contains(t.heads, "folder") {
		t.r.Fault(t.at(0), "begin it with the line: operator,inventory,scenario", "no column inventory, and none folder")
	}
}

func (t *table) row(record []string) {
	e := &entry{at: t.at(0)}
	t.bad = false
	for i, cell := range record {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if i >= len(t.heads) {
			t.fault(i, "", "%q: a cell without a column", clip(cell))
			break
		}
		if why := strict.Refuses(cell); why != "" {
			t.fault(i, "", "%s %q: %s", t.heads[i], clip(cell), why)
			continue
		}
		t.cell(e, i, strings.Clone(cell))
	}
	switch {
	case e.inventory != "" && e.folders != nil:
		t.fault(0, "leave one of them out", "both inventory and folder")
	case e.inventory == "" && e.folders == nil && !t.bad:
		t.fault(0, "", "neither inventory nor folder")
	}
	sortValues(e.set)
	t.d.entries = append(t.d.entries, e)
}

// fault reports what is wrong with a cell of the row that was read last.
func (t *table) fault(column int, hint, format string, args ...any) {
	t.bad = true
	t.r.Fault(t.at(column), hint, format, args...)
}

func (t *table) cell(e *entry, i int, cell string) {
	head := t.heads[i]
	path := func(s string) string {
		clean, why := within(strings.TrimSpace(s))
		if why != "" {
			t.fault(i, hintPath, "%s %q: %s", head, s, why)
		}
		return clean
	}
	switch head {
	case "":
	case "operator":
		if e.operator = cell; !batch.IsName(cell) {
			t.fault(i, hintName, "operator %q: not a name for an operator", clip(cell))
		}
	case "inventory":
		e.inventory = path(cell)
	case "folder":
		e.folders = []string{path(cell)}
		if why := pattern(e.folders[0]); why != "" {
			t.fault(i, "", "folder %q: %s", clip(cell), why)
		}
	case "scenario":
		for s := range strings.SplitSeq(cell, "|") {
			e.scenarios = append(e.scenarios, path(s))
		}
	default:
		field := strings.TrimPrefix(head, "set.")
		values, err := parseCell(cell)
		if err != nil {
			t.fault(i, "", "%s %s", field, err)
		}
		e.set = append(e.set, Values{field, values})
	}
}

// clip shortens a value that is about to be quoted.
func clip(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
