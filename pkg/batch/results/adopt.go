package results

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"sync"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

// Adopt copies the results of another folder, a shard of the same batch, into this one, and returns the units that it has, as
// far as a journal knows them: name, scenario, changes and id. Every byte is checked against its digest on the way. A unit that
// both have counts once: a result goes before a failure, and two results must be equal. All that is wrong is in the error; what
// is right is copied all the same.
func (f *Folder) Adopt(dir string) ([]*batch.Unit, error) {
	if err := f.Sync(); err != nil {
		return nil, err
	}
	other := &Folder{fsys: f.fsys, dir: filepath.Clean(dir)}
	if lock, err := other.shut(); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	} else if lock != nil {
		defer lock()
	}
	j, err := loadJournal(f.fsys, other.dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	all := sorted(j.entries)
	units := make([]*batch.Unit, len(all))
	errs := make([]error, len(all))
	have := maps.Clone(f.entries)
	var written sync.WaitGroup
	each(len(all), func() *verifier { return newVerifier(f.fsys, other.dir) }, func(v *verifier, i int) {
		e := &all[i]
		units[i] = e.asUnit()
		need, err := f.needs(have, e, dir)
		if err != nil || !need {
			errs[i] = err
			return
		}
		job, err := v.load(e)
		if err != nil {
			errs[i] = fmt.Errorf("%s: %w", dir, err)
			return
		}
		written.Add(1)
		job.after = func(err error) {
			if err != nil {
				errs[i] = fmt.Errorf("%s: %w", f.dir, err)
			}
			written.Done()
		}
		f.enqueue(job)
	})
	written.Wait()
	for i, u := range units {
		if _, had := have[u.ID]; !had && errs[i] == nil {
			f.from[u.ID] = dir
		}
	}
	return units, joined(errs)
}

// maxSaid is how many faults are told of one folder.
const maxSaid = 50

func joined(errs []error) error {
	var some []error
	n := 0
	for _, err := range errs {
		if err == nil {
			continue
		}
		if n++; n <= maxSaid {
			some = append(some, err)
		}
	}
	if n > maxSaid {
		some = append(some, fmt.Errorf("and %d more", n-maxSaid))
	}
	return errors.Join(some...)
}

// shut keeps another process out of a folder that is unfinished, and refuses one that is at work.
func (f *Folder) shut() (unlock func(), err error) {
	st, err := f.fsys.Lstat(f.at(ownName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && st.Mode()&fs.ModeSymlink != 0 {
		err = ErrLink
	}
	if err != nil {
		return nil, named(ownName, err)
	}
	lock, err := f.fsys.Lock(f.at(lockName))
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errors.New("is at work, or not finished"), atomicfile.Plain(err))
	}
	return func() { lock.Close() }, nil
}

// needs says whether a unit of another folder is still wanted here.
func (f *Folder) needs(have map[string]entry, e *entry, dir string) (bool, error) {
	own, ok := have[e.Unit]
	switch {
	case !ok:
		return true, nil
	case e.Status == batch.StatusFailed:
		return false, nil
	case own.Status == batch.StatusFailed:
		return true, nil
	case own.SHA256 == e.SHA256:
		return false, nil
	}
	from := f.from[e.Unit]
	if from == "" {
		from = f.dir
	}
	return false, fmt.Errorf("%s: its results in %q and %q differ", e.asUnit().Folder(), from, dir)
}

// load reads a whole result, to be written elsewhere.
func (v *verifier) load(e *entry) (*job, error) {
	j := &job{unit: e.asUnit(), folder: e.folder(), entry: *e}
	if e.SHA256 == "" {
		return nil, fmt.Errorf("%s: not even its failure was written down: resume that batch first", j.unit.Folder())
	}
	o, text, err := v.outcome(j.folder, e.Unit, e.SHA256)
	if err != nil {
		return nil, err
	}
	if (o.Status == batch.StatusFailed) != (e.Status == batch.StatusFailed) {
		return nil, fmt.Errorf("%s: is %s: the journal says %s", j.folder, o.Status, e.Status)
	}
	j.unit.Spec = &batch.Spec{Do: o.Do, Formats: o.Formats, Engine: o.Engine, Seed: o.Seed, Effort: o.Effort}
	j.result = &batch.Result{Outcome: o}
	for _, w := range o.Files {
		data, err := read(v.fsys, path.Join(v.dir, j.folder, w.Name), min(w.Bytes, batch.MaxOutput))
		if err == nil && (int64(len(data)) != w.Bytes || batch.Digest(data) != w.SHA256) {
			err = errors.New("not as its outcome says")
		}
		if err != nil {
			return nil, named(path.Join(j.folder, w.Name), err)
		}
		j.files = append(j.files, file{w.Name, data})
		j.result.Files = append(j.result.Files, batch.Output{Name: w.Name, Data: data})
	}
	if o.Status == batch.StatusFailed {
		if j.files, err = v.quarantined(j.folder); err != nil {
			return nil, err
		}
	}
	j.files = append(j.files, file{batch.OutcomeName, text})
	if o.Status != batch.StatusFailed {
		j.entry.Content = contentOf(j.files)
	}
	for _, part := range j.files {
		j.size += int64(len(part.data))
	}
	return j, nil
}
