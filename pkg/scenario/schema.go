package scenario

import "github.com/riprep/riprep/internal/strict"

// SchemaKeys returns the keys that the decoder asks for, by mapping: what the JSON Schema of the kind must list. The keys
// of crews, terms, coverage radii and factors of risk are words of other lists, or the user's own.
func SchemaKeys() map[string][]string {
	s := &Scenario{Pos: map[string]strict.Pos{}}
	return map[string][]string{
		"scenario":      strict.Asked(s.decode),
		"funding":       strict.Asked(func(m *strict.Map) { s.decodeFunding(m, m) }),
		"release":       strict.Asked(s.decodeRelease),
		"reimbursement": strict.Asked(func(m *strict.Map) { s.decodeReimbursement(m) }),
		"lag":           strict.Asked(func(m *strict.Map) { decodeSpread(m) }),
		"payment":       strict.Asked(s.decodePaymentRule),
		"terms":         strict.Asked(func(m *strict.Map) { decodeTerms(m) }),
		"credit":        strict.Asked(func(m *strict.Map) { s.decodeCredit(m) }),
		"estimate":      strict.Asked(s.decodeEstimate),
		"index":         strict.Asked(func(m *strict.Map) { s.decodeIndex(m) }),
		"tax":           strict.Asked(func(m *strict.Map) { decodeTax(m) }),
		"network":       strict.Asked(func(m *strict.Map) { decodeNetworkItem(m) }),
		"outage":        strict.Asked(s.decodeOutage),
		"crew_change":   strict.Asked(func(m *strict.Map) { s.decodeCrewChange(m) }),
		"blackout":      strict.Asked(s.decodeBlackout),
		"vendors":       strict.Asked(s.decodeVendors),
		"window":        strict.Asked(s.decodeWindow),
		"order":         strict.Asked(s.decodeOrder),
		"pilot":         strict.Asked(func(m *strict.Map) { decodePilot(m) }),
		"clean_path":    strict.Asked(s.decodeCleanPath),
		"risk":          strict.Asked(s.decodeRisk),
		"uncertainty":   strict.Asked(s.decodeUncertainty),
		"range":         strict.Asked(func(m *strict.Map) { decodeFactor(m) }),
		"lost_days":     strict.Asked(func(m *strict.Map) { decodeLost(m) }),
		"weather":       strict.Asked(func(m *strict.Map) { decodeWeather(m) }),
		"application":   strict.Asked(func(m *strict.Map) { s.decodeApplication(m) }),
		"extension":     strict.Asked(func(m *strict.Map) { (&Application{}).decodeExtension(m) }),
	}
}
