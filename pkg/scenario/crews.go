package scenario

import (
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// decodeCrews reads crews: {tower: 3, ip: {north: 1, south: 2}} and the days on which their counts change.
func (s *Scenario) decodeCrews(m *strict.Map) {
	crews := m.Map("crews")
	for _, kind := range crews.Keys() {
		if !isCrewKind(kind) {
			crews.Has(kind) // known, so that it is reported once
			crews.Fault(kind, "a kind of crew is one word, such as tower", "crews: %q: not a kind of crew", kind)
			continue
		}
		s.Pos["crews."+kind] = crews.At(kind)
		if crews.IsMap(kind) {
			s.decodeRegions(crews, kind)
		} else if n, ok := crews.Int(kind, 0, maxCount); ok {
			s.Crews = append(s.Crews, Crew{Kind: kind, Count: n})
		}
	}
	crews.Done()
	m.List("crew_changes", s.decodeCrewChange)
}

// decodeRegions reads the crews of a kind that work in one region each.
func (s *Scenario) decodeRegions(crews *strict.Map, kind string) {
	regions := crews.Map(kind)
	names := regions.Keys()
	if len(names) == 0 {
		crews.Fault(kind, "give a count, or a count for each region", "crews %s: no region", kind)
	}
	for _, region := range names {
		if region == "" {
			regions.Fault(region, "", "crews %s: a region without a name", kind)
		}
		if n, ok := regions.Int(region, 0, maxCount); ok {
			s.Crews = append(s.Crews, Crew{Kind: kind, Region: region, Count: n})
		}
	}
	regions.Done()
}

// isCrewKind reports whether a word can name a kind of crew: crews.KIND.REGION=COUNT must be able to, and YAML's merge
// key is no kind.
func isCrewKind(s string) bool {
	return s != "" && s != "<<" && !strings.ContainsFunc(s, func(c rune) bool {
		return c == '.' || c == '=' || !unicode.IsGraphic(c) || unicode.IsSpace(c)
	})
}

func (s *Scenario) decodeCrewChange(e *strict.Map) {
	c := CrewChange{Kind: e.ID("crew", strict.Required), Region: e.String("region")}
	c.From, _ = strict.Parse(e, "from", inventory.ParseDate, strict.Required)
	c.To, _ = strict.Parse(e, "to", inventory.ParseDate, strict.Required)
	c.Count, _ = e.Int("count", 0, maxCount, strict.Required)
	inOrder(e, c.From, c.To)
	if c.Kind != "" && s.crew(c.Kind, c.Region) < 0 {
		of := c.Kind
		if c.Region != "" {
			of += " in region " + c.Region
		}
		e.Fault("crew", "state under crews how many there are on the other days", "crew change of %q: no such crews", of)
	}
	e.Done()
	s.CrewChanges = append(s.CrewChanges, c)
}

// crew is the index of the crews of a kind and region, -1 where there are none.
func (s *Scenario) crew(kind, region string) int {
	return slices.IndexFunc(s.Crews, func(c Crew) bool { return c.Kind == kind && c.Region == region })
}
