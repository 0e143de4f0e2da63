package scenario

import (
	"strings"
	"testing"
)

// Settable says of a field what Set does: none of its patterns is unknown to Set, and what it refuses Set refuses.
func TestSettable(t *testing.T) {
	named := strings.NewReplacer("[N]", "[0]", "KIND", "tower", "REGION", "north", "APPLICATION", "A.1", "ID", "A.1")
	for _, pattern := range SettableFields {
		field := named.Replace(pattern)
		if !Settable(field) {
			t.Errorf("%s: not settable", field)
		}
		s := &Scenario{}
		if err := s.Set(Override{field, "none"}); err != nil && (strings.Contains(err.Error(), "no such field") || strings.Contains(err.Error(), "want crews.KIND")) {
			t.Errorf("%s: %s", field, err)
		}
	}
	for _, field := range []string{
		"", "crew.tower", "crews", "crews.", "crews.a b", "crews.tower.", "crews.<<", "terms.", "terms", "applications.A1", "applications..proration",
		"applications.A1.terms", "funding.released[x].amount", "funding.released[-1].amount", "funding.released[0]", "Horizon", "horizon ",
	} {
		s := &Scenario{Applications: []Application{{ID: "A1"}}}
		if Settable(field) || s.Set(Override{field, "1"}) == nil {
			t.Errorf("%q: settable", field)
		}
	}
	for field, want := range map[string]string{"horizn": "horizon", "crew.tower": "crews.tower", "outage.site": "outage.sites", "nothing.like.it": ""} {
		if got := NearestField(field); got != want {
			t.Errorf("%q: did you mean %q, want %q", field, got, want)
		}
	}
}
