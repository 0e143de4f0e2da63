package scenario

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
)

func TestPeriods(t *testing.T) {
	week := Scenario{Start: day("2027-01-04"), PeriodDays: 7}
	single := Scenario{Start: day("2028-02-28"), PeriodDays: 1}
	for _, c := range []struct {
		s          Scenario
		t          int
		start, end string
	}{
		{week, 0, "2027-01-04", "2027-01-10"}, {week, 1, "2027-01-11", "2027-01-17"}, {week, 51, "2027-12-27", "2028-01-02"},
		{week, -1, "2026-12-28", "2027-01-03"}, {single, 0, "2028-02-28", "2028-02-28"}, {single, 1, "2028-02-29", "2028-02-29"},
		{single, 2, "2028-03-01", "2028-03-01"},
	} {
		if start, end := c.s.PeriodStart(c.t), c.s.PeriodEnd(c.t); start != day(c.start) || end != day(c.end) {
			t.Errorf("%s %d is %s to %s, want %s to %s", c.s.PeriodName(), c.t, start, end, c.start, c.end)
		}
	}
	if week.PeriodName() != "week" || single.PeriodName() != "day" {
		t.Errorf("names %q, %q", week.PeriodName(), single.PeriodName())
	}
}

// A share never allows a subscriber more than it says.
func TestShareOf(t *testing.T) {
	for _, c := range []struct {
		text      string
		all, want int
	}{
		{"5%", 0, 0}, {"5%", 19, 0}, {"5%", 20, 1}, {"5%", 39, 1}, {"5%", 41250, 2062}, {"0%", 41250, 0}, {"100%", 41250, 41250},
		{"33.3333333%", 3, 0}, {"99.9999999%", 1_000_000_000, 999_999_999}, {"250", 10, 250}, {"0", 10, 0},
		{"0.0000001%", 999_999_999, 0}, {"0.0000001%", 1_000_000_000, 1},
	} {
		s, err := ParseShare(c.text)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := s.Of(c.all); got != c.want {
			t.Errorf("%s of %d is %d, want %d", c.text, c.all, got, c.want)
		}
	}
}

func TestTerm(t *testing.T) {
	s := mustRead(t, full)
	if by, ok := s.Term("A2"); !ok || by != day("2028-12-31") {
		t.Errorf("A2: %s, %t", by, ok)
	}
	if by, ok := s.Term("a2"); ok || !by.IsZero() {
		t.Errorf("a2: %s, %t", by, ok)
	}
}

// TestClone changes everything that a clone can reach, found by reflection so that a field that is added later is not
// forgotten.
func TestClone(t *testing.T) {
	original, untouched := mustRead(t, full), mustRead(t, full)
	original.assume("x", "y", "z")
	untouched.assume("x", "y", "z")
	clone := original.Clone()
	if diff := cmp.Diff(original, clone, plain); diff != "" {
		t.Errorf("not a copy: %s", diff)
	}
	if n := spoil(reflect.ValueOf(clone).Elem()); n < 40 {
		t.Errorf("only %d values were changed", n)
	}
	clone.Pos["start"] = clone.Pos["horizon"]
	if diff := cmp.Diff(untouched, original, plain); diff != "" {
		t.Errorf("the original changed with its clone: %s", diff)
	}
	if original.Pos["start"] == original.Pos["horizon"] {
		t.Error("the places changed with those of the clone")
	}
	for i := range settings {
		c := original.Clone()
		if err := c.Set(Override{settings[i].field, settings[i].value}); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff(untouched, original, plain); diff != "" {
		t.Errorf("the original changed with Set: %s", diff)
	}
}

// spoil changes what a value holds and points to, and counts.
func spoil(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			n = spoil(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				n += spoil(f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += spoil(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			n += spoil(value)
			v.SetMapIndex(key, value)
		}
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
		n = 1
	case reflect.String:
		v.SetString(v.String() + "!")
		n = 1
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
		n = 1
	case reflect.Bool:
		v.SetBool(!v.Bool())
		n = 1
	}
	return n
}

func ExampleScenario_Set() {
	s := &Scenario{Crews: []Crew{{Kind: "tower", Count: 2}}}
	if err := s.Set(Override{"crews.tower", "3"}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(s.Crews[0].Count)
	fmt.Println(s.Set(Override{"crews.tower", "three"}))
	// Output:
	// 3
	// set crews.tower: "three": want a whole number from 0 to 1000000
}

func ExampleShare_Of() {
	part := cost.FullRate / 20 // 5 %
	s := Share{Percent: &part}
	fmt.Println(s.Of(1999))
	// Output: 99
}
