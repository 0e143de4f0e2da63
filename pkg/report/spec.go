package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Spec is an output as a user asks for it: FORMAT[@VERSION][=FILE].
type Spec struct {
	Format  Format
	Version string // "" where the format has none
	File    string // "" for standard output
	Folder  bool   // File is a folder, for Format.Files
}

// Parse reads FORMAT[@VERSION][=FILE], such as json, csv=schedule.csv or json@1=plan.json. A file named - is standard
// output. A file without an extension in its name, or with a / at its end, is a folder for a format that fills one. The version
// must be one that the format is written in; without one it is the newest.
func Parse(text string) (Spec, error) {
	name, file, hasFile := strings.Cut(text, "=")
	name, version, hasVersion := strings.Cut(name, "@")
	f, err := Find(name)
	if err != nil {
		return Spec{}, err
	}
	s := Spec{Format: f, File: file}
	switch {
	case hasVersion && !slices.Contains(f.Versions, version):
		return Spec{}, fmt.Errorf("format %q: version %q: not known (want %s)", f.ID, version, f.versions())
	case hasVersion:
		s.Version = version
	case len(f.Versions) > 0:
		s.Version = f.Versions[0]
	}
	switch {
	case hasFile && file == "":
		return Spec{}, fmt.Errorf("output %q: no file after the = (want FORMAT or FORMAT=FILE)", text)
	case file == "-":
		s.File = ""
		return s, nil
	}
	slash := strings.HasSuffix(file, "/") || strings.HasSuffix(file, string(filepath.Separator))
	switch {
	case slash && f.Files == nil:
		return Spec{}, fmt.Errorf("output %q: a folder, and %s is one file", text, f.ID)
	case f.Files != nil && file != "":
		s.Folder = slash || filepath.Ext(file) == ""
	}
	return s, nil
}

func (f Format) versions() string {
	if len(f.Versions) == 0 {
		return "none: the format has no versions"
	}
	return strings.Join(f.Versions, ", ")
}
