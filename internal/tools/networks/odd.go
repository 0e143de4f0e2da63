package main

import (
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
)

// addOddities spoils a few records in the ways that real inventories are spoilt.
func addOddities(inv *inventory.Inventory) {
	var trusted, huawei []*inventory.Element // routers; everything but the core
	for i := range inv.Elements {
		e := &inv.Elements[i]
		switch {
		case e.Role == "router" && !synth.Covered(e.Vendor):
			trusted = append(trusted, e)
		case e.Vendor == synth.Huawei && e.Domain != "core":
			huawei = append(huawei, e)
		}
	}
	// A vendor as invoices spell it.
	for i := 30; i < len(huawei); i += 70 {
		huawei[i].Vendor = "HUAWEI TECHNOLOGIES CO., LTD."
	}
	if len(trusted) > 1 {
		// Nobody knows who made the last one, and the first has a chip inside from an affiliate of Huawei.
		last := trusted[len(trusted)-1]
		last.Vendor, last.Model = "unknown", ""
		trusted[0].Parts = []inventory.Part{{Vendor: "HiSilicon", Model: "SD5116", Role: "chipset"}}
	}
}
