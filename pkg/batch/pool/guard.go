package pool

import (
	"context"
	"sync"
	"time"
)

// guard kills a worker while it does a task, where that takes too much or nobody wants the answer any more. Timers do it, so that a
// short task wakes no goroutine beside the one that waits for its answer.
type guard struct {
	worker Worker
	memory int64
	stops  []func() bool // of what may still call
	look   *time.Timer   // the next look at the memory

	mu    sync.Mutex
	over  bool // the task has ended
	cause reason
}

// reason is why a task was given up.
type reason int

const (
	answered reason = iota // it was not
	ended                  // ctx
	late
	large
)

// look is how often a worker's memory is looked at.
const look = 100 * time.Millisecond

// guardOf begins to watch. end must be called.
func guardOf(ctx context.Context, w Worker, l Limits) *guard {
	g := &guard{worker: w, memory: l.Memory}
	g.stops = append(g.stops, context.AfterFunc(ctx, func() { g.kill(ended) }))
	if l.Timeout > 0 {
		g.stops = append(g.stops, time.AfterFunc(l.Timeout, func() { g.kill(late) }).Stop)
	}
	if l.Memory > 0 {
		g.mu.Lock()
		g.look = time.AfterFunc(look, g.measure)
		g.mu.Unlock()
		g.stops = append(g.stops, g.look.Stop)
	}
	return g
}

// end says that the worker has answered, or is gone, and why it was killed. Nothing happens to it after that.
func (g *guard) end() reason {
	g.mu.Lock()
	g.over = true
	why := g.cause
	g.mu.Unlock()
	for _, stop := range g.stops {
		stop()
	}
	return why
}

// kill ends the worker, unless it has answered.
func (g *guard) kill(why reason) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.killFor(why)
}

// killFor is kill with g.mu held, so that end waits until the worker is gone.
func (g *guard) killFor(why reason) {
	if g.over || g.cause != answered {
		return
	}
	g.cause = why
	g.worker.Kill()
}

// measure looks at the memory, and again after a while.
func (g *guard) measure() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over || g.cause != answered {
		return
	}
	if n, ok := g.worker.Memory(); ok && n > g.memory {
		g.killFor(large)
		return
	}
	g.look.Reset(look)
}
