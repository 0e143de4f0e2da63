package manifest

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/scenario"
)

// gather looks at the folders of the operators, and reads every file of theirs once, however many units have it.
func (rd *reader) gather() {
	each(len(rd.operators), func(i int) {
		op := rd.operators[i]
		if op.fault != nil {
			op.own = &own{}
			return
		}
		op.own = op.tree.own(op.dir)
		op.tree.wantNamed(op.inventory)
		for _, s := range op.allScenarios() {
			op.tree.wantNamed(s)
		}
	})
	type job struct {
		tree *tree
		path string
		file *file
	}
	var jobs []job
	for _, t := range rd.trees {
		for path, f := range t.files {
			jobs = append(jobs, job{t, path, f})
		}
	}
	slices.SortFunc(jobs, func(a, b job) int { return cmp.Compare(a.path, b.path) }) // neighbours on the disk
	buffers := sync.Pool{New: func() any { return new([64 << 10]byte) }}
	each(len(jobs), func(i int) {
		b := buffers.Get().(*[64 << 10]byte)
		jobs[i].tree.digest(jobs[i].path, jobs[i].file, b[:])
		buffers.Put(b)
	})
}

// wantNamed is want for a file that was named and not found in a folder.
func (t *tree) wantNamed(p string) {
	e := t.list(path.Dir(p)).find(path.Base(p))
	t.want(p, e != nil && e.Type().IsRegular())
}

// allScenarios are the scenarios of an operator. One without any has the one that it should have, which then is missing.
func (op *operator) allScenarios() []string {
	switch {
	case op.scenarios != nil:
		return op.scenarios
	case len(op.own.scenarios) > 0:
		return op.own.scenarios
	}
	return []string{path.Join(op.dir, "scenario.yaml")}
}

// units makes every unit, in the order of batch.Compare.
func (rd *reader) units() []*batch.Unit {
	total, worst, most := 0, (*operator)(nil), 0
	for _, op := range rd.operators {
		n := len(op.allScenarios()) * count(op.set, batch.MaxUnits)
		total += n
		if n > most {
			worst, most = op, n
		}
		if total > 1<<40 {
			break
		}
	}
	if total > batch.MaxUnits {
		rd.r.Fault(worst.at, "", "more than the limit of %d units: %s; operator %q alone has %s", batch.MaxUnits, say(len(rd.operators), "operator"), worst.name, factors(worst))
		return nil
	}
	spec := rd.spec // and no pointer into the reader, which would keep all of it
	units := make([]*batch.Unit, 0, total)
	var set []Values
	var changes [][]scenario.Override
	for _, op := range rd.operators {
		if changes == nil || !same(set, op.set) {
			set, changes = op.set, product(op.set)
		}
		for _, s := range op.allScenarios() {
			files, fault := op.files(s)
			for _, c := range changes {
				units = append(units, &batch.Unit{
					Operator: op.name, Scenario: stemOf(s), InventoryFile: op.inventory, ScenarioFile: s, Dir: op.dir,
					Set: c, Spec: &spec, Files: files, Fault: fault, Root: op.tree.dir,
				})
			}
		}
	}
	each(len(units), func(i int) { units[i].Identify() })
	slices.SortFunc(units, batch.Compare)
	return units
}

func same(a, b []Values) bool {
	return slices.EqualFunc(a, b, func(x, y Values) bool { return x.Field == y.Field && slices.Equal(x.Values, y.Values) })
}

// factors says what multiplies into the units of an operator.
func factors(op *operator) string {
	words := []string{say(len(op.allScenarios()), "scenario")}
	for _, v := range op.set {
		words = append(words, fmt.Sprintf("%d of %s", len(v.Values), v.Field))
	}
	return strings.Join(words, " × ")
}

// files are what a unit is read from under one scenario, and why it cannot be done, nil where it can.
func (op *operator) files(scenarioFile string) ([]batch.File, *batch.Failure) {
	if op.fault != nil {
		return nil, failure([]batch.Said{*op.fault})
	}
	paths := slices.Concat(op.own.others, []string{op.inventory, scenarioFile})
	slices.Sort(paths)
	paths = slices.Compact(paths)
	said := slices.Clone(op.own.faults)
	files := make([]batch.File, len(paths))
	var size int64
	for i, p := range paths {
		f := op.tree.files[p]
		files[i] = batch.File{Path: p, Size: f.size, SHA256: f.sum}
		size += f.size
		if f.fault != nil {
			said = append(said, *f.fault)
		}
	}
	if said == nil && size > batch.MaxInput {
		said = append(said, batch.Said{File: op.dir, Message: fmt.Sprintf("%d bytes in all, larger than the limit of %d", size, int64(batch.MaxInput))})
	}
	if said == nil && len(files) > batch.MaxFiles {
		said = append(said, batch.Said{File: op.dir, Message: fmt.Sprintf("%d files, more than the limit of %d", len(files), batch.MaxFiles)})
	}
	if said == nil {
		return files, nil
	}
	return files, failure(said)
}

// failure is why a unit is not done: the first of what was said.
func failure(said []batch.Said) *batch.Failure {
	return batch.NewFailure(batch.FailInput, said[:min(len(said), strict.MaxShown)]...)
}
