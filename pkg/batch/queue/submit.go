package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// SubmitOptions say how units go to the queue.
type SubmitOptions struct {
	// Load reads the files of a unit. It is not asked where the server has them all.
	Load        func(*batch.Unit) (*batch.Task, *batch.Failure)
	Replicas    int                 // servers of a cluster that keep a copy; 0 is 1. A batch that is there keeps its own
	Attempts    int                 // how often a unit is tried; 0 is DefaultAttempts. A batch that is there keeps its own
	RetryFailed bool                // queue units again that failed and might go well
	Progress    func(done, all int) // may be nil; not called by two at a time
}

// Submitted counts what became of the units that were submitted.
type Submitted struct {
	Queued  int // by this call
	Waiting int // were in the queue, or with a worker
	Settled int // have a result
	Failed  int // could not be read: they have an outcome that says so, and never were in the queue
}

// inFlight is how many units are submitted at a time.
const inFlight = 32

// Submit puts units on the queue of a batch, which it makes where it is not there. All units of a batch have one Spec. It may be
// called again with the same units and with more, at any time and by several at a time: a unit is in the queue once, and no more
// when it has a result. ErrOther is wrapped where the batch was submitted with another Spec.
func (c *Conn) Submit(ctx context.Context, name string, units []*batch.Unit, o SubmitOptions) (Submitted, error) {
	var none Submitted
	if len(units) == 0 {
		return none, fmt.Errorf("%w: no units", errRefused)
	}
	for _, u := range units {
		if specDigest(u.Spec) != specDigest(units[0].Spec) {
			return none, fmt.Errorf("%w: units of more than one spec", errRefused)
		}
	}
	p, err := c.create(ctx, name, units[0].Spec, o)
	if err != nil {
		return none, err
	}
	s := &submission{place: p, o: o, files: map[string]*sync.Once{}, stored: map[string]error{}}
	if s.known, err = p.subjects(ctx, p.ledger, p.subject(kindKnown, "*")); err != nil {
		return none, err
	}
	if s.settled, err = p.subjects(ctx, p.ledger, p.subject(kindSettled, "*")); err != nil {
		return none, err
	}
	if s.waiting, err = p.subjects(ctx, p.units, p.subject("unit", "*.*")); err != nil {
		return none, err
	}
	if s.there, err = p.inputs.names(ctx); err != nil {
		return none, err
	}
	return s.run(ctx, units)
}

// submission is one call of Submit: what the server has, as it was when it began. What changed since is found by comparison and
// swap, or by the worker that gets the unit.
type submission struct {
	*place
	o                       SubmitOptions
	known, settled, waiting map[string]bool // by id
	there                   map[string]bool // files, by digest

	mu     sync.Mutex
	files  map[string]*sync.Once
	stored map[string]error
	done   int
	sum    Submitted
}

func (s *submission) run(ctx context.Context, units []*batch.Unit) (Submitted, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan *batch.Unit)
	var wg sync.WaitGroup
	for range inFlight {
		wg.Go(func() {
			for u := range next {
				count, err := s.one(ctx, u)
				if err != nil {
					cancel(err)
					return
				}
				s.mu.Lock()
				*count++
				s.done++
				if s.o.Progress != nil {
					s.o.Progress(s.done, len(units))
				}
				s.mu.Unlock()
			}
		})
	}
