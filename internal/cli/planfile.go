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

// caseOf reads the inputs of a plan again: from where the plan says, or with the folder of its inventory moved to dir where that
// is not empty. The plan's paths are then moved too, for the inputs to be compared one by one.
func caseOf(p *planner.Plan, planName, dir string) (*planner.Case, error) {
	files := planner.Files{Inventory: inputOf(p.Inputs, "inventory/"), Scenario: inputOf(p.Inputs, "scenario/")}
	if files.Inventory == "" {
		return nil, strict.Faults{{Pos: strict.Pos{File: planName}, Message: "inputs: no inventory among them"}}
	}
	files.Dir = filepath.Dir(files.Inventory)
	if dir == "" {
		if st, err := os.Stat(files.Dir); err != nil || !st.IsDir() {
			return nil, strict.Faults{{
				Pos: strict.Pos{File: planName}, Message: fmt.Sprintf("inputs: no folder %q here", files.Dir),
				Hint: "run it where the plan was made, or say with --dir where the inputs are now",
			}}
		}
		return loadCase(files, p.Overrides)
	}
	// A scenario may lie beside the folder, and is then looked for beside dir.
	moved := func(path string) string {
		rel, err := filepath.Rel(files.Dir, path)
		if err != nil || !filepath.IsLocal(rel) && path != files.Scenario || strings.HasPrefix(path, "builtin:") {
			return path
		}
		return filepath.Join(dir, rel)
	}
	there := planner.Files{Dir: dir, Inventory: moved(files.Inventory)}
	if files.Scenario != "" {
		there.Scenario = moved(files.Scenario)
	}
	c, err := loadCase(there, p.Overrides)
	if err != nil {
		return nil, err
	}
	for j := range p.Inputs {
		p.Inputs[j].Path = moved(p.Inputs[j].Path)
	}
	return c, nil
}

// folderOf is the folder of the operator whose files these are, "" where there is no inventory among them.
func folderOf(sources []strict.Source) string {
	if inventory := inputOf(sources, "inventory/"); inventory != "" {
		return filepath.Dir(inventory)
	}
	return ""
}

// inputOf is the file of a kind that a plan was made from, "" where there is none.
func inputOf(sources []strict.Source, kind string) string {
	i := slices.IndexFunc(sources, func(s strict.Source) bool { return strings.HasPrefix(s.Kind, kind) })
	if i < 0 {
		return ""
	}
	return sources[i].Path
}
