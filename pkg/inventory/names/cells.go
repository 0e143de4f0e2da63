package names

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

const maxQuantity = 1_000_000 // as in an inventory

// setters put the text of a cell into an element.
var setters = [...]func(e *inventory.Element, s string) error{
	none:       func(*inventory.Element, string) error { return nil },
	vendor:     func(e *inventory.Element, s string) error { e.Vendor = s; return nil },
	model:      func(e *inventory.Element, s string) error { e.Model = s; return nil },
	partNumber: func(e *inventory.Element, s string) error { e.PartNumber = s; return nil },
	domain: func(e *inventory.Element, s string) (err error) {
		e.Domain, err = word(s, inventory.Domains)
		return err
	},
	role: func(e *inventory.Element, s string) (err error) {
		e.Role, err = word(s, inventory.Roles)
		return err
	},
	acquired: func(e *inventory.Element, s string) (err error) {
		if s != "" {
			e.Acquired, err = inventory.ParseDate(s)
		}
		return err
	},
	sysObjectID: func(e *inventory.Element, s string) (err error) {
		if s != "" {
			e.SysObjectID, err = inventory.ParseObjectID(s)
		}
		return err
	},
	origin: func(e *inventory.Element, s string) (err error) {
		if s != "" {
			e.Origin, err = inventory.ParseCountry(strings.ToUpper(s))
		}
		return err
	},
	uses: func(e *inventory.Element, s string) error {
		e.Uses = nil
		for _, text := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(" ,;|/", c) }) {
			use, err := word(text, inventory.Uses)
			if err != nil {
				return err
			}
			if !slices.Contains(e.Uses, use) {
				e.Uses = append(e.Uses, use)
			}
		}
		return nil
	},
	quantity: func(e *inventory.Element, s string) error {
		if s == "" {
			return nil
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxQuantity {
			return fmt.Errorf("%q: not a whole number from 1 to %d", s, maxQuantity)
		}
		e.Quantity = n
		return nil
	},
}

// word reads one of some words, however it is spelt: Packet Core is packet-core.
func word(s string, words []string) (string, error) {
	if s == "" {
		return "", nil
	}
	w := strings.Join(strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return strings.ContainsRune(" -_", c) }), "-")
	if slices.Contains(words, w) {
		return w, nil
	}
	return "", fmt.Errorf("%q: not known (want %s)%s", s, strings.Join(words, ", "), near(w, words))
}
