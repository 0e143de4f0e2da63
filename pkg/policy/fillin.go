package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Filled is a key of an element that the inventory left out and FillIn put in.
type Filled struct {
	Element int    // index in Inventory.Elements
	Key     string // domain or role
	Value   string
	Why     string // safe to print
}

// Contradiction is what an inventory says of an element and its model says otherwise. Nothing is changed for it.
type Contradiction struct {
	Element int // index in Inventory.Elements
	Text    string
}

// homes are the domains of roles that stand in one alone. An antenna can be of a radio or of a microwave link, a server can
// be a core's or nobody's: for them, as for other, the domain must be stated or come from the model.
var homes = map[string]string{
	"radio": "ran", "baseband": "ran", "small-cell": "ran", "controller": "ran",
	"packet-core": "core", "voice-core": "core", "subscriber-data": "core", "policy": "core", "interconnect": "core", "management": "core",
	"router": "transport", "switch": "transport", "microwave": "transport", "optical": "transport", "firewall": "transport", "timing": "transport",
	"olt": "access", "ont": "access", "dslam": "access", "cpe": "access",
	"power": "support", "cabinet": "support",
}

// anywhere are the roles of gear that can stand in any domain, such as the switch of a core or the router of a radio site.
var anywhere = []string{"router", "switch", "firewall", "timing", "management", "antenna", "server", "power", "cabinet", "other"}

// FillIn fills in the domain and role of elements that leave them out, in place: from the model's family, or the domain
// from a role that belongs to one. What is stated is never changed; where the family of the model says otherwise, and no
// other maker uses its name, that is reported. An element whose domain or role stays empty is a fault.
//
// Cost is linear in the elements. What is the same (vendor, model, part number, object identifier) is looked up once.
func FillIn(inv *inventory.Inventory, rules *Rules) (filled []Filled, odd []Contradiction, faults strict.Faults) {
	known := make(map[[4]string]Identity)
	for i := range inv.Elements {
		el := &inv.Elements[i]
		key := [4]string{el.Vendor, el.Model, el.PartNumber, el.SysObjectID}
		id, ok := known[key]
		if !ok {
			id = rules.Identify(el.Vendor, el.Model, el.PartNumber, el.SysObjectID)
			if len(known) < mostLikenesses {
				known[key] = id
			}
		}
		text := id.contradiction(el)
		if text != "" {
			odd = append(odd, Contradiction{i, text})
		}
		filled = id.fillIn(filled, i, el)
		if f, open := stillOpen(el, text != ""); open {
			faults = append(faults, f)
		}
	}
	return filled, odd, faults
}

// fillIn fills in what an element leaves open.
func (id *Identity) fillIn(filled []Filled, i int, el *inventory.Element) []Filled {
	put := func(key string, to *string, value, why string) {
		if *to == "" && value != "" {
			*to = value
			filled = append(filled, Filled{i, key, value, why})
		}
	}
	if id.agrees(el) {
		if el.Role == "" {
			put("role", &el.Role, id.Role, id.because(el))
		}
		put("domain", &el.Domain, id.Domain, id.because(el))
	}
	put("domain", &el.Domain, homes[el.Role], "role "+el.Role)
	return filled
}

// agrees reports whether an element can be of the family: an empty key agrees with everything.
func (id *Identity) agrees(el *inventory.Element) bool {
	return id.Family != "" && id.agreesRole(el.Role) && (el.Domain == "" || el.Role != "" || id.Role == "" || id.agreesDomain(el.Domain))
}

func (id *Identity) agreesRole(role string) bool {
	return role == "" || role == "other" || id.Role == "" || role == id.Role || slices.Contains(id.family.family.Also, role)
}

func (id *Identity) agreesDomain(domain string) bool {
	return domain == "" || id.Domain == "" || domain == id.Domain || slices.Contains(anywhere, id.Role)
}

// contradiction says in words what the inventory states and the model denies, "" for nothing. Only a family that no other
// maker uses, or one of the maker that is known, can deny; and gear of a role that it can have may stand in any domain.
func (id *Identity) contradiction(el *inventory.Element) string {
	f := id.family.family
	if f == nil || f.Shared {
		return ""
	}
	var says string
	switch {
	case !id.agreesRole(el.Role):
		says = el.Role
	case !id.agreesDomain(el.Domain) && (el.Role == "" || el.Role == "other" || homes[el.Role] != "" && homes[el.Role] != el.Domain && !slices.Contains(anywhere, el.Role)):
		says = "domain " + el.Domain
	default:
		return ""
	}
	what := f.Role
	if what == "" || strings.HasPrefix(says, "domain ") {
		what = strings.TrimSpace(what + " of domain " + f.Domain)
	}
	return fmt.Sprintf("element %s: %s is %s %s (%s family %s), the inventory says %s",
		quote(el.ID), id.subject(el), indefinite(what), what, id.family.who(), f.ID, says)
}

// because says whence a family is known.
func (id *Identity) because(el *inventory.Element) string {
	return fmt.Sprintf("%s (%s family %s)", id.subject(el), id.family.who(), id.Family)
}

func (id *Identity) subject(el *inventory.Element) string {
	if id.family.family.On == "part_number" {
		return "part number " + quote(el.PartNumber)
	}
	return "model " + quote(el.Model)
}

func indefinite(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an"
	}
	return "a"
}

// stillOpen is the fault of an element of which the domain or role is not known.
func stillOpen(el *inventory.Element, odd bool) (strict.Fault, bool) {
	missing := "domain and no role"
	switch {
	case el.Domain != "" && el.Role != "":
		return strict.Fault{}, false
	case el.Domain != "":
		missing = "role"
	case el.Role != "":
		missing = "domain"
	}
	told := "and no model to tell"
	switch {
	case odd:
		told = fmt.Sprintf("and model %s contradicts what is stated", quote(el.Model))
	case el.Model != "":
		told = fmt.Sprintf("and model %s does not tell", quote(el.Model))
	}
	return strict.Fault{
		Pos: el.Pos, Hint: "state domain and role",
		Message: fmt.Sprintf("element %s: no %s, %s", quote(el.ID), missing, told),
	}, true
}
