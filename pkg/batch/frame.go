package batch

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A task and its result travel as frames, to a process over a pipe and to a machine in an object of a store:
//
//	6 bytes   riprep
//	1 byte    T for a task, R for a result
//	1 byte    the version, 1
//	4 bytes   how long the header is, big-endian, at most MaxHeader
//	…         the header in JSON: for a task the unit, its spec and which of its files follow; for a result the outcome and
//	          name, size and digest of each of its files
//	…         the bytes of those files, one after the other, in the order of the header
//
// A frame is not trusted. Whatever it says of its size is held to the limits before memory is taken, memory grows only as bytes
// come, every file is held to its digest, and a unit to its id.
const (
	frameMagic   = "riprep"
	frameTask    = 'T'
	frameResult  = 'R'
	frameVersion = 1
	framePrefix  = len(frameMagic) + 1 + 1 + 4
)

// Limits of frames.
const (
	MaxHeader = 8 << 20 // bytes of a header: faults and paths of a unit, or an outcome
	MaxCores  = 4096    // of a task
)

var (
	// ErrFrame is wrapped by what is refused because it is no task or result: when it is read, and before a byte of it is
	// written.
	ErrFrame = errors.New("not a frame")
	// ErrTooLarge is wrapped, beside ErrFrame, where a limit is the reason.
	ErrTooLarge = errors.New("too large")
)

// WriteTask writes a task. It must have the bytes of all files of its unit, or, where the unit has a Fault, of some. The unit's
// Root does not travel. Nothing is written where the error wraps ErrFrame.
func WriteTask(w io.Writer, t *Task) error {
	header, err := taskHeader(t)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	return writeFrame(w, frameTask, header, func(yield func([]byte) bool) {
		for _, path := range header.Data {
			if !yield(t.Data[path]) {
				return
			}
		}
	})
}

