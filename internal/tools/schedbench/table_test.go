package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The line on a terminal is gone before a row is printed, and is not there elsewhere.
func TestStatus(t *testing.T) {
	var both strings.Builder
	s := &status{w: &both, on: true}
	out := &table{w: &both, status: s}
	s.show("%d of %d", 1, 2)
	out.line("a,b")
	out.line("c,d")
	if got, want := both.String(), "\r\x1b[2K1 of 2\r\x1b[2Ka,b\nc,d\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	both.Reset()
	quiet := newStatus(&both)
	quiet.show("1 of 2")
	quiet.clear()
	if both.Len() > 0 {
		t.Errorf("not on a terminal: %q", both.String())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// Where standard output takes nothing, the file still gets the table, and the error is told.
func TestFullOutput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	out := &table{w: full{}, status: &status{}}
	out.line("a,b")
	out.line("c,d")
	if err := out.save(path); err == nil || err.Error() != "no space left" {
		t.Errorf("got %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "a,b\nc,d\n" {
		t.Errorf("%q, %v", data, err)
	}
}
