package cli

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// status is the one line that is shown on a terminal while riprep searches, and cleared after it.
type status struct {
	mu    sync.Mutex
	w     io.Writer
	on    bool
	now   func() time.Time
	began time.Time
	shown bool
	last  planner.Progress
	text  string // what is said in place of a search's progress, "" for that
}

// begin shows the line and keeps its clock going until the function that it returns is called.
func (s *status) begin() (end func()) {
	if !s.on {
		return func() {}
	}
	s.mu.Lock()
	s.began = s.now()
	s.mu.Unlock()
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			s.draw()
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	})
	return func() {
		close(done)
		wg.Wait()
		s.clear()
	}
}

// report takes what is known of the search.
func (s *status) report(p planner.Progress) {
	if !s.on {
		return
	}
	s.mu.Lock()
	s.last = p
	s.mu.Unlock()
	s.draw()
}

// say shows other words than a search's progress.
func (s *status) say(text string) {
	if !s.on {
		return
	}
	s.mu.Lock()
	s.text = text
	s.mu.Unlock()
}

func (s *status) draw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = true
	since := s.now().Sub(s.began)
	text := line(s.last, since)
	if s.text != "" {
		text = fmt.Sprintf("riprep: %s, %d s", s.text, int(since.Seconds()))
	}
	fmt.Fprintf(s.w, "\r\x1b[2K%s", text)
}

// line is what is known, in fewer than 80 columns.
func line(p planner.Progress, since time.Duration) string {
	text := "riprep: no plan yet"
	if p.Found {
		text = "riprep: best " + grid.Group(p.Value)
	}
	if p.BoundKnown {
		text += ", bound " + grid.Group(p.Bound)
	}
	if p.Found && p.BoundKnown {
		text += fmt.Sprintf(", gap %.1f%%", 100*p.Gap)
	}
	return fmt.Sprintf("%s, %d s", text, int(since.Seconds()))
}

// clear takes the line away.
func (s *status) clear() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shown {
		_, _ = io.WriteString(s.w, "\r\x1b[2K")
		s.shown = false
	}
}
