package results

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
)

// A batch that is done, resumed and done again stays as it is, byte for byte, and has no temporary file.
func TestRun(t *testing.T) {
	units := fakeUnits(150)
	a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	if _, err := run(System(), a, units); err != nil {
		t.Fatal(err)
	}
	want := tree(t, a)
	if _, ok := want[".riprep/"]; ok {
		t.Error("what is for work is there after it")
	}
	kept, err := run(System(), a, units)
	if err != nil {
		t.Fatal(err)
	}
	if kept.Done == 0 || kept.NoPlan == 0 || kept.Failed == 0 || kept.Retried == 0 || kept.Torn+kept.Strange+kept.Damaged > 0 {
		t.Errorf("%+v", kept)
	}
	if kept.Done+kept.NoPlan+kept.Failed+kept.Retried != len(units) {
		t.Errorf("%+v of %d", kept, len(units))
	}
	sameTree(t, want, tree(t, a))
	backwards := slices.Clone(units)
	slices.Reverse(backwards)
	if _, err := run(System(), b, backwards); err != nil {
		t.Fatal(err)
	}
	sameTree(t, want, tree(t, b))
	checkOutcomes(t, System(), a, units)
}

// checkOutcomes sees that each unit has exactly one outcome, in order, and the right one.
func checkOutcomes(t *testing.T, fsys FS, dir string, units []*batch.Unit) {
	t.Helper()
	want := slices.Clone(units)
	slices.SortFunc(want, batch.Compare)
	i := 0
	for o, err := range Outcomes(fsys, dir) {
		if err != nil {
			t.Fatal(err)
		}
		_, r := fakeResult(want[i])
		if o.Unit != want[i].ID || o.Status != r.Outcome.Status {
			t.Fatalf("outcome %d is of %s-%s, %s; want %s, %s", i, o.Operator, o.Unit, o.Status, want[i].Folder(), r.Outcome.Status)
		}
		i++
	}
	if i != len(want) {
		t.Fatalf("%d outcomes of %d units", i, len(want))
	}
}

