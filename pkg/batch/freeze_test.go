package batch_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// TestOutcomeFields freezes the fields of outcome/v1 and their types. A field that disappears, changes its name or its type
// breaks those who read results, and needs outcome/v2: not even -update lets it go. A new one is added to the list with go test
// -update.
func TestOutcomeFields(t *testing.T) {
	var lines []string
	fields(&lines, "", reflect.TypeFor[batch.Outcome]())
	reporttest.Frozen(t, strings.ReplaceAll(batch.OutcomeKind, "/", "-")+".txt", batch.OutcomeKind, lines)
}

func fields(lines *[]string, path string, typ reflect.Type) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, ft, optional := path+f.Tag.Get("json"), f.Type, ""
		if ft.Kind() == reflect.Slice {
			name, ft = name+"[]", ft.Elem()
		}
		if ft.Kind() == reflect.Pointer {
			ft, optional = ft.Elem(), " or null"
		}
		switch {
		case ft.Implements(reflect.TypeFor[json.Marshaler]()):
			*lines = append(*lines, name+" "+strings.ToLower(ft.Name())+optional)
		case ft.Kind() == reflect.Struct:
			if optional != "" {
				*lines = append(*lines, name+" object"+optional)
			}
			fields(lines, name+".", ft)
		default:
			*lines = append(*lines, name+" "+ft.Kind().String()+optional)
		}
	}
}
