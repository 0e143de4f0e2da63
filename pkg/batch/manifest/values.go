package manifest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/scenario"
)

// Values is a field of the scenario and what it is set to, one value after the other: each makes units of its own. A value is
// text as it was written; whether it fits is found when it is set.
type Values struct {
	Field  string
	Values []string
}

// maxValues is how many values a field may be given.
const maxValues = 10_000

// ParseSet reads the --set flags of a batch: FIELD=VALUE, where VALUE is one value, values divided by |, or a range of whole
// numbers such as 2..6. A field that is set again has the values of both. What it gives is sorted by field.
func ParseSet(texts []string) ([]Values, error) {
	var all []Values
	for _, s := range texts {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			return nil, err
		}
		if hint, ok := settable(o.Field); !ok {
			return nil, fmt.Errorf("set %s: no such field (%s)", o.Field, hint)
		}
		values, err := parseCell(o.Value)
		if err != nil {
			return nil, fmt.Errorf("set %s %w", o.Field, err)
		}
		i := slices.IndexFunc(all, func(v Values) bool { return v.Field == o.Field })
		if i < 0 {
			all, i = append(all, Values{Field: o.Field}), len(all)
		}
		if all[i].Values = append(all[i].Values, values...); len(all[i].Values) > maxValues {
			return nil, fmt.Errorf("set %s %w", o.Field, errTooMany)
		}
	}
	sortValues(all)
	return all, nil
}

func sortValues(all []Values) {
	slices.SortFunc(all, func(a, b Values) int { return cmp.Compare(a.Field, b.Field) })
}

// settable reports whether a field can be set, and what to do where it cannot.
func settable(field string) (hint string, ok bool) {
	if scenario.Settable(field) {
		return "", true
	}
	if near := scenario.NearestField(field); near != "" {
		return fmt.Sprintf("did you mean %q?", near), false
	}
	return "known are " + strings.Join(scenario.SettableFields, ", "), false
}

// decodeSet reads the key set: fields with a value, a range, or a list of those.
func decodeSet(m *strict.Map) []Values {
	set := m.Map("set")
	var all []Values
	for _, field := range set.Keys() {
		if slices.ContainsFunc(all, func(v Values) bool { return v.Field == field }) {
			continue // Done reports it
		}
		var texts []string
		if set.IsList(field) {
			if texts = set.Strings(field); len(texts) == 0 {
				set.Fault(field, "", "set %s: empty", field)
			}
		} else if s, _, ok := set.Text(field); ok {
			texts = []string{s}
		}
		if hint, ok := settable(field); !ok {
			set.Fault(field, hint, "set %q: no such field", field)
			continue
		}
		values, err := parseValues(texts)
		if err != nil {
			set.Fault(field, "", "set %s %s", field, err)
		}
		if len(values) > 0 {
			all = append(all, Values{field, values})
		}
	}
	set.Done()
	sortValues(all)
	return all
}

var errTooMany = fmt.Errorf("has more than %d values", maxValues)

// parseCell reads values as a cell of a list or a flag has them: divided by |.
func parseCell(s string) ([]string, error) { return parseValues(strings.Split(s, "|")) }

// parseValues takes ranges apart.
func parseValues(texts []string) ([]string, error) {
	var out []string
	for _, s := range texts {
		s = strings.TrimSpace(s)
		if s == "" {
			return nil, errors.New(`"": an empty value`)
		}
		low, high, isRange, err := parseRange(s)
		if err != nil {
			return nil, err
		}
		switch {
		case !isRange:
			out = append(out, s)
		case high-low >= maxValues:
			return nil, fmt.Errorf("%q: %w", s, errTooMany)
		default:
			for i := range high - low + 1 {
				out = append(out, strconv.FormatInt(low+i, 10))
			}
		}
		if len(out) > maxValues {
			return nil, errTooMany
		}
	}
	return out, nil
}

// parseRange reads 2..6. What does not begin and end with a digit around the two points is no range.
func parseRange(s string) (low, high int64, isRange bool, err error) {
	a, b, ok := strings.Cut(s, "..")
	if !ok || !digits(a) || !digits(b) {
		return 0, 0, false, nil
	}
	low, err1 := strconv.ParseInt(a, 10, 64)
	high, err2 := strconv.ParseInt(b, 10, 64)
	if err1 != nil || err2 != nil || low > high {
		return 0, 0, false, fmt.Errorf("%q: want a range from low to high, such as 2..6", s)
	}
	return low, high, true, nil
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// merge puts changes together, field by field: what is over goes before what is under.
func merge(under, over []Values) []Values {
	if len(over) == 0 {
		return under
	}
	all := slices.Clone(over)
	for _, v := range under {
		if !slices.ContainsFunc(over, func(o Values) bool { return o.Field == v.Field }) {
			all = append(all, v)
		}
	}
	sortValues(all)
	return all
}

// count is how many units the changes make of one, limit+1 for all that are more.
func count(set []Values, limit int) int {
	n := 1
	for _, v := range set {
		if n *= len(v.Values); n > limit { // a factor has at most maxValues, so this does not overflow
			return limit + 1
		}
	}
	return n
}

// product is every choice of one value for each field.
func product(set []Values) [][]scenario.Override {
	all := [][]scenario.Override{nil}
	for _, v := range set {
		next := make([][]scenario.Override, 0, len(all)*len(v.Values))
		for _, before := range all {
			for _, value := range v.Values {
				next = append(next, append(slices.Clip(before), scenario.Override{Field: v.Field, Value: value}))
			}
		}
		all = next
	}
	return all
}
