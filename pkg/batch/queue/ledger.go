package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// Entry is what became of a unit, as the ledger has it.
type Entry struct {
	Unit     string `json:"unit"`
	Operator string `json:"operator"`
	Scenario string `json:"scenario"`
	Status   string `json:"status"`         // batch.StatusDone, …NoPlan, …Failed; or queued: it failed and is to be tried again
	Kind     string `json:"kind,omitempty"` // of the failure
	Says     string `json:"says,omitempty"` // its first error
	Result   string `json:"result"`         // SHA-256 of the result's frame
	Bytes    int64  `json:"bytes"`          // of the frame
	Tries    int    `json:"tries"`
}

// statusQueued is that of a unit that failed and was submitted again.
const statusQueued = "queued"

// kinds of the ledger's subjects.
const (
	kindKnown    = "known"
	kindSettled  = "settled"
	kindConflict = "conflict"
)

// maxSays is how much of an error stands in an entry.
const maxSays = 500

func (e *Entry) settled() bool { return e.Status != statusQueued }

// decodeEntry reads an entry and trusts none of it.
func decodeEntry(text []byte) (*Entry, error) {
	var e Entry
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return nil, fmt.Errorf("not an entry: %w", err)
	}
	switch {
	case !batch.IsID(e.Unit):
		return nil, fmt.Errorf("not an entry: unit %q", e.Unit)
	case !slices.Contains([]string{batch.StatusDone, batch.StatusNoPlan, batch.StatusFailed, statusQueued}, e.Status):
		return nil, fmt.Errorf("not an entry: status %q", e.Status)
	case e.settled() && !isDigest(e.Result):
		return nil, fmt.Errorf("not an entry: result %q", e.Result)
	case e.Bytes < 0 || e.Bytes > maxFrame:
		return nil, fmt.Errorf("not an entry: %d bytes", e.Bytes)
	case e.Tries < 0 || len(e.Operator) > maxSays || len(e.Scenario) > maxSays || len(e.Kind) > maxSays || len(e.Says) > 4*maxSays:
		return nil, errors.New("not an entry: out of all proportion")
	}
	return &e, nil
}

// maxFrame bounds the frame of a result.
const maxFrame = batch.MaxOutput + batch.MaxHeader + 1<<10

// newEntry is the entry of a result.
func newEntry(u *batch.Unit, r *batch.Result, tries int, frame []byte) *Entry {
	e := &Entry{
		Unit: u.ID, Operator: u.Operator, Scenario: clip(u.Scenario), Status: r.Outcome.Status, Tries: tries,
		Result: batch.Digest(frame), Bytes: int64(len(frame)),
	}
	if f := r.Outcome.Failure; f != nil {
		e.Kind = f.Kind
		if len(f.Errors) > 0 {
			e.Says = clip(f.Errors[0].Message)
		}
	}
	return e
}

// final reports whether a failure would be the same each time.
func (e *Entry) final() bool {
	return e.Status != batch.StatusFailed || (&batch.Failure{Kind: e.Kind}).Final()
}

func clip(s string) string {
	if len(s) > maxSays {
		s = s[:maxSays] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// lookup is the entry of a unit and its place in the ledger; nil and 0 where there is none.
func (p *place) lookup(ctx context.Context, id string) (*Entry, uint64, error) {
	var m *jetstream.RawStreamMsg
	err := p.c.request(ctx, func(ctx context.Context) (err error) {
		m, err = p.ledger.GetLastMsgForSubject(ctx, p.subject(kindSettled, id))
		return err
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	e, err := decodeEntry(m.Data)
	if err == nil && e.Unit != id {
		err = fmt.Errorf("not an entry: of unit %s", e.Unit)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%w: ledger: unit %s: %w", errRefused, id, err)
	}
	return e, m.Sequence, nil
}

// swap enters e where the ledger stands at sequence was for its unit. It reports whether that was so.
func (p *place) swap(ctx context.Context, kind, id string, data []byte, was uint64) (bool, error) {
	swapped := false
	err := p.c.request(ctx, func(ctx context.Context) error {
		_, err := p.c.js.Publish(ctx, p.subject(kind, id), data, jetstream.WithExpectLastSequencePerSubject(was))
		if isSwapped(err) {
			return nil
		}
		swapped = err == nil
		return err
	})
	return swapped, err
}

// isSwapped reports whether the server refused a message because its subject has another one last than was expected.
func isSwapped(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && (api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant)
}

// messages are those of a stream after a sequence, until its end as it is now.
func messages(ctx context.Context, c *Conn, s jetstream.Stream, subjects string, after uint64) iter.Seq2[*jetstream.RawStreamMsg, error] {
	return func(yield func(*jetstream.RawStreamMsg, error) bool) {
		for {
			var m *jetstream.RawStreamMsg
			err := c.request(ctx, func(ctx context.Context) (err error) {
				m, err = s.GetMsg(ctx, after+1, jetstream.WithGetMsgSubject(subjects))
				return err
			})
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				return
			}
			if !yield(m, err) || err != nil {
				return
			}
			after = m.Sequence
		}
	}
}

// subjectKind takes riprep.BATCH.KIND.ID apart; ok is false where it is something else.
func (p *place) subjectKind(subject string) (kind, id string, ok bool) {
	rest, ok := strings.CutPrefix(subject, "riprep."+p.name+".")
	if !ok {
		return "", "", false
	}
	kind, id, ok = strings.Cut(rest, ".")
	return kind, id, ok && batch.IsID(id)
}

// subjects are the ids of a stream's messages of a kind.
func (p *place) subjects(ctx context.Context, s jetstream.Stream, filter string) (map[string]bool, error) {
	out := map[string]bool{}
	err := p.c.retry(ctx, func(ctx context.Context) error {
		info, err := s.Info(ctx, jetstream.WithSubjectFilter(filter))
		if err != nil {
			return err
		}
		for subject := range info.State.Subjects {
			if words := strings.Split(subject, "."); len(words) > 3 {
				out[words[3]] = true
			}
		}
		return nil
	})
	return out, err
}
