package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/batch/queue"
)

// queueFlags say where a queue is, who one is to it and which batch is meant.
type queueFlags struct {
	app *app

	server queue.Server
	batch  string

	mu sync.Mutex // of notices, which come from several goroutines
}

func (q *queueFlags) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&q.server.URL, "nats", "", "`URL` of the NATS server, nats://HOST:PORT or tls://HOST:PORT; several with commas between")
	f.StringVar(&q.batch, "batch", "batch", "`NAME` of the batch on the server: letters, digits and -")
	f.StringVar(&q.server.Creds, "creds", "", "credentials `FILE`, a JWT and its seed as nsc writes them")
	f.StringVar(&q.server.NKey, "nkey", "", "`FILE` with the seed of an nkey")
	f.StringVar(&q.server.TokenFile, "token-file", "", "`FILE` with a token")
	f.StringVar(&q.server.CA, "tls-ca", "", "`FILE` with the certificates that the server's must come from (default: the system's)")
	f.StringVar(&q.server.Cert, "tls-cert", "", "`FILE` with the certificate to be known by")
	f.StringVar(&q.server.Key, "tls-key", "", "`FILE` with the key of --tls-cert")
}

// check finds faults of the flags before anything is read or sent.
func (q *queueFlags) check(cmd *cobra.Command) error {
	if q.server.URL == "" {
		return usage("--nats nats://127.0.0.1:4222 is a server on this machine", fmt.Errorf("%s: no --nats URL given", cmd.Name()))
	}
	if !queue.IsBatch(q.batch) {
		return usage("letters, digits and - between them, at most 60", fmt.Errorf("--batch %q: not a name", q.batch))
	}
	if err := q.server.Check(); err != nil {
		return usage("docs/recipes/nats.md says how a server is set up", fmt.Errorf("--nats: %w", err))
	}
	return nil
}

// connect connects. close must be called on what it returns.
func (q *queueFlags) connect(ctx context.Context) (*queue.Conn, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "a host without a name"
	}
	c, err := queue.Connect(ctx, q.server, "riprep on "+host, q.notice)
	return c, q.fault(err)
}

// notice says on standard error what happens meanwhile. It waits for nothing: a worker may run for days.
func (q *queueFlags) notice(text string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.app.jsonErrors {
		if line, err := json.Marshal(map[string]any{"riprep": "warning/v1", "warnings": []string{sanitize.Terminal(text)}}); err == nil {
			fmt.Fprintf(q.app.Stderr, "%s\n", line)
		}
		return
	}
	q.app.status.clear()
	fmt.Fprintf(q.app.Stderr, "riprep: note: %s\n", sanitize.Terminal(text))
}

// fault gives errors of the queue their exit code and what to do about them.
func (q *queueFlags) fault(err error) error {
	var conflict *queue.Conflict
	switch {
	case err == nil:
		return nil
	case errors.Is(err, queue.ErrNoBatch):
		return &coded{exitInput, err, "riprep batch submit puts one there; --batch names it"}
	case errors.Is(err, queue.ErrOther):
		return &coded{exitInput, err, "use the riprep that it was submitted with, or another --batch NAME"}
	case errors.Is(err, queue.ErrDenied):
		return &coded{exitUnexpected, err, "docs/recipes/nats.md has what each command must be allowed"}
	case errors.Is(err, fs.ErrNotExist):
		return input(err)
	case errors.As(err, &conflict):
		return &coded{exitUnexpected, err, "this is a defect of riprep or of a machine, and not of the input: please report it"}
	}
	return err
}

// interruptedBy makes an interrupt of an error that comes of one.
func (q *queueFlags) interruptedBy(err error, hint string) error {
	if err == nil || !q.app.interrupted() {
		return q.fault(err)
	}
	return &coded{exitInterrupted, errors.New("interrupted"), hint}
}
