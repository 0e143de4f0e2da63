package queue

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// WorkOptions say how a machine works on a batch.
type WorkOptions struct {
	// Do does a task. It returns nil only where its context ended. It is called by up to Slots at a time.
	Do    func(context.Context, *batch.Task) *batch.Result
	Slots int // units at a time, 1 or more
	Cores int // that one of them may use; 0 is 1
	// Timeout is how long a unit may take. Do sees to that; a unit that has taken twice as long gets no more signs of life, so
	// that another worker has it. 0 is for ever.
	Timeout       time.Duration
	Engine, Rules string // of this riprep: a batch of others is refused
	UntilEmpty    bool   // end when the queue is empty and no unit is with a worker; otherwise wait for more
	Done          func(Event)
}

// Event is a unit that left this worker.
type Event struct {
	Unit     *batch.Unit
	Status   string // of its outcome
	Kind     string // of its failure
	Tries    int    // this one among them
	Again    bool   // it failed and will be tried again
	Back     bool   // it was interrupted and handed back
	Had      bool   // it had a result already
	Conflict *Conflict
}

// Work takes units of a batch off the queue, does them and stores what comes of them, until ctx ends (then units that run are
// handed back, no try lost, and it returns ctx's error) or, with UntilEmpty, until there are none. A server that is away is waited
// for. It returns an error that wraps a *Conflict where a unit had another result already, after all else is done; ErrNoBatch and
// ErrOther are wrapped where there is nothing to work on.
func (c *Conn) Work(ctx context.Context, name string, o WorkOptions) error {
	p, err := c.open(ctx, name)
	if err != nil {
		return err
	}
	meta := p.ledger.CachedInfo().Config.Metadata
	if meta[metaEngine] != o.Engine || meta[metaRules] != o.Rules {
		return fmt.Errorf("batch %q: %w: it was submitted by riprep %s, this one is %s", name, ErrOther, orDifferent(meta[metaEngine], o.Engine), o.Engine)
	}
	var queue jetstream.Consumer
	if err := c.retry(ctx, func(ctx context.Context) (err error) {
		queue, err = c.js.Consumer(ctx, stream(name), consumer)
		return err
	}); err != nil {
		return err
	}
	cfg := queue.CachedInfo().Config
	w := &worker{place: p, o: o, queue: queue, ackWait: cfg.AckWait, attempts: cfg.MaxDeliver}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for range max(o.Slots, 1) {
		wg.Go(func() {
			if err := w.loop(ctx); err != nil {
				cancel(err)
			}
		})
	}
	wg.Wait()
	w.acks.Wait()
	if err := context.Cause(ctx); err != nil {
		return errors.Join(err, w.conflict)
	}
	return w.conflict
}

// orDifferent names the engine of a batch, or that only its rules differ.
func orDifferent(theirs, ours string) string {
	if theirs == ours {
		return theirs + " with other rules"
	}
	return theirs
}

type worker struct {
	*place
	o        WorkOptions
	queue    jetstream.Consumer
	ackWait  time.Duration
	attempts int
	inputs   cache
	acks     sync.WaitGroup // acknowledgements on their way

	mu       sync.Mutex
	conflict error
}

// How long a slot's request for a unit stands, and how soon it looks whether the queue is empty.
const (
	askFor      = 5 * time.Second
	askForFirst = 300 * time.Millisecond
)

// loop is one slot: it asks for a unit when it has none, so that no unit waits in a client while another worker is idle.
func (w *worker) loop(ctx context.Context) error {
	wait := 50 * time.Millisecond
	for ctx.Err() == nil {
		stand := askFor
		if w.o.UntilEmpty {
			stand = askForFirst
		}
		m, err := w.next(ctx, stand)
		switch {
		case err == nil:
			wait = 50 * time.Millisecond
			if err := w.attempt(ctx, m); err != nil {
				return err
			}
		case ctx.Err() != nil:
		case errors.Is(err, nats.ErrTimeout), errors.Is(err, jetstream.ErrNoMessages):
			if !w.o.UntilEmpty {
				continue
			}
			if empty, err := w.empty(ctx); err != nil || empty {
				return err
			}
		case lasting(err), errors.Is(err, jetstream.ErrConsumerDeleted), errors.Is(err, jetstream.ErrConsumerNotFound):
			return fmt.Errorf("batch %q: %w: %w", w.name, ErrNoBatch, err)
		default: // the server is away, or has no leader
			if denied := context.Cause(w.c.denied); denied != nil {
				return fmt.Errorf("%w: %w", ErrDenied, denied)
			}
			sleep(ctx, wait)
			wait = min(2*wait, 2*time.Second)
		}
	}
	return nil // ctx's error is the caller's to give
}

// next waits for a unit.
func (w *worker) next(ctx context.Context, stand time.Duration) (jetstream.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, stand)
	defer cancel()
	batch, err := w.queue.Fetch(1, jetstream.FetchContext(ctx))
	if err != nil {
		return nil, err
	}
	if m, ok := <-batch.Messages(); ok {
		return m, nil
	}
	if err := batch.Error(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, err
	}
	return nil, nats.ErrTimeout
}

// empty reports whether no unit waits and none is with a worker.
func (w *worker) empty(ctx context.Context) (bool, error) {
	var info *jetstream.ConsumerInfo
	err := w.c.request(ctx, func(ctx context.Context) (err error) {
		info, err = w.queue.Info(ctx)
		return err
	})
	if ctx.Err() != nil {
		return false, nil
	}
	return err == nil && info.NumPending == 0 && info.NumAckPending == 0, err
}

func (w *worker) say(e Event) {
	if e.Conflict != nil {
		w.c.notice(e.Conflict.Error())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.Conflict != nil {
		w.conflict = e.Conflict
	}
	if w.o.Done != nil {
		w.o.Done(e)
	}
}
