package tables_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/simulate"
)

// fill gives each field of a struct a value that no other field has; lists and maps stay empty.
func fill(v reflect.Value, n *int) {
	for i := range v.NumField() {
		f := v.Field(i)
		if !f.CanSet() {
			continue
		}
		*n++
		if f.Type() == reflect.TypeFor[inventory.Date]() {
			f.Set(reflect.ValueOf(inventory.MustDate("2027-01-01").AddDays(*n)))
			continue
		}
		if f.Kind() == reflect.Pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(fmt.Sprintf("text-%d", *n))
		case reflect.Int, reflect.Int64:
			f.SetInt(int64(1000 + *n))
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Struct:
			fill(f, n)
		}
	}
}

// fieldOf is the text that a field of a row has in a column of its name: unit_price of UnitPrice.
func fieldOf(row any, column string) string {
	f := reflect.ValueOf(row).FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, strings.ReplaceAll(column, "_", "")) })
	if !f.IsValid() {
		return "no field"
	}
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	if b, ok := f.Interface().(bool); ok {
		return map[bool]string{true: "yes", false: "no"}[b]
	}
	return fmt.Sprint(f.Interface())
}

// A column has the field that it is named after, and no other. What is named otherwise, or made of several, stands in other.
func TestColumns(t *testing.T) {
	n := 0
	p := &planner.Plan{
		Packages: make([]planner.PlannedPackage, 1), Findings: make([]planner.FindingRow, 1), Rules: make([]planner.RuleRow, 1),
		Applications: make([]planner.ApplicationRow, 1), Periods: make([]planner.PeriodRow, 1),
	}
	w, f, r, a, row := &p.Packages[0], &p.Findings[0], &p.Rules[0], &p.Applications[0], &p.Periods[0]
	w.Activities, w.Lines = make([]planner.PlannedActivity, 1), make([]cost.Line, 1)
	x, l := &w.Activities[0], &w.Lines[0]
	for _, v := range []any{w, f, r, a, row, x, l} {
		fill(reflect.ValueOf(v).Elem(), &n)
	}
	x.Kind = "cutover"
	dates := view.DatesOf(w)
	for _, c := range []struct {
		name  string
		table *grid.Table
		row   any
		other map[string]string
	}{
		{"packages", tables.Packages(p), *w, map[string]string{
			"package": w.ID, "start": dates.Start.String(), "cutover": x.Start.String(), "finish": dates.Finish.String(), "subscribers_out": fmt.Sprint(x.Lost),
			"outage_hours": fmt.Sprint(x.OutageHours), "unknown_prices": fmt.Sprint(w.Unknown), "products": "", "elements": "", "crews": "", "after": "",
		}},
		{"activities", tables.Activities(p), *x, map[string]string{
			"package": w.ID, "site": w.Site, "site_name": w.SiteName, "domain": w.Domain, "activity": x.Kind, "days": fmt.Sprint(x.Finish.Sub(x.Start) + 1),
			"subscribers_out": fmt.Sprint(x.Lost), "cluster": w.Cluster, "crews": "", "windows": "",
		}},
		{"lines", tables.Lines(p), *l, map[string]string{"package": w.ID, "site": w.Site, "application": w.Application, "domain": w.Domain}},
		{"periods", tables.Periods(p), *row, map[string]string{"crews": ""}},
		{"findings", tables.Findings(p), *f, nil},
		{"rules", tables.Rules(p), *r, nil},
		{"money", tables.Applications(p), *a, map[string]string{"application": a.ID}},
	} {
		rows := 0
		for cells := range c.table.Every() {
			rows++
			for i, column := range c.table.Columns {
				want, ok := c.other[column.Name]
				if !ok {
					want = fieldOf(c.row, column.Name)
				}
				if got := cells[i].String(); got != want {
					t.Errorf("%s: column %s: %q, want %q", c.name, column.Name, got, want)
				}
			}
		}
		if rows != 1 {
			t.Errorf("%s: %d rows", c.name, rows)
		}
	}
}

// The columns of what was simulated.
func TestRiskColumns(t *testing.T) {
	day := inventory.MustDate
	r := &simulate.Result{
		Runs:  200,
		Money: []simulate.Amount{{Name: "cost", Typical: 1_00, Quantiles: [4]cost.Cents{2_00, 3_00, 4_00, 5_00}, Mean: 6_00}},
		Days: []simulate.Day{{
			Name: "finish", Typical: day("2027-01-01"), Quantiles: [4]inventory.Date{day("2027-01-02"), day("2027-01-03"), day("2027-01-04"), day("2027-01-05")}, Mean: day("2027-01-06"),
		}},
		Chances:  []simulate.Chance{{Name: "term", By: day("2028-01-01"), Kept: 150, Low: 0.7, High: 0.8}},
		Prices:   []simulate.PriceDriver{{Name: "radio", Kind: "item", Rank: simulate.Measure{Value: 0.5, Known: true}, Share: simulate.Measure{Value: 0.25, Known: true}}},
		Packages: []simulate.PackageDriver{{ID: "a-bbu", Site: "a", Critical: 7, Rank: simulate.Measure{Value: 0.125, Known: true}}},
	}
	for _, c := range []struct {
		table *grid.Table
		want  []string
	}{
		{tables.Risk(r), []string{
			"cost,1.00,2.00,3.00,4.00,5.00,6.00,,,,,",
			"finish,2027-01-01,2027-01-02,2027-01-03,2027-01-04,2027-01-05,2027-01-06,,,,,",
			"term,,,,,,0.75,2028-01-01,150,200,0.7,0.8",
		}},
		{tables.Drivers(r), []string{"item,radio,,0.5000,0.2500,,", "package,a-bbu,a,0.1250,,7,200"}},
	} {
		var got []string
		for cells := range c.table.Every() {
			texts := make([]string, len(cells))
			for i, cell := range cells {
				texts[i] = cell.String()
			}
			got = append(got, strings.Join(texts, ","))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}
