package policy

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// seen says what a maker's name was recognised as.
func (m maker) seen(name nameMatch) string {
	text := m.label + " " + quote(m.vendor)
	switch name.method {
	case Unstated:
		switch {
		case name.empty:
			return m.label + " not stated"
		case len(m.vendor) > maxRead:
			return fmt.Sprintf("%s is %d bytes long, which is no name", text, len(m.vendor))
		case steers(m.vendor):
			return text + " holds signs that change what is shown, which no name does"
		}
		return text + " names no maker"
	case ByExact:
		return fmt.Sprintf("%s is %s", text, name.hits[0].vendor.Name)
	case ByAlias:
		return fmt.Sprintf("%s is %s (alias)", text, name.hits[0].vendor.Name)
	case ByAffiliate, ByBrand:
		h := name.hits[0]
		return fmt.Sprintf("%s is %s, %s of %s", text, h.aff.Name, article(h.aff.Relation), h.vendor.Name)
	case Apart:
		return fmt.Sprintf("%s is %s", text, name.hits[0].apart.Name)
	case ByEnterprise, BySigns:
		if strings.TrimSpace(m.vendor) == "" {
			return fmt.Sprintf("%s not stated; %s", m.label, m.told(*name.told))
		}
		return fmt.Sprintf("%s names no maker; %s", text, m.told(*name.told))
	}
	return text
}

// resembles says what a name looks like without being it.
func (m maker) resembles(method Method, h hit) string {
	text, who := m.label+" "+quote(m.vendor), h.vendor.Name
	if h.aff != nil {
		who = fmt.Sprintf("%s (%s of %s)", h.aff.Name, h.aff.Relation, h.vendor.Name)
	}
	switch method {
	case ByOEM:
		return fmt.Sprintf("%s is %s", text, h.aff.Name)
	case ByContains:
		return fmt.Sprintf("%s contains the name of %s", text, who)
	case ByLookalike:
		return fmt.Sprintf("%s looks like %s, written with other signs", text, who)
	}
	return fmt.Sprintf("%s is a slip of the pen away from %s", text, who)
}

// modelSeen says what a model or part number was recognised as.
func (m maker) modelSeen(h modelHit) string {
	switch {
	case h.number != nil && h.number.Shared:
		return fmt.Sprintf("SNMP agent %s has the number %s, with which %s's agents answer and others' too", quote(m.object), h.number.Number, h.who())
	case h.number != nil:
		return fmt.Sprintf("SNMP agent %s has %s's enterprise number %s", quote(m.object), h.who(), h.number.Number)
	case h.fits:
		return fmt.Sprintf("model %s says what it fits or resembles: %s's", quote(m.model), h.who())
	case h.named:
		return fmt.Sprintf("model %s names %s", quote(m.model), h.who())
	case h.family.On == "part_number" && h.family.Shared:
		return fmt.Sprintf("part number %s has the form of %s's", quote(m.partNumber), h.who())
	case h.family.On == "part_number":
		return fmt.Sprintf("part number %s is of %s's family %s", quote(m.partNumber), h.who(), h.family.ID)
	case h.family.Shared:
		return fmt.Sprintf("model %s fits %s's family %s, a name that others use too", quote(m.model), h.who(), h.family.ID)
	}
	return fmt.Sprintf("model %s is of %s's family %s", quote(m.model), h.who(), h.family.ID)
}

// told says what decided where no maker is stated.
func (m maker) told(h modelHit) string {
	switch {
	case h.number != nil:
		return m.modelSeen(h)
	case h.signs&signName == 0:
		return fmt.Sprintf("model %s and part number %s are both of %s", quote(m.model), quote(m.partNumber), h.who())
	case h.signs&signFamily == 0:
		return fmt.Sprintf("model %s begins with the name of %s, and part number %s is of it too", quote(m.model), h.who(), quote(m.partNumber))
	}
	return fmt.Sprintf("model %s begins with the name of %s and goes on with its family %s", quote(m.model), h.who(), h.family.ID)
}

// roleFor is the role that a rule's review looks at: the one stated, unless the model says what the gear really is (an
// active antenna is a radio).
func (m maker) roleFor(v *Vendor, models []modelHit) string {
	for _, h := range models {
		if h.vendor == v && h.apart == nil && h.family != nil && !h.fits && h.family.Role != "" && !h.family.Shared {
			return h.family.Role
		}
	}
	return m.role
}

func (g regimeOn) notHeld(on inventory.Date) string {
	if g.first.IsZero() || g.first.Before(on) {
		return fmt.Sprintf("no rule of %s on named makers' equipment is in force on %s", g.ID, on)
	}
	return fmt.Sprintf("no rule of %s is in force on %s, the first is from %s", g.ID, on, g.first)
}

func vendorOf(name nameMatch) string {
	switch {
	case len(name.hits) == 0:
		return ""
	case name.hits[0].apart != nil:
		return name.hits[0].apart.Name
	}
	return name.hits[0].vendor.Name
}

func article(relation string) string {
	if relation == "affiliate" {
		return "an affiliate"
	}
	return "a " + relation
}

// joinNew joins two texts unless the second stands in the first already.
func joinNew(a, b string) string {
	if strings.Contains(a, b) {
		return a
	}
	return join(a, b)
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
