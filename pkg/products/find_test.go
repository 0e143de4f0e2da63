package products

import "testing"

func TestFits(t *testing.T) {
	p := Product{Domain: "ran", Roles: []string{"radio"}, Generations: []string{"4g", "5g"}, SiteKinds: []string{"tower"}}
	for _, c := range []struct {
		domain, role, site string
		generations        []string
		want               bool
	}{
		{"ran", "radio", "tower", []string{"4g"}, true},
		{"ran", "radio", "tower", []string{"2g", "3g", "4g"}, true}, // 4G takes over from older generations
		{"ran", "radio", "tower", nil, true},
		{"ran", "radio", "", []string{"4g"}, true}, // nobody says what the site is
		{"ran", "radio", "rooftop", []string{"4g"}, false},
		{"ran", "baseband", "tower", []string{"4g"}, false},
		{"core", "radio", "tower", []string{"4g"}, false},
	} {
		if got := p.Fits(c.domain, c.role, c.site, c.generations); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
	old := Product{Domain: "ran", Roles: []string{"radio"}, Generations: []string{"2g"}}
	if old.Fits("ran", "radio", "tower", []string{"4g"}) || old.Fits("ran", "radio", "tower", []string{"3g"}) {
		t.Error("2G takes over from a newer generation")
	}
}

func TestMethodIsTheMostFitting(t *testing.T) {
	s := &Set{Methods: []Method{
		{ID: "any", Kind: "overlay", Domains: []string{"ran"}},
		{ID: "radio", Kind: "overlay", Domains: []string{"ran"}, Roles: []string{"radio"}, Priority: 1},
		{ID: "radio too", Kind: "overlay", Domains: []string{"ran"}, Roles: []string{"radio"}, Priority: 1},
		{ID: "gone", Kind: "retire", Domains: []string{"ran"}, Roles: []string{"controller", "cabinet"}},
	}}
	for _, c := range []struct {
		kind, domain string
		roles        []string
		want         string
	}{
		{"overlay", "ran", []string{"baseband"}, "any"},
		{"overlay", "ran", []string{"baseband", "radio"}, "radio"},
		{"overlay", "core", []string{"radio"}, ""},
		{"in-place", "ran", []string{"radio"}, ""},
		{"retire", "ran", []string{"controller"}, "gone"},
		{"retire", "ran", []string{"controller", "cabinet"}, "gone"},
		{"retire", "ran", []string{"controller", "radio"}, ""}, // the radio would get no successor
		{"retire", "ran", nil, ""},
	} {
		got := ""
		if m, ok := s.Method(c.kind, c.domain, c.roles); ok {
			got = m.ID
		}
		if got != c.want {
			t.Errorf("%s %s %v: got %q, want %q", c.kind, c.domain, c.roles, got, c.want)
		}
	}
}

// The built-in tests are found as any other method is.
func TestBuiltinTests(t *testing.T) {
	s, _ := builtin(t)
	for domain, want := range map[string]string{"core": "core-test", "ran": "cluster-test", "transport": "", "access": ""} {
		got := ""
		if m, ok := s.Method("test", domain, []string{"packet-core"}); ok {
			got = m.ID
		}
		if got != want {
			t.Errorf("test of %s: %q, want %q", domain, got, want)
		}
	}
}
