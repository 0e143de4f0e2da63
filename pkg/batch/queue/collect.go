package queue

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// CollectOptions say what comes home.
type CollectOptions struct {
	// Want reports whether the result of a unit is to be fetched; nil is yes. What is at home already is not.
	Want func(*batch.Unit) bool
	// Put takes a result home. The task has the unit's files where the unit failed and the server has them, so that they can be put
	// beside it. It is not called by two at a time; its error ends Collect.
	Put func(u *batch.Unit, t *batch.Task, r *batch.Result, tries int) error
	// Wait is for all units to be settled; otherwise what is there is fetched.
	Wait     bool
	Progress func(settled, all int) // may be nil; not called by two at a time
}

// Collected is what a batch has come to.
type Collected struct {
	Units     []*batch.Unit // all, in the order of batch.Compare
	Settled   int
	Fetched   int // by this call
	Dead      []Entry
	Conflicts []Conflict
	Refused   []string // what was on the server and is no result of this batch, in words
}

// Dead-letter lists are in the order of names, as people look for them.
func (e *Entry) compare(f *Entry) int {
	return cmp.Or(batch.Natural(e.Operator, f.Operator), batch.Natural(e.Scenario, f.Scenario), cmp.Compare(e.Unit, f.Unit))
}

// fetchers is how many results are fetched at a time.
const fetchers = 8

// maxFetching bounds the bytes of results that are fetched at a time, by what the ledger says of them; one larger than that goes
// alone.
const maxFetching = 256 << 20

// Units are all units of a batch, in the order of batch.Compare.
func (c *Conn) Units(ctx context.Context, name string) ([]*batch.Unit, error) {
	p, err := c.open(ctx, name)
	if err != nil {
		return nil, err
	}
	k := &collection{place: p, units: map[string]*batch.Unit{}}
	for m, err := range messages(ctx, c, p.ledger, p.subject(kindKnown, "*"), 0) {
		if err != nil {
			return nil, err
		}
		k.know(m)
	}
	return k.sorted(), nil
}

// Collect fetches the results of a batch and gives each to Put, once. It can be ended and called again: Want says what is there.
// Units whose workers were lost as often as may be are settled on the way.
func (c *Conn) Collect(ctx context.Context, name string, o CollectOptions) (Collected, error) {
	p, err := c.open(ctx, name)
	if err != nil {
		return Collected{}, err
	}
	k := &collection{place: p, o: o, units: map[string]*batch.Unit{}, entries: map[string]*Entry{}}
	err = k.run(ctx)
	out := k.out
	out.Units = k.sorted()
	for _, e := range k.entries {
		if e.Status == batch.StatusFailed {
			out.Dead = append(out.Dead, *e)
		}
		if e.settled() {
			out.Settled++
		}
	}
	slices.SortFunc(out.Dead, func(a, b Entry) int { return a.compare(&b) })
	return out, err
}

type collection struct {
	*place
	o       CollectOptions
	units   map[string]*batch.Unit
	entries map[string]*Entry // the last of each unit
	settled int

	mu  sync.Mutex // of Put and out, while results are fetched
	out Collected
}

func (k *collection) sorted() []*batch.Unit {
	return slices.SortedFunc(maps.Values(k.units), batch.Compare)
}

// run reads the ledger from its beginning: each unit stands before its result there.
func (k *collection) run(ctx context.Context) error {
	var at, lost uint64
	for {
		var err error
		if lost, err = k.settleLost(ctx, lost); err != nil {
			return err
		}
		var fresh []*Entry
		for m, err := range messages(ctx, k.c, k.ledger, ">", at) {
			if err != nil {
				return err
			}
			at = m.Sequence
			if e := k.read(m); e != nil {
				fresh = append(fresh, e)
			}
			if len(fresh) == 1000 {
				if err := k.fetch(ctx, fresh); err != nil {
					return err
				}
				fresh = fresh[:0]
			}
		}
		if err := k.fetch(ctx, fresh); err != nil {
			return err
		}
		if !k.o.Wait || len(k.units) > 0 && k.settled == len(k.units) {
			return nil
		}
		if !sleep(ctx, k.c.poll) {
			return ctx.Err()
		}
	}
}

// read takes a message of the ledger in, and gives the entry of a unit that is settled by it.
func (k *collection) read(m *jetstream.RawStreamMsg) *Entry {
	kind, id, ok := k.subjectKind(m.Subject)
	switch {
	case !ok:
		k.refuse(fmt.Errorf("subject %q", m.Subject))
	case kind == kindKnown:
		k.know(m)
	case kind == kindConflict:
		var c Conflict
		if err := json.Unmarshal(m.Data, &c); err != nil || c.Unit != id || !isDigest(c.First) || !isDigest(c.Second) {
			k.refuse(fmt.Errorf("not a conflict: unit %s", id))
			break
		}
		k.out.Conflicts = append(k.out.Conflicts, c)
	case kind == kindSettled:
		e, err := decodeEntry(m.Data)
		if err == nil && e.Unit != id {
			err = fmt.Errorf("not an entry: unit %s", id)
		}
		if err == nil && k.units[id] == nil {
			err = fmt.Errorf("unit %s: it was never submitted", id)
		}
		if err != nil {
			k.refuse(err)
			break
		}
		if old := k.entries[id]; old != nil && old.settled() {
			k.settled--
		}
		k.entries[id] = e
		if e.settled() {
			k.settled++
			return e
		}
	}
	return nil
}

