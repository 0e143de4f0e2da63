package policy

// Identity is what the data says of a piece of gear, apart from any regime.
type Identity struct {
	Vendor     string // canonical name of the maker, "" where it is not known
	Candidate  string // canonical name of the maker proposed where Vendor is "", or ""
	Method     Method
	Confidence Confidence // of Vendor, or of Candidate
	Family     string     // id of the family that the model belongs to, "" where none is known
	Domain     string     // of the family, see inventory.Domains; "" where it says nothing
	Role       string     // likewise, see inventory.Roles
	Evidence   string     // what was recognised; safe to print

	family modelHit
}

// Identify says who made a piece of gear and what it is, as far as the data tells. All texts may be empty and may hold
// anything. The cost is linear in their length, which is bounded.
func (r *Rules) Identify(vendor, model, partNumber, sysObjectID string) Identity {
	m := maker{label: "vendor", vendor: vendor, model: model, partNumber: partNumber, object: sysObjectID}
	name, models := m.recognise(r.names.match(vendor), r.models.match(model, partNumber), r.numbers)
	id := Identity{Method: name.method, Confidence: name.confidence(), Evidence: m.seen(name)}
	var of hit // decided or proposed
	switch {
	case name.decides():
		of = name.hits[0]
		id.Vendor = vendorOf(name)
	case len(name.hits) > 0:
		of = name.hits[0]
		id.Candidate = vendorOf(name)
		id.Evidence = m.resembles(name.method, name.hits[0])
	}
	own := name.method != BySigns && ownModel(of, models)
	for _, h := range models {
		if name.method != Unstated && !h.contradicts(of, own) {
			continue
		}
		id.doubt(name, h)
		id.Evidence += "; " + m.modelSeen(h)
		break
	}
	id.family = familyFor(name, models)
	if f := id.family.family; f != nil {
		id.Family, id.Domain, id.Role = f.ID, f.Domain, f.Role
	}
	return id
}

// doubt turns the maker into a candidate, or names one.
func (id *Identity) doubt(name nameMatch, h modelHit) {
	switch {
	case name.method == Unstated || name.method == Unlisted:
		id.Candidate = h.who()
	case id.Candidate == "":
		id.Candidate = id.Vendor
	}
	id.Vendor, id.Method, id.Confidence = "", h.method(), h.confidence().atMost(Medium)
}

// familyFor returns the hit with the family that says what the gear is: one of the maker that is known or proposed, or else
// the one that no other maker uses. A name that others use too says nothing of gear of an unknown maker, and a model of
// another maker than the one stated is a contradiction and no answer.
func familyFor(name nameMatch, models []modelHit) modelHit {
	var found modelHit
	for _, h := range models {
		if h.family == nil || h.fits {
			continue
		}
		for _, of := range name.hits {
			if h.of(of) && (h.family.Domain != "" || h.family.Role != "") {
				return h
			}
		}
		if h.family.Shared || name.decides() || found.family != nil && found.family.Role == h.family.Role {
			continue
		}
		if found.family != nil {
			return modelHit{} // two makers' families that disagree
		}
		found = h
	}
	return found
}
