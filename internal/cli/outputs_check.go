package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// check finds before the work what would stop the writing after it. inputs are files that are read beside those of the folder.
func (o *outputs) check(dir string, inputs ...string) error {
	for _, spec := range o.specs {
		if spec.File == "" {
			continue
		}
		check := checkFile
		if spec.Folder {
			check = checkFolder
		}
		if err := check(spec.File, dir); err != nil {
			return err
		}
		if err := checkInputs(spec.File, inputs); err != nil {
			return err
		}
	}
	return nil
}

// checkInputs refuses a file that is one of those that are read.
func checkInputs(file string, inputs []string) error {
	for _, in := range inputs {
		if sameFile(file, in) {
			return usage("give the output another name", fmt.Errorf("output %q: is one of the inputs", file))
		}
	}
	return nil
}

// checkFolder refuses a folder that cannot be made, and that of the inputs, some of which have the names of tables.
func checkFolder(folder, dir string) error {
	folder = filepath.Clean(folder)
	if st, err := os.Stat(filepath.Dir(folder)); err != nil || !st.IsDir() {
		return &coded{exitUnexpected, fmt.Errorf("output %q: no folder %q to make it in", folder, filepath.Dir(folder)), "make the folder first"}
	}
	st, err := os.Stat(folder)
	if err != nil {
		return nil // a new folder
	}
	if !st.IsDir() {
		return &coded{exitUnexpected, fmt.Errorf("output %q: not a folder", folder), "give the name of a folder, or a file with an extension"}
	}
	if in, err := os.Stat(dir); err == nil && os.SameFile(st, in) {
		return usage("give the output another name", fmt.Errorf("output %q: is the folder of the inputs", folder))
	}
	return nil
}

// checkFile refuses a file in a folder that is not there, and one that would take the place of an input.
func checkFile(file, dir string) error {
	st, err := checkTarget(file)
	if st == nil {
		return err
	}
	return checkInputs(file, operatorFiles(dir))
}

// checkTarget refuses a file in a folder that is not there, and what is no file; it returns what is there, nil for a new file.
func checkTarget(file string) (os.FileInfo, error) {
	folder := filepath.Dir(file)
	if st, err := os.Stat(folder); err != nil || !st.IsDir() {
		return nil, &coded{exitUnexpected, fmt.Errorf("output %q: no folder %q to write it into", file, folder), "make the folder first"}
	}
	st, err := os.Stat(file)
	if err != nil {
		return nil, nil // a new file
	}
	if !st.Mode().IsRegular() {
		return nil, &coded{exitUnexpected, fmt.Errorf("output %q: not a file", file), "give the name of a file; without =FILE a format goes to standard output"}
	}
	return st, nil
}

// operatorNames are what the files of an operator are called.
var operatorNames = []string{"inventory", "scenario", "catalog", "products", "quotes", "progress"}

// operatorFiles are the files that a plan may be read from.
func operatorFiles(dir string) []string {
	var names []string
	for _, pattern := range []string{"*.yaml", "*.yml", "*.json", "regimes/*", "programmes/*"} {
		// The only error is a bad pattern; a folder's name may make one, and then has no such files.
		found, err := filepath.Glob(filepath.Join(globQuote(dir), pattern))
		if err == nil {
			names = append(names, found...)
		}
	}
	for i := len(names) - 1; i >= 0; i-- { // a plan that lies beside the inputs may be written again
		if base := strings.TrimSuffix(filepath.Base(names[i]), filepath.Ext(names[i])); filepath.Dir(names[i]) == filepath.Clean(dir) &&
			!slices.Contains(operatorNames, base) {
			names = append(names[:i], names[i+1:]...)
		}
	}
	return names
}

func globQuote(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(dir)
}

// absolute is the one name of a file, whatever links lead to it; the file itself need not be there.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		return to
	}
	if to, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(to, filepath.Base(path))
	}
	return filepath.Clean(path)
}
