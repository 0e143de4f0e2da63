package planjson

import (
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// TestFields freezes the fields of plan/v1 and their types. A field that disappears, changes its name or its type breaks
// those who read plans, and needs plan/v2; a new one is added to the list with go test -update.
func TestFields(t *testing.T) {
	var lines []string
	fields(&lines, "", reflect.TypeFor[file]())
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile("testdata/fields.txt", []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/fields.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the fields of plan/v1 (-frozen +now):\n%s", diff)
	}
}

func fields(lines *[]string, path string, typ reflect.Type) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name := path + f.Tag.Get("json")
		ft := f.Type
		optional := ""
		if ft.Kind() == reflect.Pointer {
			ft, optional = ft.Elem(), " or null"
		}
		if ft.Kind() == reflect.Slice {
			name += "[]"
			ft = ft.Elem()
		}
		if ft.Kind() == reflect.Struct {
			fields(lines, name+".", ft)
			continue
		}
		*lines = append(*lines, name+" "+ft.Kind().String()+optional)
	}
}
