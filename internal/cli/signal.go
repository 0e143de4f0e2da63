package cli

import (
	"context"
	"sync"
)

// interrupts decides what ^C and a request to end do. While riprep searches, the first one ends the search, and the best
// plan so far is given. At any other time, and the second time, the process ends at once, only that a file that is being
// written is written first.
type interrupts struct {
	mu      sync.Mutex
	cancel  context.CancelFunc // of the search that runs, or nil
	came    bool
	writing sync.Mutex // held while files are written
}

// watch waits for interrupts until the function that it returns is called.
func (a *app) watch() (stop func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			case _, ok := <-a.Interrupts:
				if !ok {
					return
				}
				if !a.endSearch() {
					a.status.clear()
					a.writing.Lock()
					a.Exit(int(exitInterrupted))
					a.writing.Unlock() // where Exit comes back, in tests
				}
			}
		}
	})
	return func() {
		close(done)
		wg.Wait()
	}
}

// endSearch cancels the search that runs. It reports false where there is none, or where it is being ended already.
func (s *interrupts) endSearch() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel == nil {
		return false
	}
	s.cancel()
	s.cancel, s.came = nil, true
	return true
}

// searching gives the context of a search. end must be called after it.
func (s *interrupts) searching() (ctx context.Context, end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	s.mu.Lock()
	s.cancel = cancel
	s.mu.Unlock()
	return ctx, func() {
		s.mu.Lock()
		s.cancel = nil
		s.mu.Unlock()
		cancel()
	}
}

// interrupted reports whether a search was ended by an interrupt.
func (s *interrupts) interrupted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.came
}
