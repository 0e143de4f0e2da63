package cli

import (
	"errors"
	"io"
	"syscall"
)

// quiet is standard output that takes no offence when its reader goes away: what is written then is thrown away, and the
// exit code is that of the work.
type quiet struct {
	w    io.Writer
	gone bool
}

func (q *quiet) Write(b []byte) (int, error) {
	if q.gone {
		return len(b), nil
	}
	n, err := q.w.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		q.gone = true
		return len(b), nil
	}
	return n, err
}
