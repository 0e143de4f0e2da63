package batch_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// aTask makes any task that may travel.
func aTask(t *rapid.T) *batch.Task {
	name := rapid.StringMatching(`[a-z0-9]([-_.]?[A-Za-z0-9]){0,8}`)
	text := rapid.String()
	u := &batch.Unit{
		Operator: name.Draw(t, "operator"), Scenario: text.Draw(t, "scenario"), InventoryFile: "a/" + name.Draw(t, "inventory"), ScenarioFile: name.Draw(t, "file"),
		Dir: rapid.SampledFrom([]string{"", ".", "a"}).Draw(t, "dir"), Root: "/somewhere",
		Spec: &batch.Spec{
			Do:      batch.Steps[:rapid.IntRange(1, 3).Draw(t, "steps")],
			Formats: rapid.SliceOfN(name, 0, 3).Draw(t, "formats"), Seed: rapid.Uint64().Draw(t, "seed"), Effort: rapid.Int64().Draw(t, "effort"),
			Runs: rapid.IntRange(0, 1000).Draw(t, "runs"), Engine: text.Draw(t, "engine"), Rules: text.Draw(t, "rules"),
		},
	}
	if rapid.Bool().Draw(t, "dated") {
		u.Spec.AsOf = must(inventory.ParseDate("2027-01-04"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		u.Set = append(u.Set, scenario.Override{Field: text.Draw(t, "field"), Value: text.Draw(t, "value")})
	}
	if rapid.IntRange(0, 3).Draw(t, "faulty") == 0 {
		u.Fault = &batch.Failure{Kind: batch.FailInput, Exit: 12, Errors: []batch.Said{{Message: text.Draw(t, "message"), File: text.Draw(t, "where"), Line: 3}}, Hints: []string{"a hint"}}
	}
	task := &batch.Task{Unit: u, Data: map[string][]byte{}, Cores: rapid.IntRange(1, 64).Draw(t, "cores")}
	paths := rapid.SliceOfNDistinct(name, 0, 5, rapid.ID).Draw(t, "paths")
	slices.Sort(paths)
	for _, path := range paths {
		data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
		f := batch.File{Path: path, Size: int64(len(data)), SHA256: digest(data)}
		if u.Fault != nil && rapid.Bool().Draw(t, "unread") {
			f.Size, f.SHA256 = 1<<40, "" // what is too large to be read
		} else {
			task.Data[path] = data
		}
		u.Files = append(u.Files, f)
	}
	u.Identify()
	return task
}

// aResult makes any result that may travel.
func aResult(t *rapid.T) *batch.Result {
	u := aTask(t).Unit
	if rapid.Bool().Draw(t, "failed") {
		return batch.Failed(u, &batch.Failure{Kind: batch.FailPanic, Exit: 1, Errors: []batch.Said{{Message: rapid.String().Draw(t, "said")}}, Hints: []string{}})
	}
	r := &batch.Result{Outcome: batch.NewOutcome(u, rapid.SampledFrom([]string{batch.StatusDone, batch.StatusNoPlan}).Draw(t, "status"))}
	r.Outcome.Estimated = &batch.Estimated{Total: batch.Money(rapid.Int64Range(-1e12, 1e12).Draw(t, "total")), Applications: []batch.Application{}}
	if rapid.Bool().Draw(t, "planned") {
		r.Outcome.Planned = &batch.Planned{Cost: r.Outcome.Estimated.Total, Objectives: []batch.Objective{}, Terms: []batch.Term{}}
		if rapid.Bool().Draw(t, "ends") { // a day that is none stays none
			r.Outcome.Planned.Finish.Date = must(inventory.ParseDate("2027-01-04"))
		}
	}
	names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z]{1,5}\.csv`), 0, 4, rapid.ID).Draw(t, "names")
	slices.Sort(names)
	for _, name := range names {
		r.Files = append(r.Files, batch.Output{Name: name, Data: rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "file")})
	}
	return r
}

// TestTaskTravels: what is read is what was written, but for where the files lie, from any reader, and nothing after it is read.
func TestTaskTravels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		task := aTask(t)
		var b bytes.Buffer
		if err := batch.WriteTask(&b, task); err != nil {
			t.Fatal(err)
		}
		b.WriteString("next")
		got, err := batch.ReadTask(iotest.OneByteReader(&b))
		if err != nil {
			t.Fatal(err)
		}
		want := *task.Unit
		want.Root = ""
		task.Unit = &want
		if diff := cmp.Diff(task, got, cmpopts.EquateEmpty(), cmpopts.EquateComparable(inventory.Date{})); diff != "" {
			t.Fatal(diff)
		}
		if b.String() != "next" {
			t.Fatalf("%q is left of %q", b.String(), "next")
		}
	})
}

// TestResultTravels: the same for results, whose outcome has the same bytes on both sides.
func TestResultTravels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		result := aResult(t)
		var b bytes.Buffer
		if err := batch.WriteResult(&b, result); err != nil {
			t.Fatal(err)
		}
		b.WriteString("next")
		got, err := batch.ReadResult(iotest.HalfReader(&b))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(result, got, cmpopts.EquateEmpty(), cmpopts.EquateComparable(inventory.Date{})); diff != "" {
			t.Fatal(diff)
		}
		if want, have := must(result.Outcome.Encode()), must(got.Outcome.Encode()); !bytes.Equal(want, have) {
			t.Fatalf("%s, was %s", have, want)
		}
		if b.String() != "next" {
			t.Fatalf("%q is left", b.String())
		}
	})
}

// TestFrameTorn: a frame that ends anywhere before its end is none, and so is one with any byte of its files changed.
func TestFrameTorn(t *testing.T) {
	task := sample()
	var b bytes.Buffer
	if err := batch.WriteTask(&b, task); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for n := range whole {
		_, err := batch.ReadTask(bytes.NewReader(whole[:n]))
		if n == 0 && err == io.EOF {
			continue
		}
		if !errors.Is(err, batch.ErrFrame) || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("the first %d of %d bytes: %v", n, len(whole), err)
		}
	}
	for n := len(whole) - int(task.Unit.Size()); n < len(whole); n++ {
		torn := bytes.Clone(whole)
		torn[n] ^= 1
		if _, err := batch.ReadTask(bytes.NewReader(torn)); !errors.Is(err, batch.ErrFrame) {
			t.Fatalf("byte %d changed: %v", n, err)
		}
	}
	// In the header everything that the id covers is covered; the number of cores stands outside it.
	for _, change := range []struct{ from, to string }{{`"op"`, `"OP"`}, {`"effort":7`, `"effort":8`}, {`"a.yaml"`, `"b.yaml"`}} {
		torn := bytes.ReplaceAll(whole, []byte(change.from), []byte(change.to))
		if bytes.Equal(torn, whole) {
			t.Fatalf("the frame has no %s", change.from)
		}
		if _, err := batch.ReadTask(bytes.NewReader(torn)); !errors.Is(err, batch.ErrFrame) || !strings.Contains(err.Error(), "its id would be") {
			t.Errorf("%s instead of %s: %v", change.to, change.from, err)
		}
	}
}

// TestFrameRefused: what is not a task is not written, and not read.
func TestFrameRefused(t *testing.T) {
	for name, spoil := range map[string]func(*batch.Task){
		"a task without":         func(t *batch.Task) { t.Unit = nil },
		"a spec":                 func(t *batch.Task) { t.Unit.Spec = nil },
		"not a name":             func(t *batch.Task) { t.Unit.Operator = "../op" },
		"its id would be":        func(t *batch.Task) { t.Unit.Operator = "other"; t.Unit.ID = strings.Repeat("0", batch.IDDigits) },
		"0 cores":                func(t *batch.Task) { t.Cores = 0 },
		"4097 cores":             func(t *batch.Task) { t.Cores = batch.MaxCores + 1 },
		"without all files":      func(t *batch.Task) { delete(t.Data, "a.yaml") },
		"does not have":          func(t *batch.Task) { t.Data["c.yaml"] = nil },
		"the unit says":          func(t *batch.Task) { t.Data["a.yaml"] = []byte("shorter") },
		"not below the root":     func(t *batch.Task) { t.Unit.InventoryFile = "../a.yaml" },
		`"/a": not below`:        func(t *batch.Task) { rename(t, "/a") },
		`"x/../../a": not below`: func(t *batch.Task) { rename(t, "x/../../a") },
		"not UTF-8":              func(t *batch.Task) { t.Unit.Scenario = "\xff" },
		"out of order": func(t *batch.Task) {
			t.Unit.Files[0], t.Unit.Files[1] = t.Unit.Files[1], t.Unit.Files[0]
		},
		"1001 files: too large": func(t *batch.Task) {
			t.Unit.Files = nil
			for i := range 1001 {
				path := fmt.Sprintf("%04d", i)
				t.Unit.Files = append(t.Unit.Files, batch.File{Path: path, SHA256: digest(nil)})
				t.Data[path] = nil
			}
			delete(t.Data, "a.yaml")
			delete(t.Data, "b.yaml")
		},
	} {
		task := sample()
		spoil(task)
		if task.Unit != nil && task.Unit.Spec != nil && name != "its id would be" {
			task.Unit.Identify()
		}
		var b bytes.Buffer
		if err := batch.WriteTask(&b, task); !errors.Is(err, batch.ErrFrame) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes were written", name, b.Len())
		}
	}
}

// TestResultRefused: the same for results.
func TestResultRefused(t *testing.T) {
	done := func(files ...batch.Output) *batch.Result {
		return &batch.Result{Outcome: batch.NewOutcome(sample().Unit, batch.StatusDone), Files: files}
	}
	half := make([]byte, batch.MaxOutput/2+1) // never written to, so no memory of the machine
	many := make([]batch.Output, batch.MaxFiles+1)
	for i := range many {
		many[i].Name = fmt.Sprintf("%04d", i)
	}
	for want, r := range map[string]*batch.Result{
		"without an outcome":         {},
		"1001 files of a result":     done(many...),
		`status "": not known`:       {Outcome: &batch.Outcome{}},
		"without a failure":          batch.Failed(sample().Unit, nil),
		`file "../x": not a name`:    done(batch.Output{Name: "../x"}),
		"outcome.json\": not a name": done(batch.Output{Name: "outcome.json"}),
		`"a": out of order`:          done(batch.Output{Name: "b"}, batch.Output{Name: "a"}),
		`"b": out of order`:          done(batch.Output{Name: "b"}, batch.Output{Name: "b"}),
		`"b": too large`:             done(batch.Output{Name: "a", Data: half}, batch.Output{Name: "b", Data: half}),
		"with files": {
			Outcome: batch.Failed(sample().Unit, &batch.Failure{Kind: batch.FailPanic}).Outcome, Files: []batch.Output{{Name: "a"}},
		},
	} {
		var b bytes.Buffer
		if err := batch.WriteResult(&b, r); !errors.Is(err, batch.ErrFrame) || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", want, err, b.Len())
		}
	}
}

// TestFrameBounds: sizes are held to their limits before anything is read, and a size that does not come costs no memory.
func TestFrameBounds(t *testing.T) {
	prefix := func(kind, version byte, size uint32) []byte {
		return binary.BigEndian.AppendUint32(append([]byte("riprep"), kind, version), size)
	}
	for want, frame := range map[string][]byte{
		"header: too large":    prefix('T', 1, batch.MaxHeader+1),
		"want 1":               prefix('T', 2, 10),
		"of kind 'R'":          prefix('R', 1, 10),
		`begins with "GET / "`: []byte("GET / HTTP/1.1\r\n"),
	} {
		if _, err := batch.ReadTask(bytes.NewReader(frame)); !errors.Is(err, batch.ErrFrame) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	task := sample()
	task.Unit.Files[0].Size = batch.MaxInput - 100
	task.Unit.Identify()
	header := fmt.Sprintf(`{"unit":{"id":%q,"operator":"op","scenario":"base","inventory_file":"a.yaml","scenario_file":"b.yaml","spec":{"do":["screen"],"seed":1,"effort":7},`+
		`"files":[{"path":"a.yaml","bytes":%d,"sha256":%q},{"path":"b.yaml","bytes":4,"sha256":%q}]},"cores":1,"data":["a.yaml","b.yaml"]}`,
		task.Unit.ID, task.Unit.Files[0].Size, task.Unit.Files[0].SHA256, task.Unit.Files[1].SHA256)
	frame := append(prefix('T', 1, uint32(len(header))), header...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := batch.ReadTask(bytes.NewReader(frame))
	runtime.ReadMemStats(&after)
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal(err)
	}
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 8<<20 {
		t.Errorf("%d bytes taken for %d that never came", taken, task.Unit.Files[0].Size)
	}
	large := strings.Replace(header, fmt.Sprint(task.Unit.Files[0].Size), fmt.Sprint(batch.MaxInput), 1)
	task.Unit.Files[0].Size = batch.MaxInput
	old := task.Unit.ID
	task.Unit.Identify()
	large = strings.Replace(large, old, task.Unit.ID, 1)
	if _, err := batch.ReadTask(bytes.NewReader(append(prefix('T', 1, uint32(len(large))), large...))); !errors.Is(err, batch.ErrTooLarge) {
		t.Errorf("%d bytes of input: %v", task.Unit.Size(), err)
	}
	huge := batch.Failed(task.Unit, &batch.Failure{Kind: batch.FailPanic, Errors: []batch.Said{{Message: strings.Repeat("x", batch.MaxHeader)}}})
	if err := batch.WriteResult(io.Discard, huge); !errors.Is(err, batch.ErrTooLarge) {
		t.Errorf("an outcome of 8 MB: %v", err)
	}
}

// FuzzReadTask: whatever comes, there is an error or a task that travels again.
func FuzzReadTask(f *testing.F) {
	var b bytes.Buffer
	if err := batch.WriteTask(&b, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("riprepT\x01\x00\x00\x00\x02{}"))
	f.Fuzz(func(t *testing.T, frame []byte) {
		task, err := batch.ReadTask(bytes.NewReader(frame))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := batch.WriteTask(&again, task); err != nil {
			t.Fatal(err)
		}
		if _, err := batch.ReadTask(&again); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzReadResult: the same for results.
func FuzzReadResult(f *testing.F) {
	var b bytes.Buffer
	r := &batch.Result{Outcome: batch.NewOutcome(sample().Unit, batch.StatusDone), Files: []batch.Output{{Name: "a.csv", Data: []byte("a,b\n")}}}
	if err := batch.WriteResult(&b, r); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("riprepR\x01\x00\x00\x00\x02{}"))
	f.Fuzz(func(t *testing.T, frame []byte) {
		r, err := batch.ReadResult(bytes.NewReader(frame))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := batch.WriteResult(&again, r); err != nil {
			t.Fatal(err)
		}
		if _, err := batch.ReadResult(&again); err != nil {
			t.Fatal(err)
		}
	})
}

// sample is a task of two small files.
func sample() *batch.Task {
	t := &batch.Task{Cores: 1, Data: map[string][]byte{"a.yaml": []byte("riprep: inventory/v1\n"), "b.yaml": []byte("b: 1")}, Unit: &batch.Unit{
		Operator: "op", Scenario: "base", InventoryFile: "a.yaml", ScenarioFile: "b.yaml", Spec: &batch.Spec{Do: []batch.Step{batch.Screen}, Seed: 1, Effort: 7},
	}}
	for _, path := range []string{"a.yaml", "b.yaml"} {
		t.Unit.Files = append(t.Unit.Files, batch.File{Path: path, Size: int64(len(t.Data[path])), SHA256: digest(t.Data[path])})
	}
	t.Unit.Identify()
	return t
}

// rename gives the sample's first file another path, kept in order.
func rename(t *batch.Task, path string) {
	t.Unit.Files[0].Path = path
	t.Data[path] = t.Data["a.yaml"]
	delete(t.Data, "a.yaml")
	slices.SortFunc(t.Unit.Files, func(a, b batch.File) int { return strings.Compare(a.Path, b.Path) })
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
