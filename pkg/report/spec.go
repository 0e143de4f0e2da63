package report

import (
	"fmt"
	"strconv"
	"strings"
)

// Spec is an output as a user asks for it: FORMAT[@VERSION][=FILE].
type Spec struct {
	Format  Format
	Version int
	File    string // "" for standard output
}

// Parse reads FORMAT[@VERSION][=FILE], such as json, csv=schedule.csv or json@1=plan.json. A file named - is standard
// output. The version must be one that the format is written in; without one it is the newest.
func Parse(text string) (Spec, error) {
	name, file, hasFile := strings.Cut(text, "=")
	name, version, hasVersion := strings.Cut(name, "@")
	f, err := Find(name)
	if err != nil {
		return Spec{}, err
	}
	s := Spec{Format: f, Version: f.Version, File: file}
	if hasVersion {
		n, err := strconv.Atoi(version)
		if err != nil || n != f.Version || n == 0 {
			return Spec{}, fmt.Errorf("format %q: version %q: not known (want %s)", f.ID, version, f.versions())
		}
	}
	switch {
	case hasFile && file == "":
		return Spec{}, fmt.Errorf("output %q: no file after the = (want FORMAT or FORMAT=FILE)", text)
	case file == "-":
		s.File = ""
	}
	return s, nil
}

func (f Format) versions() string {
	if f.Version == 0 {
		return "none: the format has no versions"
	}
	return strconv.Itoa(f.Version)
}
