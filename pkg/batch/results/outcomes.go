package results

import (
	"fmt"
	"iter"

	"github.com/riprep/riprep/pkg/batch"
)

// Outcomes gives the outcome of every unit that the journal of a folder has, in the order of batch.Compare, each once. It reads
// them as they are asked for, a few ahead, so the memory does not grow with the batch. An outcome that is not there as the
// journal says comes as an error, and the next ones follow. The folder may be open, if Sync was called.
func Outcomes(fsys FS, dir string) iter.Seq2[*batch.Outcome, error] {
	return func(yield func(*batch.Outcome, error) bool) {
		j, err := loadJournal(fsys, dir)
		if err != nil {
			yield(nil, fmt.Errorf("%s: %w", dir, err))
			return
		}
		all := sorted(j.entries)
		const ahead = 64
		var outcomes [ahead]*batch.Outcome
		var errs [ahead]error
		for len(all) > 0 {
			part := all[:min(ahead, len(all))]
			all = all[len(part):]
			each(len(part), func() *verifier { return newVerifier(fsys, dir) }, func(v *verifier, i int) {
				outcomes[i], errs[i] = outcomeOf(v, &part[i])
			})
			for i := range part {
				if errs[i] != nil {
					errs[i] = fmt.Errorf("%s: %w", dir, errs[i])
				}
				if !yield(outcomes[i], errs[i]) {
					return
				}
			}
		}
	}
}

// outcomeOf reads the outcome that a line of the journal is about.
func outcomeOf(v *verifier, e *entry) (*batch.Outcome, error) {
	if e.SHA256 != "" {
		o, _, err := v.outcome(e.folder(), e.Unit, e.SHA256)
		return o, err
	}
	// not even that could be written: the line is all that there is
	u := e.asUnit()
	u.Spec = &batch.Spec{Do: []batch.Step{}}
	return batch.Failed(u, batch.NewFailure(e.Kind, batch.Said{Message: "the result cannot be written"})).Outcome, nil
}
