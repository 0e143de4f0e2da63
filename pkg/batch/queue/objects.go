package queue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"github.com/nats-io/nats.go/jetstream"
)

// objects is an object store whose objects are named by the SHA-256 of their bytes, so none is ever written over with others.
type objects struct {
	c      *Conn
	bucket string
	store  jetstream.ObjectStore
	chunks jetstream.Stream
}

func openObjects(ctx context.Context, c *Conn, bucket string) (*objects, error) {
	store, err := c.js.ObjectStore(ctx, bucket)
	if err != nil {
		return nil, err
	}
	chunks, err := c.js.Stream(ctx, "OBJ_"+bucket)
	if err != nil {
		return nil, err
	}
	return &objects{c, bucket, store, chunks}, nil
}

// digestOf is the name of what has these bytes.
func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == s
}

// maxChunk is how many bytes of an object one message has.
const maxChunk = 128 << 10

// put stores bytes under their digest unless they are there. When it returns without error the server has them.
func (o *objects) put(ctx context.Context, digest string, data []byte) error {
	var there bool
	err := o.c.retry(ctx, func(ctx context.Context) error {
		info, err := o.store.GetInfo(ctx, digest)
		there = err == nil && info.Size == uint64(len(data))
		if errors.Is(err, jetstream.ErrObjectNotFound) {
			return nil
		}
		return err
	})
	if err != nil || there { // to write it again would need leave to purge, which a worker has no other use for
		return err
	}
	return o.write(ctx, digest, data)
}

// write stores bytes without a look; written twice they are the same.
func (o *objects) write(ctx context.Context, digest string, data []byte) error {
	return o.c.retry(ctx, func(ctx context.Context) error {
		chunk := uint32(min(max(len(data), 1), maxChunk)) // Put takes this much memory however little there is
		_, err := o.store.Put(ctx, jetstream.ObjectMeta{Name: digest, Opts: &jetstream.ObjectMetaOptions{ChunkSize: chunk}}, bytes.NewReader(data))
		return err
	})
}

// get fetches what has a digest, if it has at most max bytes. Its chunks are asked for one by one, as the object store lays them
// down, and not through a consumer, which would cost more than a small object. Errors that wrap errRefused will not get better.
func (o *objects) get(ctx context.Context, digest string, max int64) ([]byte, error) {
	if !isDigest(digest) {
		return nil, fmt.Errorf("%w: %q: not a digest", errRefused, digest)
	}
	var data []byte
	err := o.c.retry(ctx, func(ctx context.Context) error {
		info, err := o.store.GetInfo(ctx, digest)
		if err != nil {
			return err
		}
		if info.Size > uint64(max) {
			return fmt.Errorf("%w: object %s: %d bytes, the limit is %d", errRefused, digest, info.Size, max)
		}
		data = data[:0]
		subject, next := "$O."+o.bucket+".C."+info.NUID, uint64(1)
		for uint64(len(data)) < info.Size {
			m, err := o.chunks.GetMsg(ctx, next, jetstream.WithGetMsgSubject(subject))
			if err != nil {
				return err
			}
			if uint64(len(data)+len(m.Data)) > info.Size {
				return fmt.Errorf("%w: object %s: longer than it says", errRefused, digest)
			}
			data = append(data, m.Data...)
			next = m.Sequence + 1
		}
		if digestOf(data) != digest {
			return fmt.Errorf("%w: object %s: not as its digest says", errRefused, digest)
		}
		return nil
	})
	return data, err
}

// maxCached is how many bytes of inputs a worker keeps: the scenarios of an operator have its inventory in common, and stand one
// after the other in the queue.
const maxCached = 128 << 20

// cache keeps inputs, the oldest going first.
type cache struct {
	mu    sync.Mutex
	data  map[string][]byte
	order []string
	size  int64
}

func (k *cache) get(digest string) ([]byte, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	data, ok := k.data[digest]
	return data, ok
}

func (k *cache) put(digest string, data []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.data[digest]; ok || int64(len(data)) > maxCached/4 {
		return
	}
	if k.data == nil {
		k.data = map[string][]byte{}
	}
	k.data[digest] = data
	k.order = append(k.order, digest)
	for k.size += int64(len(data)); k.size > maxCached; k.order = k.order[1:] {
		k.size -= int64(len(k.data[k.order[0]]))
		delete(k.data, k.order[0])
	}
}
