package show

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// TestFields freezes the fields of compare/v1. One that disappears or changes its name breaks those who read it, and needs
// compare/v2: not even -update lets it go without a step of Version. A new one is added to the list with go test -update.
func TestFields(t *testing.T) {
	var lines []string
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, ft := path+f.Tag.Get("json"), f.Type
			if ft.Kind() == reflect.Slice {
				name, ft = name+"[]", ft.Elem()
			}
			if ft.Kind() == reflect.Struct {
				walk(name+".", ft)
				continue
			}
			lines = append(lines, name+" "+ft.Kind().String())
		}
	}
	walk("", reflect.TypeFor[head]())
	c, err := compare.New(&planner.Plan{PeriodDays: 7}, &planner.Plan{PeriodDays: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sections(c) {
		for _, column := range s.wide().Columns {
			lines = append(lines, s.id+"[]."+column.Name)
		}
	}
	reporttest.Frozen(t, fmt.Sprintf("fields-v%d.txt", Version), fmt.Sprintf("compare/v%d", Version), lines)
}
