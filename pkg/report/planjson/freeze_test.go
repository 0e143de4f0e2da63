package planjson

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// TestFields freezes the fields of plan/v1 and their types. A field that disappears, changes its name or its type breaks
// those who read plans, and needs plan/v2: not even -update lets it go without a step of Version, and then the list of the new
// version is written anew. A new one is added to the list with go test -update.
func TestFields(t *testing.T) {
	var lines []string
	fields(&lines, "", reflect.TypeFor[file]())
	got := strings.Join(lines, "\n") + "\n"
	path := fmt.Sprintf("testdata/fields-v%d.txt", Version)
	frozen, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(frozen)), "\n") {
		if line != "" && !slices.Contains(lines, line) {
			t.Errorf("plan/v%d has lost or changed the field %q: that needs a step of Version", Version, line)
		}
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(frozen), got); diff != "" {
		t.Errorf("the fields of plan/v%d (-frozen +now):\n%s", Version, diff)
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
