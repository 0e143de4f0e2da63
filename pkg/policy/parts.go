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
	m := maker{label: fmt.Sprintf("part %s by", quote(p.Model)), vendor: p.Vendor, model: p.Model, partNumber: p.PartNumber, role: p.Role}
	switch {
	case p.Model == "" && p.PartNumber == "":
		m.label = "part by"
	case p.Model == "":
		m.label = fmt.Sprintf("part number %s by", quote(p.PartNumber))
	}
	name := s.name(p.Vendor)
	if name.method == Unstated && (name.empty || chip) && !s.strange(el, p) {
		// A part without a maker's name is the chassis maker's own, and who made a chip inside is rarely told; only a board
		// of which somebody wrote that its maker is not known is a question.
		return opinion{}, false
	}
	o := s.made(g, el, m)
	if o.Verdict == NotCovered {
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

// strange reports whether the model or part number of a part says that another made it than the maker of the gear that it
// is in. What it fits says nothing: a transceiver "compatible with" a covered maker's gear is not that maker's.
func (s *screener) strange(el *gear, p *inventory.Part) bool {
	var of hit
	if name := s.name(el.Vendor); name.decides() {
		of = name.hits[0]
	}
	for _, h := range s.model(p.Model, p.PartNumber) {
		if h.loud() && !h.of(of) {
			return true
		}
	}
	return false
}
