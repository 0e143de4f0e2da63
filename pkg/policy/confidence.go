package policy

// Confidence says how sure it is that the maker is the one that a finding or an identity names. It says nothing about
// whether a rule reaches the gear: that is the verdict's.
type Confidence string

// The words, from the surest.
const (
	Certain Confidence = "certain" // the maker's own name or one that a source gives it, or one that is like no name of the data; or gear that is reached whoever made it
	High    Confidence = "high"    // an SNMP agent, or two signs that agree; or a name believed with high confidence
	Medium  Confidence = "medium"  // a model or part number alone, a name among other words or in other letters, a seller of several makers' gear
	Low     Confidence = "low"     // a slip of the pen, a model that others use too, or nothing at all
)

// ConfidenceWords are the words, from the surest.
func ConfidenceWords() []string {
	return []string{string(Certain), string(High), string(Medium), string(Low)}
}

var certainty = map[Method]Confidence{
	ByExact: Certain, ByAlias: Certain, ByAffiliate: Certain, ByBrand: Certain, Apart: Certain, Unlisted: Certain, ByOrigin: Certain,
	ByEnterprise: High, BySigns: High,
	ByOEM: Medium, ByModel: Medium, ByContains: Medium, ByLookalike: Medium, ByPart: Medium,
	ByNear: Low, Unstated: Low,
}

// confidence is that of a method and of the datum behind it, whichever is less.
func confidence(method Method, p Provenance) Confidence {
	c, ok := certainty[method]
	if !ok {
		c = Low
	}
	if !p.Verified && p.Confidence != "" {
		c = c.atMost(Confidence(p.Confidence))
	}
	return c
}

func (c Confidence) atMost(most Confidence) Confidence {
	for _, word := range []Confidence{Low, Medium, High} {
		if c == word || most == word {
			return word
		}
	}
	return c
}

// confidence is how sure a match is of the maker that it names or proposes first.
func (m nameMatch) confidence() Confidence {
	switch {
	case m.told != nil:
		return confidence(m.method, m.told.source())
	case len(m.hits) > 0:
		return confidence(m.method, m.hits[0].source())
	}
	return confidence(m.method, Provenance{Verified: true})
}

// confidence is how sure a model, part number or enterprise number alone is of the maker.
func (h modelHit) confidence() Confidence {
	if h.number != nil && h.number.Shared || h.number == nil && !h.loud() {
		return Low
	}
	return confidence(h.method(), h.source())
}

// sure is the confidence of an opinion: of the name where it decided, of the first hit for the maker where a model or
// number proposed it.
func (o *opinion) sure(name nameMatch, models []modelHit) Confidence {
	if o.Method == name.method {
		return name.confidence()
	}
	for _, h := range models {
		if h.method() == o.Method && h.who() == o.Vendor {
			return h.confidence()
		}
	}
	return confidence(o.Method, Provenance{})
}
