package cli

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestBatchPage checks that docs/batch.md explains every key of batch.json and of a line of progress.
func TestBatchPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/batch.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[batchAbout](), reflect.TypeFor[batchEvent]()} {
		for i := range typ.NumField() {
			key, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if !strings.Contains(string(page), "`"+key+"`") {
				t.Errorf("batch.md does not explain %s of %s", key, typ.Name())
			}
		}
	}
}
