package mspdi

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// MaxBytes is the size of the largest file that is read.
const MaxBytes = 256 << 20

// Decode reads a project. name is what faults call the file. The error is strict.Faults for what is wrong with the text, and
// otherwise what r returned. Elements that Project does not have are passed over: what other programs write is read as far
// as a plan needs it. Amounts must be whole hundredths.
func Decode(r io.Reader, name string) (*Project, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxBytes {
		return nil, fault(strict.Pos{File: name}, "", "larger than the limit of %d bytes", MaxBytes)
	}
	var p Project
	d := xml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&p); err != nil {
		return nil, refuse(name, d, err)
	}
	c := checker{name: name}
	c.check(&p)
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	return &p, nil
}

// refuse says where the text is no project.
func refuse(name string, d *xml.Decoder, err error) error {
	line, column := d.InputPos()
	at := strict.Pos{File: name, Line: line, Column: column}
	var bad *xml.SyntaxError
	var number *strconv.NumError
	switch {
	case errors.Is(err, io.EOF):
		return fault(at, "", "the file holds no XML")
	case errors.As(err, &bad):
		return fault(strict.Pos{File: name, Line: bad.Line, Column: 1}, "", "not XML: %s", bad.Msg)
	case errors.As(err, &number):
		return fault(at, "", "%q: not a whole number", number.Num)
	}
	return fault(at, "", "not a project: %s", strings.TrimPrefix(err.Error(), "xml: "))
}

func fault(at strict.Pos, hint, format string, args ...any) strict.Faults {
	return strict.Faults{{Pos: at, Message: fmt.Sprintf(format, args...), Hint: hint}}
}

// checker looks whether what a file refers to is there, and whether days are days.
type checker struct {
	name   string
	faults strict.Faults
}

func (c *checker) add(format string, args ...any) {
	c.faults = append(c.faults, fault(strict.Pos{File: c.name}, "", format, args...)...)
}

func (c *checker) moment(what string, uid int, text string) {
	if text == "" {
		return
	}
	if _, err := Day(text); err != nil {
		c.add("task %d: %s %s", uid, what, err)
	}
}

func (c *checker) check(p *Project) {
	tasks, resources, calendars := map[int]bool{}, map[int]bool{}, map[int]bool{}
	once := func(in map[int]bool, what string, uid int) {
		if in[uid] {
			c.add("%s %d: there are two", what, uid)
		}
		in[uid] = true
	}
	for i := range p.Calendars {
		once(calendars, "calendar", p.Calendars[i].UID)
	}
	calendars[noCalendar], calendars[0] = true, true // that of the project, and none stated
	for i := range p.Tasks {
		once(tasks, "task", p.Tasks[i].UID)
	}
	for i := range p.Resources {
		once(resources, "resource", p.Resources[i].UID)
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		c.moment("start", t.UID, t.Start)
		c.moment("finish", t.UID, t.Finish)
		c.moment("deadline", t.UID, t.Deadline)
		if !calendars[t.CalendarUID] {
			c.add("task %d: no calendar %d", t.UID, t.CalendarUID)
		}
		for _, l := range t.PredecessorLink {
			if !tasks[l.PredecessorUID] && !bool(l.CrossProject) {
				c.add("task %d: waits for task %d, and there is none", t.UID, l.PredecessorUID)
			}
		}
	}
	for i := range p.Assignments {
		a := &p.Assignments[i]
		if !tasks[a.TaskUID] || !resources[a.ResourceUID] {
			c.add("assignment %d: of resource %d to task %d, and one of them is not there", a.UID, a.ResourceUID, a.TaskUID)
		}
	}
}

// UnmarshalText takes the words of an XML boolean.
func (f *Flag) UnmarshalText(text []byte) error {
	switch string(text) {
	case "1", "true":
		*f = true
	case "0", "false":
		*f = false
	default:
		return fmt.Errorf("%q: not a boolean (want 0 or 1)", text)
	}
	return nil
}
