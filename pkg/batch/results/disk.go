package results

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/atomicfile"
)

// mkdir makes a folder of a name below the folder of results, or sees that it is one already and no link.
func (f *Folder) mkdir(name string) (made bool, err error) {
	err = f.fsys.Mkdir(f.at(name), folderPerm)
	if err == nil {
		return true, nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return false, named(name, err)
	}
	st, err := f.fsys.Lstat(f.at(name))
	switch {
	case err != nil:
		return false, named(name, err)
	case st.Mode()&fs.ModeSymlink != 0:
		return false, named(name, ErrLink)
	case !st.IsDir():
		return false, named(name, errors.New("is a file, not a folder"))
	}
	return false, nil
}

// mkdirs makes the folders that a file's name goes through, and returns the ones that it made.
func (f *Folder) mkdirs(name string) (made []string, err error) {
	for i := range len(name) {
		if name[i] != '/' {
			continue
		}
		isNew, err := f.mkdir(name[:i])
		if err != nil {
			return made, err
		}
		if isNew {
			made = append(made, name[:i])
		}
	}
	return made, nil
}

// temp is a new name for a temporary file.
func (f *Folder) temp() string { return tempName + "/" + strconv.FormatInt(f.temps.Add(1), 10) }

// replace puts a file in place as a whole, to last.
func (f *Folder) replace(name string, content []byte) error {
	st, err := f.fsys.Lstat(f.at(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return named(name, err)
	case st.Mode()&fs.ModeSymlink != 0:
		return named(name, ErrLink)
	case !st.Mode().IsRegular():
		return named(name, errors.New("is no ordinary file"))
	}
	return atomicfile.Replace(f.fsys, f.at(f.temp()), f.at(name), filePerm, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// read reads a whole file of at most so many bytes, and follows no link.
func (f *Folder) read(name string, most int64) ([]byte, error) { return read(f.fsys, f.at(name), most) }

func read(fsys FS, name string, most int64) ([]byte, error) {
	st, err := fsys.Lstat(name)
	if err != nil {
		return nil, atomicfile.Plain(err)
	}
	if err := ordinary(st.Mode()); err != nil {
		return nil, err
	}
	return readFile(fsys, name, st.Size(), most)
}

// readFile reads a file that is known to be an ordinary one. The size is a guess.
func readFile(fsys FS, name string, size, most int64) ([]byte, error) {
	if size > most {
		return nil, fmt.Errorf("has %d bytes: at most %d", size, most)
	}
	in, err := fsys.Open(name)
	if err != nil {
		return nil, atomicfile.Plain(err)
	}
	defer in.Close()
	text := make([]byte, 0, size+1)
	for {
		n, err := in.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		switch {
		case int64(len(text)) > most:
			return nil, fmt.Errorf("has more than %d bytes", most)
		case err == io.EOF:
			return text, nil
		case err != nil:
			return nil, atomicfile.Plain(err)
		case len(text) == cap(text):
			text = append(text, 0)[:len(text)]
		}
	}
}

func ordinary(mode fs.FileMode) error {
	switch {
	case mode&fs.ModeSymlink != 0:
		return ErrLink
	case !mode.IsRegular():
		return errors.New("is no ordinary file")
	}
	return nil
}

// removeAll removes a file or a folder with all that is in it, links themselves and not what they lead to. What is not there is
// no error.
func (f *Folder) removeAll(name string) error {
	st, err := f.fsys.Lstat(f.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return named(name, err)
	}
	if st.IsDir() {
		found, err := f.fsys.ReadDir(f.at(name))
		if err != nil {
			return named(name, err)
		}
		for _, e := range found {
			if err := f.removeAll(path.Join(name, e.Name())); err != nil {
				return err
			}
		}
	}
	if err := f.fsys.Remove(f.at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return named(name, err)
	}
	return nil
}

// goodName reports whether a name from outside stays in the folder and is fit to be shown.
func goodName(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c >= 0x7f && c <= 0x9f || c == '\\' || c == ':' })
}

// named says which file of the folder an error is of.
func named(name string, err error) error {
	if name == "." {
		return atomicfile.Plain(err)
	}
	return fmt.Errorf("%s: %w", name, atomicfile.Plain(err))
}
