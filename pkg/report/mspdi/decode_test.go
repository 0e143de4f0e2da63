package mspdi_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/report/mspdi"
)

const head = `<Project xmlns="http://schemas.microsoft.com/project">`

func TestDecodeFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":      {"", "the file holds no XML"},
		"no XML":     {"hello", "the file holds no XML"},
		"cut":        {head + "<Tasks>\n<Task>", "plan.xml:2:1: not XML: unexpected EOF"},
		"other":      {"<svg/>", "not a project: expected element type <Project> but have <svg>"},
		"namespace":  {`<Project xmlns="urn:x"/>`, "not a project: expected element <Project> in name space http://schemas.microsoft.com/project but have urn:x"},
		"number":     {head + "<SaveVersion>x</SaveVersion></Project>", `"x": not a whole number`},
		"flag":       {head + "<ScheduleFromStart>2</ScheduleFromStart></Project>", `not a project: "2": not a boolean (want 0 or 1)`},
		"two tasks":  {head + "<Tasks><Task><UID>1</UID></Task><Task><UID>1</UID></Task></Tasks></Project>", "task 1: there are two"},
		"no task":    {head + "<Tasks><Task><UID>1</UID><PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task></Tasks></Project>", "task 1: waits for task 2, and there is none"},
		"day":        {head + "<Tasks><Task><UID>1</UID><Start>2027-02-30T08:00:00</Start></Task></Tasks></Project>", `task 1: start "2027-02-30T08:00:00": not a moment (want YYYY-MM-DDTHH:MM:SS)`},
		"calendar":   {head + "<Tasks><Task><UID>1</UID><CalendarUID>7</CalendarUID></Task></Tasks></Project>", "task 1: no calendar 7"},
		"assignment": {head + "<Assignments><Assignment><UID>3</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID></Assignment></Assignments></Project>", "assignment 3: of resource 2 to task 1, and one of them is not there"},
	} {
		_, err := mspdi.Decode(strings.NewReader(c.text), "plan.xml")
		var faults strict.Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v is no fault of the file", name, err)
			continue
		}
		if got := err.Error(); !strings.HasSuffix(got, c.want) || !strings.HasPrefix(got, "plan.xml") {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// FuzzDecode: no text makes it panic, and what it accepts it writes so that it reads the same again.
func FuzzDecode(f *testing.F) {
	text, err := os.ReadFile(filepath.Join("testdata", "small.xml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(head + `<SaveVersion>14</SaveVersion><Calendars><Calendar><UID>1</UID><Exceptions><Exception><Type>1</Type></Exception></Exceptions></Calendar></Calendars>` +
		`<Tasks><Task><UID>1</UID><Start>2027-01-04T08:00:00</Start><CalendarUID>1</CalendarUID><Baseline><Cost>5</Cost></Baseline></Task>` +
		`<Task><UID>2</UID><PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task></Tasks></Project>`))
	f.Add([]byte(head + "<Tasks><Task><UID>1</UID><Name>a\u0000&#xD;</Name></Task></Tasks></Project>"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := mspdi.Decode(bytes.NewReader(text), "plan.xml")
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := p.Write(&first); err != nil {
			t.Fatal(err)
		}
		again, err := mspdi.Decode(bytes.NewReader(first.Bytes()), "plan.xml")
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		if err := again.Write(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("not the same when written again: %v", err)
		}
	})
}