func (k *collection) know(m *jetstream.RawStreamMsg) {
	_, id, ok := k.subjectKind(m.Subject)
	u, err := batch.DecodeUnit(m.Data)
	if err == nil && (!ok || u.ID != id) {
		err = fmt.Errorf("unit %s under subject %q", u.ID, m.Subject)
	}
	if err == nil && len(k.units) >= batch.MaxUnits {
		err = fmt.Errorf("more than %d units", batch.MaxUnits)
	}
	if err != nil {
		k.refuse(err)
		return
	}
	k.units[id] = u
}

// maxRefused is how many words are kept of what was refused.
const maxRefused = 100

func (k *collection) refuse(err error) {
	if len(k.out.Refused) < maxRefused {
		k.out.Refused = append(k.out.Refused, err.Error())
	}
}

// fetch brings results home, several at a time and bounded in bytes.
func (k *collection) fetch(ctx context.Context, entries []*Entry) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan *Entry)
	room := newRoom(maxFetching)
	var wg sync.WaitGroup
	for range fetchers {
		wg.Go(func() {
			for e := range next {
				room.take(e.Bytes)
				err := k.one(ctx, e)
				room.give(e.Bytes)
				if err != nil {
					cancel(err)
					return
				}
			}
		})
	}
feed:
	for _, e := range entries {
		if k.entries[e.Unit] != e { // another one came after it
			continue
		}
		if k.o.Want != nil && !k.o.Want(k.units[e.Unit]) {
			continue
		}
		select {
		case next <- e:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wg.Wait()
	if k.o.Progress != nil {
		k.o.Progress(k.settled, len(k.units))
	}
	return context.Cause(ctx)
}

// one brings one result home. What is not a result of its unit is refused, and is no error.
func (k *collection) one(ctx context.Context, e *Entry) error {
	u := k.units[e.Unit]
	r, err := k.resultOf(ctx, e)
	if errors.Is(err, errRefused) {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.refuse(fmt.Errorf("unit %s: %w", e.Unit, err))
		return nil
	}
	if err != nil {
		return err
	}
	t := &batch.Task{Unit: u, Data: map[string][]byte{}, Cores: 1}
	if r.Outcome.Status == batch.StatusFailed && u.Fault == nil {
		for _, f := range u.Files {
			if data, err := k.inputs.get(ctx, f.SHA256, f.Size); err == nil {
				t.Data[f.Path] = data
			} else if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.out.Fetched++
	if k.o.Put == nil {
		return nil
	}
	return k.o.Put(u, t, r, e.Tries)
}

// patience is how often a result that the ledger has is looked for: a replica may lag.
const patience = 20

func (k *collection) resultOf(ctx context.Context, e *Entry) (*batch.Result, error) {
	var frame []byte
	for try := 1; ; try++ {
		var err error
		frame, err = k.results.get(ctx, e.Result, e.Bytes)
		if err == nil {
			break
		}
		gone := errors.Is(err, jetstream.ErrObjectNotFound) || errors.Is(err, jetstream.ErrMsgNotFound)
		if gone && try == patience {
			return nil, fmt.Errorf("%w: its result is not in the store: %w", errRefused, err)
		}
		if !gone {
			return nil, err
		}
		if !sleep(ctx, k.c.poll) {
			return nil, ctx.Err()
		}
	}
	in := bytes.NewReader(frame)
	r, err := batch.ReadResult(in)
	switch u := k.units[e.Unit]; {
	case err != nil:
	case in.Len() > 0:
		err = errors.New("more than a result")
	case r.Outcome.Unit != u.ID || r.Outcome.Operator != u.Operator || r.Outcome.Scenario != u.Scenario || r.Outcome.Status != e.Status:
		err = errors.New("the result of another unit")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	return r, nil
}

// room is a number of bytes that several share.
type room struct {
	mu   sync.Mutex
	free *sync.Cond
	max  int64
	used int64
}

func newRoom(max int64) *room {
	r := &room{max: max}
	r.free = sync.NewCond(&r.mu)
	return r
}

func (r *room) take(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.used > 0 && r.used+n > r.max {
		r.free.Wait()
	}
	r.used += n
}

func (r *room) give(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used -= n
	r.free.Broadcast()
}
