package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/riprep/riprep/pkg/batch"
)

// Conflict is a unit with two results: riprep is meant to give the same bytes on any machine, so this is a defect of it, or of
// a machine. The first result stands.
type Conflict struct {
	Unit   string `json:"unit"`
	First  string `json:"first"`  // SHA-256 of the frame that stands
	Second string `json:"second"` // and of that which does not
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("unit %s has two results that differ, %s and %s: the first stands", c.Unit, c.First, c.Second)
}

// frameOf is a result as it is stored. One that cannot be stored becomes a failure that says so.
func frameOf(u *batch.Unit, r *batch.Result) (*batch.Result, []byte, error) {
	var b bytes.Buffer
	err := batch.WriteResult(&b, r)
	if err == nil && (r.Outcome.Unit != u.ID || r.Outcome.Operator != u.Operator) {
		err = fmt.Errorf("it is of unit %s", r.Outcome.Unit)
	}
	if err == nil {
		return r, b.Bytes(), nil
	}
	b.Reset()
	r = batch.Failed(u, batch.NewFailure(batch.FailOutput, batch.Said{Message: "the result cannot be stored: " + err.Error()}))
	err = batch.WriteResult(&b, r)
	return r, b.Bytes(), err
}

// settle stores what came of a unit and enters it in the ledger: when it returns without error both are durable. The first
// result stands, but one that is there goes before a failure that might have gone well. A *Conflict is what it returns where a
// result with other bytes stands.
func (p *place) settle(ctx context.Context, u *batch.Unit, r *batch.Result, tries int) (*Conflict, error) {
	r, frame, err := frameOf(u, r)
	if err != nil {
		return nil, err
	}
	e := newEntry(u, r, tries, frame)
	if err := p.results.write(ctx, e.Result, frame); err != nil {
		return nil, err
	}
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	was := uint64(0) // most units have no entry
	for {
		swapped, err := p.swap(ctx, kindSettled, u.ID, text, was)
		if err != nil || swapped {
			return nil, err
		}
		old, at, err := p.lookup(ctx, u.ID)
		switch {
		case err != nil:
			return nil, err
		case old == nil: // a replica that lags: it was there a moment ago
			was = 0
		case !old.settled(), !old.final() && e.Status != batch.StatusFailed:
			was = at
		case old.Result == e.Result, e.Status == batch.StatusFailed && !e.final(), !old.final():
			return nil, nil
		default:
			c := &Conflict{u.ID, old.Result, e.Result}
			text, err := json.Marshal(c)
			if err == nil {
				_, err = p.swap(ctx, kindConflict, u.ID, text, 0) // the first one is enough
			}
			return c, err
		}
	}
}
