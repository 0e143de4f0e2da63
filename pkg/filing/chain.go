package filing

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// chain is a unit's way from the network to its destruction, as a record has it on a day.
type chain struct {
	state      string // in network | removed | stored | transported | destroyed
	operable   bool   // until it is properly disposed of
	missing    []string
	outOfOrder string // what is before what, "" where the days are in order
}

// untouched is the chain of a unit that nothing is recorded of.
var untouched = chain{state: "in network", operable: true}

// follow reads a record as it stands on a day; what comes later has not happened. Of a unit that was removed on the day or
// before, that is: an earlier day is untouched.
func follow(u *Units, asOf inventory.Date) chain {
	if u.RemovedOn.IsZero() || u.RemovedOn.After(asOf) {
		return untouched
	}
	came := func(d inventory.Date) bool { return !d.IsZero() && !d.After(asOf) }
	stored := u.StoredAt != "" && !u.StoredOn.After(asOf)
	transported, destroyed := came(u.TransportedOn), came(u.DestroyedOn)
	c := chain{state: "removed"}
	switch {
	case destroyed:
		c.state = "destroyed"
	case transported:
		c.state = "transported"
	case stored:
		c.state = "stored"
	}
	c.operable = !destroyed || u.Sanitized != "yes" && u.Sanitized != "not-applicable"
	c.lacks("removed_by", u.RemovedBy == "")
	c.lacks("stored_at", u.StoredAt == "")
	c.lacks("stored_on", u.StoredOn.IsZero())
	if transported || destroyed {
		c.lacks("manifest", u.Manifest == "")
		c.lacks("carrier", u.Carrier == "")
		c.lacks("transported_on", u.TransportedOn.IsZero())
	}
	if destroyed {
		c.lacks("method", u.Method == "")
		c.lacks("destroyed_at", u.DestroyedAt == "")
		c.lacks("sanitized", u.Sanitized == "")
		c.lacks("sanitize_method", u.Sanitized == "yes" && u.SanitizeMethod == "")
		c.lacks("certificate", u.Certificate == "")
		c.lacks("firm", u.Firm == "")
		c.lacks("firm_certification", u.FirmCertificate == "")
		c.lacks("photos", len(u.Photos) == 0)
	}
	c.outOfOrder = disorder(u, asOf)
	return c
}

func (c *chain) lacks(field string, is bool) {
	if is {
		c.missing = append(c.missing, field)
	}
}

// disorder names the first two days that are the wrong way round.
func disorder(u *Units, asOf inventory.Date) string {
	before, day := "removed_on", u.RemovedOn
	for _, next := range []struct {
		name string
		on   inventory.Date
	}{{"stored_on", u.StoredOn}, {"transported_on", u.TransportedOn}, {"destroyed_on", u.DestroyedOn}} {
		switch {
		case next.on.IsZero() || next.on.After(asOf):
			continue
		case next.on.Before(day):
			return fmt.Sprintf("%s %s is before %s %s", next.name, next.on, before, day)
		}
		before, day = next.name, next.on
	}
	return ""
}

// holds reports whether a unit is destroyed by a record that is complete and in order.
func (c *chain) holds() bool {
	return c.state == "destroyed" && !c.operable && len(c.missing) == 0 && c.outOfOrder == ""
}

// fails says what does not hold, or is missing.
func (c *chain) fails(u *Units) string {
	var out []string
	switch {
	case c.state == "in network":
		return "not removed"
	case c.state != "destroyed":
		out = append(out, "not destroyed")
	case u.Sanitized == "no":
		out = append(out, "media not sanitized")
	case c.operable:
		out = append(out, "not known whether its media are sanitized")
	}
	if c.outOfOrder != "" {
		out = append(out, c.outOfOrder)
	}
	if len(c.missing) > 0 {
		out = append(out, "missing: "+strings.Join(c.missing, ", "))
	}
	return strings.Join(out, "; ")
}
