package cyclonedx

import (
	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
)

// properties gathers names and values in the order in which they are given.
type properties []cdx.Property

// add adds a value that is known. A name may stand more than once.
func (p *properties) add(name, value string) {
	if value = sanitize.Terminal(value); value != "" {
		*p = append(*p, cdx.Property{Name: name, Value: value})
	}
}

func (p *properties) all(name string, values []string) {
	for _, v := range values {
		p.add(name, v)
	}
}

func (p *properties) day(name string, d inventory.Date) { p.add(name, d.String()) }

func (p properties) list() *[]cdx.Property {
	if len(p) == 0 {
		return nil
	}
	list := []cdx.Property(p)
	return &list
}

// device is a component of a maker and a model. The maker stands as manufacturer and as supplier: readers look at one or the
// other.
func device(ref, vendor, model, description string, p properties) cdx.Component {
	return cdx.Component{
		BOMRef: ref, Type: cdx.ComponentTypeDevice, Manufacturer: maker(vendor), Supplier: maker(vendor),
		Name: sanitize.Terminal(model), Description: sanitize.Terminal(description), Properties: p.list(),
	}
}

func maker(name string) *cdx.OrganizationalEntity {
	if name = sanitize.Terminal(name); name == "" {
		return nil
	}
	return &cdx.OrganizationalEntity{Name: name}
}
