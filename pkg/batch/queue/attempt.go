package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// attempt is one delivery of a unit. An error ends the worker; what befalls the unit is no error.
func (w *worker) attempt(ctx context.Context, m jetstream.Msg) error {
	info, err := m.Metadata()
	if err != nil {
		return nil // no delivery of a stream
	}
	u, err := batch.DecodeUnit(m.Data())
	if err == nil && (u.Spec.Engine != w.o.Engine || u.Spec.Rules != w.o.Rules || !strings.HasPrefix(m.Subject(), w.subject("unit", u.ID)+".")) {
		err = fmt.Errorf("unit %s: of another batch", u.ID)
	}
	if err != nil {
		w.c.notice("a message that is no unit was thrown away: " + err.Error())
		return drop(m.TermWithReason("not a unit"))
	}
	tries := earlier(m.Headers()) + int(min(info.NumDelivered, 1<<20))
	stop := w.beat(ctx, m)
	defer stop()
	var entry *Entry
	var looked sync.WaitGroup
	looked.Go(func() { entry, _, err = w.lookup(ctx, u.ID) }) // most units have none: their files are fetched meanwhile
	t, failure := w.task(ctx, u)
	looked.Wait()
	if err != nil {
		return w.unless(ctx, err)
	}
	if entry != nil && entry.settled() {
		w.say(Event{Unit: u, Status: entry.Status, Kind: entry.Kind, Tries: entry.Tries, Had: true})
		return w.ack(ctx, m)
	}
	r := w.do(ctx, t, failure, tries)
	failed := r != nil && r.Outcome.Status == batch.StatusFailed
	switch {
	case r == nil:
		w.say(Event{Unit: u, Tries: tries, Back: true})
		return w.handBack(ctx, m, info, tries-1)
	case failed && !r.Outcome.Failure.Final() && tries < w.attempts:
		w.say(Event{Unit: u, Status: r.Outcome.Status, Kind: r.Outcome.Failure.Kind, Tries: tries, Again: true})
		return drop(m.NakWithDelay(w.c.delay(tries)))
	}
	conflict, err := w.settle(ctx, u, r, min(tries, w.attempts))
	if err != nil {
		return w.unless(ctx, err)
	}
	e := Event{Unit: u, Status: r.Outcome.Status, Tries: tries, Conflict: conflict}
	if failed {
		e.Kind = r.Outcome.Failure.Kind
	}
	w.say(e)
	if failed {
		return drop(m.TermWithReason(e.Kind))
	}
	// The next unit is asked for meanwhile. A connection that is closed for good is found there as well.
	w.acks.Go(func() { _ = w.ack(ctx, m) })
	return nil
}

// task is a unit with its files, or why they cannot be had.
func (w *worker) task(ctx context.Context, u *batch.Unit) (*batch.Task, *batch.Failure) {
	t := &batch.Task{Unit: u, Data: map[string][]byte{}, Cores: max(w.o.Cores, 1)}
	for _, f := range u.Files {
		data, err := w.input(ctx, f)
		if err != nil {
			return t, batch.NewFailure(batch.FailUnexpected, batch.Said{File: f.Path, Message: "it cannot be had from the queue: " + err.Error()})
		}
		t.Data[f.Path] = data
	}
	return t, nil
}

// do does a unit, unless its files cannot be had. It is nil where ctx ended meanwhile.
func (w *worker) do(ctx context.Context, t *batch.Task, failure *batch.Failure, tries int) *batch.Result {
	switch {
	case tries > w.attempts: // its workers were lost, and one of them had handed it back before
		return lostUnit(t.Unit, w.attempts)
	case ctx.Err() != nil:
		return nil
	case failure != nil:
		return batch.Failed(t.Unit, failure)
	}
	r := w.o.Do(ctx, t)
	if ctx.Err() != nil && (r == nil || r.Outcome.Status == batch.StatusFailed) {
		return nil // what an end does to a unit is not the unit's fault
	}
	if r == nil {
		return batch.Failed(t.Unit, batch.NewFailure(batch.FailUnexpected, batch.Said{Message: "the worker gave no result"}))
	}
	return r
}

// input is a file, fetched once for the units that have it.
func (w *worker) input(ctx context.Context, f batch.File) ([]byte, error) {
	if data, ok := w.inputs.get(f.SHA256); ok {
		if int64(len(data)) != f.Size {
			return nil, fmt.Errorf("%d bytes, the unit says %d", len(data), f.Size)
		}
		return data, nil
	}
	data, err := w.place.inputs.get(ctx, f.SHA256, f.Size)
	if err != nil {
		return nil, err
	}
	if int64(len(data)) != f.Size {
		return nil, fmt.Errorf("%d bytes, the unit says %d", len(data), f.Size)
	}
	w.inputs.put(f.SHA256, data)
	return data, nil
}

// beat tells the server, three times in each AckWait, that the unit is being worked on.
func (w *worker) beat(ctx context.Context, m jetstream.Msg) (stop func()) {
	// Not ended by ctx: a unit whose worker is asked to end is still with it until it is handed back.
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	if w.o.Timeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, 2*w.o.Timeout)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for sleep(ctx, w.ackWait/3) {
			_ = m.InProgress() // that the server is away shows elsewhere
		}
	}()
	return func() { cancel(); <-done }
}

// ack waits until the server has the acknowledgement: the unit is settled by then, so one that is lost costs a lookup.
func (w *worker) ack(ctx context.Context, m jetstream.Msg) error {
	for range 3 {
		once, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		err := m.DoubleAck(once)
		cancel()
		if err == nil || errors.Is(err, jetstream.ErrMsgAlreadyAckd) {
			return nil
		}
		if errors.Is(err, nats.ErrConnectionClosed) {
			return err
		}
	}
	return nil // it comes again, and has a result then
}

// handBack gives a unit that was interrupted to the next worker at once, and with the tries that it had before: a fresh message
// beside the old one, and only then the end of that.
func (w *worker) handBack(ctx context.Context, m jetstream.Msg, info *jetstream.MsgMetadata, tries int) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	other := ".1"
	subject, had := strings.CutSuffix(m.Subject(), ".1")
	if had {
		other = ".0"
	} else {
		subject = strings.TrimSuffix(subject, ".0")
	}
	id := "back-" + strconv.FormatUint(info.Sequence.Stream, 10) + "-" + strconv.FormatUint(info.NumDelivered, 10)
	if _, err := w.enqueue(ctx, subject+other, bytes.Clone(m.Data()), id, tries); err != nil {
		return drop(m.Nak()) // a try is lost then
	}
	return w.ack(ctx, m)
}

// earlier is how often a unit was tried before it came to stand in the queue as it does.
func earlier(h nats.Header) int {
	n, err := strconv.Atoi(h.Get(headerTries))
	if err != nil || n < 0 || n > 1<<20 {
		return 0
	}
	return n
}

// unless makes nothing of an error that comes of the end of ctx: the unit comes again after AckWait.
func (w *worker) unless(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// drop makes nothing of an acknowledgement that could not be sent: without it the unit comes again after AckWait.
func drop(err error) error {
	if errors.Is(err, nats.ErrConnectionClosed) {
		return err
	}
	return nil
}
