package cli

import (
	"fmt"
	"path/filepath"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// progressFile is the file of what has happened: the one asked for, or that of the folder, "" where there is none.
func progressFile(dir, asked string) string {
	if asked != "" {
		return asked
	}
	for _, ext := range []string{".yaml", ".yml", ".json"} {
		if path := filepath.Join(dir, "progress"+ext); exists(path) {
			return path
		}
	}
	return ""
}

// loadProgress reads what has happened and checks it against the case; nil where no file is named.
func loadProgress(file string, c *planner.Case) (*filing.Progress, error) {
	if file == "" {
		return nil, nil
	}
	var r strict.Reader
	p := filing.LoadProgress(&r, file)
	if len(r.Faults()) == 0 {
		p.Check(&r, c)
	}
	return p, r.Faults().Err()
}

// asOf is the day that is asked for, or until which the progress is known, or today.
func (a *app) asOf(asked string, p *filing.Progress) (inventory.Date, error) {
	switch {
	case asked != "":
		d, err := inventory.ParseDate(asked)
		if err != nil {
			return d, usage("", fmt.Errorf("--as-of %w", err))
		}
		return d, nil
	case p != nil && !p.AsOf.IsZero():
		return p.AsOf, nil
	}
	d, err := a.today()
	if err != nil {
		return d, usage("give --as-of", err)
	}
	return d, nil
}
