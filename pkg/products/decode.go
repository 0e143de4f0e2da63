package products

import (
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

var kind = strict.Kind{Name: "products", Major: 1}

// The words that a products file may use. StepKinds is also the order in which the steps of a method stand.
var (
	MethodKinds = []string{"overlay", "in-place", "function", "retire", "test"}
	StepKinds   = []string{"prepare", "install", "cutover", "test", "remove", "dispose"}
	PerKinds    = []string{"package", "element", "equipment"}
	Media       = []string{"fiber", "microwave", "fixed-wireless", "copper"}
	tags        = []string{string(cost.Removal), string(cost.Replacement), string(cost.Disposal)}
)

const (
	maxDays     = 3650
	maxCrews    = 1000
	maxPriority = 1_000_000
)

// file is one file of the kind products/v1 while it is decoded.
type file struct {
	products []Product
	methods  []Method
	seen     map[string]strict.Pos // where "product x" and "method x" stand first in this file
}

func (f *file) decode(m *strict.Map) {
	m.String("title")
	m.String("note")
	m.List("products", func(m *strict.Map) {
		if p := decodeProduct(m); f.fresh(m, "product", p.ID) {
			f.products = append(f.products, p)
		}
	})
	m.List("methods", func(m *strict.Map) {
		if x := decodeMethod(m); f.fresh(m, "method", x.ID) {
			f.methods = append(f.methods, x)
		}
	})
	m.Done()
}

// fresh says whether an id is there and stands for the first time in this file.
func (f *file) fresh(m *strict.Map, what, id string) bool {
	if id == "" {
		return false // the missing id is a fault already
	}
	key := what + " " + id
	if at, ok := f.seen[key]; ok {
		m.Fault("id", "give each "+what+" an id of its own", "%s %q stands twice (first at line %d)", what, id, at.Line)
		return false
	}
	if f.seen == nil {
		f.seen = make(map[string]strict.Pos)
	}
	f.seen[key] = m.At("id")
	return true
}

func decodeProduct(m *strict.Map) Product {
	p := Product{
		ID:          m.ID("id", strict.Required),
		Vendor:      m.String("vendor", strict.Required),
		Model:       m.String("model", strict.Required),
		PartNumber:  m.String("part_number"),
		Bands:       inventory.Bands(m, "bands"),
		Approved:    m.Strings("approved"),
		Domain:      m.Enum("domain", inventory.Domains, strict.Required),
		Roles:       m.Enums("roles", inventory.Roles, strict.Required),
		Generations: m.Enums("generations", inventory.Generations),
		SiteKinds:   m.Enums("site_kinds", inventory.SiteKinds),
		Item:        m.ID("item", strict.Required),
		ItemPos:     m.At("item"),
		Medium:      m.Enum("medium", Media),
		Upgrade:     m.String("upgrade"),
		Source:      m.String("source", strict.Required),
		Pos:         m.Pos(),
	}
	p.Origin, _ = strict.Parse(m, "origin", inventory.ParseCountry)
	m.List("parts", func(m *strict.Map) { p.Parts = append(p.Parts, decodePart(m)) })
	m.List("with", func(m *strict.Map) { p.With = append(p.With, decodeWith(m)) })
	p.LeadDays, _ = m.Int("lead_days", 0, maxDays, strict.Required)
	p.Verified, _ = m.Bool("verified")
	if len(p.Roles) == 0 && m.Len("roles") == 0 && m.IsList("roles") {
		m.Fault("roles", "name the roles that it can take over", "product %q: no roles", p.ID)
	}
	m.Done()
	return p
}

func decodeWith(m *strict.Map) With {
	w := With{Item: m.ID("item", strict.Required), Quantity: cost.One, Pos: m.At("item")}
	if q, ok := strict.Parse(m, "quantity", cost.ParseQuantity); ok {
		w.Quantity = q
	}
	m.Done()
	return w
}

func decodePart(m *strict.Map) Part {
	p := Part{Vendor: m.String("vendor", strict.Required), Model: m.String("model"), PartNumber: m.String("part_number"), Role: m.String("role")}
	m.Done()
	return p
}

func decodeMethod(m *strict.Map) Method {
	x := Method{
		ID:      m.ID("id", strict.Required),
		Kind:    m.Enum("method", MethodKinds, strict.Required),
		Domains: m.Enums("domains", inventory.Domains, strict.Required),
		Roles:   m.Enums("roles", inventory.Roles),
		Source:  m.String("source", strict.Required),
		Pos:     m.Pos(),
	}
	x.Priority, _ = m.Int("priority", -maxPriority, maxPriority)
	x.Verified, _ = m.Bool("verified")
	if len(x.Domains) == 0 && m.Len("domains") == 0 && m.IsList("domains") {
		m.Fault("domains", "name the domains that it serves", "method %q: no domains", x.ID)
	}
	steps := stepOrder{method: x.ID, last: -1}
	m.List("steps", func(m *strict.Map) {
		s := decodeStep(m)
		steps.check(m, s.Kind)
		steps.off = steps.off || s.OutageHours > 0
		x.Steps = append(x.Steps, s)
	}, strict.Required)
	steps.finish(m, x.Kind)
	m.Done()
	return x
}

// stepOrder checks that the steps of a method stand in the order of StepKinds, each at most once.
type stepOrder struct {
	method string
	last   int
	seen   [6]bool
	off    bool // some step has outage hours
	broken bool // a kind was not known: what is missing cannot be judged
}

func (o *stepOrder) check(m *strict.Map, stepKind string) {
	at := slices.Index(StepKinds, stepKind)
	switch {
	case at < 0:
		o.broken = true
		return
	case o.seen[at]:
		m.Fault("kind", "", "method %q: step %q stands twice", o.method, stepKind)
	case at < o.last:
		m.Fault("kind", "want the order "+strings.Join(StepKinds, ", "),
			"method %q: step %q stands after %q", o.method, stepKind, StepKinds[o.last])
	}
	o.seen[at] = true
	o.last = max(o.last, at)
}

func (o *stepOrder) finish(m *strict.Map, methodKind string) {
	if o.broken || !m.Has("steps") {
		return
	}
	if methodKind == "test" {
		o.finishTest(m)
		return
	}
	install := o.seen[slices.Index(StepKinds, "install")]
	switch {
	case !o.seen[slices.Index(StepKinds, "cutover")]:
		m.Fault("steps", "the cutover is when covered gear carries traffic no more", "method %q: no step \"cutover\"", o.method)
	case methodKind == "retire" && install:
		m.Fault("steps", "retired gear has no successor; use overlay or in-place", "method %q: retire with a step \"install\"", o.method)
	case methodKind == "function" && (o.seen[slices.Index(StepKinds, "remove")] || o.seen[slices.Index(StepKinds, "dispose")]):
		m.Fault("steps", "what replaces a function leaves the hardware; use overlay or in-place", "method %q: function with a step that takes the hardware away", o.method)
	case methodKind == "function" && o.off:
		m.Fault("steps", "the hardware stays on while its function moves; use overlay or in-place", "method %q: function with outage_hours", o.method)
	case methodKind == "function" && !install:
		m.Fault("steps", "install is when the other maker's system is set up", "method %q: function without a step \"install\"", o.method)
	case (methodKind == "overlay" || methodKind == "in-place") && !install:
		m.Fault("steps", "use retire where nothing is installed", "method %q: %s without a step \"install\"", o.method, methodKind)
	}
}

// finishTest checks that a method of kind test is one step of that kind: what is tested was moved by another method.
func (o *stepOrder) finishTest(m *strict.Map) {
	const hint = "a method of kind test is one step of kind test, done after the cutovers of other methods"
	for at, kind := range StepKinds {
		switch {
		case kind == "test" && !o.seen[at]:
			m.Fault("steps", hint, "method %q: no step \"test\"", o.method)
		case kind != "test" && o.seen[at]:
			m.Fault("steps", hint, "method %q: test with a step %q", o.method, kind)
		}
	}
}

func decodeStep(m *strict.Map) Step {
	s := Step{Kind: m.Enum("kind", StepKinds, strict.Required)}
	var timed bool
	s.Days, timed = m.Int("days", 0, maxDays, strict.Required)
	s.AfterDays, _ = m.Int("after_days", 0, maxDays)
	s.OutageHours, _ = m.Int("outage_hours", 0, maxDays*24)
	s.Crews = decodeCrews(m.Map("crews"))
	m.List("items", func(m *strict.Map) { s.Items = append(s.Items, decodeStepItem(m)) })
	switch {
	case s.OutageHours > 0 && (s.Kind == "prepare" || s.Kind == "test" || s.Kind == "dispose"):
		m.Fault("outage_hours", "gear is off only during install, cutover and remove", "outage_hours %d in a step %q", s.OutageHours, s.Kind)
	case timed && s.OutageHours > s.Days*24:
		m.Fault("outage_hours", "give the step the days that the outage takes", "outage_hours %d: the step has only %d hours", s.OutageHours, s.Days*24)
	}
	if timed && s.Days == 0 && len(s.Crews) > 0 {
		m.Fault("crews", "give the step the days that the crews need", "crews in a step of 0 days")
	}
	m.Done()
	return s
}

// decodeCrews reads crews: {tower: 1}; the kinds are the scenario's own words.
func decodeCrews(m *strict.Map) []Crew {
	var out []Crew
	for _, k := range m.Keys() {
		if k == "" || strings.ContainsFunc(k, func(c rune) bool { return !unicode.IsGraphic(c) || unicode.IsSpace(c) }) {
			m.Has(k) // known, so that it is reported once
			m.Fault(k, "a kind of crew is one word, such as tower", "crews: %q: not a kind of crew", k)
			continue
		}
		if slices.ContainsFunc(out, func(c Crew) bool { return c.Kind == k }) {
			continue // Done reports it
		}
		if n, ok := m.Int(k, 1, maxCrews); ok {
			out = append(out, Crew{Kind: k, Count: n})
		}
	}
	m.Done()
	return out
}

func decodeStepItem(m *strict.Map) StepItem {
	it := StepItem{
		Item: m.ID("item", strict.Required),
		Per:  m.Enum("per", PerKinds, strict.Required),
		Tag:  cost.Tag(m.Enum("tag", tags, strict.Required)),
		Pos:  m.At("item"),
	}
	it.Quantity = cost.One
	if q, ok := strict.Parse(m, "quantity", cost.ParseQuantity); ok {
		it.Quantity = q
	}
	m.Done()
	return it
}

// SchemaKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same. The keys of crews are the user's own.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"products": strict.Asked(func(m *strict.Map) {
			m.Has("riprep") // asked for by the reader, before the decoder sees the document
			new(file).decode(m)
		}),
		"product": strict.Asked(func(m *strict.Map) { decodeProduct(m) }),
		"part":    strict.Asked(func(m *strict.Map) { decodePart(m) }),
		"with":    strict.Asked(func(m *strict.Map) { decodeWith(m) }),
		"method":  strict.Asked(func(m *strict.Map) { decodeMethod(m) }),
		"step":    strict.Asked(func(m *strict.Map) { decodeStep(m) }),
		"item":    strict.Asked(func(m *strict.Map) { decodeStepItem(m) }),
	}
}
