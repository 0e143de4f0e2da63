package round

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// Write writes a file of kind round/v1 that Load reads back equal, but for the places of what stands in it: a programme
// without tiers of its own and without rounds, for somebody else to add the money. An error says that it has those, or that it
// holds a text that no file may hold, or is of w.
func Write(w io.Writer, p *Programme) error {
	if len(p.Rounds) > 0 || len(p.Tiers) > 0 {
		return fmt.Errorf("write round %q: rounds and tiers are not written", p.ID)
	}
	out := bufio.NewWriter(w)
	f := strict.Fields{W: out}
	f.Raw("riprep", roundKind.String())
	f.Text("programme", p.ID)
	f.Text("title", p.Title)
	f.Text("source", p.Source)
	f.Text("note", p.Note)
	f.Raw("rounds", "[]")
	if f.Err != nil {
		return fmt.Errorf("write round: %w", f.Err)
	}
	if len(p.Applications) == 0 {
		f.Raw("applications", "[]")
		return out.Flush()
	}
	_, _ = out.WriteString("applications:\n") // Flush tells of an error
	for i := range p.Applications {
		if err := writeApplication(out, &p.Applications[i]); err != nil {
			return fmt.Errorf("write round: application %q: %w", p.Applications[i].ID, err)
		}
	}
	return out.Flush()
}

func writeApplication(out *bufio.Writer, a *Application) error {
	f := strict.Fields{W: out, Indent: strict.Item}
	f.Text("id", a.ID)
	f.Text("applicant", a.Applicant)
	f.Text("frn", a.FRN)
	if a.Customers != nil {
		f.Raw("customers", strconv.Itoa(*a.Customers))
	}
	f.Text("kind", a.Kind)
	f.Text("tier", a.Tier)
	money := func(key string, c *cost.Cents) {
		if c != nil {
			f.Raw(key, c.String())
		}
	}
	money("requested", a.Requested)
	money("approved", a.Approved)
	if len(a.Within) > 0 {
		return fmt.Errorf("within %q: is not written", a.Within)
	}
	if a.Remainder {
		f.Raw("remainder", "true")
	}
	if !a.Withdrawn.IsZero() {
		f.Raw("withdrawn", a.Withdrawn.String())
	}
	if !a.Denied.IsZero() {
		f.Raw("denied", a.Denied.String())
	}
	if a.Drawn != 0 {
		f.Raw("drawn", a.Drawn.String())
	}
	f.Text("source", a.Source)
	f.Raw("verified", strconv.FormatBool(a.Verified))
	f.Text("note", a.Note)
	return f.Err
}
