// Package manifest makes the units of a batch of what a user points at: folders, patterns, and manifests, which are batch/v1
// files or lists as CSV or JSON lines.
//
// Two kinds of trouble are told apart. What a user asks for that makes no sense (a key that is not known, a path that leaves the
// batch's folder, two operators of one name) is a fault, and there is no batch. What is wrong with one operator (a file that
// is missing, too large, no file at all, or behind a link that leads out) is the Fault of its units, and the others go on.
//
// Begin with Read below. paths.go says what a PATH is, walk.go finds operators in folders, decode.go, csv.go and lines.go read
// manifests, values.go multiplies changes, own.go lists the files of an operator, tree.go reads folders and digests and lets no
// link lead out, units.go puts it all together. It imports what reads text, the words of scenarios and reports, and batch.
package manifest

import (
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// Options say what is done where no manifest does, and what goes before all of them.
type Options struct {
	Defaults batch.Spec      // what is done with each unit; also Engine and Rules, which no manifest states
	Given    map[string]bool // keys of a manifest (do, formats, seed, effort, simulate, as_of) that the user stated: Defaults goes before it
	Set      []Values        // changes that the user stated, see ParseSet: they go before those of a manifest, field by field
}

// Batch is what is to be done.
type Batch struct {
	Units      []*batch.Unit // identified, no id twice, in the order of batch.Compare
	Spec       *batch.Spec   // of all units
	Duplicates int           // units that were asked for more than once, and are there once
	Notes      []string      // what was left out, for people
}

// Read makes the units of PATHs: operators' folders, folders of operators, patterns, manifests. An error is strict.Faults:
// what was asked for makes no sense. Files are read once each, for their digest; their text is the business of who does a unit.
func Read(paths []string, o Options) (*Batch, error) {
	rd := &reader{o: o, spec: o.Defaults, stated: map[string]string{}, trees: map[string]*tree{}}
	defer rd.close()
	rd.paths(paths)
	rd.name()
	if err := rd.faults(); err != nil {
		return nil, err
	}
	rd.gather()
	units := rd.units()
	if err := rd.faults(); err != nil {
		return nil, err
	}
	all := len(units)
	units = slices.CompactFunc(units, func(a, b *batch.Unit) bool { return a.ID == b.ID })
	return &Batch{Units: units, Spec: &rd.spec, Duplicates: all - len(units), Notes: rd.notes}, nil
}

// reader is one call of Read.
type reader struct {
	o         Options
	r         strict.Reader
	spec      batch.Spec
	stated    map[string]string // key of the spec → what a manifest states, so that two do not contradict each other
	trees     map[string]*tree  // by their folder on this machine
	operators []*operator
	notes     []string
}

// operator is an inventory that was asked for, and what is done with it.
type operator struct {
	at        strict.Pos // where it was asked for
	tree      *tree
	name      string   // stated, else made from its folder
	dir       string   // its folder, below the root
	inventory string   // its inventory, below the root
	scenarios []string // stated, below the root; nil: those of its folder
	set       []Values // sorted by field
	fault     *batch.Said
	own       *own
}

func (rd *reader) faults() error {
	if all := rd.r.Faults(); len(all) > 0 {
		return all
	}
	return nil
}

func (rd *reader) close() {
	for _, t := range rd.trees {
		t.close()
	}
}
