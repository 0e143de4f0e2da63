package queue

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/riprep/riprep/pkg/batch"
)

// A unit that has a result when a worker gets it is not done again: it leaves the queue.
func TestSettledAlready(t *testing.T) {
	ctx := context.Background()
	c, p, units, load := opened(t, "op-1")
	task, _ := load(units[0])
	if _, err := p.settle(ctx, units[0], fakeDo(ctx, "", task), 1); err != nil {
		t.Fatal(err)
	}
	do := func(_ context.Context, task *batch.Task) *batch.Result {
		t.Errorf("%s is done again", task.Unit.Operator)
		return fakeDo(ctx, "", task)
	}
	var events []Event
	if err := working(ctx, c, "night", WorkOptions{Do: do, UntilEmpty: true, Done: func(e Event) { events = append(events, e) }}); err != nil {
		t.Fatal(err)
	}
	if len(events) != 1 || !events[0].Had || events[0].Status != batch.StatusDone || left(t, c, "night") != 0 {
		t.Errorf("%+v, %d units left", events, left(t, c, "night"))
	}
}

// What the end of a worker does to a unit, a failure too, is not the unit's fault: it is handed back, and no try is lost.
func TestEndedIsNoFailure(t *testing.T) {
	c, _, _, _ := opened(t, "op-1")
	ctx, cancel := context.WithCancel(context.Background())
	do := func(ctx context.Context, task *batch.Task) *batch.Result {
		cancel()
		<-ctx.Done()
		return batch.Failed(task.Unit, &batch.Failure{Kind: batch.FailInput, Exit: 12})
	}
	var last Event
	done := func(e Event) { last = e }
	if err := working(ctx, c, "night", WorkOptions{Do: do, Done: done}); !errors.Is(err, context.Canceled) || !last.Back {
		t.Errorf("%+v, %v", last, err)
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: doing(""), UntilEmpty: true, Done: done}); err != nil || last.Status != batch.StatusDone || last.Tries != 1 {
		t.Errorf("%+v, %v", last, err)
	}
}

