package filing

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

var progressKind = strict.Kind{Name: "progress", Major: 1, Single: true}

// LoadProgress reads a file of kind progress/v1. Faults go to r. What it refers to is checked by [Progress.Check].
func LoadProgress(r *strict.Reader, path string) *Progress {
	return loadProgress(r, func(decode func(*strict.Map)) { r.File(path, progressKind, decode) })
}

// ParseProgress is LoadProgress for text that is already in memory.
func ParseProgress(r *strict.Reader, name string, data []byte) *Progress {
	return loadProgress(r, func(decode func(*strict.Map)) { r.Bytes(name, data, progressKind, decode) })
}

func loadProgress(r *strict.Reader, read func(decode func(*strict.Map))) *Progress {
	p := &Progress{}
	before := len(r.Sources())
	read(p.decode)
	p.Sources = append(p.Sources, r.Sources()[before:]...)
	return p
}

func (p *Progress) decode(m *strict.Map) {
	p.pos = m.Pos()
	m.Has("riprep")
	p.AsOf, _ = strict.Parse(m, "as_of", inventory.ParseDate)
	m.String("note")
	list(m, "steps", maxRecords, func(m *strict.Map) { p.Steps = append(p.Steps, p.decodeDone(m)) })
	list(m, "orders", maxRecords, func(m *strict.Map) { p.Orders = append(p.Orders, p.decodeOrder(m)) })
	list(m, "units", maxRecords, func(m *strict.Map) { p.Units = append(p.Units, p.decodeUnits(m)) })
	list(m, "invoices", maxRecords, func(m *strict.Map) { p.Invoices = append(p.Invoices, p.decodeInvoice(m)) })
	list(m, "delays", maxDelays, func(m *strict.Map) { p.Delays = append(p.Delays, p.decodeDelay(m)) })
	m.Done()
}

// list reads a list of mappings that may not be longer than a bound.
func list(m *strict.Map, key string, most int, each func(*strict.Map), opts ...strict.Option) {
	if n := m.Len(key); n > most {
		m.Fault(key, "", "%s: %d of them, more than %d", key, n, most)
		return
	}
	m.List(key, each, opts...)
}

// names reads a list of texts that may not be longer than a bound; one that stands twice is a fault.
func names(m *strict.Map, key string, most int) []string {
	if n := m.Len(key); n > most {
		m.Fault(key, "", "%s: %d of them, more than %d", key, n, most)
		return nil
	}
	out := m.Strings(key)
	seen := make(map[string]bool, len(out))
	for _, s := range out {
		if seen[s] {
			m.Fault(key, "", "%s %q: stands twice", key, s)
		}
		seen[s] = true
	}
	return out
}

// day reads the day of something that has happened: not after as_of.
func (p *Progress) day(m *strict.Map, key string, opts ...strict.Option) inventory.Date {
	d, _ := strict.Parse(m, key, inventory.ParseDate, opts...)
	if !d.IsZero() && !p.AsOf.IsZero() && d.After(p.AsOf) {
		m.Fault(key, "the file says what has happened; move as_of, or leave the day out until it has come", "%s %s: after as_of %s", key, d, p.AsOf)
	}
	return d
}

// inOrder reports two days of which the later comes first.
func inOrder(m *strict.Map, early string, first inventory.Date, late string, then inventory.Date) {
	if !first.IsZero() && !then.IsZero() && then.Before(first) {
		m.Fault(late, "", "%s %s: before %s %s", late, then, early, first)
	}
}

func (p *Progress) decodeDone(m *strict.Map) Done {
	d := Done{Package: m.ID("package", strict.Required), Pos: m.Pos()}
	m.Label("package", d.Package)
	stated := false
	for i, phase := range Phases {
		d.On[i] = p.day(m, phase.Key)
		stated = stated || m.Has(phase.Key)
	}
	d.Note = m.String("note")
	if !stated {
		m.Fault("package", "say which step was done, such as installed_on: DAY", "no day")
	}
	// An in-place swap removes before it installs, so only what is so in every method is checked.
	inOrder(m, "prepared_on", d.On[0], "installed_on", d.On[1])
	inOrder(m, "installed_on", d.On[1], "cut_over_on", d.On[2])
	inOrder(m, "cut_over_on", d.On[2], "tested_on", d.On[3])
	inOrder(m, "removed_on", d.On[4], "disposed_on", d.On[5])
	m.Done()
	return d
}

func (p *Progress) decodeOrder(m *strict.Map) Order {
	o := Order{Order: m.String("order", strict.Required), Pos: m.Pos()}
	m.Label("order", o.Order)
	o.Vendor = m.String("vendor")
	o.Application = m.ID("application")
	o.Package = m.ID("package")
	o.Item = m.ID("item")
	o.Category = m.String("category")
	o.Quantity, o.Amount = quantity(m, "quantity"), amount(m, "amount")
	o.OrderedOn = p.day(m, "ordered_on", strict.Required)
	o.PromisedOn, _ = strict.Parse(m, "promised_on", inventory.ParseDate) // may lie ahead
	o.DeliveredOn = p.day(m, "delivered_on")
	o.Reason = m.Enum("reason", Reasons)
	o.Note = m.String("note")
	inOrder(m, "ordered_on", o.OrderedOn, "promised_on", o.PromisedOn)
	inOrder(m, "ordered_on", o.OrderedOn, "delivered_on", o.DeliveredOn)
	m.Done()
	return o
}

func (p *Progress) decodeDelay(m *strict.Map) Delay {
	d := Delay{Reason: m.Enum("reason", Reasons, strict.Required), Pos: m.Pos()}
	m.Label("delay", d.Reason)
	d.From = p.day(m, "from", strict.Required)
	d.To = p.day(m, "to")
	d.Application = m.ID("application")
	d.Packages = names(m, "packages", maxPerRecord)
	d.Sites = names(m, "sites", maxPerRecord)
	d.Note = m.String("note")
	inOrder(m, "from", d.From, "to", d.To)
	m.Done()
	return d
}

func amount(m *strict.Map, key string, opts ...strict.Option) *cost.Cents {
	c, ok := strict.Parse(m, key, cost.ParsePrice, opts...)
	if !ok {
		return nil
	}
	return &c
}

func quantity(m *strict.Map, key string) *cost.Quantity {
	q, ok := strict.Parse(m, key, cost.ParseQuantity)
	if !ok {
		return nil
	}
	return &q
}

// ProgressKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same.
func ProgressKeys() map[string][]string {
	p := &Progress{}
	return map[string][]string{
		"progress":     strict.Asked(func(m *strict.Map) { p.decode(m) }),
		"step":         strict.Asked(func(m *strict.Map) { p.decodeDone(m) }),
		"order":        strict.Asked(func(m *strict.Map) { p.decodeOrder(m) }),
		"unit":         strict.Asked(func(m *strict.Map) { p.decodeUnits(m) }),
		"invoice":      strict.Asked(func(m *strict.Map) { p.decodeInvoice(m) }),
		"invoice_line": strict.Asked(func(m *strict.Map) { p.decodeInvoiceLine(m) }),
		"delay":        strict.Asked(func(m *strict.Map) { p.decodeDelay(m) }),
	}
}
