package queue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ErrDenied is wrapped where the server does not allow what is asked of it.
var ErrDenied = errors.New("the server does not allow it")

// How long one try may take: of a single request, whose answer is lost where the server goes meanwhile, and of what asks for much.
const (
	shortTry = 10 * time.Second
	longTry  = time.Minute
)

// request is retry for a single request, which must come to the same where it is done twice.
func (c *Conn) request(ctx context.Context, do func(ctx context.Context) error) error {
	return c.retryFor(ctx, shortTry, do)
}

// retry does what may fail because a server is away or has no leader, again and again until ctx ends. What will not get better is
// given back at once: see lasting.
func (c *Conn) retry(ctx context.Context, do func(ctx context.Context) error) error {
	return c.retryFor(ctx, longTry, do)
}

func (c *Conn) retryFor(ctx context.Context, try time.Duration, do func(ctx context.Context) error) error {
	wait := 50 * time.Millisecond
	for told := false; ; {
		once, cancel := context.WithTimeout(ctx, try)
		stop := context.AfterFunc(c.denied, cancel) // an answer to what is not allowed never comes
		err := do(once)
		stop()
		cancel()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if denied := context.Cause(c.denied); denied != nil {
			return fmt.Errorf("%w: %w", ErrDenied, denied)
		}
		if lasting(err) {
			return err
		}
		if wait > time.Second && !told {
			told = true
			c.notice("waiting for the server: " + err.Error())
		}
		if !sleep(ctx, wait) {
			return ctx.Err()
		}
		wait = min(2*wait, 5*time.Second)
	}
}

// lasting reports whether trying again is of no use: something is not there, is refused for what it is, or the connection was
// closed for good.
func lasting(err error) bool {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code == http.StatusNotFound || api.Code == http.StatusBadRequest
	}
	for _, e := range []error{nats.ErrConnectionClosed, nats.ErrMaxPayload, nats.ErrAuthorization, jetstream.ErrMsgNotFound, jetstream.ErrObjectNotFound, errRefused} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// errRefused is wrapped by what this room itself refuses.
var errRefused = errors.New("refused")

// sleep waits, and reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
