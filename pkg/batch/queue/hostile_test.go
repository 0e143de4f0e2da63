package queue

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// opened is a batch with units in its queue.
func opened(t *testing.T, names ...string) (*Conn, *place, []*batch.Unit, func(*batch.Unit) (*batch.Task, *batch.Failure)) {
	t.Helper()
	c := dial(t, serve(t).url())
	units, load := unitsOf(names...)
	submit(t, c, "night", units, load)
	p, err := c.open(context.Background(), "night")
	if err != nil {
		t.Fatal(err)
	}
	return c, p, units, load
}

// publish puts bytes under a subject, as whoever may write there can.
func publish(t *testing.T, c *Conn, subject string, data []byte) uint64 {
	t.Helper()
	ack, err := c.js.Publish(context.Background(), subject, data)
	if err != nil {
		t.Fatal(err)
	}
	return ack.Sequence
}

// encoded is a unit as the queue has it.
func encoded(t *testing.T, u *batch.Unit) []byte {
	t.Helper()
	text, err := batch.EncodeUnit(u)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const elsewhere = "00000000000000000000" // an id that no unit has

// A unit that stands under the name of another, or is of another riprep, is none: not for a worker, not for whoever settles what is lost, and not in the list
// of the units.
func TestMisplacedUnit(t *testing.T) {
	ctx := context.Background()
	c, p, units, _ := opened(t, "op-1")
	publish(t, c, p.subject("unit", elsewhere)+".0", encoded(t, units[0]))
	for _, change := range []func(*batch.Spec){func(s *batch.Spec) { s.Engine = "newer" }, func(s *batch.Spec) { s.Rules = "newer" }} {
		other, spec := *units[0], *testSpec
		change(&spec)
		other.Spec = &spec
		other.Identify()
		publish(t, c, p.subject("unit", other.ID)+".0", encoded(t, &other))
	}
	events := 0
	if err := working(ctx, c, "night", WorkOptions{Do: doing(""), UntilEmpty: true, Done: func(Event) { events++ }}); err != nil {
		t.Fatal(err)
	}
	if n := left(t, c, "night"); events != 1 || n != 0 {
		t.Errorf("%d units done, want 1; %d messages left", events, n)
	}
	publish(t, c, p.subject(kindKnown, elsewhere), encoded(t, units[0]))
	if got := collect(t, c, "night", newHome(t), false); len(got.Units) != 1 || len(got.Refused) != 1 || got.Fetched != 1 {
		t.Errorf("collected %+v", got)
	}

	others, _ := unitsOf("op-2")
	seq := publish(t, c, p.subject("unit", elsewhere)+".0", encoded(t, others[0]))
	if err := p.settleAt(ctx, seq, 3); err != nil {
		t.Fatal(err)
	}
	if e, _, err := p.lookup(ctx, others[0].ID); e != nil || err != nil || left(t, c, "night") != 0 {
		t.Errorf("lost: %+v, %v, %d messages left", e, err, left(t, c, "night"))
	}
}

// Entries and results that speak of another unit than that under whose name they stand are refused.
func TestMisplacedResult(t *testing.T) {
	ctx := context.Background()
	c, p, units, load := opened(t, "op-1", "op-2")
	// A third one is of the same operator and scenario as the first, under another change.
	third := *units[0]
	third.Set = []scenario.Override{{Field: "crews.tower", Value: "3"}}
	third.Identify()
	submit(t, c, "night", []*batch.Unit{&third}, load)
	task, _ := load(units[0])
	if _, err := p.settle(ctx, units[0], fakeDo(ctx, "", task), 1); err != nil {
		t.Fatal(err)
	}
	right, _, err := p.lookup(ctx, units[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	entry := func(of, under *batch.Unit) {
		e := *right
		e.Unit, e.Operator = of.ID, of.Operator
		text, err := json.Marshal(&e)
		if err != nil {
			t.Fatal(err)
		}
		publish(t, c, p.subject(kindSettled, under.ID), text)
	}
	entry(&third, &third)     // with the result of the first
	entry(units[0], units[1]) // under the name of the second
	if e, _, err := p.lookup(ctx, units[1].ID); !errors.Is(err, errRefused) {
		t.Errorf("%+v, %v", e, err)
	}
	for _, bad := range []string{`{"unit":"` + units[1].ID + `","first":"x","second":"y"}`, `{"unit":"` + units[0].ID + `","first":"` + right.Result + `","second":"` + right.Result + `"}`} {
		publish(t, c, p.subject(kindConflict, units[1].ID), []byte(bad))
		got := collect(t, c, "night", newHome(t), false)
		if got.Fetched != 1 || len(got.Conflicts) != 0 || len(got.Refused) != 3 {
			t.Errorf("collected %+v", got)
		}
	}
}

// A result with something behind it is none, nor one that the ledger calls something else.
func TestResultMisstated(t *testing.T) {
	ctx := context.Background()
	c, p, units, load := opened(t, "op-1", "op-2")
	for i, spoil := range []func(*Entry, []byte){
		func(e *Entry, _ []byte) { e.Status = batch.StatusNoPlan },
		func(e *Entry, whole []byte) {
			more := append(whole, 'x')
			e.Result, e.Bytes = batch.Digest(more), int64(len(more))
			if err := p.results.write(ctx, e.Result, more); err != nil {
				t.Error(err)
			}
		},
	} {
		task, _ := load(units[i])
		r := fakeDo(ctx, "", task)
		if _, err := p.settle(ctx, units[i], r, 1); err != nil {
			t.Fatal(err)
		}
		e := newEntry(units[i], r, 1, frame(t, r))
		spoil(e, frame(t, r))
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		publish(t, c, p.subject(kindSettled, units[i].ID), text)
	}
	if got := collect(t, c, "night", newHome(t), false); got.Fetched != 0 || len(got.Refused) != 2 {
		t.Errorf("collected %+v", got)
	}
}

// What is said to be lost in another batch, or nowhere, loses nothing here; what is lost here is settled with all of its tries.
func TestAdvisories(t *testing.T) {
	ctx := context.Background()
	c, p, units, _ := opened(t, "op-1")
	if err := p.units.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := p.enqueue(ctx, p.subject("unit", units[0].ID)+".1", encoded(t, units[0]), "back", 2); err != nil {
		t.Fatal(err)
	}
	info, err := p.units.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	after := uint64(0)
	for _, a := range []struct {
		stream string
		seq    uint64
		lost   bool
	}{{stream("other"), info.State.LastSeq, false}, {stream("night"), 0, false}, {stream("night"), info.State.LastSeq + 5, false}, {stream("night"), info.State.LastSeq, true}} {
		publish(t, c, p.lost.CachedInfo().Config.Subjects[0], fmt.Appendf(nil, `{"stream":%q,"stream_seq":%d,"deliveries":3}`, a.stream, a.seq))
		if after, err = p.settleLost(ctx, after); err != nil {
			t.Fatal(err)
		}
		e, _, err := p.lookup(ctx, units[0].ID)
		if err != nil || (e != nil) != a.lost || (left(t, c, "night") == 0) != a.lost || e != nil && (e.Tries != 5 || e.Kind != batch.FailCrash) {
			t.Errorf("%+v: %+v, %v", a, e, err)
		}
	}
}

// An object whose list says less, or more, than there is, is not read to its end.
func TestObjectsMisstated(t *testing.T) {
	ctx := context.Background()
	c, p, _, _ := opened(t, "op-1")
	chunk := make([]byte, maxChunk)
	for name, size := range map[string]uint64{"short": 10, "long": 3 * maxChunk} {
		digest := batch.Digest([]byte(name))
		for range 2 {
			publish(t, c, p.inputs.chunk(name), chunk)
		}
		sum := sha256.New()
		info := jetstream.ObjectInfo{Bucket: p.inputs.bucket, NUID: name, Size: size, Chunks: 2, Digest: jetstream.GetObjectDigestValue(sum)}
		info.Name = digest
		text, err := json.Marshal(info)
		if err != nil {
			t.Fatal(err)
		}
		publish(t, c, "$O."+p.inputs.bucket+".M."+base64.URLEncoding.EncodeToString([]byte(digest)), text)
		_, err = p.inputs.get(ctx, digest, 10*maxChunk)
		if name == "short" && (!errors.Is(err, errRefused) || !strings.Contains(err.Error(), "longer than it says")) || name == "long" && !errors.Is(err, jetstream.ErrMsgNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file of another size than its unit says is not worked on, be it fetched for that unit or there already.
func TestInputSize(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1", "op-2", "op-3")
	for i := 1; i < len(units); i++ { // the files of a unit are in the order of their names: the scenario, which all have, and the inventory
		units[i].Files[i-1].Size++
		units[i].Identify()
	}
	submit(t, c, "night", units, load)
	if err := working(context.Background(), c, "night", WorkOptions{Do: doing(""), UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	got := collect(t, c, "night", newHome(t), true)
	if len(got.Dead) != 2 || got.Dead[0].Kind != batch.FailUnexpected || !strings.Contains(got.Dead[0].Says, "bytes, the unit says") || !strings.Contains(got.Dead[1].Says, "bytes, the unit says") {
		t.Errorf("collected %+v", got)
	}
}

// What is loaded for a unit is what the unit says, or nothing of it goes to the server.
func TestLoadedOtherBytes(t *testing.T) {
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	for name, spoil := range map[string]func(map[string][]byte){
		"other bytes": func(data map[string][]byte) { data["op-1/inventory.yaml"] = []byte("INVENTORY of op-1") },
		"no file":     func(data map[string][]byte) { delete(data, "op-1/inventory.yaml") },
	} {
		bad := func(u *batch.Unit) (*batch.Task, *batch.Failure) {
			task, failure := load(u)
			spoil(task.Data)
			return task, failure
		}
		if got, err := c.Submit(context.Background(), "night", units, SubmitOptions{Load: bad}); !errors.Is(err, errRefused) || got.Queued > 0 || left(t, c, "night") > 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// An entry of the ledger is held to what every entry is.
func TestDecodeEntry(t *testing.T) {
	good := Entry{Unit: "0123456789abcdef0123", Operator: "o", Scenario: "s", Status: batch.StatusDone, Result: batch.Digest(nil), Bytes: maxFrame, Tries: 1}
	for want, change := range map[string]func(*Entry){
		"":                 func(*Entry) {},
		`unit "x"`:         func(e *Entry) { e.Unit = "x" },
		`status "perhaps"`: func(e *Entry) { e.Status = "perhaps" },
		`result ""`:        func(e *Entry) { e.Result = "" },
		"-1 bytes":         func(e *Entry) { e.Bytes = -1 },
		"545260545 bytes":  func(e *Entry) { e.Bytes++ },
		"proportion":       func(e *Entry) { e.Tries = -1 },
		"all proportion":   func(e *Entry) { e.Scenario = strings.Repeat("x", maxSays+1) },
	} {
		e := good
		change(&e)
		text, err := json.Marshal(&e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeEntry(text); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	queued := Entry{Unit: good.Unit, Status: statusQueued}
	if text, _ := json.Marshal(&queued); true {
		if _, err := decodeEntry(text); err != nil {
			t.Error(err)
		}
	}
}

// All that says what is done with units makes another batch.
func TestSpecDigest(t *testing.T) {
	seen := map[string]string{}
	for what, change := range map[string]func(*batch.Spec){
		"nothing": func(*batch.Spec) {}, "steps": func(s *batch.Spec) { s.Do = batch.Steps }, "formats": func(s *batch.Spec) { s.Formats = []string{"html"} },
		"seed": func(s *batch.Spec) { s.Seed++ }, "effort": func(s *batch.Spec) { s.Effort++ }, "runs": func(s *batch.Spec) { s.Runs++ },
		"day": func(s *batch.Spec) { s.AsOf = inventory.MustDate("2027-01-04") }, "another day": func(s *batch.Spec) { s.AsOf = inventory.MustDate("2027-01-05") },
		"engine": func(s *batch.Spec) { s.Engine = "other" }, "rules": func(s *batch.Spec) { s.Rules = "other" },
	} {
		s := *testSpec
		change(&s)
		digest := specDigest(&s)
		if before, ok := seen[digest]; ok {
			t.Errorf("%s: the same as %s", what, before)
		}
		seen[digest] = what
	}
}
