package policy

// recognise joins what name, model, part number and SNMP agent of gear say of its maker. Where the name states none and
// the agent's enterprise number, or two signs of model and part number that agree, tell it, the match decides. What they
// say beside that is in the hits, for the decider to find contradictions.
func (m maker) recognise(name nameMatch, models []modelHit, numbers enterpriseIndex) (nameMatch, []modelHit) {
	number, answered := modelHit{}, false
	if m.object != "" {
		number, answered = numbers.match(m.object)
	}
	if answered {
		models = append(models[:len(models):len(models)], number)
	}
	if name.method != Unstated {
		return name, models
	}
	if answered && number.loud() && number.number.solid() {
		return nameMatch{method: ByEnterprise, hits: []hit{number.hit()}, told: &number}, models
	}
	for i := range models {
		if h := &models[i]; h.told() {
			return nameMatch{method: BySigns, hits: []hit{h.hit()}, told: h}, models
		}
	}
	return name, models
}

// who is the name of the maker that the hit speaks for.
func (h modelHit) who() string { return vendorOf(nameMatch{hits: []hit{h.hit()}}) }

// source is where it comes from that the hit speaks for the maker.
func (h modelHit) source() Provenance {
	switch {
	case h.number != nil:
		return h.number.Provenance
	case h.family != nil:
		return h.family.Provenance
	}
	return h.hit().source()
}

// method is how the hit proposes a maker.
func (h modelHit) method() Method {
	if h.number != nil {
		return ByEnterprise
	}
	return ByModel
}

// settle is what would settle a contradiction between the hit and the maker stated.
func (h modelHit) settle() string {
	if h.number != nil {
		return "which of the maker stated and the SNMP agent is right: the nameplate or the invoice"
	}
	return "which of vendor and model is right: the nameplate or the invoice"
}

// contradicts reports whether the hit speaks against gear's being of a maker. That the model is of the maker silences
// what other models look like it, and not the agent.
func (h modelHit) contradicts(of hit, own bool) bool {
	return h.loud() && !h.of(of) && (!own || h.number != nil)
}

// ownModel reports whether a model or part number among the hits is of the maker.
func ownModel(of hit, models []modelHit) bool {
	for _, h := range models {
		if h.number == nil && !h.fits && of.vendor != nil && h.of(of) {
			return true
		}
	}
	return false
}
