package compare_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// A figure of the plans as a whole is the total that it is named after, and no other.
func TestTotals(t *testing.T) {
	a, b := *reporttest.Sample(t).Plan, *reporttest.Sample(t).Plan
	for side, p := range []*planner.Plan{&a, &b} {
		v := reflect.ValueOf(&p.Totals).Elem()
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.Int || f.Kind() == reflect.Int64 {
				f.SetInt(int64(1000*(side+1) + i))
			}
		}
	}
	total := func(p *planner.Plan, id string) (int64, bool) {
		f := reflect.ValueOf(p.Totals).FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, strings.ReplaceAll(id, "_", "")) })
		if !f.IsValid() {
			return 0, false
		}
		return f.Int(), true
	}
	c := compared(t, &a, &b)
	found := 0
	for _, m := range c.Money {
		x, _ := total(&a, m.ID)
		y, ok := total(&b, m.ID)
		if !ok || m.A != cost.Cents(x) || m.B != cost.Cents(y) {
			t.Errorf("%s: %s and %s, want %d and %d cents", m.ID, m.A, m.B, x, y)
		}
		found++
	}
	for _, n := range c.Counts {
		x, _ := total(&a, n.ID)
		if y, ok := total(&b, n.ID); ok { // the others are of the periods
			if n.A != x || n.B != y {
				t.Errorf("%s: %d and %d, want %d and %d", n.ID, n.A, n.B, x, y)
			}
			found++
		}
	}
	if found < 20 {
		t.Errorf("only %d figures", found)
	}
}

// What b does later than a counts as later, the other way round as earlier.
func TestTally(t *testing.T) {
	a, b := *reporttest.Sample(t).Plan, *reporttest.Sample(t).Plan
	for i, days := range []int{7, 7, -7} {
		for j := range b.Packages[i].Activities {
			x := &b.Packages[i].Activities[j]
			x.Start, x.Finish = x.Start.AddDays(days), x.Finish.AddDays(days)
		}
	}
	if n := compared(t, &a, &b).Tally(); n.Moved != 3 || n.Later != 2 || n.Earlier != 1 {
		t.Errorf("%+v", n)
	}
	if n := compared(t, &b, &a).Tally(); n.Moved != 3 || n.Later != 1 || n.Earlier != 2 {
		t.Errorf("the other way round: %+v", n)
	}
}
