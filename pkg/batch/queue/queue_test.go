package queue

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

func frame(t testing.TB, r *batch.Result) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := batch.WriteResult(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// left is how many messages stand in the queue.
func left(t testing.TB, c *Conn, name string) uint64 {
	t.Helper()
	s, err := c.js.Stream(context.Background(), stream(name))
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State.Msgs
}

// Units go there, are done, and come home: what comes is what a local run gives, byte for byte.
func TestThereAndBack(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf(numbered("op", 40)...)
	if got := submit(t, c, "night", units, load); got != (Submitted{Queued: 40}) {
		t.Errorf("submitted %+v", got)
	}
	if got := submit(t, c, "night", units, load); got != (Submitted{Waiting: 40}) {
		t.Errorf("submitted again: %+v", got)
	}
	tries := t.TempDir()
	if err := working(context.Background(), c, "night", WorkOptions{Do: doing(tries), Slots: 4, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if got := submit(t, c, "night", units, load); got != (Submitted{Settled: 40}) {
		t.Errorf("submitted when done: %+v", got)
	}
	if n := left(t, c, "night"); n != 0 {
		t.Errorf("%d units stand in the queue", n)
	}
	h := newHome(t)
	got := collect(t, c, "night", h, true)
	if got.Fetched != 40 || got.Settled != 40 || len(got.Units) != 40 || len(got.Dead)+len(got.Conflicts)+len(got.Refused) > 0 {
		t.Errorf("collected %+v", got)
	}
	for _, u := range units {
		task, _ := load(u)
		want := frame(t, fakeDo(context.Background(), "", task))
		if r := h.results[u.ID]; r == nil || !bytes.Equal(frame(t, r), want) {
			t.Errorf("%s: another result than here", u.Operator)
		}
		if n := triesOf(t, tries, u.Operator); n != 1 {
			t.Errorf("%s was done %d times", u.Operator, n)
		}
	}
	if got := collect(t, c, "night", h, false); got.Fetched != 0 || got.Settled != 40 {
		t.Errorf("collected again: %+v", got)
	}
	if err := c.Remove(context.Background(), "night"); err != nil {
		t.Error(err)
	}
	for name := range c.js.StreamNames(context.Background()).Name() {
		t.Errorf("stream %s is left", name)
	}
	if err := c.Remove(context.Background(), "night"); !errors.Is(err, ErrNoBatch) {
		t.Errorf("removed twice: %v", err)
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: doing("")}); !errors.Is(err, ErrNoBatch) {
		t.Errorf("working on nothing: %v", err)
	}
}

// Units of one operator have its inventory in common: the server has it once.
func TestInputsOnce(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf(numbered("op", 30)...)
	submit(t, c, "night", units, load)
	o, err := openObjects(context.Background(), c, "RIPREP-night_inputs")
	if err != nil {
		t.Fatal(err)
	}
	names, err := o.names(context.Background())
	if err != nil || len(names) != 31 {
		t.Errorf("%d objects, %v; want 30 inventories and a scenario", len(names), err)
	}
}

// What fails is tried three times and then on the dead-letter list; bad input once; both with their files.
func TestDead(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("poison-1", "bad-1", "op-1", "poison-2")
	submit(t, c, "night", units, load)
	tries := t.TempDir()
	var again int
	done := func(e Event) {
		if e.Again {
			again++
		}
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: doing(tries), Slots: 2, UntilEmpty: true, Done: done}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"poison-1": 3, "poison-2": 3, "bad-1": 1, "op-1": 1} {
		if n := triesOf(t, tries, name); n != want {
			t.Errorf("%s: tried %d times, want %d", name, n, want)
		}
	}
	if again != 4 || left(t, c, "night") != 0 {
		t.Errorf("%d tries were not the last, want 4; %d units left", again, left(t, c, "night"))
	}
	h := newHome(t)
	got := collect(t, c, "night", h, true)
	if len(got.Dead) != 3 || got.Dead[0].Operator != "bad-1" || got.Dead[0].Kind != batch.FailInput || got.Dead[0].Tries != 1 ||
		got.Dead[2].Operator != "poison-2" || got.Dead[2].Tries != 3 || got.Dead[2].Says != "panic of poison-2" {
		t.Errorf("dead-letter list: %+v", got.Dead)
	}
	for _, u := range units[:2] {
		if task := h.tasks[u.ID]; string(task.Data[u.InventoryFile]) != "inventory of "+u.Operator {
			t.Errorf("%s comes without its files", u.Operator)
		}
	}
	// Asked for, poison is tried again, and bad input is not.
	retried, err := c.Submit(context.Background(), "night", units, SubmitOptions{Load: load, RetryFailed: true})
	if err != nil || retried != (Submitted{Queued: 2, Settled: 2}) {
		t.Errorf("submitted again: %+v, %v", retried, err)
	}
	healed := func(ctx context.Context, task *batch.Task) *batch.Result {
		o := batch.NewOutcome(task.Unit, batch.StatusDone)
		return &batch.Result{Outcome: o}
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: healed, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, c, "night", newHome(t), true); len(got.Dead) != 1 || got.Fetched != 4 {
		t.Errorf("after they were tried again: %+v", got)
	}
}

// A unit that could not even be read has an outcome and never stood in the queue.
func TestUnreadable(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1", "gone-1")
	broken := func(u *batch.Unit) (*batch.Task, *batch.Failure) {
		if u.Operator == "gone-1" {
			return nil, &batch.Failure{Kind: batch.FailInput, Exit: 12, Errors: []batch.Said{{Message: "changed since the batch began"}}, Hints: []string{}}
		}
		return load(u)
	}
	if got := submit(t, c, "night", units, broken); got != (Submitted{Queued: 1, Failed: 1}) {
		t.Errorf("submitted %+v", got)
	}
	if got := collect(t, c, "night", newHome(t), false); len(got.Dead) != 1 || got.Fetched != 1 || got.Settled != 1 {
		t.Errorf("collected %+v", got)
	}
}

// A unit that runs much longer than AckWait stays with its worker, and one whose worker is gone comes back after it. With BackOff
// in the consumer the first would not be so: see create.
func TestLong(t *testing.T) {
	t.Parallel() // it waits more than it works
	c := dial(t, serve(t).url())
	units, load := unitsOf("long-1")
	submit(t, c, "night", units, load)
	q, err := c.js.Consumer(context.Background(), "RIPREP-night", consumer)
	if err != nil {
		t.Fatal(err)
	}
	if cfg := q.CachedInfo().Config; cfg.BackOff != nil || cfg.AckWait != testAckWait || cfg.MaxDeliver != 3 {
		t.Errorf("consumer %+v", cfg)
	}
	tries := t.TempDir()
	if err := working(context.Background(), c, "night", WorkOptions{Do: doing(tries), Slots: 3, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if n := triesOf(t, tries, "long-1"); n != 1 {
		t.Errorf("begun %d times", n)
	}
}

// A worker that is asked to end gives its units back at once and no try is lost, however often.
func TestHandedBack(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("endless-1")
	submit(t, c, "night", units, load)
	tries := t.TempDir()
	for range 5 {
		ctx, cancel := context.WithCancel(context.Background())
		begun := make(chan bool, 1)
		do := func(ctx context.Context, task *batch.Task) *batch.Result {
			begun <- true
			return fakeDo(ctx, tries, task)
		}
		go func() { <-begun; cancel() }()
		if err := working(ctx, c, "night", WorkOptions{Do: do, Timeout: time.Minute}); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if n := left(t, c, "night"); n != 1 {
			t.Fatalf("%d units in the queue", n)
		}
	}
	var last Event
	quick := func(_ context.Context, task *batch.Task) *batch.Result {
		return &batch.Result{Outcome: batch.NewOutcome(task.Unit, batch.StatusDone)}
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: quick, UntilEmpty: true, Done: func(e Event) { last = e }}); err != nil {
		t.Fatal(err)
	}
	if last.Status != batch.StatusDone || last.Tries != 1 || triesOf(t, tries, "endless-1") != 5 {
		t.Errorf("%+v after %d interrupted", last, triesOf(t, tries, "endless-1"))
	}
	if got := collect(t, c, "night", newHome(t), true); got.Fetched != 1 || len(got.Dead) > 0 {
		t.Errorf("collected %+v", got)
	}
}

// What a unit was tried before it was handed back counts, and the try that was interrupted does not: three in all.
func TestTriesOfHandedBack(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	submit(t, c, "night", units, load)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	begun := 0
	do := func(ctx context.Context, task *batch.Task) *batch.Result {
		begun++
		if begun == 2 {
			cancel()
			return nil
		}
		return batch.Failed(task.Unit, &batch.Failure{Kind: batch.FailPanic, Exit: 1})
	}
	if err := working(ctx, c, "night", WorkOptions{Do: do}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if err := working(context.Background(), c, "night", WorkOptions{Do: do, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, c, "night", newHome(t), true); begun != 4 || len(got.Dead) != 1 || got.Dead[0].Tries != 3 {
		t.Errorf("begun %d times, want 4: %+v", begun, got.Dead)
	}
}

// A result that differs from the one that stands is said loudly, and the first stands.
func TestConflict(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	submit(t, c, "night", units, load)
	p, err := c.open(context.Background(), "night")
	if err != nil {
		t.Fatal(err)
	}
	task, _ := load(units[0])
	first := fakeDo(context.Background(), "", task)
	other := func(ctx context.Context, task *batch.Task) *batch.Result {
		if _, err := p.settle(ctx, task.Unit, first, 1); err != nil { // another worker is quicker
			t.Error(err)
		}
		return &batch.Result{Outcome: batch.NewOutcome(task.Unit, batch.StatusDone)}
	}
	var conflict *Conflict
	if err := working(context.Background(), c, "night", WorkOptions{Do: other, UntilEmpty: true}); !errors.As(err, &conflict) || conflict.Unit != units[0].ID {
		t.Errorf("no conflict: %v", err)
	}
	h := newHome(t)
	got := collect(t, c, "night", h, true)
	if len(got.Conflicts) != 1 || !bytes.Equal(frame(t, h.results[units[0].ID]), frame(t, first)) {
		t.Errorf("collected %+v", got)
	}
}

// A failure that might have gone well gives way to a result, and a result to nothing.
func TestSettleOrder(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1", "op-2")
	submit(t, c, "night", units, load)
	p, err := c.open(context.Background(), "night")
	if err != nil {
		t.Fatal(err)
	}
	for i, u := range units {
		task, _ := load(u)
		good := fakeDo(context.Background(), "", task)
		bad := batch.Failed(u, &batch.Failure{Kind: batch.FailTimeout, Exit: 1})
		for _, r := range [][]*batch.Result{{bad, good, bad}, {good, bad, good}}[i] {
			if conflict, err := p.settle(context.Background(), u, r, 1); conflict != nil || err != nil {
				t.Fatal(conflict, err)
			}
		}
		if e, _, err := p.lookup(context.Background(), u.ID); err != nil || e.Status != batch.StatusDone {
			t.Errorf("%s: %+v, %v", u.Operator, e, err)
		}
	}
}

// A batch has one spec and one engine; others are refused, and so are names that do not fit into a subject.
func TestOther(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	submit(t, c, "night", units, load)
	spec := *testSpec
	spec.Effort++
	other := *units[0]
	other.Spec = &spec
	other.Identify()
	if _, err := c.Submit(context.Background(), "night", []*batch.Unit{&other}, SubmitOptions{Load: load}); !errors.Is(err, ErrOther) {
		t.Errorf("another spec: %v", err)
	}
	if _, err := c.Submit(context.Background(), "day", []*batch.Unit{units[0], &other}, SubmitOptions{Load: load}); !errors.Is(err, errRefused) {
		t.Errorf("two specs: %v", err)
	}
	if err := c.Work(context.Background(), "night", WorkOptions{Do: doing(""), Engine: "newer", Rules: testSpec.Rules}); !errors.Is(err, ErrOther) {
		t.Errorf("another engine: %v", err)
	}
	for _, name := range []string{"", "a.b", "a b", "a*", ">", "a/b", "-a", "a_b"} {
		if _, err := c.Submit(context.Background(), name, units, SubmitOptions{Load: load}); err == nil {
			t.Errorf("batch %q: submitted", name)
		}
	}
}

// What others put there is refused: a unit whose id is wrong, an entry of a unit that nobody submitted, a result of other bytes.
func TestHostile(t *testing.T) {
	ctx := context.Background()
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1", "op-2")
	submit(t, c, "night", units, load)
	p, err := c.open(ctx, "night")
	if err != nil {
		t.Fatal(err)
	}
	bad := *units[0]
	bad.ID = "00000000000000000000"
	text, _ := batch.EncodeUnit(units[0])
	text = bytes.Replace(text, []byte(units[0].ID), []byte(bad.ID), 1)
	for _, m := range []struct{ subject, data string }{
		{p.subject("unit", bad.ID) + ".0", string(text)},
		{p.subject("unit", "x") + ".0", "nonsense"},
		{p.subject(kindKnown, bad.ID), string(text)},
		{p.subject(kindSettled, bad.ID), `{"unit":"` + bad.ID + `","operator":"o","scenario":"s","status":"done","result":"` + batch.Digest(nil) + `","bytes":1,"tries":1}`},
		{p.subject(kindSettled, units[1].ID), `{"unit":"` + units[1].ID + `","operator":"o","scenario":"s","status":"done","result":"` + batch.Digest([]byte("junk")) + `","bytes":4,"tries":1}`},
		{p.subject(kindConflict, bad.ID), `{}`},
	} {
		if _, err := c.js.Publish(ctx, m.subject, []byte(m.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.results.write(ctx, batch.Digest([]byte("junk")), []byte("junk")); err != nil {
		t.Fatal(err)
	}
	if err := working(ctx, c, "night", WorkOptions{Do: doing(""), UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if n := left(t, c, "night"); n != 0 {
		t.Errorf("%d messages left", n)
	}
	got := collect(t, c, "night", newHome(t), false)
	if got.Fetched != 1 || len(got.Refused) != 4 {
		t.Errorf("collected %+v", got)
	}
	// An object that is larger than it may be is not fetched, nor one that is not what its name says.
	big := bytes.Repeat([]byte("x"), 300_000)
	if err := p.inputs.write(ctx, batch.Digest(big), big); err != nil {
		t.Fatal(err)
	}
	if got, err := p.inputs.get(ctx, batch.Digest(big), 300_000); err != nil || !bytes.Equal(got, big) {
		t.Errorf("an object of several chunks: %v", err)
	}
	if _, err := p.inputs.get(ctx, batch.Digest(big), 299_999); !errors.Is(err, errRefused) {
		t.Errorf("an object that is too large: %v", err)
	}
	if _, err := p.inputs.store.PutBytes(ctx, batch.Digest([]byte("a")), []byte("b")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.inputs.get(ctx, batch.Digest([]byte("a")), 10); !errors.Is(err, errRefused) {
		t.Errorf("an object of other bytes: %v", err)
	}
	if _, err := p.inputs.get(ctx, "../../etc", 10); !errors.Is(err, errRefused) {
		t.Errorf("an object of another name: %v", err)
	}
	if _, err := p.inputs.get(ctx, batch.Digest([]byte("nowhere")), 10); !errors.Is(err, jetstream.ErrObjectNotFound) {
		t.Errorf("an object that is not there: %v", err)
	}
}
