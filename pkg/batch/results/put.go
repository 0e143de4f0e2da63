package results

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// maxGroup is how many results are made to last together, and maxQueue how many wait at most. gather is how long the first of a
// group waits for others: to bring one result to the disk takes about as long as to bring fifty.
const (
	maxGroup = 64
	maxQueue = 256
	gather   = 200 * time.Millisecond
)

// job is a result on its way to the disk.
type job struct {
	unit   *batch.Unit
	result *batch.Result
	size   int64

	folder string // below the folder of results
	files  []file // outcome.json last
	entry  entry
	again  bool // the unit is done already: there is nothing to do
	err    error
	after  func(error) // called before Options.Stored, where there is one

	temp    string   // the folder in which its files are staged; "" when they are not
	touched []string // folders in which names changed
}

// file is one file of a result; its name may have folders in it.
type file struct {
	name string
	data []byte
}

// Put takes over a result, to be written in its turn, and waits where too much waits already. The task is what it was made
// from, nil where that is not known; a failed unit keeps its input for whoever looks into it. Options.Stored is told how it
// ended. A unit that is done already is not written again.
func (f *Folder) Put(u *batch.Unit, t *batch.Task, r *batch.Result, attempts int) {
	f.enqueue(f.jobOf(u, t, r, attempts))
}

// jobOf lays out what is to be written. A result that may not be written as it is becomes a failure.
func (f *Folder) jobOf(u *batch.Unit, t *batch.Task, r *batch.Result, attempts int) *job {
	j := &job{unit: u, result: r}
	o := *r.Outcome // the caller's stays as it is
	o.Files = []batch.Written{}
	if o.Status == batch.StatusFailed {
		j.files = keepInput(u, t)
	} else {
		for _, out := range r.Files {
			j.files = append(j.files, file{out.Name, out.Data})
			o.Files = append(o.Files, batch.Written{Name: out.Name, Bytes: int64(len(out.Data)), SHA256: batch.Digest(out.Data)})
		}
		if err := checkResult(u, r.Outcome, o.Files); err != nil {
			return f.failed(j, attempts, batch.FailUnexpected, err)
		}
	}
	text, err := o.Encode()
	if err != nil {
		return f.failed(j, attempts, batch.FailUnexpected, err)
	}
	j.folder = place(u, o.Status)
	j.files = append(j.files, file{batch.OutcomeName, text})
	j.entry = entryOf(&o, attempts, batch.Digest(text))
	if o.Status != batch.StatusFailed {
		j.entry.Content = contentOf(j.files)
	}
	for _, part := range j.files {
		j.size += int64(len(part.data))
	}
	return j
}

// checkResult guards against what came over a wire and is not what it says.
func checkResult(u *batch.Unit, o *batch.Outcome, files []batch.Written) error {
	var size int64
	for i, w := range files {
		size += w.Bytes
		switch {
		case !batch.IsName(w.Name) || w.Name == batch.OutcomeName:
			return fmt.Errorf("result file %q: not a name for one", w.Name)
		case i > 0 && files[i-1].Name >= w.Name:
			return fmt.Errorf("result file %q: not in order, or there twice", w.Name)
		case len(o.Files) > 0 && (i >= len(o.Files) || o.Files[i] != w):
			return fmt.Errorf("result file %q: not as its outcome says", w.Name)
		}
	}
	switch {
	case size > batch.MaxOutput:
		return fmt.Errorf("a result of %d bytes: at most %d", size, batch.MaxOutput)
	case len(o.Files) > len(files):
		return fmt.Errorf("result file %q: not there", o.Files[len(files)].Name)
	case o.Unit != u.ID || o.Operator != u.Operator || !batch.IsID(u.ID) || !batch.IsName(u.Operator):
		return fmt.Errorf("result of %q: not of this unit, %q", o.Operator+"-"+o.Unit, u.Folder())
	case o.Status != batch.StatusDone && o.Status != batch.StatusNoPlan:
		return fmt.Errorf("status %q: not known", o.Status)
	}
	return nil
}

