package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/planjson"
)

// readPlan reads plan/v1; - is standard input.
func (a *app) readPlan(name string) (*planner.Plan, error) {
	if name == "-" {
		return planjson.Decode(a.Stdin, "standard input")
	}
	st, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notAPlan(name, "no such file")
	case err != nil:
		return nil, notAPlan(name, "cannot open")
	case !st.Mode().IsRegular():
		return nil, notAPlan(name, "not a file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, notAPlan(name, "cannot open")
	}
	defer f.Close()
	p, err := planjson.Decode(io.Reader(f), name)
	var faults strict.Faults
	if err != nil && !errors.As(err, &faults) {
		return nil, notAPlan(name, "cannot read")
	}
	return p, err
}

func notAPlan(name, why string) error {
	return strict.Faults{{Pos: strict.Pos{File: name}, Message: why, Hint: "give a plan that riprep plan DIR -o json=FILE wrote"}}
}

// caseOf reads the inputs of a plan again: from the folder that the plan names, or from dir where that is not empty. The
// plan's paths are then moved to dir, for the inputs to be compared one by one.
func caseOf(p *planner.Plan, planName, dir string) (*planner.Case, error) {
	was := folderOf(p.Inputs)
	if was == "" {
		return nil, strict.Faults{{Pos: strict.Pos{File: planName}, Message: "inputs: no inventory among them"}}
	}
	if dir == "" {
		if st, err := os.Stat(was); err != nil || !st.IsDir() {
			return nil, strict.Faults{{
				Pos: strict.Pos{File: planName}, Message: fmt.Sprintf("inputs: no folder %q here", was),
				Hint: "run it where the plan was made, or say with --dir where the inputs are now",
			}}
		}
		return loadCase(was, p.Overrides)
	}
	c, err := loadCase(dir, p.Overrides)
	if err != nil {
		return nil, err
	}
	for j := range p.Inputs {
		if rel, err := filepath.Rel(was, p.Inputs[j].Path); err == nil && filepath.IsLocal(rel) && !strings.HasPrefix(p.Inputs[j].Path, "builtin:") {
			p.Inputs[j].Path = filepath.Join(dir, rel)
		}
	}
	return c, nil
}

// folderOf is the folder of the operator whose files these are, "" where there is no inventory among them.
func folderOf(sources []strict.Source) string {
	i := slices.IndexFunc(sources, func(s strict.Source) bool { return strings.HasPrefix(s.Kind, "inventory/") })
	if i < 0 {
		return ""
	}
	return filepath.Dir(sources[i].Path)
}
