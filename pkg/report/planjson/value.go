package planjson

import (
	"fmt"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// maxFaults is how many faults are gathered: finding the place of one means walking the text.
const maxFaults = 100

func (d *decoder) fault(in *place, key, format string, args ...any) {
	if len(d.faults) >= maxFaults {
		return
	}
	p := place{in: in, key: key}
	d.faults = append(d.faults, strict.Fault{Pos: d.find(p), Message: p.String() + ": " + fmt.Sprintf(format, args...)})
}

// cents reads an amount that must be there.
func (d *decoder) cents(in *place, key string, text *string) cost.Cents {
	if text == nil || *text == "" {
		d.fault(in, key, "no amount")
		return 0
	}
	c, err := cost.ParseCents(*text)
	if err != nil {
		d.fault(in, key, "%s", err)
	}
	return c
}

// date reads a day; null is none.
func (d *decoder) date(in *place, key string, text *string) inventory.Date {
	if text == nil {
		return inventory.Date{}
	}
	day, err := inventory.ParseDate(*text)
	if err != nil {
		d.fault(in, key, "%s", err)
	}
	return day
}
