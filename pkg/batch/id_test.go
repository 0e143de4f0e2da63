package batch

import (
	"fmt"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// identified is a unit with something in every field, changed by change and identified.
func identified(change func(u *Unit)) *Unit {
	day, _ := inventory.ParseDate("2026-01-02")
	u := &Unit{
		Operator: "op", Scenario: "base", InventoryFile: "op/inventory.yaml", ScenarioFile: "op/scenario.yaml", Dir: "op",
		Set:   []scenario.Override{{Field: "crews.tower", Value: "2"}, {Field: "funding.reimbursement.proration", Value: "0.395"}},
		Files: []File{{"op/inventory.yaml", 10, "aa"}, {"op/scenario.yaml", 20, "bb"}},
		Spec:  &Spec{Do: []Step{Screen, Plan}, Formats: []string{"html"}, Seed: 1, Effort: 2, Runs: 3, AsOf: day, Engine: "e", Rules: "r"},
		Fault: &Failure{Kind: FailInput, Exit: 12, Errors: []Said{{File: "f", Message: "m"}}},
	}
	change(u)
	u.Identify()
	return u
}

// An id changes with all that a result depends on, and two such changes never give the same id.
func TestIdentify(t *testing.T) {
	seen := map[string]string{}
	for what, change := range map[string]func(u *Unit){
		"nothing":             func(*Unit) {},
		"operator":            func(u *Unit) { u.Operator = "other" },
		"scenario":            func(u *Unit) { u.Scenario = "other" },
		"inventory file":      func(u *Unit) { u.InventoryFile = "other" },
		"scenario file":       func(u *Unit) { u.ScenarioFile = "other" },
		"folder":              func(u *Unit) { u.Dir = "other" },
		"text moved over":     func(u *Unit) { u.Operator, u.Scenario = "opb", "ase" },
		"no change":           func(u *Unit) { u.Set = nil },
		"field of a change":   func(u *Unit) { u.Set[0].Field = "crews.line" },
		"value of a change":   func(u *Unit) { u.Set[0].Value = "3" },
		"no files":            func(u *Unit) { u.Files = nil },
		"path of a file":      func(u *Unit) { u.Files[0].Path = "op/inventory.json" },
		"size of a file":      func(u *Unit) { u.Files[0].Size = 11 },
		"digest of a file":    func(u *Unit) { u.Files[0].SHA256 = "cc" },
		"what is done":        func(u *Unit) { u.Spec.Do = []Step{Screen} },
		"another thing done":  func(u *Unit) { u.Spec.Do[0] = Estimate },
		"formats":             func(u *Unit) { u.Spec.Formats = nil },
		"another format":      func(u *Unit) { u.Spec.Formats[0] = "xlsx" },
		"seed":                func(u *Unit) { u.Spec.Seed = 9 },
		"effort":              func(u *Unit) { u.Spec.Effort = 9 },
		"runs":                func(u *Unit) { u.Spec.Runs = 9 },
		"day":                 func(u *Unit) { u.Spec.AsOf = inventory.Date{} },
		"engine":              func(u *Unit) { u.Spec.Engine = "other" },
		"rules":               func(u *Unit) { u.Spec.Rules = "other" },
		"no fault":            func(u *Unit) { u.Fault = nil },
		"kind of the fault":   func(u *Unit) { u.Fault.Kind = FailUnexpected },
		"file of the fault":   func(u *Unit) { u.Fault.Errors[0].File = "other" },
		"words of the fault":  func(u *Unit) { u.Fault.Errors[0].Message = "other" },
		"errors of the fault": func(u *Unit) { u.Fault.Errors = append(u.Fault.Errors, Said{File: "f", Message: "m"}) },
	} {
		u := identified(change)
		if before, ok := seen[u.ID]; ok {
			t.Errorf("%s gives the same id as %s", what, before)
		}
		seen[u.ID] = what
		if !IsID(u.ID) {
			t.Errorf("%s: %q is no id", what, u.ID)
		}
	}
	root := identified(func(u *Unit) { u.Root = "/elsewhere" })
	if seen[root.ID] != "nothing" {
		t.Error("where the batch is makes another id")
	}
	// Results of another version of riprep are found by their ids: this one is what it was.
	if want := "fdcc1ffcce69d3712da5"; root.ID != want {
		t.Errorf("id %s, want %s", root.ID, want)
	}
}

// Shards share the units out: each has its own, all of them have about as many, and none is out of range.
func TestShard(t *testing.T) {
	const n, units = 7, 7_000
	var have [n]int
	for i := range units {
		u := identified(func(u *Unit) { u.Operator = fmt.Sprint("op", i) })
		k := Shard(u.ID, n)
		if k < 0 || k >= n {
			t.Fatalf("shard %d of %d", k, n)
		}
		have[k]++
	}
	for k, got := range have {
		if got < units/n*8/10 || got > units/n*12/10 {
			t.Errorf("shard %d has %d of %d units", k, got, units)
		}
	}
	if got := Shard("00000000000000b00000", 7); got != 0xb%7 {
		t.Errorf("shard %d: it is the number of the first 15 digits", got)
	}
	if Shard("00000000000000b00000", 1) != 0 {
		t.Error("one shard has not all")
	}
}

// What may go well another time is tried again: all but what is wrong with the input. The exit code is that of a command line.
func TestFinal(t *testing.T) {
	for _, kind := range []string{FailInput, FailPanic, FailCrash, FailTimeout, FailMemory, FailUnverified, FailOutput, FailUnexpected} {
		f := NewFailure(kind)
		if got := f.Final(); got != (kind == FailInput) {
			t.Errorf("%s: final is %t", kind, got)
		}
		if want := map[string]int{FailInput: 12, FailUnverified: 15}[kind]; f.Exit != max(want, 1) {
			t.Errorf("%s: exit code %d, that of the command line is %d", kind, f.Exit, max(want, 1))
		}
	}
}

// Units stand as people look for them: operator, scenario, changes, with numbers by their value, and then by id.
func TestCompare(t *testing.T) {
	set := func(field, value string) []scenario.Override {
		return []scenario.Override{{Field: field, Value: value}}
	}
	in := []*Unit{
		{Operator: "op-2", Scenario: "z", ID: "9"},
		{Operator: "op-9", Scenario: "a", ID: "8"},
		{Operator: "op-9", Scenario: "b-2", ID: "7"},
		{Operator: "op-9", Scenario: "b-10", Set: set("a", "9"), ID: "6"},
		{Operator: "op-9", Scenario: "b-10", Set: set("a", "10"), ID: "4"},
		{Operator: "op-9", Scenario: "b-10", Set: set("a", "10"), ID: "5"},
		{Operator: "op-9", Scenario: "b-10", Set: set("b", "1"), ID: "3"},
		{Operator: "op-10", Scenario: "a", ID: "1"},
	}
	for i, a := range in {
		for k, b := range in {
			if got, want := Compare(a, b), i-k; got < 0 != (want < 0) || got > 0 != (want > 0) {
				t.Errorf("%s and %s: %d", a.ID, b.ID, got)
			}
		}
	}
}

// Zeros that lead say nothing of a number, and yet names that differ are never equal: no order is left to chance.
func TestNatural(t *testing.T) {
	in := []string{"", "07", "7", "008", "8", "10", "a", "a-09", "a-9", "a-10", "b"}
	for i, a := range in {
		for k, b := range in {
			if got, want := Natural(a, b), i-k; got < 0 != (want < 0) || got > 0 != (want > 0) {
				t.Errorf("%q and %q: %d", a, b, got)
			}
		}
	}
}

// A name is one of a folder, on every system.
func TestIsName(t *testing.T) {
	for _, good := range []string{"a", "9", "A.b-c_d", "a--b", strings.Repeat("x", 100)} {
		if !IsName(good) {
			t.Errorf("%q is no name", good)
		}
	}
	for _, bad := range []string{"", ".", "..", "a..b", "-a", "a-", "_a", ".a", "a.", "a/b", `a\b`, "a b", "a:b", "é", "a\x00", strings.Repeat("x", 101)} {
		if IsName(bad) {
			t.Errorf("%q is a name", bad)
		}
	}
}
