package results

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

// writers is how many goroutines stage the files of a group.
const writers = 2

// commit writes a group of results to last, and says of each what is on record now. Its error is one of the journal.
//
// The steps, for all of the group at once: every file under a temporary name; made to last; renamed, the outcome after the
// files that it names; a line in the journal for each; names and journal made to last.
func (f *Folder) commit(group []*job) ([]*job, error) {
	for _, j := range group {
		had, ok := f.entries[j.entry.Unit]
		j.again = ok && had.Status != batch.StatusFailed
	}
	fresh := keepJobs(group, func(j *job) bool { return !j.again })
	f.stage(fresh)
	f.syncFiles(fresh)
	for _, j := range fresh {
		f.move(j)
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

// stage writes the files of all jobs under temporary names.
func (f *Folder) stage(jobs []*job) {
	next := make(chan *job)
	var wg sync.WaitGroup
	for range min(writers, len(jobs)) {
		wg.Go(func() {
			for j := range next {
				for _, part := range j.files {
					temp := f.temp()
					if err := atomicfile.Stage(f.fsys, f.at(temp), filePerm, part.data); err != nil {
						j.err = named(j.folder+"/"+part.name, err)
						break
					}
					j.temps = append(j.temps, temp)
				}
			}
		})
	}
	for _, j := range jobs {
		next <- j
	}
	close(next)
	wg.Wait()
}

// syncFiles makes the temporary files last: all with one call where the system has it and it goes well, else one by one, so
// that a fault is that of its unit.
func (f *Folder) syncFiles(jobs []*job) {
	if f.flush() {
		return
	}
	for _, j := range jobs {
		for i, temp := range j.temps {
			if j.err != nil {
				break
			}
			if err := f.fsys.Sync(f.at(temp)); err != nil {
				j.err = named(j.folder+"/"+j.files[i].name, err)
			}
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

// move puts the files of a job in their places.
func (f *Folder) move(j *job) {
	if j.err != nil {
		return
	}
	if j.entry.Status == batch.StatusFailed { // what an older attempt left is not to be mixed with this one's
		if j.err = f.removeAll(j.folder); j.err != nil {
			return
		}
	}
	made, err := f.mkdirs(j.folder + "/")
	if err != nil {
		j.err = err
		return
	}
	for _, folder := range made {
		j.made = j.made || folder == j.folder
		j.touch(parent(folder))
	}
	j.touch(j.folder)
	for i, part := range j.files {
		name := j.folder + "/" + part.name
		if strings.Contains(part.name, "/") { // of the input that is kept; the unit's own folder is there by now
			if made, err = f.mkdirs(name); err != nil {
				j.err = err
				return
			}
			for _, folder := range made {
				j.touch(folder)
				j.touch(parent(folder))
			}
		}
		if err := f.fsys.Rename(f.at(j.temps[i]), f.at(name)); err != nil {
			j.err = named(name, err)
			return
		}
		j.temps[i] = ""
	}
	if !j.made {
		j.err = f.removeOthers(j)
	}
}

func (j *job) touch(folder string) {
	for _, t := range j.touched {
		if t == folder {
			return
		}
	}
	j.touched = append(j.touched, folder)
}

func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// removeOthers removes what is in a result's folder and not of the result. Hidden files are somebody else's.
func (f *Folder) removeOthers(j *job) error {
	found, err := f.fsys.ReadDir(f.at(j.folder))
	if err != nil {
		return named(j.folder, err)
	}
	ours := map[string]bool{}
	for _, part := range j.files {
		name, _, _ := strings.Cut(part.name, "/")
		ours[name] = true
	}
	for _, e := range found {
		if !ours[e.Name()] && !strings.HasPrefix(e.Name(), ".") {
			if err := f.removeAll(j.folder + "/" + e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
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

// mend turns a job that went wrong into one that says so, cleans up after it, and writes the failure down if that can be done.
// It returns what is to be recorded.
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
	one := []*job{m}
	f.stage(one)
	for _, temp := range m.temps {
		if m.err == nil {
			m.err = f.fsys.Sync(f.at(temp))
		}
	}
	f.move(m)
	if m.err == nil {
		f.syncFolders(one)
	}
	if m.err != nil {
		f.drop(m)
		m.entry.SHA256 = ""
	}
	m.err = j.err
	return m
}

// drop removes what a job that went wrong has left: its temporary files, and its folder where that is new. Where the folder was
// there before, each file in it is the old one or the new one, and the digests say which belong together.
func (f *Folder) drop(j *job) {
	for _, temp := range j.temps {
		if temp != "" {
			f.fsys.Remove(f.at(temp))
		}
	}
	if j.made {
		f.removeAll(j.folder) // what cannot be removed now is found by the next Resume
	}
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
