package scenario

import (
	"slices"
	"testing"
)

func TestSensitiveFactor(t *testing.T) {
	r := DefaultRisk()
	r.Sensitive["military"], r.Sensitive["school"] = 5, 1
	for _, c := range []struct {
		words []string
		want  int
	}{
		{nil, 1}, {[]string{"school"}, 1}, {[]string{"hospital"}, 2}, {[]string{"military"}, 5},
		{[]string{"school", "hospital"}, 2}, {[]string{"hospital", "military", "school"}, 5}, {[]string{"Military"}, 2},
	} {
		if got := r.SensitiveFactor(c.words); got != c.want {
			t.Errorf("%v: %d, want %d", c.words, got, c.want)
		}
	}
}

// Every role has a factor of its own; what is no role counts as other gear.
func TestRoleFactor(t *testing.T) {
	r := DefaultRisk()
	for i, role := range RiskRoles {
		r.Roles[role] = 100 + i
	}
	for i, role := range RiskRoles {
		if got := r.RoleFactor(role); got != 100+i {
			t.Errorf("%s: %d", role, got)
		}
	}
	if got := r.RoleFactor("support"); got != 100+slices.Index(RiskRoles, "other") {
		t.Errorf("support: %d", got)
	}
	if DefaultRisk().Roles["core"] != 10 {
		t.Error("a change of one set of factors changed another")
	}
}
