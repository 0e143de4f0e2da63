package results

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/batch"
)

// undisturbed is what the disk has after a batch without faults.
func undisturbed(t *testing.T, units []*batch.Unit) map[string][]byte {
	t.Helper()
	d := newMemDisk()
	if _, err := run(d, "/w/r", units); err != nil {
		t.Fatal(err)
	}
	return d.files()
}

func sameFiles(t *testing.T, about string, want, got map[string][]byte) {
	t.Helper()
	if maps.EqualFunc(want, got, func(a, b []byte) bool { return string(a) == string(b) }) {
		return
	}
	for name, data := range want {
		if other, ok := got[name]; !ok {
			t.Errorf("%s: %s is not there", about, name)
		} else if string(other) != string(data) {
			t.Errorf("%s: %s is %.200q, want %.200q", about, name, other, data)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is there", about, name)
		}
	}
	t.FailNow()
}

// Every call to the disk of every kind fails once, with each of three errors, and from then on in a second round. Each unit is
// reported, no file is torn, and a batch that is resumed on a disk that works ends as if nothing had been.
func TestFaults(t *testing.T) {
	units := fakeUnits(16)
	want := undisturbed(t, units)
	kinds := []string{"create", "write", "sync", "close", "rename", "mkdir", "remove", "readdir", "lstat", "open", "append", "flush", "lock"}
	tried := 0
	for _, flushes := range []bool{true, false} {
		for _, kind := range kinds {
			for _, on := range []bool{false, true} { // from then on
				for n := 0; ; n++ {
					fault := []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES}[n%3]
					about := fmt.Sprintf("%s %d (flushes %v, from then on %v): %v", kind, n, flushes, on, fault)
					hit := tryFault(t, about, units, want, flushes, kind, n, on, fault)
					if !hit {
						break
					}
					tried++
				}
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d faults were tried", tried)
	}
	t.Logf("%d faults", tried)
}

func tryFault(t *testing.T, about string, units []*batch.Unit, want map[string][]byte, flushes bool, kind string, n int, on bool, fault error) (hit bool) {
	t.Helper()
	d := newMemDisk()
	d.flushes = flushes
	left := n
	d.fault = func(call, _ string) error {
		if call != kind {
			return nil
		}
		left--
		if left == -1 || on && left < -1 {
			hit = true
			return fault
		}
		return nil
	}
	reports := map[string]int{}
	wrong := map[string]bool{}
	f, err := Open(d, "/w/r", Options{Resume: true, About: []byte("about\n"), Stored: func(u *batch.Unit, r *batch.Result, err error) {
		reports[u.ID]++
		if err != nil {
			wrong[u.ID] = true
			if !errors.Is(err, fault) {
				t.Errorf("%s: reported as %v", about, err)
			}
			if strings.Contains(err.Error(), "/tmp/") {
				t.Errorf("%s: names a temporary file: %v", about, err)
			}
		}
	}})
	if err != nil {
		if !errors.Is(err, fault) && kind != "lstat" {
			t.Errorf("%s: %v", about, err)
		}
	} else {
		for _, u := range units {
			task, r := fakeResult(u)
			f.Put(u, task, r, 1)
		}
		broken := f.Sync()
		for _, u := range units {
			if reports[u.ID] != 1 {
				t.Errorf("%s: %s was reported %d times", about, u.Folder(), reports[u.ID])
			}
			if e, ok := f.entries[u.ID]; broken == nil && (!ok || wrong[u.ID] != (e.Kind == batch.FailOutput) && e.Kind != batch.FailInput && e.Kind != batch.FailTimeout) {
				t.Errorf("%s: %s: the journal has %+v, reported as wrong: %v", about, u.Folder(), e, wrong[u.ID])
			}
		}
		checkWhole(t, about, d, want)
		f.WriteFile("summary.csv", []byte("summary\n"))
		f.Finish(units)
		f.Close()
	}
	checkWhole(t, about, d, want)
	d.fault = nil
	if _, err := run(d, "/w/r", units); err != nil {
		t.Fatalf("%s: resumed: %v", about, err)
	}
	sameFiles(t, about, want, d.files())
	return hit
}

// A journal that cannot be written ends a batch of many groups: what is staged by then is reported as not recorded, and removed.
func TestJournalFails(t *testing.T) {
	units := fakeUnits(5 * maxGroup)
	want := undisturbed(t, units)
	d := newMemDisk()
	left := 2
	d.fault = func(call, name string) error {
		if call == "write" && strings.HasSuffix(name, journalName) {
			if left--; left < 0 {
				return syscall.ENOSPC
			}
		}
		return nil
	}
	stored, refused := map[string]int{}, map[string]int{}
	f, err := Open(d, "/w/r", Options{About: []byte("about\n"), Stored: func(u *batch.Unit, _ *batch.Result, err error) {
		switch {
		case err == nil:
			stored[u.ID]++
		case errors.Is(err, syscall.ENOSPC):
			refused[u.ID]++
		default:
			t.Errorf("%s: %v", u.Folder(), err)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		task, r := fakeResult(u)
		f.Put(u, task, r, 1)
	}
	if err := f.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("closed with %v", err)
	}
	for _, u := range units {
		if stored[u.ID]+refused[u.ID] != 1 {
			t.Errorf("%s was reported %d times as stored and %d as not", u.Folder(), stored[u.ID], refused[u.ID])
		}
	}
	if len(stored) == 0 || len(refused) < maxGroup {
		t.Errorf("%d were stored, %d not", len(stored), len(refused))
	}
	for name := range d.files() {
		if strings.Contains(name, "/"+tempName+"/") && !strings.HasSuffix(name, tempName+"/") {
			t.Errorf("%s is left", name)
		}
	}
	d.fault = nil
	if _, err := run(d, "/w/r", units); err != nil {
		t.Fatal(err)
	}
	sameFiles(t, "resumed", want, d.files())
}

// damage is what a test puts in the place of a file to be done again.
const damage = "damaged"

// checkWhole sees that every file of a result is as it should be or not there.
func checkWhole(t *testing.T, about string, d *memDisk, want map[string][]byte) {
	t.Helper()
	for name, data := range d.files() {
		if strings.Contains(name, "/.riprep/") || strings.HasSuffix(name, "/journal.jsonl") || strings.HasSuffix(name, "/") || strings.HasPrefix(name, "/w/r/quarantine/") {
			continue // a failure to write stands in the quarantine too
		}
		if string(data) == damage {
			continue
		}
		if right, ok := want[name]; !ok || string(right) != string(data) {
			t.Errorf("%s: %s is torn: %q", about, name, data)
		}
	}
}

// The old file or the new one: a result with other bytes in the place of a torn one, with a fault at every call.
func TestFaultsReplacing(t *testing.T) {
	u := fakeUnits(1)[0]
	result := func(content string) *batch.Result {
		r := &batch.Result{Outcome: batch.NewOutcome(u, batch.StatusDone)}
		for _, name := range []string{"a.csv", "b.csv", "c.csv"} {
			r.Files = append(r.Files, batch.Output{Name: name, Data: []byte(name + content)})
		}
		return r
	}
	for _, kind := range []string{"create", "write", "sync", "close", "rename", "flush"} {
		for n := 0; ; n++ {
			d := newMemDisk()
			put := func(r *batch.Result) {
				f, err := Open(d, "/w/r", Options{Resume: true})
				if err != nil {
					t.Fatal(err)
				}
				if _, _, err := f.Resume([]*batch.Unit{u}); err != nil {
					t.Fatal(err)
				}
				hit := n
				d.fault = func(call, _ string) error {
					if call == kind {
						if hit--; hit == -1 {
							return syscall.ENOSPC
						}
					}
					return nil
				}
				if r.Files[0].Data[5] == 'o' {
					d.fault = nil
				}
				f.Put(u, nil, r, 1)
				f.Close()
				n = max(n, 0)
				if hit >= 0 && d.fault != nil {
					n = -1 // no such call any more
				}
				d.fault = nil
			}
			put(result("old"))
			d.find("/w/r/" + u.Folder() + "/b.csv").data = []byte(damage)
			put(result("new"))
			for name, data := range d.files() {
				switch s := string(data); {
				case strings.HasSuffix(name, ".csv") && s != damage && s[5:] != "old" && s[5:] != "new":
					t.Errorf("%s %d: %s: %q", kind, n, name, s)
				case strings.Contains(name, "/tmp/") && data != nil:
					t.Errorf("%s %d: %s is there", kind, n, name)
				}
			}
			if n < 0 {
				break
			}
		}
	}
}

var losses = flag.Int("losses", 150, "batches that TestPowerLoss brings to their end")

// The process is killed at any call to the disk, and the power is lost with it or not; again and again, until the batch is
// done. It ends as if nothing had been.
func TestPowerLoss(t *testing.T) {
	units := fakeUnits(24)
	want := undisturbed(t, units)
	for seed := range uint64(trials.Of(t, *losses)) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := newMemDisk()
		d.flushes = seed%4 > 0
		for life := 0; ; life++ {
			calls := r.IntN(400)
			if life > 20 {
				calls = 1 << 30
			}
			d.fault = func(string, string) error {
				if calls--; calls < 0 {
					d.dead = true
					return errKilled
				}
				return nil
			}
			_, err := run(d, "/w/r", units)
			d.fault = nil
			if r.IntN(2) == 0 && err != nil {
				d.powerLoss(r)
			}
			d.dead = false
			d.locked = map[*inode]bool{}
			if err == nil {
				break
			}
			if life > 20 {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		sameFiles(t, fmt.Sprintf("seed %d", seed), want, d.files())
	}
}

// What Stored was told of outlasts a loss of power, and no file of a result is torn by one.
func TestStoredLasts(t *testing.T) {
	units := fakeUnits(40)
	want := undisturbed(t, units)
	for seed := range uint64(trials.Of(t, 200)) {
		r := rand.New(rand.NewPCG(seed, 2))
		d := newMemDisk()
		d.flushes = seed%4 > 0
		if seed%3 == 0 { // each result is there already, and damaged
			if _, err := run(d, "/w/r", units); err != nil {
				t.Fatal(err)
			}
			for _, u := range units {
				if n := d.find("/w/r/" + u.Folder() + "/" + batch.OutcomeName); n != nil {
					n.data = []byte(damage)
					n.last()
				}
			}
		}
		stored := map[string]bool{}
		f, err := Open(d, "/w/r", Options{Resume: true, About: []byte("about\n"), Stored: func(u *batch.Unit, _ *batch.Result, err error) {
			if err == nil {
				stored[u.ID] = true
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := f.Resume(units); err != nil {
			t.Fatal(err)
		}
		calls := r.IntN(600)
		if seed%4 < 2 { // nobody kills it: the power is lost when all is Stored
			calls = 1 << 30
		}
		d.fault = func(string, string) error {
			if calls--; calls < 0 {
				d.dead = true
				return errKilled
			}
			return nil
		}
		for _, u := range units {
			task, res := fakeResult(u)
			f.Put(u, task, res, 1)
		}
		f.Close()
		d.fault = nil
		d.powerLoss(r)
		checkWhole(t, fmt.Sprintf("seed %d", seed), d, want)
		f, err = Open(d, "/w/r", Options{Resume: true, About: []byte("about\n")})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		todo, _, err := f.Resume(units)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range todo {
			if _, res := fakeResult(u); stored[u.ID] && res.Outcome.Status != batch.StatusFailed {
				t.Errorf("seed %d: %s was stored, and is lost", seed, u.Folder())
			}
		}
		f.Close()
	}
}

// A failure to write that was Stored outlasts a loss of power as well: where the journal says that it was written down, it is.
func TestFailureLasts(t *testing.T) {
	units := fakeUnits(12)
	written, not, n := 0, 0, trials.Of(t, 400)
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 3))
		d := newMemDisk()
		d.flushes = seed%2 > 0
		f, err := Open(d, "/w/r", Options{About: []byte("about\n")})
		if err != nil {
			t.Fatal(err)
		}
		calls := r.IntN(150)
		d.fault = func(call, name string) error {
			calls--
			if calls == 0 && !strings.HasSuffix(name, journalName) || calls < 0 && seed%3 == 0 && call == "rename" && strings.Contains(name, "/"+QuarantineName+"/") {
				return syscall.EIO
			}
			return nil
		}
		for _, u := range units {
			task, res := fakeResult(u)
			f.Put(u, task, res, 1)
		}
		if err := f.Close(); err != nil {
			continue // of the journal
		}
		d.fault = nil
		d.powerLoss(r)
		j, err := loadJournal(d, "/w/r")
		if err != nil {
			t.Fatal(err)
		}
		v := newVerifier(d, "/w/r")
		for _, e := range j.entries {
			switch {
			case e.Status != batch.StatusFailed:
			case e.SHA256 == "":
				not++
			default:
				written++
				if _, _, err := v.result(e.folder(), e.Unit, e.SHA256); err != nil {
					t.Errorf("seed %d: %v", seed, err)
				}
			}
		}
		if len(j.entries) != len(units) {
			t.Errorf("seed %d: the journal has %d of %d units", seed, len(j.entries), len(units))
		}
	}
	if written < n/4 || not == 0 {
		t.Errorf("%d failures were written down, %d not", written, not)
	}
}
