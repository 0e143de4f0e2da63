package manifest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/batch"
)

func TestParseValues(t *testing.T) {
	for text, want := range map[string]string{
		"0.395|1.0": "0.395 1.0", " 39.5% | none ": "39.5% none", "2..6": "2 3 4 5 6", "7..7": "7", "9..11|none": "9 10 11 none",
		"a..b": "a..b", "1..": "1..", "..2": "..2", "1...3": "1...3", "-1..2": "-1..2", "2027-03-01": "2027-03-01",
		"9223372036854775806..9223372036854775807": "9223372036854775806 9223372036854775807", "1..10000": "",
	} {
		got, err := parseCell(text)
		if err != nil || want != "" && strings.Join(got, " ") != want {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1||2", "|", "6..2", "0..10000", "1..10000|1", "1..99999999999999999999", "0..9223372036854775807"} {
		if got, err := parseCell(text); err == nil {
			t.Errorf("%q: %d values", text, len(got))
		}
	}
}

// A range that is too long says which it is, and where it may be as long as it is, it is that long.
func TestParseRange(t *testing.T) {
	if got, err := parseCell("1..10000"); err != nil || len(got) != maxValues || got[maxValues-1] != "10000" {
		t.Errorf("%d values, %v", len(got), err)
	}
	if _, err := parseCell("0..10000"); err == nil || err.Error() != `"0..10000": has more than 10000 values` {
		t.Error(err)
	}
}

// What changes multiply to is known to a bound, however many there are.
func TestCount(t *testing.T) {
	long := Values{Values: make([]string, maxValues)}
	for _, c := range []struct {
		set  []Values
		want int
	}{
		{nil, 1}, {[]Values{long}, maxValues}, {[]Values{long, {Values: make([]string, 100)}}, batch.MaxUnits}, {[]Values{long, {Values: make([]string, 101)}}, batch.MaxUnits + 1},
		{[]Values{long, long, long, long, long, long, long, long}, batch.MaxUnits + 1},
	} {
		if got := count(c.set, batch.MaxUnits); got != c.want {
			t.Errorf("%d fields: %d units, want %d", len(c.set), got, c.want)
		}
	}
}

func TestParseSet(t *testing.T) {
	all, err := ParseSet([]string{"crews.tower=2..3", "crews.ip=1", "crews.tower=9"})
	if err != nil || fmt.Sprint(all) != "[{crews.ip [1]} {crews.tower [2 3 9]}]" {
		t.Errorf("%v %v", all, err)
	}
	if all, err := ParseSet([]string{"crews.tower=1..9998", "crews.tower=7|8"}); err != nil || len(all[0].Values) != maxValues {
		t.Errorf("as many values as there may be: %v", err)
	}
	for text, want := range map[string]string{
		"crews.tower":         `"crews.tower": want FIELD=VALUE, such as crews.tower=3`,
		"crew.tower=3":        `set crew.tower: no such field (did you mean "crews.tower"?)`,
		"crews.tower=3..1":    `set crews.tower "3..1": want a range from low to high, such as 2..6`,
		"crews.tower=1..9999": `set crews.tower has more than 10000 values`,
	} {
		if _, err := ParseSet([]string{"crews.tower=7|8", text}); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// Changes multiply: there are as many units as there are choices, each choice once, and no two have one id.
func TestProduct(t *testing.T) {
	fields := []string{"crews.ip", "crews.tower", "horizon", "in_place", "soak_days"}
	dir := lay(t, map[string]string{"a/inventory.yaml": "a", "a/scenario.yaml": "s", "a/scenarios/x.yaml": "x"})
	rapid.Check(t, func(t *rapid.T) {
		o, want := usual, 2
		chosen := map[string][]string{}
		for _, field := range fields {
			n := rapid.IntRange(0, 4).Draw(t, field)
			for v := range n {
				chosen[field] = append(chosen[field], fmt.Sprint(v))
			}
			if n > 0 {
				o.Set, want = append(o.Set, Values{field, chosen[field]}), want*n
			}
		}
		b, err := Read([]string{dir}, o)
		if err != nil || len(b.Units) != want || b.Duplicates != 0 {
			t.Fatalf("%v; want %d units", err, want)
		}
		ids, choices := map[string]bool{}, map[string]bool{}
		for _, u := range b.Units {
			ids[u.ID], choices[fmt.Sprint(u.Scenario, u.Set)] = true, true
			if len(u.Set) != len(chosen) {
				t.Fatalf("%v of %v", u.Set, chosen)
			}
			for i, s := range u.Set {
				if !slices.Contains(chosen[s.Field], s.Value) || i > 0 && u.Set[i-1].Field >= s.Field {
					t.Fatalf("%v of %v", u.Set, chosen)
				}
			}
		}
		if len(ids) != want || len(choices) != want || !slices.IsSortedFunc(b.Units, batch.Compare) {
			t.Fatalf("%d ids and %d choices of %d units", len(ids), len(choices), want)
		}
	})
}

// The same value twice is one unit, counted.
func TestSameValueTwice(t *testing.T) {
	dir := lay(t, map[string]string{"a/inventory.yaml": "a", "a/scenario.yaml": "s"})
	o := usual
	o.Set = []Values{{"horizon", []string{"7", "8", "7", "7"}}}
	if b := read(t, dir, o, "a"); len(b.Units) != 2 || b.Duplicates != 2 {
		t.Errorf("%d units, %d duplicates", len(b.Units), b.Duplicates)
	}
}

// Units are the same in whatever order their changes are written down, and operators whose changes look alike have each their own.
func TestOrderOfChanges(t *testing.T) {
	const head, operators = "riprep: batch/v1\n", "operators: [{folder: noel}]\n"
	dir := lay(t, with(with(with(carriers, "1.yaml", head+"set: {crews.tower: 2, crews.ip: 3}\n"+operators),
		"2.yaml", head+operators+"set: {crews.ip: 3, crews.tower: 2}\n"),
		"3.yaml", head+"operators: [{folder: ks/a, set: {crews.tower: [2, 3]}}, {folder: ks/b, set: {crews.ip: [2, 3]}}]\n"))
	one, two := read(t, dir, usual, "1.yaml"), read(t, dir, usual, "2.yaml")
	is(t, show(one), "noel scenario noel/scenario.yaml crews.ip=3 crews.tower=2")
	if one.Units[0].ID != two.Units[0].ID {
		t.Errorf("%s and %s", show(one), show(two))
	}
	is(t, show(read(t, dir, usual, "3.yaml")), `
ks.a scenario ks/a/scenario.yaml crews.tower=2
ks.a scenario ks/a/scenario.yaml crews.tower=3
ks.b scenario ks/b/scenario.yaml crews.ip=2
ks.b scenario ks/b/scenario.yaml crews.ip=3`)
}
