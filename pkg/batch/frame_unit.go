package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"unicode/utf8"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// wireTask is the header of a task.
type wireTask struct {
	Unit  wireUnit `json:"unit"`
	Cores int      `json:"cores"`
	Data  []string `json:"data"` // paths of the files that follow: all of the unit's, or some where it has a fault
}

// wireUnit is a Unit as it travels: all but Root.
type wireUnit struct {
	ID        string     `json:"id"`
	Operator  string     `json:"operator"`
	Scenario  string     `json:"scenario"`
	Inventory string     `json:"inventory_file"`
	File      string     `json:"scenario_file"`
	Dir       string     `json:"dir"`
	Set       []Change   `json:"set,omitempty"`
	Spec      wireSpec   `json:"spec"`
	Files     []wireFile `json:"files"`
	Fault     *Failure   `json:"fault,omitempty"`
}

type wireSpec struct {
	Do      []Step   `json:"do"`
	Formats []string `json:"formats,omitempty"`
	Seed    uint64   `json:"seed"`
	Effort  int64    `json:"effort"`
	Runs    int      `json:"runs"`
	AsOf    string   `json:"as_of,omitempty"`
	Engine  string   `json:"engine"`
	Rules   string   `json:"rules"`
}

type wireFile struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// taskHeader is the header of a task that may travel.
func taskHeader(t *Task) (*wireTask, error) {
	u := t.Unit
	if u == nil || u.Spec == nil {
		return nil, errors.New("a task without a unit or a spec")
	}
	h := &wireTask{Cores: t.Cores, Data: []string{}, Unit: wire(u)}
	for _, f := range u.Files {
		data, ok := t.Data[f.Path]
		if !ok {
			continue
		}
		if int64(len(data)) != f.Size {
			return nil, fmt.Errorf("file %q: %d bytes, the unit says %d", f.Path, len(data), f.Size)
		}
		h.Data = append(h.Data, f.Path)
	}
	if len(h.Data) != len(t.Data) {
		return nil, errors.New("a task with files that its unit does not have")
	}
	return h, h.check(u)
}

// wire is a unit as it travels.
func wire(u *Unit) wireUnit {
	s := u.Spec
	w := wireUnit{
		ID: u.ID, Operator: u.Operator, Scenario: u.Scenario, Inventory: u.InventoryFile, File: u.ScenarioFile, Dir: u.Dir, Fault: u.Fault,
		Spec: wireSpec{Do: s.Do, Formats: s.Formats, Seed: s.Seed, Effort: s.Effort, Runs: s.Runs, Engine: s.Engine, Rules: s.Rules},
	}
	if !s.AsOf.IsZero() {
		w.Spec.AsOf = s.AsOf.String()
	}
	for _, o := range u.Set {
		w.Set = append(w.Set, Change{o.Field, o.Value})
	}
	for _, f := range u.Files {
		w.Files = append(w.Files, wireFile{f.Path, f.Size, f.SHA256})
	}
	return w
}

// task is what a header says, with no files yet.
func (h *wireTask) task() (*Task, error) {
	w, s := &h.Unit, &h.Unit.Spec
	u := &Unit{
		ID: w.ID, Operator: w.Operator, Scenario: w.Scenario, InventoryFile: w.Inventory, ScenarioFile: w.File, Dir: w.Dir, Fault: w.Fault,
		Spec: &Spec{Do: s.Do, Formats: s.Formats, Seed: s.Seed, Effort: s.Effort, Runs: s.Runs, Engine: s.Engine, Rules: s.Rules},
	}
	if s.AsOf != "" {
		day, err := inventory.ParseDate(s.AsOf)
		if err != nil {
			return nil, err
		}
		u.Spec.AsOf = day
	}
	for _, c := range w.Set {
		u.Set = append(u.Set, scenario.Override{Field: c.Field, Value: c.Value})
	}
	for _, f := range w.Files {
		u.Files = append(u.Files, File{f.Path, f.Bytes, f.SHA256})
	}
	if err := h.check(u); err != nil {
		return nil, err
	}
	return &Task{Unit: u, Cores: h.Cores, Data: make(map[string][]byte, len(h.Data))}, nil
}

// check holds a unit that travels to what is so of every unit, on either side: a unit may come from another machine.
func (h *wireTask) check(u *Unit) error {
	again := *u
	again.Identify()
	switch {
	case !IsName(u.Operator):
		return fmt.Errorf("operator %q: not a name", u.Operator)
	case again.ID != u.ID:
		return fmt.Errorf("unit %q: its id would be %s", u.ID, again.ID)
	case h.Cores < 1 || h.Cores > MaxCores:
		return fmt.Errorf("%d cores: want 1 to %d", h.Cores, MaxCores)
	case len(u.Files) > MaxFiles:
		return fmt.Errorf("%d files: %w, the limit is %d", len(u.Files), ErrTooLarge, MaxFiles)
	case u.Fault == nil && len(h.Data) != len(u.Files):
		return errors.New("a task without all files of its unit")
	}
	for _, path := range []string{u.InventoryFile, u.ScenarioFile, u.Dir} {
		if path != "" && !fs.ValidPath(path) {
			return fmt.Errorf("path %q: not below the root of the batch", path)
		}
	}
	if err := checkText(u); err != nil {
		return err
	}
	total, given := int64(0), 0
	for i, f := range u.Files {
		follows := given < len(h.Data) && h.Data[given] == f.Path
		switch {
		case !fs.ValidPath(f.Path):
			return fmt.Errorf("path %q: not below the root of the batch", f.Path)
		case i > 0 && u.Files[i-1].Path >= f.Path:
			return fmt.Errorf("path %q: out of order", f.Path)
		case f.Size < 0:
			return fmt.Errorf("path %q: of %d bytes", f.Path, f.Size)
		case follows && f.Size > MaxInput-total:
			return fmt.Errorf("path %q: %w: more than %d bytes of input", f.Path, ErrTooLarge, MaxInput)
		}
		if follows {
			given++
			total += f.Size
		}
	}
	if given != len(h.Data) {
		return fmt.Errorf("path %q: not one of the unit's, or out of order", h.Data[given])
	}
	return nil
}

// checkText refuses what JSON cannot carry, and would change without a word.
func checkText(u *Unit) error {
	all := []string{u.Scenario, u.Dir, u.InventoryFile, u.ScenarioFile, u.Spec.Engine, u.Spec.Rules}
	for _, o := range u.Set {
		all = append(all, o.Field, o.Value)
	}
	if u.Fault != nil {
		for _, e := range u.Fault.Errors {
			all = append(all, e.File, e.Message)
		}
	}
	if i := slices.IndexFunc(all, func(s string) bool { return !utf8.ValidString(s) }); i >= 0 {
		return fmt.Errorf("%q: not UTF-8", all[i])
	}
	return nil
}
