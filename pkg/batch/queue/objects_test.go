package queue

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// Objects are laid down as NATS's own client does it, so that other programs read them; those that it wrote are read here.
func TestObjectsOfOthers(t *testing.T) {
	ctx := context.Background()
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	submit(t, c, "night", units, load)
	p, err := c.open(ctx, "night")
	if err != nil {
		t.Fatal(err)
	}
	o := p.results
	for _, n := range []int{0, 1, maxChunk - 1, maxChunk, maxChunk + 1, 3*maxChunk + 7} {
		ours, theirs := bytes.Repeat([]byte("o"), n), bytes.Repeat([]byte("t"), n)
		if err := o.write(ctx, batch.Digest(ours), ours); err != nil {
			t.Fatal(err)
		}
		if got, err := o.store.GetBytes(ctx, batch.Digest(ours)); err != nil || !bytes.Equal(got, ours) {
			t.Errorf("%d bytes, read by the client: %d bytes, %v", n, len(got), err)
		}
		if _, err := o.store.PutBytes(ctx, batch.Digest(theirs), theirs); err != nil {
			t.Fatal(err)
		}
		for _, want := range [][]byte{ours, theirs} {
			if got, err := o.get(ctx, batch.Digest(want), int64(n)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes, read here: %d bytes, %v", n, len(got), err)
			}
		}
	}
}

// What several write at once, and again, is there once and whole for all who read.
func TestObjectsWrittenTwice(t *testing.T) {
	ctx := context.Background()
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	submit(t, c, "night", units, load)
	p, err := c.open(ctx, "night")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{100, 2*maxChunk + 1} {
		data := bytes.Repeat([]byte("x"), n)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if err := p.results.write(ctx, batch.Digest(data), data); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got, err := p.results.store.GetBytes(ctx, batch.Digest(data)); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes, read by the client: %d bytes, %v", n, len(got), err)
		}
		if got, err := p.results.get(ctx, batch.Digest(data), int64(n)); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes, read here: %d bytes, %v", n, len(got), err)
		}
	}
	info, err := p.results.chunks.Info(ctx, jetstream.WithSubjectFilter(p.results.chunk("*")))
	if err != nil {
		t.Fatal(err)
	}
	small := batch.Digest(bytes.Repeat([]byte("x"), 100))
	if n := info.State.Subjects[p.results.chunk(small)]; n != 1 {
		t.Errorf("a small object stands there %d times", n)
	}
}

// A chunk that others laid under a digest that is not its own, or that is larger than it may be, is refused.
func TestObjectsForged(t *testing.T) {
	ctx := context.Background()
	c := dial(t, serve(t).url())
	units, load := unitsOf("op-1")
	submit(t, c, "night", units, load)
	p, err := c.open(ctx, "night")
	if err != nil {
		t.Fatal(err)
	}
	forged, long := batch.Digest([]byte("a")), batch.Digest([]byte("long"))
	for digest, data := range map[string]string{forged: "b", long: "long"} {
		if _, err := c.js.Publish(ctx, p.inputs.chunk(digest), []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	for digest, max := range map[string]int64{forged: 10, long: 3} {
		if got, err := p.inputs.get(ctx, digest, max); !errors.Is(err, errRefused) {
			t.Errorf("%q, %v", got, err)
		}
	}
}
