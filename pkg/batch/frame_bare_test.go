package batch

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/scenario"
)

func bareUnit() *Unit {
	u := &Unit{
		Operator: "noel", Scenario: "base", InventoryFile: "noel/inventory.yaml", ScenarioFile: "noel/scenario.yaml", Dir: "noel",
		Set:   []scenario.Override{{Field: "crews.tower", Value: "3"}},
		Spec:  &Spec{Do: []Step{Screen}, Formats: []string{}, Seed: 1, Effort: 10, Engine: "test", Rules: "r"},
		Files: []File{{"noel/inventory.yaml", 5, strings.Repeat("a", 64)}, {"noel/scenario.yaml", 7, strings.Repeat("b", 64)}},
	}
	u.Identify()
	return u
}

// A unit comes back as it went, and its Root stays where it is.
func TestEncodeUnit(t *testing.T) {
	u := bareUnit()
	u.Root = "/somewhere"
	text, err := EncodeUnit(u)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeUnit(text)
	if err != nil {
		t.Fatal(err)
	}
	u.Root, u.Spec.Formats = "", nil
	if !reflect.DeepEqual(u, got) {
		t.Errorf("went as %+v, came as %+v", u, got)
	}
}

// What was changed on the way is refused.
func TestDecodeUnitRefuses(t *testing.T) {
	text, err := EncodeUnit(bareUnit())
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(map[string]any){
		"operator": func(m map[string]any) { m["operator"] = "../noel" },
		"id":       func(m map[string]any) { m["id"] = strings.Repeat("0", IDDigits) },
		"size":     func(m map[string]any) { m["files"].([]any)[0].(map[string]any)["bytes"] = MaxInput },
		"path":     func(m map[string]any) { m["files"].([]any)[0].(map[string]any)["path"] = "../etc" },
		"effort":   func(m map[string]any) { m["spec"].(map[string]any)["effort"] = 11 },
	} {
		var m map[string]any
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(err)
		}
		change(m)
		bad, _ := json.Marshal(m)
		if _, err := DecodeUnit(bad); !errors.Is(err, ErrFrame) {
			t.Errorf("%s changed: %v, want %v", name, err, ErrFrame)
		}
	}
}

// FuzzDecodeUnit looks for a unit that is read and cannot be written again as it was.
func FuzzDecodeUnit(f *testing.F) {
	text, err := EncodeUnit(bareUnit())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"id":"x","spec":{},"files":[{"path":"..","bytes":-1}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		u, err := DecodeUnit(text)
		if err != nil {
			return
		}
		again, err := EncodeUnit(u)
		if err != nil {
			t.Fatalf("read but not written: %v", err)
		}
		v, err := DecodeUnit(again)
		if err != nil || v.ID != u.ID {
			t.Fatalf("read, written, read: %v", err)
		}
	})
}
