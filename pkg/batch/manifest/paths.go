package manifest

import (
	"os"
	"path/filepath"

	"github.com/riprep/riprep/internal/strict"
)

// paths goes through what the user named. A folder that holds a manifest (batch.yaml or .yml; batch.json is what a folder of results has) is that manifest; one that
// holds an inventory is one operator, and its parent is the root; another folder is the root of the operators in it; a file is a
// manifest, and its folder is the root. A pattern is taken as what
// it matches, where no file is called so.
func (rd *reader) paths(paths []string) {
	var starts []start
	if len(paths) == 0 {
		rd.r.Fault(strict.Pos{}, "give folders with an inventory, folders of such, patterns, or manifests", "no path")
	}
	for _, p := range paths {
		at := strict.Pos{File: p}
		_, err := os.Lstat(p)
		if err == nil || !isPattern(p) {
			rd.path(p, &named{at: at, called: p}, &starts)
			continue
		}
		matches := match(p)
		if len(matches) == 0 {
			rd.r.Fault(at, "", "pattern %q: nothing there", p)
		}
		from := &named{at: at, called: p, pattern: true}
		for _, m := range matches {
			rd.path(m, from, &starts)
		}
	}
	rd.take(starts)
}

// path adds a folder to the starts, or reads a manifest.
func (rd *reader) path(p string, from *named, starts *[]start) {
	st, err := os.Stat(p)
	if err == nil && !st.IsDir() {
		rd.manifest(p)
		return
	}
	if own, ok := holds(p, "batch", extensions[:2]); ok {
		rd.manifest(own)
		return
	}
	link := err != nil && from.pattern // to nothing
	abs, absErr := filepath.Abs(p)
	switch {
	case err != nil && !link:
		rd.r.Fault(from.at, "", "cannot open: %s", because(err))
	case absErr != nil:
		rd.r.Fault(from.at, "", "cannot open: %s", because(absErr))
	case filepath.Dir(abs) != abs && (link || holdsInventory(abs)):
		*starts = append(*starts, start{rd.tree(filepath.Dir(abs)), filepath.Base(abs), from})
	default:
		*starts = append(*starts, start{rd.tree(abs), ".", from})
	}
}

func holdsInventory(dir string) bool {
	_, ok := holds(dir, "inventory", extensions)
	return ok
}

// holds finds the file of a name in a folder, with the first of some extensions.
func holds(dir, name string, of []string) (path string, ok bool) {
	for _, ext := range of {
		path = filepath.Join(dir, name+ext)
		if _, err := os.Lstat(path); err == nil {
			return path, true
		}
	}
	return "", false
}

// match is what a pattern matches: folders, or where there are none files; links that lead to nothing count as folders, so that
// somebody hears of them. Hidden names are matched by a pattern that begins so.
func match(pattern string) []string {
	for pattern != "" && os.IsPathSeparator(pattern[len(pattern)-1]) { // in a shell it says that only folders are meant
		pattern = pattern[:len(pattern)-1]
	}
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil
	}
	var folders, files []string
	for _, n := range names {
		if hides(filepath.ToSlash(n), filepath.ToSlash(pattern)) {
			continue
		}
		if st, err := os.Stat(n); err != nil || st.IsDir() {
			folders = append(folders, n)
		} else {
			files = append(files, n)
		}
	}
	if len(folders) > 0 {
		return folders
	}
	return files
}
