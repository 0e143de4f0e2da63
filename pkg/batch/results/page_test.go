package results

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestJournalPage checks that docs/batch.md explains every key of the journal.
func TestJournalPage(t *testing.T) {
	page, err := os.ReadFile("../../../docs/batch.md")
	if err != nil {
		t.Fatal(err)
	}
	typ := reflect.TypeFor[entry]()
	for i := range typ.NumField() {
		key, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		if !strings.Contains(string(page), "`"+key+"`") {
			t.Errorf("batch.md does not explain %s of the journal", key)
		}
	}
	if !strings.Contains(string(page), journalKind) {
		t.Errorf("batch.md does not name %s", journalKind)
	}
}
