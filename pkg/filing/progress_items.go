package filing

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// decodeUnits reads a record of units. That its days are out of order is no fault: the record may be true, and the disposal
// log and the certification say what does not hold.
func (p *Progress) decodeUnits(m *strict.Map) Units {
	u := Units{Element: m.ID("element", strict.Required), Pos: m.Pos()}
	m.Label("element", u.Element)
	u.Serials = names(m, "serials", maxPerRecord)
	u.ExtraSerials = names(m, "extra_serials", maxPerRecord)
	known := len(u.Serials) + len(u.ExtraSerials)
	u.Quantity = max(1, known)
	if n, ok := m.Int("quantity", 1, maxUnitsRecord); ok {
		u.Quantity = n
	}
	if known > u.Quantity {
		m.Fault("quantity", "take the serial numbers of other units out", "quantity %d: %d serial numbers", u.Quantity, known)
	}
	u.RemovedOn = p.day(m, "removed_on", strict.Required)
	u.RemovedBy = m.String("removed_by")
	u.StoredAt = m.String("stored_at")
	u.StoredOn = p.day(m, "stored_on")
	u.Manifest = m.String("manifest")
	u.Carrier = m.String("carrier")
	u.TransportedOn = p.day(m, "transported_on")
	u.DestroyedOn = p.day(m, "destroyed_on")
	u.Method = m.String("method")
	u.DestroyedAt = m.String("destroyed_at")
	u.Sanitized = m.Enum("sanitized", SanitizedWords)
	u.SanitizeMethod = m.String("sanitize_method")
	u.Certificate = m.String("certificate")
	u.Firm = m.String("firm")
	u.FirmCertificate = m.String("firm_certification")
	u.Photos = names(m, "photos", maxPhotos)
	if (u.Method != "" || u.DestroyedAt != "" || u.Certificate != "") && !m.Has("destroyed_on") {
		m.Fault("element", "add destroyed_on: DAY, or take method, destroyed_at and certificate out until it is destroyed", "a destruction without destroyed_on")
	}
	if u.SanitizeMethod != "" && u.Sanitized == "no" {
		m.Fault("sanitize_method", "", "sanitize_method %q: with sanitized: no", u.SanitizeMethod)
	}
	m.Done()
	return u
}

func (p *Progress) decodeInvoice(m *strict.Map) Invoice {
	v := Invoice{Invoice: m.String("invoice", strict.Required), Pos: m.Pos()}
	m.Label("invoice", v.Invoice)
	v.Vendor = m.String("vendor", strict.Required)
	v.Application = m.ID("application")
	v.Date = p.day(m, "date", strict.Required)
	v.PaidOn = p.day(m, "paid_on")
	v.Claim = m.String("claim")
	v.ClaimedOn = p.day(m, "claimed_on")
	v.DecidedOn = p.day(m, "decided_on")
	v.PaidBackOn = p.day(m, "paid_back_on")
	inOrder(m, "date", v.Date, "claimed_on", v.ClaimedOn)
	inOrder(m, "claimed_on", v.ClaimedOn, "decided_on", v.DecidedOn)
	inOrder(m, "decided_on", v.DecidedOn, "paid_back_on", v.PaidBackOn)
	for _, pair := range [][2]string{{"claim", "claimed_on"}, {"decided_on", "claimed_on"}, {"paid_back_on", "decided_on"}} {
		if m.Has(pair[0]) && !m.Has(pair[1]) {
			m.Fault(pair[0], "add "+pair[1]+": DAY", "%s without %s", pair[0], pair[1])
		}
	}
	decided := m.Has("decided_on")
	list(m, "lines", maxPerRecord, func(m *strict.Map) {
		l := p.decodeInvoiceLine(m)
		if has := m.Has("approved"); has != decided {
			m.Fault("approved", "what was approved of each line is stated when the claim is decided, and 0 where nothing was", "approved and decided_on go together")
		}
		v.Lines = append(v.Lines, l)
	}, strict.Required)
	if m.Has("lines") && m.Len("lines") == 0 {
		m.Fault("lines", "", "no lines")
	}
	m.Done()
	return v
}

func (p *Progress) decodeInvoiceLine(m *strict.Map) InvoiceLine {
	l := InvoiceLine{Package: m.ID("package"), Element: m.ID("element"), Pos: m.Pos()}
	l.Network, _ = m.Bool("network")
	l.Item = m.ID("item")
	l.Category = m.String("category")
	l.Tag = cost.Tag(m.Enum("tag", tagWords, strict.Required))
	l.Description = m.String("description")
	l.Quantity, l.UnitPrice = quantity(m, "quantity"), amount(m, "unit_price")
	sum := amount(m, "amount", strict.Required)
	if sum != nil {
		l.Amount = *sum
	}
	l.Reason = m.String("reason")
	l.Approved = amount(m, "approved")
	switch {
	case l.Network && l.Package != "":
		m.Fault("network", "a line belongs to a work package or to the whole network", "both package and network")
	case l.Element != "" && l.Package == "" && !m.Has("package"):
		m.Fault("element", "add its package", "element %q without package", l.Element)
	}
	if !m.Has("item") && !m.Has("category") {
		m.Fault("tag", "say what it is for: item, or category where no catalog has it", "neither item nor category")
	}
	if l.Quantity != nil && l.UnitPrice != nil && sum != nil {
		if want, err := l.UnitPrice.TimesQuantity(*l.Quantity); err != nil || want != l.Amount {
			m.Fault("amount", "freight and taxes are lines of their own", "amount %s: %s × %s is %s", l.Amount, *l.Quantity, *l.UnitPrice, want)
		}
	}
	if l.Approved != nil && sum != nil && *l.Approved > l.Amount {
		m.Fault("approved", "", "approved %s: above the amount %s", *l.Approved, l.Amount)
	}
	m.Done()
	return l
}
