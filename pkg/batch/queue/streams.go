package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

var (
	// ErrNoBatch is wrapped where there is no batch of that name on the server.
	ErrNoBatch = errors.New("no such batch on the server")
	// ErrOther is wrapped where a batch of that name is there and was submitted with another spec, or by another riprep.
	ErrOther = errors.New("the batch on the server is another one")
)

// maxBatch is how long the name of a batch may be.
const maxBatch = 60

// IsBatch reports whether a batch may be called that: letters, digits and '-' between them, at most 60 bytes. It is part of the
// names of streams and subjects.
func IsBatch(s string) bool {
	if s == "" || len(s) > maxBatch || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-') {
			return false
		}
	}
	return true
}

// maxPending is how many units may be with workers at a time, in all, and how many may be asked for. A slot never has more than
// one, so this many slots may work on a batch.
const maxPending = 16_384

// duplicates is how long the server knows a unit by its Nats-Msg-Id. Past that its subject and the ledger absorb what is
// submitted twice.
const duplicates = 2 * time.Minute

const consumer = "workers"

// keys of a stream's metadata.
const (
	metaSpec   = "riprep-spec"
	metaEngine = "riprep-engine"
	metaRules  = "riprep-rules"
)

// place is a batch on the server.
type place struct {
	c       *Conn
	name    string
	units   jetstream.Stream
	ledger  jetstream.Stream
	lost    jetstream.Stream
	inputs  *objects
	results *objects
}

func stream(name string) string { return "RIPREP-" + name }

// subject is riprep.BATCH.KIND.ID.
func (p *place) subject(kind, id string) string { return "riprep." + p.name + "." + kind + "." + id }

// create makes what is not there yet of a batch.
func (c *Conn) create(ctx context.Context, name string, spec *batch.Spec, o SubmitOptions) (*place, error) {
	if !IsBatch(name) {
		return nil, fmt.Errorf("batch %q: not a name (want letters, digits and '-', at most %d)", name, maxBatch)
	}
	attempts := o.Attempts
	if attempts == 0 {
		attempts = DefaultAttempts
	}
	digest := specDigest(spec)
	replicas := max(o.Replicas, 1)
	base := stream(name)
	if s, err := c.js.Stream(ctx, base+"_ledger"); err == nil {
		if got := s.CachedInfo().Config.Metadata[metaSpec]; got != digest {
			return nil, fmt.Errorf("batch %q: %w: its units have another spec or engine", name, ErrOther)
		}
		replicas = s.CachedInfo().Config.Replicas // those that it has
	}
	common := jetstream.StreamConfig{Storage: jetstream.FileStorage, Replicas: replicas, AllowDirect: true, MaxMsgsPerSubject: 1}
	ledger, units, lost := common, common, common
	ledger.Name, ledger.Subjects = base+"_ledger", []string{"riprep." + name + ".known.*", "riprep." + name + ".settled.*", "riprep." + name + ".conflict.*"}
	ledger.Metadata = map[string]string{metaSpec: digest, metaEngine: spec.Engine, metaRules: spec.Rules}
	units.Name, units.Subjects, units.Retention = base, []string{"riprep." + name + ".unit.*.*"}, jetstream.WorkQueuePolicy
	units.Discard, units.DiscardNewPerSubject, units.Duplicates = jetstream.DiscardNew, true, duplicates
	lost.Name, lost.MaxMsgsPerSubject = base+"_lost", -1
	lost.Subjects = []string{"$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES." + base + "." + consumer}
	err := c.retry(ctx, func(ctx context.Context) error {
		for _, cfg := range []jetstream.StreamConfig{ledger, lost, units} {
			if _, err := c.js.CreateStream(ctx, cfg); err != nil && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
				return err
			}
		}
		for _, bucket := range []string{base + "_inputs", base + "_results"} {
			_, err := c.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: bucket, Storage: jetstream.FileStorage, Replicas: replicas})
			if err != nil && !errors.Is(err, jetstream.ErrBucketExists) {
				return err
			}
		}
		// No BackOff: it would take the place of AckWait, and a unit that runs would be given to another worker after the first
		// second of it. What failed is handed back with its delay (Conn.Backoff).
		_, err := c.js.CreateConsumer(ctx, base, jetstream.ConsumerConfig{
			Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy, AckWait: c.ackWait(), MaxDeliver: attempts,
			MaxAckPending: maxPending, MaxWaiting: maxPending,
		})
		if errors.Is(err, jetstream.ErrConsumerExists) { // with other waits: those that it has
			err = nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.open(ctx, name)
}

// open finds a batch.
func (c *Conn) open(ctx context.Context, name string) (*place, error) {
	if !IsBatch(name) {
		return nil, fmt.Errorf("batch %q: not a name (want letters, digits and '-', at most %d)", name, maxBatch)
	}
	p := &place{c: c, name: name}
	base := stream(name)
	err := c.retry(ctx, func(ctx context.Context) (err error) {
		for _, s := range []struct {
			to   *jetstream.Stream
			name string
		}{{&p.ledger, base + "_ledger"}, {&p.lost, base + "_lost"}, {&p.units, base}} {
			if *s.to, err = c.js.Stream(ctx, s.name); err != nil {
				return err
			}
		}
		if p.inputs, err = openObjects(ctx, c, base+"_inputs"); err != nil {
			return err
		}
		p.results, err = openObjects(ctx, c, base+"_results")
		return err
	})
	if errors.Is(err, jetstream.ErrStreamNotFound) || errors.Is(err, jetstream.ErrBucketNotFound) {
		return nil, fmt.Errorf("batch %q: %w", name, ErrNoBatch)
	}
	return p, err
}

// Remove takes all that a batch has off the server: units, ledger, inputs and results. It is no error where some of it is gone
// already; ErrNoBatch is wrapped where all of it is.
func (c *Conn) Remove(ctx context.Context, name string) error {
	if !IsBatch(name) {
		return fmt.Errorf("batch %q: not a name (want letters, digits and '-', at most %d)", name, maxBatch)
	}
	base, gone := stream(name), 0
	all := []string{base, base + "_lost", "OBJ_" + base + "_inputs", "OBJ_" + base + "_results", base + "_ledger"}
	for _, s := range all {
		err := c.retry(ctx, func(ctx context.Context) error { return c.js.DeleteStream(ctx, s) })
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			gone++
			continue
		}
		if err != nil {
			return err
		}
	}
	if gone == len(all) {
		return fmt.Errorf("batch %q: %w", name, ErrNoBatch)
	}
	return nil
}

// specDigest is the hash of what is done with the units of a batch.
func specDigest(s *batch.Spec) string {
	text, _ := json.Marshal(struct { // has nothing that cannot be written
		*batch.Spec
		AsOf string // which as a Date would be {}, whatever the day
	}{s, s.AsOf.String()})
	return batch.Digest(text)
}
