package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/riprep/riprep/internal/atomicfile"
)

// table is what is printed line by line, and saved in the end.
type table struct {
	w      io.Writer
	status *status
	text   []byte
	err    error // the first of w
}

func (t *table) line(text string) {
	t.status.clear()
	t.text = append(append(t.text, text...), '\n')
	if _, err := io.WriteString(t.w, text+"\n"); t.err == nil {
		t.err = err
	}
}

// save puts the whole table into a file, where one is wanted.
func (t *table) save(path string) error {
	if path == "" {
		return t.err
	}
	err := atomicfile.Write(path, 0o644, func(w io.Writer) error {
		_, err := w.Write(t.text)
		return err
	})
	if err != nil {
		return err
	}
	return t.err
}

// status is one line on a terminal that tells how far the run is; nothing elsewhere.
type status struct {
	w     io.Writer
	on    bool
	shown bool
}

func newStatus(w io.Writer) *status {
	f, ok := w.(*os.File)
	return &status{w: w, on: ok && term.IsTerminal(int(f.Fd()))}
}

func (s *status) show(format string, args ...any) {
	if !s.on {
		return
	}
	s.shown = true
	fmt.Fprintf(s.w, "\r\x1b[2K"+format, args...)
}

func (s *status) clear() {
	if s.shown {
		s.shown = false
		io.WriteString(s.w, "\r\x1b[2K")
	}
}
