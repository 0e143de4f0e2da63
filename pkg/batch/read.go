package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// ErrChanged is what is said of a file that is not as it was when the batch began.
var ErrChanged = errors.New("changed since the batch began")

// Load reads the files of a unit into a task of one core. It opens nothing outside of the unit's root, and takes a file only with the
// size and digest that the unit's id is made of. A unit that has a Fault cannot be loaded, and that is the failure.
func Load(u *Unit) (*Task, *Failure) {
	if u.Fault != nil {
		return nil, u.Fault
	}
	if n := u.Size(); n > MaxInput || len(u.Files) > MaxFiles {
		return nil, unreadable(FailInput, u.Dir, fmt.Errorf("%d files with %d bytes, more than the limits of %d and %d", len(u.Files), n, MaxFiles, int64(MaxInput)))
	}
	root, err := os.OpenRoot(u.Root)
	if err != nil {
		return nil, unreadable(kindOf(err), u.Dir, err)
	}
	defer root.Close()
	t := &Task{Unit: u, Data: make(map[string][]byte, len(u.Files)), Cores: 1}
	for _, f := range u.Files {
		data, err := read(root, f)
		if err != nil {
			return nil, unreadable(kindOf(err), f.Path, err)
		}
		t.Data[f.Path] = data
	}
	return t, nil
}

// read reads one file, and never more of it than its size and a byte.
func read(root *os.Root, f File) ([]byte, error) {
	in, err := root.OpenFile(f.Path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe that took its place must not hold us up
	if err != nil {
		return nil, err
	}
	defer in.Close()
	st, err := in.Stat()
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() || st.Size() != f.Size {
		return nil, ErrChanged
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(in, data); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	if n, _ := in.Read(make([]byte, 1)); n > 0 {
		return nil, ErrChanged
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, ErrChanged
	}
	return data, nil
}

// LeadsOut reports whether an error is os.Root's refusal of a link that leads out, which has no value of its own to compare with;
// tests hold the words to it.
func LeadsOut(err error) bool {
	return err != nil && strings.Contains(err.Error(), "path escapes from parent")
}

// kindOf tells what stays as it is, a file that changed or is gone, from what may go well another time.
func kindOf(err error) string {
	if LeadsOut(err) || errors.Is(err, ErrChanged) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return FailInput
	}
	return FailUnexpected
}

func unreadable(kind, file string, err error) *Failure {
	said := Said{File: file, Message: "cannot read: " + err.Error()}
	var pe *fs.PathError
	switch {
	case errors.Is(err, ErrChanged):
		said = Said{File: file, Message: ErrChanged.Error(), Hint: "run the batch again: what changed becomes a unit of its own"}
	case LeadsOut(err):
		said.Message = "cannot read: a link that leads out of the batch's folder"
	case errors.As(err, &pe):
		said.Message = "cannot read: " + pe.Err.Error()
	}
	f := &Failure{Kind: kind, Exit: 12, Errors: []Said{said}, Hints: []string{}}
	if kind != FailInput {
		f.Exit = 1
	}
	return f
}
