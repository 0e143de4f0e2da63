package policy

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// What a part is decides what it means for the element that it is in. A rule covers equipment that a vendor produced: a
// board is such equipment wherever it is plugged in, a chip is an ingredient of what somebody else produced.
var (
	chipRoles  = []string{"chipset", "chip", "soc", "asic", "fpga", "cpu", "processor", "memory", "ic", "component"}
	boardRoles = []string{"board", "module", "card", "line-card", "blade", "transceiver", "optic", "sfp", "modem", "modular-transmitter", "psu"}
)

// part decides what a part says of its element. ok is false where it says nothing.
func (s *screener) part(g regimeOn, el *gear, p *inventory.Part) (opinion, bool) {
	chip := slices.Contains(chipRoles, p.Role)
	board := slices.Contains(boardRoles, p.Role) || slices.Contains(inventory.Roles, p.Role) && p.Role != "other"
	m := maker{fmt.Sprintf("part %s by", quote(p.Model)), p.Vendor, p.Model, "", p.Role}
	if p.Model == "" {
		m.label = "part by"
	}
	o := s.made(g, el, m)
	if o.Verdict == NotCovered {
		return o, false
	}
	if name := s.name(p.Vendor); name.method == Unstated && o.Method == Unstated && (name.empty || chip) {
		// A part without a maker's name is the chassis maker's own, and who made a chip inside is rarely told; only a board
		// of which somebody wrote that its maker is not known is a question.
		return o, false
	}
	switch {
	case o.Verdict == Unknown:
	case chip:
		o.Verdict = Unknown
		o.Evidence += fmt.Sprintf("; a %s inside gear of another maker", p.Role)
		o.Settle = "whether the rule reaches a device for its chipset: a ruling, or the device's own authorization"
	case board:
	default:
		o.Verdict = Unknown
		o.Evidence += fmt.Sprintf("; its role %s does not say whether it is a board or a chip", quote(p.Role))
		o.Settle = "the part's role: board, module or chipset"
	}
	if method := o.Method; o.Verdict == Unknown {
		o.doubt(method)
	}
	if o.Method != ByModel {
		o.Method = ByPart
	}
	return o, true
}
