package planjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
)

// MaxBytes is the size of the largest plan that is read.
const MaxBytes = 256 << 20

// maxDepth is how deep objects and lists may nest; plan/v1 itself needs six.
const maxDepth = 64

// Decode reads plan/v1. name is what faults call the file. The error is strict.Faults for everything that is wrong with
// the text, at its line and column, and otherwise what r returned.
//
// What was read need not be a plan that holds, or a plan at all: that is for planner.Verify to say.
func Decode(r io.Reader, name string) (*planner.Plan, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	d := &decoder{name: name, data: data}
	switch {
	case len(data) > MaxBytes:
		return nil, d.refuse(strict.Pos{File: name}, "", "larger than the limit of %d bytes", MaxBytes)
	case len(bytes.TrimSpace(data)) == 0:
		return nil, d.refuse(strict.Pos{File: name}, "riprep plan DIR -o json=FILE writes one", "the file is empty")
	}
	if at, deep := tooDeep(data); deep {
		return nil, d.refuse(d.at(at), "", "nested more than %d deep", maxDepth)
	}
	if err := d.version(); err != nil {
		return nil, err
	}
	var f file
	if err := d.unmarshal(&f); err != nil {
		return nil, err
	}
	p := d.plan(&f)
	return p, d.faults.Err()
}

// decoder gathers the faults of one file.
type decoder struct {
	name   string
	data   []byte
	faults strict.Faults
}

// version looks at what the file says it is before anything else, so that a later major version is not taken for a
// broken plan.
func (d *decoder) version() error {
	var head struct {
		Riprep *string `json:"riprep"`
	}
	if err := d.unmarshal(&head); err != nil {
		return err
	}
	if head.Riprep == nil {
		return d.refuse(strict.Pos{File: d.name}, "a plan is what riprep plan DIR -o json=FILE writes", `no key "riprep" that says what the file is`)
	}
	at := d.find(place{key: "riprep"})
	kind, major, ok := strings.Cut(*head.Riprep, "/v")
	major, _, _ = strings.Cut(major, ".") // a minor version is ignored
	n, err := strconv.Atoi(major)
	switch {
	case !ok || err != nil || kind != Format:
		return d.refuse(at, "a plan is what riprep plan DIR -o json=FILE writes", "riprep %q: want plan/v1", brief(*head.Riprep))
	case n != Version:
		return d.refuse(at, "this riprep reads plan/v1", "riprep %q: a version that is not known", brief(*head.Riprep))
	}
	return nil
}

// unmarshal puts the library's errors into our words.
func (d *decoder) unmarshal(to any) error {
	err := json.Unmarshal(d.data, to)
	var syntax *json.SyntaxError
	var typed *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax) && d.cut(syntax):
		return d.refuse(d.at(len(d.data)), "the file was cut off; write the plan again", "the text ends in the middle of the plan")
	case errors.As(err, &syntax):
		return d.refuse(d.at(int(syntax.Offset)-1), "", "not JSON: %s", syntax)
	case errors.As(err, &typed):
		return d.refuse(d.at(d.start(int(typed.Offset))), "", "%s: %s where %s is wanted", orTop(typed.Field), found(typed.Value), wanted(typed.Type.Kind()))
	}
	return d.refuse(strict.Pos{File: d.name}, "", "not JSON: %s", err)
}

// cut reports whether the text ends before it is complete. The library looks at a blank behind the end to see whether a
// number or a word goes on; an editor may have put a line's end behind a text that was cut inside a name.
func (d *decoder) cut(err *json.SyntaxError) bool {
	at := int(err.Offset)
	return strings.Contains(err.Error(), "unexpected end") ||
		at >= len(d.data) && strings.HasPrefix(err.Error(), "invalid character ' '") ||
		at >= 1 && at <= len(d.data) && len(bytes.TrimSpace(d.data[at-1:])) == 0
}

func (d *decoder) refuse(at strict.Pos, hint, format string, args ...any) error {
	return append(d.faults, strict.Fault{Pos: at, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func orTop(field string) string {
	if field == "" {
		return "the file"
	}
	return field
}

// brief is a value at a length that fits a line.
func brief(s string) string {
	const most = 40
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
