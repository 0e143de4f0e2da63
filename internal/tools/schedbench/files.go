package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// maxFile is far above any file of PSPLIB, in bytes.
const maxFile = 8 << 20

// plainName is what an instance may be called: its name goes into tables that others open.
var plainName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)

// loadAll reads the instances in files and folders, in the order given, those of a folder by number. All that cannot be
// read is reported.
func loadAll(paths []string) (all []*instance, faults []error) {
	from := map[string]string{}
	for _, path := range paths {
		files, err := instanceFiles(path)
		if err != nil {
			faults = append(faults, err)
		}
		for _, file := range files {
			in, err := loadInstance(file)
			switch {
			case err != nil:
				faults = append(faults, err)
			case from[in.name] != "":
				faults = append(faults, fmt.Errorf("%s: instance %s is in %s already: solve one at a time", file, in.name, from[in.name]))
			default:
				from[in.name] = file
				all = append(all, in)
			}
		}
	}
	return all, faults
}

// instanceFiles lists what a path stands for: itself, or the instances that lie directly in a folder.
func instanceFiles(path string) ([]string, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.IsDir() {
		if !isInstance(path) {
			return nil, fmt.Errorf("%q: not an instance: want a name of plain letters and digits that ends in .sm or .mm", path)
		}
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && isInstance(e.Name()) {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%q: no .sm or .mm file lies in this folder", path)
	}
	slices.SortFunc(files, byNumber)
	return files, nil
}

func isInstance(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return (ext == ".sm" || ext == ".mm") && plainName.MatchString(filepath.Base(path))
}

// instanceName is the name under which the tables of best results know a file.
func instanceName(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// byNumber orders names as people count: j301_2 before j301_10 before j3010_1.
func byNumber(a, b string) int {
	whole := strings.Compare(a, b)
	for a != "" && b != "" {
		na, nb := leadingDigits(a), leadingDigits(b)
		if na > 0 && nb > 0 {
			x, y := strings.TrimLeft(a[:na], "0"), strings.TrimLeft(b[:nb], "0")
			if c := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); c != 0 {
				return c
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), whole)
}

func leadingDigits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// readLimited reads an ordinary file that is not larger than any that makes sense here.
func readLimited(path string) ([]byte, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() { // before opening it: a pipe would wait for its writer
		return nil, fmt.Errorf("%q: not an ordinary file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("%q: larger than %d bytes, which no benchmark file is: check what it is", path, maxFile)
	}
	return data, nil
}