// ReadTask reads one task and not a byte more. The error is io.EOF where there is nothing at all, and wraps ErrFrame where there
// is no task, io.ErrUnexpectedEOF where it ends too soon, or the error of r.
func ReadTask(r io.Reader) (*Task, error) {
	var h wireTask
	if err := readHeader(r, frameTask, &h); err != nil {
		return nil, err
	}
	t, err := h.task()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	next := 0
	for _, f := range t.Unit.Files {
		if next == len(h.Data) || h.Data[next] != f.Path {
			continue // of a unit with a fault; task has looked
		}
		next++
		if t.Data[f.Path], err = readBlob(r, f.Path, f.Size, f.SHA256); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// wireResult is the header of a result.
type wireResult struct {
	Outcome json.RawMessage `json:"outcome"`
	Files   []Written       `json:"files"`
}

// WriteResult writes a result. Nothing is written where the error wraps ErrFrame.
func WriteResult(w io.Writer, r *Result) error {
	if err := r.check(); err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	outcome, err := json.Marshal(r.Outcome)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	header := wireResult{Outcome: outcome, Files: []Written{}}
	for _, f := range r.Files {
		header.Files = append(header.Files, Written{f.Name, int64(len(f.Data)), Digest(f.Data)})
	}
	return writeFrame(w, frameResult, &header, func(yield func([]byte) bool) {
		for _, f := range r.Files {
			if !yield(f.Data) {
				return
			}
		}
	})
}

// ReadResult reads one result and not a byte more, with errors as ReadTask has them.
func ReadResult(r io.Reader) (*Result, error) {
	var h wireResult
	if err := readHeader(r, frameResult, &h); err != nil {
		return nil, err
	}
	outcome, err := DecodeOutcome(h.Outcome)
	if err == nil {
		err = checkFiles(outcome, h.Files)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	result := &Result{Outcome: outcome}
	for _, f := range h.Files {
		data, err := readBlob(r, f.Name, f.Bytes, f.SHA256)
		if err != nil {
			return nil, err
		}
		result.Files = append(result.Files, Output{f.Name, data})
	}
	return result, nil
}

func (r *Result) check() error {
	if r == nil || r.Outcome == nil {
		return errors.New("a result without an outcome")
	}
	files := make([]Written, 0, len(r.Files))
	for _, f := range r.Files {
		files = append(files, Written{Name: f.Name, Bytes: int64(len(f.Data))})
	}
	return checkFiles(r.Outcome, files)
}

// checkFiles holds the files of a result to what is so of every result.
func checkFiles(o *Outcome, files []Written) error {
	switch {
	case !slices.Contains([]string{StatusDone, StatusNoPlan, StatusFailed}, o.Status):
		return fmt.Errorf("status %q: not known", o.Status)
	case o.Status == StatusFailed && o.Failure == nil:
		return errors.New("a unit that failed without a failure")
	case o.Status == StatusFailed && len(files) > 0:
		return errors.New("a unit that failed, with files")
	case len(files) > MaxFiles:
		return fmt.Errorf("%d files of a result: %w, the limit is %d", len(files), ErrTooLarge, MaxFiles)
	}
	total := int64(0)
	for i, f := range files {
		switch {
		case !IsName(f.Name) || f.Name == OutcomeName:
			return fmt.Errorf("file %q: not a name", f.Name)
		case i > 0 && files[i-1].Name >= f.Name:
			return fmt.Errorf("file %q: out of order", f.Name)
		case f.Bytes < 0:
			return fmt.Errorf("file %q: of %d bytes", f.Name, f.Bytes)
		case f.Bytes > MaxOutput-total:
			return fmt.Errorf("file %q: %w: more than %d bytes of results", f.Name, ErrTooLarge, MaxOutput)
		}
		total += f.Bytes
	}
	return nil
}

func writeFrame(w io.Writer, kind byte, header any, blobs func(yield func([]byte) bool)) error {
	var b bytes.Buffer
	b.Write(make([]byte, framePrefix))
	if err := json.NewEncoder(&b).Encode(header); err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	size := b.Len() - framePrefix
	if size > MaxHeader {
		return fmt.Errorf("%w: header: %w: %d bytes, the limit is %d", ErrFrame, ErrTooLarge, size, MaxHeader)
	}
	prefix := b.Bytes()[:framePrefix]
	rest := prefix[copy(prefix, frameMagic):]
	rest[0], rest[1] = kind, frameVersion
	binary.BigEndian.PutUint32(rest[2:], uint32(size))
	_, err := w.Write(b.Bytes())
	for blob := range blobs {
		if err != nil {
			return err
		}
		_, err = w.Write(blob)
	}
	return err
}

func readHeader(r io.Reader, kind byte, header any) error {
	var prefix [framePrefix]byte
	if n, err := io.ReadFull(r, prefix[:]); n == 0 && err == io.EOF {
		return io.EOF
	} else if err != nil {
		return cut("its beginning", err)
	}
	rest := prefix[len(frameMagic):]
	switch {
	case string(prefix[:len(frameMagic)]) != frameMagic:
		return fmt.Errorf("%w: it begins with %q", ErrFrame, prefix[:len(frameMagic)])
	case rest[1] != frameVersion:
		return fmt.Errorf("%w of version %d: version %d, want %d", ErrFrame, frameVersion, rest[1], frameVersion)
	case rest[0] != kind:
		return fmt.Errorf("%w: of kind %q, want %q", ErrFrame, rest[0], kind)
	}
	size := binary.BigEndian.Uint32(rest[2:])
	if size > MaxHeader {
		return fmt.Errorf("%w: header: %w: %d bytes, the limit is %d", ErrFrame, ErrTooLarge, size, MaxHeader)
	}
	text, err := readN(r, int64(size))
	if err != nil {
		return cut("header", err)
	}
	if err := json.Unmarshal(text, header); err != nil {
		return fmt.Errorf("%w: header: %w", ErrFrame, err)
	}
	return nil
}

// readBlob reads a file whose size was held to the limits.
func readBlob(r io.Reader, name string, size int64, digest string) ([]byte, error) {
	data, err := readN(r, size)
	if err != nil {
		return nil, cut(fmt.Sprintf("file %q", name), err)
	}
	if Digest(data) != digest {
		return nil, fmt.Errorf("%w: file %q: not as its digest says", ErrFrame, name)
	}
	return data, nil
}

// step is how much memory is taken at once for what has not come yet.
const step = 1 << 20

// readN reads n bytes, and takes no more than twice the memory of what comes and a step.
func readN(r io.Reader, n int64) ([]byte, error) {
	if n <= step {
		data := make([]byte, n)
		_, err := io.ReadFull(r, data)
		return data, err
	}
	var b bytes.Buffer
	b.Grow(step)
	_, err := io.CopyN(&b, r, n)
	return b.Bytes(), err
}

// cut is the error of a frame that ends too soon.
func cut(where string, err error) error {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%w: %s: %w", ErrFrame, where, err)
}
