package results

import (
	"errors"
	"fmt"
	"path"

	"github.com/riprep/riprep/pkg/batch"
)

// commit brings a group of results that are staged to the disk to last, and says of each what is on record now. Its error is one
// of the journal.
//
// The steps, for all of the group at once: what is staged made to last; put in its place; a line in the journal for each; names
// and journal made to last.
func (f *Folder) commit(group []*job) ([]*job, error) {
	fresh := keepJobs(group, func(j *job) bool { return !j.again })
	f.syncFiles(fresh)
	for _, j := range fresh {
		if j.err == nil {
			j.err = f.move(j)
		}
	}
	if f.noFlush {
		f.syncFolders(fresh)
	}
	reports := make([]*job, len(group))
	for i, j := range group {
		reports[i] = f.mend(j)
	}
	if len(fresh) == 0 {
		return reports, nil
	}
	if err := f.last(reports); err != nil {
		return reports, err
	}
	for _, j := range reports {
		f.clear(j)
	}
	return reports, nil
}

func keepJobs(all []*job, keep func(*job) bool) []*job {
	var out []*job
	for _, j := range all {
		if keep(j) {
			out = append(out, j)
		}
	}
	return out
}

// syncFiles makes what is staged last: all with one call where the system has it and it goes well, else one by one, so that a
// fault is that of its unit.
func (f *Folder) syncFiles(jobs []*job) {
	if f.flush() {
		return
	}
	for _, j := range jobs {
		if j.err == nil {
			j.err = f.syncStaged(j)
		}
	}
}

// flush reports whether all that was written is there to last.
func (f *Folder) flush() bool {
	if f.noFlush {
		return false
	}
	err := f.fsys.Flush(f.dir)
	f.noFlush = errors.Is(err, errors.ErrUnsupported)
	return err == nil
}

// syncFolders makes the names of the jobs last, folder by folder.
func (f *Folder) syncFolders(jobs []*job) {
	done := map[string]error{}
	for _, j := range jobs {
		for _, folder := range j.touched {
			err, known := done[folder]
			if !known {
				err = f.fsys.Sync(f.at(folder))
				done[folder] = err
			}
			if err != nil && j.err == nil {
				j.err = named(folder, err)
			}
		}
	}
}

// mend turns a job that went wrong into one that says so, and writes the failure down if that can be done. It returns what is to be
// recorded; what the job left in its place goes when that is done.
func (f *Folder) mend(j *job) *job {
	if j.err == nil {
		return j
	}
	f.drop(j)
	wrong := fmt.Errorf("the result cannot be written: %w", j.err)
	m := f.failed(j, j.entry.Attempts, batch.FailOutput, wrong)
	if j.entry.Status == batch.StatusFailed { // it had failed before: that is the better thing to know
		r := batch.Failed(j.unit, j.result.Outcome.Failure)
		text, _ := r.Outcome.Encode()
		m.result, m.entry = r, entryOf(r.Outcome, j.entry.Attempts, batch.Digest(text))
		m.entry.Kind = batch.FailOutput // its input is not kept: with Resume it is tried again
		m.files[len(m.files)-1].data = text
	}
	m.err = f.stage(m)
	if m.err == nil {
		m.err = f.syncStaged(m)
	}
	if m.err == nil {
		m.err = f.move(m)
	}
	if m.err == nil {
		f.syncFolders([]*job{m})
	}
	if m.err != nil {
		f.drop(m)
		m.entry.SHA256 = ""
	}
	m.err = j.err
	return m
}

// last records the jobs in the journal, and makes that and the names of their files last.
func (f *Folder) last(reports []*job) error {
	if err := f.record(linesOf(reports)); err != nil {
		return err
	}
	if !f.flush() {
		if !f.noFlush { // it failed: which unit is it?
			f.syncFolders(reports)
			var again []entry
			for i, j := range reports {
				if j.err != nil && j.entry.SHA256 != "" && j.entry.Status != batch.StatusFailed {
					reports[i] = f.mend(j)
					again = append(again, reports[i].entry)
				}
			}
			if len(again) > 0 {
				if err := f.record(again); err != nil {
					return err
				}
			}
		}
		if err := f.appends.Sync(); err != nil {
			return named(journalName, err)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, j := range reports {
		if !j.again {
			f.entries[j.entry.Unit] = j.entry
		}
	}
	return nil
}

func linesOf(jobs []*job) []entry {
	var lines []entry
	for _, j := range jobs {
		if !j.again {
			lines = append(lines, j.entry)
		}
	}
	return lines
}

// clear removes what the unit left in the other place, the quarantine or the results, when it ended the other way before. What
// cannot be removed is found again by Finish.
func (f *Folder) clear(j *job) {
	if j.again {
		return
	}
	folder := j.unit.Folder()
	if j.entry.Status == batch.StatusFailed {
		f.quarantine[folder] = true
		f.removeAll(folder)
	} else if f.quarantine[folder] && f.removeAll(path.Join(QuarantineName, folder)) == nil {
		delete(f.quarantine, folder)
	}
}
