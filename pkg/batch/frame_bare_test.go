package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
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

// What is wrong with a unit is refused also where its id is that of what is wrong: whoever makes units makes ids.
func TestDecodeUnitChecks(t *testing.T) {
	for want, spoil := range map[string]func(*Unit){
		`operator "../noel"`:       func(u *Unit) { u.Operator = "../noel" },
		`path "../etc"`:            func(u *Unit) { u.Files[0].Path = "../etc" },
		`path "/etc/inventory"`:    func(u *Unit) { u.InventoryFile = "/etc/inventory" },
		"out of order":             func(u *Unit) { u.Files[1].Path = u.Files[0].Path },
		"of -1 bytes":              func(u *Unit) { u.Files[0].Size = -1 },
		"more than 268435456 byte": func(u *Unit) { u.Files[0].Size = MaxInput - u.Files[1].Size + 1 },
		"1001 files": func(u *Unit) {
			for i := len(u.Files); i <= MaxFiles; i++ {
				u.Files = append(u.Files, File{fmt.Sprintf("x%04d", i), 0, ""})
			}
		},
	} {
		u := bareUnit()
		spoil(u)
		u.Identify()
		text, err := json.Marshal(wire(u))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeUnit(text); !errors.Is(err, ErrFrame) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	u := bareUnit()
	u.Files[0].Size = MaxInput - u.Files[1].Size
	u.Identify()
	if text, err := EncodeUnit(u); err != nil {
		t.Error(err)
	} else if _, err := DecodeUnit(text); err != nil {
		t.Errorf("as large as it may be: %v", err)
	}
	if _, err := DecodeUnit(make([]byte, MaxHeader+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a text that is too large: %v", err)
	}
}

// A result whose header states a size that no file has is refused before memory is taken for it.
func TestReadResultChecks(t *testing.T) {
	outcome, err := json.Marshal(NewOutcome(bareUnit(), StatusDone))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{-1, MaxOutput + 1, math.MinInt64} {
		var b bytes.Buffer
		if err := writeFrame(&b, frameResult, &wireResult{outcome, []Written{{Name: "a", Bytes: size}}}, func(func([]byte) bool) {}); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadResult(&b); !errors.Is(err, ErrFrame) || !strings.Contains(err.Error(), `file "a"`) || errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes: %v", size, err)
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
