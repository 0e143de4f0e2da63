package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Inside joins a name that came from outside, such as an operator's id or a path in a batch file, to the folder root. It
// refuses a name that leaves the folder: absolute, with a part "..", or through a symbolic link anywhere below root.
// Parts that do not exist yet are fine. The name may use / on every system.
//
// The answer holds as long as nobody changes the folder; it guards against names, not against somebody who can already
// write below root.
func Inside(root, name string) (string, error) {
	local := filepath.FromSlash(name)
	switch {
	case name == "":
		return "", errors.New("an empty file name")
	case strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c >= 0x7f && c <= 0x9f }):
		return "", fmt.Errorf("file name %q: a control character", name)
	case hasDots(name), !filepath.IsLocal(local):
		return "", fmt.Errorf("file name %q: leaves the folder %q", name, root)
	case filepath.Clean(local) == ".":
		return "", fmt.Errorf("file name %q: is the folder itself", name)
	}
	path := root
	for _, part := range strings.Split(filepath.Clean(local), string(filepath.Separator)) {
		path = filepath.Join(path, part)
		st, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return filepath.Join(root, local), nil
		case err != nil:
			return "", fmt.Errorf("file name %q: %w", name, Plain(err))
		case st.Mode()&fs.ModeSymlink != 0:
			return "", fmt.Errorf("file name %q: goes through the symbolic link %q", name, path)
		}
	}
	return path, nil
}

// hasDots reports a part "..", also one that a later part would lead back from: a/../b may be harmless, but no honest
// name has it.
func hasDots(name string) bool {
	for part := range strings.FieldsFuncSeq(name, func(c rune) bool { return c == '/' || c == '\\' }) {
		if part == ".." {
			return true
		}
	}
	return false
}
