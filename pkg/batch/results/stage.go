package results

import (
	"slices"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/batch"
)

// A result is staged: all of its files are written below a temporary folder. When they are there to last, that folder gets the
// result's name, with one call. Only where a folder of that name is there already, of a result that is torn, the files go over
// into it one by one, so that each is the old one or the new one whatever happens meanwhile.

// writers is how many goroutines stage the results of a group.
const writers = 2

// stageAll stages the results of a group.
func (f *Folder) stageAll(jobs []*job) {
	next := make(chan *job)
	var wg sync.WaitGroup
	for range min(writers, len(jobs)) {
		wg.Go(func() {
			for j := range next {
				j.err = f.stage(j)
			}
		})
	}
	for _, j := range jobs {
		next <- j
	}
	close(next)
	wg.Wait()
}

// stage writes the files of a job below a temporary folder.
func (f *Folder) stage(j *job) error {
	temp := f.temp()
	if err := f.fsys.Mkdir(f.at(temp), folderPerm); err != nil {
		return named(j.folder, err)
	}
	j.temp = temp
	for _, below := range j.inner() {
		if err := f.fsys.Mkdir(f.at(temp+"/"+below), folderPerm); err != nil {
			return named(j.folder+"/"+below, err)
		}
	}
	for _, part := range j.files {
		if err := atomicfile.Stage(f.fsys, f.at(temp+"/"+part.name), filePerm, part.data); err != nil {
			return named(j.folder+"/"+part.name, err)
		}
	}
	return nil
}

// inner are the folders below a job's own that its files are in, each after the one that holds it: those of the input that is
// kept.
func (j *job) inner() []string {
	var all []string
	for _, part := range j.files {
		for i := range len(part.name) {
			if part.name[i] == '/' && !slices.Contains(all, part.name[:i]) {
				all = append(all, part.name[:i])
			}
		}
	}
	return all
}

// syncStaged makes what is staged of a job last, without Flush.
func (f *Folder) syncStaged(j *job) error {
	for _, part := range j.files {
		if err := f.fsys.Sync(f.at(j.temp + "/" + part.name)); err != nil {
			return named(j.folder+"/"+part.name, err)
		}
	}
	for _, below := range j.inner() {
		if err := f.fsys.Sync(f.at(j.temp + "/" + below)); err != nil {
			return named(j.folder+"/"+below, err)
		}
	}
	if err := f.fsys.Sync(f.at(j.temp)); err != nil {
		return named(j.folder, err)
	}
	return nil
}

// move puts what is staged of a job in its place.
func (f *Folder) move(j *job) error {
	if j.entry.Status == batch.StatusFailed { // what an older attempt left is not to be mixed with this one's
		if err := f.removeAll(j.folder); err != nil {
			return err
		}
	}
	made, err := f.mkdirs(j.folder)
	for _, folder := range made {
		j.touch(parent(folder))
	}
	if err != nil {
		return err
	}
	j.touch(parent(j.folder))
	if err := f.fsys.Rename(f.at(j.temp), f.at(j.folder)); err != nil { // there is one, or else it is said below what is wrong
		return f.moveInto(j)
	}
	j.temp = ""
	return nil
}

// moveInto puts what is staged of a job into its folder, file by file, the outcome after the files that it names.
func (f *Folder) moveInto(j *job) error {
	if _, err := f.mkdir(j.folder); err != nil { // a link, or no folder
		return err
	}
	j.touch(j.folder)
	for _, below := range j.inner() {
		if _, err := f.mkdir(j.folder + "/" + below); err != nil {
			return err
		}
		j.touch(j.folder + "/" + below)
	}
	for _, part := range j.files {
		name := j.folder + "/" + part.name
		if err := f.fsys.Rename(f.at(j.temp+"/"+part.name), f.at(name)); err != nil {
			return named(name, err)
		}
	}
	f.drop(j)
	return f.removeOthers(j)
}

func (j *job) touch(folder string) {
	if !slices.Contains(j.touched, folder) {
		j.touched = append(j.touched, folder)
	}
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

// drop removes what is staged of a job. What cannot be removed now goes with the temporary folder.
func (f *Folder) drop(j *job) {
	if j.temp != "" {
		f.removeAll(j.temp)
		j.temp = ""
	}
}