// failed makes a job that writes down why its result cannot be there: a small one, for a disk that may be full.
func (f *Folder) failed(j *job, attempts int, kind string, err error) *job {
	failure := batch.NewFailure(kind, batch.Said{Message: err.Error()})
	if kind == batch.FailOutput && !errors.Is(err, fs.ErrInvalid) {
		failure.Hints = append(failure.Hints, "with --resume it is tried again")
	}
	r := batch.Failed(j.unit, failure)
	text, _ := r.Outcome.Encode() // of texts and numbers
	return &job{
		unit: j.unit, result: r, size: j.size,
		folder: place(j.unit, batch.StatusFailed), entry: entryOf(r.Outcome, attempts, batch.Digest(text)),
		files: append(keepInput(j.unit, nil), file{batch.OutcomeName, text}),
	}
}

// enqueue waits for room, and for the same unit to be out of the way: two of its results are never in hand at once.
func (f *Folder) enqueue(j *job) {
	id := j.entry.Unit
	f.mu.Lock()
	f.waitUntil(func() bool {
		return f.closed || !f.busy[id] && len(f.queue) < maxQueue && (f.bytes == 0 || f.bytes+j.size <= f.opts.Queue)
	})
	if f.closed {
		f.mu.Unlock()
		if j.after != nil {
			j.after(ErrClosed)
		}
		f.opts.Stored(j.unit, j.result, ErrClosed)
		return
	}
	f.busy[id] = true
	had, ok := f.entries[id]
	j.again = ok && had.Status != batch.StatusFailed
	f.bytes += j.size
	f.queue = append(f.queue, j)
	wake := len(f.queue) == 1 || len(f.queue) >= maxGroup
	f.mu.Unlock()
	if wake {
		f.changed.Broadcast()
	}
}

// waitUntil waits, with f.mu held, for what the writer has to bring about, and lets no group wait for others meanwhile.
func (f *Folder) waitUntil(is func() bool) {
	if is() {
		return
	}
	f.hurried++
	defer func() { f.hurried-- }()
	f.changed.Broadcast()
	for !is() {
		f.changed.Wait()
	}
}

// nextGroup waits until there is something to write, and then for as much as is worth a trip to the disk. It returns nothing when
// the folder is closed and all is written.
func (f *Folder) nextGroup() []*job {
	f.mu.Lock()
	defer f.mu.Unlock()
	for len(f.queue) == 0 && !f.closed {
		f.changed.Wait()
	}
	due := false
	timer := time.AfterFunc(gather, func() {
		f.mu.Lock()
		due = true
		f.mu.Unlock()
		f.changed.Broadcast()
	})
	defer timer.Stop()
	for len(f.queue) < maxGroup && f.hurried == 0 && !f.closed && !due {
		f.changed.Wait()
	}
	n := min(len(f.queue), maxGroup)
	group := f.queue[:n:n]
	f.queue = f.queue[n:]
	return group
}

// prepare is the goroutine that stages: one group is written while the one before it is made to last.
func (f *Folder) prepare() {
	defer close(f.staged)
	for {
		group := f.nextGroup()
		if len(group) == 0 {
			return
		}
		f.stageAll(keepJobs(group, func(j *job) bool { return !j.again }))
		f.staged <- group
	}
}

// write is the goroutine that makes groups last and says how each unit ended.
func (f *Folder) write() {
	defer close(f.ended)
	var broken error // of the journal: from then on nothing is recorded
	for group := range f.staged {
		reports := group
		if broken == nil {
			reports, broken = f.commit(group)
		} else {
			for _, j := range group {
				f.drop(j)
			}
		}
		for i, j := range reports {
			if broken != nil {
				j.err = broken
				j.result = group[i].result
			}
			if after := group[i].after; after != nil {
				after(j.err)
			}
			f.opts.Stored(j.unit, j.result, j.err)
		}
		f.mu.Lock()
		f.broken = broken
		for _, j := range group {
			f.bytes -= j.size
			delete(f.busy, j.entry.Unit)
		}
		f.mu.Unlock()
		f.changed.Broadcast()
	}
}

// Sync waits until all that was Put is settled. Its error is that of the journal: nothing was recorded since it happened.
func (f *Folder) Sync() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waitUntil(func() bool { return len(f.busy) == 0 })
	if f.broken != nil {
		return fmt.Errorf("%s: %w", f.dir, f.broken)
	}
	return nil
}

// Close waits like Sync, and gives the folder back.
func (f *Folder) Close() error {
	err := f.Sync()
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.changed.Broadcast()
	<-f.ended
	f.release.Do(func() {
		if f.appends != nil {
			f.appends.Close()
		}
		f.lock.Close()
	})
	return err
}
