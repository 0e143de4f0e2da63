package strict

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Files are texts in memory that a Reader reads instead of those on the disk: path, with / between its parts and without ./
// or ../ that could be left out, → bytes. What is read is not changed.
type Files map[string][]byte

// text is a file's, with the words of the system where there is none.
func (f Files) text(name string) ([]byte, *Fault) {
	name = path.Clean(filepath.ToSlash(name))
	data, ok := f[name]
	switch {
	case ok:
		return data, nil
	case f.folder(name):
		return nil, isFolder()
	}
	return nil, &Fault{Message: "cannot open: " + syscall.ENOENT.Error()}
}

// folder reports whether there is a file below a path.
func (f Files) folder(name string) bool {
	for p := range f {
		if _, ok := below(p, name); ok {
			return true
		}
	}
	return false
}

// below is what stands of a path behind the name of a folder.
func below(p, folder string) (rest string, ok bool) {
	if folder == "." {
		return p, !path.IsAbs(p) && !strings.HasPrefix(p, "../")
	}
	return strings.CutPrefix(p, strings.TrimSuffix(folder, "/")+"/")
}

// Exists reports whether there is something of a name, or something that keeps one from knowing.
func (r *Reader) Exists(name string) bool {
	if r.Files == nil {
		_, err := os.Stat(name)
		return !errors.Is(err, fs.ErrNotExist)
	}
	name = path.Clean(filepath.ToSlash(name))
	_, ok := r.Files[name]
	return ok || r.Files.folder(name)
}

// IsFolder reports whether a name is that of a folder.
func (r *Reader) IsFolder(name string) bool {
	if r.Files == nil {
		st, err := os.Stat(name)
		return err == nil && st.IsDir()
	}
	return r.Files.folder(path.Clean(filepath.ToSlash(name)))
}

// List returns the names of what is in a folder, sorted; ok is false where there is no such folder, or it cannot be looked into.
func (r *Reader) List(folder string) (names []string, ok bool) {
	if r.Files == nil {
		entries, err := os.ReadDir(folder)
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names, err == nil
	}
	folder = path.Clean(filepath.ToSlash(folder))
	for p := range r.Files {
		if rest, in := below(p, folder); in {
			name, _, _ := strings.Cut(rest, "/")
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return names, len(names) > 0
}
