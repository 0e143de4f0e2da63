package batch

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// TestOutcomeFields freezes the fields of outcome/v1 and their types. A field that disappears, changes its name or its type
// breaks those who read results, and needs outcome/v2: not even -update lets it go. A new one is added to the list with go test
// -update.
func TestOutcomeFields(t *testing.T) {
	var lines []string
	fields(&lines, "", reflect.TypeFor[Outcome]())
	got := strings.Join(lines, "\n") + "\n"
	path := filepath.Join("testdata", strings.ReplaceAll(OutcomeKind, "/", "-")+".txt")
	frozen, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(frozen)) {
		if line = strings.TrimSpace(line); !slices.Contains(lines, line) {
			t.Errorf("%s has lost or changed the field %q: that needs a kind of another version", OutcomeKind, line)
		}
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(frozen), got); diff != "" {
		t.Errorf("the fields of %s (-frozen +now):\n%s", OutcomeKind, diff)
	}
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