feed:
	for _, u := range units {
		select {
		case next <- u:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wg.Wait()
	return s.sum, context.Cause(ctx)
}

// one submits a unit and gives which of the sums counts it.
func (s *submission) one(ctx context.Context, u *batch.Unit) (*int, error) {
	again := uint64(0) // where the ledger has it as failed, and it is to be tried again
	if s.settled[u.ID] {
		e, at, err := s.lookup(ctx, u.ID)
		switch {
		case err != nil:
			return nil, err
		case e != nil && e.settled() && (e.final() || !s.o.RetryFailed):
			return &s.sum.Settled, nil
		case e != nil && e.settled():
			again = at
		}
	}
	if s.waiting[u.ID] && s.known[u.ID] && again == 0 {
		return &s.sum.Waiting, nil
	}
	failure := u.Fault
	if failure == nil {
		var err error
		if failure, err = s.inputsOf(ctx, u); err != nil {
			return nil, err
		}
	}
	text, err := batch.EncodeUnit(u)
	if err == nil && int64(len(text))+1<<10 > s.c.nc.MaxPayload() {
		err = fmt.Errorf("unit %s: its list of files is larger than a message of this server may be", u.ID)
	}
	if err != nil {
		return nil, err
	}
	if !s.known[u.ID] {
		if _, err := s.swap(ctx, kindKnown, u.ID, text, 0); err != nil {
			return nil, err
		}
	}
	if failure != nil {
		_, err := s.settle(ctx, u, batch.Failed(u, failure), 1)
		return &s.sum.Failed, err
	}
	name := u.ID
	if again > 0 {
		entry, err := json.Marshal(&Entry{Unit: u.ID, Operator: u.Operator, Scenario: clip(u.Scenario), Status: statusQueued})
		if err != nil {
			return nil, err
		}
		if _, err := s.swap(ctx, kindSettled, u.ID, entry, again); err != nil {
			return nil, err
		}
		name += "-" + strconv.FormatUint(again, 10)
	}
	queued, err := s.enqueue(ctx, s.subject("unit", u.ID)+".0", text, name, 0)
	if queued {
		return &s.sum.Queued, err
	}
	return &s.sum.Waiting, err
}

// headerTries says how often a unit was tried before it was put there.
const headerTries = "Riprep-Tries"

// enqueue puts a unit under a subject, unless one is there.
func (p *place) enqueue(ctx context.Context, subject string, text []byte, id string, tries int) (queued bool, err error) {
	m := &nats.Msg{Subject: subject, Data: text, Header: nats.Header{}}
	m.Header.Set(nats.MsgIdHdr, id)
	if tries > 0 {
		m.Header.Set(headerTries, strconv.Itoa(tries))
	}
	err = p.c.request(ctx, func(ctx context.Context) error {
		ack, err := p.c.js.PublishMsg(ctx, m)
		var api *jetstream.APIError
		if errors.As(err, &api) && strings.Contains(api.Description, "maximum messages per subject") {
			queued = false
			return nil
		}
		queued = err == nil && !ack.Duplicate
		return err
	})
	return queued, err
}

// inputsOf sees to it that the server has the files of a unit.
func (s *submission) inputsOf(ctx context.Context, u *batch.Unit) (*batch.Failure, error) {
	missing := slices.ContainsFunc(u.Files, func(f batch.File) bool { return !s.has(f.SHA256) })
	if !missing {
		return nil, nil
	}
	t, failure := s.o.Load(u)
	if failure != nil {
		return failure, nil
	}
	for _, f := range u.Files {
		data, ok := t.Data[f.Path]
		if !ok || batch.Digest(data) != f.SHA256 {
			return nil, fmt.Errorf("%w: unit %s: %s: not as its digest says", errRefused, u.ID, f.Path)
		}
		if err := s.store(ctx, f.SHA256, data); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (s *submission) has(digest string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.there[digest]
}

// store puts a file there once, however many units have it.
func (s *submission) store(ctx context.Context, digest string, data []byte) error {
	if s.has(digest) {
		return nil
	}
	s.mu.Lock()
	once := s.files[digest]
	if once == nil {
		once = new(sync.Once)
		s.files[digest] = once
	}
	s.mu.Unlock()
	once.Do(func() {
		err := s.inputs.write(ctx, digest, data)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.stored[digest] = err
		s.there[digest] = err == nil
		delete(s.files, digest)
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stored[digest]
}

// names are those of all objects.
func (o *objects) names(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	err := o.c.retry(ctx, func(ctx context.Context) error {
		all, err := o.store.List(ctx)
		if errors.Is(err, jetstream.ErrNoObjectsFound) {
			return nil
		}
		for _, info := range all {
			out[info.Name] = true
		}
		return err
	})
	return out, err
}