// A unit leaves the queue when its result is stored, and not before.
func TestStoredBeforeAcknowledged(t *testing.T) {
	c, p, _, _ := opened(t, "op-1")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	do := func(ctx context.Context, task *batch.Task) *batch.Result {
		if err := c.js.DeleteStream(ctx, "OBJ_"+p.results.bucket); err != nil { // nothing can be stored from now on
			t.Error(err)
		}
		time.AfterFunc(200*time.Millisecond, cancel)
		return fakeDo(ctx, "", task)
	}
	if err := working(ctx, c, "night", WorkOptions{Do: do}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if n := left(t, c, "night"); n != 1 {
		t.Errorf("%d units in the queue, and no result", n)
	}
}

// A unit that takes twice its time gets no more signs of life, and another worker has it.
func TestOverdue(t *testing.T) {
	c, _, _, _ := opened(t, "op-1")
	begun, release := make(chan bool, 3), make(chan bool)
	first := make(chan bool, 1)
	first <- true
	do := func(ctx context.Context, task *batch.Task) *batch.Result {
		begun <- true
		select {
		case <-first: // hangs, whatever its limits
			<-release
		default:
		}
		return fakeDo(ctx, "", task)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- working(context.Background(), c, "night", WorkOptions{Do: do, Slots: 2, Timeout: testAckWait / 3, UntilEmpty: true})
	}()
	<-begun
	select {
	case <-begun:
	case <-time.After(10 * testAckWait):
		t.Error("nobody else has it")
	}
	close(release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// A unit that was tried as often as it may be before it came to stand in the queue is lost, and not tried once more.
func TestTriedBefore(t *testing.T) {
	ctx := context.Background()
	c, p, _, _ := opened(t, "op-1")
	lost, load := unitsOf("lost-1")
	submit(t, c, "night", lost, load)
	s := p.units
	if err := s.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if queued, err := p.enqueue(ctx, p.subject("unit", lost[0].ID)+".1", encoded(t, lost[0]), "again", 7); err != nil || !queued {
		t.Fatal(queued, err)
	}
	do := func(_ context.Context, task *batch.Task) *batch.Result {
		t.Errorf("%s is done", task.Unit.Operator)
		return nil
	}
	if err := working(ctx, c, "night", WorkOptions{Do: do, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	got := collect(t, c, "night", newHome(t), false)
	if len(got.Dead) != 1 || got.Dead[0].Kind != batch.FailCrash || got.Dead[0].Tries != 3 || !strings.HasPrefix(got.Dead[0].Says, "each of the 3 workers") {
		t.Errorf("collected %+v", got.Dead)
	}
}

// Who waits for all waits also while a unit that failed gets a result after all: it counts once.
func TestSettledTwice(t *testing.T) {
	ctx := context.Background()
	c, p, units, load := opened(t, "op-1", "op-2")
	results := []*batch.Result{batch.Failed(units[0], &batch.Failure{Kind: batch.FailTimeout, Exit: 1})}
	for _, u := range units {
		task, _ := load(u)
		results = append(results, fakeDo(ctx, "", task))
	}
	settle := func(i int) {
		if _, err := p.settle(ctx, units[i/2], results[i], 1); err != nil {
			t.Error(err)
		}
	}
	settle(0)
	put := 0
	last := make(chan bool)
	got, err := c.Collect(ctx, "night", CollectOptions{Wait: true, Put: func(*batch.Unit, *batch.Task, *batch.Result, int) error {
		put++
		if put == 2 {
			go func() {
				defer close(last)
				time.Sleep(5 * c.poll) // who does not wait has ended by then
				settle(2)
			}()
		} else if put == 1 {
			settle(1)
		}
		return nil
	}})
	if put > 1 {
		<-last
	}
	if err != nil || put != 3 || got.Settled != 2 || len(got.Dead) > 0 {
		t.Errorf("%d results, %+v, %v", put, got, err)
	}
}

// Of a unit that is settled twice while the ledger is read, the last result is fetched alone.
func TestFetchLast(t *testing.T) {
	ctx := context.Background()
	_, p, units, load := opened(t, "op-1")
	u := units[0]
	task, _ := load(u)
	r := fakeDo(ctx, "", task)
	if _, err := p.settle(ctx, u, r, 1); err != nil {
		t.Fatal(err)
	}
	before, last := newEntry(u, r, 1, frame(t, r)), newEntry(u, r, 2, frame(t, r))
	put := 0
	k := &collection{place: p, units: map[string]*batch.Unit{u.ID: u}, entries: map[string]*Entry{u.ID: last}}
	k.o.Put = func(_ *batch.Unit, _ *batch.Task, _ *batch.Result, tries int) error { put += tries; return nil }
	if err := k.fetch(ctx, []*Entry{before, last}); err != nil || put != 2 {
		t.Errorf("%d, %v", put, err)
	}
}

// The result of another unit is none, whoever gives it.
func TestResultOfAnother(t *testing.T) {
	c, _, units, load := opened(t, "op-1", "op-2")
	mixed := func(ctx context.Context, task *batch.Task) *batch.Result {
		other, _ := load(units[0])
		return fakeDo(ctx, "", other)
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: mixed, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	got := collect(t, c, "night", newHome(t), true)
	if len(got.Dead) != 1 || got.Dead[0].Unit != units[1].ID || got.Dead[0].Kind != batch.FailOutput {
		t.Errorf("%+v", got.Dead)
	}
}

// A worker whose built-in rules are others does nothing, and a batch has the tries that it was submitted with.
func TestBatchIsKept(t *testing.T) {
	ctx := context.Background()
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	if _, err := c.Submit(ctx, "night", units, SubmitOptions{Load: load, Attempts: 5}); err != nil {
		t.Fatal(err)
	}
	err := c.Work(ctx, "night", WorkOptions{Do: doing(""), Engine: testSpec.Engine, Rules: "others", UntilEmpty: true})
	if err == nil || !strings.Contains(err.Error(), "test with other rules") {
		t.Errorf("other rules: %v", err)
	}
	q, err := c.js.Consumer(ctx, stream("night"), consumer)
	if err != nil || q.CachedInfo().Config.MaxDeliver != 5 {
		t.Errorf("%+v, %v", q.CachedInfo().Config, err)
	}
}

// A unit is in the queue once, also when the server has forgotten that it was submitted.
func TestQueuedOnce(t *testing.T) {
	ctx := context.Background()
	c, p, units, _ := opened(t, "op-1")
	for _, id := range []string{units[0].ID, "another message"} {
		if queued, err := p.enqueue(ctx, p.subject("unit", units[0].ID)+".0", encoded(t, units[0]), id, 0); queued || err != nil {
			t.Errorf("queued as %s: %t, %v", id, queued, err)
		}
	}
	if n := left(t, c, "night"); n != 1 {
		t.Errorf("%d units in the queue", n)
	}
	// Nor is it there again where the answer to the first time came late, and a worker was quicker.
	if err := working(ctx, c, "night", WorkOptions{Do: doing(""), UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if queued, err := p.enqueue(ctx, p.subject("unit", units[0].ID)+".0", encoded(t, units[0]), units[0].ID, 0); queued || err != nil || left(t, c, "night") != 0 {
		t.Errorf("queued again: %t, %v", queued, err)
	}
}

// An object that is written once more, long after, is whole for those who read it with the server's own client.
func TestObjectsWrittenAgain(t *testing.T) {
	ctx := context.Background()
	c, p, _, _ := opened(t, "op-1")
	cfg := p.results.chunks.CachedInfo().Config
	cfg.Duplicates = 100 * time.Millisecond // for how long the server knows a message again: two minutes elsewhere
	if _, err := c.js.UpdateStream(ctx, cfg); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{100, 2*maxChunk + 1} {
		data := make([]byte, n)
		for range 2 {
			if err := p.results.write(ctx, batch.Digest(data), data); err != nil {
				t.Fatal(err)
			}
			time.Sleep(3 * cfg.Duplicates)
		}
		if got, err := p.results.store.GetBytes(ctx, batch.Digest(data)); err != nil || len(got) != n {
			t.Errorf("%d bytes, read by the client: %d, %v", n, len(got), err)
		}
		if got, err := p.results.get(ctx, batch.Digest(data), int64(n)); err != nil || len(got) != n {
			t.Errorf("%d bytes, read here: %d, %v", n, len(got), err)
		}
	}
}

// What a header says of tries is a small number, or nothing.
func TestEarlier(t *testing.T) {
	for text, want := range map[string]int{"": 0, "x": 0, "2": 2, "-2": 0, "1048576": 1 << 20, "1048577": 0, "99999999999999999999": 0} {
		h := nats.Header{}
		h.Set(headerTries, text)
		if got := earlier(h); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	if earlier(nil) != 0 {
		t.Error("tries without a header")
	}
}

// After each try there is a wait of its own, and after the last of them that one.
func TestDelay(t *testing.T) {
	c := &Conn{}
	for try, want := range []time.Duration{time.Second, time.Second, 10 * time.Second, time.Minute, time.Minute} {
		if got := c.delay(try); got != want {
			t.Errorf("after try %d: %s, want %s", try, got, want)
		}
	}
	if c.Backoff = []time.Duration{}; c.delay(1) != 0 {
		t.Error("a wait where there is none")
	}
}

// A cache keeps as much as it may, and what came last; what is large does not drive all else out.
func TestCache(t *testing.T) {
	data := make([]byte, maxCached/4+1) // never written to, so it takes no memory
	var k cache
	for _, name := range []string{"a", "b", "c", "d", "a"} {
		k.put(name, data[1:])
	}
	if _, ok := k.get("a"); !ok || k.size != maxCached || len(k.order) != 4 {
		t.Errorf("%d bytes of %q", k.size, k.order)
	}
	k.put("e", data[1:])
	if _, ok := k.get("a"); ok || k.size != maxCached || len(k.data) != 4 {
		t.Errorf("%d bytes of %q", k.size, k.order)
	}
	k.put("large", data)
	if _, ok := k.get("large"); ok || len(k.data) != 4 {
		t.Errorf("%q", k.order)
	}
}

// What is larger than all that there is room for goes alone.
func TestRoom(t *testing.T) {
	r := newRoom(10)
	r.take(11)
	r.give(11)
	r.take(10)
	r.give(10)
	if r.used != 0 {
		t.Errorf("%d are used", r.used)
	}
}

func TestIsBatch(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "night-2": true, strings.Repeat("x", 60): true, strings.Repeat("x", 61): false, "": false, "-a": false, "a-": false, "a.b": false, "a b": false, "a_b": false, "*": false, "é": false,
	} {
		if IsBatch(name) != want {
			t.Errorf("%q: %t", name, !want)
		}
	}
}
