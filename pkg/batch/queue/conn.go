package queue

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Conn is a connection to the queue. When the server is away it waits for it to come back, for as long as its callers do.
type Conn struct {
	nc     *nats.Conn
	js     jetstream.JetStream
	notice func(string)

	denied context.Context // ends when the server does not allow something, with that as its cause

	// AckWait is how long a unit may be without a sign of life from its worker before another gets it (0: DefaultAckWait). Batches
	// that are submitted for the first time have it from then on.
	AckWait time.Duration
	// Backoff is how long to wait after each failed try (nil: DefaultBackoff); after more tries the last of it.
	Backoff []time.Duration
	poll    time.Duration // how often Collect asks for news
}

// What a batch is worked with where nothing else is said.
const (
	DefaultAckWait  = 30 * time.Second
	DefaultAttempts = 3
)

// DefaultBackoff is how long a unit that failed waits for its next try.
var DefaultBackoff = []time.Duration{time.Second, 10 * time.Second, time.Minute}

// firstTries is how often a connection is tried at first, half a second apart.
const firstTries = 10

// Connect connects. name is who the server's lists say this is. notice is told in a few words of what happens meanwhile; it may be
// nil.
func Connect(ctx context.Context, s Server, name string, notice func(string)) (*Conn, error) {
	if notice == nil {
		notice = func(string) {}
	}
	c := &Conn{notice: notice, poll: 250 * time.Millisecond}
	options, err := s.options()
	if err != nil {
		return nil, err
	}
	denied, deny := context.WithCancelCause(context.WithoutCancel(ctx))
	c.denied = denied
	options = append(options,
		nats.Name(name), nats.MaxReconnects(-1), nats.ReconnectWait(500*time.Millisecond), nats.Timeout(5*time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				notice("the server is away: waiting for it")
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { notice("the server is back") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			// What a Put that failed left behind is taken away where one may, and otherwise stays until the batch goes.
			if errors.Is(err, nats.ErrPermissionViolation) && !strings.Contains(err.Error(), ".STREAM.PURGE.") {
				deny(err)
			}
		}),
	)
	urls := s.urls()
	for try := 1; ; try++ {
		c.nc, err = nats.Connect(strings.Join(urls, ","), options...)
		if err == nil {
			break
		}
		var stranger *tls.CertificateVerificationError
		lasting := errors.Is(err, nats.ErrAuthorization) || errors.Is(err, nats.ErrSecureConnWanted) || errors.Is(err, ErrServer) || errors.As(err, &stranger)
		if lasting || try == firstTries || !sleep(ctx, 500*time.Millisecond) {
			return nil, fmt.Errorf("connecting to %s: %w", s, err)
		}
	}
	if c.js, err = jetstream.New(c.nc); err != nil {
		c.nc.Close()
		return nil, err
	}
	return c, nil
}

// Close ends the connection.
func (c *Conn) Close() { c.nc.Close() }

func (c *Conn) ackWait() time.Duration {
	if c.AckWait > 0 {
		return c.AckWait
	}
	return DefaultAckWait
}

// delay is how long to wait after a unit's try that failed, from 1.
func (c *Conn) delay(try int) time.Duration {
	b := c.Backoff
	if b == nil {
		b = DefaultBackoff
	}
	if len(b) == 0 {
		return 0
	}
	return b[min(max(try, 1), len(b))-1]
}
