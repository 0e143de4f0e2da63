package scenario

import (
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// Settable reports whether Set knows a field of some scenario: whether it has the form of one of SettableFields. What it
// names, an application or a release, need not be in every scenario.
func Settable(field string) bool {
	for _, pattern := range SettableFields {
		if fits(field, pattern) {
			return true
		}
	}
	return false
}

// fits compares a field with one pattern, in the way in which Set takes it apart.
func fits(field, pattern string) bool {
	switch pattern {
	case "funding.released[N].amount":
		rest, ok := strings.CutPrefix(field, "funding.released[")
		text, ok2 := strings.CutSuffix(rest, "].amount")
		n, err := strconv.Atoi(text)
		return ok && ok2 && err == nil && n >= 0
	case "crews.KIND":
		kind, ok := strings.CutPrefix(field, "crews.")
		return ok && isCrewKind(kind)
	case "crews.KIND.REGION":
		rest, ok := strings.CutPrefix(field, "crews.")
		kind, region, _ := strings.Cut(rest, ".")
		return ok && isCrewKind(kind) && strict.IsID(region)
	case "terms.APPLICATION":
		app, ok := strings.CutPrefix(field, "terms.")
		return ok && strict.IsID(app)
	}
	if last, ok := strings.CutPrefix(pattern, "applications.ID"); ok {
		rest, ok := strings.CutPrefix(field, "applications.")
		id, ok2 := strings.CutSuffix(rest, last)
		return ok && ok2 && strict.IsID(id)
	}
	return field == pattern
}

// NearestField returns the field that was probably meant by one that is not Settable, "" where there is none.
func NearestField(field string) string {
	if near := strict.Nearest(field, SettableFields); near != "" {
		return near
	}
	head, rest, ok := strings.Cut(field, ".")
	if near := strict.Nearest(head, []string{"crews", "terms", "applications", "funding", "outage", "order", "vendors"}); ok && Settable(near+"."+rest) {
		return near + "." + rest
	}
	return ""
}
