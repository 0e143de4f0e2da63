// Package cyclonedx writes the hardware of an operator, as it is before a plan and as the plan leaves it, as a CycloneDX bill
// of materials in JSON.
//
// Begin with Encode in encode.go, which writes one bill with both states, and Files, which writes one for each; before.go has
// the gear that is there, after.go what takes its place, depend.go what hands service on to what, property.go the words.
//
// Every element of the inventory is a component of type device, its parts are components in it. The properties cdx:device:*
// are those of CycloneDX's own taxonomy: sku is the id of the element (an internal inventory reference), function its role,
// location its site, quantity how many identical ones it stands for, serialNumber stands once for each serial that is known.
// cdx:device:deviceType, which says how a part is mounted, is not used. What the plan says has names that begin with riprep:.
//
// No property says a thing that is not known. There is no timestamp: the same plan is the same bytes, and the serial number
// of the bill is made of its content.
package cyclonedx
