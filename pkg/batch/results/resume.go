package results

import (
	"maps"
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/riprep/riprep/pkg/batch"
)

// Kept counts what Resume found.
type Kept struct {
	Done    int // with a plan or what else was asked for, whole and valid
	NoPlan  int // likewise, where there is no plan
	Failed  int // that would fail the same way again
	Torn    int // results that are not as they were written, or were not finished: done again
	Retried int // that failed and are tried again
	Strange int // folders of units that are not of this batch; they are left alone and out of the roll-up
	Damaged int // lines of the journal that could not be read
}

// settled is what a unit's folders say.
type settled struct {
	entry entry
	ok    bool
	again bool // it failed, and is tried again: the entry stands until then
	torn  bool
}

// Resume tells which units still have to be done, in the order in which they came, and what is there already. Each result is
// checked against its digests, on all cores. Where the journal has nothing of a result that is whole, the result counts: the
// process ended between the two. The journal is put right before Resume returns.
func (f *Folder) Resume(units []*batch.Unit) (todo []*batch.Unit, kept Kept, err error) {
	done, err := f.units(".")
	if err != nil {
		return nil, Kept{}, err
	}
	all := make([]settled, len(units))
	each(len(units), func() *verifier { return newVerifier(f.fsys, f.dir) }, func(v *verifier, i int) {
		all[i] = f.settle(v, units[i], done)
	})
	entries := make(map[string]entry, len(units))
	for i, u := range units {
		s := &all[i]
		if s.ok || s.again {
			entries[u.ID] = s.entry
		}
		switch {
		case s.again:
			kept.Retried++
		case s.ok && s.entry.Status == batch.StatusDone:
			kept.Done++
		case s.ok && s.entry.Status == batch.StatusNoPlan:
			kept.NoPlan++
		case s.ok:
			kept.Failed++
		case s.torn:
			kept.Torn++
		}
		if !s.ok {
			todo = append(todo, u)
		}
		if err := f.tidy(u, s, done); err != nil {
			return nil, Kept{}, err
		}
		delete(done, u.Folder())
	}
	kept.Damaged = f.damaged
	kept.Strange = len(done)
	ours := make(map[string]bool, len(units))
	for _, u := range units {
		ours[u.Folder()] = true
	}
	for folder := range f.quarantine {
		if !ours[folder] && !done[folder] {
			kept.Strange++
		}
	}
	same := maps.EqualFunc(entries, f.entries, func(a, b entry) bool { return a.same(&b) })
	f.entries = entries
	if !same {
		err = f.rewrite(sorted(entries))
	}
	return todo, kept, err
}

// settle looks at one unit.
func (f *Folder) settle(v *verifier, u *batch.Unit, done map[string]bool) settled {
	e, known := f.entries[u.ID]
	folder := u.Folder()
	torn := known && e.Status != batch.StatusFailed
	if done[folder] {
		if known && v.keeps(&e, u) {
			return settled{entry: e, ok: true}
		}
		want := e.SHA256
		if known && e.Status == batch.StatusFailed {
			want = "" // of the quarantine
		}
		o, sum, err := v.result(folder, u.ID, want)
		if err == nil && o.Status != batch.StatusFailed {
			found := entryOf(o, e.Attempts, sum)
			if found.Content, err = v.content(folder); err == nil {
				return settled{entry: found, ok: true}
			}
		}
		torn = true
	}
	if f.quarantine[folder] && !(known && e.Status != batch.StatusFailed) {
		o, sum, err := v.result(path.Join(QuarantineName, folder), u.ID, e.SHA256)
		if err == nil && o.Status == batch.StatusFailed && o.Failure != nil {
			if !o.Failure.Final() || e.Kind == batch.FailOutput {
				again := entryOf(o, e.Attempts, sum)
				if known {
					again.Kind = e.Kind
				}
				return settled{entry: again, again: true}
			}
			return settled{entry: entryOf(o, e.Attempts, sum), ok: true}
		}
		torn = true
	}
	if known && e.Status == batch.StatusFailed && e.SHA256 == "" {
		return settled{entry: e, again: true}
	}
	return settled{torn: torn}
}

// tidy removes what is in the one place where the other one counts, and a quarantine that is torn.
func (f *Folder) tidy(u *batch.Unit, s *settled, done map[string]bool) error {
	folder := u.Folder()
	failed := s.again || s.ok && s.entry.Status == batch.StatusFailed
	if f.quarantine[folder] && !failed {
		if err := f.removeAll(path.Join(QuarantineName, folder)); err != nil {
			return err
		}
		delete(f.quarantine, folder)
	}
	if done[folder] && failed {
		return f.removeAll(folder)
	}
	return nil
}

func (e *entry) same(o *entry) bool {
	return e.Unit == o.Unit && e.Operator == o.Operator && e.Scenario == o.Scenario && slices.Equal(e.Set, o.Set) &&
		e.Status == o.Status && e.Kind == o.Kind && e.SHA256 == o.SHA256 && e.Content == o.Content
}

// each calls do for 0 to n-1 on all cores; every goroutine has a tool of its own.
func each[T any](n int, tool func() T, do func(tool T, i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			t := tool()
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(t, i)
			}
		})
	}
	wg.Wait()
}
