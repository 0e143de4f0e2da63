package queue

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
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

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == s
}

// maxChunk is how many bytes of an object one message has.
const maxChunk = 128 << 10

// write stores bytes under their digest. When it returns without error the server has them, and what is written twice is there
// once. The layout is that of NATS's own client (chunks, then what is said of them), whose Put would look at the object first,
// subscribe to answers for each anew, and want leave to purge what stood there before.
//
// The chunk of an object that has one alone is named by the digest too, so that it is read in one step; see small.
func (o *objects) write(ctx context.Context, digest string, data []byte) error {
	sum := sha256.New()
	sum.Write(data)
	info := jetstream.ObjectInfo{Bucket: o.bucket, NUID: digest, Size: uint64(len(data)), Digest: jetstream.GetObjectDigestValue(sum)}
	info.Name, info.Opts = digest, &jetstream.ObjectMetaOptions{ChunkSize: maxChunk}
	if len(data) > maxChunk { // several who write it at once must not mix their chunks
		info.NUID = rand.Text()
	}
	for chunk := range slices.Chunk(data, maxChunk) {
		// Tried again it is the same one: the only one of its subject, or known by its Nats-Msg-Id.
		once := jetstream.WithExpectLastSequencePerSubject(0)
		if len(data) > maxChunk {
			once = jetstream.WithMsgID(info.NUID + "-" + strconv.Itoa(int(info.Chunks)))
		}
		info.Chunks++
		err := o.c.request(ctx, func(ctx context.Context) error {
			_, err := o.c.js.Publish(ctx, o.chunk(info.NUID), chunk, once)
			return err
		})
		if err != nil && !isSwapped(err) {
			return err
		}
	}
	text, err := json.Marshal(info)
	if err != nil {
		return err
	}
	m := nats.NewMsg("$O." + o.bucket + ".M." + base64.URLEncoding.EncodeToString([]byte(digest)))
	m.Header.Set(jetstream.MsgRollup, jetstream.MsgRollupSubject)
	m.Data = text
	return o.c.request(ctx, func(ctx context.Context) error {
		_, err := o.c.js.PublishMsg(ctx, m)
		return err
	})
}

// chunk is the subject of an object's chunks.
func (o *objects) chunk(id string) string { return "$O." + o.bucket + ".C." + id }

// get fetches what has a digest, if it has at most max bytes. Its chunks are asked for one by one, as the object store lays them
// down, and not through a consumer, which would cost more than a small object. Errors that wrap errRefused will not get better.
func (o *objects) get(ctx context.Context, digest string, max int64) ([]byte, error) {
	if !isDigest(digest) {
		return nil, fmt.Errorf("%w: %q: not a digest", errRefused, digest)
	}
	if max <= maxChunk {
		if data, err := o.small(ctx, digest, max); !errors.Is(err, jetstream.ErrMsgNotFound) {
			return data, err
		}
	}
	var info *jetstream.ObjectInfo
	err := o.c.request(ctx, func(ctx context.Context) (err error) {
		info, err = o.store.GetInfo(ctx, digest)
		return err
	})
	if err != nil {
		return nil, err
	}
	if info.Size > uint64(max) {
		return nil, fmt.Errorf("%w: object %s: %d bytes, the limit is %d", errRefused, digest, info.Size, max)
	}
	var data []byte
	for m, err := range messages(ctx, o.c, o.chunks, o.chunk(info.NUID), 0) {
		if err != nil {
			return nil, err
		}
		if uint64(len(data)+len(m.Data)) > info.Size {
			return nil, fmt.Errorf("%w: object %s: longer than it says", errRefused, digest)
		}
		if data = append(data, m.Data...); uint64(len(data)) == info.Size {
			break
		}
	}
	if uint64(len(data)) < info.Size {
		return nil, fmt.Errorf("object %s: %w", digest, jetstream.ErrMsgNotFound) // a replica may lag
	}
	if batch.Digest(data) != digest {
		return nil, fmt.Errorf("%w: object %s: not as its digest says", errRefused, digest)
	}
	return data, nil
}

// small fetches an object of one chunk: without a look at what is said of it, as its digest says all.
func (o *objects) small(ctx context.Context, digest string, max int64) ([]byte, error) {
	var m *jetstream.RawStreamMsg
	err := o.c.request(ctx, func(ctx context.Context) (err error) {
		m, err = o.chunks.GetLastMsgForSubject(ctx, o.chunk(digest))
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case int64(len(m.Data)) > max:
		return nil, fmt.Errorf("%w: object %s: %d bytes, the limit is %d", errRefused, digest, len(m.Data), max)
	case batch.Digest(m.Data) != digest:
		return nil, fmt.Errorf("%w: object %s: not as its digest says", errRefused, digest)
	}
	return m.Data, nil
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
