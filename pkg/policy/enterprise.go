package policy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// Enterprise is a private enterprise number, or a subtree below one, that a maker's SNMP agents answer with.
type Enterprise struct {
	Number string // "2011", or a subtree such as "2011.10"
	Shared bool   // agents of other makers answer with it too: it only proposes
	Note   string
	Provenance
	Pos strict.Pos
}

// enterprises is the object under which every enterprise number stands.
const enterprises = "1.3.6.1.4.1."

const maxArcs = 8 // of a number in the data

func decodeSNMP(m *strict.Map) (list []Enterprise) {
	m.List("snmp", func(em *strict.Map) { list = append(list, decodeEnterprise(em)) })
	return list
}

func decodeEnterprise(m *strict.Map) Enterprise {
	e := Enterprise{Note: m.String("note"), Pos: m.Pos()}
	e.Number, _ = strict.Parse(m, "number", parseEnterprise, strict.Required)
	e.Shared, _ = m.Bool("shared")
	e.Provenance = decodeProvenance(m)
	m.Done()
	return e
}

func parseEnterprise(s string) (string, error) {
	arcs := strings.Split(s, ".")
	for _, arc := range arcs {
		if _, err := strconv.ParseUint(arc, 10, 32); err != nil || len(arc) > 1 && arc[0] == '0' || len(arcs) > maxArcs {
			return "", fmt.Errorf("%q: not an enterprise number (want one such as 2011, or a subtree such as 2011.10)", clip(s))
		}
	}
	return s, nil
}

// enterpriseIndex finds whose an SNMP object identifier is.
type enterpriseIndex map[string]modelHit

// newEnterpriseIndex indexes the vendors' numbers. A number that stands for two is a fault.
func newEnterpriseIndex(r *strict.Reader, vendors []*Vendor) enterpriseIndex {
	x := make(enterpriseIndex)
	add := func(h modelHit, list []Enterprise) {
		for i := range list {
			e := &list[i]
			if old, taken := x[e.Number]; taken {
				r.Fault(e.Pos, "", "number %s of %q: stands for %q already", e.Number, h.vendor.ID, old.vendor.ID)
				continue
			}
			h.number = e
			x[e.Number] = h
		}
	}
	for _, v := range vendors {
		add(modelHit{vendor: v}, v.SNMP)
		for i := range v.Affiliates {
			add(modelHit{vendor: v, aff: &v.Affiliates[i]}, v.Affiliates[i].SNMP)
		}
		for i := range v.Apart {
			add(modelHit{vendor: v, apart: &v.Apart[i]}, v.Apart[i].SNMP)
		}
	}
	return x
}

// match finds the longest number that an object identifier begins with.
func (x enterpriseIndex) match(object string) (modelHit, bool) {
	rest, ok := strings.CutPrefix(object, enterprises)
	for ok && len(rest) <= maxRead {
		if h, found := x[rest]; found {
			return h, true
		}
		dot := strings.LastIndexByte(rest, '.')
		if dot < 0 {
			break
		}
		rest = rest[:dot]
	}
	return modelHit{}, false
}
