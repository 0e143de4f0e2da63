package scenario

import (
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// crewKey is a kind of crew and its region.
type crewKey struct{ kind, region string }

func (k crewKey) String() string {
	if k.region == "" {
		return k.kind
	}
	return k.kind + " in region " + k.region
}

// decodeCrews reads crews: {tower: 3, ip: {north: 1, south: 2}} and the days on which their counts change.
func (s *Scenario) decodeCrews(m *strict.Map) {
	crews := m.Map("crews")
	stated := map[crewKey]bool{}
	for _, kind := range keysOnce(crews) {
		switch {
		case !isCrewKind(kind):
			crews.Has(kind) // known, so that it is reported once
			crews.Fault(kind, "a kind of crew is one word, such as tower", "crews: %q: not a kind of crew", kind)
			continue
		case crews.IsMap(kind):
			s.decodeRegions(crews, kind, stated)
		default:
			stated[crewKey{kind, ""}] = true
			if n, ok := crews.Int(kind, 0, maxCount); ok {
				s.Crews = append(s.Crews, Crew{Kind: kind, Count: n})
			}
		}
		s.Pos["crews."+kind] = crews.At(kind)
	}
	crews.Done()
	m.List("crew_changes", func(e *strict.Map) {
		c := s.decodeCrewChange(e)
		if of := (crewKey{c.Kind, c.Region}); c.Kind != "" && !stated[of] {
			e.Fault("crew", "state under crews how many there are on the other days", "crew change of %q: no such crews", of)
		}
	})
}

// decodeRegions reads the crews of a kind that work in one region each.
func (s *Scenario) decodeRegions(crews *strict.Map, kind string, stated map[crewKey]bool) {
	regions := crews.Map(kind)
	names := keysOnce(regions)
	if len(names) == 0 {
		crews.Fault(kind, "give a count, or a count for each region", "crews %s: no region", kind)
	}
	for _, region := range names {
		if region == "" {
			regions.Fault(region, "", "crews %s: a region without a name", kind)
		}
		stated[crewKey{kind, region}] = true
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

func (s *Scenario) decodeCrewChange(e *strict.Map) CrewChange {
	c := CrewChange{Kind: e.ID("crew", strict.Required), Region: e.String("region")}
	c.From, _ = strict.Parse(e, "from", inventory.ParseDate, strict.Required)
	c.To, _ = strict.Parse(e, "to", inventory.ParseDate, strict.Required)
	c.Count, _ = e.Int("count", 0, maxCount, strict.Required)
	inOrder(e, c.From, c.To)
	e.Done()
	s.CrewChanges = append(s.CrewChanges, c)
	return c
}

// crew is the index of the crews of a kind and region, -1 where there are none.
func (s *Scenario) crew(kind, region string) int {
	return slices.IndexFunc(s.Crews, func(c Crew) bool { return c.Kind == kind && c.Region == region })
}