// Damage of every kind is found, said and mended.
func TestResumeDamaged(t *testing.T) {
	units := fakeUnits(120)
	var done, failed *batch.Unit
	for _, u := range units {
		_, r := fakeResult(u)
		if r.Outcome.Status == batch.StatusDone && len(r.Files) == 3 {
			done = u
		}
		if r.Outcome.Status == batch.StatusFailed && r.Outcome.Failure.Final() {
			failed = u
		}
	}
	change := func(name string, to func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, name)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, to(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	flip := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	half := func(b []byte) []byte { return b[:len(b)/2] }
	for name, c := range map[string]struct {
		do   func(*testing.T, string)
		want Kept // Torn, Damaged and Strange count
	}{
		"a bit of a file":          {change(done.Folder()+"/estimate.csv", func(b []byte) []byte { return append(b, 'x') }), Kept{Torn: 1}},
		"a bit of an outcome":      {change(done.Folder()+"/outcome.json", flip), Kept{Torn: 1}},
		"half an outcome":          {change(done.Folder()+"/outcome.json", half), Kept{Torn: 1}},
		"a file is gone":           {remove(done.Folder() + "/plan.json"), Kept{Torn: 1}},
		"the outcome is gone":      {remove(done.Folder() + "/outcome.json"), Kept{Torn: 1}},
		"the folder is gone":       {remove(done.Folder()), Kept{Torn: 1}},
		"the quarantine is gone":   {remove("quarantine"), Kept{}},
		"half a quarantine":        {remove("quarantine/" + failed.Folder() + "/command"), Kept{Torn: 1}},
		"an input is gone":         {remove("quarantine/" + failed.Folder() + "/input"), Kept{Torn: 1}},
		"the journal is gone":      {remove("journal.jsonl"), Kept{}},
		"a torn line at the end":   {change("journal.jsonl", func(b []byte) []byte { return b[:len(b)-10] }), Kept{Damaged: 1}},
		"a bit of the journal":     {change("journal.jsonl", flip), Kept{Damaged: 1}},
		"a bit of the first line":  {change("journal.jsonl", func(b []byte) []byte { b[12] ^= 1; return b }), Kept{Damaged: 1}},
		"an empty journal":         {change("journal.jsonl", func([]byte) []byte { return nil }), Kept{Damaged: 1}},
		"a file that nobody wrote": {func(t *testing.T, dir string) { write(t, dir, done.Folder()+"/more.csv") }, Kept{Torn: 1}},
		"temporary files":          {func(t *testing.T, dir string) { write(t, dir, ".riprep/tmp/7") }, Kept{}},
		"another valid outcome": {change(done.Folder()+"/outcome.json", func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"engine": "test"`), []byte(`"engine": "tesu"`), 1)
		}), Kept{Torn: 1}},
		"a failure and half a result": {func(t *testing.T, dir string) { write(t, dir, failed.Folder()+"/a.csv") }, Kept{}},
		"a result and a quarantine":   {func(t *testing.T, dir string) { write(t, dir, "quarantine/"+done.Folder()+"/command") }, Kept{}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "results")
			if _, err := run(System(), dir, units); err != nil {
				t.Fatal(err)
			}
			want := tree(t, dir)
			c.do(t, dir)
			kept, err := run(System(), dir, units)
			if err != nil {
				t.Fatal(err)
			}
			if name == "the quarantine is gone" {
				if kept.Torn != 0 && kept.Failed != 0 {
					t.Errorf("%+v", kept)
				}
			} else if kept.Torn != c.want.Torn || kept.Damaged != c.want.Damaged || kept.Strange != 0 {
				t.Errorf("%+v, want %+v", kept, c.want)
			}
			sameTree(t, want, tree(t, dir))
		})
	}
}

// Hidden files, as file managers leave them, are nobody's damage, and stay where a result is done again.
func TestHidden(t *testing.T) {
	units := fakeUnits(8)
	dir := filepath.Join(t.TempDir(), "results")
	if _, err := run(System(), dir, units); err != nil {
		t.Fatal(err)
	}
	want := tree(t, dir)
	done := map[string]bool{} // those with a hidden file
	for _, u := range units {
		if _, r := fakeResult(u); r.Outcome.Status != batch.StatusFailed {
			done[u.Folder()] = true
			write(t, dir, u.Folder()+"/.seen")
			want[filepath.Join(u.Folder(), ".seen")] = "x"
		}
	}
	for i := range 2 {
		kept, err := run(System(), dir, units)
		if err != nil {
			t.Fatal(err)
		}
		if kept.Torn != i*len(done) {
			t.Errorf("round %d: %+v", i, kept)
		}
		sameTree(t, want, tree(t, dir))
		for folder := range done {
			if err := os.Remove(filepath.Join(dir, folder, batch.OutcomeName)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func write(t *testing.T, dir, name string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Units that are not of the batch are left alone, counted, and no part of what is added up; when they are of it again, their
// results are found.
func TestStrange(t *testing.T) {
	units := fakeUnits(60)
	dir := filepath.Join(t.TempDir(), "results")
	if _, err := run(System(), dir, units); err != nil {
		t.Fatal(err)
	}
	want := tree(t, dir)
	kept, err := run(System(), dir, units[:20])
	if err != nil || kept.Strange != 40 {
		t.Errorf("%+v, %v", kept, err)
	}
	checkOutcomes(t, System(), dir, units[:20])
	kept, err = run(System(), dir, units)
	if err != nil || kept.Torn+kept.Strange > 0 {
		t.Errorf("%+v, %v", kept, err)
	}
	sameTree(t, want, tree(t, dir))
}

func TestOpenRefuses(t *testing.T) {
	top := t.TempDir()
	at := func(name string) string { return filepath.Join(top, name) }
	if _, err := run(System(), at("batch"), fakeUnits(20)); err != nil {
		t.Fatal(err)
	}
	link := func(to, name string) {
		if err := os.Symlink(to, at(name)); err != nil {
			t.Skip(err)
		}
	}
	write(t, top, "foreign/notes.txt")
	write(t, top, "file")
	link(at("batch"), "link")
	for name, want := range map[string]error{"foreign": ErrForeign, "link": ErrLink, "link/": ErrLink, "none/batch": os.ErrNotExist, "file": nil} {
		if _, err := Open(System(), at("")+"/"+name, Options{Resume: true}); err == nil || want != nil && !errors.Is(err, want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(System(), at("batch"), Options{}); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	f, err := Open(System(), at("batch"), Options{Resume: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(System(), at("batch"), Options{Resume: true}); !errors.Is(err, ErrAtWork) {
		t.Error(err)
	}
	for _, name := range []string{"../x", "/x", "batch.json", "journal.jsonl", ".riprep/x", "quarantine/x", fakeUnits(1)[0].Folder() + "/x", "", ".", "a\nb", `..\x`} {
		if err := f.WriteFile(name, nil); err == nil {
			t.Errorf("wrote %q", name)
		}
	}
	f.Close()
	if err := f.WriteFile("x", nil); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	for _, name := range []string{".riprep", "quarantine", fakeUnits(1)[0].Folder(), "journal.jsonl", "summary.csv"} {
		os.RemoveAll(at("batch/" + name))
		link(at("foreign"), "batch/"+name)
		if _, err := run(System(), at("batch"), fakeUnits(20)); !errors.Is(err, ErrLink) {
			t.Errorf("%s is a link: %v", name, err)
		}
		os.Remove(at("batch/" + name))
	}
	if got := tree(t, at("foreign")); len(got) != 2 || got["notes.txt"] != "x" {
		t.Errorf("%v", got)
	}
}

// A result that is not what it says is a failure of its unit.
func TestPutRefuses(t *testing.T) {
	u := fakeUnits(1)[0]
	for name, spoil := range map[string]func(*batch.Result){
		"a name that leads out": func(r *batch.Result) { r.Files[0].Name = "../x" },
		"an outcome":            func(r *batch.Result) { r.Files[0].Name = batch.OutcomeName },
		"the same twice":        func(r *batch.Result) { r.Files = append(r.Files, r.Files[0]) },
		"another digest":        func(r *batch.Result) { r.Outcome.Files = []batch.Written{{Name: "a.csv", Bytes: 1, SHA256: "x"}} },
		"a file too few": func(r *batch.Result) {
			r.Outcome.Files = []batch.Written{{Name: "a.csv", Bytes: 1, SHA256: batch.Digest([]byte("x"))}, {Name: "b.csv"}}
		},
		"another unit":   func(r *batch.Result) { r.Outcome.Unit = strings.Repeat("0", batch.IDDigits) },
		"another status": func(r *batch.Result) { r.Outcome.Status = "fine" },
	} {
		d := newMemDisk()
		var got *batch.Result
		f, err := Open(d, "/w/r", Options{Stored: func(_ *batch.Unit, r *batch.Result, err error) { got = r }})
		if err != nil {
			t.Fatal(err)
		}
		r := &batch.Result{Outcome: batch.NewOutcome(u, batch.StatusDone), Files: []batch.Output{{Name: "a.csv", Data: []byte("x")}}}
		spoil(r)
		f.Put(u, nil, r, 1)
		f.Close()
		if got == nil || got.Outcome.Status != batch.StatusFailed || got.Outcome.Failure.Kind != batch.FailUnexpected {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A unit that is Put twice counts once; one that failed and then is done leaves the quarantine.
func TestPutTwice(t *testing.T) {
	units := fakeUnits(1)
	u := units[0]
	dir := filepath.Join(t.TempDir(), "results")
	var stored atomic.Int32
	f, err := Open(System(), dir, Options{Stored: func(_ *batch.Unit, _ *batch.Result, err error) {
		if err != nil {
			t.Error(err)
		}
		stored.Add(1)
	}})
	if err != nil {
		t.Fatal(err)
	}
	result := func(content string) *batch.Result {
		return &batch.Result{Outcome: batch.NewOutcome(u, batch.StatusDone), Files: []batch.Output{{Name: "a.csv", Data: []byte(content)}}}
	}
	f.Put(u, nil, batch.Failed(u, &batch.Failure{Kind: batch.FailCrash}), 3)
	f.Put(u, nil, result("first"), 1)
	f.Put(u, nil, result("second"), 1)
	f.Put(u, nil, batch.Failed(u, &batch.Failure{Kind: batch.FailCrash}), 3)
	if err := f.Finish(units); err != nil {
		t.Fatal(err)
	}
	got := tree(t, dir)
	if stored.Load() != 4 || got[filepath.Join(u.Folder(), "a.csv")] != "first" || got["quarantine/"] != "" || len(got) != 6 {
		t.Errorf("%d stored, %v", stored.Load(), got)
	}
	if _, ok := got["quarantine/"]; ok {
		t.Error("the quarantine is there")
	}
}

// What a unit left in the quarantine goes when it fails once more: its input is as it was read this time, and no more.
func TestFailedAgain(t *testing.T) {
	u := fakeUnits(1)[0]
	task, _ := fakeResult(u)
	dir := filepath.Join(t.TempDir(), "results")
	var want map[string]string
	for range 2 {
		f, err := Open(System(), dir, Options{Resume: true})
		if err != nil {
			t.Fatal(err)
		}
		if todo, _, err := f.Resume([]*batch.Unit{u}); err != nil || len(todo) != 1 {
			t.Fatal(todo, err)
		}
		f.Put(u, task, batch.Failed(u, &batch.Failure{Kind: batch.FailCrash, Errors: []batch.Said{}, Hints: []string{}}), 3)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		got := tree(t, filepath.Join(dir, QuarantineName))
		if want != nil {
			sameTree(t, want, got)
		}
		want = got
		for _, name := range []string{"input/other.yaml", "input/op-0/other.yaml", "other"} {
			if err := os.WriteFile(filepath.Join(dir, QuarantineName, u.Folder(), name), []byte("x"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestFinishUnsettled(t *testing.T) {
	d := newMemDisk()
	f, err := Open(d, "/w/r", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Finish(fakeUnits(3)); err == nil || !strings.Contains(err.Error(), "3 of 3 units are not settled") {
		t.Error(err)
	}
}

// Shards that are merged equal the whole, also where one was done twice and one failed where another did not.
func TestAdopt(t *testing.T) {
	units := fakeUnits(90)
	top := t.TempDir()
	at := func(name string) string { return filepath.Join(top, name) }
	if _, err := run(System(), at("whole"), units); err != nil {
		t.Fatal(err)
	}
	var shards [3][]*batch.Unit
	for _, u := range units {
		n := batch.Shard(u.ID, 3)
		shards[n] = append(shards[n], u)
	}
	shards[1] = append(shards[1], shards[0][:5]...)
	merge := func(name string, from ...string) error {
		f, err := Open(System(), at(name), Options{About: []byte("about\n")})
		if err != nil {
			return err
		}
		defer f.Close()
		seen := map[string]bool{}
		var all []*batch.Unit
		var errs []error
		for _, dir := range from {
			found, err := f.Adopt(at(dir))
			errs = append(errs, err)
			for _, u := range found {
				if !seen[u.ID] {
					all = append(all, u)
				}
				seen[u.ID] = true
			}
		}
		if err := errors.Join(errs...); err != nil {
			return err
		}
		return errors.Join(f.WriteFile("summary.csv", []byte("summary\n")), f.WriteFile("demand/us.yaml", []byte("demand\n")), f.Finish(all))
	}
	names := []string{"s0", "s1", "s2"}
	for i, name := range names {
		if _, err := run(System(), at(name), shards[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := merge("merged", names...); err != nil {
		t.Fatal(err)
	}
	sameTree(t, tree(t, at("whole")), tree(t, at("merged")))

	// what is torn in a shard is said, and not copied
	var done *batch.Unit
	for _, u := range shards[2] {
		if _, r := fakeResult(u); r.Outcome.Status == batch.StatusDone {
			done = u
		}
	}
	if err := os.WriteFile(filepath.Join(at("s2"), done.Folder(), "estimate.csv"), []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := merge("torn", names...); err == nil || !strings.Contains(err.Error(), done.Folder()+"/estimate.csv") {
		t.Error(err)
	}

	// two results of one unit that differ: both folders are named
	u := shards[0][0]
	for _, u = range shards[0] {
		if _, r := fakeResult(u); r.Outcome.Status == batch.StatusDone {
			break
		}
	}
	f, err := Open(System(), at("other"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	f.Put(u, nil, &batch.Result{Outcome: batch.NewOutcome(u, batch.StatusDone), Files: []batch.Output{{Name: "a.csv", Data: []byte("other")}}}, 1)
	if err := f.Finish([]*batch.Unit{u}); err != nil {
		t.Fatal(err)
	}
	if err := merge("differ", "s0", "other"); err == nil || !strings.Contains(err.Error(), at("s0")) || !strings.Contains(err.Error(), at("other")) {
		t.Error(err)
	}
}

// What the quarantine keeps, and the script to do a unit again.
func TestCommand(t *testing.T) {
	u := fakeUnits(2)[1]
	for _, want := range []string{"riprep screen input/op-0\n", "riprep plan input/op-0 --set crews.tower=1 --seed 1 --effort 1000 --simulate 20 -o html=plan.html\n"} {
		if got := command(u, true); !strings.Contains(got, want) {
			t.Errorf("%q has no %q", got, want)
		}
	}
	u.ScenarioFile = "op-0/what if's.yaml"
	for _, want := range []string{"cp -R input/op-0/. again\n", `cp 'input/op-0/what if'\''s.yaml' again/scenario.yaml` + "\n", "riprep plan again "} {
		if got := command(u, true); !strings.Contains(got, want) {
			t.Errorf("%q has no %q", got, want)
		}
	}
	task := &batch.Task{Unit: u, Data: map[string][]byte{"op-0/inventory.yaml": make([]byte, maxKept+1)}}
	if files := keepInput(u, task); len(files) != 2 || files[0].name != commandName || !bytes.Contains(files[0].data, []byte("not kept")) {
		t.Errorf("%d files", len(files))
	}
	task.Data = map[string][]byte{"../x": nil}
	if files := keepInput(u, task); len(files) != 2 {
		t.Errorf("%d files", len(files))
	}
}
